package incident

import (
	"cmp"
	"math"
	"slices"
	"time"

	"constat/store/record"
)

// A Doubt is how far a vantage's clock can have been off while it showed what
// lies in Span, ends included. Where doubts overlap, the largest holds.
type Doubt struct {
	Span
	Within time.Duration
	// Known is false where time servers were asked and did not settle it. Within
	// is then what can be told all the same, 0 for nothing.
	Known bool
	// Told is set where Within is what time servers told: a bound, and not only
	// what is left where nobody was asked.
	Told bool
}

const anyhow = time.Duration(math.MaxInt64)

// A doubt is what several of them come to. With none, nobody looked.
type doubt struct {
	within          time.Duration
	compared, known bool
	told            bool // by servers, throughout
}

func (d doubt) and(e doubt) doubt {
	return doubt{max(d.within, e.within), d.compared || e.compared, d.known && e.known, d.told && e.told}
}

// doubts are those of one vantage, by their beginnings.
type doubts struct {
	list  []Doubt
	reach []record.Instant // of each: how far it and those before it go
}

func doubtsOf(list []Doubt) doubts {
	d := doubts{list: slices.SortedStableFunc(slices.Values(list), func(a, b Doubt) int { return cmp.Compare(a.From, b.From) })}
	reach := beginning
	for _, o := range d.list {
		reach = max(reach, o.To)
		d.reach = append(d.reach, reach)
	}
	return d
}

// over returns the worst of those that touch s, leaving out what is over most.
func (d doubts) over(s Span, most time.Duration) doubt {
	worst, any := doubt{known: true, told: true}, false
	i, _ := slices.BinarySearch(d.reach, s.From)
	for ; i < len(d.list) && d.list[i].From <= s.To; i++ {
		if o := d.list[i]; o.To >= s.From && o.Within <= most {
			worst, any = worst.and(doubt{o.Within, o.Within > 0, o.Known, o.Known && o.Told}), true
		}
	}
	worst.told = worst.told && any
	return worst
}

// ownClock returns what v knows of its clock, without the time that only others
// of the views of its vantage, which are other logs, observed: one log says
// nothing of how another ends or begins. Over what v observed itself nothing
// is left out, whatever the others claim; of time that none observed the
// largest doubt holds.
func (v View) ownClock(views []View) []Doubt {
	list := v.Clock
	mine, any := v.observed()
	for _, o := range views {
		if o.Vantage != v.Vantage {
			continue
		}
		theirs, other := o.observed()
		if !other {
			continue
		}
		if !any {
			list = without(list, theirs)
			continue
		}
		list = without(list, Span{theirs.From, min(theirs.To, mine.From-1)})
		list = without(list, Span{max(theirs.From, mine.To+1), theirs.To})
	}
	return list
}

// observed is from the first to the last of v's observations, ends included,
// if there are any.
func (v View) observed() (s Span, any bool) {
	s = Span{end, beginning}
	for _, o := range v.Observations {
		s.From, s.To, any = min(s.From, o.Start, o.End), max(s.To, o.Start, o.End), true
	}
	return s, any
}

// without returns list with nothing of s, ends included.
func without(list []Doubt, s Span) []Doubt {
	if s.From > s.To {
		return list
	}
	out := make([]Doubt, 0, len(list)+1)
	for _, d := range list {
		if !d.meets(s) {
			out = append(out, d)
			continue
		}
		if before := d; d.From < s.From {
			before.To = s.From - 1
			out = append(out, before)
		}
		if after := d; d.To > s.To {
			after.From = s.To + 1
			out = append(out, after)
		}
	}
	return out
}

// timed returns found with the worst doubt of the vantages that bound each: one
// that was surely up all the time says nothing of when it was down. A method
// that does not look at clocks finds no doubt. A doubt over the method's limit
// dated nothing that bounds it.
func (d derivation) timed(found []stretch, sights []sight) []stretch {
	for k := range found {
		found[k].clock = doubt{known: true, told: true}
		for _, s := range sights {
			if d.method.ClockWithin > 0 && len(s.in(found[k].span)) > 0 {
				found[k].clock = found[k].clock.and(s.clock.over(found[k].span.and(d.period), d.method.ClockWithin))
			}
		}
	}
	return found
}

// certainly returns the part of proven that lies in found and in the period,
// without what the clocks leave in doubt.
func (d derivation) certainly(proven spans, found []stretch) spans {
	var all []Span
	for _, s := range found {
		for _, p := range proven.within(s.span.and(d.period)) {
			all = append(all, p.grown(-s.clock.within))
		}
	}
	return unite(all)
}

// possibly returns what in the period cannot be excluded, with what the clocks
// leave in doubt.
func (d derivation) possibly(found []stretch) spans {
	var all []Span
	for _, s := range found {
		if in := s.span.and(d.period); in.From < in.To {
			all = append(all, in.grown(s.clock.within).and(d.period))
		}
	}
	return unite(all)
}

// grown returns s with so much more at either end, or so much less: to the
// whole millisecond in favour of doubt.
func (s Span) grown(by time.Duration) Span {
	ms := record.Instant(by / time.Millisecond)
	if more := by % time.Millisecond; more > 0 {
		ms++
	} else if more < 0 {
		ms--
	}
	return Span{s.From - ms, s.To + ms}
}

// Clocks are the doubts of one vantage, to be asked of any time.
type Clocks struct{ doubts }

// ClocksOf makes them of a list in any order.
func ClocksOf(list []Doubt) Clocks { return Clocks{doubtsOf(list)} }

// Settled reports whether it is known that the clock was off by no more than
// most over s, or nobody asked a time server.
func (c Clocks) Settled(s Span, most time.Duration) bool {
	d := c.over(s, anyhow)
	return d.known && d.within <= most
}

// Within returns the most by which the clock can have been off over s, as far as it is known.
func (c Clocks) Within(s Span) time.Duration { return c.over(s, anyhow).within }
