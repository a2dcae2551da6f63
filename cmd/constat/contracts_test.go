package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/collector"
	"constat/report/contract"
	"constat/report/notify"
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

// A contract of the configuration is not in the file of terms again.
func TestAContractIsNamedOnce(t *testing.T) {
	dir := t.TempDir()
	putText(t, filepath.Join(dir, "terms.yaml"), "contracts: [{name: pro, rule: aws-ec2-instance, targets: [shop]}]\n")
	c := &Config{Terms: "terms.yaml", Contracts: map[string]Contract{"pro": {Provider: "aws", Rule: "aws-ec2-instance", Targets: []string{"shop"}}}}
	all, digests, err := c.agreed(dir)
	if err == nil || !strings.Contains(err.Error(), "claimed twice") || len(all) != 1 || len(digests) != 2 {
		t.Errorf("%d contracts, %d digests, %v", len(all), len(digests), err)
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
	outages := []outage{{Target: "shop", Provider: "whc", From: since}, {Target: "other", Provider: "else", From: since}}
	c := &contract.Contract{Name: "pro", Provider: "whc", Rule: rule, Zone: "America/Toronto", Per: "month"}
	for _, x := range []struct {
		now  string
		days int
	}{{"2021-08-28T11:00:00Z", 15}, {"2021-09-06T11:00:00Z", 6}} {
		list := claims([]*contract.Contract{c}, outages, at(x.now))
		if len(list) == 0 || list[0].ClaimDay != "2021-09-12" || list[0].Days != x.days || !list[len(list)-1].Ticket {
			t.Errorf("at %s: %+v", x.now, list)
		}
	}
	outages[0].To = since + 7200_000
	c.Tickets = []contract.Ticket{{Opened: since + 600_000}}
	if list := claims([]*contract.Contract{c}, outages, at("2021-08-29T11:00:00Z")); len(list) != 1 || list[0].Ticket || list[0].ClaimDay != "2021-09-12" {
		t.Errorf("ended, with a ticket: %+v", list)
	}
	if list := claims([]*contract.Contract{c}, outages, at("2021-09-14T11:00:00Z")); len(list) != 0 {
		t.Errorf("after the last day: %+v", list)
	}
}

// What goes by while the daemon runs is remembered, and a restart goes on.
func TestOutagesUnderContractAreRemembered(t *testing.T) {
	dir := t.TempDir()
	rule, err := contract.ParseRule([]byte(ticketed))
	if err != nil {
		t.Fatal(err)
	}
	all := []*contract.Contract{{Name: "pro", Rule: rule, Targets: []string{"shop"}}}
	question := record.Question{Kind: "http", URL: "https://shop.example/", Method: "GET", Timeout: 15000, BodyLimit: 1}
	targets := []record.Watched{{Target: record.Target{Link: record.Link{Chain: record.Chain{1}}, Name: "shop", Question: question}},
		{Target: record.Target{Link: record.Link{Chain: record.Chain{2}}, Name: "blog", Question: question}}}
	var kept kept
	log := slog.New(slog.DiscardHandler)
	if s := remind(&kept, dir, log, nil, targets); s != &kept {
		t.Error("without a contract something is remembered")
	}
	ask := func(s collector.Sink, chain byte, minute int, answer record.Answer) {
		t.Helper()
		seen := record.Seen{Chain: record.Chain{chain}, Observation: record.Observation{Round: record.Round(minute * 600), Control: record.Answered}, Answer: answer}
		if err := s.Observe([]record.Seen{seen}); err != nil {
			t.Fatal(err)
		}
	}
	refused, good := record.Answer{Fault: record.TCPRefused}, record.Answer{Status: 204, Proto: "HTTP/1.1"}
	s := remind(&kept, dir, log, all, targets)
	ask(s, 1, 1, good)
	ask(s, 2, 2, refused)
	ask(s, 1, 2, refused)
	ask(s, 1, 3, refused)
	s = remind(&kept, dir, log, all, targets)
	ask(s, 1, 4, good)
	list, err := readOutages(filepath.Join(dir, outagesName))
	if want := (outage{"shop", "", "", 120_000, 240_000, 120_000}); err != nil || len(list) != 1 || list[0] != want || kept != 5 {
		t.Errorf("%+v, %v, %d kept", list, err, kept)
	}
}

// An outage of which nothing more is known ended with what was last seen of it:
// no ticket is asked for on and on.
func TestAnOutageOfWhichNothingIsKnownGoesOnNoMore(t *testing.T) {
	dir := t.TempDir()
	rule, err := contract.ParseRule([]byte(ticketed))
	if err != nil {
		t.Fatal(err)
	}
	all := []*contract.Contract{{Name: "pro", Rule: rule, Targets: []string{"shop", "blog"}}}
	question := record.Question{Kind: "http", URL: "https://shop.example/", Method: "GET", Timeout: 15000, BodyLimit: 1}
	shop := record.Watched{Target: record.Target{Link: record.Link{Chain: record.Chain{1}}, Name: "shop", Question: question}}
	blog := record.Watched{Target: record.Target{Link: record.Link{Chain: record.Chain{2}}, Name: "blog", Question: question}}
	var kept kept
	log := slog.New(slog.DiscardHandler)
	s := remind(&kept, dir, log, all, []record.Watched{shop, blog})
	ask := func(chain byte, minute int, control record.Control) {
		t.Helper()
		seen := record.Seen{Chain: record.Chain{chain}, Observation: record.Observation{Round: record.Round(minute * 600), Control: control}, Answer: record.Answer{Fault: record.TCPRefused}}
		if err := s.Observe([]record.Seen{seen}); err != nil {
			t.Fatal(err)
		}
	}
	list := func() (out []outage) {
		t.Helper()
		out, err := readOutages(filepath.Join(dir, outagesName))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	ask(1, 10, record.Answered)
	ask(2, 10, record.Answered)
	for m := 11; m <= 20; m++ {
		ask(1, m, record.Answered)
	}
	ask(1, 30, record.AllFailed) // our own network may be the cause
	if got := list(); len(got) != 2 || got[0].To != 0 || got[0].Bad != 20*60_000 {
		t.Errorf("%+v", got)
	}
	ask(1, 35, record.AllFailed)
	if got := list(); got[0].To != 20*60_000 || got[1].To != 0 {
		t.Errorf("%+v", got)
	}
	remind(&kept, dir, log, all, []record.Watched{shop}) // the other is watched no more
	if got := list(); got[1].To != 10*60_000+1 {
		t.Errorf("%+v", got)
	}
}

// What a ticket is to be opened for is named, with its provider and its beginning.
func TestATicketIsForWhatGoesOn(t *testing.T) {
	n := stillNotifier(t)
	k := statusClaim{Contract: "pro", Targets: []string{"shop", "photos"}, From: 5, Ticket: true, open: []outage{{Target: "shop", From: 2000}}}
	c := n.ticket(notify.Concern{About: notify.Deadline, Name: k.Contract, Targets: k.Targets, Since: 9000}, k)
	if c.Since != 2000 || c.Provider != "Host Inc." || len(c.Targets) != 1 || c.Targets[0] != "shop" || c.Kind != "ticket" {
		t.Errorf("%+v", c)
	}
}

// A last day is said to be near twice: seven days before, and one.
func TestANearLastDayIsSaidTwice(t *testing.T) {
	var said bytes.Buffer
	log, w, day := slog.New(slog.NewTextHandler(&said, nil)), warned{}, record.Instant(1)
	for _, days := range []int{30, 8, 7, 7, 6, 2, 1, 1, 0} {
		w.deadlines(log, []statusClaim{{Contract: "pro", ClaimBy: &day, ClaimDay: "2021-09-12", Days: days}, {Contract: "none"}})
	}
	if n := strings.Count(said.String(), "the last day"); n != 2 || !strings.Contains(said.String(), "days_left=7") || !strings.Contains(said.String(), "days_left=1") {
		t.Errorf("%d times:\n%s", n, &said)
	}
}

// kept counts what it is handed.
type kept int

func (k *kept) Observe(list []record.Seen) error { *k += kept(len(list)); return nil }
func (k *kept) Append(...record.Entry) error     { return nil }

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

// What only evidence can settle is named beside the answer, in both forms.
func TestSimulateSaysWhatItSupposes(t *testing.T) {
	for name, want := range map[string]string{
		"aws-ec2-region": "precondition text-younger", "cantrust-hosting": "down-unspecified", "aws-s3-standard": "not-observed", "mayday-hosting": "",
	} {
		args := []string{"simulate", name, "--down", "2021-06-03T00:00..2021-06-05T03:37", "--down", "2021-06-07T00:00..2021-06-07T03:37", "--fee", "100USD", "--json"}
		var out, errs bytes.Buffer
		if code := ruleCmd(t.Context(), args, &out, &errs); code != 0 {
			t.Fatal(errs.String())
		}
		var row struct {
			Supposed []string `json:"supposed"`
		}
		if err := json.Unmarshal(out.Bytes(), &row); err != nil || row.Supposed == nil {
			t.Fatalf("%s: %v", out.String(), err)
		}
		for word := range strings.FieldsSeq(want) {
			if !slices.Contains(row.Supposed, word) {
				t.Errorf("%s: no %s in %v", name, word, row.Supposed)
			}
		}
		out.Reset()
		ruleCmd(t.Context(), append(args[:len(args)-1], "--lang", "en"), &out, &errs)
		if text := out.String(); !strings.HasPrefix(text, "The answer would be: ") || strings.Contains(text, "On evidence") != (want != "") {
			t.Errorf("%s:\n%s", name, text)
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
		{"simulate mayday-hosting --down 2021-03-28T02:30..2021-03-28T05:00 --fee 1EUR --timezone Europe/Vienna", 2}, // the clocks skip it there
		{"check hosting-ca", 1}, {"check wphostingspot-hosting", 1}, {"check aws-ec2-instance", 0}, {"check nobody", 2}, {"explain nobody", 2}, {"frobnicate", 2},
		{"list", 0}, {"explain aws-s3-standard", 0},
	} {
		var out, errs bytes.Buffer
		if code := ruleCmd(t.Context(), strings.Fields(x.args), &out, &errs); code != x.code {
			t.Errorf("%s: %d, %s", x.args, code, errs.String())
		}
	}
}
