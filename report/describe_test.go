package report_test

import (
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

func TestAnEndOutsideWhatIsShownIsNotSaidToBeMissing(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	watch(a, 90, down(30, 70))
	d := build(t, a.bundle(store.Query{From: minute(42), To: minute(55)}))
	if len(d.Incidents) != 1 {
		t.Fatalf("%d incidents", len(d.Incidents))
	}
	i := d.Incidents[0]
	if i.LastGood.Known || i.FirstGood.Known || i.OpenStart != "not-shown" || i.OpenEnd != "not-shown" {
		t.Errorf("got %+v", i)
	}
	if !slices.Contains(i.Review, "shown-from") || !slices.Contains(i.Review, "shown-to") || slices.Contains(i.Review, "never-good") {
		t.Errorf("review %v", i.Review)
	}
	if i.AtMost != 13*60_000 || i.AtLeast != 13*60_000 {
		t.Errorf("at least %s, at most %s", i.AtLeast, i.AtMost)
	}
	if !d.Method.Declared {
		t.Error("a method entered before what is shown is not declared")
	}
	whole := build(t, a.bundle(store.Query{})).Incidents[0]
	if whole.OpenStart != "" || whole.OpenEnd != "" || !whole.LastGood.Known || !whole.FirstGood.Known {
		t.Errorf("got %+v", whole)
	}
}

func TestAnIncidentCarriesTheProviderInForce(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	watch(a, 20, down(10, 15))
	moved := shop()
	moved.Provider, moved.Site, moved.Interval, moved.Time = "ovh", "boutique", 1200, minute(20)
	a.enter(moved, control())
	for m := range 20 {
		p := []string{"s", "-"}[m%2]
		if m >= 10 && m < 16 && m%2 == 0 {
			p = "!"
		}
		a.ask(p, "ok")
	}
	d := build(t, a.bundle(store.Query{}))
	if len(d.Incidents) != 2 {
		t.Fatalf("%d incidents", len(d.Incidents))
	}
	first, second := d.Incidents[0], d.Incidents[1]
	if first.Provider != "whc" || first.Site != "shop" || second.Provider != "ovh" || second.Site != "boutique" {
		t.Errorf("got %s of %s, %s of %s", first.Site, first.Provider, second.Site, second.Provider)
	}
	if !slices.Contains(first.Review, "provider-changed") || !slices.Contains(second.Review, "provider-changed") {
		t.Errorf("review %v, %v", first.Review, second.Review)
	}
	x := d.Targets[0].Descriptions
	if len(x) != 2 || x[0].Provider != "whc" || x[0].Interval != 60_000 || x[1].Provider != "ovh" || x[1].Interval != 120_000 || x[1].From.Instant != minute(20) {
		t.Errorf("descriptions %+v", x)
	}
	if want := []dossier.Run{{Vantage: "saguenay-1", Rows: 1, Failures: 5, Longest: 5, Interval: 60_000}}; !slices.Equal(first.Runs, want) {
		t.Errorf("runs %+v", first.Runs)
	}
	if slices.Contains(first.Review, "coarse-interval") || slices.Contains(first.Review, "short-timeout") {
		t.Errorf("review %v", first.Review)
	}
}

func TestRareOrHastyQuestionsNeedAPerson(t *testing.T) {
	rare := shop()
	rare.Interval, rare.Question.Timeout = 6000, 300
	a := newNode(t, "saguenay-1/1", 0, rare, control())
	for m := range 40 {
		p := "-"
		if m%10 == 0 {
			p = "!"
		}
		a.ask(p, "ok")
	}
	i := build(t, a.bundle(store.Query{})).Incidents[0]
	if !slices.Contains(i.Review, "coarse-interval") || !slices.Contains(i.Review, "short-timeout") {
		t.Errorf("review %v", i.Review)
	}
}

func TestWhatAtMostHoldsUnwatchedIsSaid(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	for _, p := range []string{"s", "!", "!", "-", "-", "s", "s"} {
		a.ask(p, "ok")
	}
	i := build(t, a.bundle(store.Query{})).Incidents[0]
	if i.NotWatched != 120_000 || i.AtLeast != 60_000 {
		t.Errorf("got %+v", i)
	}
}

func TestVantagesOfOneMachineAreNamed(t *testing.T) {
	boot := func(origin string, phase int, addresses ...string) *node {
		n := newNode(t, origin, phase, shop(), control())
		n.must(n.Append(record.Watch{Time: record.At(noon), Event: "reload", Version: "test", Addresses: addresses, Targets: 1, Controls: 1}))
		story(n)
		return n
	}
	same := build(t, boot("saguenay-1/1", 0, "lo 127.0.0.1/8", "eth0 192.0.2.7/24").bundle(store.Query{}),
		boot("levis-1/1", 30, "eth0 192.0.2.7/24").bundle(store.Query{}))
	if !slices.Contains(same.Incidents[0].Review, "same-machine") || !slices.Equal(same.Vantages[0].SameMachine, []string{"saguenay-1"}) {
		t.Errorf("review %v, vantage %+v", same.Incidents[0].Review, same.Vantages[0].SameMachine)
	}
	// Of one machine behind two networks the identifier tells.
	guest := func(origin string, phase int, address string) *node {
		n := newNode(t, origin, phase, shop(), control())
		n.must(n.Append(record.Watch{Time: record.At(noon), Event: "reload", Version: "test", Addresses: []string{address}, Machine: record.Machine{ID: record.Hash{7}}, Targets: 1, Controls: 1}))
		story(n)
		return n
	}
	twins := build(t, guest("saguenay-1/1", 0, "eth0 192.0.2.7/24").bundle(store.Query{}), guest("levis-1/1", 30, "eth1 198.51.100.7/24").bundle(store.Query{}))
	if !slices.Equal(twins.Vantages[0].SameMachine, []string{"saguenay-1"}) {
		t.Errorf("vantage %+v", twins.Vantages[0].SameMachine)
	}
	apart := build(t, boot("saguenay-1/1", 0, "lo 127.0.0.1/8", "eth0 192.0.2.7/24").bundle(store.Query{}),
		boot("levis-1/1", 30, "lo 127.0.0.1/8", "eth0 192.0.2.8/24").bundle(store.Query{}))
	if slices.Contains(apart.Incidents[0].Review, "same-machine") {
		t.Errorf("review %v", apart.Incidents[0].Review)
	}
}

// Time that one bundle shows and another does not is kept back, and not time
// in which nobody watched.
func TestWhatIsNotShownIsNotCalledUnwatched(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	b := newNode(t, "levis-1/1", 0, shop(), control())
	watch(a, 90, down(0, 0))
	watch(b, 90, down(0, 0))
	d := build(t, a.bundle(store.Query{From: minute(20), To: minute(60)}), b.bundle(store.Query{From: minute(40), To: minute(80)}))
	x := d.Targets[0]
	// The first bundle goes on to the seal at minute 70.
	if x.NotShown != 30*60_000 || x.NotWatched != 0 || d.Period.From.Instant != minute(20) || d.Period.To.Instant != minute(80) {
		t.Errorf("not shown %s, not watched %s", x.NotShown, x.NotWatched)
	}
	if v := d.Vantages[0]; v.Name != "levis-1" || v.ShownFrom.Instant != minute(40) || v.ShownTo.Known {
		t.Errorf("got %+v", v)
	}
	if v := d.Vantages[1]; v.ShownFrom.Known || v.ShownTo.Instant != minute(60) {
		t.Errorf("got %+v", v)
	}
}
