package incident

import (
	"cmp"
	"math"
	"slices"
	"time"

	"constat/store/record"
)

// A Span is time from From on and before To. The far ends stand for "not
// known".
type Span struct{ From, To record.Instant }

const (
	beginning = record.Instant(math.MinInt64)
	end       = record.Instant(math.MaxInt64)
)

// meets reports whether s and t share an instant, ends included.
func (s Span) meets(t Span) bool { return s.From <= t.To && t.From <= s.To }

func (s Span) holds(i record.Instant) bool { return s.From <= i && i <= s.To }

// and returns what s and t share, empty where they share nothing.
func (s Span) and(t Span) Span {
	from := max(s.From, t.From)
	return Span{from, max(from, min(s.To, t.To))}
}

// length is for spans that were cut to a period: it must not overflow.
func (s Span) length() time.Duration { return time.Duration(s.To-s.From) * time.Millisecond }

// And returns what s and t share, empty where they share nothing.
func (s Span) And(t Span) Span { return s.and(t) }

// Length is how long s is; it is for spans with both ends.
func (s Span) Length() time.Duration { return s.length() }

// Shared returns the time that lies in at least n of sets, each as [Unite]
// gives it, as maximal spans in order.
func Shared(n int, sets ...[]Span) []Span { return unite(overlaps(n, sets)) }

// spans are ordered, without overlap, each longer than nothing.
type spans []Span

// unite returns the time that lies in any of list, in any order.
func unite(list []Span) spans {
	byFrom := func(a, b Span) int { return cmp.Compare(a.From, b.From) }
	if !slices.IsSortedFunc(list, byFrom) {
		list = slices.Clone(list)
		slices.SortFunc(list, byFrom)
	}
	var u spans
	for _, s := range list {
		if s.From >= s.To {
			continue
		}
		if n := len(u); n > 0 && s.From <= u[n-1].To {
			u[n-1].To = max(u[n-1].To, s.To)
			continue
		}
		u = append(u, s)
	}
	return u
}

func (u spans) length() time.Duration {
	var sum time.Duration
	for _, s := range u {
		sum += s.length()
	}
	return sum
}

// near returns those of u that touch s, its ends included.
func (u spans) near(s Span) spans {
	i, _ := slices.BinarySearchFunc(u, s.From, func(v Span, at record.Instant) int { return cmp.Compare(v.To, at) })
	j := i
	for j < len(u) && u[j].From <= s.To {
		j++
	}
	return u[i:j]
}

// within returns the part of u that lies in s.
func (u spans) within(s Span) spans {
	var w spans
	for _, v := range u.near(s) {
		if v = v.and(s); v.From < v.To {
			w = append(w, v)
		}
	}
	return w
}

func (u spans) holds(i record.Instant) bool { return len(u.near(Span{i, i})) > 0 }

// shared returns the time that lies in at least n of sets, as maximal spans.
func shared(n int, sets ...spans) spans {
	all := make([][]Span, len(sets))
	for i, u := range sets {
		all[i] = u
	}
	return unite(overlaps(n, all))
}

// overlaps returns where at least n of sets overlap, in order. Spans hold both
// their ends here and may be single instants; those of one set do not touch.
func overlaps(n int, sets [][]Span) []Span {
	type turn struct {
		at   record.Instant
		step int
	}
	var turns []turn
	for _, u := range sets {
		for _, s := range u {
			turns = append(turns, turn{s.From, 1}, turn{s.To, -1})
		}
	}
	slices.SortFunc(turns, func(a, b turn) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.step, a.step)) })
	var list []Span
	depth, from := 0, beginning
	for _, t := range turns {
		if depth == n-1 && t.step > 0 {
			from = t.at
		}
		if depth == n && t.step < 0 {
			list = append(list, Span{from, t.at})
		}
		depth += t.step
	}
	return list
}

// and returns the time that lies in both u and v.
func (u spans) and(v spans) spans {
	if len(u) < len(v) {
		u, v = v, u
	}
	var both spans
	for _, s := range v {
		both = append(both, u.within(s)...)
	}
	return both
}
