package report

import (
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// at is so many seconds into a morning.
func at(s int64) record.Instant { return record.Instant(1_795_000_000_000 + s*1000) }

func spanAt(from, to int64) incident.Span { return incident.Span{From: at(from), To: at(to)} }

// A rare question does not hide that the program stood still, stopped or was
// killed: what it entered, or did not, is taken from the time it stands for.
func TestAWatchThatWasAwayIsBlind(t *testing.T) {
	for name, c := range map[string]struct {
		entries []record.Entry
		want    incident.Span
	}{
		"late":            {[]record.Entry{record.Gap{From: at(100), To: at(119), Reason: "late", Rounds: 20}}, spanAt(100, 120)},
		"asleep":          {[]record.Entry{record.Gap{From: at(100), To: at(119), Reason: "clock", Rounds: 20}}, spanAt(100, 120)},
		"unable to write": {[]record.Entry{record.Gap{From: at(100), To: at(119), Reason: "storage", Rounds: 20}}, spanAt(100, 120)},
		"unable to keep":  {[]record.Entry{record.Gap{From: at(100), To: at(119), Reason: "refused", Rounds: 20}}, spanAt(100, 120)},
		"stopped":         {[]record.Entry{record.Watch{Time: at(201), Event: "stop"}, record.Watch{Time: at(230), Event: "start"}}, spanAt(200, 230)},
		"killed":          {[]record.Entry{record.Watch{Time: at(230), Event: "start"}}, spanAt(200, 230)},
	} {
		a := accountWith(c.entries...)
		w := watching{accounts: []*account{a}, period: spanAt(0, 600)}
		w.gather(&incident.Method{})
		blind := w.blind()
		if len(blind) != 1 || blind[0].From.Instant != c.want.From || blind[0].To.Instant != c.want.To || blind[0].Kind != "not-asked" {
			t.Errorf("%s: %+v, want %v", name, blind, c.want)
			continue
		}
		if out := w.watch(); out.Ran.Length != dossier.Seconds(600_000-(c.want.To-c.want.From)) || len(blind[0].Leaves) == 0 {
			t.Errorf("%s: %+v", name, out)
		}
	}
}

// A busy target is no reason to call the whole watch blind.
func TestABusyTargetBlindsNoWatch(t *testing.T) {
	w := watching{accounts: []*account{accountWith(record.Gap{From: at(100), To: at(119), Reason: "busy", Rounds: 20})}, period: spanAt(0, 600)}
	w.gather(&incident.Method{})
	if blind := w.blind(); len(blind) != 0 {
		t.Errorf("%+v", blind)
	}
}

// Days are cut at midnight in UTC, and add up.
func TestPartsAddUp(t *testing.T) {
	w := watching{accounts: []*account{accountWith()}, period: spanAt(0, 200_000)}
	w.gather(&incident.Method{})
	var of, ran dossier.Seconds
	for _, p := range w.parts() {
		of, ran = of+p.Of, ran+p.Ran
	}
	if of != 200_000_000 || ran != 600_000 || len(w.parts()) < 3 {
		t.Errorf("%d parts of %v, ran %v", len(w.parts()), of, ran)
	}
}

// accountWith is a log of ten minutes, asked each second until 200 s and from
// 230 s on, and each minute throughout: what a rare question stands for would
// hide the time between.
func accountWith(entries ...record.Entry) *account {
	a := &account{origin: "saguenay-1/1", vantage: "saguenay-1"}
	for i, e := range entries {
		a.entries = append(a.entries, bundle.Item{Leaf: int64(i), Entry: e})
	}
	a.begin()
	rare, often := &bundle.Definition{}, &bundle.Definition{}
	rare.Interval, often.Interval = 600, 10
	for _, d := range []*bundle.Definition{often, rare} {
		c := &chain{definitions: []bundle.Definition{*d}}
		step := int64(d.Interval) / 10
		for s := int64(0); s < 600; s += step {
			if d == often && s > 200 && s < 230 {
				continue
			}
			o := bundle.Observed{Definition: d}
			o.Round = record.Round(at(s) / 100)
			c.stand(a, o)
		}
		a.chains = append(a.chains, c)
	}
	return a
}

// What a control answered holds until its next answer, in turn or not.
func TestAControlHoldsUntilItsNextAnswer(t *testing.T) {
	d := &bundle.Definition{}
	d.Control, d.Interval, d.Question.Kind = true, 300, "http"
	var s stood
	for _, x := range []struct {
		at      int64
		attempt uint8
		fault   record.Fault
	}{{0, 0, ""}, {30, 0, ""}, {45, 1, record.TCPTimeout}, {60, 0, record.TCPTimeout}, {70, 1, ""}, {90, 0, ""}} {
		o := bundle.Observed{Definition: d, Answer: record.Answer{Fault: x.fault}}
		o.Round, o.Attempt = record.Round(at(x.at)/100), x.attempt
		s.control(o, dossier.Ref{})
	}
	up, down := incident.Unite(s.answered.Spans), incident.Unite(s.silent.Spans)
	if want := []incident.Span{spanAt(0, 45), spanAt(70, 120)}; !slices.Equal(up, want) {
		t.Errorf("answered %v, want %v", up, want)
	}
	if want := []incident.Span{spanAt(45, 70)}; !slices.Equal(down, want) {
		t.Errorf("silent %v, want %v", down, want)
	}
}
