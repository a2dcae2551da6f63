package store

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"time"

	"constat/store/record"
)

// Imported returns the target that an import is of: the one of that name that
// the log knows, or a new one, of which nothing is asked. What is said of a
// site and a provider counts for the latter alone.
func (s *Store) Imported(name, site, provider string, now time.Time) (record.Target, error) {
	if t, known := s.Known(name); known && t.Question.Kind != record.AskNothing {
		return t, nil
	} else if known {
		site, provider = cmp.Or(site, t.Site), cmp.Or(provider, t.Provider)
	}
	list, err := s.Enter([]record.Target{unasked(name, site, provider, now)})
	if err != nil {
		return record.Target{}, err
	}
	return list[0].Target, nil
}

// unasked is a target of which nothing is asked.
func unasked(name, site, provider string, now time.Time) record.Target {
	return record.Target{Time: record.At(now), Name: name, Site: site, Provider: provider, Interval: 24 * 60 * 60 * 10,
		Question: record.Question{Kind: record.AskNothing, URL: record.ImportURL(name), Timeout: 1}}
}

// Known returns the target that bears a name; controls have none of their own.
func (s *Store) Known(name string) (record.Target, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range sortedChains(s.chains) {
		if t := s.chains[id].Target; t.Name == name && !t.Control {
			return t, true
		}
	}
	return record.Target{}, false
}

// Import keeps somebody else's record: its rows first, which are on disk before
// the entry that names them. It is durable when it returns. The link is filled in here.
func (s *Store) Import(e record.Import, rows io.Reader) error {
	if err := s.keepStream(e.File, rows); err != nil {
		return fmt.Errorf("keep import: %w", err)
	}
	if err := s.update(func(b *batch) error { return b.imports(e) }); err != nil {
		return fmt.Errorf("keep import: %w", err)
	}
	return nil
}

func (b *batch) imports(e record.Import) error {
	c, err := b.chain(e.Chain)
	if err != nil {
		return err
	}
	if c.Target.Control {
		return fmt.Errorf("target %q: %w: it is a control", c.Target.Name, record.ErrRefused)
	}
	e.Link, b.due = c.link(), true
	_, _, err = b.append(e)
	return err
}

// errTried ends a batch that was only tried: nothing of it is kept.
var errTried = errors.New("tried, and not kept")

// TryImport refuses what [Store.Imported] and [Store.Import] would for an entry
// of that target, and keeps nothing.
func (s *Store) TryImport(name, site, provider string, e record.Import) error {
	t, known := s.Known(name)
	err := s.update(func(b *batch) error {
		if !known || t.Question.Kind == record.AskNothing {
			w, err := b.enter(unasked(name, cmp.Or(site, t.Site), cmp.Or(provider, t.Provider), e.Time.Time()), map[record.Chain]bool{})
			if err != nil {
				return fmt.Errorf("enter target %q: %w", name, err)
			}
			t = w.Target
		}
		e.Chain = t.Chain
		if err := b.imports(e); err != nil {
			return fmt.Errorf("keep import: %w", err)
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}

// imported checks an entry against its rows.
func (c *checker) imported(e record.Import) {
	sum, err := c.manifest(e.File)
	if err == nil && (sum.Root != e.Root || sum.Items != e.Items || sum.Bytes != e.Bytes) {
		err = errors.New("it holds other rows than the entry says")
	}
	if err != nil {
		c.wrong("leaf %d: rows %v: %w", c.next, e.File, err)
	}
}
