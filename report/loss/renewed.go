package loss

import (
	"hash/maphash"
	"path"
	"strings"

	"constat/store/record"
)

// A Step is one listing that differs from the one before it: how many files it
// lacked for the first time whose content it did not show elsewhere, and how
// many stood under a path that no listing had had before.
type Step struct {
	Listing    int // its place
	Left, Came int64
}

// steps are those of all listings, in order.
func (t *tracer) steps(outcomes []outcome) (list []Step) {
	for i, s := range t.spans[min(1, len(t.spans)):] {
		list = append(list, Step{Listing: s.first, Came: t.fresh[i+1]})
	}
	for i, c := range t.candidates {
		if outcomes[i] != moved {
			list[c.missing-1].Left++
		}
	}
	return list
}

// A sibling is what files have in common that may have taken each other's
// place: a name but for its endings, a folder, or a folder's archives.
type sibling struct {
	span int32
	hash uint64 // two that share it by chance are doubted once too often
}

// The ways in which files are siblings.
const (
	byStem = iota
	byFolder
	byArchive
)

// siblings counts files by what they have in common, in the spans where that is asked.
type siblings struct {
	seed  maphash.Seed
	count map[sibling]int32
}

func (s *siblings) key(span, way int, name string) sibling {
	return sibling{int32(span), maphash.String(s.seed, name)*4 + uint64(way)}
}

// stem is the path of a file up to the first point of its name: photo.jpg and
// photo.webp share it, and chunk.4c1f.js and chunk.99ab.js.
func stem(name string) string {
	dir, base := path.Split(name)
	if dot := strings.IndexByte(strings.TrimLeft(base, "."), '.'); dot > 0 {
		base = base[:dot+len(base)-len(strings.TrimLeft(base, "."))]
	}
	return dir + base
}

// above calls visit with the folder of a file, and each above it.
func above(name string, visit func(dir string) bool) {
	for dir := path.Dir(name); visit(dir) && dir != "." && dir != "/"; {
		dir = path.Dir(dir)
	}
}

// want begins to count what may have taken the place of c.
func (s *siblings) want(c candidate) {
	for span := c.missing - 1; span <= c.missing; span++ {
		s.count[s.key(span, byStem, stem(c.held.Path))] += 0
		s.count[s.key(span, byFolder, path.Dir(c.held.Path))] += 0
		above(c.held.Path, func(dir string) bool {
			s.count[s.key(span, byArchive, dir)] += 0
			return true
		})
	}
}

// found counts a file of a span.
func (s *siblings) found(name string, span int) {
	s.add(s.key(span, byStem, stem(name)))
	s.add(s.key(span, byFolder, path.Dir(name)))
	if record.FileKindOf(name) == record.Archived {
		s.add(s.key(span, byArchive, path.Dir(name)))
	}
}

func (s *siblings) add(k sibling) {
	if n, ok := s.count[k]; ok {
		s.count[k] = n + 1
	}
}

// renewed reports whether others came where c went, in the same listing: as many
// of its name but for the ending, or in its folder, as went; or an archive, there or above.
func (s *siblings) renewed(c candidate) bool {
	of := func(way int, name string, more int32) bool {
		return s.count[s.key(c.missing, way, name)] >= s.count[s.key(c.missing-1, way, name)]+more
	}
	packed := false
	above(c.held.Path, func(dir string) bool {
		packed = of(byArchive, dir, 1)
		return !packed
	})
	return packed || of(byStem, stem(c.held.Path), 0) || of(byFolder, path.Dir(c.held.Path), 0)
}

// sow begins to count what may have taken the place of the candidates, and counts
// the first listing where it is the last that had one.
func (t *tracer) sow() error {
	t.siblings = siblings{maphash.MakeSeed(), map[sibling]int32{}}
	first := false
	for _, c := range t.candidates {
		t.siblings.want(c)
		first = first || c.missing == 1
	}
	if !first {
		return nil
	}
	return eachOf(t.spans[0].lists[0], func(h record.Held) {
		if !h.Mount() {
			t.siblings.found(h.Path, 0)
		}
	})
}
