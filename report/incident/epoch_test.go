package incident

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/store/record"
)

// epoch is a log of vantage v that observed from one instant to another, with
// one doubt that has no ends.
func epoch(from, to record.Instant, within time.Duration) View {
	return View{Vantage: "v", Clock: []Doubt{{Span: Span{beginning / 8, end / 8}, Within: within, Known: within == 0}},
		Observations: []Observation{{Start: from, End: from}, {Start: to, End: to}}}
}

func clocksOf(views ...View) []doubts {
	var list []doubts
	for i, v := range views {
		list = append(list, doubtsOf(v.ownClock(append(append([]View{}, views[:i]...), views[i+1:]...))))
	}
	return list
}

func TestWhatOneEpochEndsWithSaysNothingOfTheNext(t *testing.T) {
	c := clocksOf(epoch(1000, 5000, 1), epoch(6000, 9000, 2), View{Vantage: "w", Clock: epoch(0, 0, 3).Clock})
	for at, want := range map[record.Instant][2]time.Duration{0: {1, 2}, 1000: {1, 0}, 5000: {1, 0}, 5500: {1, 2}, 6000: {0, 2}, 9000: {0, 2}, 9500: {1, 2}} {
		for i, w := range want {
			if got := c[i].over(Span{at, at}, anyhow).within; got != w {
				t.Errorf("epoch %d at %d: %d, want %d", i+1, at, got, w)
			}
		}
		if got := c[2].over(Span{at, at}, anyhow).within; got != 3 {
			t.Errorf("another vantage at %d: %d", at, got)
		}
	}
}

// Whoever holds a key that was given up can go on writing under it. That
// leaves every doubt over what the next log observed.
func TestNoOtherLogTakesADoubtFromWhatALogObserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := func(name string) record.Instant { return record.Instant(rapid.IntRange(0, 100).Draw(t, name)) }
		v := View{Vantage: "v", Observations: []Observation{{Start: at("a"), End: at("b")}}}
		var others []View
		for range rapid.IntRange(0, 3).Draw(t, "others") {
			others = append(others, epoch(at("from"), at("to"), 0))
		}
		for range rapid.IntRange(0, 3).Draw(t, "doubts") {
			v.Clock = append(v.Clock, Doubt{Span: Span{at("since"), at("until")}, Within: time.Duration(at("within")), Known: true})
		}
		mine, _ := v.observed()
		was, is := doubtsOf(v.Clock), doubtsOf(v.ownClock(others))
		for i := mine.From; i <= mine.To; i++ {
			if got, want := is.over(Span{i, i}, anyhow), was.over(Span{i, i}, anyhow); got != want {
				t.Fatalf("at %d of %v: %+v, was %+v", i, mine, got, want)
			}
		}
	})
}
