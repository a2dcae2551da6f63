package report_test

import (
	"slices"
	"testing"

	"constat/report"
	"constat/report/contract"
	"constat/report/lang"
	"constat/store"
	"constat/store/bundle"
)

// What runs on a machine is the customer's to keep up where they administer it,
// and the provider's else: a machine that refuses was there. One of which nothing
// comes back tells nothing of the two.
func TestWhoAdministersAMachineAnswersForWhatRunsOnIt(t *testing.T) {
	for _, c := range []struct {
		managed, failing string
		review           bool
	}{
		{"", "!", false}, {"provider", "!", false}, {"customer", "!", true}, {"unknown", "!", false},
		{"", "…", false}, {"provider", "…", false}, {"customer", "…", false},
	} {
		text := "contracts: [{name: c, provider: whc, rule: mayday-hosting, fee: 100, currency: USD"
		if c.managed != "" {
			text += ", managed: " + c.managed
		}
		terms, err := contract.ParseTerms([]byte(text+"}]\n"), lang.Zone, func(name string) ([]byte, error) {
			r, _ := contract.ShippedRule(name)
			return []byte(r.Text), nil
		})
		if err != nil {
			t.Fatal(err)
		}
		one, two := newNode(t, "levis-1/1", 0, shop(), control()), newNode(t, "saguenay-1/1", 30, shop(), control())
		for _, page := range []string{"Terre et Ciel", "Terre et Ciel", c.failing, c.failing, c.failing, c.failing, c.failing, c.failing, iis, iis} {
			one.ask(page, "ok")
			two.ask(page, "ok")
		}
		d, err := report.Build([]*bundle.Bundle{one.bundle(store.Query{}), two.bundle(store.Query{})}, report.Options{Terms: terms})
		if err != nil || len(d.Incidents) != 1 || len(d.Losses) != 1 || len(d.Contracts) == 0 {
			t.Fatalf("%v, %+v", err, d)
		}
		name := c.managed + " " + c.failing
		if got := slices.Contains(d.Incidents[0].Review, "customer-managed"); got != c.review {
			t.Errorf("%s: incident %v", name, d.Incidents[0].Review)
		}
		if got := slices.Contains(d.Losses[0].Review, "no-failure"); got != c.review { // their own failure shows nothing of a loss
			t.Errorf("%s: loss %v", name, d.Losses[0].Review)
		}
	}
}
