package contract

import (
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// asked is flat, with a week to ask.
const asked = flat + "claim: {days: 7, from: incident}\n"

const (
	unsaid = "commitment: 99.9\ncredit: {kind: flat_percent, percent: 5}\n" // of what is down nothing is said
	flat   = unsaid + "down: http_unreachable\n"
)

// observed works r out for evidence of June 2021 of one site.
func observed(t *testing.T, r *Rule, change func(c *Contract, f *Facts), spans ...incident.Span) Result {
	t.Helper()
	start := at(t, "2021-06-01", time.UTC)
	c := &Contract{Rule: r, Fee: fee(t, "9.99CAD"), Per: "month"}
	f := Facts{Period: incident.Span{From: start, To: start + 30*86400_000}, Sites: []Site{{Name: "s", Least: incident.Unite(spans), Most: incident.Unite(spans)}}}
	change(c, &f)
	return c.Evaluate(f, time.UTC)[0]
}

func hours(from, to int) incident.Span {
	const june = 1622505600_000
	return incident.Span{From: record.Instant(june + from*3600_000), To: record.Instant(june + to*3600_000)}
}

// Doubt never counts against the provider: each kind of it keeps an answer from
// being a plain yes, and a claim rests on what holds all the same.
func TestDoubtNeverCounts(t *testing.T) {
	none := func(*Contract, *Facts) {}
	for _, x := range []struct {
		name, body string
		change     func(c *Contract, f *Facts)
		spans      []incident.Span
		answer     Answer
		reason     string
		exact      string
	}{
		{"nothing in doubt", flat, none, []incident.Span{hours(10, 12)}, Eligible, "", "0.4995"},
		{"no downtime", flat, none, nil, NotEligible, "", "0"},
		{"one vantage alone", flat, func(_ *Contract, f *Facts) { f.Doubts = []Doubt{{hours(9, 13), "one-vantage"}} }, []incident.Span{hours(10, 12)}, Review, "one-vantage", "0.4995"},
		{"time not attested", flat, func(_ *Contract, f *Facts) { f.Doubts = []Doubt{{hours(9, 13), "time-unchecked"}} }, []incident.Span{hours(10, 12)}, Review, "time-unchecked", "0.4995"},
		{"a doubt of another month", flat, func(_ *Contract, f *Facts) { f.Doubts = []Doubt{{hours(-20, -10), "one-vantage"}} }, []incident.Span{hours(10, 12)}, Eligible, "", "0.4995"},
		{"only the upper bound", flat, func(_ *Contract, f *Facts) { f.Sites[0].Most = []incident.Span{hours(10, 12)} }, nil, Insufficient, "bounds", "0"},
		{"not watched", flat, func(_ *Contract, f *Facts) { f.Sites[0].Unseen = []incident.Span{hours(100, 120)} }, nil, Insufficient, "not-watched", "0"},
		{"none of the targets", flat, func(_ *Contract, f *Facts) { f.Sites = nil }, nil, Insufficient, "nothing-shown", "0"},
		{"another service failed than the promised one", flat, func(_ *Contract, f *Facts) { f.Sites[0].Beside = true }, []incident.Span{hours(10, 12)}, Review, "not-observed", "0.4995"},
		{"another service that did not fail", flat, func(_ *Contract, f *Facts) { f.Sites = append(f.Sites, Site{Beside: true}) }, []incident.Span{hours(10, 12)}, Eligible, "", "0.4995"},
		{"the last day to ask", asked, func(_ *Contract, f *Facts) { f.At = hours(24*8, 0).From - 1 }, []incident.Span{hours(10, 12)}, Eligible, "", "0.4995"},
		{"the day after the last to ask", asked, func(_ *Contract, f *Facts) { f.At = hours(24*8, 0).From }, []incident.Span{hours(10, 12)}, Review, "deadline-passed", "0.4995"},
		{"nothing to ask for", asked, func(_ *Contract, f *Facts) { f.At = hours(24*60, 0).From }, nil, NotEligible, "", "0"},
		{"no ticket", flat + "clock: ticket_opened\n", none, []incident.Span{hours(10, 12)}, Insufficient, "no-ticket", "0"},
		{"a ticket halfway", flat + "clock: ticket_opened\n", func(c *Contract, _ *Facts) { c.Tickets = []Ticket{{Opened: hours(11, 12).From}} }, []incident.Span{hours(10, 12)}, Eligible, "", "0.4995"},
		{"a condition of a ticket, none opened", flat + "needs: [ticket_opened]\n", none, []incident.Span{hours(10, 12)}, Review, "precondition", "0.4995"},
		{"a condition of a ticket, opened", flat + "needs: [ticket_opened]\n", func(c *Contract, _ *Facts) { c.Tickets = []Ticket{{Opened: hours(11, 12).From}} }, []incident.Span{hours(10, 12)}, Eligible, "", "0.4995"},
		{"a condition of a ticket, opened before", flat + "needs: [ticket_opened]\n", func(c *Contract, _ *Facts) { c.Tickets = []Ticket{{Opened: hours(2, 3).From}} }, []incident.Span{hours(10, 12)}, Review, "precondition", "0.4995"},
		{"a condition of a ticket, for one outage of two", flat + "needs: [ticket_opened]\n", func(c *Contract, _ *Facts) { c.Tickets = []Ticket{{Opened: hours(11, 12).From}} }, []incident.Span{hours(10, 12), hours(30, 32)}, Review, "precondition", "0.4995"},
		{"a ticket of another outage", flat + "clock: ticket_opened\n", func(c *Contract, _ *Facts) { c.Tickets = []Ticket{{Opened: hours(2, 3).From}} }, []incident.Span{hours(10, 12)}, Insufficient, "no-ticket", "0"},
		{"the provider measures", flat + "measured_by: provider_sole\n", none, []incident.Span{hours(10, 12)}, Review, "their-measure", "0.4995"},
		{"what is promised cannot be seen", unsaid + "down: host_metrics\n", none, []incident.Span{hours(10, 12)}, Review, "not-observed", "0.4995"},
		{"what is promised is not said", unsaid, none, []incident.Span{hours(10, 12)}, Review, "down-unspecified", "0.4995"},
		{"what is promised is said not to be said", unsaid + "down: unspecified\n", none, []incident.Span{hours(10, 12)}, Review, "down-unspecified", "0.4995"},
		{"a condition not said to be met", flat + "needs: [two_zones]\n", none, []incident.Span{hours(10, 12)}, Review, "precondition", "0.4995"},
		{"a condition met", flat + "needs: [two_zones]\n", func(c *Contract, _ *Facts) { c.Met = []string{"two_zones"} }, []incident.Span{hours(10, 12)}, Eligible, "", "0.4995"},
		{"a billing cycle of unknown days", flat + "period: {kind: billing_cycle}\n", none, []incident.Span{hours(10, 12)}, Review, "cycle-unknown", "0.4995"},
		{"a floor in another currency", "commitment: 99.9\ncredit: {kind: flat_percent, percent: 5, floor: {amount: 1, currency: USD}}\n", none, []incident.Span{hours(10, 12)}, Review, "currency", "0.4995"},
		{"an amount in no currency", "commitment: 99.9\ncredit: {kind: flat_percent, percent: 5, cap: [{amount: 4}]}\ndown: http_unreachable\n", none, []incident.Span{hours(10, 12)}, Review, "currency", "0.4995"},
		{"an amount in the fee's", "commitment: 99.9\ncredit: {kind: flat_percent, percent: 5, currency: CAD, cap: [{amount: 4}]}\ndown: http_unreachable\n", none, []incident.Span{hours(10, 12)}, Eligible, "", "0.4995"},
		{"in force for a part", flat, func(c *Contract, _ *Facts) { c.Until = "2021-06-15" }, []incident.Span{hours(10, 12)}, Review, "part-period", "0.4995"},
		{"in force for all", flat, func(c *Contract, _ *Facts) { c.Since, c.Until = "2021-06-01", "2021-06-30" }, []incident.Span{hours(10, 12)}, Eligible, "", "0.4995"},
		{"under the floor", "commitment: 99.9\ncredit: {kind: flat_percent, percent: 5, floor: {amount: 1, currency: CAD}}\ndown: http_unreachable\n", none, []incident.Span{hours(10, 12)}, NotEligible, "", "0"},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := observed(t, ruled(t, x.body), x.change, x.spans...)
			said := r.Doubts
			for _, why := range r.Reasons {
				said = append(said, string(why))
			}
			if r.Answer != x.answer || x.reason != "" && !slices.Contains(said, x.reason) || x.reason == "" && len(said) > 0 || Plain(r.Credit.Exact) != x.exact {
				t.Errorf("%s, %v, credit %s", r.Answer, said, Plain(r.Credit.Exact))
			}
			for _, s := range r.Steps {
				if s.French == "" || s.English == "" || strings.Contains(s.French+s.English, "%!") {
					t.Errorf("step %q, %q", s.French, s.English)
				}
			}
		})
	}
}

