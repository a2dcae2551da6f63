package store

import (
	"crypto/rand"
	"fmt"
	"reflect"

	"constat/store/record"
)

// Enter makes the targets known to the log and returns them ready to be
// watched, in the same order. A target that the log knows, by its question or
// else by its name, goes on with its chain; a change of name, site, provider,
// interval or question is entered. Link and Secret of the arguments are
// filled in here.
func (s *Store) Enter(targets []record.Target) ([]record.Watched, error) {
	var out []record.Watched
	err := s.update(func(b *batch) error {
		out = out[:0]
		taken := map[record.Chain]bool{}
		for _, t := range targets {
			w, err := b.enter(t, taken)
			if err != nil {
				return fmt.Errorf("enter target %q: %w", t.Name, err)
			}
			taken[w.Chain] = true
			out = append(out, w)
		}
		return nil
	})
	return out, err
}

func (b *batch) enter(t record.Target, taken map[record.Chain]bool) (record.Watched, error) {
	c := b.find(t, taken)
	if c == nil {
		c = &chain{}
		if _, err := rand.Read(c.Row.Chain[:]); err != nil {
			return record.Watched{}, err
		}
		b.changed[c.Row.Chain] = c
	}
	secret := b.secret(c.Row.Chain)
	t.Link, t.Secret = c.link(), record.Sum(secret[:])
	if c.Row.Leaves == 0 || !sameTarget(t, c.Target) {
		// What was answered to the old question is sealed under it.
		if err := b.cut(c); err != nil {
			return record.Watched{}, err
		}
		t.Link = c.link()
		index, hash, err := b.append(t)
		if err != nil {
			return record.Watched{}, err
		}
		if t.Question.ID() != c.Target.Question.ID() {
			c.Listing, c.Fullest = nil, nil // what another question listed is nothing to compare with
		}
		c.Target, c.Leaf, c.Definition = t, index, hash
	}
	return record.Watched{Target: c.Target, Leaf: c.Definition, Secret: secret, Last: max(c.Last, c.Listed), Failed: c.Failing}, nil
}

// find returns the batch's copy of the chain that asks t's question, else of
// the one that bears its name. A control never becomes a target or the reverse.
func (b *batch) find(t record.Target, taken map[record.Chain]bool) *chain {
	var named record.Chain
	for _, id := range sortedChains(b.chains) {
		c := b.chains[id]
		switch {
		case taken[id] || c.Target.Control != t.Control:
		case c.Target.Question.ID() == t.Question.ID():
			own, _ := b.chain(id)
			return own
		case c.Target.Name == t.Name:
			named = id
		}
	}
	if named == (record.Chain{}) {
		return nil
	}
	own, _ := b.chain(named)
	return own
}

// sameTarget compares but for the link and the time of entry.
func sameTarget(a, b record.Target) bool {
	a.Link, a.Time = b.Link, b.Time
	return reflect.DeepEqual(a, b)
}

// secret returns what keys the identifiers of a chain's probes.
func (s *Store) secret(c record.Chain) [32]byte { return s.key.Derive("probe", c.String()) }
