package incident

import (
	"testing"
	"time"

	"constat/store/record"
)

func TestShareRoundsAwayFromWhatItSays(t *testing.T) {
	tests := []struct {
		watched, atLeast, atMost time.Duration
		want                     Availability
	}{
		{31 * time.Hour, 0, 31 * time.Hour, Availability{"0.000000", "100.000000", "0/1", "100/1"}},
		{31 * time.Hour, 15 * time.Minute, time.Hour, Availability{"96.774193", "99.193549", "3000/31", "3075/31"}},
		{1e9 * time.Second, time.Millisecond, time.Millisecond, Availability{"99.999999", "100.000000", "999999999999/10000000000", "999999999999/10000000000"}},
		{3 * time.Second, 2997 * time.Millisecond, 2999 * time.Millisecond, Availability{"0.033333", "0.100000", "1/30", "1/10"}},
		{0, 0, 0, Availability{"0.000000", "100.000000", "0/1", "100/1"}},
	}
	for _, test := range tests {
		if got := Share(test.watched, test.atLeast, test.atMost); got != test.want {
			t.Errorf("%v down %v to %v: got %+v", test.watched, test.atLeast, test.atMost, got)
		}
	}
}

func TestLatencyIsByNearestRankOfGoodScheduledAnswers(t *testing.T) {
	v := View{Vantage: "v"}
	for i := range 20 { // 1..20 ms, last first
		start := record.Instant(1000 * i)
		v.Observations = append(v.Observations, Observation{Round: record.Round(10 * i), Interval: 10, Start: start, Took: time.Duration(20-i) * time.Millisecond, Verdict: Good})
	}
	v.Observations = append(v.Observations,
		Observation{Round: 5, Attempt: 1, Interval: 10, Start: 500, Took: 9 * time.Second, Verdict: Good},
		Observation{Round: 200, Interval: 10, Start: 20000, Took: 10 * time.Second, Verdict: Bad},
		Observation{Round: 210, Interval: 10, Start: 21000, Took: 9 * time.Second, Verdict: Good, Late: true},
		Observation{Round: 900, Interval: 10, Start: 90000, Took: 7001 * time.Nanosecond, Verdict: Good},
		Observation{Round: 1000, Interval: 10, Start: 100000, Took: time.Millisecond, Verdict: Good})
	got := Standard().Latencies(Span{0, 100000}, 60*time.Second, v)
	want := []Latency{{Span{0, 60000}, 2000, 10000, 18000, 20}, {Span{60000, 100000}, 7, 7, 7, 1}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %v, want %v", got, want)
	}
}
