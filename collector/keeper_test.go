package collector

import (
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

func TestFailingSinkLosesNothingWithinTheBound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		s := &memorySink{broken: func() bool { d := time.Since(start); return d > time.Minute && d < 20*time.Minute }}
		p, w := &player{play: steady}, watched("shop", time.Second)
		from, to := run(t, s, p, 30*time.Minute, Options{}, w)
		if len(s.of(w)) != len(due(w, from, to)) || len(s.gaps) != 0 {
			t.Errorf("%d observations of %d, gaps %v", len(s.of(w)), len(due(w, from, to)), s.gaps)
		}
	})
}

func TestSinkThatStaysBrokenEndsWithAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &memorySink{broken: func() bool { return true }}
		k := newKeeper(s, slog.New(slog.NewTextHandler(t.Output(), nil)))
		done := make(chan error, 1)
		go func() { done <- k.run() }()
		k.add(record.Seen{}, false)
		start := time.Now()
		close(k.closing)
		if err := <-done; err == nil || time.Since(start) > 2*lastTries {
			t.Errorf("error %v after %v", err, time.Since(start))
		}
	})
}

// A choosySink can never keep one round.
type choosySink struct {
	memorySink
	never record.Round
}

func (s *choosySink) Observe(list []record.Seen) error {
	for _, o := range list {
		if o.Observation.Round == s.never {
			return fmt.Errorf("round %d: %w", s.never, record.ErrRefused)
		}
	}
	return s.memorySink.Observe(list)
}

func TestWhatIsRefusedDoesNotStopTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &choosySink{never: 7}
		k := newKeeper(s, slog.New(slog.DiscardHandler))
		done := make(chan error, 1)
		go func() { done <- k.run() }()
		for i := range 20 {
			k.add(record.Seen{Observation: record.Observation{Round: record.Round(i)}}, false)
		}
		close(k.closing)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if len(s.seen) != 19 || len(s.gaps) != 1 || s.gaps[0] != (record.Gap{From: 700, To: 700, Reason: "refused", Rounds: 1}) {
			t.Errorf("%d kept, gaps %v", len(s.seen), s.gaps)
		}
	})
}

func TestWhatWaitsIsBounded(t *testing.T) {
	k := newKeeper(&memorySink{}, slog.New(slog.DiscardHandler))
	body := make([]byte, 1<<20)
	for i := range maxHeld + 10 {
		s := record.Seen{Observation: record.Observation{Round: record.Round(i)}}
		if i >= maxHeld-100 {
			s.Exchange = &record.Exchange{Body: body}
		}
		k.add(s, false)
	}
	if len(k.queue) != maxHeld || k.bytes > maxBytes {
		t.Errorf("%d observations, %d bytes", len(k.queue), k.bytes)
	}
	if len(k.gaps) != 1 || k.gaps[0] != (record.Gap{From: 0, To: 900, Reason: "storage", Rounds: 10}) {
		t.Errorf("gaps %v", k.gaps)
	}
	with := 0
	for _, s := range k.queue {
		if s.Exchange != nil {
			with++
		}
	}
	if with != maxBytes>>20 {
		t.Errorf("%d exchanges wait", with)
	}
	close(k.closing)
	if err := k.run(); err != nil || len(k.queue) != 0 || k.bytes != 0 {
		t.Errorf("%v; %d observations, %d bytes left", err, len(k.queue), k.bytes)
	}
}

func TestGapsOfOneReasonAreOneEntry(t *testing.T) {
	var gaps []record.Gap
	for _, g := range []record.Gap{{From: 5, To: 6, Reason: "busy", Rounds: 2}, {From: 9, To: 9, Reason: "late", Rounds: 1}, {From: 1, To: 2, Reason: "busy", Rounds: 2}} {
		gaps = merge(gaps, g)
	}
	if len(gaps) != 2 || gaps[0] != (record.Gap{From: 1, To: 6, Reason: "busy", Rounds: 4}) {
		t.Errorf("gaps %v", gaps)
	}
}
