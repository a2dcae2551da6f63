package store

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"constat/store/seal"
)

// readKey reads the key in dir, and refuses one that others can read or could
// have put there.
func readKey(dir string) (*seal.Key, error) {
	path := filepath.Join(dir, keyName)
	fi, err := os.Stat(path)
	if err != nil {
		hint := "constat init makes a store"
		if _, dbErr := os.Stat(filepath.Join(dir, databaseName)); dbErr == nil {
			hint = "put the key back or, if it is lost, run constat keys succeed --reason loss"
		}
		return nil, fmt.Errorf("%w; %s", err, hint)
	}
	if fi.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the key %q can be read by others (mode %04o); run chmod 600 on it, and ask who may have copied it", path, fi.Mode().Perm())
	}
	if fi, err = os.Stat(dir); err != nil {
		return nil, err
	}
	if fi.Mode()&0o002 != 0 && fi.Mode()&fs.ModeSticky == 0 {
		return nil, fmt.Errorf("anybody can put another key or another log into %q (mode %04o); run chmod o-w on it", dir, fi.Mode().Perm())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return seal.ParseKey(string(text))
}
