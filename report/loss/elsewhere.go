package loss

import (
	"math/bits"
	"slices"
	"strings"

	"constat/store/record"
)

// Telling is from how many bytes on a content tells of itself: one that is
// shorter may come about twice, and an empty file is everybody's.
const Telling = 32

// A Stay is that what went from one store was, the very content, in another.
type Stay struct {
	*Gone         // as it went
	Store  int    // which of the others
	Path   string // under which it was there last
	Since  int    // the first listing there that had it and began after it was last seen here
	Last   int    // the last that had it
	Lacked int    // the last there that began after it was missing here, and had it not yet; -1 for none
}

// Elsewhere returns what is left of h, made of listings, once other stores of the
// same customer were heard, each of which is its listings in order of their ends.
//
// A file whose very content is in a listing of another store that began after the
// last that had it here, and was not in the one there that ended before that, has
// moved: who put it there, and out of which copy, nobody can tell. It is told in
// Away, and is not gone. What went from several stores is gone from that which was
// the last to have it.
//
// What another store had before, and has in its last listing still, is a copy: the
// file is gone from this one, and Kept tells of the copy.
//
// What nobody can tell is unknown: where the other store has more files than
// before that may be this one, of its size, or where none was told of its kind,
// and whose contents share no kind of digest with it; where the content is too
// short to tell of itself; and where only a listing had it that was under way when
// the last one that had it here began.
func (h *History) Elsewhere(listings []Listing, stores [][]Listing) (*History, error) {
	if len(h.Gone) == 0 || len(stores) == 0 {
		return h, nil
	}
	e := newSearch(h, listings)
	for n, s := range stores {
		if err := e.through(n, s); err != nil {
			return nil, err
		}
	}
	return e.settle(), nil
}

// A search looks in other stores for what is gone.
type search struct {
	history  *History
	listings []Listing
	contents map[substance][]int
	alike    map[likeness]bool // what files are like that may be one that is gone
	tracer   tracer            // numbers the algorithms of digests
	found    []sighted         // by file gone
}

// A sighted file is what all other stores say of one that is gone.
type sighted struct {
	away, kept *Stay
	doubt      bool
	short      bool // some listing says that it is too short to tell of itself
}

func newSearch(h *History, listings []Listing) *search {
	e := &search{history: h, listings: listings, contents: map[substance][]int{}, alike: map[likeness]bool{}, tracer: tracer{algorithms: map[string]uint8{}}, found: make([]sighted, len(h.Gone))}
	for i, g := range h.Gone {
		for _, s := range abroad(g.Held) {
			e.contents[s] = append(e.contents[s], i)
		}
		for _, l := range likenesses(g.Held) {
			e.alike[l] = true
		}
	}
	return e
}

// abroad are the names of a content by which another store may know it too: an
// ETag is a server's own.
func abroad(h record.Held) []substance {
	if strings.HasPrefix(h.Told, record.ETag+":") {
		h.Told = ""
	}
	return substances(h)
}

// nothing are the digests of an empty content, as lists tell them.
var nothing = map[string]bool{
	"md5:d41d8cd98f00b204e9800998ecf8427e":                                    true,
	"sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709":                           true,
	"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855": true,
	"sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e": true,
}

// short reports whether a content is known to be too short to tell of itself,
// by its size or, where none was told, by its digest.
func short(h record.Held) bool {
	if h.Size >= 0 {
		return h.Size < Telling
	}
	sum, isRead := h.SHA256()
	return nothing[h.Told] || isRead && sum == record.Sum(nil)
}

// A shown listing is what one of another store shows of what is gone.
type shown struct {
	paths map[int]string // by file gone: where its content was
	sure  map[int]bool   // and it was then, not only when it was read
	short map[int]bool   // and it is too short there to tell of itself
	alike map[likeness]*[2 * halfway]int32
}

// A stand is what the listings of one store, gone through in order, tell of one file.
type stand struct {
	before              int32 // the last listing that ended before it was last seen here; -1 for none
	first, last, lacked int32 // see Stay
	like, peak          int32 // files that may be this one: in that listing, and all at most since
	had, more           bool  // it was there before; there are more than before that may be this one
	athwart, later      bool  // it was in a listing that was under way; there are listings that began later
	path                string
}

// through goes through the listings of store n.
func (e *search) through(n int, store []Listing) (err error) {
	stands := e.stands(store)
	var s shown
	for k, l := range store {
		if was := store[max(0, k-1)]; k == 0 || was.File != l.File || len(l.Beside)+len(was.Beside) > 0 {
			if s, err = e.look(l); err != nil {
				return err
			}
		}
		for i := range stands {
			e.stand(&stands[i], i, int32(k), l, s)
		}
	}
	for i := range stands {
		e.conclude(n, i, stands[i], store)
	}
	return nil
}

func (e *search) stands(list []Listing) []stand {
	stands := make([]stand, len(e.history.Gone))
	for i, g := range e.history.Gone {
		later := slices.IndexFunc(list, func(l Listing) bool { return l.Ended > e.listings[g.LastSeen].Began })
		if later < 0 {
			later = len(list)
		}
		stands[i] = stand{before: int32(later - 1), first: -1, last: -1, lacked: -1}
	}
	return stands
}

