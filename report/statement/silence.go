package statement

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"constat/store/page"
	"constat/store/record"
)

// An Outage is one that was measured.
type Outage struct {
	Before record.Instant // start of the last good question; FirstBad where there is none
	Known  bool           // there is one
	// FirstBad is the start of the first question that failed, Shown the end of it:
	// by then the failure had been met.
	FirstBad, Shown record.Instant
	Over            record.Instant // end of the first good answer after; the end of the period where there is none
	Within          time.Duration  // by which the clocks that dated it can have been off
}

// Result says what a page said of an outage.
type Result string

// The results. Those of a page made for machines:
const (
	Silent   Result = "silent"   // nothing that can have been about it, until the last look
	Admitted Result = "admitted" // it said something that can have been about it, after the first failure
	Before   Result = "before"   // it said such a thing at the last look before the first failure already
)

// Those of any other page, and of a page made for machines that became another:
const (
	Unchanged Result = "unchanged" // what it held stayed the same until the last look
	Changed   Result = "changed"   // what it held changed after the first failure
)

// Unknown is that of a page that nobody looked at in time, or that did not answer then.
const Unknown Result = "unknown"

// Results lists them.
var Results = []Result{Admitted, Changed, Silent, Unchanged, Before, Unknown}

// A Spoken is what one page said of one outage.
type Spoken struct {
	Result Result
	Base   *Look // the last look before the first failure
	// Last is the last look of an unbroken row at which nothing had been said, First the
	// first at which something had; nil where there is none.
	Last, First *Look
	Words       []Word // of First, or of Base where it said so before
	// AtLeast is how long after the first failure the page was surely still without a
	// word, 0 where that is not known. AtMost is how long it can have taken to say
	// one, from the last good answer on; nil where it is not known.
	AtLeast time.Duration
	AtMost  *time.Duration
	Apart   time.Duration // the longest time between two neighbouring looks of the row, by their starts
	Looks   int           // of the row, after the first failure
	Why     Why           // of [Unknown]
}

// Why says why nothing is known.
type Why string

// The reasons. No look within two intervals of what it is to be compared with is
// Unread, whether nobody looked or the page did not answer.
const (
	UnreadBefore Why = "unread-before" // the first failure
	Illegible    Why = "illegible"     // what stood there before is not in the bundle
	UnreadAfter  Why = "unread-after"  // the first failure
)

// Whys lists them.
var Whys = []Why{UnreadBefore, Illegible, UnreadAfter}

// Order puts looks in the order of their beginnings, and leaves out those that found
// nothing that can be read.
func Order(looks []Look) []Look {
	list := slices.DeleteFunc(slices.Clone(looks), func(l Look) bool { return !l.Read })
	slices.SortStableFunc(list, func(a, b Look) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Vantage, b.Vantage))
	})
	return list
}

// Silence holds the looks at one page against an outage. They are in [Order].
func Silence(looks []Look, o Outage) Spoken {
	f := following{outage: o, bases: map[string]*Look{}, heard: map[[2]*Text][]Word{}}
	n, _ := slices.BinarySearchFunc(looks, o.FirstBad, func(l Look, at record.Instant) int { return cmp.Compare(l.Start, at) })
	rest := n
	for i := n - 1; i >= 0 && len(f.bases) < maxVantages; i-- {
		l := &looks[i]
		if apart(l.Start, o.FirstBad, max(l.Interval, looks[n-1].Interval)) {
			break
		}
		if l.End >= o.FirstBad {
			rest = i
		} else if f.bases[l.Vantage] == nil && (!l.Copy || l.speaks(o)) {
			f.bases[l.Vantage] = l
			f.Base = latest(f.Base, l)
		}
	}
	f.Result, f.Why = Unknown, UnreadBefore
	if f.Base != nil {
		f.follow(looks[rest:])
	}
	return f.Spoken
}

const maxVantages = 1000

// speaks says whether a look found a word that can be about o, all by itself.
func (l *Look) speaks(o Outage) bool {
	return l.Text != nil && l.Text.Structured && len(l.Text.words(nil, o.window())) > 0
}

