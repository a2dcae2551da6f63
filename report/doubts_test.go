package report

import (
	"slices"
	"testing"
	"time"

	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// epoch is a log of a vantage, sealed last at an instant, whose servers never
// answered at its end.
func epoch(vantage, origin string, from, made record.Instant) *account {
	said := []record.Told{{Server: "one", Offset: 1000, Within: 1000, Stratum: 2}}
	return &account{origin: origin, vantage: vantage, logs: []*bundle.Log{{Disclosure: bundle.Disclosure{Made: made}}}, entries: []bundle.Item{
		{Leaf: 1, Entry: record.Clock{Time: from, Reason: "start", Servers: said}},
		{Leaf: 2, Entry: record.Clock{Time: made, Reason: "stop", Servers: []record.Told{{Server: "one", Fault: "i/o timeout"}}}},
	}}
}

func TestWhatOneEpochEndsWithSaysNothingOfTheNext(t *testing.T) {
	first, second, other := epoch("v", "v/1", 1000, 5000), epoch("v", "v/2", 6000, 9000), epoch("w", "w/1", 1000, 9000)
	ownDoubts([]*account{first, second, other})
	over := func(a *account, i record.Instant) (known, any bool) {
		known = true
		for _, d := range a.doubted {
			if d.From <= i && i <= d.To {
				known, any = known && d.Known, true
			}
		}
		return known, any
	}
	if _, any := over(first, 7000); any {
		t.Error("the first epoch speaks of the second")
	}
	if _, any := over(second, 3000); any {
		t.Error("the second epoch speaks of the first")
	}
	if known, any := over(first, 900); !known || !any {
		t.Error("the first epoch says nothing of its beginning")
	}
	if known, any := over(second, 10_000); known || !any {
		t.Error("the second epoch says nothing of its end")
	}
	if known, any := over(other, 10_000); known || !any {
		t.Error("another vantage is cut")
	}
	whole := []incident.Doubt{{Span: incident.Span{From: 1, To: 9}, Within: time.Second, Known: true}}
	if got := within(whole, incident.Span{From: 0, To: 10}); !slices.Equal(got, whole) {
		t.Errorf("got %+v", got)
	}
}
