package incident

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/store/record"
)

// doubted draws what is known of each clock: up to two seconds of doubt.
func doubted(t *rapid.T, vs []View) []View {
	vs = slices.Clone(vs)
	for i := range vs {
		vs[i].Clock = nil
		for range rapid.IntRange(0, 4).Draw(t, "doubts") {
			from := record.Instant(rapid.IntRange(-5000, 31000).Draw(t, "from"))
			vs[i].Clock = append(vs[i].Clock, Doubt{
				Span:   Span{from, from + record.Instant(rapid.IntRange(0, 20000).Draw(t, "to"))},
				Within: time.Duration(rapid.IntRange(0, 2_000_000).Draw(t, "within")) * time.Microsecond,
				Known:  rapid.Bool().Draw(t, "known"),
				Told:   rapid.Bool().Draw(t, "told"),
			})
		}
	}
	return vs
}

func TestWideningNeverAddsDowntime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, vs := method(t), views(t)
		before, after := m.Derive(0, half, vs), m.Derive(0, half, doubted(t, vs))
		if after.AtLeast > before.AtLeast || after.AtMost < before.AtMost || len(after.Incidents) != len(before.Incidents) {
			t.Fatalf("from %v to %v, then %v to %v", before.AtLeast, before.AtMost, after.AtLeast, after.AtMost)
		}
		for k, i := range after.Incidents {
			was := before.Incidents[k]
			if i.AtLeast > was.AtLeast || i.AtMost < was.AtMost || i.AtMost > was.AtMost+2*i.Clock+2*time.Millisecond || i.AtMost > half.length() {
				t.Fatalf("with %v: from %v to %v, then %v to %v", i.Clock, was.AtLeast, was.AtMost, i.AtLeast, i.AtMost)
			}
			if i.FirstBad != was.FirstBad || i.LastGood != was.LastGood || i.NotWatched < 0 || i.NotWatched > i.AtMost {
				t.Fatalf("%+v\n%+v", was, i)
			}
		}
	})
}

// A clock that can have been too far off makes records unknown. That never
// proves more, whatever the others saw.
func TestAClockTooFarOffNeverAddsDowntime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, vs := method(t), views(t)
		before := m.Derive(0, half, vs)
		off := doubted(t, vs)
		for i := range off {
			for k := range off[i].Clock {
				off[i].Clock[k].Within *= time.Duration(rapid.SampledFrom([]int{1, 1000}).Draw(t, "scale"))
			}
		}
		if after := m.Derive(0, half, off); after.AtLeast > before.AtLeast {
			t.Fatalf("at least grew from %v to %v", before.AtLeast, after.AtLeast)
		}
	})
}

func TestMoreDoubtNeverProvesMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, vs := method(t), doubted(t, views(t))
		before := m.Derive(0, half, vs)
		worse := slices.Clone(vs)
		i := rapid.IntRange(0, len(vs)-1).Draw(t, "to")
		worse[i].Clock = append(slices.Clone(vs[i].Clock), Doubt{Span: half, Within: time.Duration(rapid.IntRange(0, 3000).Draw(t, "more")) * time.Millisecond, Known: true})
		after := m.Derive(0, half, worse)
		if after.AtLeast > before.AtLeast || after.AtMost < before.AtMost {
			t.Fatalf("from %v to %v, then %v to %v", before.AtLeast, before.AtMost, after.AtLeast, after.AtMost)
		}
	})
}

// Every vantage's clock is wrong by its own amount, no more than it is taken
// to be: what is said still holds in true time.
func TestTheTruthLiesWithinTheBoundsOfWrongClocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := method(t)
		var downs []spans
		var vs []View
		for i := range rapid.IntRange(1, 3).Draw(t, "vantages") {
			downs = append(downs, truth(t))
			v := watch(t, fmt.Sprint("v", i), downs[i])
			off := rapid.IntRange(-1500, 1500).Draw(t, "off")
			for k := range v.Observations {
				v.Observations[k].Start += record.Instant(off)
				v.Observations[k].End += record.Instant(off)
			}
			v.Clock = []Doubt{{Span: Span{beginning, end}, Within: time.Duration(max(off, -off)) * time.Millisecond, Known: true}}
			vs = append(vs, v)
		}
		down := shared(m.Needed(len(vs)), downs...)
		for _, i := range m.Derive(0, half, vs).Incidents {
			w := record.Instant(i.Clock.Milliseconds())
			s := Span{half.From - w, half.To + w}
			if i.LastGood.Known {
				s.From = i.LastGood.Instant - w
			}
			if i.FirstGood.Known {
				s.To = i.FirstGood.Instant + w
			}
			if was := down.within(s).length(); was < i.AtLeast {
				t.Fatalf("down for %v, said at least %v: %+v", was, i.AtLeast, i)
			}
		}
	})
}

func TestDoubtsAreFoundWhereverTheyLie(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := doubted(t, []View{{}})[0]
		s := Span{record.Instant(rapid.IntRange(-6000, 32000).Draw(t, "from")), 0}
		s.To = s.From + record.Instant(rapid.IntRange(0, 9000).Draw(t, "long"))
		want, any := doubt{known: true, told: true}, false
		for _, d := range v.Clock {
			if d.meets(s) {
				want, any = want.and(doubt{d.Within, d.Within > 0, d.Known, d.Known && d.Told}), true
			}
		}
		want.told = want.told && any
		if got := doubtsOf(v.Clock).over(s, anyhow); got != want {
			t.Fatalf("over %v: got %+v, want %+v of %+v", s, got, want, v.Clock)
		}
	})
}
