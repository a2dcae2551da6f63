package importer

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"constat/store/record"
)

// folder lists a folder, and reads all that it holds: each content has its
// SHA-256, and its MD5 beside that, since many lists have no other. Links are
// listed, and not followed. A folder that can't be read is an error, a content
// that can't be read is counted.
func folder(ctx context.Context, dir string, now record.Instant) (*Rows, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	r := &Rows{Form: "folder"}
	err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case len(r.Files) == maxRows:
			return fmt.Errorf("it holds more than %d files", maxRows)
		case d.Type()&fs.ModeSymlink != 0:
			r.Files = append(r.Files, record.Held{Path: path, Size: -1, Told: record.LinkTold})
		case d.Type().IsRegular():
			h, err := content(ctx, root, path, now)
			if err != nil {
				return err
			}
			if h.Sum.IsZero() {
				r.Unreadable++
			}
			r.Files = append(r.Files, h)
		}
		return nil
	})
	return r, err
}

// content reads one file.
func content(ctx context.Context, root *os.Root, path string, now record.Instant) (record.Held, error) {
	h := record.Held{Path: path, Size: -1, Read: now}
	f, err := root.Open(path)
	if errors.Is(err, fs.ErrPermission) {
		return h, nil
	}
	if err != nil {
		return h, err
	}
	defer f.Close()
	fi, err := f.Stat()
	if err != nil {
		return h, err
	}
	h.Modified = record.At(fi.ModTime())
	sum, old := sha256.New(), md5.New()
	n, err := io.Copy(io.MultiWriter(sum, old), &patient{ctx, f})
	if ctx.Err() != nil {
		return h, ctx.Err()
	}
	if err != nil { // a medium that is going
		return h, nil
	}
	h.Size, h.Sum, h.Told = n, record.Hash(sum.Sum(nil)), record.Tell("md5", hex.EncodeToString(old.Sum(nil)))
	return h, nil
}

// A patient reader stops when its context is done.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}
