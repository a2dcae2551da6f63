package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/cmd/constat/demo"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/lang"
	"constat/store"
	"constat/store/record"
	"constat/store/seal"
)

// A dated story is an outage of the past as two vantages would have logged it,
// each time attested by two authorities: what the report makes of it under a
// contract is that of reference.
type dated struct {
	*exhibit
	zone       *time.Location
	from, to   time.Time // of the watch
	down, back time.Time
	rule       string
}

func newDated(t *testing.T, zone, from, to, down, back, rule string) *dated {
	t.Helper()
	z, err := lang.Zone(zone)
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		x, err := time.ParseInLocation("2006-01-02 15:04", s, z)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	d := &dated{exhibit: &exhibit{t: t, dir: t.TempDir()}, zone: z, from: at(from), to: at(to), down: at(down), back: at(back), rule: rule}
	policy := "quorum none\n"
	for _, name := range []string{"one", "two"} {
		a, err := demo.NewAuthorityFrom(name, d.from.Add(-24*time.Hour).UTC())
		d.must(err)
		d.authorities = append(d.authorities, a)
		policy += fmt.Sprintf("authority %s\n%s", name, a.Root())
	}
	for n, vantage := range []string{"saguenay-1", "levis-1"} {
		policy = d.vantage(vantage, time.Duration(n)*150*time.Second) + policy
	}
	d.save("policy", []byte(policy))
	return d
}

const datedEvery = 5 * time.Minute

