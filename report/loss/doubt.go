package loss

import (
	"math/bits"
	"path"
	"strings"

	"constat/store/record"
)

// A likeness is what a moved file keeps: its size, or where no size was told
// of one of the two, its kind. A page does not become a film.
type likeness struct {
	size int64           // unsized: of files without a size; anySize: of all
	kind record.FileKind // where size is none
}

const (
	unsized = -1
	anySize = -2
)

// likenesses returns what files have that may be h under another path.
func likenesses(h record.Held) []likeness {
	size, list := int64(unsized), []likeness{}
	if h.Size < 0 {
		size = anySize
	} else {
		list = append(list, likeness{size: h.Size})
	}
	kind := record.FileKindOf(h.Path)
	if kind != record.Other {
		return append(list, likeness{size, kind}, likeness{size, record.Other})
	}
	for _, k := range record.FileKinds { // a name that tells nothing may be any
		list = append(list, likeness{size, k})
	}
	return list
}

// classes is a set of the ways in which contents are known: one bit for each
// algorithm of digest that the store tells, 0 for none; the upper half is of
// those that were read too.
type classes uint32

const (
	halfway    = 16
	noDigest   = 0
	algorithms = halfway - 1 // that are told apart; to the others nothing compares
)

// digest numbers the algorithm of what is told of h. An ETag may prove that
// a content is the same, never that it is another (RFC 9110 section 8.8.3).
func (t *tracer) digest(h record.Held) uint8 {
	algorithm, _, ok := strings.Cut(h.Told, ":")
	if !ok || algorithm == record.ETag || h.Apart() {
		return noDigest
	}
	n, ok := t.algorithms[algorithm]
	if !ok && len(t.algorithms) < algorithms {
		n = uint8(len(t.algorithms) + 1)
		t.algorithms[strings.Clone(algorithm)] = n
	}
	return n
}

func (t *tracer) class(h record.Held) classes {
	n := t.digest(h)
	if _, known := h.SHA256(); known {
		n += halfway
	}
	return 1 << n
}

// note remembers how the content of a listed file is known, if it may be that
// of a candidate. Files of which no size was told are noted as they come.
func (t *tracer) note(h record.Held, span int) {
	if h.Apart() {
		return
	}
	for _, l := range [2]likeness{{size: h.Size}, {anySize, record.FileKindOf(h.Path)}} {
		if have, ok := t.alike[span][l]; ok {
			t.alike[span][l] = have | t.class(h)
		}
	}
}

// doubtful reports whether the content of h may be in a span under some path,
// and nobody can tell.
func (t *tracer) doubtful(h record.Held, span int) bool {
	_, isRead := h.SHA256()
	digest := t.digest(h)
	switch {
	case !isRead && digest == noDigest && (h.Size < 0 || h.Read != 0 || t.manner == Told):
		return true
	case t.beneathLink(h.Path, span), t.beneathMount(h.Path, span), t.hidden(span), t.spans[span].account != t.spans[span-1].account:
		return true
	}
	var all classes
	for _, l := range likenesses(h) {
		all |= t.alike[span][l]
	}
	for ; all != 0; all &= all - 1 {
		if !compares(isRead, digest, uint8(bits.TrailingZeros32(uint32(all)))) {
			return true
		}
	}
	return false
}

// compares reports whether a content that was read or not, and is told by a
// digest or none, compares with those of a class, given as its bit.
func compares(isRead bool, digest, other uint8) bool {
	return isRead && other >= halfway || digest != noDigest && other%halfway == digest
}

// beneathLink reports whether a link stands where a folder above name was:
// what is behind it was not looked at.
func (t *tracer) beneathLink(name string, span int) bool {
	if len(t.links[span]) == 0 {
		return false
	}
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if t.links[span][dir] {
			return true
		}
	}
	return false
}

// beneathMount reports whether something else, or nothing, is mounted above
// name than in the span before: nobody looked at what was below.
func (t *tracer) beneathMount(name string, span int) bool {
	was, is := t.mounts[span-1], t.mounts[span]
	if len(was)+len(is) == 0 {
		return false
	}
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		if was[dir] != is[dir] {
			return true
		}
		if dir == "." || dir == "/" {
			return false
		}
	}
}

// hidden reports whether a span has a place into which nobody looked and that
// the span before had not, a link or something mounted: whatever is missing may
// have been moved behind it.
func (t *tracer) hidden(span int) bool {
	if t.veiled == nil {
		t.veiled = make([]bool, len(t.spans))
		for i := 1; i < len(t.spans); i++ {
			t.veiled[i] = hasNew(t.links[i-1], t.links[i]) || hasNew(t.mounts[i-1], t.mounts[i])
		}
	}
	return t.veiled[span]
}

func hasNew[V comparable](was, is map[string]V) bool {
	for name, v := range is {
		if old, ok := was[name]; !ok || old != v {
			return true
		}
	}
	return false
}
