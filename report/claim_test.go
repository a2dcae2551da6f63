package report_test

import (
	"errors"
	"slices"
	"testing"

	"constat/report"
	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/lang"
	"constat/store"
	"constat/store/bundle"
)

const everyMinute = `schema: constat-rule/1
name: test-hosting
version: 1
status: verified
provider: P
product: Hosting
sources: [{url: "https://p.example/sla", grade: official}]
commitment: 99.9999
credit: {kind: flat_percent, percent: 5}
`

func termsOf(t *testing.T, text, rule string) *contract.Agreed {
	t.Helper()
	terms, err := contract.ParseTerms([]byte(text), lang.Zone, func(string) ([]byte, error) { return []byte(rule), nil })
	if err != nil {
		t.Fatal(err)
	}
	return terms
}

// A claim is about the contract's own outages, and what is heard of them are
// the answers from the last good one to the first good one, of its vantages.
func TestAClaimHasTheAnswersAroundItsOutages(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), blog(), control())
	for m := range 20 {
		a.ask(map[bool]string{true: "!", false: "Boutique"}[m >= 5 && m <= 8], map[bool]string{true: "!", false: "Blog"}[m == 12 || m == 13], "ok")
	}
	terms := termsOf(t, "contracts: [{name: pro, rule: r, targets: [shop], fee: 9.99, currency: CAD}, {name: calm, rule: r, targets: [nothing]}]\n", everyMinute)
	var heard []dossier.Heard
	d, err := report.Build([]*bundle.Bundle{a.bundle(store.Query{})}, report.Options{Terms: terms, Heard: func(h dossier.Heard) { heard = append(heard, h) }})
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Claim(terms, "pro", "")
	if err != nil || len(c.Outages) != 1 || c.Outages[0].Target != "shop" || c.Promise == nil || c.Rule.Name != "test-hosting" {
		t.Fatalf("%+v, %v", c, err)
	}
	var verdicts []string
	for _, h := range heard {
		if h.Target == "shop" {
			verdicts = append(verdicts, h.Verdict)
		}
	}
	if want := []string{"good", "bad", "bad", "bad", "bad", "good"}; !slices.Equal(verdicts, want) {
		t.Errorf("heard %v", verdicts)
	}
	if _, err := d.Claim(terms, "nobody", ""); !errors.Is(err, dossier.ErrNoContract) {
		t.Errorf("a contract that is none: %v", err)
	}
	if _, err := d.Claim(terms, "pro", "2026-11-22"); err != nil {
		t.Errorf("its day: %v", err)
	}
	if _, err := d.Claim(terms, "pro", "2026-12-01"); err == nil {
		t.Error("a day in no period")
	}
	d.Contracts[0].Result = "NOT_ELIGIBLE"
	for _, day := range []string{"", "2026-11-22"} {
		if _, err := d.Claim(terms, "pro", day); !errors.Is(err, dossier.ErrNotOwed) {
			t.Errorf("nothing owed, day %q: %v", day, err)
		}
	}
	d.Contracts[0].Result = "ELIGIBLE"
	d.Contracts = append(d.Contracts, d.Contracts[0])
	var several *dossier.PeriodsError
	if _, err := d.Claim(terms, "pro", ""); !errors.As(err, &several) || len(several.Days) != 2 {
		t.Errorf("two periods: %v", err)
	}
}
