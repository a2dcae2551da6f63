package loss

import (
	"math/bits"
	"path"
	"strings"

	"constat/store/record"
)

// A likeness is what a moved file keeps: its size, or where no size was told
// of one of the two, the ending of its name. A page does not become a film.
type likeness struct {
	size   int64  // unsized: of files without a size; anySize: of all
	ending string // of the name, where size is none
}

const (
	unsized = -1
	anySize = -2
)

// likenesses returns what files have that may be h under another path.
func likenesses(h record.Held) []likeness {
	ending := endingOf(h.Path)
	if h.Size < 0 {
		return []likeness{{anySize, ending}}
	}
	return []likeness{{size: h.Size}, {unsized, ending}}
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
	if !ok || algorithm == record.ETag || h.Link() {
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
	if !h.Sum.IsZero() {
		n += halfway
	}
	return 1 << n
}

// note remembers how the content of a listed file is known, if it may be that
// of a candidate. Files of which no size was told are noted as they come.
func (t *tracer) note(h record.Held, span int) {
	if h.Link() {
		return
	}
	for _, l := range [2]likeness{{size: h.Size}, {anySize, endingOf(h.Path)}} {
		if have, ok := t.alike[span][l]; ok {
			t.alike[span][l] = have | t.class(h)
		}
	}
}

func endingOf(name string) string { return strings.Clone(strings.ToLower(path.Ext(name))) }

// doubtful reports whether the content of h may be in a span under some path,
// and nobody can tell.
func (t *tracer) doubtful(h record.Held, span int) bool {
	isRead, digest := !h.Sum.IsZero(), t.digest(h)
	if !isRead && digest == noDigest && (h.Size < 0 || h.Read != 0) || t.beneathLink(h.Path, span) {
		return true
	}
	var all classes
	for _, l := range likenesses(h) {
		all |= t.alike[span][l]
	}
	for ; all != 0; all &= all - 1 {
		other := uint8(bits.TrailingZeros32(uint32(all)))
		bothRead := isRead && other >= halfway
		if bothTold := digest != noDigest && other%halfway == digest; !bothRead && !bothTold {
			return true
		}
	}
	return false
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
