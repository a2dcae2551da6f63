package witness

import (
	"errors"
	"os"
	"path/filepath"
)

// at marks the points between which a machine may stop. Tests stop it there.
var at = func(string) {}

// writeFile puts a file in place whole or not at all, on disk when it returns:
// a temporary file, synced, renamed, and the folder synced.
func writeFile(dir, name string, b []byte) error {
	f, err := os.CreateTemp(dir, ".new-*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		at("written")
		err = os.Rename(f.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // what is left of it is in nobody's way
		return err
	}
	at("renamed")
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// appendLine adds a line to a file, on disk when it returns. A line that a
// crash cut short is ended first, so that it spoils no other.
func appendLine(path string, line []byte) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	fi, err := f.Stat()
	if err == nil && fi.Size() > 0 {
		last := []byte{0}
		if _, err = f.ReadAt(last, fi.Size()-1); err == nil && last[0] != '\n' {
			line = append([]byte("\n"), line...)
		}
	}
	if err == nil {
		_, err = f.Write(append(line, '\n'))
	}
	return errors.Join(err, f.Sync(), f.Close(), syncDir(filepath.Dir(path)))
}
