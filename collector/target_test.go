package collector

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

// TestAStatementIsAskedAtOnce: and then on the grid of its first round, whatever stops
// lie between.
func TestAStatementIsAskedAtOnce(t *testing.T) {
	const day = 24 * 3600 * 10
	w := record.Watched{Target: record.Target{Interval: day, Question: record.Question{Kind: record.AskStatement}}}
	if got, _ := firstRound(w, 1000); got != 1001 {
		t.Errorf("first at %d", got)
	}
	w.Last = 1001
	for now, want := range map[record.Round]record.Round{500: 1001 + day, 1001: 1001 + day, 1002: 1001 + day, 1001 + day: 1001 + 2*day, 1001 + 5*day/2: 1001 + 3*day} {
		if got, _ := firstRound(w, now); got != want {
			t.Errorf("after %d at %d, want %d", now, got, want)
		}
	}
	w.Question.Kind = "http"
	if got, _ := firstRound(w, 1000); got != firstAfter(w.Chain, day, w.Last) {
		t.Errorf("a page at %d", got)
	}
}

// TestAStatementThatFailedIsAskedForSooner: ten minutes after, then twice as long each
// time, and once it is there an interval after that.
func TestAStatementThatFailedIsAskedForSooner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var asked []time.Duration
		p := &player{play: func(string) (time.Duration, record.Answer) {
			at := time.Since(start).Round(time.Minute)
			asked = append(asked, at)
			if at < time.Hour {
				return time.Second, bad()
			}
			return time.Second, good()
		}}
		w := watched("terms", 24*time.Hour)
		w.Question.Kind = record.AskStatement
		s := &memorySink{}
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Hour)
		defer cancel()
		if err := New(s, slog.New(slog.NewTextHandler(t.Output(), nil)), []record.Watched{w}, Options{Kinds: map[string]probe.Func{record.AskStatement: p.probe}}).Run(ctx); err != nil {
			t.Error(err)
		}
		if want := []time.Duration{0, 10 * time.Minute, 30 * time.Minute, 70 * time.Minute, 25*time.Hour + 10*time.Minute}; !slices.Equal(asked, want) || len(s.gaps) != 0 {
			t.Errorf("asked at %v, gaps %v", asked, s.gaps)
		}
	})
}

// TestAStatementThatFailedIsAskedForSoonerAfterAStop: at the next of the times at which
// it would have been.
func TestAStatementThatFailedIsAskedForSoonerAfterAStop(t *testing.T) {
	const minute, day = 600, 24 * 3600 * 10
	w := record.Watched{Last: 5, Failed: true, Target: record.Target{Interval: day, Question: record.Question{Kind: record.AskStatement}}}
	for now, want := range map[record.Round][2]int{10: {5 + 10*minute, 1}, 5 + 10*minute: {5 + 20*minute, 2}, 5 + 300*minute: {5 + 320*minute, 6}, 5 + day - 1: {5 + day, 9}, 5 + day: {5 + 2*day, 0}} {
		if got, missed := firstRound(w, now); got != record.Round(want[0]) || missed != want[1] {
			t.Errorf("after %d at %d, %d missed, want %v", now, got, missed, want)
		}
	}
	w.Interval = 5 * minute
	if got, _ := firstRound(w, 6); got != 5+5*minute {
		t.Errorf("at %d, though it is asked for more often", got)
	}
}
