package incident

import (
	"cmp"
	"slices"
	"sort"

	"constat/store/record"
)

// An outage is what one vantage saw between two good answers: at least one bad
// round. The good answers are nil where there are none.
type outage struct {
	span   Span // that the target may have been down
	before *Observation
	bad    []Observation // scheduled, by their starts
	after  *Observation
}

// A sight is the outages of one vantage, and what follows from them.
type sight struct {
	View
	outages  []outage         // by the start of their spans
	reach    []record.Instant // of each outage: how far it and those before it go
	possible spans            // down as far as this vantage can tell
	proven   spans            // down for certain, seen from here
	watched  spans            // time that its rounds stand for
	clock    doubts           // of the view, in order
	// cuts are good answers between two outages: at some moment of each the
	// target was up, though either outage may reach into it.
	cuts []Span
}

func see(v View) sight {
	list := outages(v.Observations)
	for i := range list {
		list[i].span = list[i].shown(v)
	}
	watched := unite(owned(scheduled(v.Observations)))
	return sight{View: v, watched: watched, clock: doubtsOf(v.Clock)}.with(list, proven(v.Observations))
}

// shown returns the span of o with an open end drawn in to what v shows: what
// lies outside can be told by whoever holds the log, and not from here.
func (o outage) shown(v View) Span {
	s := o.span
	if o.before == nil && v.ShownFrom.Known {
		s.From = min(v.ShownFrom.Instant, o.bad[0].Start)
	}
	if o.after == nil && v.ShownTo.Known {
		s.To = max(v.ShownTo.Instant, o.bad[len(o.bad)-1].Start)
	}
	return s
}

// with returns s with other outages, and with what of proven lies in them.
func (s sight) with(list []outage, proven spans) sight {
	list = slices.SortedStableFunc(slices.Values(list), func(a, b outage) int { return cmp.Compare(a.span.From, b.span.From) })
	var possible []Span
	s.outages, s.reach, s.cuts = list, nil, nil
	reach := beginning
	for i, o := range list {
		possible = append(possible, o.span)
		if i > 0 && o.span.From <= list[i-1].span.To {
			s.cuts = append(s.cuts, Span{o.span.From, list[i-1].span.To})
		}
		reach = max(reach, o.span.To)
		s.reach = append(s.reach, reach)
	}
	s.possible = unite(possible)
	s.proven = s.possible.and(proven)
	return s
}

func outages(obs []Observation) []outage {
	var list []outage
	var open outage
	for i, o := range obs {
		switch {
		case o.Verdict == Good:
			if open.bad != nil {
				open.after = firstDone(obs[i:])
				list = append(list, open.bounded())
			}
			open = outage{before: lastPut(open.before, &obs[i])}
		case o.Verdict == Bad && o.Attempt == 0:
			open.bad = append(open.bad, o)
		}
	}
	if open.bad != nil {
		list = append(list, open.bounded())
	}
	return list
}

// firstDone returns the good answer of one round that was complete first, of
// those at the front of obs. A round has several where it was asked again.
func firstDone(obs []Observation) *Observation {
	first := &obs[0]
	for i, o := range obs {
		if o.Verdict != Good || o.Round != first.Round {
			break
		}
		if o.End < first.End {
			first = &obs[i]
		}
	}
	return first
}

// lastPut returns the good question of one round that was put last: o, unless
// before is of its round and later.
func lastPut(before, o *Observation) *Observation {
	if before != nil && before.Round == o.Round && before.Start > o.Start {
		return before
	}
	return o
}

// bounded sets o's span: from the start of the last good question to the end
// of the first good answer. Where the wall clock was set back meanwhile, the
// bounds are drawn out until they hold every instant between.
func (o outage) bounded() outage {
	o.span = Span{beginning, end}
	if o.before != nil {
		o.span.From = o.before.Start
	}
	if o.after != nil {
		o.span.To = o.after.End
	}
	slices.SortStableFunc(o.bad, func(a, b Observation) int { return cmp.Compare(a.Start, b.Start) })
	o.span.From = min(o.span.From, o.bad[0].Start)
	o.span.To = max(o.span.To, o.bad[len(o.bad)-1].Start, o.span.From)
	return o
}

// badIn returns the bad rounds of o that started in piece, ends included, and
// how many started before it.
func (o outage) badIn(piece Span) ([]Observation, int) {
	i := sort.Search(len(o.bad), func(i int) bool { return o.bad[i].Start >= piece.From })
	j := i + sort.Search(len(o.bad)-i, func(j int) bool { return o.bad[i+j].Start > piece.To })
	return o.bad[i:j], i
}

// unaskedIn reports whether a bad round in piece was put without controls.
func (s sight) unaskedIn(piece Span) bool {
	return slices.ContainsFunc(s.badIn(piece), func(o Observation) bool { return o.Unasked })
}

// proven returns the steps between bad rounds that follow one another. Any
// answer between them that is not bad breaks the step, a diagnostic one
// included; bad diagnostic answers count for nothing.
func proven(obs []Observation) spans {
	var steps []Span
	var last *Observation
	for i, o := range obs {
		if o.Verdict != Bad {
			last = nil
			continue
		}
		if o.Attempt > 0 {
			continue
		}
		if last != nil && o.follows(*last) {
			steps = append(steps, step(*last, o))
		}
		last = &obs[i]
	}
	return unite(steps)
}

// step is no longer than the interval, and never negative, whatever the wall
// clock did.
func step(o, p Observation) Span {
	took := max(0, min(p.Start-o.Start, o.interval()))
	return Span{o.Start, o.Start + took}
}

// badIn returns the bad rounds of s that started in piece. Where it was proven
// down there by rounds that started outside, it is the last one before.
func (s sight) badIn(piece Span) []Observation {
	var in, before []Observation
	for _, o := range s.in(piece) {
		bad, earlier := o.badIn(piece)
		in = append(in, bad...)
		before = append(before, o.bad[max(0, earlier-1):earlier]...)
	}
	if len(in) == 0 && len(before) > 0 && len(s.proven.within(piece)) > 0 {
		return before[len(before)-1:]
	}
	return in
}

// in returns the outages of s that reach into piece.
func (s sight) in(piece Span) []outage {
	i, _ := slices.BinarySearch(s.reach, piece.From)
	j := i
	for j < len(s.outages) && s.outages[j].span.From <= piece.To {
		j++
	}
	return s.outages[i:j]
}

// certain returns, as spans that hold both their ends, when in piece s knows
// the target down: proven time, and the starts of single bad rounds.
func (s sight) certain(piece Span) []Span {
	var list []Span
	for _, p := range s.proven.near(piece) {
		list = append(list, p.and(piece))
	}
	seen := map[record.Instant]bool{}
	for _, b := range s.badIn(piece) {
		if piece.holds(b.Start) && !seen[b.Start] && !s.proven.holds(b.Start) {
			seen[b.Start] = true
			list = append(list, Span{b.Start, b.Start})
		}
	}
	return list
}
