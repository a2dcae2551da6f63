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
	outer, err := s.outer()
	if err != nil {
		return err
	}
	return s.db.View(func(tx *bolt.Tx) error {
		if err := s.loadMeta(tx); err != nil {
			return err
		}
		if err := s.loadChains(tx); err != nil {
			return err
		}
		return s.loadHead(tx, outer)
	})
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
	if o := string(meta.Get(originKey)); o != s.key.Name() {
		return fmt.Errorf("%s is the log %q, the key is for %q", databaseName, o, s.key.Name())
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
		s.chains[c.Row.Chain] = c
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Bucket(pendingBucket).ForEach(func(k, v []byte) error {
		o, err := decodePending(v)
		c := s.chains[record.Chain(k[:16])]
		if err != nil || c == nil {
			return fmt.Errorf("pending observation %x: %w", k, errors.Join(err, errors.New("no such chain")))
		}
		c.pending++
		if o.Attempt != 0 {
			return nil
		}
		a, err := record.DecodeAnswer(tx.Bucket(answersBucket).Get(o.Answer[:]))
		if err == nil {
			c.saw(o, a)
		}
		return err
	})
}

// outer reads the checkpoint that lies outside the database.
func (s *Store) outer() (seal.Checkpoint, error) {
	b, err := os.ReadFile(filepath.Join(s.dir, checkpointName))
	if errors.Is(err, os.ErrNotExist) {
		return seal.Checkpoint{}, nil
	}
	if err != nil {
		return seal.Checkpoint{}, err
	}
	c, err := seal.Open(b, s.verifier)
	if err != nil {
		return c, fmt.Errorf("the file %q: %w", checkpointName, err)
	}
	return c, nil
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
