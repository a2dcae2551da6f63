package report

import (
	"slices"
	"testing"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/lang"
	"constat/store/record"
)

// A promise about pages says nothing of a name, a job or a shell: their
// failures are no downtime of a contract that names no target, and for a person
// to look at in one that does. The right to ask may have ended.
func TestACreditIsForWhatThePromiseCovers(t *testing.T) {
	from := record.At(time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC))
	const hour = record.Instant(3600_000)
	for _, x := range []struct {
		kind, targets, answer, reason string
		days                          record.Instant
	}{
		{"http", "", "ELIGIBLE", "", 3}, {"http", "shop", "ELIGIBLE", "", 3}, {"http", "", "REVIEW_REQUIRED", "deadline-passed", 700},
		{"ssh", "", "INSUFFICIENT_EVIDENCE", "nothing-shown", 3}, {"dns", "", "INSUFFICIENT_EVIDENCE", "nothing-shown", 3},
		{"push", "", "INSUFFICIENT_EVIDENCE", "nothing-shown", 3}, {"icmp", "shop", "REVIEW_REQUIRED", "not-observed", 3}, {"ssh", "shop", "REVIEW_REQUIRED", "not-observed", 3},
	} {
		text := "contracts: [{name: c, provider: p, rule: mayday-hosting, fee: 100, currency: USD, targets: [" + x.targets + "]}]\n"
		terms := termsOf(t, text)
		p := incident.Span{From: from, To: from + 31*24*hour}
		down := []incident.Span{{From: from + 24*hour, To: from + 60*hour}}
		b := &builder{d: &dossier.Dossier{At: dossier.Known(from + x.days*24*hour)}, period: p, opt: Options{Terms: terms}, downs: []downtime{{dossier.Target{Name: "shop", Provider: "p", Question: record.Question{Kind: x.kind}},
			incident.Timeline{Proven: down, Possible: down, Covered: []incident.Span{p}}}}}
		if err := b.contracts(); err != nil {
			t.Fatal(err)
		}
		c := b.d.Contracts[0]
		if c.Result != x.answer || x.reason == "" && len(c.Reasons) > 0 || x.reason != "" && !slices.Contains(c.Reasons, x.reason) {
			t.Errorf("%s, targets %q: %s %v, by %s", x.kind, x.targets, c.Result, c.Reasons, c.ClaimDay)
		}
	}
}

// Whoever administers a machine that was there answers for what ran on it. Where
// nobody says who does, that can be argued, and settles nothing.
func TestAMachineOfTheCustomersNeedsALook(t *testing.T) {
	from := record.At(time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC))
	const hour = record.Instant(3600_000)
	for _, x := range []struct {
		managed, layer, answer, reservation string
	}{
		{"unknown", "transport", "ELIGIBLE", "managed-unknown"}, {"provider", "transport", "ELIGIBLE", ""}, {"customer", "transport", "REVIEW_REQUIRED", ""}, {"unknown", "network", "ELIGIBLE", ""},
	} {
		terms := termsOf(t, "contracts: [{name: c, provider: p, rule: mayday-hosting, fee: 100, currency: USD, targets: [shop], managed: "+x.managed+"}]\n")
		p := incident.Span{From: from, To: from + 31*24*hour}
		down := []incident.Span{{From: from + 24*hour, To: from + 60*hour}}
		shop := dossier.Target{Name: "shop", Provider: "p", Question: record.Question{Kind: "http"}}
		b := &builder{d: &dossier.Dossier{At: dossier.Known(from + 3*24*hour)}, period: p, opt: Options{Terms: terms}, downs: []downtime{{shop, incident.Timeline{Proven: down, Possible: down, Covered: []incident.Span{p}}}}}
		i := dossier.Incident{LastGood: dossier.Known(down[0].From), FirstGood: dossier.Known(down[0].To), Causes: []dossier.CauseSeen{{Cause: "tcp-refused", Layer: x.layer}}}
		b.describe(&i, shop, incident.Incident{})
		b.d.Incidents = []dossier.Incident{i}
		if err := b.contracts(); err != nil {
			t.Fatal(err)
		}
		c := b.d.Contracts[0]
		if c.Result != x.answer || slices.Contains(c.Reasons, "customer-managed") != (x.answer == "REVIEW_REQUIRED") || slices.Contains(c.Reservations, "managed-unknown") != (x.reservation != "") {
			t.Errorf("%s, %s: %s %v, %v", x.managed, x.layer, c.Result, c.Reasons, c.Reservations)
		}
	}
}

