package pdf

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
)

// failing is a vantage that saw a target fail over stretches of the form
// "from-to verdict cause last", in seconds.
func failing(s *story, words ...string) dossier.Seen {
	var seen dossier.Seen
	at := func(n int) dossier.Time { return s.at(time.Duration(n) * time.Second) }
	for _, w := range words {
		var from, to, last int
		var verdict, cause string
		fmt.Sscanf(w, "%d-%d %s %s %d", &from, &to, &verdict, &cause, &last)
		st := dossier.Stretch{From: at(from), To: at(to), Verdict: verdict, Cause: cause, Rounds: 1, Last: at(last)}
		if last < from {
			st.Rounds = 0
		}
		seen.Stretches = append(seen.Stretches, st)
	}
	return seen
}

func TestAFailureIsDrawnNoLongerThanItWasSeen(t *testing.T) {
	s := newStory(20*time.Minute, time.Minute)
	for name, c := range map[string]struct{ seen, want []string }{
		"one failure is an instant":            {[]string{"60-120 bad tcp 60", "120-180 good - 120"}, []string{"60-60 bad", "60-120 unsettled", "120-180 good"}},
		"several run to the last":              {[]string{"60-240 bad tcp 180"}, []string{"60-180 bad", "180-240 unsettled"}},
		"another cause goes on":                {[]string{"60-120 bad tcp 60", "120-180 bad dns 120"}, []string{"60-120 bad", "120-120 bad", "120-180 unsettled"}},
		"a missing round breaks":               {[]string{"60-120 bad tcp 60", "120-180 bad tcp 120"}, []string{"60-60 bad", "60-120 unsettled", "120-120 bad", "120-180 unsettled"}},
		"one before the period is not drawn":   {[]string{"0-60 bad tcp -30"}, []string{"0-60 unsettled"}},
		"what is no failure runs to the round": {[]string{"0-60 good - 0", "60-120 slow - 60", "120-180 blocked - 120"}, []string{"0-60 good", "60-120 slow", "120-180 blocked"}},
	} {
		var got []string
		for _, p := range pieces(failing(s, c.seen...).Stretches) {
			zero := s.d.Period.From.Instant.Time()
			got = append(got, fmt.Sprintf("%g-%g %s", p.from.Sub(zero).Seconds(), p.to.Sub(zero).Seconds(), p.verdict))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestASingleFailureKeepsAMark(t *testing.T) {
	s := newStory(20*time.Minute, time.Minute)
	w := window{from: s.d.Period.From.Instant.Time(), to: s.d.Period.To.Instant.Time(), width: 120}
	cells := raster(w, failing(s, "0-60 good - 0", "60-120 bad tcp 60", "120-1200 good - 1140").Stretches)
	count := map[string]int{}
	for _, c := range cells {
		count[verdicts[c]]++
	}
	if count[bad] != 1 || count[unsettled] < 10 || count[unsettled] > len(cells)/20+1 {
		t.Errorf("strokes %v", count)
	}
}

func TestASquareWithoutAFailureIsNoFailure(t *testing.T) {
	s := newStory(20*time.Minute, time.Minute)
	from := s.d.Period.From.Instant.Time()
	target := dossier.Target{Seen: []dossier.Seen{
		failing(s, "0-60 good - 0", "60-180 bad tcp 120", "180-240 good - 180"),
		failing(s, "0-60 good - 0", "60-180 bad tcp 120"),
	}}
	for _, c := range []struct {
		from, to int
		want     string
	}{{55, 60, good}, {60, 65, bad}, {90, 95, bad}, {120, 125, bad}, {125, 130, unsettled}, {175, 180, unsettled}, {175, 185, good}, {300, 305, unwatched}} {
		if got := seenIn(target, from.Add(time.Duration(c.from)*time.Second), from.Add(time.Duration(c.to)*time.Second)); got != c.want {
			t.Errorf("from %d to %d: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}
