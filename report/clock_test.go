package report_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// told is what a server says: milliseconds to be added to our clock, give or
// take.
func told(server string, offset, within int64) record.Told {
	return record.Told{Server: server, Offset: 1000 * offset, Within: 1000 * within, Delay: 300, Stratum: 2, Reference: "192.0.2.1"}
}

func mute(server string) record.Told { return record.Told{Server: server, Fault: "i/o timeout"} }

// clock enters what servers said at a minute, after a step of so many
// milliseconds.
func (n *node) clock(m int, reason string, step int64, said ...record.Told) {
	n.t.Helper()
	n.must(n.Append(record.Clock{Time: minute(m), Reason: reason, Step: 1000 * step, Servers: append([]record.Told{}, said...)}))
}

// pair is the story as two vantages saw it, their clocks in a few words.
func pair(t *testing.T, clocks func(a, b *node)) []*bundle.Bundle {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	b := newNode(t, "levis-1/1", 30, shop(), control())
	clocks(a, b)
	story(a)
	story(b)
	return []*bundle.Bundle{a.bundle(store.Query{}), b.bundle(store.Query{})}
}

func TestAClockThatNobodyComparedChangesNothing(t *testing.T) {
	d := build(t, pair(t, func(a, b *node) {})...)
	if i := d.Incidents[0]; i.AtLeast != 150_000 || i.AtMost != 270_019 || i.Clock != nil || slices.Contains(i.Review, "clock-unknown") {
		t.Errorf("incident %+v", i)
	}
	for _, v := range d.Vantages {
		if c := v.Clock; c.Asked != 0 || len(c.Servers) != 0 || c.WorstOffset != nil || c.Uncertainty != nil || c.Worst.Known || len(c.Steps) != 0 || c.Proof.Leaf != -1 {
			t.Errorf("clock %+v", c)
		}
	}
}

func TestClocksWidenTheBounds(t *testing.T) {
	d := build(t, pair(t, func(a, b *node) {
		a.clock(0, "start", 0, told("one", 20, 5), told("two", 21, 5))
		a.clock(7, "incident", 0, told("one", 395, 5), told("two", 394, 5))
		a.clock(19, "stop", 0, told("one", 2, 5), told("two", 2, 5))
		b.clock(0, "start", 0, told("one", -1, 2), told("two", -1, 2))
		b.clock(19, "stop", 0, told("one", -1, 2), told("two", -1, 2))
	})...)
	i := d.Incidents[0]
	// 399 ms, and 15 ppm of the four minutes that an instant may be away.
	if i.Clock == nil || *i.Clock != 403 || !i.ClockKnown || i.AtLeast != 150_000-2*403 || i.AtMost != 270_019+2*403 {
		t.Errorf("incident %+v, clock %v", i, i.Clock)
	}
	if x := d.Targets[0]; x.Down.AtLeast != i.AtLeast || x.Down.AtMost != i.AtMost {
		t.Errorf("target %+v", x)
	}
	a := d.Vantages[1].Clock
	if a.Asked != 3 || a.Agreed != 3 || *a.WorstOffset != 395 || *a.Uncertainty != 5 || hour(a.Worst) != "12:07:00.000" || a.Proof.Leaf < 1 || a.Proof.Log != "saguenay-1/1" {
		t.Errorf("clock %+v, %v within %v", a, *a.WorstOffset, *a.Uncertainty)
	}
	if len(a.Servers) != 2 || a.Servers[0] != (dossier.TimeServer{Server: "one", Reference: "192.0.2.1", Asked: 3, Answered: 3, Agreed: 3}) {
		t.Errorf("servers %+v", a.Servers)
	}
}

