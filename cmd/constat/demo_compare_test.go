package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"constat/cmd/constat/demo"
	"constat/report"
	"constat/store/record"
)

var demoBegin = time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)

// after and known count in milliseconds.
func after(ms int) time.Time { return demoBegin.Add(time.Duration(ms) * time.Millisecond) }

func known(ms int) report.Time { return report.Known(record.At(after(ms))) }

// sampleDemo is a provider that failed once and rolled back, and a report that
// says so.
func sampleDemo() (*report.Dossier, []demo.Act) {
	both := []string{"paris-1", "saguenay-1"}
	d := &report.Dossier{
		Period:   report.Period{From: known(0), To: known(30000)},
		Vantages: []report.Vantage{{Name: both[0]}, {Name: both[1]}},
		Incidents: []report.Incident{{
			Target: "boutique", LastGood: known(5400), FirstBad: known(6400), LastBad: known(13100), FirstGood: known(13700),
			AtLeast: 6700, AtMost: 8300, Cause: "tcp-refused", Vantages: both,
		}},
	}
	d.Changes = []report.Change{{Target: "boutique", Vantages: both, LastSeen: known(5400), First: known(13700),
		Equals: known(3000), Diff: []report.DiffLine{{Op: "-", Text: "a"}}}}
	return d, []demo.Act{
		{Site: "boutique", Act: demo.Refused, From: after(6000), To: after(13500)},
		{Site: "boutique", Act: demo.RolledBack, From: after(13500)},
	}
}

func TestDemoAgreesWithATrueReport(t *testing.T) {
	c := compare(sampleDemo())
	if !c.agrees() {
		t.Errorf("%+v", c)
	}
	var b bytes.Buffer
	c.print(&b, "en", "a folder")
	for _, want := range []string{"6.7\u00a0s – 8.3\u00a0s", "tcp-refused", "right", "--policy 'a folder/policy'", "nothing else"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in:\n%s", want, b.String())
		}
	}
}

func TestDemoSeesWhatAReportGetsWrong(t *testing.T) {
	for name, spoil := range map[string]func(d *report.Dossier){
		"not found":           func(d *report.Dossier) { d.Incidents = nil },
		"another site":        func(d *report.Dossier) { d.Incidents[0].Target = "refuge" },
		"one vantage":         func(d *report.Dossier) { d.Incidents[0].Vantages = []string{"paris-1"} },
		"another cause":       func(d *report.Dossier) { d.Incidents[0].Cause = "http-timeout" },
		"too much proven":     func(d *report.Dossier) { d.Incidents[0].AtLeast = 7700 },
		"nothing proven":      func(d *report.Dossier) { d.Incidents[0].AtLeast = 0 },
		"too little possible": func(d *report.Dossier) { d.Incidents[0].AtMost = 7300 },
		"bad too early":       func(d *report.Dossier) { d.Incidents[0].FirstBad = known(5500) },
		"bad too late":        func(d *report.Dossier) { d.Incidents[0].LastBad = known(13800) },
		"good too late":       func(d *report.Dossier) { d.Incidents[0].LastGood = known(6200) },
		"good too early":      func(d *report.Dossier) { d.Incidents[0].FirstGood = known(13200) },
		"never good again":    func(d *report.Dossier) { d.Incidents[0].FirstGood = report.Time{} },
		"one more":            func(d *report.Dossier) { d.Incidents = append(d.Incidents, d.Incidents[0]) },
		"a change not seen":   func(d *report.Dossier) { d.Changes[0].Vantages = d.Changes[0].Vantages[:1] },
		"a change told twice": func(d *report.Dossier) { d.Changes = append(d.Changes, d.Changes[0]) },
		"a change elsewhere":  func(d *report.Dossier) { d.Changes[0].Target = "refuge" },
		"not older":           func(d *report.Dossier) { d.Changes[0].Equals = report.Time{} },
		"no difference":       func(d *report.Dossier) { d.Changes[0].Diff = nil },
		"changed too late":    func(d *report.Dossier) { d.Changes[0].LastSeen = known(14000) },
	} {
		d, acts := sampleDemo()
		spoil(d)
		c := compare(d, acts)
		var b bytes.Buffer
		c.print(&b, "fr", "demo")
		if c.agrees() || !strings.Contains(b.String(), "LE RAPPORT NE DIT PAS") || strings.Contains(b.String(), "%!") {
			t.Errorf("%s: not noticed:\n%s", name, b.String())
		}
	}
}

func TestDemoKnowsWhatHasNoEnd(t *testing.T) {
	d, acts := sampleDemo()
	acts = acts[:1]
	acts[0].To = time.Time{}
	d.Changes = nil
	d.Incidents[0].LastBad, d.Incidents[0].FirstGood = known(29400), report.Time{}
	d.Incidents[0].AtLeast, d.Incidents[0].AtMost = 23000, 24600
	if c := compare(d, acts); !c.agrees() || c.outages[0].took != 24000 {
		t.Errorf("%+v", c)
	}
}

// What one vantage saw alone is no downtime, and is said.
func TestDemoTellsWhatWasNotConfirmed(t *testing.T) {
	d, acts := sampleDemo()
	d.Unconfirmed = []report.Incident{{Target: "refuge", FirstBad: known(20000), Vantages: []string{"paris-1"}}}
	c := compare(d, acts)
	var b bytes.Buffer
	c.print(&b, "en", "demo")
	if !c.agrees() || !strings.Contains(b.String(), "refuge") {
		t.Errorf("%s", b.String())
	}
}
