package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"

	"constat/store/record"
	"constat/store/seal"
)

// A Succession says why a key is replaced.
type Succession struct {
	Reason string // "rotation", "theft" or, where the key is gone, "loss"
	// Keys are verifier keys, one of which is the log's. Read after a loss only.
	Keys []string
	// Closed is called when the old log is closed and sealed, for its last
	// checkpoint to be stamped before the new log cites it. It may be nil.
	Closed func(*Store) error
}

// Succeed ends the epoch of the store in dir and begins the next, with a new
// key, and returns the new log open, with nothing signed yet: the caller makes
// its key known and seals it. Whatever stops it, either the old epoch is still
// open, or Succeed called again finishes.
//
// The new store is made aside, its key first. Then the old log is closed in
// favour of that key. One rename puts the new store in force.
func Succeed(dir string, now time.Time, c Succession) (*Store, error) {
	s, err := c.open(dir)
	if err != nil {
		return nil, err
	}
	if s.fresh() {
		return s, nil // it was put in force, and then we were stopped
	}
	err = s.succeed(dir, now, c)
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, fmt.Errorf("begin a new epoch: %w", err)
	}
	return Open(dir)
}

// open opens the newest epoch in dir: without its key where that is lost, and
// only then.
func (c Succession) open(dir string) (*Store, error) {
	if c.Reason != "loss" {
		return Open(dir)
	}
	list, err := epochsIn(dir)
	if err != nil {
		return nil, err
	}
	newest := list[len(list)-1]
	if _, err := os.Lstat(filepath.Join(newest, keyName)); err != nil {
		return c.without(newest)
	}
	s, err := Open(dir)
	if err != nil || s.fresh() {
		return s, err
	}
	return nil, errors.Join(fmt.Errorf("the key %q is there: let it close its log, with the reason rotation or theft", filepath.Join(newest, keyName)), s.Close())
}

// fresh reports whether s goes on with another log and has signed nothing.
func (s *Store) fresh() bool {
	_, follows, err := s.Follows()
	return err == nil && follows && !s.Begun()
}

// without opens an epoch whose key is gone, by the verifier key that its
// checkpoint is signed with.
func (c Succession) without(dir string) (*Store, error) {
	err := errors.New("none of the keys given is this log's; the policy that constat init wrote has it")
	for _, vkey := range c.Keys {
		s, openErr := openAs(dir, nil, vkey, toWrite)
		if openErr != nil {
			return nil, openErr
		}
		s.root = dir
		if readyErr := s.ready(); readyErr == nil {
			return s, nil
		} else if originIn(s) == s.Origin() {
			err = readyErr
		}
		s.db.Close()
	}
	return nil, fmt.Errorf("open store %q without its key: %w", dir, err)
}

// originIn returns the log's name as the database has it.
func originIn(s *Store) (origin string) {
	_ = s.db.View(func(tx *bolt.Tx) error {
		if meta := tx.Bucket(metaBucket); meta != nil {
			origin = string(meta.Get(originKey))
		}
		return nil
	})
	return origin
}

func (s *Store) succeed(dir string, now time.Time, c Succession) error {
	vantage, n, ok := record.Epoch(s.Origin())
	if !ok {
		return fmt.Errorf("the log is called %q, which is not of the form NAME/EPOCH", s.Origin())
	}
	if total(s.counts) == 0 || s.key == nil && s.head.Size == 0 {
		return errors.New("nothing was signed with this key yet: there is nothing to go on from; constat init makes a new store")
	}
	staged := filepath.Join(dir, epochsName, nextName)
	key, err := s.stage(staged, record.EpochOf(vantage, n+1))
	if err != nil {
		return err
	}
	reason := c.Reason
	if s.key != nil {
		if reason, err = s.end(now, c.Reason, key.Verifier()); err != nil {
			return err
		}
		at("log sealed")
		if c.Closed != nil {
			if err := c.Closed(s); err != nil {
				return err
			}
		}
	}
	signed, _ := s.Checkpoint()
	first := record.Successor{Time: record.At(now), Reason: reason, Predecessor: s.vkey, Head: record.Head{Size: s.head.Size, Root: record.Hash(s.head.Root)}}
	if err := begin(staged, key, first, record.Sum(signed)); err != nil {
		return err
	}
	at("epoch staged")
	if err := os.Rename(staged, filepath.Join(dir, epochsName, strconv.Itoa(n+1))); err != nil {
		return err
	}
	at("epoch renamed")
	if err := syncDir(filepath.Join(dir, epochsName)); err != nil {
		return err
	}
	at("epoch begun")
	return nil
}

// stage has the key of the next epoch on disk. One that was drawn before is
// taken again: the old log may be closed in its favour already.
func (s *Store) stage(dir, origin string) (*seal.Key, error) {
	if _, err := os.Lstat(filepath.Join(dir, keyName)); err == nil {
		key, err := readKey(dir)
		if err == nil && key.Name() != origin {
			err = fmt.Errorf("the key in %q is for %q, not for %q", dir, key.Name(), origin)
		}
		return key, err
	}
	if c, closed, err := s.closing(); err != nil || closed {
		return nil, errors.Join(err, fmt.Errorf("the log %s was closed in favour of the key %s, which is not in %q; bring it back", s.Origin(), c.Successor, dir))
	}
	key, err := seal.NewKey(origin)
	if err != nil {
		return nil, err
	}
	if err := keepKey(dir, key); err != nil {
		return nil, err
	}
	parent := filepath.Dir(dir)
	return key, errors.Join(syncDir(parent), syncDir(filepath.Dir(parent)))
}

// begin makes the log of the next epoch, anew if it was begun before: nothing
// is signed here.
func begin(dir string, key *seal.Key, first record.Successor, last record.Hash) (err error) {
	if err := os.RemoveAll(filepath.Join(dir, databaseName)); err != nil {
		return err
	}
	if err := makeDatabase(dir, key.Name()); err != nil {
		return err
	}
	s, err := open(dir, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Append(first,
		record.Custody{Time: first.Time, Role: "operator", Act: "key-created", What: key.Verifier(), Digest: record.Sum([]byte(key.Verifier()))},
		record.Custody{Time: first.Time, Role: "operator", Act: "key-succeeded", What: first.Predecessor, Digest: last})
}
