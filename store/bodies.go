package store

import (
	"encoding/json"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/warc"
)

// Stocked returns how many bytes of contents were kept of the crawls of a chain.
func (s *Store) Stocked(id record.Chain) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chains[id]; c != nil {
		return c.Stocked
	}
	return 0
}

// Holds reports whether a content of a chain is kept.
func (s *Store) Holds(id record.Chain, body record.Hash) (held bool) {
	err := s.db.View(func(tx *bolt.Tx) error {
		held = tx.Bucket(bodiesBucket).Get(append(id[:], body[:]...)) != nil
		return nil
	})
	return err == nil && held
}

// Bodies keeps contents of the newest inventory of a chain; open gives the WARC
// file of the i-th. What is kept already is left out. It is durable when it
// returns. The link is filled in here. An error that wraps [record.ErrRefused]
// would come again.
func (s *Store) Bodies(e record.Bodies, open func(i int) ([]byte, error)) error {
	if err := s.update(func(b *batch) error { return b.stock(e, open) }); err != nil {
		return fmt.Errorf("keep bodies: %w", err)
	}
	return nil
}

func (b *batch) stock(e record.Bodies, open func(i int) ([]byte, error)) error {
	c, err := b.chain(e.Chain)
	if err != nil {
		return err
	}
	if n := c.Newest; n == nil || n.Round != e.Round || n.File.IsZero() || n.File != e.Manifest || !n.Account.IsZero() {
		return fmt.Errorf("target %q: %w: they are not of its newest inventory", c.Target.Name, record.ErrRefused)
	}
	bodies := b.tx.Bucket(bodiesBucket)
	kept := e.Kept
	e.Kept = nil
	for i, k := range kept {
		key := append(e.Chain[:], k.Body[:]...)
		if bodies.Get(key) != nil {
			continue
		}
		file, err := open(i)
		if err != nil {
			return err
		}
		w, err := warc.Decode(file)
		if err != nil || record.Sum(w.Body) != k.Body || int64(len(w.Body)) != k.Size || record.Sum(file) != k.File {
			return fmt.Errorf("target %q: %w: %w", c.Target.Name, record.ErrRefused, errors.Join(err, fmt.Errorf("body %d is not in its file", i)))
		}
		if _, err := b.keep(capturesName, ".warc.gz", file); err != nil {
			return err
		}
		v, err := json.Marshal(holder{k.File, w.URI, w.Date})
		if err != nil {
			return err
		}
		if err := bodies.Put(key, v); err != nil {
			return err
		}
		e.Kept = append(e.Kept, k)
		c.Stocked += k.Size
	}
	if len(e.Kept) == 0 {
		return nil
	}
	e.Link = c.link()
	if _, _, err := b.append(e); err != nil {
		return fmt.Errorf("target %q: %w: %w", c.Target.Name, record.ErrRefused, err)
	}
	return nil
}

// stock checks that the files are there, and adds them up.
func (c *checker) stock(e record.Bodies) {
	for _, k := range e.Kept {
		c.capture(record.Capture{File: k.File, Body: k.Body})
		c.stocked[e.Chain] += k.Size
	}
}
