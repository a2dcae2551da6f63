package incident

import (
	"cmp"
	"slices"
	"time"

	"constat/store/record"
)

// An Observation is one question and what its answer counts for.
type Observation struct {
	Round    record.Round
	Attempt  uint8          // 0 for the scheduled question, 1.. for diagnostic ones
	Interval record.Round   // of the target when it was asked
	Start    record.Instant // the question left
	End      record.Instant // the answer was complete or given up
	Took     time.Duration  // from one to the other, finer than either
	Verdict  Verdict
	Cause    Cause
	Status   int
	Detail   string
	Place    Place
	Late     bool  // the record was sealed too late: shown, never counted
	Unasked  bool  // it failed, and no controls were asked
	Defined  int64 // leaf of the definition it was put by, in the log of Ref
	Ref      Ref
}

// A View is what one vantage saw of one question.
type View struct {
	Vantage  string
	Controls bool // the vantage asks controls, so that it knows its own network
	Attested bool // independent authorities bound the time of its records
	// ShownFrom and ShownTo are known where more was observed before or after
	// than is given here: nothing can be said of it.
	ShownFrom, ShownTo Moment
	// Changed are the instants at which the vantage's target began or ceased
	// to ask this question instead of another.
	Changed []record.Instant
	// Clock says how far the vantage's clock can have been off, and when. Where
	// it says nothing, nobody looked at the clock.
	Clock        []Doubt
	Observations []Observation // in any order
}

// settled returns o as it counts: what came late tells nothing, and no more
// does what a clock too far off dated.
func (o Observation) settled(m Method, clock doubts) Observation {
	switch {
	case o.Late:
		o.Verdict, o.Cause = Unknown, TooLate
	case m.ClockWithin > 0 && clock.over(Span{o.Start, o.End}, anyhow).within > m.ClockWithin:
		o.Verdict, o.Cause = Unknown, ClockOff
	}
	return o
}

// ClockOff returns whether v's clock, as it says itself, can have been too far
// off for what it dated from one instant to another to count.
func (v View) ClockOff(m Method) func(from, to record.Instant) bool {
	clock := doubtsOf(v.Clock)
	return func(from, to record.Instant) bool {
		return m.ClockWithin > 0 && clock.over(Span{from, to}, anyhow).within > m.ClockWithin
	}
}

// follows reports whether o is the round right after p.
func (o Observation) follows(p Observation) bool {
	return o.Interval == p.Interval && o.Round-p.Round == o.Interval
}

func (o Observation) interval() record.Instant { return record.Instant(o.Interval.Millis()) }

// compare orders observations by round and attempt. The rest makes the order
// whole, so that the order of arrival changes nothing.
func compare(a, b Observation) int {
	return cmp.Or(
		cmp.Compare(a.Round, b.Round), cmp.Compare(a.Attempt, b.Attempt),
		cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Interval, b.Interval),
		cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(a.Cause, b.Cause),
		cmp.Compare(a.Status, b.Status), cmp.Compare(a.Detail, b.Detail),
		cmp.Compare(a.Ref.Log, b.Ref.Log), cmp.Compare(a.Ref.Leaf, b.Ref.Leaf), cmp.Compare(a.Ref.Item, b.Ref.Item),
		cmp.Compare(a.Defined, b.Defined),
	)
}

// gather returns the views in alphabetical order, one per vantage, with their
// observations settled and in order. Views of one vantage are one: a vantage
// must not confirm itself.
func (m Method) gather(views []View) []View {
	byName := map[string]View{}
	for i, v := range views {
		g, ok := byName[v.Vantage]
		if !ok {
			g = View{Vantage: v.Vantage, Controls: true, Attested: true, ShownFrom: v.ShownFrom, ShownTo: v.ShownTo}
		}
		g.ShownFrom, g.ShownTo = g.shown(v)
		g.Controls, g.Attested = g.Controls && v.Controls, g.Attested && v.Attested
		g.Changed = append(g.Changed, v.Changed...)
		own := v.ownClock(slices.Concat(views[:i], views[i+1:]))
		g.Clock = append(g.Clock, own...)
		clock := doubtsOf(own)
		g.Observations = slices.Grow(g.Observations, len(v.Observations))
		for _, o := range v.Observations {
			g.Observations = append(g.Observations, o.settled(m, clock))
		}
		byName[v.Vantage] = g
	}
	all := make([]View, 0, len(byName))
	for _, g := range byName {
		if !slices.IsSortedFunc(g.Observations, compare) {
			slices.SortFunc(g.Observations, compare)
		}
		g.Observations = slices.Compact(g.Observations)
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b View) int { return cmp.Compare(a.Vantage, b.Vantage) })
	return all
}

// shown returns from when and to when v, and w of the same vantage, show it:
// the one that begins first says from when, the one that ends last to when.
func (v View) shown(w View) (from, to Moment) {
	from, to = v.ShownFrom, v.ShownTo
	if len(v.Observations) == 0 || len(w.Observations) == 0 {
		if len(v.Observations) == 0 {
			return w.ShownFrom, w.ShownTo
		}
		return from, to
	}
	first := func(v View) record.Instant { return slices.MinFunc(v.Observations, compare).Start }
	last := func(v View) record.Instant { return slices.MaxFunc(v.Observations, compare).Start }
	if first(w) < first(v) {
		from = w.ShownFrom
	}
	if last(w) > last(v) {
		to = w.ShownTo
	}
	return from, to
}

// scheduled returns the rounds among obs, diagnostic questions left out.
func scheduled(obs []Observation) []Observation {
	if !slices.ContainsFunc(obs, func(o Observation) bool { return o.Attempt > 0 }) {
		return obs
	}
	var rounds []Observation
	for _, o := range obs {
		if o.Attempt == 0 {
			rounds = append(rounds, o)
		}
	}
	return rounds
}

// owned returns the time that each round stands for: from its start to the
// start of the round after it, or for one interval where that round is
// missing. A round may start late by less than an interval; a wall clock that
// moved further was set, and then an interval is an interval.
func owned(rounds []Observation) []Span {
	list := make([]Span, len(rounds))
	for i, o := range rounds {
		to := o.Start + o.interval()
		if i+1 < len(rounds) {
			to = next(o, rounds[i+1])
		}
		list[i] = Span{o.Start, to}
	}
	return list
}

func next(o, p Observation) record.Instant {
	step, interval := p.Start-o.Start, o.interval()
	if p.follows(o) && step < 2*interval {
		return o.Start + max(step, 0)
	}
	return o.Start + max(min(step, interval), 0)
}

// longest returns the longest interval in views.
func longest(views []View) time.Duration {
	var most record.Instant
	for _, v := range views {
		for _, o := range v.Observations {
			most = max(most, o.interval())
		}
	}
	return time.Duration(most) * time.Millisecond
}
