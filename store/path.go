package store

import (
	"fmt"

	"constat/store/record"
)

// Path keeps who stood behind a target's name. It is durable when it returns.
// The link is filled in here. One that follows a failure comes after that was
// kept. An error that wraps [record.ErrRefused] would come again.
func (s *Store) Path(e record.Path) error {
	if err := s.update(func(b *batch) error { return b.path(e) }); err != nil {
		return fmt.Errorf("keep path: %w", err)
	}
	return nil
}

func (b *batch) path(e record.Path) error {
	c, err := b.chain(e.Chain)
	if err != nil {
		return err
	}
	switch {
	case e.Round <= c.Pathed:
		return fmt.Errorf("target %q: %w: the path of round %d was kept already", c.Target.Name, record.ErrRefused, e.Round)
	case e.Failed > c.Last:
		return fmt.Errorf("target %q: %w: no answer of round %d was kept", c.Target.Name, record.ErrRefused, e.Failed)
	}
	// What it follows comes before it, in every tree that is signed.
	if e.Failed != 0 {
		if err := b.cut(c); err != nil {
			return err
		}
	}
	e.Link = c.link()
	if _, _, err := b.append(e); err != nil {
		return fmt.Errorf("target %q: %w: %w", c.Target.Name, record.ErrRefused, err)
	}
	c.Pathed = e.Round
	return nil
}

// path checks that paths of a chain rise.
func (c *checker) path(e record.Path) {
	if e.Round <= c.pathed[e.Chain] {
		c.wrong("leaf %d is a path of a round that came before", c.next)
	}
	c.pathed[e.Chain] = e.Round
}
