package clock

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/store/record"
)

const minute = record.Instant(60_000)

// at is an entry: by is the step before it, said the servers' words, if any.
// What is said once, two say.
func at(m record.Instant, reason string, by time.Duration, said ...record.Told) record.Clock {
	if len(said) == 1 {
		said = append(said, said[0])
	}
	return record.Clock{Time: m * minute, Reason: reason, Step: by.Microseconds(), Servers: said}
}

// worst returns what the doubts say of an instant.
func worst(list []Doubt, i record.Instant) (most time.Duration, known bool) {
	known = true
	for _, d := range list {
		if d.From <= i && i <= d.To {
			most, known = max(most, d.Within), known && d.Known
		}
	}
	return most, known
}

func TestBetweenTwoReadingsTheWorseOneHolds(t *testing.T) {
	list := Doubts([]record.Clock{at(0, "start", 0, told(2*ms, ms)), at(60, "hourly", 0, told(-9*ms, ms)), at(120, "hourly", 0, told(0, ms))}, Hold{})
	for i, want := range map[record.Instant]time.Duration{-5: 3 * ms, 30: 10 * ms, 60: 10 * ms, 90: 10 * ms, 500: ms} {
		if got, known := worst(list, i*minute); got != want || !known {
			t.Errorf("at minute %d: %v, known %v", i, got, known)
		}
	}
}

func TestWithoutEntriesNothingIsInDoubt(t *testing.T) {
	if list := Doubts(nil, Hold{}); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// The clock is right until it is set forward by an hour after 40 minutes, and
// wrong until it is set back after 80.
func TestAStepIsInDoubtOnBothSidesAndNotBefore(t *testing.T) {
	list := Doubts([]record.Clock{
		at(0, "start", 0, told(0, ms)), at(100, "step", time.Hour), at(101, "step", 0, told(-time.Hour, ms)),
		at(80, "step", -time.Hour), at(81, "step", 0, told(0, ms)), at(120, "stop", 0, told(0, ms)),
	}, Hold{})
	for _, test := range []struct {
		at   record.Instant // what the clock showed, in minutes
		want time.Duration
	}{
		{20, ms}, {38, ms}, {40, time.Hour + ms}, {99, time.Hour + ms}, {100, time.Hour + ms}, {130, time.Hour + ms},
		{80, time.Hour + ms}, {120, time.Hour + ms}, {141, ms},
	} {
		if got, known := worst(list, test.at*minute); got != test.want || !known {
			t.Errorf("at minute %d: %v, known %v, want %v", test.at, got, known, test.want)
		}
	}
}

func TestWhatIsNotSettledIsSaidAndBoundedByTheNearestReading(t *testing.T) {
	list := Doubts([]record.Clock{
		at(0, "start", 0, told(2*ms, ms)), at(60, "hourly", 0, told(0, ms), told(time.Hour, ms)),
		at(120, "hourly", 0, record.Told{Server: "s", Fault: "i/o timeout"}), at(180, "hourly", 0, told(5*ms, ms)),
	}, Hold{})
	for i, want := range map[record.Instant]bool{-5: true, 30: false, 90: false, 150: false, 200: true} {
		got, known := worst(list, i*minute)
		if known != want || got == 0 || got > 6*ms {
			t.Errorf("at minute %d: %v, known %v", i, got, known)
		}
	}
	for _, d := range Doubts([]record.Clock{at(0, "start", 0, record.Told{Server: "s", Fault: "i/o timeout"})}, Hold{}) {
		if d.Known || d.Within != 0 {
			t.Errorf("%+v", d)
		}
	}
}

func TestAStepWithoutServersIsAllThatIsKnown(t *testing.T) {
	list := Doubts([]record.Clock{at(10, "step", -5*time.Second)}, Hold{})
	got, known := worst(append(list, Doubts([]record.Clock{at(0, "step", 0), at(10, "step", -5*time.Second)}, Hold{})...), 10*minute)
	if got != 5*time.Second || known {
		t.Errorf("%v, known %v", got, known)
	}
}

// Nobody counted what the clock did before a start.
func TestNothingIsCarriedOverAStart(t *testing.T) {
	list := Doubts([]record.Clock{at(0, "start", 0, told(0, ms)), at(60, "start", 0, told(time.Minute, ms)), at(90, "stop", 0, told(time.Minute, ms))}, Hold{})
	if got, _ := worst(list, 75*minute); got != time.Minute+ms {
		t.Errorf("after the start %v", got)
	}
	if got, _ := worst(list, 30*minute); got != time.Minute+ms {
		t.Errorf("before it %v", got)
	}
}

// A clock that was set while the first servers were asked was off before.
func TestAStepBeforeTheFirstEntryIsInDoubt(t *testing.T) {
	list := Doubts([]record.Clock{at(0, "start", -5*time.Second, record.Told{Server: "s", Fault: "the clock was set meanwhile"}), at(1, "step", 0, told(0, ms))}, Hold{})
	if got, _ := worst(list, 0); got != 5*time.Second+ms {
		t.Errorf("before it %v", got)
	}
	if got, _ := worst(list, minute/2); got != ms {
		t.Errorf("after it %v", got)
	}
}

// A clock of which the truth is known gains or loses, is asked now and then, and
// set now and then: it is never off by more than the doubt.
func TestTheClockIsNeverOffByMoreThanTheDoubt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var entries []record.Clock
		type moment struct {
			shown record.Instant
			off   time.Duration
		}
		var moments []moment
		var now, off time.Duration // true time, and true minus shown
		show := func() record.Instant { return record.Instant((now - off).Milliseconds()) }
		enter := func(reason string, step time.Duration) {
			c := record.Clock{Time: show(), Reason: reason, Step: step.Microseconds()}
			if reason != "step" && rapid.IntRange(0, 3).Draw(t, "silent") > 0 {
				within := time.Duration(rapid.IntRange(1, 50).Draw(t, "within")) * ms
				off := off.Truncate(time.Microsecond)
				said := told(off+time.Duration(rapid.Int64Range(-int64(within), int64(within)).Draw(t, "error")).Truncate(time.Microsecond), within)
				c.Servers = []record.Told{said, said, {Server: "t", Fault: "i/o timeout"}}
			} else if reason != "step" {
				c.Servers = []record.Told{{Server: "s", Fault: "i/o timeout"}}
			}
			entries = append(entries, c)
		}
		enter("start", 0)
		for range rapid.IntRange(1, 30).Draw(t, "events") {
			later := time.Duration(rapid.IntRange(1, 9_000).Draw(t, "later")) * time.Second
			now += later
			off += later * time.Duration(rapid.IntRange(-15, 15).Draw(t, "ppm")) / 1_000_000
			moments = append(moments, moment{show(), off})
			if rapid.Bool().Draw(t, "set") {
				step := time.Duration(rapid.IntRange(-4_000_000, 4_000_000).Draw(t, "by")) * ms
				off -= step
				moments = append(moments, moment{show(), off})
				now += time.Duration(rapid.IntRange(0, 50).Draw(t, "noticed")) * time.Second
				enter("step", step)
				continue
			}
			enter("hourly", 0)
		}
		list := Doubts(entries, asStandard)
		for _, m := range moments {
			got, known := worst(list, m.shown)
			if known && m.off.Abs() > got {
				t.Fatalf("when it showed %d it was off by %v, and said to be within %v: %+v", m.shown, m.off, got, entries)
			}
		}
	})
}
