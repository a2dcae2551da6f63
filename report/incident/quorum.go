package incident

import (
	"cmp"
	"slices"

	"constat/store/record"
)

// A stretch is an incident in the making: time over which at least needed
// vantages may all have seen the target down, and those that did.
type stretch struct {
	span  Span
	seers []sight
	clock doubt // the worst of any vantage that was not surely up in it
}

// merge finds the stretches in which n of sights agree.
//
// Possible: the maximal time over which the possible spans of at least n
// vantages overlap. It is cut where a vantage had a good answer and, without
// that vantage, fewer than n were left: at some moment of that answer the
// target was up, by the quorum's own reckoning. Both sides may reach into the
// answer, so their bounds overlap by it. What is left counts where at least n
// vantages failed in it: a bad round of theirs began in it, or their proven
// time reaches into it.
func merge(n int, sights []sight) []stretch {
	var possible []spans
	for _, s := range sights {
		possible = append(possible, s.possible)
	}
	cuts := binding(n, sights)
	var found []stretch
	for _, whole := range shared(n, possible...) {
		for _, piece := range split(whole, cuts) {
			if seers := failing(sights, piece); len(seers) >= n {
				found = append(found, stretch{span: piece, seers: seers})
			}
		}
	}
	return found
}

// binding returns the cuts, by their ends, that the vantages which did not
// make them cannot bridge.
func binding(n int, sights []sight) []Span {
	var list []Span
	for i, s := range sights {
		if len(s.cuts) == 0 {
			continue
		}
		var others []spans
		for j, o := range sights {
			if j != i {
				others = append(others, o.possible)
			}
		}
		without := shared(n, others...)
		for _, c := range s.cuts {
			if len(without.near(c)) == 0 {
				list = append(list, c)
			}
		}
	}
	slices.SortFunc(list, func(a, b Span) int { return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.From, b.From)) })
	return list
}

// split cuts whole. Of cuts that overlap, one moment may be behind all: the
// one that ends first stands for them.
func split(whole Span, cuts []Span) []Span {
	var pieces []Span
	from, last := whole.From, beginning
	i, _ := slices.BinarySearchFunc(cuts, whole.From, func(c Span, at record.Instant) int { return cmp.Compare(c.To, at) })
	for _, c := range cuts[i:] {
		if c.From >= whole.To {
			break
		}
		if c.From <= last {
			continue
		}
		pieces = append(pieces, Span{from, min(c.To, whole.To)})
		from, last = max(c.From, whole.From), c.To
	}
	return append(pieces, Span{from, whole.To})
}

// failing returns those of sights that failed in piece.
func failing(sights []sight, piece Span) []sight {
	var list []sight
	for _, s := range sights {
		if s.failsIn(piece) {
			list = append(list, s)
		}
	}
	return list
}

func (s sight) failsIn(piece Span) bool {
	for _, o := range s.in(piece) {
		if bad, _ := o.badIn(piece); len(bad) > 0 {
			return true
		}
	}
	return len(s.proven.within(piece)) > 0
}

// agreed returns the proven time of at least n of sights.
func agreed(n int, sights []sight) spans {
	var sets []spans
	for _, s := range sights {
		sets = append(sets, s.proven)
	}
	return shared(n, sets...)
}

// leftover returns sights with only those outages that no confirmed stretch
// accounts for: it took no part in one, or went on for more than slack beyond.
// Without slack, every outage would leave a shred of each vantage's own, since
// vantages do not ask at the same moment.
func leftover(sights []sight, confirmed spans, slack record.Instant) []sight {
	var left []sight
	for _, s := range sights {
		var rest []outage
		for _, o := range s.outages {
			if !s.tookPart(o, confirmed) || o.outlasts(confirmed, slack) {
				rest = append(rest, o)
			}
		}
		if rest != nil {
			left = append(left, s.with(rest, s.proven))
		}
	}
	return left
}

func (s sight) tookPart(o outage, confirmed spans) bool {
	if slices.ContainsFunc(o.bad, func(b Observation) bool { return confirmed.holds(b.Start) }) {
		return true
	}
	return len(s.proven.within(o.span).and(confirmed)) > 0
}

func (o outage) outlasts(confirmed spans, slack record.Instant) bool {
	return slices.ContainsFunc(o.bad, func(b Observation) bool {
		return len(confirmed.near(Span{b.Start - slack, b.Start + slack})) == 0
	})
}