func TestAFalsetickerNeverMovesAReport(t *testing.T) {
	clocks := func(also ...record.Told) func(a, b *node) {
		return func(a, b *node) {
			for _, n := range []*node{a, b} {
				n.clock(0, "start", 0, append(also, told("one", 20, 5), told("two", 21, 5))...)
				n.clock(19, "stop", 0, append(also, told("one", 2, 5), told("two", 2, 5))...)
			}
		}
	}
	with, without := build(t, pair(t, clocks(told("liar", 3_600_000, 1)))...), build(t, pair(t, clocks())...)
	x, y := with.Incidents[0], without.Incidents[0]
	if x.AtLeast != y.AtLeast || x.AtMost != y.AtMost || *x.Clock != *y.Clock {
		t.Errorf("with the liar %+v, without %+v", x, y)
	}
	if s := with.Vantages[0].Clock.Servers[0]; s.Server != "liar" || s.Apart != 2 || s.Agreed != 0 {
		t.Errorf("the liar is %+v", s)
	}
}

// Who asked and got no agreement is no better off than who did not ask: it is
// said, and a person must look.
func TestAClockThatNobodySettlesIsSaid(t *testing.T) {
	d := build(t, pair(t, func(a, b *node) {
		a.clock(0, "start", 0, told("one", 0, 1), told("liar", 3_600_000, 1))
		b.clock(0, "start", 0, mute("one"))
	})...)
	i := d.Incidents[0]
	if i.AtLeast != 150_000 || i.AtMost != 270_019 || i.Clock != nil || !slices.Contains(i.Review, "clock-unknown") {
		t.Errorf("incident %+v", i)
	}
	for _, v := range d.Vantages {
		if c := v.Clock; c.Asked != 1 || c.Agreed != 0 || c.WorstOffset != nil || c.Worst.Known {
			t.Errorf("clock %+v", c)
		}
	}
}

// Where nobody was asked, a step is all that is known.
func TestAStepAloneWidensWhatLiesBesideIt(t *testing.T) {
	d := build(t, pair(t, func(a, b *node) { b.clock(8, "step", 300) })...)
	if i := d.Incidents[0]; i.Clock == nil || *i.Clock != 300 || i.ClockKnown || i.AtLeast != 150_000-600 || slices.Contains(i.Review, "clock-unknown") {
		t.Errorf("incident %+v", i)
	}
	d = build(t, pair(t, func(a, b *node) { b.clock(18, "step", 300) })...)
	if i := d.Incidents[0]; i.Clock != nil || i.AtLeast != 150_000 {
		t.Errorf("incident %+v", i)
	}
}

// The clock of one vantage is set forward by 90 s between two entries, and
// back again: what it dated meanwhile tells nothing.
func TestAClockTooFarOffProvesNothing(t *testing.T) {
	d := build(t, pair(t, func(a, b *node) {
		b.clock(0, "start", 0, told("one", 0, 1), told("two", 0, 1))
		b.clock(6, "step", 90_000)
		b.clock(8, "step", -90_000)
		b.clock(19, "stop", 0, told("one", 0, 1), told("two", 0, 1))
	})...)
	if len(d.Incidents) != 0 || len(d.Unconfirmed) != 1 || !slices.Equal(d.Unconfirmed[0].Vantages, []string{"saguenay-1"}) || d.Targets[0].Down.AtLeast != 0 {
		t.Fatalf("incidents %+v, unconfirmed %+v", d.Incidents, d.Unconfirmed)
	}
	if s := d.Vantages[0].Clock.Steps; len(s) != 2 || s[0].Gained != 90_000 || s[1].Gained != -90_000 || hour(s[0].Entered) != "12:06:00.000" {
		t.Errorf("steps %+v", s)
	}
	unknown := 0
	for _, s := range d.Targets[0].Seen[0].Stretches {
		if s.Cause == "clock" {
			unknown += s.Rounds
		}
	}
	if unknown == 0 {
		t.Errorf("seen %+v", d.Targets[0].Seen[0])
	}
}