func TestMaintenanceIsLeftOutOnlyWithNotice(t *testing.T) {
	body := flat + "exclusions: [{kind: scheduled_maintenance, notice: 48, unit: hours}]\n"
	window := Window{Span: hours(100, 103), Kind: "scheduled"}
	for _, x := range []struct {
		name      string
		announced incident.Span
		counted   time.Duration
		reason    Reason
	}{
		{"announced in time", hours(40, 41), 0, ""},
		{"announced too late", hours(90, 91), 3 * time.Hour, ""},
		{"nobody knows when", incident.Span{}, 0, Announcement},
	} {
		r := observed(t, ruled(t, body), func(c *Contract, _ *Facts) {
			w := window
			w.Announced = x.announced.From
			c.Maintenance = []Window{w}
		}, hours(100, 103))
		if r.Lower.Counted != x.counted || x.reason != "" && !has(r.Reasons, x.reason) || x.reason == "" && len(r.Reasons) > 0 {
			t.Errorf("%s: %v counted, %v", x.name, r.Lower.Counted, r.Reasons)
		}
		if !r.Without.Due() || r.With.Due() {
			t.Errorf("%s: %v with, %v without", x.name, r.With.Exact, r.Without.Exact)
		}
	}
}

// What is proven of one outage can have holes: it is one outage, and its cap one.
func TestAnOutageWithHolesIsOne(t *testing.T) {
	r := ruled(t, "allowed_outages: 0\nshortest_outage: {for: 10m}\ncredit: {kind: days_of_service, days: 1, per: outage}\n")
	one := observed(t, r, func(_ *Contract, f *Facts) { f.Sites[0].Most = []incident.Span{hours(9, 15)} }, hours(10, 11), hours(12, 13), hours(14, 15))
	if one.Lower.Outages != 1 || one.Lower.Counted != 3*time.Hour {
		t.Errorf("%d outages, %v", one.Lower.Outages, one.Lower.Counted)
	}
}

