package bundle

import (
	"testing"
	"time"

	"constat/store/record"
)

// What the controls are said to have answered agrees with what they saw, or
// can't be told.
func TestControlAnswersOfAnHonestLogPass(t *testing.T) {
	slow := record.Answer{Fault: record.TCPUnreachable, Detail: "no route to host"}
	for name, write := range map[string]func(f *forge){
		"answered":         func(f *forge) { f.fails(refused, record.Answered, steady) },
		"all failed":       func(f *forge) { f.fails(refused, record.AllFailed, slow) },
		"too late to tell": func(f *forge) { f.hushes(record.AllFailed, steady) },
		"none yet": func(f *forge) {
			f.story().segment("control", steady, 190, 191)
			f.segment("shop", refused, 186, 187)
			f.seal(morning.Add(4 * time.Hour))
		},
		"none any more": func(f *forge) {
			f.story().segment("control", steady, 180, 181)
			f.segment("shop", refused, 186, 187)
			f.seal(morning.Add(4 * time.Hour))
		},
		"none in a new configuration": func(f *forge) {
			f.add(record.Watch{Time: record.Instant(roundAt(189).Millis()), Event: "reload", Version: "1", Config: f.text("name: saguenay-1\n"), Method: f.text("method\n"), Targets: 2})
			f.fails(refused, record.NotAsked, steady)
		},
		"nothing failed":  func(f *forge) { f.fails(steady, record.NotAsked, steady) },
		"cut at the stop": around(func(f *forge) { f.add(record.Watch{Time: record.Instant(roundAt(189).Millis()), Event: "stop"}) }),
		"while the clock leapt": around(func(f *forge) {
			f.add(record.Gap{From: record.Instant(roundAt(189).Millis()), To: record.Instant(roundAt(190).Millis()), Reason: "clock", Rounds: 2})
		}),
		"at the end of the account": func(f *forge) {
			f.story().segment("control", refused, 180, 181)
			f.edit = said(record.Answered, "shop")
			f.segment("shop", refused, 181)
			f.seal(morning.Add(4 * time.Hour))
		},
		"before the power was cut": func(f *forge) {
			f.story().segment("control", refused, 180, 240)
			f.edit = said(record.Answered, "shop")
			f.segment("shop", refused, 181)
			f.seal(morning.Add(5 * time.Hour))
		},
	} {
		f := newForge(t)
		write(f)
		b := verifyBytes(t, f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control")), f.policy())
		if b.Verdict() != Proven {
			t.Errorf("%s: %+v", name, b.Checks)
		}
	}
}

func around(more func(*forge)) func(*forge) {
	return func(f *forge) {
		f.fails(refused, record.AllFailed, steady)
		more(f)
		f.seal(morning.Add(5 * time.Hour))
	}
}

// hushes has shop say nothing within its time, while the controls are asked
// every minute.
func (f *forge) hushes(c record.Control, control record.Answer) {
	f.story()
	var rounds []int
	for n := 180; n < 200; n++ {
		rounds = append(rounds, n)
	}
	f.segment("control", control, rounds...)
	told := said(c, "shop")
	f.edit = func(n int, e record.Entry) record.Entry {
		if s, ok := e.(record.Segment); ok {
			for i := range s.Observations {
				s.Observations[i].Timing[record.PhaseFirstByte] = record.StepOf(15 * time.Second)
			}
		}
		return told(n, e)
	}
	f.segment("shop", record.Answer{Fault: record.HTTPTimeout, Detail: "timeout"}, 188, 189, 190)
	f.seal(morning.Add(4 * time.Hour))
}
