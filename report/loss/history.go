package loss

import (
	"io"
	"slices"
	"strings"

	"constat/store/record"
)

// A Listing is one whole inventory of a store or a site. Listings that broke
// off prove nothing and have no place here.
type Listing struct {
	Began record.Instant // what is missing from it was missing by its end, what is in it was there after its beginning
	Ended record.Instant
	File  record.Hash // names the manifest: neighbours with one file are read once
	Open  func() (io.ReadCloser, error)
	Ref   Ref
	// Account names under whom the store was asked, none where that is not told.
	// What another account does not hold, nobody lost.
	Account record.Hash
	// Beside are manifests of which nobody can tell whether they came before this
	// one or after: what any of them holds was there, once for all of them.
	Beside []func() (io.ReadCloser, error)
}

// A Manner is how listings came about.
type Manner int

// A store tells all that it holds; a crawl finds what is linked; a list of
// others is their word, and nobody can list again what it says.
const (
	Listed Manner = iota
	Crawled
	Told
)

// A Gone file was listed, and then neither it nor its content was, under any
// path. Instants are given as places in the listings.
type Gone struct {
	record.Held     // as last listed
	LastSeen    int // the last listing that had it
	Of          int // which of its manifests did: 0, or 1 and the place among those beside it
	Missing     int // the first that had not
	Restored    int // the first after that in which it, or its content elsewhere, was back; -1 for none
	// Heard tells that another vantage saw it back before, if this one did at all:
	// 1 and the place of its listing among those given to Contest; 0 for none.
	Heard     int
	Elsewhere bool
	// Altered tells that another content came back under the path; Same that the
	// very content did. Neither: what came back was not compared.
	Altered, Same bool
	// File is the same for all that tell of one file, which counts once: it went
	// several times, or its content was elsewhere in between. First is what the
	// first listing had of it, under whatever path, nothing where it came later;
	// Kind is that of its first path.
	File  int
	First Amount
	Kind  record.FileKind
	// Local is the path of a local copy of this very content, empty where none is
	// known, and Copy the place of its listing among the copies; see [History.Match].
	Local string
	Copy  int
	// Kept is the copy that another store had before and has still, nil for none;
	// see [History.Elsewhere].
	Kept *Stay
	// Renewed tells that others may have taken its place in the listing that first
	// lacked it: as many of its name but for the ending, or in its folder, or an archive.
	Renewed bool
}

// Back reports whether g came back, as far as anybody saw.
func (g Gone) Back() bool { return g.Restored >= 0 || g.Heard > 0 }

// An Amount is how many files, their bytes as far as sizes are known, and of how
// many they are not.
type Amount struct{ Files, Bytes, Unsized int64 }

func (a *Amount) add(h record.Held) {
	a.Files++
	a.Bytes += max(h.Size, 0)
	if h.Size < 0 {
		a.Unsized++
	}
}

func (a Amount) plus(b Amount) Amount {
	return Amount{a.Files + b.Files, a.Bytes + b.Bytes, a.Unsized + b.Unsized}
}

// A Tally is what became of the files of one kind, from the first listing to
// the last.
type Tally struct {
	Kind         record.FileKind
	First        Amount // in the first listing
	Last         Amount // in the last
	Gone         Amount // at some time
	Restored     Amount // of these, back by the last listing, whatever their content
	GoneFirst    Amount // of the gone, what the first listing had, as it had it
	MissingFirst Amount // of these, not restored
	Returned     Amount // of the restored, proven to hold another content
	Local        Amount // of the gone, proven to be held by the customer still
	Kept         Amount // of the gone, proven to be held by another store still, that had it before
	Altered      Amount // in the first and the last, proven to hold another content
	New          Amount // paths in the last that the first had not, restored and moved ones included
	Once         Amount // missing from the last listing alone: another has to confirm it
	Moved        Amount // missing under their path, and their content was elsewhere in the same listing, or in another store
	Away         Amount // of these, in another store
	Unknown      Amount // missing under their path, and nobody can tell whether their content was elsewhere
}

// A History is what several listings of one store tell together.
type History struct {
	Gone    []Gone // in order of path
	Away    []Stay // that are not gone, but in another store; in order of path
	Tallies []Tally
	Steps   []Step // of the listings of one vantage, as [Of] has them
}

