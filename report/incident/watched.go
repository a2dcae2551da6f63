package incident

import (
	"time"

	"constat/store/record"
)

// Unite returns the time that lies in any of list, in order and without
// overlap. The other functions here take and return such time.
func Unite(list []Span) []Span { return unite(list) }

// Both returns the time that lies in u and in v.
func Both(u, v []Span) []Span { return spans(u).and(v) }

// Cut returns the part of u that lies in s.
func Cut(u []Span, s Span) []Span { return spans(u).within(s) }

// Without returns the time of u that does not lie in v.
func Without(u, v []Span) []Span {
	var left []Span
	for _, s := range u {
		from := s.From
		for _, t := range spans(v).near(s) {
			if t.From > from {
				left = append(left, Span{from, min(t.From, s.To)})
			}
			from = max(from, t.To)
		}
		if from < s.To {
			left = append(left, Span{from, s.To})
		}
	}
	return left
}

// Length returns how long u is.
func Length(u []Span) time.Duration { return spans(u).length() }

// A Standing joins the time that the rounds of one target stand for: from the
// start of each to the start of the next, or for one interval where that is
// missing. Rounds come in order; what does not is united later.
type Standing struct {
	Spans    []Span
	round    record.Round
	interval record.Round
	start    record.Instant
}

// Add takes a round in, and reports whether it went on from the one before.
func (s *Standing) Add(round, interval record.Round, start record.Instant) (joined bool) {
	long, step := record.Instant(interval.Millis()), start-s.start
	n := len(s.Spans)
	if n > 0 && interval == s.interval && round-s.round == interval && step >= 0 && step < 2*long {
		s.Spans[n-1].To = start + long
		joined = true
	} else {
		s.Spans = append(s.Spans, Span{start, start + long})
	}
	s.round, s.interval, s.start = round, interval, start
	return joined
}
