package collector

import (
	"testing"

	"constat/store/record"
)

// TestAStatementIsAskedAtOnce: and then on the grid of its first round, whatever stops
// lie between.
func TestAStatementIsAskedAtOnce(t *testing.T) {
	const day = 24 * 3600 * 10
	w := record.Watched{Target: record.Target{Interval: day, Question: record.Question{Kind: record.AskStatement}}}
	if got := firstRound(w, 1000); got != 1001 {
		t.Errorf("first at %d", got)
	}
	w.Last = 1001
	for now, want := range map[record.Round]record.Round{500: 1001 + day, 1001: 1001 + day, 1002: 1001 + day, 1001 + day: 1001 + 2*day, 1001 + 5*day/2: 1001 + 3*day} {
		if got := firstRound(w, now); got != want {
			t.Errorf("after %d at %d, want %d", now, got, want)
		}
	}
	w.Question.Kind = "http"
	if got := firstRound(w, 1000); got != firstAfter(w.Chain, day, w.Last) {
		t.Errorf("a page at %d", got)
	}
}