// look reads one listing.
func (e *search) look(l Listing) (shown, error) {
	s := shown{map[int]string{}, map[int]bool{}, map[int]bool{}, map[likeness]*[2 * halfway]int32{}}
	err := l.Each(func(f record.Held) {
		if f.Apart() {
			return
		}
		for _, name := range abroad(f) {
			for _, i := range e.contents[name] {
				if g := e.history.Gone[i]; g.Size >= 0 && f.Size >= 0 && g.Size != f.Size {
					continue
				}
				if _, known := s.paths[i]; !known {
					s.paths[i] = strings.Clone(f.Path)
				}
				s.short[i] = s.short[i] || short(f)
				s.sure[i] = s.sure[i] || f.Settled() || f.Read == l.Began
			}
		}
		e.count(f, s)
	})
	return s, err
}

// count counts f among the files that it is like.
func (e *search) count(f record.Held, s shown) {
	kind := record.FileKindOf(f.Path)
	sized := likeness{size: f.Size}
	if f.Size < 0 {
		sized = likeness{unsized, kind}
	}
	for _, like := range [2]likeness{sized, {anySize, kind}} {
		if !e.alike[like] {
			continue
		}
		if s.alike[like] == nil {
			s.alike[like] = new([2 * halfway]int32)
		}
		s.alike[like][bits.TrailingZeros32(uint32(e.tracer.class(f)))]++
	}
}

// stand notes what listing k of a store, which is l, shows of file i.
func (e *search) stand(x *stand, i int, k int32, l Listing, s shown) {
	g := &e.history.Gone[i]
	if k < x.before || k > x.before && g.Restored >= 0 && l.Began > e.listings[g.Restored].Ended {
		return
	}
	path, has := s.paths[i]
	e.found[i].short = e.found[i].short || s.short[i]
	like, all := e.mayBe(g.Held, s)
	if k == x.before {
		x.had, x.like = has && s.sure[i], like
		return
	}
	if l.Began <= e.listings[g.LastSeen].Began {
		x.athwart = x.athwart || has
		return
	}
	x.later = true
	switch {
	case like > x.like:
		x.more, x.peak = true, max(x.peak, all)
	case x.more && all >= x.peak:
		x.more = false // they are there still, and were read since
	}
	switch {
	case has && x.first < 0:
		x.first, x.last, x.path = k, k, path
	case has:
		x.last, x.path = k, path
	case x.first < 0 && !x.more && l.Began >= e.listings[g.Missing].Ended:
		x.lacked = k
	}
}

// mayBe counts the files that may be h, as their contents cannot be compared
// with its own, and all that are like it.
func (e *search) mayBe(h record.Held, s shown) (n, all int32) {
	if len(s.alike) == 0 {
		return 0, 0
	}
	_, isRead := h.SHA256()
	digest := e.tracer.digest(h)
	for _, l := range likenesses(h) {
		if s.alike[l] == nil {
			continue
		}
		for other, count := range s.alike[l] {
			if all += count; !compares(isRead, digest, uint8(other)) {
				n += count
			}
		}
	}
	return n, all
}

// conclude says what store n, of these listings, tells of file i.
func (e *search) conclude(n, i int, x stand, list []Listing) {
	g, f := &e.history.Gone[i], &e.found[i]
	f.doubt = f.doubt || x.more || x.athwart && !x.had && !x.later
	if x.first < 0 {
		return
	}
	stay := &Stay{Store: n, Path: x.path, Since: int(x.first), Last: int(x.last), Lacked: int(x.lacked)}
	switch {
	case short(g.Held) || f.short && g.Size < 0:
		f.doubt = f.doubt || !x.had
	case !x.had && f.away == nil:
		f.away, stay.Gone = stay, g
	case x.had && f.kept == nil && stay.Last == len(list)-1 && list[stay.Last].Began >= e.listings[g.Missing].Ended:
		f.kept = stay
	}
}

// settle leaves out what moved, and what nobody can tell.
func (e *search) settle() *History {
	out := &History{Gone: make([]Gone, 0, len(e.history.Gone)), Tallies: slices.Clone(e.history.Tallies), Steps: e.history.Steps}
	left := make(map[int]bool, len(e.history.Gone)) // files that are gone all the same
	for i, g := range e.history.Gone {
		if f := e.found[i]; f.away == nil && !f.doubt {
			g.Kept = f.kept
			out.Gone, left[g.File] = append(out.Gone, g), true
		}
	}
	for i, latest := range Latest(e.history.Gone) {
		g, f := e.history.Gone[i], e.found[i]
		if !latest || left[g.File] {
			continue
		}
		t := out.tally(g.Kind)
		if f.away == nil {
			t.Unknown.add(g.Held)
			continue
		}
		t.Moved.add(g.Held)
		t.Away.add(g.Held)
		out.Away = append(out.Away, *f.away)
	}
	out.count()
	return out
}
