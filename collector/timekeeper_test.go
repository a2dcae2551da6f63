package collector

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

// A clockSink keeps clock entries, and when they came.
type clockSink struct {
	mu     sync.Mutex
	list   []record.Clock
	at     []time.Time
	broken bool
}

func (s *clockSink) Observe([]record.Seen) error { return errors.New("not of the clock") }

func (s *clockSink) Append(entries ...record.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return errFull
	}
	for _, e := range entries {
		if _, err := record.Encode(e); err != nil {
			return err
		}
		s.list, s.at = append(s.list, e.(record.Clock)), append(s.at, time.Now())
	}
	return nil
}

func (s *clockSink) reasons() (all []string) {
	for _, c := range s.list {
		all = append(all, c.Reason)
	}
	return all
}

// gained is the sum of all steps.
func (s *clockSink) gained() (sum time.Duration) {
	for _, c := range s.list {
		sum += time.Duration(c.Step) * time.Microsecond
	}
	return sum
}

// promptly answers at once, and never lies.
func promptly(_ context.Context, server string) record.Told {
	return record.Told{Server: server, Within: 500, Delay: 900, Stratum: 2, Reference: "192.0.2.1"}
}

// never answers, for as long as it is given.
func never(ctx context.Context, server string) record.Told {
	<-ctx.Done()
	return unheard(server, ctx.Err())
}

// keep runs a timekeeper for so long by the false clock, and does things
// meanwhile.
func keep(t *testing.T, s *clockSink, k *Timekeeper, d time.Duration, meanwhile func(context.Context)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	done := make(chan struct{})
	go func() { k.Run(ctx); close(done) }()
	if meanwhile != nil {
		meanwhile(ctx)
	}
	<-done
}

func timekeeper(t *testing.T, s *clockSink, ask func(context.Context, string) record.Told, wall func() time.Time, servers ...string) *Timekeeper {
	k := newTimekeeper(s, slog.New(slog.NewTextHandler(t.Output(), nil)), servers, wall)
	k.ask = ask
	return k
}

func TestTimeServersAreAskedAtStartEveryHourAndAtStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, begun := &clockSink{}, time.Now()
		k := timekeeper(t, s, promptly, time.Now, "a.example", "b.example")
		keep(t, s, k, 3*time.Hour+30*time.Minute, nil)
		if got := s.reasons(); !slices.Equal(got, []string{"start", "hourly", "hourly", "hourly", "stop"}) {
			t.Fatalf("asked at %v", got)
		}
		for i, after := range []time.Duration{0, time.Hour, 2 * time.Hour, 3 * time.Hour, 3*time.Hour + 30*time.Minute} {
			if got := s.at[i].Sub(begun); got != after {
				t.Errorf("entry %d came after %v, want %v", i, got, after)
			}
		}
		for _, c := range s.list {
			if len(c.Servers) != 2 || c.Servers[0].Server != "a.example" || c.Servers[1].Server != "b.example" || c.Step != 0 {
				t.Errorf("%+v", c)
			}
		}
	})
}

func TestIncidentsHaveServersAskedOnceAMinuteAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &clockSink{}
		k := timekeeper(t, s, promptly, time.Now, "a.example")
		keep(t, s, k, 10*time.Minute+30*time.Second, func(ctx context.Context) {
			<-time.After(5 * time.Minute)
			for i := 0; i < 60; i++ {
				k.Incident()
				<-time.After(5 * time.Second)
			}
		})
		asked := 0
		for i, c := range s.list {
			if c.Reason == "incident" {
				asked++
			}
			if i > 0 && c.Reason != "stop" && s.at[i].Sub(s.at[i-1]) < time.Minute {
				t.Errorf("%s came %v after %s", c.Reason, s.at[i].Sub(s.at[i-1]), s.list[i-1].Reason)
			}
		}
		if asked != 5 && asked != 6 || s.at[1].Sub(s.at[0]) != 5*time.Minute {
			t.Errorf("asked %d times, at %v", asked, s.at)
		}
	})
}

// A wall clock set either way is entered without any server, by whoever wakes
// up, and the watch goes on as it did.
func TestAStepIsEnteredAtOnceAndNeverRepaired(t *testing.T) {
	for _, by := range []time.Duration{time.Hour, -time.Hour, 1500 * time.Millisecond, -150 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			wall := wallAt(5*time.Minute, by)
			s, m, begun := &clockSink{}, &memorySink{}, time.Now()
			k := timekeeper(t, s, promptly, wall)
			keep(t, s, k, 10*time.Minute, func(context.Context) {
				run(t, m, &player{play: steady}, 10*time.Minute, Options{wall: wall, Clock: k}, watched("shop", 7*time.Second))
			})
			if len(s.list) != 1 || s.list[0].Reason != "step" || len(s.list[0].Servers) != 0 || s.gained() != by {
				t.Fatalf("a step of %v: %+v", by, s.list)
			}
			if after := s.at[0].Sub(begun); after < 5*time.Minute || after > 5*time.Minute+longestSleep {
				t.Errorf("a step of %v was entered after %v", by, after)
			}
			if told, want := s.list[0].Time.Time(), s.at[0].Add(by); told.Sub(want).Abs() > time.Millisecond {
				t.Errorf("it was entered at %v, by a clock that showed %v", told, want)
			}
		})
	}
}

func TestAStepHasServersAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &clockSink{}
		wall := wallAt(5*time.Minute, -3*time.Second)
		k := timekeeper(t, s, promptly, wall, "a.example")
		keep(t, s, k, 10*time.Minute, func(ctx context.Context) {
			for ctx.Err() == nil {
				k.look()
				<-time.After(time.Second)
			}
		})
		if got := s.reasons(); !slices.Equal(got, []string{"start", "step", "step", "stop"}) {
			t.Fatalf("asked at %v", got)
		}
		if s.list[1].Step != -3_000_000 || len(s.list[1].Servers) != 0 || s.list[2].Step != 0 || len(s.list[2].Servers) != 1 {
			t.Errorf("%+v", s.list)
		}
	})
}

// Whatever the clock does and whenever entries fail, the steps entered add up
// to what it gained.
func TestNothingTheClockGainsIsLost(t *testing.T) {
	for seed := range uint64(20) {
		synctest.Test(t, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 7))
			var mu sync.Mutex
			var ahead time.Duration
			wall := func() time.Time { mu.Lock(); defer mu.Unlock(); return time.Now().Add(ahead) }
			s := &clockSink{}
			k := timekeeper(t, s, promptly, wall, "a.example")
			keep(t, s, k, 3*time.Hour, func(ctx context.Context) {
				for {
					<-time.After(time.Duration(rng.IntN(600)) * time.Second)
					if ctx.Err() != nil {
						return
					}
					mu.Lock()
					ahead += time.Duration(rng.IntN(2_000_001)-1_000_000) * time.Microsecond
					mu.Unlock()
					s.mu.Lock()
					s.broken = rng.IntN(3) == 0
					s.mu.Unlock()
					k.look()
					synctest.Wait()
				}
			})
			if last := s.list[len(s.list)-1]; last.Reason == "stop" && s.gained() != ahead {
				t.Errorf("seed %d: the clock gained %v, entered %v", seed, ahead, s.gained())
			}
		})
	}
}

func TestASilentServerDelaysNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, m, w := &clockSink{}, &memorySink{}, watched("shop", time.Second)
		k := timekeeper(t, s, never, time.Now, "silent.example")
		begun := time.Now()
		var from, to record.Round
		keep(t, s, k, 2*time.Minute, func(context.Context) {
			from, to = run(t, m, &player{play: steady}, time.Minute, Options{Clock: k}, w)
		})
		if len(m.of(w)) != len(due(w, from, to)) || len(m.gaps) != 0 {
			t.Errorf("%d observations of %d rounds", len(m.of(w)), len(due(w, from, to)))
		}
		if s.at[0].Sub(begun) != askPatience || s.list[0].Servers[0].Fault == "" {
			t.Errorf("given up after %v: %+v", s.at[0].Sub(begun), s.list[0])
		}
		if took := time.Since(begun); took > 2*time.Minute+lastPatience {
			t.Errorf("it stopped after %v", took)
		}
	})
}

// An asking that a stop cuts short says nothing of the servers.
func TestAnAskingThatIsCutShortIsNotEntered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &clockSink{}
		k := timekeeper(t, s, never, time.Now, "silent.example")
		keep(t, s, k, time.Second, nil)
		if got := s.reasons(); !slices.Equal(got, []string{"stop"}) {
			t.Errorf("entered %v", got)
		}
	})
}

func TestAnswersOverAStepAreNotBelieved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &clockSink{}
		wall := wallAt(time.Second, time.Hour)
		k := timekeeper(t, s, func(ctx context.Context, server string) record.Told {
			<-time.After(2 * time.Second)
			return promptly(ctx, server)
		}, wall, "a.example")
		keep(t, s, k, 10*time.Second, nil)
		if c := s.list[0]; c.Step != time.Hour.Microseconds() || c.Servers[0].Fault != "the clock was set meanwhile" {
			t.Errorf("%+v", c)
		}
	})
}

func TestOtherServersAreAskedFromThenOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &clockSink{}
		k := timekeeper(t, s, promptly, time.Now)
		keep(t, s, k, 90*time.Minute, func(context.Context) {
			<-time.After(10 * time.Minute)
			k.Use([]string{"b.example"})
		})
		if got := s.reasons(); !slices.Equal(got, []string{"start", "hourly", "stop"}) || s.list[0].Servers[0].Server != "b.example" {
			t.Errorf("%+v", s.list)
		}
	})
}
