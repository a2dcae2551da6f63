package report_test

import (
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store"
	"constat/store/record"
)

// askSilently puts one round to the shop, which refuses, and says nothing of the
// controls.
func (n *node) askSilently() {
	n.t.Helper()
	at := noon.Add(time.Duration(n.minute)*time.Minute + time.Duration(n.phase)*time.Second)
	n.minute++
	s := answer(n.targets[0], at, "!")
	s.Observation.Control = record.NotAsked
	n.must(n.Observe([]record.Seen{s, answer(n.targets[1], at, "ok")}))
}

// A failure that says nothing of the controls is worth nothing where they were
// asked around that time, and a gap beside it keeps the bundle from being
// refused.
func TestFailureThatConcealsTheControlsIsUnknown(t *testing.T) {
	n := newNode(t, "saguenay-1/1", 0, shop(), control())
	for range 5 {
		n.ask("Boutique", "ok")
	}
	for range 4 {
		at := record.At(noon.Add(time.Duration(n.minute) * time.Minute))
		n.must(n.Append(record.Gap{From: at, To: at, Reason: "late", Rounds: 1}))
		n.askSilently()
	}
	n.ask("Boutique", "ok")
	d := build(t, n.bundle(store.Query{}))
	if len(d.Incidents) != 0 || len(d.Unconfirmed) != 0 || d.Targets[0].Observations != (dossier.Counts{Good: 6, Unknown: 4}) {
		t.Errorf("%d incidents, %d unconfirmed, %+v", len(d.Incidents), len(d.Unconfirmed), d.Targets[0].Observations)
	}
}

// A failure from before there were controls counts, and a person must look at it.
func TestFailureWithoutControlsIsForReview(t *testing.T) {
	n := newNode(t, "saguenay-1/1", 0, shop(), control())
	list := n.targets
	for range 3 {
		n.ask("Boutique", "-")
	}
	for range 3 {
		at := noon.Add(time.Duration(n.minute) * time.Minute)
		n.minute++
		s := answer(list[0], at, "!")
		s.Observation.Control = record.NotAsked
		n.must(n.Observe([]record.Seen{s}))
	}
	for range 30 {
		n.ask("Boutique", "-")
	}
	for range 5 {
		n.ask("Boutique", "ok")
	}
	d := build(t, n.bundle(store.Query{}))
	if len(d.Incidents) != 1 || !slices.Contains(d.Incidents[0].Review, string(incident.NoControls)) {
		t.Errorf("got %+v", d.Incidents)
	}
}
