package report

import (
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// Two contracts that give a credit for the same downtime of the same target are
// told: of one provider they are for a person to look at, of two they can both
// hold, and that is said. Downtime of another target, or under a contract that
// owes nothing for it, is no second claim.
func TestOneDowntimeUnderTwoContractsIsTold(t *testing.T) {
	from := record.At(time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC))
	const hour = record.Instant(3600_000)
	p := incident.Span{From: from, To: from + 31*24*hour}
	down := []incident.Span{{From: from + 24*hour, To: from + 60*hour}}
	target := func(name string, id byte, spans []incident.Span) downtime {
		return downtime{dossier.Target{Name: name, ID: record.Hash{id}, Question: record.Question{Kind: "http"}}, incident.Timeline{Proven: spans, Possible: spans, Covered: []incident.Span{p}}}
	}
	for name, x := range map[string]struct{ second, answer, reason, reservation string }{
		"the same provider":   {"{name: d, provider: p, rule: mayday-hosting, fee: 9, currency: USD, targets: [shop]}", "REVIEW_REQUIRED", "claimed-twice", ""},
		"another target":      {"{name: d, provider: p, rule: mayday-hosting, fee: 9, currency: USD, targets: [blog]}", "ELIGIBLE", "", ""},
		"a target that held":  {"{name: d, provider: p, rule: mayday-hosting, fee: 9, currency: USD, targets: [calm]}", "ELIGIBLE", "", ""},
		"before it was one":   {"{name: d, provider: p, rule: mayday-hosting, fee: 9, currency: USD, targets: [shop], until: 2024-02-29}", "ELIGIBLE", "", ""},
		"another provider":    {"{name: d, provider: q, rule: crucial-hosting, fee: 9, currency: USD, targets: [shop]}", "ELIGIBLE", "", "also-under"},
		"both hold something": {"{name: d, provider: p, rule: mayday-hosting, fee: 9, currency: USD, targets: [shop, blog]}", "REVIEW_REQUIRED", "claimed-twice", ""},
	} {
		text := "contracts: [{name: c, provider: p, rule: mayday-hosting, fee: 100, currency: USD, targets: [shop]}, " + x.second + "]\n"
		terms := termsOf(t, text)
		b := &builder{d: &dossier.Dossier{At: dossier.Known(from + 3*24*hour)}, period: p, opt: Options{Terms: terms}, downs: []downtime{target("shop", 1, down), target("blog", 2, down), target("calm", 3, nil)}}
		if err := b.contracts(); err != nil {
			t.Fatal(err)
		}
		c := b.d.Contracts[0]
		if c.Result != x.answer || slices.Contains(c.Reasons, "claimed-twice") != (x.reason != "") || slices.Contains(c.Reservations, "also-under") != (x.reservation != "") {
			t.Errorf("%s: %s %v, %v", name, c.Result, c.Reasons, c.Reservations)
		}
	}
}

// Terms that a log had are not the only ones that were in force, where it named
// others at some time.
func TestOtherTermsThatWereInForceAreTold(t *testing.T) {
	one, rule, two := record.Hash{1}, record.Hash{2}, record.Hash{3}
	for name, x := range map[string]struct {
		rules [][]record.Hash
		other bool
	}{
		"these alone": {[][]record.Hash{nil, {one, rule}, {one, rule}}, false}, "others before": {[][]record.Hash{{rule, two}, {one, rule}}, true}, "others after": {[][]record.Hash{{one}, {two}}, true},
		"both": {[][]record.Hash{{one, two}}, false},
	} {
		a := &account{}
		for n, rules := range x.rules {
			a.entries = append(a.entries, bundle.Item{Leaf: int64(n), Entry: record.Watch{Rules: rules}})
		}
		b := &builder{d: &dossier.Dossier{Terms: dossier.Terms{SHA256: one}}, accounts: []*account{a}}
		if b.otherTerms() != x.other {
			t.Errorf("%s: %v", name, !x.other)
		}
	}
}