func TestATermsFileSaysWhatIsWrongAndWhere(t *testing.T) {
	rule := func(name string) ([]byte, error) {
		if r, ok := ShippedRule(name); ok {
			return []byte(r.Text), nil
		}
		return nil, ErrNoRule
	}
	for text, want := range map[string]string{
		"contracts: [{name: a, rule: nobody}]":                                                                          "neither shipped",
		"contracts: [{name: a, rule: aws-ec2-instance, fee: 9.99}]":                                                     "currency",
		"contracts: [{name: a, rule: aws-ec2-instance, fee: 9.999e3, currency: CAD}]":                                   "currency",
		"contracts: [{name: a, rule: aws-ec2-instance, frais: 3}]":                                                      "unknown key \"frais\"",
		"contracts: [{name: a, rule: aws-ec2-instance}, {name: a, rule: aws-ec2-instance}]":                             "two contracts",
		"contracts: [{name: a, rule: aws-ec2-instance, timezone: Mars/Olympus}]":                                        "zone",
		"contracts: [{name: a, rule: aws-ec2-instance, timezone: Europe/Vienna, tickets: [2021-03-28T02:30]}]":          "instant",
		"contracts: [{name: a, rule: aws-ec2-instance, timezone: Europe/Vienna, tickets: [2021-10-31T02:30]}]":          "instant",
		"contracts: [{name: a, rule: aws-ec2-instance, losses: [{head: pride, amount: 1 CAD}]}]":                        "pride",
		"contracts: [{name: a, rule: aws-ec2-instance, maintenance: [{from: 2021-08-02 00:00, to: 2021-08-01 00:00}]}]": "ends before",
		"contracts: &x [*x]": "no place here", "": "empty", "contracts: []": "no contract", "a: [": "YAML",
	} {
		_, err := ParseTerms([]byte(text), time.LoadLocation, rule)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%s: %v", text, err)
		}
	}
	ok, err := ParseTerms([]byte("- {name: a, rule: aws-ec2-instance, fee: 9.90, currency: CAD, tickets: [2021-08-28T06:00:00Z], losses: [{head: rebuild_cost, amount: 25500.00}]}\n"), time.LoadLocation, rule)
	if err != nil || Plain(ok.Contracts[0].Fee.Amount) != "9.9" || ok.Contracts[0].Losses[0].Amount.Currency != "CAD" {
		t.Errorf("%+v, %v", ok, err)
	}
}

