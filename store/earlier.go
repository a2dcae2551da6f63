package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/seal"
)

// Earlier yields the epochs before this one, the newest first, each open to be
// read until the next is asked for. One that cannot be opened ends it with an
// error.
func (s *Store) Earlier() iter.Seq2[*Store, error] {
	return func(yield func(*Store, error) bool) {
		if s.root == "" {
			return
		}
		list, err := epochsIn(s.root)
		if err != nil {
			yield(nil, err)
			return
		}
		next, opened := s, func() error { return nil }
		defer func() { opened() }()
		for _, dir := range slices.Backward(list[:len(list)-1]) {
			before, err := next.before(dir)
			if err != nil {
				yield(nil, fmt.Errorf("open the epoch before %s: %w", next.Origin(), err))
				return
			}
			opened()
			next, opened = before, before.db.Close
			if !yield(before, nil) {
				return
			}
		}
	}
}

// before opens the epoch in dir, which s follows, to be read.
func (s *Store) before(dir string) (*Store, error) {
	first, follows, err := s.Follows()
	if err != nil {
		return nil, err
	}
	key, err := readKey(dir)
	vkey := first.Predecessor
	switch {
	case errors.Is(err, fs.ErrNotExist) && follows:
	case err != nil:
		return nil, err
	default:
		vkey = key.Verifier()
	}
	old, err := openAs(dir, key, vkey, toRead)
	if err == nil {
		if err = old.load(); err != nil {
			old.db.Close()
		}
	}
	return old, err
}

// Keyless reports whether the key of this epoch is lost: nothing more can be
// signed with it, and no target of it shown.
func (s *Store) Keyless() bool { return s.key == nil }

// Closed returns when the log was closed, or its key given up: the time at
// which its last checkpoint was signed.
func (s *Store) Closed() (record.Instant, error) {
	h, err := s.Health()
	return h.Sealed, err
}

// CheckAll is Check for this epoch and all before it, and for what ties them.
func (s *Store) CheckAll(ctx context.Context) iter.Seq[error] {
	return func(yield func(error) bool) {
		for err := range s.Check(ctx) {
			if !yield(err) {
				return
			}
		}
		says, follows, err := s.Follows()
		for old, openErr := range s.Earlier() {
			if err = errors.Join(err, openErr); err != nil {
				yield(err)
				return
			}
			for err := range old.Check(ctx) {
				if !yield(fmt.Errorf("log %s: %w", old.Origin(), err)) {
					return
				}
			}
			if err := old.precedes(says, follows); err != nil && !yield(err) {
				return
			}
			says, follows, err = old.Follows()
		}
	}
}

// precedes checks what the next epoch says of this one.
func (s *Store) precedes(says record.Successor, follows bool) error {
	switch {
	case !follows:
		return fmt.Errorf("the log after %s does not say what it follows", s.Origin())
	case says.Predecessor != s.vkey:
		return fmt.Errorf("the log after %s follows another key, %s", s.Origin(), says.Predecessor)
	}
	return s.db.View(func(tx *bolt.Tx) error {
		return s.under(tx, seal.Checkpoint{Origin: s.Origin(), Size: says.Head.Size, Root: seal.Hash(says.Head.Root)})
	})
}
