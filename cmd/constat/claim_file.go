package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"constat/store/bundle"
)

var errOutputExists = errors.New("the file exists already")

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// readBounded reads a file, or standard input for "-", up to one byte more than
// the limit: the reader of its content refuses it then.
func readBounded(path string, limit int64) ([]byte, error) {
	in := os.Stdin
	if path != "-" {
		f, _, err := bundle.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	return io.ReadAll(io.LimitReader(in, limit+1))
}

// writeWhole writes a file that only its owner can read, all of it or nothing: aside,
// synced, then put in place. Without force an existing file is left as it is.
func writeWhole(path string, data []byte, force bool) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".constat-*") // mode 0600
	if errors.Is(err, fs.ErrNotExist) {
		return &fs.PathError{Op: "create", Path: filepath.Dir(path), Err: fs.ErrNotExist}
	}
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if force {
		return os.Rename(f.Name(), path)
	}
	return placeNew(f.Name(), path)
}

// placeNew names the file without replacing one. A link does that in one step, but not
// every file system has links (a USB stick may not).
func placeNew(from, to string) error {
	err := os.Link(from, to)
	if errors.Is(err, fs.ErrExist) || err != nil && exists(to) {
		return errOutputExists
	}
	if err != nil {
		return os.Rename(from, to)
	}
	return nil
}