// A rate that does not end is written in a step as it is in the tables: up, for
// the lower bound of downtime.
func TestAStepWritesTheRateAsTheTablesDo(t *testing.T) {
	r := observed(t, ruled(t, flat), func(*Contract, *Facts) {}, incident.Span{From: hours(10, 11).From, To: hours(10, 11).From + 65_000})
	want := incident.Percents(r.Lower.Availability, r.Lower.Availability).Upper
	if !slices.ContainsFunc(r.Steps, func(s Step) bool { return strings.Contains(s.English, want) }) || want == Fixed(r.Lower.Availability, 6) {
		t.Errorf("no %s in %v", want, r.Steps)
	}
}

// Whoever writes a file of terms finds each word for a head of damage.
func TestTheFormatNamesEveryHeadOfDamage(t *testing.T) {
	text, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, head := range Heads {
		if !strings.Contains(string(text), "`"+head+"`") {
			t.Errorf("no %s", head)
		}
	}
}

// What is open of the evidence as a whole makes an answer one to be looked at,
// or stands beside it; where nothing can be owed neither is said.
func TestWhatIsOpenStandsInTheAnswer(t *testing.T) {
	rule, _ := ShippedRule("mayday-hosting")
	from := record.At(time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC))
	const hour = record.Instant(3600_000)
	month := incident.Span{From: from, To: from + 31*24*hour}
	down := []incident.Span{{From: from + hour, To: from + 60*hour}}
	c := &Contract{Name: "c", Rule: rule, Per: "month", Fee: Money{big.NewRat(100, 1), "EUR"}}
	for _, x := range []struct {
		facts  Facts
		answer Answer
		beside int
	}{
		{Facts{}, Eligible, 0}, {Facts{Reserve: []Reason{HistoryOpen}}, Eligible, 1}, {Facts{Settle: []Reason{Foreign}}, Review, 0},
		{Facts{Settle: []Reason{Unchecked}, Reserve: []Reason{TermsLater}}, Review, 1},
	} {
		x.facts.Period, x.facts.Sites = month, []Site{{Name: "shop", Least: down, Most: down}}
		r := c.Evaluate(x.facts, time.UTC)[0]
		if r.Answer != x.answer || len(r.Reservations) != x.beside {
			t.Errorf("%+v: %s %v %v", x.facts.Settle, r.Answer, r.Reasons, r.Reservations)
		}
		x.facts.Sites = []Site{{Name: "shop"}}
		if r = c.Evaluate(x.facts, time.UTC)[0]; r.Answer != NotEligible || len(r.Reasons)+len(r.Reservations) > 0 {
			t.Errorf("nothing down: %s %v %v", r.Answer, r.Reasons, r.Reservations)
		}
	}
}