// No connection with the outside at all is not what was seen where the machine
// answered, if only to refuse, or where only a name was not found.
func TestAMachineThatRefusesIsConnected(t *testing.T) {
	from := record.At(time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC))
	const hour = record.Instant(3600_000)
	terms := termsOf(t, "contracts: [{name: c, rule: aws-ec2-instance, fee: 100, currency: USD, targets: [shop]}]\n")
	p := incident.Span{From: from, To: from + 31*24*hour}
	down := []incident.Span{{From: from + 24*hour, To: from + 60*hour}}
	for _, x := range []struct {
		causes []string
		want   string
	}{
		{[]string{"tcp-timeout"}, "ELIGIBLE"}, {[]string{"tcp-unreachable", "tcp-timeout"}, "ELIGIBLE"}, {[]string{"tcp-refused"}, "REVIEW_REQUIRED"},
		{[]string{"tcp-timeout", "tcp-refused"}, "REVIEW_REQUIRED"}, {[]string{"http-status"}, "REVIEW_REQUIRED"}, {[]string{"tls-expired"}, "REVIEW_REQUIRED"}, {[]string{"dns-nxdomain"}, "REVIEW_REQUIRED"},
	} {
		i := dossier.Incident{Cause: x.causes[0], LastGood: dossier.Known(down[0].From - 1), FirstGood: dossier.Known(down[0].To + 1)}
		for _, c := range x.causes {
			i.Causes = append(i.Causes, dossier.CauseSeen{Cause: c})
		}
		b := &builder{d: &dossier.Dossier{At: dossier.Known(p.To), Incidents: []dossier.Incident{i}}, period: p, opt: Options{Terms: terms}, downs: []downtime{{dossier.Target{Name: "shop", Question: record.Question{Kind: "http"}},
			incident.Timeline{Proven: down, Possible: down, Covered: []incident.Span{p}}}}}
		if err := b.contracts(); err != nil {
			t.Fatal(err)
		}
		if c := b.d.Contracts[0]; c.Result != x.want || slices.Contains(c.Reasons, "not-observed") != (x.want != "ELIGIBLE") {
			t.Errorf("%v: %s %v", x.causes, c.Result, c.Reasons)
		}
	}
}

// Two contracts whose credits exclude each other are not both asked for what one
// target did.
func TestCreditsThatExcludeEachOtherAreNotBothAsked(t *testing.T) {
	from := record.At(time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC))
	const hour = record.Instant(3600_000)
	p := incident.Span{From: from, To: from + 31*24*hour}
	down := []incident.Span{{From: from + 24*hour, To: from + 60*hour}}
	for second, want := range map[string]bool{"shop": true, "blog": false} {
		terms := termsOf(t, "contracts:\n- {name: a, rule: aws-ec2-instance, fee: 100, currency: USD, targets: [shop]}\n- {name: b, rule: aws-ec2-region, fee: 500, currency: USD, conditions: [two_zones], targets: ["+second+"]}\n")
		b := &builder{d: &dossier.Dossier{At: dossier.Known(p.To)}, period: p, opt: Options{Terms: terms}}
		for n, name := range []string{"shop", "blog"} {
			b.downs = append(b.downs, downtime{dossier.Target{Name: name, ID: record.Hash{byte(n + 1)}, Question: record.Question{Kind: "http"}}, incident.Timeline{Proven: down, Possible: down, Covered: []incident.Span{p}}})
		}
		if err := b.contracts(); err != nil {
			t.Fatal(err)
		}
		for _, c := range b.d.Contracts {
			if slices.Contains(c.Reasons, "not-together") != want || want && c.Result != "REVIEW_REQUIRED" {
				t.Errorf("%s beside %s: %s %v", c.Contract, second, c.Result, c.Reasons)
			}
		}
	}
}

// termsOf reads contracts whose rules are those that are shipped.
func termsOf(t *testing.T, text string) *contract.Agreed {
	t.Helper()
	terms, err := contract.ParseTerms([]byte(text), lang.Zone, func(name string) ([]byte, error) {
		r, _ := contract.ShippedRule(name)
		return []byte(r.Text), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return terms
}
