package collector

import (
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

func silence() record.Answer { return record.Answer{Fault: record.TCPTimeout, Detail: "timeout"} }

// limited makes a target whose questions may take so long.
func limited(name string, interval, limit time.Duration) record.Watched {
	w := watched(name, interval)
	w.Question.Timeout = limit.Milliseconds()
	return w
}

// A story is one question to "shop" and one control, and what must come of it.
// Times count from when the question is put.
type story struct {
	name    string
	limit   time.Duration
	shop    func() (time.Duration, record.Answer)
	control func(since time.Duration) (time.Duration, record.Answer)
	want    record.Control
	asked   []time.Duration // the control
}

func after(d time.Duration, a record.Answer) func() (time.Duration, record.Answer) {
	return func() (time.Duration, record.Answer) { return d, a }
}

// up answers from so long on; questions put before are lost.
func up(from, to time.Duration) func(time.Duration) (time.Duration, record.Answer) {
	return func(since time.Duration) (time.Duration, record.Answer) {
		if since < from || since >= to {
			return 3 * time.Second, silence()
		}
		return 30 * time.Millisecond, good()
	}
}

// mended answers what is put from so long on; what is put before goes through
// when TCP sends it again, a second later.
func mended(from time.Duration) func(time.Duration) (time.Duration, record.Answer) {
	return func(since time.Duration) (time.Duration, record.Answer) {
		if since < from {
			return time.Second + 30*time.Millisecond, good()
		}
		return 30 * time.Millisecond, good()
	}
}

const (
	ms      = time.Millisecond
	forever = time.Hour
)

var stories = []story{
	{"a silent target beside a control that answers", 500 * ms, after(500*ms, silence()), up(0, forever), record.Answered, []time.Duration{250 * ms, 650 * ms}},
	{"a network that is back right after the time-out", 500 * ms, after(500*ms, silence()), up(530*ms, forever), record.AllFailed, nil},
	{"a network that is back, and TCP sends again", 500 * ms, after(500*ms, silence()), mended(530 * ms), record.AllFailed, []time.Duration{250 * ms, 1280 * ms}},
	{"a long question has its controls after a second", 15 * time.Second, after(15*time.Second, silence()), up(0, forever), record.Answered, []time.Duration{time.Second, 15 * time.Second}},
	{"a network that goes while the question waits", 15 * time.Second, after(15*time.Second, silence()), up(0, 2*time.Second), record.AllFailed, []time.Duration{time.Second, 15 * time.Second}},
	{"a network that goes and comes while the question waits", 15 * time.Second, after(15*time.Second, silence()), up(8*time.Second, forever), record.AllFailed, []time.Duration{time.Second, 15 * time.Second}},
	{"a resolver that gave up late, with the network back", 15 * time.Second, after(4*time.Second, record.Answer{Fault: record.DNSFailure}), mended(4 * time.Second), record.AllFailed, []time.Duration{time.Second, 4 * time.Second}},
	{"a resolver that gave up, with the network back", 2 * time.Second, after(1100*ms, record.Answer{Fault: record.DNSFailure}), mended(1100 * ms), record.AllFailed, nil},
	{"a refusal, with controls after it", 500 * ms, after(5*ms, bad()), up(0, forever), record.Answered, []time.Duration{5 * ms}},
	{"a refusal, with the network gone", 500 * ms, after(5*ms, bad()), up(0, 0), record.AllFailed, []time.Duration{5 * ms}},
	{"an error page that came late needs no overlap", 500 * ms, after(260*ms, record.Answer{Status: 500}), up(0, forever), record.Answered, []time.Duration{250 * ms, 650 * ms}},
	{"a slow answer that is good", 500 * ms, after(400*ms, good()), up(0, 0), record.NotAsked, []time.Duration{250 * ms}},
	{"a quick answer that is good", 500 * ms, after(100*ms, good()), up(0, 0), record.NotAsked, []time.Duration{}},
}

func TestDoubtIsNeverChargedToTheTarget(t *testing.T) {
	for _, y := range stories {
		t.Run(y.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, s, shop, c := &player{}, &memorySink{}, limited("shop", 40*time.Second, y.limit), control("control", 24*time.Hour)
				var put time.Time
				p.play = func(name string) (time.Duration, record.Answer) {
					if name == "shop" {
						put = time.Now()
						return y.shop()
					}
					return y.control(time.Since(put))
				}
				run(t, s, p, 65*time.Second, Options{}, shop, c)
				seen := s.of(shop)
				if len(seen) == 0 || seen[0].Control != y.want {
					t.Errorf("%+v, want %d", seen, y.want)
				}
				var asked []time.Duration
				for _, at := range p.asked["control"] {
					if d := at.Sub(p.asked["shop"][0]); d >= 0 && d < 20*time.Second {
						asked = append(asked, d)
					}
				}
				if y.asked != nil && !equal(asked, y.asked) {
					t.Errorf("asked after %v, want %v", asked, y.asked)
				}
			})
		})
	}
}

