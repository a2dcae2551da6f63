package report_test

import (
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/page"
	"constat/store/record"
)

const (
	allWell = `{"page":{"id":"p"},"status":{"indicator":"none"},"incidents":[]}`
	admits  = `{"page":{"id":"p"},"status":{"indicator":"critical"},"incidents":[{"id":"1","name":"outage","status":"investigating"}]}`
)

// An admission that is kept under the digest of "all is well" is no
// silence: the kept body gives another digest, nothing rests on either, and the
// report says so.
func TestAdmissionUnderAnotherDigestIsNoSilence(t *testing.T) {
	for name, hides := range map[string]bool{"told": false, "hidden": true} {
		status := target("status", "https://status.example/")
		status.Question.Kind, status.Question.Matter = record.AskStatement, record.MatterStatus
		n := newNode(t, "saguenay-1/1", 0, shop(), control(), status)
		for m := range 20 {
			at := noon.Add(time.Duration(n.minute) * time.Minute)
			shop, said := "Boutique", admits
			if m >= 5 && m <= 15 {
				shop = "!"
			}
			n.ask(shop, "ok", "-")
			s := answer(n.targets[2], at, "")
			s.Answer.Headers, s.Exchange.Response = nil, []byte("HTTP/1.1 200 OK\r\n\r\n")
			s.Exchange.Body = []byte(said)
			s.Answer.Body, s.Answer.Size = record.Sum([]byte(said)), int64(len(said))
			s.Answer.Normal, s.Answer.Rules = page.Statement("", []byte(said))
			if hides {
				s.Answer.Normal, s.Answer.Rules = page.Statement("", []byte(allWell))
			}
			n.must(n.Observe([]record.Seen{s}))
		}
		d := build(t, n.bundle(store.Query{}))
		if len(d.Silences) != 1 {
			t.Fatalf("%s: %d silences", name, len(d.Silences))
		}
		found := slices.ContainsFunc(d.Checks.Checks, func(c dossier.Check) bool { return c.Name == "forms" && c.Result == "unchecked" })
		if found != hides || (d.Checks.Verdict == "proven") == hides {
			t.Errorf("%s: verdict %s, told %v", name, d.Checks.Verdict, found)
		}
		if s := d.Silences[0]; s.Result == "silent" || hides && s.AtLeast != 0 {
			t.Errorf("%s: %s for at least %v", name, s.Result, s.AtLeast)
		}
	}
}

// A page that is said to be another one than it is makes no change and no loss.
func TestPageUnderAnotherDigestIsNoChange(t *testing.T) {
	n := newNode(t, "saguenay-1/1", 0, shop(), control())
	for m := range 20 {
		at := noon.Add(time.Duration(n.minute) * time.Minute)
		n.ask("-", "ok")
		s := answer(n.targets[0], at, "Boutique")
		if m >= 10 {
			s = answer(n.targets[0], at, "Boutique ")
			s.Answer.Normal = record.Sum([]byte("another"))
		}
		n.must(n.Observe([]record.Seen{s}))
	}
	d := build(t, n.bundle(store.Query{}))
	if len(d.Changes)+len(d.Losses) != 0 || d.Checks.Verdict != "unchecked" {
		t.Errorf("%d changes, %d losses, verdict %s", len(d.Changes), len(d.Losses), d.Checks.Verdict)
	}
}
