package contract

import (
	"fmt"
	"math/big"
	"testing"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// The vectors, as contracts and courts gave them, and as they were
// worked out with exact fractions. Each has its name in the output of go test
// -v.

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("zone %s: %v", name, err)
	}
	return z
}

func at(t testing.TB, s string, z *time.Location) record.Instant {
	t.Helper()
	i, err := ParseTime(s, z)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func shipped(t testing.TB, name string) *Rule {
	t.Helper()
	r, ok := ShippedRule(name)
	if !ok {
		t.Fatalf("no rule %s is shipped", name)
	}
	return r
}

// written is a rule of the test's own, on the sources that all of them need.
func ruled(t testing.TB, body string) *Rule {
	t.Helper()
	r, err := ParseRule([]byte("schema: constat-rule/1\nname: test-rule\nversion: 1\nstatus: verified\nprovider: P\nproduct: Q\nsources: [{url: \"https://p.example/sla\", grade: official}]\n" + body))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func fee(t testing.TB, s string) Money {
	t.Helper()
	m, err := ParseMoney(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// supposed works r out for one site that was down so, in minutes from a start.
func supposed(t testing.TB, r *Rule, start record.Instant, z *time.Location, money string, spans ...[2]time.Duration) Result {
	t.Helper()
	var list []incident.Span
	for _, s := range spans {
		list = append(list, incident.Span{From: start + record.Instant(s[0].Milliseconds()), To: start + record.Instant(s[1].Milliseconds())})
	}
	c := &Contract{Name: "c", Rule: r, Fee: fee(t, money), Per: "month", Zone: z.String()}
	c.Suppose(list)
	list = incident.Unite(list)
	f := Facts{Period: incident.Span{From: list[0].From, To: list[len(list)-1].To}, Sites: []Site{{Name: "s", Least: list, Most: list}}, Supposed: true}
	all := c.Evaluate(f, z)
	if len(all) == 0 {
		t.Fatal("no period")
	}
	return all[0]
}

func down(minutes int) [2]time.Duration {
	return [2]time.Duration{0, time.Duration(minutes) * time.Minute}
}

func percent(k Credit) string {
	if k.Percent == nil {
		return "0"
	}
	return Plain(k.Percent)
}

// june has 30 days: 43,200 minutes.
func june(t testing.TB, z *time.Location) record.Instant { return at(t, "2021-06-03T00:00:00", z) }

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	t.Logf("%-52s %v", what, got)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestVectors(t *testing.T) {
	montreal, brussels := zone(t, "America/Toronto"), zone(t, "Europe/Brussels")
	utc := time.UTC

	t.Run("X-1 Microsoft: an incident of 15 February is claimed by 31 March", func(t *testing.T) {
		r := supposed(t, shipped(t, "microsoft-online"), at(t, "2021-02-15T10:00:00", utc), utc, "100USD", down(600))
		same(t, "claim by", r.ClaimBy.Date, "2021-03-31")
	})
	t.Run("X-2 Kinsta: signed up on 6 September", func(t *testing.T) {
		p := Period{Kind: "billing_cycle"}
		since := civil{2021, time.September, 6}
		for n, want := range []string{"2021-09-06 to 2021-10-05", "2021-10-06 to 2021-11-05"} {
			x := p.term(since, since, n)
			same(t, fmt.Sprint("period ", n), x.from.utc().Format(time.DateOnly)+" to "+x.to.plus(-1).utc().Format(time.DateOnly), want)
		}
	})
	t.Run("X-3 a plan of five sites: one, all together, and two days", func(t *testing.T) {
		r := shipped(t, "kinsta-hosting")
		day := june(t, utc)
		hour := incident.Span{From: day, To: day + 3600_000}
		later := incident.Span{From: day + 86400_000, To: day + 86400_000 + 900_000}
		for _, c := range []struct {
			sites [][]incident.Span
			want  int
		}{
			{[][]incident.Span{{hour}, nil, nil, nil, nil}, 60},
			{[][]incident.Span{{hour}, {hour}, {hour}, {hour}, {hour}}, 60},
			{[][]incident.Span{{hour}, {later}, nil, nil, nil}, 75},
		} {
			f := Facts{Period: incident.Span{From: day, To: day + 2*86400_000}, Supposed: true}
			for n, s := range c.sites {
				f.Sites = append(f.Sites, Site{Name: fmt.Sprint(n), Least: s, Most: s})
			}
			k := &Contract{Rule: r, Fee: fee(t, "30USD"), Per: "month", Since: "2021-01-06"}
			same(t, "covered minutes", k.Evaluate(f, utc)[0].Lower.Counted, time.Duration(c.want)*time.Minute)
		}
	})
	t.Run("X-4 Swift Designs: 2.5, 3 and 3.5 hours", func(t *testing.T) {
		for n, want := range map[int]string{150: "10", 180: "10", 210: "20"} {
			r := supposed(t, shipped(t, "swiftdesigns-hosting"), june(t, utc), utc, "30USD", down(n))
			same(t, fmt.Sprint(n, " minutes"), percent(r.Credit), want)
			same(t, "answer", r.Answer, Eligible)
		}
	})
	t.Run("X-5 ExpertSystems: the factor is rounded first", func(t *testing.T) {
		r := supposed(t, shipped(t, "expertsystems-hosting"), june(t, utc), utc, "30USD", down(240))
		same(t, "credit", r.Credit.Amount.FloatString(2), "8.10")
		exact := times(big.NewRat(30, 1), big.NewRat(4*50, 730))
		same(t, "exact arithmetic", Fixed(exact, 4), "8.2191")
		same(t, "exact arithmetic, to the nearest", round(exact, 4, "half_up").FloatString(4), "8.2192")
	})
	t.Run("X-6 a month of 30 days", func(t *testing.T) {
		for p, want := range map[int64]string{98: "864", 95: "2160", 90: "4320"} {
			same(t, fmt.Sprint(p, "%"), Plain(Allowed(big.NewRat(p, 1), big.NewRat(43200, 1))), want)
		}
	})
	t.Run("X-7 99.95% of an average month, and of 30 days", func(t *testing.T) {
		same(t, "730 hours", Plain(Allowed(big.NewRat(9995, 100), big.NewRat(43800, 1))), "21.9") // 21 min 54 s
		same(t, "30 days", Plain(Allowed(big.NewRat(9995, 100), big.NewRat(43200, 1))), "21.6")   // 21 min 36 s
	})
	t.Run("X-8 hosting.ca: the document is wrong, and is not copied", func(t *testing.T) {
		r := shipped(t, "hosting-ca")
		flags := r.Flags()
		if len(flags) != 1 || flags[0].Kind != "arithmetic" {
			t.Fatalf("flags are %v", flags)
		}
		same(t, "flag", flags[0].English, "The document says that 99.95% of 43,800 minutes leaves 21.56 minutes; the exact computation gives 21.9.")
		same(t, "allowed", Plain(Allowed(r.Commitment, big.NewRat(43800, 1))), "21.9")
	})
	t.Run("X-9 WPHostingSpot: holes in the table, minutes that begin at 42.2", func(t *testing.T) {
		r := shipped(t, "wphostingspot-hosting")
		var kinds []string
		for _, f := range r.Flags() {
			kinds = append(kinds, f.Kind)
			t.Log(f.English)
		}
		same(t, "flags", kinds, []string{"arithmetic", "gap", "gap", "gap", "gap"})
		inHole := supposed(t, r, june(t, utc), utc, "30USD", down(43)) // 99.9005 %: between 99.8 and 99.99
		same(t, "in the hole", inHole.Answer, Review)
		same(t, "credit in the hole", percent(inHole.Credit), "0")
		same(t, "at best", percent(inHole.Best.Credit), "5")
		if got := inHole.Reasons; !has(got, TierGap) {
			t.Errorf("reasons are %v", got)
		}
		same(t, "97.95%", supposed(t, r, june(t, utc), utc, "30USD", [2]time.Duration{0, 53136 * time.Second}).Reasons[0], TierGap)
	})
	t.Run("X-10 EC2, one instance, 43,200 minutes", func(t *testing.T) {
		for _, c := range []struct {
			u             int
			share, credit string
			answer        Answer
		}{
			{216, "99.500000", "0", NotEligible}, {217, "99.497685", "10", Eligible}, {432, "99.000000", "10", Eligible},
			{433, "98.997685", "30", Eligible}, {2160, "95.000000", "30", Eligible}, {2161, "94.997685", "100", Eligible},
		} {
			r := supposed(t, shipped(t, "aws-ec2-instance"), june(t, utc), utc, "100USD", down(c.u))
			same(t, fmt.Sprint(c.u, " minutes"), Fixed(r.Lower.Availability, 6), c.share)
			same(t, "credit", percent(r.Credit), c.credit)
			same(t, "answer", r.Answer, c.answer)
		}
	})
	t.Run("X-11 what 99.9% allows", func(t *testing.T) {
		for days, want := range map[int64]string{28: "40.32", 29: "41.76", 30: "43.2", 31: "44.64"} {
			same(t, fmt.Sprint(days, " days"), Plain(Allowed(big.NewRat(999, 10), big.NewRat(days*1440, 1))), want)
		}
	})
	t.Run("X-12 months with a change of the clocks, Montreal", func(t *testing.T) {
		for m, want := range map[time.Month]time.Duration{time.March: 44580, time.November: 43260} {
			x := Period{Kind: "calendar_month"}.term(civil{2021, m, 9}, civil{}, 0)
			same(t, m.String(), x.span(montreal).Length(), want*time.Minute)
		}
	})
	t.Run("X-13 OVH KMS: full hours beyond 216 minutes", func(t *testing.T) {
		for _, c := range []struct {
			u      int
			credit string
		}{{216, "0"}, {275, "0"}, {276, "5"}, {336, "10"}, {576, "30"}, {700, "30"}} {
			r := supposed(t, shipped(t, "ovhcloud-us-kms"), june(t, utc), utc, "100USD", down(c.u))
			same(t, fmt.Sprint(c.u, " minutes"), percent(r.Credit), c.credit)
		}
		hour := supposed(t, shipped(t, "ovhcloud-us-kms"), june(t, utc), utc, "100USD", down(275))
		same(t, "at best, if an hour begun counts", percent(hour.Best.Credit), "5")
	})
	t.Run("X-14 OVH Public Cloud: half a percent a minute", func(t *testing.T) {
		for _, c := range []struct {
			u             int
			credit, worst string
		}{{3, "0", "0"}, {4, "2", "0"}, {10, "5", "3.5"}, {100, "50", "48.5"}, {150, "50", "50"}} {
			r := supposed(t, shipped(t, "ovhcloud-public-cloud"), june(t, utc), utc, "100USD", down(c.u))
			same(t, fmt.Sprint(c.u, " minutes"), percent(r.Credit), c.credit)
			same(t, "at worst, over all readings", percent(r.Worst.Credit), c.worst)
			same(t, "answer", r.Answer, Review)
		}
	})
	t.Run("X-15 GCE: 59 s, twice 40 s, 61 s", func(t *testing.T) {
		r := shipped(t, "google-gce-instance")
		s := func(from, to int) [2]time.Duration {
			return [2]time.Duration{time.Duration(from) * time.Second, time.Duration(to) * time.Second}
		}
		day := at(t, "2021-06-03T12:00:00", utc)
		same(t, "59 s", supposed(t, r, day, utc, "100USD", s(0, 59)).Lower.Outages, 0)
		same(t, "40 s twice", supposed(t, r, day, utc, "100USD", s(0, 40), s(600, 640)).Lower.Outages, 0)
		one := supposed(t, r, day, utc, "100USD", s(0, 61))
		same(t, "61 s", one.Lower.Outages, 1)
		same(t, "61 s, parts of a minute dropped", one.Lower.Counted, time.Minute)
		same(t, "answer", one.Answer, Review)
	})
	t.Run("X-16 WHC, August 2021, in Montreal", func(t *testing.T) {
		span := incident.Span{From: at(t, "2021-08-28T06:00:00", montreal), To: at(t, "2021-09-10T00:00:00", montreal)}
		flat := func(body string) []Result {
			c := &Contract{Name: "whc", Rule: ruled(t, "commitment: 99.9\n"+body), Fee: fee(t, "119.88CAD"), Per: "year", Zone: "America/Toronto"}
			return c.Evaluate(Facts{Period: span, Sites: []Site{{Least: []incident.Span{span}, Most: []incident.Span{span}}}, Supposed: true}, montreal)
		}
		for _, c := range []struct{ name, body, exact, amount string }{
			{"flat 5%", "credit: {kind: flat_percent, percent: 5}", "0.4995", "0.50"},
			{"cap of 30%", "credit: {kind: percent_per_unit, percent: 5, unit: 1h, cap: [{percent: 30}]}", "2.997", "3.00"},
			{"100%", "credit: {kind: flat_percent, percent: 100}", "9.99", "9.99"},
			{"NaviSite, four months", "credit: {kind: tiers, tiers: [{below: 99.9, months: 4}]}", "39.96", "39.96"},
		} {
			r := flat(c.body)[0]
			same(t, c.name, Plain(r.Credit.Exact)+" = "+r.Credit.Amount.FloatString(2), c.exact+" = "+c.amount)
		}
		r := flat("credit: {kind: flat_percent, percent: 5}")
		same(t, "minutes", r[0].Lower.Counted.String()+" of "+Plain(r[0].Total), "90h0m0s of 44640")
		same(t, "availability", r[0].Lower.Availability.RatString()+" = "+Fixed(r[0].Lower.Availability, 6), "2725/31 = 87.903225")
		same(t, "answer", r[0].Answer, Eligible)
	})
	t.Run("X-17 WHC, September 2021: a period of its own", func(t *testing.T) {
		span := incident.Span{From: at(t, "2021-08-28T06:00:00", montreal), To: at(t, "2021-09-10T00:00:00", montreal)}
		c := &Contract{Name: "whc", Rule: ruled(t, "commitment: 99.9\ncredit: {kind: flat_percent, percent: 5}\nclaim: {days: 30, from: month_end}"), Fee: fee(t, "9.99CAD"), Per: "month", Zone: "America/Toronto"}
		all := c.Evaluate(Facts{Period: span, Sites: []Site{{Least: []incident.Span{span}, Most: []incident.Span{span}}}, Supposed: true}, montreal)
		same(t, "periods", len(all), 2)
		same(t, "availability", all[1].Lower.Availability.RatString(), "70")
		same(t, "counted", all[1].Lower.Counted, 12960*time.Minute)
		same(t, "deadlines", all[0].ClaimBy.Date+" "+all[1].ClaimBy.Date, "2021-09-30 2021-10-30")
	})
	t.Run("X-18 Spie, 12 to 14 August 2019, in Brussels", func(t *testing.T) {
		r := supposed(t, ruled(t, "commitment: 99.9\ncredit: {kind: flat_percent, percent: 5}"), at(t, "2019-08-12T00:00:00", brussels), brussels, "100EUR", down(4320))
		same(t, "availability", r.Lower.Availability.RatString()+" = "+round(r.Lower.Availability, 6, "half_up").FloatString(6), "2800/31 = 90.322581")
	})
	t.Run("X-19 deadlines of an incident of 28 August 2021", func(t *testing.T) {
		for _, c := range []struct{ name, claim, want string }{
			{"60 days", "{days: 60, from: incident}", "2021-10-27"},
			{"Azure", "{months: 2, from: month_end}", "2021-10-31"},
			{"GCP form", "{days: 30, from: month_end}", "2021-09-30"},
			{"15 days", "{days: 15, from: incident}", "2021-09-12"},
			{"month end + 5", "{days: 5, from: month_end}", "2021-09-05"},
			{"3 months after cycle end", "{months: 3, from: cycle_end}", "2021-11-30"},
			{"Hostineer", "{days: 60, from: next_month_start, first_day_counts: true}", "2021-10-30"},
			{"Exoscale 30 business days", "{business_days: 30, from: incident}", "2021-10-08"},
			{"AWS, end of the second cycle after", "{cycles: 2, from: cycle_end}", "2021-10-31"},
		} {
			r := supposed(t, ruled(t, "commitment: 99.9\ncredit: {kind: flat_percent, percent: 5}\nclaim: "+c.claim), at(t, "2021-08-28T06:00:00", montreal), montreal, "9.99CAD", down(600))
			same(t, c.name, r.ClaimBy.Date, c.want)
			if end := r.ClaimBy.End.Time().In(montreal).Format("15:04:05.000"); end != "23:59:59.999" {
				t.Errorf("%s ends at %s", c.name, end)
			}
		}
		for name, want := range map[string]string{"azure-vm-zones": "2021-10-31", "hostineer-hosting": "2021-10-30", "exoscale-compute": "2021-10-08",
			"cloudzy-vps": "2021-09-12", "ovhcloud-public-cloud": "2021-10-27", "google-gce-instance": "2021-09-30", "digitalocean-cpu-droplet": "2021-11-30"} {
			r := supposed(t, shipped(t, name), at(t, "2021-08-28T06:00:00", montreal), montreal, "9.99CAD", down(600))
			same(t, name, r.ClaimBy.Date, want)
		}
	})
	t.Run("X-20 five-minute probing has bounds", func(t *testing.T) {
		least, most := probed(t)
		same(t, "lower bound", least, 20*time.Minute)
		same(t, "upper bound", most, 30*time.Minute)
	})
}

func has(list []Reason, r Reason) bool {
	for _, x := range list {
		if x == r {
			return true
		}
	}
	return false
}

// probed asks every five minutes: good at 10:00, bad from 10:05 to 10:25, good
// at 10:30. Answers take no time.
func probed(t testing.TB) (least, most time.Duration) {
	const step = 300_000
	start := at(t, "2021-08-28T10:00:00", time.UTC)
	var v incident.View
	v.Vantage = "v"
	for n := range 7 {
		when := start + record.Instant(n*step)
		verdict := incident.Bad
		if n == 0 || n == 6 {
			verdict = incident.Good
		}
		v.Observations = append(v.Observations, incident.Observation{Round: record.Round(n * 3000), Interval: 3000, Start: when, End: when, Verdict: verdict})
	}
	tl := incident.Standard().Derive(1, incident.Span{From: start, To: start + 7*step}, []incident.View{v})
	return tl.AtLeast, tl.AtMost
}
