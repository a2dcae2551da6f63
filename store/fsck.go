package store

import (
	"context"
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/mod/sumdb/note"
)

// Fsck verifies the store in dir anew and yields all that is wrong with it,
// even where Open would refuse it. Nothing is changed. A [*LockedError] or an
// error that wraps fs.ErrNotExist means that it could not look.
func Fsck(ctx context.Context, dir string) iter.Seq[error] {
	return func(yield func(error) bool) {
		s, err := openDamaged(dir)
		if err != nil {
			yield(err)
			return
		}
		defer s.db.Close()
		if err := s.load(); err != nil && !yield(err) {
			return
		}
		if missing := s.missing(); missing != nil {
			yield(missing)
			return
		}
		for err := range s.Check(ctx) {
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
	verifier, err := note.NewVerifier(key.Verifier())
	if err != nil {
		return nil, err
	}
	db, err := openExisting(dir)
	if err != nil {
		return nil, err
	}
	return &Store{dir: dir, key: key, verifier: verifier, db: db, due: make(chan struct{}, 1)}, nil
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
