package report_test

import (
	"slices"
	"testing"
	"time"

	"constat/report"
	"constat/report/contract"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// emptied has each target answer 200 with nothing, and with a field.
func (n *node) emptied(name, value string) {
	n.t.Helper()
	at := noon.Add(time.Duration(n.minute)*time.Minute + time.Duration(n.phase)*time.Second)
	n.minute++
	empty, control := answer(n.targets[0], at, ""), answer(n.targets[1], at, "ok")
	empty.Answer.Body, empty.Answer.Size, empty.Answer.Normal, empty.Answer.Rules = record.Sum(nil), 0, record.Hash{}, ""
	empty.Exchange.Body, empty.Exchange.Response = nil, []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
	if name != "" {
		empty.Exchange.Response = []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + name + ": " + value + "\r\n\r\n")
	}
	if name == "Retry-After" {
		empty.Answer.Headers = append(empty.Answer.Headers, record.Header{Name: name, Value: value})
	}
	n.must(n.Observe([]record.Seen{empty, control}))
}

// An empty answer that says by itself that it is not for good establishes no loss,
// whether the answer keeps what says so, or a capture alone.
func TestAnEmptyAnswerThatAnnouncesItsEndIsNoLoss(t *testing.T) {
	for _, c := range []struct {
		name, value string
		losses      int
	}{{"", "", 1}, {"Retry-After", "3600", 0}, {"Refresh", "300", 0}, {"Refresh", "0; url=/entretien", 0}, {"X-Other", "3600", 1}} {
		a, b := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
		for _, n := range []*node{a, b} {
			for _, page := range outage() {
				n.ask(page, "ok")
			}
			for range 3 {
				n.emptied(c.name, c.value)
			}
		}
		d := build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
		now, _ := d.Pages[0].Now()
		if len(d.Losses) != c.losses || c.losses == 0 && !slices.Equal(now.Review, []string{"announced"}) || c.losses == 1 && d.Losses[0].State != "emptied" {
			t.Errorf("%s: %s: %d losses, %s%v", c.name, c.value, len(d.Losses), now.State, now.Review)
		}
	}
}

// A loss that was seen only during maintenance, as the terms tell it, says so.
func TestALossDuringMaintenanceNamesIt(t *testing.T) {
	a, b := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
	for _, page := range outage(iis, iis, iis) {
		a.ask(page, "ok")
		b.ask(page, "ok")
	}
	bundles := []*bundle.Bundle{a.bundle(store.Query{}), b.bundle(store.Query{})}
	for to, want := range map[string]bool{"13:00": true, "12:10": false} {
		text := "contracts: [{name: c, provider: whc, rule: mayday-hosting, fee: 100, currency: USD, timezone: UTC, targets: [shop], maintenance: [{from: 2026-11-22 12:00, to: 2026-11-22 " + to + "}]}]\n"
		rule, _ := contract.ShippedRule("mayday-hosting")
		d, err := report.Build(bundles, report.Options{Terms: termsOf(t, text, rule.Text)})
		if err != nil {
			t.Fatal(err)
		}
		if l := d.Losses[0]; slices.Contains(l.Review, "maintenance") != want || l.Sure() == want {
			t.Errorf("until %s: %v", to, l.Review)
		}
	}
}
