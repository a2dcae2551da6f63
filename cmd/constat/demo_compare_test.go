package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"constat/cmd/constat/demo"
	"constat/report/dossier"
	"constat/store/record"
)

var demoBegin = time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)

// after and known count in milliseconds.
func after(ms int) time.Time { return demoBegin.Add(time.Duration(ms) * time.Millisecond) }

func known(ms int) dossier.Time { return dossier.Known(record.At(after(ms))) }

// sampleDemo is a provider that failed once and rolled back, and a report that
// says so.
func sampleDemo() (*dossier.Dossier, []demo.Act) {
	both := []string{"paris-1", "saguenay-1"}
	d := &dossier.Dossier{
		Period:   dossier.Period{From: known(0), To: known(30000)},
		Vantages: []dossier.Vantage{{Name: both[0]}, {Name: both[1]}},
		Incidents: []dossier.Incident{{
			Target: "boutique", LastGood: known(5400), FirstBad: known(6400), LastBad: known(13100), FirstGood: known(13700),
			AtLeast: 6700, AtMost: 8300, Cause: "tcp-refused", Vantages: both,
		}},
	}
	d.Changes = []dossier.Change{{Target: "boutique", Vantages: both, LastSeen: known(5400), First: known(13700),
		Equals: known(3000), Diff: []dossier.DiffLine{{Op: "-", Text: "a"}}}}
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
	c.print(&b, "en", "a folder", demoRegister{})
	for _, want := range []string{"6.7\u00a0s – 8.3\u00a0s", "tcp-refused", "right", "--policy 'a folder/policy'", "nothing else"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in:\n%s", want, b.String())
		}
	}
}

func TestDemoSeesWhatAReportGetsWrong(t *testing.T) {
	for name, spoil := range map[string]func(d *dossier.Dossier){
		"not found":           func(d *dossier.Dossier) { d.Incidents = nil },
		"another site":        func(d *dossier.Dossier) { d.Incidents[0].Target = "refuge" },
		"one vantage":         func(d *dossier.Dossier) { d.Incidents[0].Vantages = []string{"paris-1"} },
		"another cause":       func(d *dossier.Dossier) { d.Incidents[0].Cause = "http-timeout" },
		"too much proven":     func(d *dossier.Dossier) { d.Incidents[0].AtLeast = 7700 },
		"nothing proven":      func(d *dossier.Dossier) { d.Incidents[0].AtLeast = 0 },
		"too little possible": func(d *dossier.Dossier) { d.Incidents[0].AtMost = 7300 },
		"bad too early":       func(d *dossier.Dossier) { d.Incidents[0].FirstBad = known(5500) },
		"bad too late":        func(d *dossier.Dossier) { d.Incidents[0].LastBad = known(13800) },
		"good too late":       func(d *dossier.Dossier) { d.Incidents[0].LastGood = known(6200) },
		"good too early":      func(d *dossier.Dossier) { d.Incidents[0].FirstGood = known(13200) },
		"never good again":    func(d *dossier.Dossier) { d.Incidents[0].FirstGood = dossier.Time{} },
		"one more":            func(d *dossier.Dossier) { d.Incidents = append(d.Incidents, d.Incidents[0]) },
		"a change not seen":   func(d *dossier.Dossier) { d.Changes[0].Vantages = d.Changes[0].Vantages[:1] },
		"a change told twice": func(d *dossier.Dossier) { d.Changes = append(d.Changes, d.Changes[0]) },
		"a change elsewhere":  func(d *dossier.Dossier) { d.Changes[0].Target = "refuge" },
		"not older":           func(d *dossier.Dossier) { d.Changes[0].Equals = dossier.Time{} },
		"no difference":       func(d *dossier.Dossier) { d.Changes[0].Diff = nil },
		"changed too late":    func(d *dossier.Dossier) { d.Changes[0].LastSeen = known(14000) },
	} {
		d, acts := sampleDemo()
		spoil(d)
		c := compare(d, acts)
		var b bytes.Buffer
		c.print(&b, "fr", "demo", demoRegister{})
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
	d.Incidents[0].LastBad, d.Incidents[0].FirstGood = known(29400), dossier.Time{}
	d.Incidents[0].AtLeast, d.Incidents[0].AtMost = 23000, 24600
	if c := compare(d, acts); !c.agrees() || c.outages[0].took != 24000 {
		t.Errorf("%+v", c)
	}
}

// What one vantage saw alone is no downtime, and is said.
func TestDemoTellsWhatWasNotConfirmed(t *testing.T) {
	d, acts := sampleDemo()
	d.Unconfirmed = []dossier.Incident{{Target: "refuge", FirstBad: known(20000), Vantages: []string{"paris-1"}}}
	c := compare(d, acts)
	var b bytes.Buffer
	c.print(&b, "en", "demo", demoRegister{})
	if !c.agrees() || !strings.Contains(b.String(), "refuge") {
		t.Errorf("%s", b.String())
	}
}
