package store

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"

	"constat/store/record"
)

// Reopen opens the earlier epoch of a verifier key, for as long as f takes, to
// keep a cosignature that came late: nothing is added to a closed log. It
// returns a [LockedError] while somebody reads there.
func (s *Store) Reopen(vkey, origin string, f func(*Store) error) (err error) {
	_, n, ok := record.Epoch(origin)
	_, own, _ := record.Epoch(s.Origin())
	if !ok || n >= own || s.root == "" {
		return fmt.Errorf("reopen %s: it is no earlier epoch of %s", origin, s.Origin())
	}
	dir := s.root
	if n > 1 {
		dir = filepath.Join(s.root, epochsName, strconv.Itoa(n))
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("reopen %s: %w", origin, err)
		}
	}()
	key, err := readKey(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	old, err := openAs(dir, key, vkey, toWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, old.db.Close()) }()
	if err := old.load(); err != nil {
		return err
	}
	return f(old)
}