func latest(a, b *Look) *Look {
	if a == nil || b.Start > a.Start {
		return b
	}
	return a
}

// A following goes through looks, each held against what its own vantage saw before
// the first failure: a page may be another in each place.
type following struct {
	Spoken
	outage Outage
	bases  map[string]*Look
	heard  map[[2]*Text][]Word // of texts that differ from their bases
}

// structured says whether a page was made for machines: what it says is then in its text.
func (l *Look) structured() bool { return l.Rules != page.Version }

// legible says whether it is known what every page made for machines said before the
// outage: one of which nothing is known can have spoken already.
func (f *following) legible() bool {
	for _, b := range f.bases {
		if b.structured() && (b.Text == nil || !b.Text.Structured) {
			return false
		}
	}
	return true
}

func (f *following) follow(looks []Look) {
	silent := Unchanged
	if f.Base.structured() {
		silent = Silent
		for _, name := range slices.Sorted(maps.Keys(f.bases)) {
			base := f.bases[name]
			if base.Text == nil || !base.Text.Structured {
				continue
			}
			if f.Words = base.Text.words(nil, f.outage.window()); len(f.Words) > 0 {
				f.Result, f.First, f.Why = Before, base, ""
				return
			}
		}
	}
	if f.Why = Illegible; !f.legible() {
		return
	}
	row, before := true, f.Base
	for i := range looks {
		l := &looks[i]
		if l.End < f.outage.FirstBad {
			continue
		}
		if said, words := f.said(l); said {
			f.First, f.Words = l, words
			break
		}
		if l.Copy {
			continue
		}
		if row = row && !apart(before.Start, l.Start, max(before.Interval, l.Interval)); row {
			f.Apart = max(f.Apart, span(before.Start, l.Start))
			f.Last, before = l, l
			f.Looks++
		}
	}
	switch {
	case f.First != nil && len(f.Words) > 0:
		f.Result = Admitted
	case f.First != nil:
		f.Result = Changed
	case f.Last != nil:
		f.Result = silent
	}
	if f.Why = ""; f.Result == Unknown {
		f.Why = UnreadAfter
	}
	f.bound(f.outage)
}

// base is what a look is held against: what its vantage saw before, or, of a vantage that
// began later, what another did if that is the same; else nil.
func (f *following) base(l *Look) *Look {
	if b := f.bases[l.Vantage]; b != nil {
		return b
	}
	for _, b := range f.bases {
		if l.same(*b) {
			return b
		}
	}
	return nil
}

// said says whether what a look found differs from what stood there before by
// something that can be about the outage.
func (f *following) said(l *Look) (bool, []Word) {
	base := f.base(l)
	switch {
	case base == nil:
		if l.Text == nil || !l.Text.Structured {
			return true, nil
		}
		words := l.Text.words(nil, f.outage.window())
		return len(words) > 0, words
	case l.same(*base):
		return false, nil
	case l.Text == nil || !l.Text.Structured || base.Text == nil || !base.Text.Structured:
		return true, nil
	}
	words, known := f.heard[[2]*Text{l.Text, base.Text}]
	if !known {
		words = l.Text.words(base.Text, f.outage.window())
		f.heard[[2]*Text{l.Text, base.Text}] = words
	}
	return len(words) > 0, words
}

func (s *Spoken) bound(o Outage) {
	if s.Last != nil {
		s.AtLeast = max(0, span(o.Shown, s.Last.Start)-o.Within-s.Last.Within)
	}
	if s.First != nil && o.Known && (s.Result == Admitted || s.Result == Changed) {
		most := max(0, span(o.Before, s.First.End)+o.Within+s.First.Within)
		s.AtMost = &most
	}
}

// window is the time in which the outage can have been.
func (o Outage) window() Window {
	return Window{o.Before.Time().Add(-o.Within), o.Over.Time().Add(o.Within)}
}

func span(from, to record.Instant) time.Duration { return time.Duration(to-from) * time.Millisecond }

// apart says whether two looks are too far from each other to be one row. A round may
// begin a little late.
func apart(from, to record.Instant, interval time.Duration) bool {
	return span(from, to) > 2*interval+time.Second
}
