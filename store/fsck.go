package store

import (
	"context"
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/mod/sumdb/note"

	"constat/store/seal"
)

// Fsck verifies the store in dir anew and yields all that is wrong with it,
// even where Open would refuse it. Nothing is changed. A [*LockedError] or an
// error that wraps fs.ErrNotExist means that it could not look.
func Fsck(ctx context.Context, dir string) iter.Seq[error] {
	return func(yield func(error) bool) {
		list, err := epochsIn(dir)
		if err != nil {
			yield(err)
			return
		}
		s, err := openDamaged(list[len(list)-1])
		if err != nil {
			yield(err)
			return
		}
		s.root = dir
		defer s.db.Close()
		if err := s.load(); err != nil && !yield(err) {
			return
		}
		if missing := s.missing(); missing != nil {
			yield(missing)
			return
		}
		for err := range s.CheckAll(ctx) {
			if !yield(err) {
				return
			}
		}
	}
}

// openDamaged opens the files of a store without believing them.
func openDamaged(dir string) (*Store, error) {
	key, err := readKey(dir)
	if err != nil {
		return nil, err
	}
	return openAs(dir, key, key.Verifier(), toWrite)
}

// openAs opens the files of the log that has the verifier key vkey. Without
// its signing key, nil, nothing can be added, and nothing be shown.
func openAs(dir string, key *seal.Key, vkey string, mode mode) (*Store, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, fmt.Errorf("log key %q: %w", vkey, err)
	}
	db, err := openExisting(dir, mode)
	if err != nil {
		return nil, err
	}
	return &Store{dir: dir, key: key, vkey: vkey, verifier: verifier, db: db, due: make(chan struct{}, 1)}, nil
}

// missing names a bucket that is not there.
func (s *Store) missing() error {
	return s.db.View(func(tx *bolt.Tx) error {
		return guarded(func() error {
			for _, name := range allBuckets {
				if tx.Bucket(name) == nil {
					return fmt.Errorf("%s has no %s", databaseName, name)
				}
			}
			return nil
		})
	})
}
