package class

import (
	"fmt"
	"reflect"
	"testing"

	"constat/report/incident"
	"constat/store/record"
	"pgregory.net/rapid"
)

// anAccount is one of a site, minute by minute: not watched, well, perhaps down, or down.
func anAccount(t *rapid.T, vantage string) Site {
	s := Site{Name: "s", Members: []string{rapid.SampledFrom([]string{"1", "2"}).Draw(t, "member")}, Vantages: []string{vantage}, Unit: rapid.SampledFrom([]string{"", "192.0.2.1", "192.0.2.2"}).Draw(t, "unit")}
	before := -1 // the last minute in which it was well
	for m, state := range rapid.SliceOfN(rapid.SampledFrom([]string{"", "well", "well", "may", "down", "down"}), 12, 12).Draw(t, "minutes") {
		at := span(m, m+1)
		if state != "" {
			s.Watched = append(s.Watched, at)
		}
		if state == "may" || state == "down" {
			s.May = append(s.May, at)
		}
		switch state {
		case "well":
			if n := len(s.Outages) - 1; n >= 0 && !s.Outages[n].FirstGood.Known {
				s.Outages[n].FirstGood = incident.Moment{Instant: at.From, Known: true}
			}
			before = m
		case "down":
			s.Down = append(s.Down, at)
			if n := len(s.Outages) - 1; n >= 0 && !s.Outages[n].FirstGood.Known {
				s.Outages[n].LastBad = at.To - 1
				continue
			}
			o := Outage{FirstBad: at.From, LastBad: at.To - 1, Vantages: []string{vantage}, Signs: map[string]string{SignCause: rapid.SampledFrom([]string{"tcp-timeout", "tcp-reset"}).Draw(t, "cause")}}
			if before >= 0 {
				o.LastGood = incident.Moment{Instant: record.Instant(before) * Minute, Known: true}
			}
			s.Outages = append(s.Outages, o)
		}
	}
	s.Down, s.May, s.Watched = incident.Unite(s.Down), incident.Unite(s.May), incident.Unite(s.Watched)
	return s
}

// What several accounts tell of a site does not depend on the order in which they were
// handed in, however they contradict each other.
func TestAccountsTellOneThingInWhateverOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Site
		for n := range rapid.IntRange(3, 5).Draw(t, "accounts") {
			list = append(list, anAccount(t, fmt.Sprint("v", n)))
		}
		want := Merge(list...)
		if got := Merge(rapid.Permutation(list).Draw(t, "order")...); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v\nwant %+v", got, want)
		}
		for _, o := range want.Outages {
			if touches(want.Disputed, incident.Span{From: o.FirstBad, To: o.FirstBad + 1}) {
				t.Fatalf("an outage begins in time that is disputed: %+v", want)
			}
		}
	})
}
