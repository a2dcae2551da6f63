package collector

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

// many returns n targets that fail, and the control.
func many(n int) []record.Watched {
	targets := []record.Watched{control("control", 30*time.Second)}
	for i := range n {
		targets = append(targets, watched(fmt.Sprint("shop-", i), 5*time.Second))
	}
	return targets
}

func TestControlsAreAskedAtMostOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s := &player{}, &memorySink{}
		p.play = func(name string) (time.Duration, record.Answer) {
			if name == "control" {
				return 30 * time.Millisecond, good()
			}
			return 0, bad()
		}
		targets := many(200)
		run(t, s, p, time.Minute, Options{}, targets...)
		asked := s.of(targets[0])
		if len(asked) < 55 || len(asked) > 63 {
			t.Errorf("the control was asked %d times in a minute", len(asked))
		}
		adhoc, scheduled := time.Time{}, 0
		for i, at := range p.asked["control"] {
			if asked[i].Attempt == 0 {
				scheduled++
				continue
			}
			if !adhoc.IsZero() && at.Sub(adhoc) < time.Second {
				t.Errorf("asked again after %v", at.Sub(adhoc))
			}
			adhoc = at
		}
		if scheduled != 2 {
			t.Errorf("%d scheduled rounds", scheduled)
		}
		for _, o := range s.seen {
			if o.Chain != targets[0].Chain && (o.Observation.Control != record.Answered || o.Answer.Fault != record.TCPRefused) {
				t.Fatalf("%+v", o)
			}
		}
		if s.lost("") != 0 {
			t.Errorf("gaps %v", s.gaps)
		}
	})
}

func TestOneControlThatAnswersIsEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, w := &player{}, &memorySink{}, watched("shop", 10*time.Second)
		p.play = func(name string) (time.Duration, record.Answer) {
			switch name {
			case "hangs":
				return 20 * time.Second, bad()
			case "answers":
				return 50 * time.Millisecond, record.Answer{Status: 503} // whole, whatever it says
			}
			return 0, record.Answer{Status: 200, Conditions: "tf"}
		}
		run(t, s, p, time.Minute, Options{}, w, control("hangs", time.Hour), control("answers", time.Hour))
		for i, o := range s.seen {
			if o.Chain != w.Chain {
				continue
			}
			if o.Observation.Control != record.Answered {
				t.Errorf("control %d", o.Observation.Control)
			}
			if d := s.at[i].UnixMilli() - int64(o.Observation.Start()); d > 100 {
				t.Errorf("a failure was kept after %d ms", d)
			}
		}
		if len(s.of(w)) != 6 {
			t.Errorf("%d observations", len(s.of(w)))
		}
	})
}

func TestAllControlsFailingKeepsTheRawAnswer(t *testing.T) {
	for _, took := range []time.Duration{10 * time.Millisecond, time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			p, s, w := &player{}, &memorySink{}, watched("shop", time.Second)
			p.play = func(name string) (time.Duration, record.Answer) {
				if name == "shop" {
					return 0, bad()
				}
				return took, record.Answer{Fault: record.TCPTimeout, Detail: "timeout"}
			}
			from, to := run(t, s, p, 30*time.Second, Options{}, w, control("a", time.Hour), control("b", time.Hour))
			list := s.of(w)
			if len(list) != len(due(w, from, to)) {
				t.Errorf("%d observations", len(list))
			}
			for i, o := range s.seen {
				if o.Chain != w.Chain {
					continue
				}
				if o.Observation.Control != record.AllFailed || o.Answer.Fault != record.TCPRefused {
					t.Fatalf("%+v", o)
				}
				if d := s.at[i].UnixMilli() - int64(o.Observation.Start()); d > 5100+grace.Milliseconds() {
					t.Errorf("kept after %d ms", d)
				}
			}
		})
	}
}

func TestWithoutControlsNoneIsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, w := &player{}, &memorySink{}, watched("shop", time.Second)
		p.play = func(string) (time.Duration, record.Answer) { return 0, bad() }
		run(t, s, p, 5*time.Second, Options{}, w)
		for _, o := range s.of(w) {
			if o.Control != record.NotAsked {
				t.Errorf("control %d", o.Control)
			}
		}
	})
}

func TestControlsFailingByThemselvesAskNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s := &player{}, &memorySink{}
		p.play = func(string) (time.Duration, record.Answer) { return 0, bad() }
		a, b := control("a", 10*time.Second), control("b", 10*time.Second)
		run(t, s, p, time.Minute, Options{}, a, b)
		if len(s.of(a)) != 6 || len(s.of(b)) != 6 {
			t.Errorf("%d and %d observations", len(s.of(a)), len(s.of(b)))
		}
	})
}

// A failure that comes at the very instant of a control's round finds that
// round being asked: the round is not lost to the question it asks for.
func TestFailureInAControlsRoundSharesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, shop, c := &player{}, &memorySink{}, watched("shop", 2*time.Second), control("control", 2*time.Second)
		apart := (phase(c.Chain, 20) - phase(shop.Chain, 20) + 20) % 20
		p.play = func(name string) (time.Duration, record.Answer) {
			if name == "shop" {
				return time.Duration(apart) * 100 * time.Millisecond, bad()
			}
			return time.Millisecond, good()
		}
		run(t, s, p, time.Minute, Options{}, shop, c)
		if s.lost("") != 0 || len(s.of(c)) > 31 {
			t.Errorf("%d answers of the control, gaps %v", len(s.of(c)), s.gaps)
		}
	})
}
