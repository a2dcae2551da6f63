package clock

import (
	"testing"
	"time"

	"constat/store/record"
)

// asStandard is the hold of the built-in method.
var asStandard = Hold{For: 2 * time.Hour, Drift: 15}

func TestAReadingHoldsForTwoHoursAndEverLess(t *testing.T) {
	list := Doubts([]record.Clock{at(0, "start", 0, told(0, ms))}, asStandard)
	for m, known := range map[record.Instant]bool{-121: false, -119: true, 0: true, 1: true, 59: true, 119: true, 121: false, 60 * 24 * 60: false} {
		got, is := worst(list, m*minute)
		away := min(max(m, -m), 120)
		least := ms + time.Duration(away)*time.Minute*15/1_000_000
		if is != known || got < least || got > least+max(least-ms, ms)+time.Microsecond {
			t.Errorf("at minute %d: %v, known %v; at least %v", m, got, is, least)
		}
	}
}

// The nearer one counts: an hour apart, no instant is more than half an hour
// from a reading, and doubts are cut at 32 minutes.
func TestHourlyReadingsAreKnownThroughout(t *testing.T) {
	var entries []record.Clock
	for h := range record.Instant(24) {
		entries = append(entries, at(60*h, "hourly", 0, told(0, ms)))
	}
	list := Doubts(entries, asStandard)
	for m := record.Instant(-100); m < 24*60; m++ {
		got, known := worst(list, m*minute)
		if !known || m > 0 && m < 23*60 && got > ms+30*time.Millisecond {
			t.Errorf("at minute %d: %v, known %v", m, got, known)
		}
	}
}

func TestBetweenReadingsFarApartNothingIsKnown(t *testing.T) {
	list := Doubts([]record.Clock{at(0, "start", 0, told(5*time.Second, ms)), at(600, "hourly", 0, told(0, ms))}, asStandard)
	for m, known := range map[record.Instant]bool{100: true, 130: false, 300: false, 470: false, 490: true} {
		// What was found stays in doubt where nothing is known.
		if got, is := worst(list, m*minute); is != known || got < 5*time.Second || got > 5200*ms {
			t.Errorf("at minute %d: %v, known %v", m, got, is)
		}
	}
}

// One server that answered makes nothing known, and nothing less in doubt.
func TestWhatOneServerSaysOnlyAddsDoubt(t *testing.T) {
	silent := record.Told{Server: "t", Fault: "i/o timeout"}
	alone := []record.Clock{at(0, "start", 0, told(5*time.Second, ms), silent, silent)}
	if got, known := worst(Doubts(alone, asStandard), minute); known || got != 5*time.Second+ms {
		t.Errorf("alone %v, known %v", got, known)
	}
	alone[0].Servers = alone[0].Servers[:1]
	if got, known := worst(Doubts(alone, asStandard), minute); known || got != 5*time.Second+ms {
		t.Errorf("the only one asked %v, known %v", got, known)
	}
	later := []record.Clock{at(0, "start", 0, told(5*time.Second, ms)), at(60, "hourly", 0, told(0, ms), silent, silent)}
	if got, known := worst(Doubts(later, asStandard), 61*minute); known || got < 5*time.Second {
		t.Errorf("after others %v, known %v", got, known)
	}
}

// A clock set back by three hours shows 10:00 again. The reading of the first
// 10:00 is three hours off then, and says nothing of the second.
func TestDistanceIsCountedThroughSteps(t *testing.T) {
	list := Doubts([]record.Clock{at(600, "start", 0, told(0, ms)), at(600, "step", -3*time.Hour)}, asStandard)
	if got, known := worst(list, 601*minute); known || got < 3*time.Hour {
		t.Errorf("%v, known %v", got, known)
	}
}
