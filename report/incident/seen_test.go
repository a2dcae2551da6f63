package incident

import (
	"testing"

	"constat/store/record"
)

func TestAStretchSaysWhenItsLastRoundBegan(t *testing.T) {
	round := func(n int64, v Verdict) Observation {
		start := record.Instant(n * 60_000)
		return Observation{Round: record.Round(n * 600), Interval: 600, Start: start, End: start + 10, Verdict: v}
	}
	v := View{Observations: []Observation{round(0, Bad), round(1, Bad), round(2, Bad), round(3, Good), round(4, Bad)}}
	var got []record.Instant
	for _, s := range v.seen(Span{30_000, 300_000}).Stretches {
		got = append(got, s.Last)
	}
	if len(got) != 3 || got[0] != 120_000 || got[1] != 180_000 || got[2] != 240_000 {
		t.Errorf("last rounds %v", got)
	}
	if s := v.seen(Span{30_000, 50_000}).Stretches; len(s) != 1 || s[0].Last != 0 || s[0].Rounds != 0 {
		t.Errorf("a round that began before the period: %+v", s)
	}
}