// vantage logs the watch and writes its bundle. It returns the log's own line of
// a policy.
func (d *dated) vantage(name string, phase time.Duration) string {
	dir := d.path(name)
	d.must(store.Create(dir, name+"/1"))
	s, err := store.Open(dir)
	d.must(err)
	defer s.Close()
	question := record.Question{Kind: "http", URL: "https://shop.example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}
	control := question
	control.URL = "https://control.example/"
	method, err := s.KeepFile([]byte(incident.Standard().Text))
	d.must(err)
	d.must(s.Append(record.Watch{Time: record.At(d.from), Event: "start", Version: "test", Method: method, Targets: 1, Controls: 1, Rules: []record.Hash{record.Sum([]byte(d.rule))}}))
	watched, err := s.Enter([]record.Target{
		{Time: record.At(d.from), Name: "boutique", Site: "terreciel", Provider: "host", Interval: 3000, Question: question},
		{Time: record.At(d.from), Name: "control", Control: true, Interval: 3000, Question: control},
	})
	d.must(err)
	d.attest(s, d.from)
	sealed, seen := d.from, []record.Seen(nil)
	for at := d.from.Add(phase + datedEvery); at.Before(d.to); at = at.Add(datedEvery) {
		seen = append(seen, d.seen(watched[0], at), d.seen(watched[1], at))
		if at.Sub(sealed) >= 100*time.Minute {
			sealed = at.Add(time.Minute)
			d.must(s.Observe(seen))
			seen = nil
			d.attest(s, sealed)
		}
	}
	d.must(s.Observe(seen))
	d.attest(s, d.to)
	var b bytes.Buffer
	d.must(s.Export(&b, store.Query{Software: "constat test"}))
	d.save(name+".zip", b.Bytes())
	text := string(s.Policy())
	return text[:strings.Index(text, "\n")+1]
}

func (d *dated) seen(w record.Watched, at time.Time) record.Seen {
	s := record.Seen{Chain: w.Chain, Observation: record.Observation{Round: record.Round(at.UnixMilli() / 100)},
		Answer: record.Answer{Status: 204, Proto: "HTTP/1.1", Peer: netip.MustParseAddrPort("192.0.2.7:443")}}
	if !w.Control && !at.Before(d.down) && at.Before(d.back) {
		s.Answer = record.Answer{Fault: record.TCPRefused, Detail: "connection refused"}
		s.Observation.Control = record.Answered
	}
	s.Observation.Timing[record.PhaseConnect] = record.StepOf(20 * time.Millisecond)
	return s
}

// attest seals s and has both authorities stamp it at that time.
func (d *dated) attest(s *store.Store, at time.Time) {
	_, err := s.Seal(at)
	d.must(err)
	head, size := s.Checkpoint()
	for _, a := range d.authorities {
		request := seal.Request(head, big.NewInt(7))
		a.Now = func() time.Time { return at }
		response, err := a.Reply(request)
		d.must(err)
		d.must(s.Anchor(at, size, "http://"+a.Name+".example/", request, response))
	}
}

// contracts makes the report in both languages and returns the dossier's rows.
func (d *dated) contracts(name, terms string) []dossier.Contract {
	d.save("rule.yaml", []byte(d.rule))
	d.save("terms.yaml", []byte(terms))
	dir := d.dir
	languages := []string{"fr"}
	if look := os.Getenv("CONSTAT_LOOK"); look != "" {
		dir, languages = look, append(languages, "en")
	}
	for _, lang := range languages {
		file := filepath.Join(dir, name+"-"+lang+".pdf")
		var out bytes.Buffer
		code := run(d.t.Context(), []string{"report", d.path("saguenay-1.zip"), d.path("levis-1.zip"), "--policy", d.path("policy"), "--terms", d.path("terms.yaml"),
			"--lang", lang, "--zone", d.zone.String(), "-o", file, "--json", d.path("dossier.json")}, &out, &out)
		if code != 0 {
			d.t.Fatal(out.String())
		}
		out.Reset()
		run(d.t.Context(), []string{"verify", "--policy", d.path("policy"), "--lang", "en", file}, &out, &out)
		if !strings.Contains(out.String(), "the attached facts give this report again, byte for byte") {
			d.t.Errorf("%s is not rebuilt:\n%s", file, &out)
		}
	}
	var dossier dossier.Dossier
	d.must(json.Unmarshal(contents(d.t, d.path("dossier.json")), &dossier))
	if !dossier.Terms.Rules[0].Declared || dossier.Terms.Declared {
		d.t.Errorf("rule declared %v, terms declared %v", dossier.Terms.Rules[0].Declared, dossier.Terms.Declared)
	}
	return dossier.Contracts
}

const flatRule = `schema: constat-rule/1
name: host-pro
version: 1
status: verified
provider: Host
product: Hosting
sources: [{url: "https://host.example/sla", grade: official, dated: 2018-05-25, sha256: 1111111111111111111111111111111111111111111111111111111111111111}]
scope: hosting_plan
period: {kind: calendar_month}
commitment: 99.9
down: http_unreachable
exclusions:
  - {kind: scheduled_maintenance, notice: 48, unit: hours}
  - force_majeure
credit: {kind: flat_percent, percent: 5, base: monthly_fee, cap: [{percent: 30}], payment: credit}
claim: {days: 30, from: month_end}
`

// The wiped host: from 28 August 2021, 06:00 in Toronto, to month's end and
// beyond. September is a period of its own, with its own last day; half a franc
// of credit stands beside the loss, and is never added to it.
func TestTheWipedHostIsTwoPeriods(t *testing.T) {
	if testing.Short() {
		t.Skip("two weeks of two vantages")
	}
	d := newDated(t, "America/Toronto", "2021-08-27 00:00", "2021-09-11 00:00", "2021-08-28 06:00", "2021-09-10 00:00", flatRule)
	rows := d.contracts("wiped-host", `contracts:
  - name: hebergement-pro
    provider: host
    rule: rule.yaml
    targets: [boutique]
    fee: 119.88
    per: year
    currency: CAD
    since: 2020-07-06
    timezone: America/Toronto
    tickets: [{opened: 2021-08-28T08:10:00-04:00, ref: "4711"}]
    maintenance: [{from: 2021-09-02 02:00, to: 2021-09-02 04:00, announced: 2021-08-30 09:00}]
    losses:
      - {head: rebuild_cost, description: "Reconstruction de cinq sites", date: 2021-09-01, amount: 25500.00, method: "devis, cinq sites", vouchers: [2222222222222222222222222222222222222222222222222222222222222222]}
  - name: nuage-exemple
    rule: ovhcloud-public-cloud
    targets: [boutique]
    fee: 9.99
    currency: CAD
    timezone: America/Toronto
`)
	if len(rows) != 4 {
		t.Fatalf("%d rows", len(rows))
	}
	for n, want := range []struct{ result, credit, day, least string }{
		{"REVIEW_REQUIRED", "0.50", "2021-09-30", "5392.5"}, {"REVIEW_REQUIRED", "0.50", "2021-10-30", "12832.5"},
	} {
		r := rows[n]
		if r.Result != want.result || !slices.Equal(r.Reasons, []string{"rule-foreign"}) || r.Credit.Amount != want.credit || r.Credit.Exact != "0.4995" || r.ClaimDay != want.day {
			t.Errorf("%+v", r)
		}
		t.Logf("%s: %s %v, %s to %s, down %v, counted %v, %s, by %s", r.Contract, r.Result, r.Reasons, r.Period.From.Instant, r.Period.To.Instant, r.Down, r.Counted, r.Availability.Upper, r.ClaimDay)
	}
	if r := rows[1]; r.Maintenance.Declared != 7200_000 || r.Counted.AtLeast != r.Down.AtLeast-7200_000 {
		t.Errorf("maintenance: %+v", r)
	}
	if r := rows[2]; r.Result != "REVIEW_REQUIRED" || r.ClaimDay != "2021-10-27" {
		t.Errorf("an example: %s %v %s", r.Result, r.Reasons, r.ClaimDay)
	}
}

// The reseller's cloud: 12 to 14 August 2019, in Brussels.
func TestTheResellersCloudIsThreeDays(t *testing.T) {
	if testing.Short() {
		t.Skip("a week of two vantages")
	}
	d := newDated(t, "Europe/Brussels", "2019-08-11 00:00", "2019-08-16 00:00", "2019-08-12 00:00", "2019-08-15 00:00", flatRule)
	rows := d.contracts("resellers-cloud", `contracts:
  - {name: hosted-it, rule: rule.yaml, targets: [terreciel], fee: 480.00, currency: EUR, timezone: Europe/Brussels}
`)
	if len(rows) != 1 || rows[0].Result != "REVIEW_REQUIRED" || !slices.Equal(rows[0].Reasons, []string{"rule-foreign"}) || rows[0].Credit.Amount != "24.00" || rows[0].ClaimDay != "2019-09-30" {
		t.Fatalf("%+v", rows)
	}
	if r := rows[0]; r.Availability.Lower > "90.322581" || r.Availability.Upper < "90.322581" {
		t.Errorf("between %s and %s", r.Availability.Lower, r.Availability.Upper)
	}
}