func equal(a, b []time.Duration) bool {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

// Where controls were asked just before a failure, they are asked once more
// when they may be, and both times count; for silence neither is enough.
func TestAskingBeforeTheQuestionIsNotEnough(t *testing.T) {
	type since = func(time.Duration) (time.Duration, record.Answer)
	for name, y := range map[string]struct {
		second  func() (time.Duration, record.Answer)
		control since // the time counts from when the first failed, 0.3 s before the second's
		want    record.Control
	}{
		"up all along":            {after(0, bad()), up(0, forever), record.Answered},
		"gone afterwards":         {after(0, bad()), up(0, 350*ms), record.AllFailed},
		"gone before, back after": {after(0, bad()), up(350*ms, forever), record.AllFailed},
		"an answer to the question before comes during a silence": {after(300*ms, silence()),
			func(time.Duration) (time.Duration, record.Answer) { return 600 * ms, good() }, record.AllFailed},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, s := &player{}, &memorySink{}
				first, second := limited("first", time.Minute, 300*ms), limited("second", time.Minute, 300*ms)
				second.Chain = chainAt(first, 3)
				failed := time.Now().Add(-time.Hour)
				p.play = func(name string) (time.Duration, record.Answer) {
					switch name {
					case "first":
						failed = time.Now()
						return 0, bad()
					case "second":
						return y.second()
					}
					return y.control(time.Since(failed))
				}
				run(t, s, p, 2*time.Minute+30*time.Second, Options{}, first, second, control("control", 24*time.Hour))
				for _, o := range s.of(second) {
					if t0 := s.of(first)[0].Start(); o.Start() > t0 && o.Control != y.want {
						t.Errorf("%+v, want %d", o, y.want)
					}
				}
			})
		})
	}
}

// A question that was put while the network was gone may be lost for good,
// though controls answer before its time is up: those that were asked before,
// and whose packets had to be sent again, tell.
func TestNetworkThatWasGoneWhenTheQuestionWasPutIsInDoubt(t *testing.T) {
	for name, y := range map[string]struct {
		control time.Duration
		want    record.Control
	}{
		"packets sent again": {1300 * ms, record.AllFailed},
		"none lost":          {700 * ms, record.Answered},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, s := &player{}, &memorySink{}
				first, second := limited("first", time.Minute, 3*time.Second), limited("second", time.Minute, 3*time.Second)
				second.Chain = chainAt(first, 3)
				began := time.Now().Add(-time.Hour)
				p.play = func(name string) (time.Duration, record.Answer) {
					switch {
					case name == "first":
						began = time.Now()
						return 0, bad()
					case name == "second":
						return 3 * time.Second, silence()
					case time.Since(began) < 300*ms:
						return y.control, good()
					}
					return 20 * ms, good()
				}
				run(t, s, p, 2*time.Minute+30*time.Second, Options{}, first, second, control("control", 24*time.Hour))
				seen := 0
				for _, o := range s.of(second) {
					if t0 := s.of(first)[0].Start(); o.Start() > t0 {
						if seen++; o.Control != y.want {
							t.Errorf("%+v, want %d", o, y.want)
						}
					}
				}
				if seen == 0 {
					t.Error("nothing seen")
				}
			})
		})
	}
}

// Failures all around take no control question away from a silent one.
func TestShortSilencesFindTheirControlsAmongOtherFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s := &player{}, &memorySink{}
		p.play = func(name string) (time.Duration, record.Answer) {
			switch name {
			case "control":
				return 30 * ms, good()
			case "refuses":
				return 0, bad()
			}
			return 800 * ms, silence()
		}
		refuses := limited("refuses", time.Second, 800*ms)
		targets := []record.Watched{refuses, control("control", 24*time.Hour)}
		for i := range record.Round(10) {
			w := limited("silent", time.Second, 800*ms)
			w.Chain = chainAt(refuses, i)
			w.Question.URL = string(rune('a' + i))
			targets = append(targets, w)
		}
		run(t, s, p, time.Minute, Options{}, targets...)
		for _, o := range s.seen {
			if o.Chain != targets[1].Chain && o.Observation.Control != record.Answered {
				t.Fatalf("%+v", o)
			}
		}
		if n := len(s.of(targets[1])); n > 152 {
			t.Errorf("the control was asked %d times in a minute", n)
		}
	})
}

// chainAt returns a chain whose rounds come so many tenths after those of w.
func chainAt(w record.Watched, tenths record.Round) (c record.Chain) {
	for i := 0; ; i++ {
		c[0], c[1] = byte(i), byte(i>>8)
		if phase(c, w.Interval) == (phase(w.Chain, w.Interval)+tenths)%w.Interval {
			return c
		}
	}
}

// A control that is on a question from before is asked again when it is back:
// what it says to the old question says nothing of the failure.
func TestControlOnAnEarlierQuestionIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, c := &player{}, &memorySink{}, control("control", time.Minute)
		shop := watched("shop", time.Minute)
		shop.Chain = chainAt(c, 1)
		p.play = func(name string) (time.Duration, record.Answer) {
			if name == "shop" {
				return 5 * ms, bad()
			}
			return 300 * ms, good()
		}
		run(t, s, p, 90*time.Second, Options{}, c, shop)
		if o := s.of(shop); len(o) == 0 || o[0].Control != record.Answered {
			t.Fatalf("%+v", o)
		}
		at := p.asked["control"]
		if len(at) < 2 || at[1].Sub(at[0]) != 300*ms || s.of(c)[1].Attempt != 1 {
			t.Errorf("the control was asked at %v", at)
		}
	})
}

// A stop does not leave out the controls of what failed last.
func TestFailureAtAStopHasItsControls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, s, shop := &player{}, &memorySink{}, limited("shop", time.Minute, 500*ms)
		p.play = func(name string) (time.Duration, record.Answer) {
			if name == "shop" {
				return 500 * ms, silence()
			}
			return 30 * ms, good()
		}
		first := firstAfter(shop.Chain, shop.Interval, record.Round(time.Now().UnixMilli()/100))
		run(t, s, p, time.Until(record.Instant(first.Millis()).Time())+100*ms, Options{}, shop, control("control", 24*time.Hour))
		if o := s.of(shop); len(o) != 1 || o[0].Control != record.Answered {
			t.Errorf("%+v", o)
		}
	})
}
