package loss

import (
	"io"
	"slices"
	"strings"

	"constat/store/record"
)

// count counts the files that are gone: one that went several times once, and
// as restored if it came back the last time.
func (h *History) count() {
	for i := range h.Tallies {
		t := &h.Tallies[i]
		t.Gone, t.Restored, t.Returned, t.Local, t.Kept = Amount{}, Amount{}, Amount{}, Amount{}, Amount{}
		t.GoneFirst, t.MissingFirst = Amount{}, Amount{}
	}
	latest := Latest(h.Gone)
	for i, g := range h.Gone {
		if !latest[i] {
			continue
		}
		t := h.tally(g.Kind)
		t.Gone.add(g.Held)
		t.GoneFirst = t.GoneFirst.plus(g.First)
		if g.Back() {
			t.Restored.add(g.Held)
		} else {
			t.MissingFirst = t.MissingFirst.plus(g.First)
		}
		if g.Back() && g.Altered {
			t.Returned.add(g.Held)
		}
		if g.Local != "" {
			t.Local.add(g.Held)
		}
		if g.Kept != nil {
			t.Kept.add(g.Held)
		}
	}
}

// Latest marks, of each file among list, the last time that it went.
func Latest(list []Gone) []bool {
	files := 0
	for _, g := range list {
		files = max(files, g.File+1)
	}
	last, marks := make([]int32, files), make([]bool, len(list)) // 1 and the place
	for i, g := range list {
		switch at := last[g.File]; {
		case at > 0 && list[at-1].Missing > g.Missing:
			continue
		case at > 0:
			marks[at-1] = false
		}
		last[g.File], marks[i] = int32(i+1), true
	}
	return marks
}

func (h *History) tally(kind record.FileKind) *Tally {
	return &h.Tallies[slices.IndexFunc(h.Tallies, func(t Tally) bool { return t.Kind == kind })]
}

// A Witness is another vantage that listed the same store: its listings, in
// order, and what they tell by themselves.
type Witness struct {
	Listings []Listing
	*History
}

// Contest returns what is left of h, made of listings, once other vantages were
// heard. A file that one of them still saw, by its path or its content, while
// it was missing from the listings of h, is unknown and not gone: unless that
// vantage had itself seen it gone, in two listings in a row that began after
// it was last seen here. Then it was gone, and that sight is the first of its return.
func (h *History) Contest(listings []Listing, others []Witness) (*History, error) {
	c := contest{history: h, listings: listings, paths: map[string][]int{}, contents: map[substance][]int{}, heard: make([]hearing, len(h.Gone))}
	c.index()
	place := 0
	for _, o := range others {
		for i := range o.Listings {
			if len(h.Gone) > 0 {
				if err := c.hear(o, i, place); err != nil {
					return nil, err
				}
			}
			place++
		}
	}
	return c.settle(), nil
}

// A hearing is what others say of one file that is gone.
type hearing struct {
	denied, back   bool           // seen by one that had not lacked it, or again by one that had
	deniedAt, seen record.Instant // the first such listing began
	place          int            // of that in which it was back, among all listings of the others
	gone           *Gone          // as that vantage tells it
}

// settled says whether x leaves the file gone: whoever had not lacked it saw it
// after its return only.
func (x hearing) settled() bool { return !x.denied || x.back && x.deniedAt >= x.seen }

type contest struct {
	history  *History
	listings []Listing
	paths    map[string][]int
	contents map[substance][]int
	heard    []hearing // by file gone
}

func (c *contest) index() {
	for i, g := range c.history.Gone {
		c.paths[g.Path] = append(c.paths[g.Path], i)
		if sum, ok := readAs(g.Held); ok {
			c.contents[sum] = append(c.contents[sum], i)
		}
		if word, ok := toldAs(g.Held); ok {
			c.contents[word] = append(c.contents[word], i)
		}
	}
}

// hear goes through listing i of another vantage.
func (c *contest) hear(o Witness, i, place int) error {
	l := o.Listings[i]
	return l.Each(func(f record.Held) {
		at := c.paths[f.Path]
		if sum, ok := readAs(f); ok {
			at = slices.Concat(at, c.contents[sum])
		}
		if word, ok := toldAs(f); ok {
			at = slices.Concat(at, c.contents[word])
		}
		for _, n := range at {
			g, x := c.history.Gone[n], &c.heard[n]
			if l.Ended < c.listings[g.Missing].Began || g.Restored >= 0 && l.Began > c.listings[g.Restored].Ended {
				continue
			}
			own := o.returned(g.Path, i)
			if own == nil || o.Listings[own.Missing].Began <= c.listings[g.LastSeen].Ended {
				if !x.denied || l.Began < x.deniedAt {
					x.denied, x.deniedAt = true, l.Began
				}
			} else if !x.back || l.Began < x.seen {
				x.back, x.seen, x.place, x.gone = true, l.Began, place, own
			}
		}
	})
}

// returned is the file of a path that o had seen gone and that was back in
// listing i, nil for none.
func (o Witness) returned(path string, i int) *Gone {
	if o.History == nil {
		return nil
	}
	n, _ := slices.BinarySearchFunc(o.Gone, record.Escape(path), func(g Gone, key string) int { return strings.Compare(record.Escape(g.Path), key) })
	for ; n < len(o.Gone) && o.Gone[n].Path == path; n++ {
		if o.Gone[n].Restored == i {
			return &o.Gone[n]
		}
	}
	return nil
}

// settle leaves out what is contested, and notes what was back before.
func (c *contest) settle() *History {
	out := &History{Gone: make([]Gone, 0, len(c.history.Gone)), Tallies: slices.Clone(c.history.Tallies), Steps: c.history.Steps}
	contested := map[string]int{} // path, and the place of its last row
	for i, x := range c.heard {
		if g := c.history.Gone[i]; !x.settled() {
			contested[g.Path] = i
		}
	}
	kept := map[int]bool{} // files of which a loss is left
	for i, g := range c.history.Gone {
		if _, unknown := contested[g.Path]; unknown {
			continue
		}
		if x := c.heard[i]; x.back && (g.Restored < 0 || x.seen < c.listings[g.Restored].Began) {
			g.Heard, g.Elsewhere = x.place+1, x.gone.Elsewhere
			g.Same = g.Same || x.gone.Same
			g.Altered = !g.Same && (g.Altered || x.gone.Altered)
		}
		out.Gone = append(out.Gone, g)
		if len(contested) > 0 {
			kept[g.File] = true
		}
	}
	for _, i := range contested {
		if g := c.history.Gone[i]; !kept[g.File] {
			kept[g.File] = true
			out.tally(g.Kind).Unknown.add(g.Held)
		}
	}
	out.count()
	return out
}

// Each goes through a listing, and those beside it.
func (l Listing) Each(do func(record.Held)) error {
	for _, open := range append([]func() (io.ReadCloser, error){l.Open}, l.Beside...) {
		if err := eachOf(open, do); err != nil {
			return err
		}
	}
	return nil
}

func eachOf(open func() (io.ReadCloser, error), do func(record.Held)) error {
	m, closer, err := read(open)
	if err != nil {
		return err
	}
	defer closer.Close()
	return m.Each(func(f record.Held) error { do(f); return nil })
}
