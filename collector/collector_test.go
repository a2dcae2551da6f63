package collector

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

func TestRoundsDoNotDriftOverADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		<-time.After(123456789 * time.Nanosecond) // off the grid
		rng := rand.New(rand.NewPCG(1, 2))
		p := &player{play: func(string) (time.Duration, record.Answer) {
			return time.Duration(rng.IntN(500)) * time.Millisecond, good()
		}}
		s, w := &memorySink{}, watched("shop", time.Minute)
		from, to := run(t, s, p, 24*time.Hour, Options{}, w)
		list, want := s.of(w), due(w, from, to)
		if len(list) != len(want) || len(want) != 1440 || len(s.gaps) != 0 {
			t.Fatalf("%d observations of %d rounds, gaps %v", len(list), len(want), s.gaps)
		}
		for i, o := range list {
			if o.Round != want[i] || o.Late < 0 || o.Late > 1 {
				t.Fatalf("round %d, want %d; %d ms late", o.Round, want[i], o.Late)
			}
			if kept := s.at[i].UnixMilli() - int64(o.Start()); kept > 2000 {
				t.Fatalf("round %d was kept after %d ms", o.Round, kept)
			}
		}
	})
}

func TestTargetsAreSpreadAndShareWakeUps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s := &player{play: steady}, &memorySink{}
		var targets []record.Watched
		for i := range 2000 {
			targets = append(targets, watched(fmt.Sprint("target-", i), time.Minute))
		}
		run(t, s, p, 3*time.Minute, Options{}, targets...)
		if len(s.seen) != 6000 {
			t.Fatalf("%d observations", len(s.seen))
		}
		perSecond, instants := map[int64]int{}, map[int64]bool{}
		for _, o := range s.seen {
			at := int64(o.Observation.Start())
			perSecond[at/1000]++
			instants[at] = true
			if at%100 > 1 {
				t.Fatalf("asked at %d ms, off the common grid", at)
			}
		}
		for second, n := range perSecond {
			if n > 70 { // 33 wanted, standard deviation under 6
				t.Errorf("%d questions in second %d", n, second)
			}
		}
		if len(instants) > 1800 {
			t.Errorf("%d wake-ups in 180 s", len(instants))
		}
		if s.calls > 250 {
			t.Errorf("%d transactions in 180 s", s.calls)
		}
	})
}

func TestRoundWhosePredecessorRunsIsAGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &player{play: func(string) (time.Duration, record.Answer) { return 2500 * time.Millisecond, good() }}
		s, w := &memorySink{}, watched("shop", time.Second)
		run(t, s, p, 30*time.Second, Options{}, w)
		if n := len(s.of(w)); n != 10 || s.lost("busy") != 20 || s.lost("") != 20 {
			t.Errorf("%d observations, gaps %v", n, s.gaps)
		}
	})
}

func TestFirstRoundComesAfterTheNewestKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, w := &player{play: steady}, &memorySink{}, watched("shop", time.Second)
		w.Last = record.Round(time.Now().UnixMilli()/100) + 36_000 // the wall clock was set back by an hour
		run(t, s, p, 10500*time.Millisecond, Options{}, w)
		list := s.of(w)
		if len(list) != 10 || list[0].Round <= w.Last {
			t.Fatalf("observations %v", list)
		}
		for _, o := range list {
			if d := int64(o.Start()) - 946684800000; d < 0 || d > 10_000 {
				t.Errorf("round %d started at %v", o.Round, o.Start())
			}
		}
	})
}

// wallAt steps the wall clock by d once so much time has gone by.
func wallAt(after, d time.Duration) func() time.Time {
	start := time.Now()
	return func() time.Time {
		now := time.Now()
		if now.Sub(start) >= after {
			return now.Add(d)
		}
		return now
	}
}

func TestWallClockSetBackChangesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, w := &player{play: steady}, &memorySink{}, watched("shop", time.Second)
		from, to := run(t, s, p, time.Minute, Options{wall: wallAt(20*time.Second, -time.Hour)}, w)
		if len(s.of(w)) != len(due(w, from, to)) || len(s.gaps) != 0 {
			t.Errorf("%d observations, gaps %v", len(s.of(w)), s.gaps)
		}
	})
}

func TestWallClockThatRunsAheadIsAGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, w := &player{play: steady}, &memorySink{}, watched("shop", 10*time.Second)
		from, to := run(t, s, p, 10*time.Minute, Options{wall: wallAt(5*time.Minute, time.Hour)}, w)
		list, want := s.of(w), due(w, from, to+36_000)
		if int64(len(list))+s.lost("clock") != int64(len(want)) || s.lost("") != s.lost("clock") {
			t.Fatalf("%d observations of %d rounds, gaps %v", len(list), len(want), s.gaps)
		}
		if n := s.lost("clock"); n < 359 || n > 361 {
			t.Errorf("%d rounds in a gap of an hour", n)
		}
		if len(list) < 58 {
			t.Errorf("%d observations in ten minutes", len(list))
		}
	})
}

func TestWakingTooLateIsAGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, stalled := time.Now(), false
		stall := func() time.Time { // holds the scheduler, once
			if !stalled && time.Since(start) > 20*time.Second {
				stalled = true
				<-time.After(7500 * time.Millisecond)
			}
			return time.Now()
		}
		p, s, w := &player{play: steady}, &memorySink{}, watched("shop", time.Second)
		from, to := run(t, s, p, time.Minute+500*time.Millisecond, Options{wall: stall}, w)
		if n := len(s.of(w)); int64(n)+s.lost("late") != int64(len(due(w, from, to))) || s.lost("late") < 6 || s.lost("late") > 7 {
			t.Errorf("%d observations, gaps %v", n, s.gaps)
		}
	})
}

func TestStopCutsWhatHangsAndSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &player{play: func(name string) (time.Duration, record.Answer) {
			return map[string]time.Duration{"slow": time.Second, "hanging": time.Hour}[name], good()
		}}
		s, slow, hanging := &memorySink{}, watched("slow", time.Minute), watched("hanging", time.Minute)
		for i := 0; phase(slow.Chain, slow.Interval) != phase(hanging.Chain, hanging.Interval); i++ {
			h := record.Sum(fmt.Append(nil, i))
			slow.Chain = record.Chain(h[:16])
		}
		first := firstAfter(slow.Chain, slow.Interval, record.Round(time.Now().UnixMilli()/100))
		end := time.Until(record.Instant(first.Millis()).Time()) + 500*time.Millisecond
		start := time.Now()
		run(t, s, p, end, Options{}, slow, hanging)
		if took := time.Since(start) - end; took < grace || took > grace+10*time.Millisecond {
			t.Errorf("the stop took %v", took)
		}
		if len(s.of(slow)) != 1 || len(s.of(hanging)) != 0 || s.lost("stopped") != 1 || s.lost("") != 1 {
			t.Errorf("seen %v, gaps %v", s.seen, s.gaps)
		}
	})
}

func TestBrokenProbeDoesNotEndTheWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, w, broken := &player{play: steady}, &memorySink{}, watched("shop", time.Second), watched("broken", time.Second)
		kinds := map[string]probe.Func{"http": p.probe, "broken": func(context.Context, probe.Ask) probe.Result { panic("no such page") }}
		broken.Question.Kind = "broken"
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if err := New(s, slog.New(slog.DiscardHandler), []record.Watched{w, broken}, Options{Kinds: kinds}).Run(ctx); err != nil {
			t.Fatal(err)
		}
		if len(s.of(w)) != 5 || len(s.of(broken)) != 5 {
			t.Errorf("%d and %d observations", len(s.of(w)), len(s.of(broken)))
		}
	})
}

// The same with real sockets and the real probe.
func TestRealTargetsEndToEnd(t *testing.T) {
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "open") }))
	t.Cleanup(shop.Close)
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	control := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(control.Close)
	var targets []record.Watched
	for _, url := range []string{shop.URL, closed.URL, control.URL} {
		w := watched(url, 200*time.Millisecond)
		w.Question = record.Question{Kind: "http", URL: url, Method: "GET", Timeout: 1000, BodyLimit: 1000, Conditions: []string{"[STATUS] == 200"}}
		w.Control = url == control.URL
		targets = append(targets, w)
	}
	targets[2].Interval = 6000
	ctx, cancel := context.WithCancel(t.Context())
	s := &endSink{enough: cancel}
	if err := New(s, slog.New(slog.NewTextHandler(t.Output(), nil)), targets, Options{}).Run(ctx); err != nil {
		t.Fatal(err)
	}
	open, refused, asked := s.of(targets[0]), s.of(targets[1]), s.of(targets[2])
	if len(open) < 3 || len(refused) < 3 || len(asked) < 1 {
		t.Fatalf("%d, %d and %d observations", len(open), len(refused), len(asked))
	}
	for _, o := range s.seen {
		switch o.Chain {
		case targets[0].Chain:
			if o.Answer.Status != 200 || string(o.Exchange.Body) != "open" || o.Observation.Control != record.NotAsked {
				t.Errorf("open: %+v", o)
			}
		case targets[1].Chain:
			if o.Answer.Fault != record.TCPRefused || o.Exchange != nil || o.Observation.Control != record.Answered {
				t.Errorf("refused: %+v", o)
			}
		}
	}
}

// An endSink calls enough once some of each was seen.
type endSink struct {
	memorySink
	enough func()
}

func (s *endSink) Observe(list []record.Seen) error {
	err := s.memorySink.Observe(list)
	if len(s.seen) > 12 {
		s.enough()
	}
	return err
}
