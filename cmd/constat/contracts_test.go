package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/report/contract"
	"constat/report/incident"
	"constat/store/record"
)

const ticketed = `schema: constat-rule/1
name: test-hosting
version: 1
status: verified
provider: P
product: Hosting
sources: [{url: "https://p.example/sla", grade: official}]
commitment: 99.9
clock: ticket_opened
credit: {kind: flat_percent, percent: 5}
claim: {days: 15, from: incident}
`

func putText(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The rules and the terms in force are entered by their digests, in ascending
// order, each once; one that cannot be read is said, and stops nothing.
func TestRulesInForceAreEnteredByDigest(t *testing.T) {
	dir := t.TempDir()
	putText(t, filepath.Join(dir, "rules", "own.yaml"), ticketed)
	terms := "contracts: [{name: a, rule: aws-ec2-instance, targets: [shop]}, {name: b, rule: rules/own.yaml, provider: whc}]\n"
	putText(t, filepath.Join(dir, "terms.yaml"), terms)
	c := &Config{Terms: "terms.yaml", Contracts: map[string]Contract{"x": {Provider: "whc", Rule: "rules/own.yaml"}, "gone": {Provider: "whc", Rule: "rules/gone.yaml"}}}
	all, digests, err := c.agreed(dir)
	if err == nil || !strings.Contains(err.Error(), "rules/gone.yaml") {
		t.Errorf("the missing rule is not said: %v", err)
	}
	if len(all) != 3 || len(digests) != 3 {
		t.Fatalf("%d contracts, %d digests", len(all), len(digests))
	}
	shipped, _ := contract.ShippedRule("aws-ec2-instance")
	want := map[record.Hash]bool{record.Sum([]byte(terms)): true, record.Sum([]byte(ticketed)): true, shipped.Digest: true}
	for n, d := range digests {
		if !want[d] || n > 0 && bytes.Compare(digests[n-1][:], d[:]) >= 0 {
			t.Errorf("digest %v", d)
		}
	}
}

func TestAnOutageThatGoesOnHasItsLastDay(t *testing.T) {
	rule, err := contract.ParseRule([]byte(ticketed))
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		x, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	since := record.At(at("2021-08-28T10:00:00Z"))
	targets := []statusTarget{{Name: "shop", Provider: "whc", Outcome: incident.Bad, Since: &since}, {Name: "mail", Provider: "whc", Outcome: incident.Good, Since: &since},
		{Name: "other", Provider: "else", Outcome: incident.Bad, Since: &since}}
	c := &contract.Contract{Name: "pro", Provider: "whc", Rule: rule, Zone: "America/Toronto", Per: "month"}
	for _, x := range []struct {
		now          string
		ticket, soon bool
	}{{"2021-08-28T11:00:00Z", true, false}, {"2021-09-06T11:00:00Z", true, true}} {
		list := claims([]*contract.Contract{c}, targets, at(x.now))
		if len(list) != 1 || list[0].ClaimDay != "2021-09-12" || list[0].Ticket != x.ticket || list[0].Soon != x.soon {
			t.Errorf("at %s: %+v", x.now, list)
		}
	}
	c.Tickets = []contract.Ticket{{Opened: since + 600_000}}
	if list := claims([]*contract.Contract{c}, targets, at("2021-08-28T11:00:00Z")); len(list) != 1 || list[0].Ticket {
		t.Errorf("with a ticket: %+v", list)
	}
}

func TestSimulateGivesARowOfTheDossier(t *testing.T) {
	for _, x := range []struct{ args, result, amount, percent string }{
		{"aws-ec2-instance --down 2021-06-03T00:00..2021-06-03T03:37 --fee 100USD", "ELIGIBLE", "10.00", "10"},
		{"aws-ec2-instance --down 2021-06-03T00:00..2021-06-03T03:36 --fee 100USD", "NOT_ELIGIBLE", "0.00", "0"},
		{"ovhcloud-us-kms --down 2021-06-03T00:00..2021-06-03T04:36 --ticket 2021-06-03T00:00 --fee 100USD", "ELIGIBLE", "5.00", "5"},
		{"ovhcloud-us-kms --down 2021-06-03T00:00..2021-06-03T04:36 --ticket 2021-06-03T00:10 --fee 100USD", "REVIEW_REQUIRED", "0.00", "0"},
		{"ovhcloud-us-kms --down 2021-06-03T00:00..2021-06-03T04:36 --fee 100USD", "INSUFFICIENT_EVIDENCE", "5.00", "5"},
		{"swiftdesigns-hosting --down 2021-06-03T00:00..2021-06-03T01:00 --down 2021-06-04T00:00..2021-06-04T01:30 --fee 30USD", "ELIGIBLE", "3.00", "10"},
		{"mayday-hosting --down 2021-06-03T00:00..2021-06-03T00:50 --fee 9.99EUR", "REVIEW_REQUIRED", "0.00", "0"},
	} {
		var out, errs bytes.Buffer
		if code := ruleCmd(t.Context(), append([]string{"simulate", "--json"}, strings.Fields(x.args)...), &out, &errs); code != 0 {
			t.Fatalf("%s: %d, %s", x.args, code, errs.String())
		}
		var row struct {
			Result string            `json:"result"`
			Credit map[string]any    `json:"credit"`
			Worst  map[string]any    `json:"worst"`
			Best   map[string]any    `json:"best"`
			Steps  []string          `json:"steps"`
			French []string          `json:"steps_fr"`
			Period map[string]string `json:"period"`
		}
		if err := json.Unmarshal(out.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if row.Result != x.result || row.Credit["amount"] != x.amount || row.Credit["percent"] != x.percent || len(row.Steps) == 0 || len(row.Steps) != len(row.French) || row.Worst == nil || row.Best == nil {
			t.Errorf("%s: %s, %v", x.args, row.Result, row.Credit)
		}
	}
}

func TestRuleCommandRefuses(t *testing.T) {
	for _, x := range []struct {
		args string
		code int
	}{
		{"simulate nobody --down 2021-06-03..2021-06-04 --fee 1CAD", 2}, {"simulate aws-ec2-instance --fee 1CAD", 2},
		{"simulate aws-ec2-instance --down 2021-06-04..2021-06-03 --fee 1CAD", 2}, {"simulate aws-ec2-instance --down 2021-06-03..2021-06-04 --fee 1XXX", 2},
		{"simulate mayday-hosting --down 2021-03-28T02:30..2021-03-28T05:00 --fee 1EUR", 2}, // the clocks skip it in Vienna
		{"check hosting-ca", 1}, {"check wphostingspot-hosting", 1}, {"check aws-ec2-instance", 0}, {"check nobody", 2}, {"explain nobody", 2}, {"frobnicate", 2},
		{"list", 0}, {"explain aws-s3-standard", 0},
	} {
		var out, errs bytes.Buffer
		if code := ruleCmd(t.Context(), strings.Fields(x.args), &out, &errs); code != x.code {
			t.Errorf("%s: %d, %s", x.args, code, errs.String())
		}
	}
}
