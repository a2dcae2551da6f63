package inventory

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"syscall"

	"constat/store/record"
)

// A folder is on this machine, or mounted on it. Symbolic links are
// listed as such, and not followed: what is behind them is not known.
type folder struct {
	root  *os.Root
	dir   string // where that is, links resolved
	salt  [32]byte
	mount bool // it lies on another device than the folder that holds it
}

func openFolder(_ context.Context, u *url.URL, ask Ask) (source, error) {
	if u.Host != "" && u.Host != "localhost" {
		return nil, &stopped{record.Local, "a folder is on this machine: file:///path"}
	}
	root, err := os.OpenRoot(u.Path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, &stopped{record.ListAbsent, "the folder is not there"}
	}
	if err != nil {
		return nil, err
	}
	dir, err := filepath.EvalSymlinks(u.Path)
	if err == nil {
		dir, err = filepath.Abs(dir)
	}
	if err != nil {
		root.Close()
		return nil, err
	}
	return &folder{root, dir, ask.Salt, mounted(u.Path)}, nil
}

func mounted(dir string) bool {
	own, err := os.Stat(dir)
	if err != nil {
		return false
	}
	parent, err := os.Stat(filepath.Join(dir, ".."))
	if err != nil {
		return false
	}
	a, ok := own.Sys().(*syscall.Stat_t)
	b, ok2 := parent.Sys().(*syscall.Stat_t)
	return ok && ok2 && a.Dev != b.Dev
}

// list lists the files, and where other file systems are mounted: where one is
// gone, the files below it are not.
func (f *folder) list(ctx context.Context, each func(record.Held) error) error {
	before := readMounts().within(f.dir)
	if err := f.walk(ctx, ".", before, each); err != nil {
		return err
	}
	if !before.same(readMounts().within(f.dir)) {
		return &stopped{record.ListBroken, "what is mounted changed while it was listed"}
	}
	return nil
}

// walk lists one folder and those in it. A file that is gone by the time that it
// is looked at is not there; anything else that can't be read stops the listing.
func (f *folder) walk(ctx context.Context, dir string, mounts mountTable, each func(record.Held) error) error {
	d, err := f.root.Open(dir)
	if gone(err) && dir != "." {
		return &stopped{record.ListBroken, "a folder vanished while it was listed"} // it may have been renamed
	}
	if err != nil {
		return err
	}
	defer d.Close()
	if what, ok := mounts[dir]; ok {
		if err := each(point(dir, what, f.salt)); err != nil {
			return err
		}
	}
	var below []string
	for {
		list, err := d.ReadDir(1024)
		for _, e := range list {
			name := path.Join(dir, e.Name())
			switch {
			case e.IsDir():
				below = append(below, name)
			case e.Type()&fs.ModeSymlink != 0:
				if err := each(record.Held{Path: name, Size: -1, Told: record.LinkTold}); err != nil {
					return err
				}
			case e.Type().IsRegular():
				info, err := e.Info()
				if gone(err) {
					continue
				}
				if err == nil {
					err = each(record.Held{Path: name, Size: info.Size(), Modified: record.At(info.ModTime())})
				}
				if err != nil {
					return err
				}
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
	}
	for _, name := range below {
		if err := f.walk(ctx, name, mounts, each); err != nil {
			return err
		}
	}
	return nil
}

func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) }

func (f *folder) read(_ context.Context, name string) (io.ReadCloser, error) {
	return f.root.Open(name)
}

func (f *folder) close() error { return f.root.Close() }