// Of goes over the listings of one vantage, in order of time, and tells what
// went missing between them and what came back.
//
// A file that is no longer under its path is gone only if two listings in a
// row say so, and its content is nowhere else in them. Where that can't be
// known, it is unknown: its own content was never read, or could not be, or may have changed since, unseen; or a
// listing has a file, at whatever path, of its size, or a new or touched one of
// its kind and a size nobody told, whose content shares no kind of digest with this one's; or its
// path in another spelling is new, which some stores take for the same; or a link has taken the
// place of a folder above it; or what is mounted above it is not what was; or
// a link or a mount is new, at whatever path; or the store was asked under another account.
//
// Of a crawl, which finds only what is linked, all that is missing is unknown.
// Of lists that others made, one is enough: they are their word. What they give
// no digest of is unknown.
//
// It holds one line of each manifest, and what is missing.
func Of(listings []Listing, manner Manner) (*History, error) {
	t := &tracer{spans: spansOf(listings), manner: manner, tallies: map[record.FileKind]*Tally{}, algorithms: map[string]uint8{}, half: map[string]record.Held{}}
	t.fresh = make([]int64, len(t.spans))
	for range t.spans {
		t.alike = append(t.alike, map[likeness]classes{})
		t.links = append(t.links, map[string]bool{})
		t.mounts = append(t.mounts, map[string]string{})
	}
	if err := t.merge(); err != nil {
		return nil, err
	}
	if err := t.seek(); err != nil {
		return nil, err
	}
	h := &History{Gone: make([]Gone, 0, len(t.candidates))} // growing would hold it twice
	t.settle(h)
	for _, k := range record.FileKinds {
		if tally := t.tallies[k]; tally != nil {
			h.Tallies = append(h.Tallies, *tally)
		}
	}
	h.count()
	return h, nil
}

// A span is listings in a row that found the same.
type span struct {
	first, last int
	lists       []func() (io.ReadCloser, error) // of one time, as far as anybody knows
	account     record.Hash
	began       record.Instant
}

func spansOf(listings []Listing) (out []span) {
	for i, l := range listings {
		if i > 0 && l.File == listings[i-1].File && l.Account == listings[i-1].Account && len(l.Beside)+len(listings[i-1].Beside) == 0 {
			out[len(out)-1].last = i
			continue
		}
		out = append(out, span{i, i, append([]func() (io.ReadCloser, error){l.Open}, l.Beside...), l.Account, l.Began})
	}
	return out
}

// A candidate is a file that was missing under its path from one span on.
type candidate struct {
	held          record.Held
	missing, back int // spans; back -1 for never
	altered, same bool
	list          int // of the span that last had it
	first         Amount
}

// A place is a manifest: one of those of a span.
type place struct{ span, list int }

// A tracer follows paths, then contents, through the listings.
type tracer struct {
	spans       []span
	of          []place // by manifest
	list        []int   // of one path: by span that holds it, the first of its manifests that does
	tallies     map[record.FileKind]*Tally
	candidates  []candidate
	manner      Manner
	algorithms  map[string]uint8       // of told digests, numbered from 1
	alike       []map[likeness]classes // by span: how the contents are known that may be those of candidates
	links       []map[string]bool      // by span: paths that are links
	mounts      []map[string]string    // by span: what is mounted, by path
	half        map[string]record.Held // that some manifests of the newest span have, and others have not
	fresh       []int64                // by span: paths that are there for the first time
	siblings    siblings               // of candidates
	veiled      []bool                 // by span: whether it has places that were not looked into, and are new
	contents    presence[substance]    // of candidates: the spans that hold it, under any path
	spellings   presence[spelling]     // of candidates: the spans that hold the path in any spelling, and in several
	respellings presence[spelling]
	speller     speller
}

func (t *tracer) tally(h record.Held) *Tally {
	k := record.FileKindOf(h.Path)
	if t.tallies[k] == nil {
		t.tallies[k] = &Tally{Kind: k}
	}
	return t.tallies[k]
}

// merge goes over all listings together, path by path.
func (t *tracer) merge() error {
	var next []func() (record.Held, error)
	for i, s := range t.spans {
		for n, open := range s.lists {
			m, closer, err := read(open)
			if err != nil {
				return err
			}
			defer closer.Close()
			next, t.of = append(next, m.Next), append(t.of, place{i, n})
		}
	}
	return record.Merge(func(at []int, held []record.Held) error {
		for i := range held {
			held[i] = t.known(held[i], t.of[at[i]].span)
		}
		t.path(t.together(t.withoutMounts(at, held)))
		return nil
	}, next...)
}

