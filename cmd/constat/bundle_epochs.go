package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// An exportFile is a bundle in a file of its own, not yet where it belongs.
type exportFile struct {
	path string
	size int64
}

// exportTo writes what q asks for of s to a new file in dir.
func exportTo(dir string, s *store.Store, q store.Query) (e exportFile, err error) {
	f, err := os.CreateTemp(dir, ".constat-*")
	if err != nil {
		return e, err
	}
	err = s.Export(f, q)
	if err == nil {
		err = f.Sync()
	}
	if e.size, err = sizeAfter(f, err); err == nil {
		e.path = f.Name()
		return e, nil
	}
	return e, errors.Join(err, os.Remove(f.Name()))
}

func sizeAfter(f *os.File, err error) (int64, error) {
	fi, statErr := f.Stat()
	if err = errors.Join(err, statErr, f.Close()); err != nil {
		return 0, err
	}
	return fi.Size(), nil
}

// earlier writes the bundles of the vantage's earlier epochs into dir: what q
// asks for of each, or, of one that ended before that, only what ties it to
// the next. One whose key is lost can't be shown any more.
func (h *holder) earlier(dir string, q request) (out []bundle.Nested, found bool, err error) {
	for old, err := range h.Earlier() {
		if err != nil {
			return nil, false, err
		}
		if old.Keyless() {
			continue
		}
		found = found || old.Shows(q.show())
		asked, err := q.of(old)
		if err != nil {
			return nil, false, err
		}
		e, err := exportTo(dir, old, asked)
		if err != nil {
			return nil, false, err
		}
		out = append(out, bundle.Nested{Name: epochName(old.Origin()), Size: e.size, Open: func() (io.ReadCloser, error) { return os.Open(e.path) }})
	}
	return out, found, nil
}

// of is what q asks for of an earlier epoch.
func (q request) of(old *store.Store) (store.Query, error) {
	asked := store.Query{Show: q.show(), From: q.From, To: q.To, Software: software(), Least: true}
	health, err := old.Health()
	if err == nil && q.From >= health.Sealed {
		asked.Show, asked.From = func(record.Target) bool { return false }, health.Sealed-1
	}
	return asked, err
}

// epochName names the bundle of one epoch within another: "saguenay-1.2".
func epochName(origin string) string {
	vantage, n, _ := record.Epoch(origin)
	suffix := fmt.Sprintf(".%d", n)
	return vantage[:min(len(vantage), 63-len(suffix))] + suffix
}

// inOrder sorts nested bundles by name, and refuses two of one.
func inOrder(list []bundle.Nested) ([]bundle.Nested, error) {
	slices.SortFunc(list, func(a, b bundle.Nested) int { return strings.Compare(a.Name, b.Name) })
	for i := 1; i < len(list); i++ {
		if list[i].Name == list[i-1].Name {
			return nil, fmt.Errorf("two bundles of vantages called %s", list[i].Name)
		}
	}
	return list, nil
}

func vantageOf(origin string) string {
	name, _, _ := record.Epoch(origin)
	return name
}
