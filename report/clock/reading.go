// Package clock works out how far a vantage's clock can have been from true time.
//
// A [Reading] is what the time servers of one entry say together: an interval
// that a majority of those that were asked has in common, two at the least, or
// nothing. [Doubts] follows the readings through a log: between two of them the
// clock can have been as wrong as either says, and a little more the further
// the nearer one is; where it was set in between, as wrong as it was before and
// after. Far from any reading nothing is known. Nothing is corrected by what is
// found here.
//
// All functions are pure, and their result hangs on the entries alone.
package clock

import (
	"cmp"
	"slices"
	"time"

	"constat/store/record"
)

// An Interval holds what is to be added to a clock to have true time.
type Interval struct{ Low, High time.Duration }

// Worst is the most by which the clock can be wrong, either way.
func (i Interval) Worst() time.Duration { return max(i.Low.Abs(), i.High.Abs()) }

// Offset is the middle of i, and Within how far either end is from it.
func (i Interval) Offset() time.Duration { return i.Low + (i.High-i.Low)/2 }
func (i Interval) Within() time.Duration { return i.High - i.Offset() }

func (i Interval) shifted(by time.Duration) Interval { return Interval{i.Low + by, i.High + by} }

func (i Interval) meets(j Interval) bool { return i.Low <= j.High && j.Low <= i.High }

// A Reading is what the servers of one entry say together.
type Reading struct {
	Asked    int
	Answered int
	// Agreed is how many of those that answered have an instant in common with
	// the interval, 0 where no majority has.
	Agreed int
	// Known tells whether a majority of those that were asked agrees, and two at
	// the least: one server, or the one of several that answered, is nobody's
	// majority.
	Known bool
	// Said tells that a majority at least of those that answered agrees. That
	// makes nothing known, and what they say is a doubt all the same. Without
	// it, the interval says nothing.
	Said bool
	Interval
}

// Read returns what the servers of c say together.
func Read(c record.Clock) Reading {
	r := Reading{Asked: len(c.Servers)}
	said := answers(c)
	r.Answered = len(said)
	if r.Interval, r.Known = intersection(said, max(2, r.Asked/2+1)); !r.Known {
		r.Interval, r.Said = intersection(said, len(said)/2+1)
		return r
	}
	r.Said = true
	for _, i := range said {
		if i.meets(r.Interval) {
			r.Agreed++
		}
	}
	return r
}

// With reports whether t answered with the majority of r.
func (r Reading) With(t record.Told) bool {
	i, answered := interval(t)
	return r.Known && answered && i.meets(r.Interval)
}

// answers returns the correctness interval of each server that answered (RFC
// 5905, section 11.2.1): the offset, give or take the root distance, which has
// half of the delay in it.
func answers(c record.Clock) []Interval {
	var said []Interval
	for _, t := range c.Servers {
		if i, ok := interval(t); ok {
			said = append(said, i)
		}
	}
	return said
}

func interval(t record.Told) (Interval, bool) {
	offset, within := micros(t.Offset), micros(t.Within)
	return Interval{offset - within, offset + within}, t.Fault == ""
}

// far bounds what is taken from a record, so that no sum of a few overflows.
const far = 100 * 365 * 24 * time.Hour

// micros is n microseconds.
func micros(n int64) time.Duration {
	if most := far.Microseconds(); n > most || n < -most {
		return far * time.Duration(cmp.Compare(n, 0))
	}
	return time.Duration(n) * time.Microsecond
}

// intersection is the selection of RFC 5905, section 11.2.1: the smallest
// interval that holds every instant which enough of said have in common, for
// the fewest of them taken to be false. Where the RFC takes fewer than half of
// the answers to be false, needed are to be true here, silent servers being as
// good as false. The middles of no more than the false ones may lie outside
// it: so an answer that is precise and wrong does not draw the others to their
// edge.
//
// Where enough have an instant in common and the middles are always too far
// apart, the selection would find nothing. A clock that is to be followed needs
// that; for a bound, all that these servers leave possible will do.
func intersection(said []Interval, needed int) (Interval, bool) {
	for n := len(said); n >= needed; n-- {
		i, ok := common(said, n)
		if ok && outside(said, i) <= len(said)-n {
			return i, true
		}
	}
	for n := len(said); n >= needed; n-- {
		if i, ok := common(said, n); ok {
			return possible(said, i), true
		}
	}
	return Interval{}, false
}

// possible returns the smallest interval that holds all of said that meet i.
func possible(said []Interval, i Interval) Interval {
	all := i
	for _, s := range said {
		if s.meets(i) {
			all = Interval{min(all.Low, s.Low), max(all.High, s.High)}
		}
	}
	return all
}

// common returns the smallest interval with every instant that n of said
// share. Instants are counted from both ends inwards.
func common(said []Interval, n int) (Interval, bool) {
	low, okLow := reach(said, n, func(i Interval) (enter, leave time.Duration) { return i.Low, i.High })
	high, okHigh := reach(said, n, func(i Interval) (enter, leave time.Duration) { return -i.High, -i.Low })
	return Interval{low, -high}, okLow && okHigh && low <= -high
}

// reach goes upward and returns where the n-th of said is first entered while
// no more than the rest were left.
func reach(said []Interval, n int, ends func(Interval) (enter, leave time.Duration)) (time.Duration, bool) {
	type edge struct {
		at   time.Duration
		step int
	}
	var edges []edge
	for _, i := range said {
		enter, leave := ends(i)
		edges = append(edges, edge{enter, 1}, edge{leave, -1})
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.step, a.step)) })
	depth := 0
	for _, e := range edges {
		if depth += e.step; depth >= n {
			return e.at, true
		}
	}
	return 0, false
}

// outside counts those of said whose middle lies outside i.
func outside(said []Interval, i Interval) (n int) {
	for _, s := range said {
		if s.Offset() < i.Low || s.Offset() > i.High {
			n++
		}
	}
	return n
}