func read(open func() (io.ReadCloser, error)) (*record.ManifestReader, io.Closer, error) {
	f, err := open()
	if err != nil {
		return nil, nil, err
	}
	m, err := record.NewManifestReader(f)
	if err != nil {
		f.Close()
	}
	return m, f, err
}

// path follows one path through the spans that hold it.
func (t *tracer) path(at []int, held []record.Held) {
	if len(at) == 0 {
		return
	}
	newest := len(t.spans) - 1
	first, last := at[0] == 0, at[len(at)-1] == newest
	tally := t.tally(held[0])
	if first {
		tally.First.add(held[0])
	}
	if last {
		tally.Last.add(held[len(held)-1])
	}
	switch {
	case first && last && held[0].Alters(held[len(held)-1]):
		tally.Altered.add(held[len(held)-1])
	case last && !first:
		tally.New.add(held[len(held)-1])
	}
	if !first {
		t.fresh[at[0]]++
	}
	var early Amount
	if first && !held[0].Link() {
		early.add(held[0])
	}
	for i, span := range at {
		if held[i].Link() {
			t.links[span][held[i].Path] = true
			continue
		}
		if held[i].Size < 0 && span > 0 && (i == 0 || at[i-1] < span-1 || held[i-1] != held[i]) {
			t.alike[span][likeness{unsized, record.FileKindOf(held[i].Path)}] |= t.class(held[i])
		}
		switch {
		case i == len(at)-1 && span < newest:
			t.candidates = append(t.candidates, candidate{held: held[i], missing: span + 1, back: -1, list: t.list[i], first: early})
		case i < len(at)-1 && at[i+1] > span+1:
			same, sure := held[i].SameContent(held[i+1])
			t.candidates = append(t.candidates, candidate{held[i], span + 1, at[i+1], sure && !same, sure && same, t.list[i], early})
		}
	}
}

// withoutMounts notes mount points, which are no files.
func (t *tracer) withoutMounts(at []int, held []record.Held) ([]int, []record.Held) {
	n := 0
	for i, h := range held {
		if h.Mount() {
			t.mounts[t.of[at[i]].span][h.Path] = h.Told
			continue
		}
		at[n], held[n] = at[i], h
		n++
	}
	return at[:n], held[:n]
}

// known is what is known of a file in a span. A reading that was taken over from
// an earlier listing tells nothing where the file may have changed since and
// still be told to be as old: that content counts as one that could not be read.
func (t *tracer) known(h record.Held, span int) record.Held {
	s := t.spans[span]
	if t.manner != Told && !h.Settled() && (h.Read != s.began || s.last > s.first) {
		h.Sum = record.Hash{}
	}
	return h
}

// A substance names a content by the first half of a digest: of itself, or of what the
// store tells of it.
type substance [16]byte

// readAs and toldAs name a content as we read it, and as the store tells it.
func readAs(h record.Held) (c substance, ok bool) {
	sum, ok := h.SHA256()
	return substance(sum[:16]), ok
}

func toldAs(h record.Held) (c substance, ok bool) {
	if h.Told == "" {
		return c, false
	}
	sum := record.Sum([]byte(h.Told))
	return substance(sum[:16]), true
}

// seek goes over each listing again, for the contents of the candidates.
func (t *tracer) seek() error {
	if len(t.candidates) == 0 {
		return nil
	}
	t.contents = newPresence[substance](len(t.spans), len(t.candidates))
	t.spellings, t.respellings = newPresence[spelling](len(t.spans), len(t.candidates)), newPresence[spelling](len(t.spans), 0)
	for _, c := range t.candidates {
		s := t.speller.of(c.held.Path)
		t.spellings.want(s)
		if sum, ok := readAs(c.held); ok {
			t.contents.want(sum)
		}
		if word, ok := toldAs(c.held); ok {
			t.contents.want(word)
		}
		for i := c.missing; i <= t.confirming(c.missing); i++ {
			for _, l := range likenesses(c.held) {
				t.alike[i][l] |= 0
			}
		}
	}
	if err := t.sow(); err != nil {
		return err
	}
	for i, s := range t.spans {
		if i == 0 {
			continue // nothing is missing yet
		}
		if err := t.seekIn(i, s); err != nil {
			return err
		}
	}
	return t.spellBefore()
}

