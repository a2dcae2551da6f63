package registry

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// making begins the name of a folder that isn't finished. Whoever meets one passes it by.
const making = ".new-"

type file struct {
	name string
	data []byte // nil for a folder
}

// putFolder makes dir/name with the files in it, all on disk, in one rename. When
// dir/name exists already it is left as it is and the error is ErrExists. A crash
// before the rename leaves a folder .new-…, which sweep removes; after it, all is there.
func putFolder(dir, name string, reached func(string), files ...file) error {
	at := func(point string) {
		if reached != nil {
			reached(point)
		}
	}
	tmp, err := os.MkdirTemp(dir, making)
	if err != nil {
		return roomless(err)
	}
	defer os.RemoveAll(tmp) // after the rename there is nothing of that name
	at("folder made")
	for _, f := range files {
		if err := writeFile(filepath.Join(tmp, f.name), f.data, at); err != nil {
			return roomless(err)
		}
		at(f.name + " written")
	}
	if err := syncFolder(tmp); err != nil {
		return err
	}
	at("folder synced")
	if err := os.Rename(tmp, filepath.Join(dir, name)); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return ErrExists
		}
		return err
	}
	at("folder renamed")
	return syncFolder(dir)
}

// putFile makes dir/name hold the data, in one rename: an older file of the name is
// replaced, and is there whole until then.
func putFile(dir, name string, data []byte, reached func(string)) error {
	at := func(point string) {
		if reached != nil {
			reached(point)
		}
	}
	tmp, err := os.MkdirTemp(dir, making)
	if err != nil {
		return roomless(err)
	}
	defer os.RemoveAll(tmp)
	if err := writeFile(filepath.Join(tmp, name), data, at); err != nil {
		return roomless(err)
	}
	at(name + " written")
	if err := os.Rename(filepath.Join(tmp, name), filepath.Join(dir, name)); err != nil {
		return roomless(err)
	}
	at(name + " renamed")
	return syncFolder(dir)
}

// putNewFile is putFile that leaves an existing file as it is, with ErrExists.
func putNewFile(dir, name string, data []byte, reached func(string)) error {
	at := func(point string) {
		if reached != nil {
			reached(point)
		}
	}
	tmp, err := os.MkdirTemp(dir, making)
	if err != nil {
		return roomless(err)
	}
	defer os.RemoveAll(tmp)
	if err := writeFile(filepath.Join(tmp, name), data, at); err != nil {
		return roomless(err)
	}
	at(name + " written")
	err = os.Link(filepath.Join(tmp, name), filepath.Join(dir, name))
	if errors.Is(err, fs.ErrExist) {
		return ErrExists
	}
	if err != nil {
		return roomless(err)
	}
	at(name + " linked")
	return syncFolder(dir)
}

// roomless names the cause that a server can tell its visitor: no room was left.
func roomless(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG) {
		return fmt.Errorf("%w (%v)", ErrFullDisk, err)
	}
	return err
}

func writeFile(path string, data []byte, at func(string)) error {
	if data == nil {
		return os.Mkdir(path, 0o700)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	half := len(data) / 2
	if _, err := f.Write(data[:half]); err != nil {
		return err
	}
	at(filepath.Base(path) + " half written")
	if _, err := f.Write(data[half:]); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

// syncFolder makes the names in a folder durable.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// moved begins the name of a member's folder in whose place another is being put.
const moved = ".old-"

// putBack ends what a kill broke off between two renames: the folder that was moved
// away comes back where none stands in its place, and goes where one does.
func putBack(dir string) error {
	all, err := os.ReadDir(dir)
	for _, e := range all {
		name, ok := strings.CutPrefix(e.Name(), moved)
		if !ok {
			continue
		}
		if _, there := os.Lstat(filepath.Join(dir, name)); errors.Is(there, fs.ErrNotExist) {
			err = errors.Join(err, os.Rename(filepath.Join(dir, e.Name()), filepath.Join(dir, name)))
			continue
		}
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
	}
	return err
}

// sweep removes what a kill left half made. An hour is longer than any Add takes, so
// another process's work is never touched.
func sweep(dir string) error {
	all, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range all {
		i, err := e.Info()
		if err != nil || !strings.HasPrefix(e.Name(), making) || time.Since(i.ModTime()) < time.Hour {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// readFile reads a plain file of at most limit bytes.
func readFile(path string, limit int) ([]byte, error) {
	// A link may lead out of the register, and a pipe is waited for without end.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if i, err := f.Stat(); err != nil || !i.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a plain file", filepath.Base(path))
	}
	b, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err == nil && len(b) > limit {
		err = fmt.Errorf("%s is larger than %d bytes", filepath.Base(path), limit)
	}
	return b, err
}
