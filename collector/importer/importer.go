// Package importer reads other monitors' records as second-hand evidence.
//
// [Manifest] reads a list of files with their digests, as md5sum(1) and
// sha256sum(1) write it or as a table, or a folder. What it reads is the word
// of who brought it, and goes into the log as such: an [record.Import] names
// the rows and the file they came from.
//
// It is strict: a line that it can't read is an error that names the line. A
// list that was read by half would show losses that are none.
package importer

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"constat/store/record"
)

// Bounds of what is read.
const (
	maxSource = 2 << 30 // bytes of a list
	maxRows   = 5_000_000
	maxLine   = 64 << 10
)

// Rows is what a source says.
type Rows struct {
	Form       string      // see record.Forms
	Source     record.Hash // the file as it was given; none for a folder
	Size       int64       // of that file
	Files      []record.Held
	Unreadable int64 // contents of a folder that could not be read
}

// Manifest reads a list of files, or a folder as it stands at the instant now.
// Whatever order the list has, its rows come in order of path, each once.
func Manifest(ctx context.Context, source string, now record.Instant) (*Rows, error) {
	fi, err := os.Stat(source)
	if err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	var r *Rows
	if fi.IsDir() {
		r, err = folder(ctx, source, now)
	} else {
		r, err = list(ctx, source)
	}
	if err == nil {
		err = r.sort()
	}
	if err != nil {
		return nil, fmt.Errorf("read manifest %q: %w", source, err)
	}
	return r, nil
}

// sort puts the rows in the order of manifests. What is listed twice must be the same.
func (r *Rows) sort() error {
	slices.SortStableFunc(r.Files, func(a, b record.Held) int { return strings.Compare(record.Escape(a.Path), record.Escape(b.Path)) })
	for i := 1; i < len(r.Files); i++ {
		if a, b := r.Files[i-1], r.Files[i]; a.Path == b.Path && a != b {
			return fmt.Errorf("%q is listed twice, with another content", b.Path)
		}
	}
	r.Files = slices.Compact(r.Files)
	return r.roundabout()
}

// roundabout refuses a file that is listed under its path and, with another
// content, under one that leads there by "..", "." or "//".
func (r *Rows) roundabout() error {
	by := map[string]record.Held{}
	for _, h := range r.Files {
		if straight := path.Clean(h.Path); straight != h.Path {
			if other, twice := by[straight]; twice && !same(other, h) {
				return fmt.Errorf("%q and %q are one path, with two contents", other.Path, h.Path)
			}
			by[straight] = h
		}
	}
	for _, h := range r.Files {
		if other, twice := by[h.Path]; twice && !same(other, h) {
			return fmt.Errorf("%q and %q are one path, with two contents", h.Path, other.Path)
		}
	}
	return nil
}

// same reports whether both are told alike, whatever their paths.
func same(a, b record.Held) bool {
	a.Path = b.Path
	return a == b
}

// Write writes the rows as a manifest, and returns what is to be said of it.
func (r *Rows) Write(w io.Writer, salt [32]byte) (sum record.ManifestSum, err error) {
	m, err := record.NewManifestWriter(w, salt)
	if err != nil {
		return sum, err
	}
	for _, h := range r.Files {
		if err := m.Add(h); err != nil {
			return sum, err
		}
	}
	return m.Close()
}

// Entry returns the import of the rows, without its link. The instant of is
// when the target held them, 0 for what the customer still holds.
func (r *Rows) Entry(now, of record.Instant, version string, sum record.ManifestSum) record.Import {
	return record.Import{Time: now, Importer: "manifest", Form: r.Form, Version: version, Source: r.Source, Size: r.Size, Of: of,
		Items: sum.Items, Bytes: sum.Bytes, Unreadable: r.Unreadable, Root: sum.Root, File: sum.File}
}
