package incident

import (
	"testing"
	"time"

	"constat/store/record"
)

// rounds are consecutive ones of an interval of a minute, with the starts
// given in seconds: the first and the last good, those between bad.
func rounds(starts ...int) View {
	v := View{Vantage: "v"}
	for i, s := range starts {
		o := Observation{Round: record.Round(600 * i), Interval: 600, Verdict: Bad, Cause: "tcp-refused", Start: record.Instant(1000 * s)}
		if i == 0 || i == len(starts)-1 {
			o.Verdict, o.Cause = Good, NoCause
		}
		o.End = o.Start + 100
		v.Observations = append(v.Observations, o)
	}
	return v
}

func TestAClockSetForwardProvesAndWatchesNoMoreThanTheInterval(t *testing.T) {
	got := Standard().Derive(1, Span{0, 7200000}, []View{rounds(0, 60, 120, 3720, 3780)})
	if got.AtLeast != 2*time.Minute || got.Watched != 5*time.Minute {
		t.Errorf("at least %v, watched %v", got.AtLeast, got.Watched)
	}
}

func TestAClockSetBackProvesNothingTwice(t *testing.T) {
	got := Standard().Derive(1, Span{0, 7200000}, []View{rounds(3600, 3660, 3720, 180, 240, 300)})
	i := got.Incidents[0]
	if i.AtLeast != 2*time.Minute || i.FirstBad != 180000 || i.LastBad != 3720000 {
		t.Errorf("got %+v", i)
	}
	if i.LastGood.Instant > i.FirstBad || i.FirstGood.Instant < i.LastBad {
		t.Errorf("the bounds do not hold the instants between: %+v", i)
	}
}

func TestALateStartIsWatchedToTheNext(t *testing.T) {
	got := Standard().Derive(1, Span{0, 301000}, []View{rounds(0, 61, 120, 181, 241)})
	if got.NotWatched != 0 || got.AtLeast != 119*time.Second {
		t.Errorf("not watched %v, at least %v", got.NotWatched, got.AtLeast)
	}
}

func TestTheFirstGoodAnswerIsTheOneCompleteFirst(t *testing.T) {
	v := rounds(0, 60, 120)
	slow := v.Observations[2]
	slow.Start, slow.End = slow.Start-10, slow.End+5000
	v.Observations = append(v.Observations, slow)
	got := Standard().Derive(1, Span{0, 300000}, []View{v})
	if got.Incidents[0].FirstGood.Instant != 120100 {
		t.Errorf("got %v", got.Incidents[0].FirstGood)
	}
}