// A log that named a version of the method that looked at no clock gives the
// figures of that version.
func TestAnEarlierMethodLooksAtNoClock(t *testing.T) {
	bundles := pair(t, func(a, b *node) { a.clock(0, "start", 0, told("one", 5000, 1), told("two", 5000, 1)) })
	for _, name := range []string{"method-1.json", "method-2.json"} {
		text, err := os.ReadFile("incident/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		m, err := incident.ParseMethod(text)
		if err != nil {
			t.Fatal(err)
		}
		d, err := report.Build(bundles, report.Options{Method: &m})
		if err != nil {
			t.Fatal(err)
		}
		if i := d.Incidents[0]; i.AtLeast != 150_000 || i.Clock != nil || d.Method.ClockWithin != 0 || *d.Vantages[1].Clock.WorstOffset != 5000 {
			t.Errorf("%s: %+v", name, i)
		}
	}
}

// One server of three that answered, and long ago: nothing is known of the
// clock, and E-7 does not pass.
func TestOneAnswerLongAgoMakesNoClockKnown(t *testing.T) {
	for name, said := range map[string][]record.Told{
		"one of three":    {mute("one"), mute("two"), told("three", 0, 1)},
		"the only server": {told("one", 0, 1)},
	} {
		a := newNode(t, "saguenay-1/1", 0, shop(), control())
		a.clock(0, "start", 0, said...)
		story(a)
		d := build(t, a.bundle(store.Query{}))
		if i := d.Incidents[0]; i.ClockKnown || !slices.Contains(i.Review, "clock-unknown") {
			t.Errorf("%s: incident %+v", name, i)
		}
		if p := d.Vantages[0].Preparatory[6]; p.ID != "E-7" || p.Result == dossier.Pass {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// A reading two months before an incident says nothing of it.
func TestAReadingLongAgoMakesNoClockKnown(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	a.clock(0, "start", 0, told("one", 0, 1), told("two", 0, 1))
	story(a)
	a.minute += 60 * 24 * 60
	story(a)
	d := build(t, a.bundle(store.Query{}))
	if len(d.Incidents) != 2 {
		t.Fatalf("%d incidents", len(d.Incidents))
	}
	for k, known := range []bool{true, false} {
		if i := d.Incidents[k]; i.ClockKnown != known || slices.Contains(i.Review, "clock-unknown") == known {
			t.Errorf("incident %+v", i)
		}
	}
	p := d.Vantages[0].Preparatory[6]
	far := slices.IndexFunc(p.Facts, func(f dossier.Fact) bool { return f.Fact == "clock-far" })
	if p.Result != dossier.Partly || far < 0 || !slices.Equal(p.Facts[far].Values, []string{"2", "5"}) {
		t.Errorf("%+v", p)
	}
}

// One entry before the period and one after it bear on it.
func TestOnlyEntriesAroundThePeriodAreCounted(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	for m := range 20 {
		a.clock(m, "hourly", 0, told("one", int64(m), 1), told("two", int64(m), 1))
		a.ask("s", "ok")
		if m%2 == 1 {
			_, err := a.Seal(noon.Add(time.Duration(m) * time.Minute))
			a.must(err)
		}
	}
	d := build(t, a.bundle(store.Query{From: minute(6), To: minute(10)}))
	if c := d.Vantages[0].Clock; c.Asked < 5 || c.Asked > 7 || *c.WorstOffset > 11 {
		t.Errorf("from %v to %v: %+v, worst %v", d.Period.From, d.Period.To, c, *c.WorstOffset)
	}
}

func TestTheClocksKeysAreAlwaysThere(t *testing.T) {
	text, err := json.Marshal(build(t, pair(t, func(a, b *node) {})...))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{`"clock":{"servers":[],"asked":0,"agreed":0,"worst_offset_s":null,"uncertainty_s":null,"worst":null,"proof":{`, `"steps":[]}`, `"clock_s":null`, `"clock_within_s":60`} {
		if !strings.Contains(string(text), key) {
			t.Errorf("no %s", key)
		}
	}
}
