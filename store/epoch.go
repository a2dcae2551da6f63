package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
)

// The first epoch lies in the store's folder itself, each later one in a
// folder under epochs named by its number: a whole store, with its key. The
// one with the highest number is in use.
const (
	epochsName = "epochs"
	nextName   = ".next" // in epochs: one that is being made
)

// epochsIn returns the folders of the epochs in dir, the oldest first.
func epochsIn(dir string) ([]string, error) {
	list := []string{dir}
	names, err := os.ReadDir(filepath.Join(dir, epochsName))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var numbers []int
	for _, d := range names {
		if n, err := strconv.Atoi(d.Name()); err == nil && n > 1 && d.IsDir() && strconv.Itoa(n) == d.Name() {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		list = append(list, filepath.Join(dir, epochsName, strconv.Itoa(n)))
	}
	return list, nil
}

// An EndedError says that a log was closed: its key signs nothing more.
type EndedError struct{ Log string }

func (e *EndedError) Error() string {
	return fmt.Sprintf("the log %s is closed and its successor has not begun; finish the change with constat keys succeed", e.Log)
}

// fits refuses what has no place at the end of this log: anything but time
// stamps and seals after its close, a predecessor anywhere but at the start.
func (b *batch) fits(e record.Entry) error {
	k := e.Kind()
	if b.counts[record.KindClose] > 0 && k != record.KindAnchor && k != record.KindSeal {
		return &EndedError{b.Origin()}
	}
	if k == record.KindSuccessor && b.next > 0 {
		return fmt.Errorf("the log %s has begun: it cannot follow another", b.Origin())
	}
	return nil
}

func (s *Store) ended() bool { return s.counts[record.KindClose] > 0 }

// Ended reports whether the log was closed.
func (s *Store) Ended() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended()
}

// Begun reports whether anything was signed with this key.
func (s *Store) Begun() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.head.Size > 0
}

// end closes the log in favour of successor, a verifier key, and seals it. A
// log that was closed in its favour before stays as it is; the reason given
// then is returned.
func (s *Store) end(now time.Time, reason, successor string) (string, error) {
	c, closed, err := s.closing()
	switch {
	case err != nil:
		return "", err
	case closed && c.Successor != successor:
		return "", fmt.Errorf("the log %s was closed in favour of the key %s, which is not in %s; bring that folder back",
			s.Origin(), c.Successor, filepath.Join(epochsName, nextName))
	case closed:
		reason = c.Reason
	default:
		if err := s.appendClose(now, reason, successor); err != nil {
			return "", err
		}
	}
	at("log closed")
	_, err = s.Seal(now)
	return reason, err
}

// appendClose puts what is pending into segments, and after them the last
// entries that the key signs.
func (s *Store) appendClose(now time.Time, reason, successor string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.cutAll(); err != nil {
		return err
	}
	at("all cut")
	return s.commit(func(b *batch) error {
		act := record.Custody{Time: record.At(now), Role: "operator", Act: "key-closed", What: reason, Digest: record.Sum([]byte(s.vkey))}
		if _, _, err := b.append(act); err != nil {
			return err
		}
		_, _, err := b.append(record.Close{Time: record.At(now), Reason: reason, Successor: successor})
		return err
	})
}

// closing returns the entry that closed the log.
func (s *Store) closing() (c record.Close, ok bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended() {
		return c, false, nil
	}
	err = s.view(func(tx *bolt.Tx) error {
		cursor := tx.Bucket(leavesBucket).Cursor()
		for k, v := cursor.Last(); k != nil && !ok; k, v = cursor.Prev() {
			e, err := record.Decode(v)
			if err != nil {
				return fmt.Errorf("leaf %d: %w", indexOf(k), err)
			}
			c, ok = e.(record.Close)
		}
		return nil
	})
	return c, ok, err
}

// Follows returns what this log says of the one it goes on with; ok is false
// for a first epoch.
func (s *Store) Follows() (e record.Successor, ok bool, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		leaf := tx.Bucket(leavesBucket).Get(indexKey(0))
		if leaf == nil {
			return nil
		}
		first, err := record.Decode(leaf)
		e, ok = first.(record.Successor)
		return err
	})
	return e, ok, err
}

// view reads what may be damaged.
func (s *Store) view(f func(*bolt.Tx) error) error {
	return s.db.View(func(tx *bolt.Tx) error { return guarded(func() error { return f(tx) }) })
}
