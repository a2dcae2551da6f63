package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/seal"
)

// load reads what the store keeps in memory, and refuses a database that is
// not the one whose checkpoints were signed.
func (s *Store) load() error {
	s.counts, s.chains = map[record.Kind]int64{}, map[record.Chain]*chain{}
	outer, _, err := s.outer()
	if err != nil {
		return err
	}
	return s.db.View(func(tx *bolt.Tx) error {
		return guarded(func() error {
			if err := s.loadMeta(tx); err != nil {
				return err
			}
			if err := s.loadChains(tx); err != nil {
				return err
			}
			return s.loadHead(tx, outer)
		})
	})
}

// ready loads the store and brings it to where it would be if nothing had
// stopped it.
func (s *Store) ready() error {
	if err := s.load(); err != nil {
		return err
	}
	return s.takeIn()
}

// takeIn enrols the checkpoint outside if we were stopped before it was.
func (s *Store) takeIn() error {
	outer, signed, err := s.outer()
	if err != nil || outer.Size == 0 {
		return err
	}
	var have []byte
	err = s.db.View(func(tx *bolt.Tx) error {
		have = tx.Bucket(checkpointsBucket).Get(indexKey(outer.Size))
		return nil
	})
	if err != nil || have != nil {
		return err
	}
	return s.enrol(outer, signed)
}

func (s *Store) loadMeta(tx *bolt.Tx) error {
	for _, name := range allBuckets {
		if tx.Bucket(name) == nil {
			return fmt.Errorf("%s has no %s: it is not a store, or was made by a program that broke off", databaseName, name)
		}
	}
	meta := tx.Bucket(metaBucket)
	if f := string(meta.Get(formatKey)); f != format {
		return fmt.Errorf("%s is of format %q, this program reads %q", databaseName, f, format)
	}
	if o := string(meta.Get(originKey)); o != s.Origin() {
		return fmt.Errorf("%s is the log %q, the key is for %q", databaseName, o, s.Origin())
	}
	s.number, s.anchor = 0, 0
	if n := meta.Get(anchorKey); len(n) == 8 {
		s.anchor = indexOf(n) + 1
	}
	if n := meta.Get(batchKey); len(n) == 8 {
		s.number = uint64(indexOf(n))
	}
	if counts := meta.Get(countsKey); counts != nil {
		if err := json.Unmarshal(counts, &s.counts); err != nil {
			return fmt.Errorf("counts: %w", err)
		}
	}
	return nil
}

func (s *Store) loadChains(tx *bolt.Tx) error {
	err := tx.Bucket(chainsBucket).ForEach(func(_, v []byte) error {
		c := new(chain)
		if err := json.Unmarshal(v, c); err != nil {
			return fmt.Errorf("chain: %w", err)
		}
		leaf := tx.Bucket(leavesBucket).Get(indexKey(c.Leaf))
		e, err := record.Decode(leaf)
		if err != nil {
			return fmt.Errorf("target entry of chain %v: %w", c.Row.Chain, err)
		}
		var ok bool
		if c.Target, ok = e.(record.Target); !ok {
			return fmt.Errorf("target entry of chain %v: leaf %d is of kind %s", c.Row.Chain, c.Leaf, e.Kind())
		}
		c.Definition = record.Hash(seal.LeafHash(leaf))
		s.chains[c.Row.Chain] = c
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Bucket(pendingBucket).ForEach(func(k, v []byte) error { return s.loadPending(tx, k, v) })
}

func (s *Store) loadPending(tx *bolt.Tx, id, b []byte) error {
	waiting, err := decodePending(id, b)
	if err != nil {
		return err
	}
	c := s.chains[waiting.Chain]
	if c == nil {
		return fmt.Errorf("pending of chain %x: no such chain", id)
	}
	c.pending, c.Anchor = waiting.Observations, waiting.Anchor
	for _, o := range c.pending {
		if o.Attempt != 0 {
			continue
		}
		a, err := record.DecodeAnswer(tx.Bucket(answersBucket).Get(o.Answer[:]))
		if err != nil {
			return fmt.Errorf("pending of chain %x: answer %v: %w", id, o.Answer, err)
		}
		c.saw(o, a)
	}
	return nil
}

// outer reads the checkpoint that lies outside the database.
func (s *Store) outer() (c seal.Checkpoint, signed []byte, err error) {
	signed, err = os.ReadFile(filepath.Join(s.dir, checkpointName))
	if errors.Is(err, os.ErrNotExist) {
		return c, nil, nil
	}
	if err != nil {
		return c, nil, err
	}
	if c, err = seal.Open(signed, s.verifier); err != nil {
		return c, nil, fmt.Errorf("the file %q: %w", checkpointName, err)
	}
	return c, signed, nil
}

// loadHead finds the newest checkpoint, which may be the one outside if we
// were stopped between the two, and checks the tree under both.
func (s *Store) loadHead(tx *bolt.Tx, outer seal.Checkpoint) error {
	s.head = outer
	if _, v := tx.Bucket(checkpointsBucket).Cursor().Last(); v != nil {
		inner, err := seal.Open(v, s.verifier)
		if err != nil {
			return err
		}
		if outer.Size == 0 {
			return fmt.Errorf("the file %q is gone, and the log has %d signed leaves; put the file back", checkpointName, inner.Size)
		}
		if err := s.under(tx, inner); err != nil {
			return err
		}
		if inner.Size > outer.Size {
			s.head = inner
		}
	}
	return s.under(tx, outer)
}

// under checks that c is a state this log has been in.
func (s *Store) under(tx *bolt.Tx, c seal.Checkpoint) error {
	if c.Size == 0 {
		return nil
	}
	if n := total(s.counts); n < c.Size {
		return fmt.Errorf("%s holds %d leaves and %d were signed: it is an older copy; put the newest one back", databaseName, n, c.Size)
	}
	root, err := seal.Root(c.Size, nodes(tx))
	if err != nil {
		return err
	}
	if root != c.Root {
		return fmt.Errorf("checkpoint %d is not of this tree: %s was edited, or is a copy that went its own way; constat fsck says where", c.Size, databaseName)
	}
	return nil
}
