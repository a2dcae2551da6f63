package store

import (
	"errors"
	"fmt"

	"constat/store/record"
)

// Requisites keeps what a page needs to be shown as it stood in the newest
// capture of its chain: one exchange for each part of e, in order, the files
// first. It is durable when it returns. The link, the capture and what follows
// from the exchanges are filled in here; an exchange without a form as a file
// counts as failed. An error that wraps [record.ErrRefused] would come again,
// but for requisites that came before their capture was kept.
func (s *Store) Requisites(e record.Requisites, exchanges []record.Exchange) error {
	if len(e.Parts) != len(exchanges) {
		return fmt.Errorf("keep requisites: %w: %d parts and %d exchanges", record.ErrRefused, len(e.Parts), len(exchanges))
	}
	if err := s.update(func(b *batch) error { return b.requisites(e, exchanges) }); err != nil {
		return fmt.Errorf("keep requisites: %w", err)
	}
	return nil
}

func (b *batch) requisites(e record.Requisites, exchanges []record.Exchange) error {
	c, err := b.chain(e.Chain)
	if err != nil {
		return err
	}
	switch {
	case c.Target.Question.Kind != "http" || c.Target.Control || c.Target.Question.Auth != "":
		return fmt.Errorf("target %q: %w: it is no open page", c.Target.Name, record.ErrRefused)
	case e.Round != c.Stood || e.Round <= c.Furnished:
		return fmt.Errorf("target %q: %w: round %d is not of its newest capture, or was furnished already", c.Target.Name, record.ErrRefused, e.Round)
	}
	e.Capture = c.Standing
	parts := e.Parts
	e.Parts = nil
	for i, p := range parts {
		x := exchanges[i]
		p.Body, p.Size = record.Sum(x.Body), int64(len(x.Body))
		p.File, p.Kept, err = b.warc(e.Chain, p.Body, &x)
		if errors.Is(err, errNoForm) {
			e.Failed++
			continue
		}
		if err != nil {
			return fmt.Errorf("target %q: %w", c.Target.Name, err)
		}
		e.Parts = append(e.Parts, p)
	}
	e.Link = c.link()
	if _, _, err := b.append(e); err != nil {
		return fmt.Errorf("target %q: %w: %w", c.Target.Name, record.ErrRefused, err)
	}
	c.Furnished = e.Round
	return nil
}

// requisites checks that those of a chain rise, and that their files are there.
func (c *checker) requisites(e record.Requisites) {
	if e.Round <= c.furnished[e.Chain] {
		c.wrong("leaf %d has the requisites of a round that came before", c.next)
	}
	c.furnished[e.Chain] = e.Round
	for _, p := range e.Parts {
		c.capture(record.Capture{File: p.File, Kept: p.Kept, Body: p.Body})
	}
}

// Unfurnished returns the round of the newest capture of a chain, if it has
// content that reduces to normal and no requisites yet, else 0. An error that
// wraps [record.ErrRefused] says that the answer of round is not kept yet.
func (s *Store) Unfurnished(id record.Chain, round record.Round, normal record.Hash) (record.Round, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chains[id]
	switch {
	case c == nil:
		return 0, fmt.Errorf("no target has the chain %v in this store", id)
	case c.Last < round:
		return 0, fmt.Errorf("target %q: %w: no answer of round %d was kept", c.Target.Name, record.ErrRefused, round)
	case c.Stood <= c.Furnished || c.Normal != normal:
		return 0, nil
	}
	return c.Stood, nil
}
