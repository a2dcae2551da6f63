package incident

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/store/record"
)

const second = record.Round(10)

// drawn is one observation of a vantage that asks every second and starts up
// to 0.3 s late.
func drawn(t *rapid.T, name string, verdicts ...Verdict) Observation {
	o := Observation{
		Round:    second * record.Round(rapid.IntRange(0, 30).Draw(t, name+" round")),
		Attempt:  rapid.SampledFrom([]uint8{0, 0, 0, 0, 1, 2}).Draw(t, name+" attempt"),
		Interval: second,
		Verdict:  rapid.SampledFrom(verdicts).Draw(t, name),
	}
	o.Start = record.Instant(o.Round.Millis()) + record.Instant(rapid.IntRange(0, 200).Draw(t, "late")) + record.Instant(o.Attempt)*300
	o.End = o.Start + record.Instant(rapid.IntRange(1, 90).Draw(t, "took"))
	if o.Verdict == Bad {
		o.Cause = rapid.SampledFrom([]Cause{"tcp-refused", "dns-nxdomain", HTTPStatus}).Draw(t, "cause")
	}
	o.Ref = Ref{"log", int64(o.Round), int(o.Attempt)}
	return o
}

// views are up to three vantages with most rounds there, most of them bad:
// each round at most once.
func views(t *rapid.T) []View {
	all := make([]View, rapid.IntRange(1, 3).Draw(t, "vantages"))
	for i := range all {
		all[i].Vantage = fmt.Sprint("v", i)
		seen := map[[2]int]bool{}
		for range rapid.IntRange(0, 60).Draw(t, "rounds") {
			o := drawn(t, all[i].Vantage, Good, Bad, Bad, Bad, Bad, Slow, Blocked, Unknown)
			o.Late = rapid.IntRange(0, 9).Draw(t, "late") == 9
			if k := [2]int{int(o.Round), int(o.Attempt)}; !seen[k] {
				seen[k] = true
				all[i].Observations = append(all[i].Observations, o)
			}
		}
	}
	return all
}

func method(t *rapid.T) Method {
	m := Standard()
	m.quorum = rapid.IntRange(0, 2).Draw(t, "quorum")
	return m
}

var half = Span{0, 31000}

// confirmed is the time that may be down by the quorum.
func confirmed(tl Timeline) spans {
	var list []Span
	for _, i := range tl.Incidents {
		s := half
		if i.LastGood.Known {
			s.From = i.LastGood.Instant
		}
		if i.FirstGood.Known {
			s.To = i.FirstGood.Instant
		}
		list = append(list, s)
	}
	return unite(list)
}

func TestAddingAGoodAnswerNeverAddsDowntime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, vs := method(t), views(t)
		before := m.Derive(0, half, vs)
		v := &vs[rapid.IntRange(0, len(vs)-1).Draw(t, "to")]
		v.Observations = append(slices.Clone(v.Observations), drawn(t, "added", Good))
		after := m.Derive(0, half, vs)
		if after.AtLeast > before.AtLeast {
			t.Fatalf("at least grew from %v to %v", before.AtLeast, after.AtLeast)
		}
		if was, is := confirmed(before), confirmed(after); is.and(was).length() != is.length() {
			t.Fatalf("possible time grew from %v to %v", was, is)
		}
	})
}

func TestDoubtNeverCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, vs := method(t), views(t)
		before := m.Derive(0, half, vs)
		v := &vs[rapid.IntRange(0, len(vs)-1).Draw(t, "to")]
		o := drawn(t, "added", Slow, Blocked, Unknown, Good, Bad)
		o.Late = o.Verdict == Good || o.Verdict == Bad
		v.Observations = append(slices.Clone(v.Observations), o)
		after := m.Derive(0, half, vs)
		if after.AtLeast > before.AtLeast {
			t.Fatalf("at least grew from %v to %v", before.AtLeast, after.AtLeast)
		}
		if was, is := confirmed(before), confirmed(after); is.and(was).length() != is.length() {
			t.Fatalf("possible time grew from %v to %v", was, is)
		}
	})
}

func TestOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, vs := method(t), views(t)
		want := m.Derive(3, half, vs)
		again := rapid.Permutation(vs).Draw(t, "views")
		for i := range again {
			again[i].Observations = rapid.Permutation(again[i].Observations).Draw(t, "observations")
			again[i].Observations = append(again[i].Observations, again[i].Observations...) // and twice
		}
		if got := m.Derive(3, half, again); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// wild sets the clock of each observation to anything.
func wild(t *rapid.T, vs []View) {
	for i := range vs {
		for j := range vs[i].Observations {
			o := &vs[i].Observations[j]
			o.Start = record.Instant(rapid.IntRange(-5000, 40000).Draw(t, "clock"))
			o.End = o.Start + record.Instant(rapid.IntRange(0, 500).Draw(t, "took"))
		}
	}
}

func TestBoundsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, vs := method(t), views(t)
		set := rapid.Bool().Draw(t, "wild clock")
		if set {
			wild(t, vs)
		}
		tl := m.Derive(0, half, vs)
		var sum time.Duration
		for _, i := range slices.Concat(tl.Incidents, tl.Unconfirmed) {
			if i.AtLeast < 0 || i.AtLeast > i.AtMost || i.FirstBad > i.LastBad || len(i.Causes) == 0 || len(i.Leaves) == 0 {
				t.Fatalf("incident %+v", i)
			}
			if i.LastGood.Known && i.LastGood.Instant > i.FirstBad || i.FirstGood.Known && i.LastBad > i.FirstGood.Instant {
				t.Fatalf("instants %+v", i)
			}
		}
		for _, i := range tl.Incidents {
			sum += i.AtLeast
		}
		if !set && (sum > tl.Watched || sum != tl.AtLeast) {
			t.Fatalf("the incidents' at least is %v, that of the target %v of %v", sum, tl.AtLeast, tl.Watched)
		}
		if tl.AtLeast > tl.AtMost || tl.AtMost > tl.Watched || tl.Watched+tl.NotWatched != half.length() {
			t.Fatalf("timeline %+v", tl)
		}
		for _, s := range tl.Seen {
			checkStretches(t, s)
		}
	})
}

func checkStretches(t *rapid.T, s Seen) {
	last := half.From
	for _, r := range s.Stretches {
		if r.From < last || r.To <= r.From || r.To > half.To {
			t.Fatalf("stretches of %s: %v", s.Vantage, s.Stretches)
		}
		last = r.To
	}
}

// truth is when a target was down as one vantage would have seen it, had it
// asked all the time. It is up for 1.6 s at least: a good answer falls into
// each such time, or a round is missing.
func truth(t *rapid.T) spans {
	var down []Span
	at := record.Instant(rapid.IntRange(0, 4000).Draw(t, "first"))
	for at < half.To {
		to := at + record.Instant(rapid.IntRange(1, 6000).Draw(t, "down"))
		down = append(down, Span{at, to})
		at = to + record.Instant(rapid.IntRange(1600, 7000).Draw(t, "up"))
	}
	return unite(down)
}

// watch asks every second whether truth is down, and sometimes fails to.
func watch(t *rapid.T, name string, down spans) View {
	v := View{Vantage: name}
	phase := record.Round(rapid.IntRange(0, 9).Draw(t, "phase"))
	for r := phase; r < 310; r += second {
		o := Observation{Round: r, Interval: second, Verdict: Good}
		o.Start = record.Instant(r.Millis()) + record.Instant(rapid.IntRange(0, 300).Draw(t, "late"))
		o.End = o.Start + record.Instant(rapid.IntRange(1, 400).Draw(t, "took"))
		if down.holds(o.Start) {
			o.Verdict, o.Cause = Bad, "tcp-refused"
		}
		switch rapid.IntRange(0, 15).Draw(t, "luck") {
		case 13:
			o.Verdict, o.Cause = Unknown, ControlsFailed
		case 14:
			o.Late = true
		case 15:
			continue
		}
		v.Observations = append(v.Observations, o)
	}
	return v
}

func TestTruthLiesWithinTheBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := method(t)
		var downs []spans
		var vs []View
		for i := range rapid.IntRange(1, 3).Draw(t, "vantages") {
			downs = append(downs, truth(t))
			vs = append(vs, watch(t, fmt.Sprint("v", i), downs[i]))
		}
		tl := m.Derive(0, half, vs)
		down := shared(m.Needed(len(vs)), downs...)
		for _, i := range tl.Incidents {
			s := confirmed(Timeline{Incidents: []Incident{i}})[0]
			if was := down.within(s.and(half)).length(); was < i.AtLeast || was > i.AtMost {
				t.Fatalf("down for %v, said %v to %v: %+v", was, i.AtLeast, i.AtMost, i)
			}
			for _, d := range down {
				// With fewer than all needed, another vantage may have been
				// down beside without a single bad round.
				all := m.Needed(len(vs)) >= len(vs)
				if all && i.AtLeast > 0 && d.From <= i.FirstBad && i.LastBad <= d.To && (d.From < s.From || d.To > s.To) && half.holds(d.From) && half.holds(d.To) {
					t.Fatalf("down %v reaches beyond %v", d, s)
				}
			}
		}
		if was := down.within(half).length(); tl.AtLeast > was {
			t.Fatalf("down for %v, said at least %v", was, tl.AtLeast)
		}
	})
}