// What a rule cannot be applied to as it stands is for a person to look at: a
// text of after the downtime, several things that each have a promise of their
// own, one thing under a promise about all, and a credit that another excludes.
func TestARuleAppliesToWhatItSpeaksOf(t *testing.T) {
	dated := func(dates ...string) func(*Contract, *Facts) {
		return func(c *Contract, _ *Facts) {
			r := *c.Rule
			r.Sources = nil
			for _, d := range dates {
				r.Sources = append(r.Sources, Source{Dated: d})
			}
			c.Rule = &r
		}
	}
	sites := func(n int) func(*Contract, *Facts) {
		return func(_ *Contract, f *Facts) {
			for len(f.Sites) < n {
				f.Sites = append(f.Sites, f.Sites[0])
			}
		}
	}
	rival := func(s incident.Span) func(*Contract, *Facts) {
		return func(_ *Contract, f *Facts) { f.Rivals = []incident.Span{s} }
	}
	for _, x := range []struct {
		name, body string
		change     func(*Contract, *Facts)
		reason     Reason
	}{
		{"a text of before", flat, dated("2021-01-01"), ""}, {"of the day", flat, dated("2021-06-01"), ""}, {"of after", flat, dated("2021-06-02"), Younger},
		{"of before and after", flat, dated("2022-05-05", "2021-01-01"), ""}, {"of no day", flat, dated(""), ""}, {"of no day and of after", flat, dated("", "2022-05-05"), Younger},
		{"one instance", flat + "scope: instance\n", sites(1), ""}, {"two instances", flat + "scope: instance\n", sites(2), Several}, {"two websites", flat + "scope: website\n", sites(2), Several},
		{"two sites of a plan", flat + "scope: hosting_plan\n", sites(2), ""},
		{"one of all", flat + "sites: all\n", sites(1), Condition}, {"two of all", flat + "sites: all\n", sites(2), ""},
		{"a credit that excludes this one", flat, rival(hours(0, 100)), Exclusive}, {"in another month", flat, rival(hours(-100, 0)), ""},
	} {
		r := observed(t, ruled(t, x.body), x.change, hours(10, 12))
		if x.reason == "" && (r.Answer != Eligible || len(r.Reasons) > 0) || x.reason != "" && (r.Answer != Review || !has(r.Reasons, x.reason)) {
			t.Errorf("%s: %s %v", x.name, r.Answer, r.Reasons)
		}
	}
}

// A rate lies in one row of a table: which of two would hold is not for us to
// choose.
func TestRowsOfATableDoNotMeet(t *testing.T) {
	for rows, ok := range map[string]bool{
		"{at_least: 99, below: 99.9, percent: 10}, {below: 99, percent: 30}":    true,
		"{above: 99, below: 99.9, percent: 10}, {up_to: 99, percent: 30}":       true,
		"{at_least: 99, below: 99.9, percent: 10}, {up_to: 99, percent: 30}":    false,
		"{at_least: 98, below: 99.9, percent: 10}, {below: 99, percent: 30}":    false,
		"{below: 99.9, percent: 10}, {below: 99, percent: 30}":                  false,
		"{at_least: 98, up_to: 99.8, percent: 10}, {up_to: 97.9, percent: 100}": true,
	} {
		text := "schema: constat-rule/1\nname: test-rule\nversion: 1\nprovider: P\nproduct: Q\nsources: [{url: \"https://p.example/sla\"}]\ncommitment: 99.9\ncredit: {kind: tiers, tiers: [" + rows + "]}\n"
		if _, err := ParseRule([]byte(text)); (err == nil) != ok {
			t.Errorf("%s: %v", rows, err)
		}
	}
}
