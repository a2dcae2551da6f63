package store

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"

	"constat/store/record"
)

// toDisk has a file, or the names in a folder, on disk when it returns. Tests
// listen to it, to know what a power cut spares.
var toDisk = (*os.File).Sync

// writeFile puts a file in place whole or not at all.
func writeFile(dir, name string, b []byte, mode os.FileMode) error {
	return putFile(dir, name, mode, func(w io.Writer) error { _, err := w.Write(b); return err })
}

// putFile puts what write writes in place whole or not at all: a temporary file,
// synced, renamed, and the folder synced.
func putFile(dir, name string, mode os.FileMode, write func(io.Writer) error) error {
	f, err := os.CreateTemp(dir, "."+name+"-*")
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Chmod(mode), toDisk(f), f.Close())
	if err == nil {
		at("file written")
		err = os.Rename(f.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		os.Remove(f.Name())
		return err
	}
	at("file renamed")
	err = syncDir(dir)
	at("file kept")
	return err
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(toDisk(d), d.Close())
}

// keep writes b under its digest in a folder of the store, unless it is there.
// It is on disk when keep returns, so that an entry may name it.
func (s *Store) keep(folder, suffix string, b []byte) (record.Hash, error) {
	h := record.Sum(b)
	dir := filepath.Join(s.dir, folder)
	name := h.String() + suffix
	if have, err := os.ReadFile(filepath.Join(dir, name)); err == nil && bytes.Equal(have, b) {
		// It was synced before it got its name; the name may not be.
		return h, syncDir(dir)
	}
	return h, writeFile(dir, name, b, 0o600)
}

// KeepFile keeps a text that an entry is going to name, and returns its digest.
func (s *Store) KeepFile(b []byte) (record.Hash, error) { return s.keep(filesName, "", b) }

func (s *Store) filePath(h record.Hash) string { return filepath.Join(s.dir, filesName, h.String()) }

func (s *Store) capturePath(h record.Hash) string {
	return filepath.Join(s.dir, capturesName, h.String()+".warc.gz")
}