func (t *tracer) seekIn(i int, s span) error {
	for n, open := range s.lists {
		if err := t.seekList(place{i, n}, open); err != nil {
			return err
		}
	}
	return nil
}

func (t *tracer) seekList(at place, open func() (io.ReadCloser, error)) error {
	m, closer, err := read(open)
	if err != nil {
		return err
	}
	defer closer.Close()
	i := at.span
	return m.Each(func(h record.Held) error {
		if at.list == 0 && !h.Mount() { // of lists of one time, one is enough
			t.siblings.found(h.Path, i)
		}
		h = t.known(h, i)
		t.spelt(h.Path, i)
		if sum, ok := readAs(h); ok {
			t.contents.found(sum, i)
		}
		if word, ok := toldAs(h); ok {
			t.contents.found(word, i)
		}
		t.note(h, i)
		return nil
	})
}

// confirming returns the span of the listing after the first of a span, the
// span itself where it is the last or has several.
func (t *tracer) confirming(i int) int {
	if t.manner == Told || t.spans[i].last > t.spans[i].first || i == len(t.spans)-1 {
		return i
	}
	return i + 1
}

// settle says what became of each candidate, and counts each file once.
func (t *tracer) settle(h *History) {
	outcomes := make([]outcome, len(t.candidates))
	for i, c := range t.candidates {
		outcomes[i] = t.judge(c)
	}
	h.Steps = t.steps(outcomes)
	k := t.kin(outcomes)
	for i, c := range t.candidates {
		r := k.root(i)
		delete(t.half, c.held.Path)
		if outcomes[i] == gone {
			first := t.candidates[k.first[r]]
			g := t.gone(c)
			g.File, g.First, g.Kind = r, first.first, record.FileKindOf(first.held.Path)
			h.Gone = append(h.Gone, g)
		}
		if i != int(k.latest[r]) {
			continue
		}
		switch tally := t.tally(c.held); k.outcome[r] {
		case moved:
			tally.Moved.add(c.held)
		case unknown:
			tally.Unknown.add(c.held)
		case once:
			tally.Once.add(c.held)
		}
	}
	for _, held := range t.half {
		t.tally(held).Unknown.add(held)
	}
}

// judge says what became of a candidate.
func (t *tracer) judge(c candidate) outcome {
	next := t.confirming(c.missing)
	switch {
	case t.holds(c.held, c.missing):
		return moved
	case t.manner == Crawled || t.doubtful(c.held, c.missing) || t.respelt(c, c.missing):
		return unknown
	case t.manner != Told && next == c.missing && t.spans[next].last == t.spans[next].first:
		return once
	case next == c.back, next > c.missing && (t.holds(c.held, next) || t.doubtful(c.held, next) || t.respelt(c, next)):
		return unknown // one listing alone lacked it
	}
	return gone
}

// holds reports whether a span has the content, under whatever path.
func (t *tracer) holds(h record.Held, span int) bool {
	if sum, ok := readAs(h); ok && t.contents.in(sum, span) {
		return true
	}
	word, ok := toldAs(h)
	return ok && t.contents.in(word, span)
}

func (t *tracer) gone(c candidate) Gone {
	g := Gone{Held: c.held, LastSeen: t.spans[c.missing-1].last, Of: c.list, Missing: t.spans[c.missing].first, Restored: -1, First: c.first, Renewed: t.siblings.renewed(c)}
	g.Told = strings.Clone(g.Told)
	for i := c.missing + 1; i < len(t.spans); i++ {
		back := i == c.back
		if !back && !t.holds(c.held, i) {
			continue
		}
		g.Restored, g.Elsewhere = t.spans[i].first, !back
		g.Altered, g.Same = back && c.altered, !back || c.same
		break
	}
	for i := t.spanOf(g.Restored); g.Altered && i < len(t.spans); i++ { // and the very content elsewhere, then or later
		if t.holds(c.held, i) {
			g.Altered = false
			g.Same, g.Elsewhere = t.spans[i].first == g.Restored, t.spans[i].first == g.Restored
		}
	}
	return g
}

// spanOf is the span that begins with a listing.
func (t *tracer) spanOf(listing int) int {
	return slices.IndexFunc(t.spans, func(s span) bool { return s.first == listing })
}
