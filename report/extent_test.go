package report_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report"
	"constat/report/dossier"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

func minute(m int) record.Instant { return record.At(noon.Add(time.Duration(m) * time.Minute)) }

// watch asks for as many minutes as fate says, and seals every tenth.
func watch(n *node, minutes int, fate func(minute int) string) {
	n.t.Helper()
	for m := range minutes {
		n.ask(fate(m), "ok")
		if m%10 == 9 {
			_, err := n.Seal(noon.Add(time.Duration(n.minute) * time.Minute))
			n.must(err)
		}
	}
}

func down(from, to int) func(int) string {
	return func(m int) string {
		if from <= m && m < to {
			return "!"
		}
		return "s"
	}
}

func TestAHoleBetweenBundlesIsRefused(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	watch(a, 90, down(10, 80))
	early, late := a.bundle(store.Query{To: minute(25)}), a.bundle(store.Query{From: minute(62)})
	_, err := report.Build([]*bundle.Bundle{early, late}, report.Options{})
	if err == nil || !strings.Contains(err.Error(), `bundles of log "saguenay-1/1" leave out leaves`) || !strings.Contains(err.Error(), "give the bundle of that time too") {
		t.Errorf("got %v", err)
	}
	if d := build(t, early, late, a.bundle(store.Query{From: minute(20), To: minute(65)})); len(d.Incidents) != 1 || d.Incidents[0].AtLeast != 69*60_000 {
		t.Errorf("the hole filled: %+v", d.Incidents)
	}
}

func TestTheNamesOfFilesChangeNothing(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	b := newNode(t, "levis-1/1", 30, shop(), control())
	story(a)
	story(b)
	one, two := a.bundle(store.Query{}), b.bundle(store.Query{})
	want, err := build(t, one, two).JSON()
	a.must(err)
	one.Name, two.Name = two.Name, one.Name
	if got, _ := build(t, one, two).JSON(); !bytes.Equal(got, want) {
		t.Error("other file names give another dossier")
	}
}

func TestAClockThatWasNotSetDoesNotBeginThePeriod(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	a.must(a.Observe([]record.Seen{answer(a.targets[0], time.Unix(60, 0), "s")}))
	a.ask("s", "ok")
	if d := build(t, a.bundle(store.Query{})); d.Period.From.Instant != minute(-24*60) {
		t.Errorf("the period begins %s", d.Period.From.Instant)
	}
}

func TestAReportIsNotOlderThanItsEvidence(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	story(a)
	b := a.bundle(store.Query{})
	if _, err := report.Build([]*bundle.Bundle{b}, report.Options{At: minute(19)}); err == nil || !strings.Contains(err.Error(), "choose that time or a later one") {
		t.Errorf("got %v", err)
	}
}

// A method entered before what is shown, but after observations that are not,
// is not shown to have been settled before.
func TestAMethodEnteredWithinWhatIsShownIsNotDeclared(t *testing.T) {
	m := methodNamed(t, "other")
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	watch(a, 20, down(0, 0))
	_, err := a.KeepFile([]byte(m.Text))
	a.must(err)
	a.must(a.Append(record.Watch{Time: minute(20), Event: "reload", Version: "test", Method: m.Digest, Targets: 1, Controls: 1}))
	for range 20 {
		a.ask("s", "ok")
	}
	d, err := report.Build([]*bundle.Bundle{a.bundle(store.Query{From: minute(21)})}, report.Options{Method: &m})
	a.must(err)
	if d.Method.Declared {
		t.Error("declared, though the log begins before what is shown")
	}
}

func TestAVantageThatDoesNotAskStaysInTheQuorum(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	b := newNode(t, "levis-1/1", 30, blog(), control())
	story(a)
	story(b)
	d := build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
	two := dossier.Quorum{Needed: 2, Of: 2}
	if d.Method.Quorum != two || len(d.Incidents) != 0 || len(d.Unconfirmed) != 2 {
		t.Fatalf("%v, %d incidents", d.Method.Quorum, len(d.Incidents))
	}
	for _, x := range d.Targets {
		if x.Quorum != two || len(x.Vantages) != 1 {
			t.Errorf("%s: %v of %v", x.Name, x.Quorum, x.Vantages)
		}
	}
	if slices.ContainsFunc(d.Unconfirmed, func(i dossier.Incident) bool { return i.Quorum != two }) {
		t.Errorf("got %+v", d.Unconfirmed)
	}
}

func TestAHoleBetweenTwoLogsOfAVantageIsRefused(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	watch(a, 60, down(20, 60))
	cut := a.bundle(store.Query{To: minute(25)})
	b := a.succeed("rotation", shop(), control())
	for range 20 {
		b.ask("!", "ok")
	}
	next := b.bundle(store.Query{})
	_, err := report.Build([]*bundle.Bundle{cut, next}, report.Options{})
	if err == nil || !strings.Contains(err.Error(), `the end of log "saguenay-1/1"`) {
		t.Errorf("got %v", err)
	}
	if d := build(t, b.before(), next); len(d.Incidents) != 1 {
		t.Errorf("%d incidents", len(d.Incidents))
	}
}
