package inventory

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"constat/store/record"
)

// inMemory is how many files are sorted at once; more go to disk in runs.
const inMemory = 100_000

// A sorter brings files into the order of a manifest, in bounded memory. It can
// be gone over again and again.
type sorter struct {
	dir  string
	held []record.Held
	size int      // files in memory at most
	runs []string // temporary files, each a manifest in order
}

func newSorter(dir string) *sorter { return &sorter{dir: dir, size: inMemory} }

func (s *sorter) add(h record.Held) error {
	if s.held = append(s.held, h); len(s.held) < s.size {
		return nil
	}
	return s.spill()
}

func (s *sorter) sort() {
	slices.SortFunc(s.held, func(a, b record.Held) int { return strings.Compare(record.Escape(a.Path), record.Escape(b.Path)) })
}

// spill writes what is in memory as one run.
func (s *sorter) spill() error {
	s.sort()
	f, err := os.CreateTemp(s.dir, "listing-*")
	if err != nil {
		return err
	}
	s.runs = append(s.runs, f.Name())
	m, err := record.NewManifestWriter(f, [32]byte{})
	for i := 0; i < len(s.held) && err == nil; i++ {
		err = m.Add(s.held[i])
	}
	if err == nil {
		_, err = m.Close()
	}
	s.held = s.held[:0]
	return errors.Join(twice(err), f.Close())
}

// twice says what it means that a line can't be added.
func twice(err error) error {
	var disk *fs.PathError
	if err == nil || errors.As(err, &disk) {
		return err
	}
	return &stopped{record.ListProtocol, "a path is listed twice, or has no form"}
}

// all returns what gives each file in order, then io.EOF.
func (s *sorter) all() (next func() (record.Held, error), done func()) {
	if len(s.runs) == 0 {
		s.sort()
		i := 0
		return func() (record.Held, error) {
			if i == len(s.held) {
				return record.Held{}, io.EOF
			}
			i++
			return s.held[i-1], nil
		}, func() {}
	}
	return s.merged()
}

func (s *sorter) remove() {
	for _, name := range s.runs {
		os.Remove(name)
	}
}
