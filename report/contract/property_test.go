package contract

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/report/incident"
	"constat/store/record"
)

var zoneNames = []string{"UTC", "America/Toronto", "Europe/Brussels", "Australia/Lord_Howe", "America/St_Johns", "Asia/Beirut", "Pacific/Apia"}

// Periods tile time: each begins where the one before ended, whatever the
// clocks do.
func TestPeriodsTileTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z, err := time.LoadLocation(rapid.SampledFrom(zoneNames).Draw(t, "zone"))
		if err != nil {
			t.Skip(err)
		}
		p := Period{Kind: rapid.SampledFrom([]string{"calendar_month", "billing_cycle", "thirty_days", "half_year", "calendar_year"}).Draw(t, "kind"),
			Day: rapid.IntRange(0, 31).Draw(t, "day")}
		since := civil{rapid.IntRange(2005, 2030).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "since")}
		from := rapid.Int64Range(1_100_000_000_000, 1_900_000_000_000).Draw(t, "from")
		span := incident.Span{From: record.Instant(from), To: record.Instant(from + rapid.Int64Range(0, 3*366*86400_000).Draw(t, "length"))}
		all := p.terms(span, since, z, nil)
		if len(all) == 0 || all[0].span(z).From > span.From || all[len(all)-1].span(z).To < span.To {
			t.Fatalf("the periods %v do not cover %v", all, span)
		}
		for n := 1; n < len(all); n++ {
			if a, b := all[n-1].span(z), all[n].span(z); a.To != b.From || b.To <= b.From {
				t.Fatalf("%v, then %v", all[n-1], all[n])
			}
		}
	})
}

// plainRules are those without a cap per incident, a threshold or a rounding
// per outage: more downtime never lowers their credit.
var plainRules = []string{
	"commitment: 99.9\ncredit: {kind: tiers, tiers: [{at_least: 99, below: 99.9, percent: 10}, {at_least: 95, below: 99, percent: 30}, {below: 95, percent: 100}]}",
	"commitment: 99.5\ncredit: {kind: flat_percent, percent: 5}",
	"commitment: 99.5\ncredit: {kind: percent_per_unit, percent: 5, unit: 1h, units: continuous, grows_with: beyond_commitment, cap: [{percent: 30}]}",
	"commitment: 100\ncredit: {kind: multiple_of_time, factor: 50, cap: [{percent: 100}]}",
	"commitment: 100\ncredit: {kind: hourly_share}",
	"commitment: 100\ncredit: {kind: extension, factor: 1000, cap: [{extension: 2160h}]}",
}

// outages draws downtime within June 2021.
func drawn(t *rapid.T, label string) []incident.Span {
	const june, month = 1622505600_000, 30 * 86400_000
	var list []incident.Span
	for range rapid.IntRange(0, 6).Draw(t, label) {
		from := rapid.Int64Range(0, month-1).Draw(t, "from")
		to := min(month, from+rapid.Int64Range(1, 3*86400_000).Draw(t, "length"))
		list = append(list, incident.Span{From: record.Instant(june + from), To: record.Instant(june + to)})
	}
	return incident.Unite(list)
}

func credited(t testing.TB, r *Rule, least, most []incident.Span) Result {
	c := &Contract{Rule: r, Fee: fee(t, "9.99CAD"), Per: "month"}
	f := Facts{Period: incident.Span{From: 1622505600_000, To: 1622505600_000 + 30*86400_000}, Sites: []Site{{Least: least, Most: most}}, Supposed: true}
	return c.Evaluate(f, time.UTC)[0]
}

func TestMoreDowntimeNeverLowersACredit(t *testing.T) {
	for _, body := range plainRules {
		r := ruled(t, body)
		rapid.Check(t, func(rt *rapid.T) {
			some := drawn(rt, "some")
			more := incident.Unite(append(drawn(rt, "more"), some...))
			a, b := credited(t, r, some, some), credited(t, r, more, more)
			if b.Credit.compare(a.Credit) < 0 {
				rt.Fatalf("%s: %v gives %v, %v gives %v", body, some, a.Credit.Exact, more, b.Credit.Exact)
			}
			// The claim rests on the lower bound.
			both := credited(t, r, some, more)
			if both.Credit.compare(a.Credit) != 0 || both.Worst.Credit.compare(a.Credit) != 0 || both.Best.Credit.compare(b.Credit) != 0 {
				rt.Fatalf("%s: between %v and %v the credit is %v", body, a.Credit.Exact, b.Credit.Exact, both.Credit.Exact)
			}
		})
	}
}

func TestAGoodObservationNeverAddsACredit(t *testing.T) {
	for _, body := range plainRules {
		r := ruled(t, body)
		rapid.Check(t, func(rt *rapid.T) {
			some, good := drawn(rt, "some"), drawn(rt, "good")
			left := incident.Without(some, good)
			a, b := credited(t, r, some, some), credited(t, r, left, left)
			if b.Credit.compare(a.Credit) > 0 {
				rt.Fatalf("%s: good at %v adds to %v", body, good, some)
			}
		})
	}
}

func TestCapsHold(t *testing.T) {
	for _, c := range []struct{ body, top string }{
		{"commitment: 99.5\ncredit: {kind: percent_per_unit, percent: 5, unit: 1h, units: started, cap: [{percent: 30}]}", "2.997"},
		{"commitment: 100\ncredit: {kind: multiple_of_time, factor: 50, cap: [{percent: 100}]}", "9.99"},
		{"commitment: 100\ncredit: {kind: multiple_of_time, factor: 50, cap: [{amount: 4}]}", "4"},
		{"commitment: 100\ncredit: {kind: days_of_service, days: 1, unit: 1h, cap: [{days: 15}]}", "4.995"},
	} {
		r := ruled(t, c.body)
		top, _ := decimal(c.top)
		rapid.Check(t, func(rt *rapid.T) {
			some := drawn(rt, "some")
			if k := credited(t, r, some, some).Credit; k.Exact.Cmp(top) > 0 {
				rt.Fatalf("%s: %v", c.body, k.Exact)
			}
		})
	}
}

// The rules for which more downtime can mean less: of each, two outages that a
// good answer parts, and the same as one. Where it cannot be told which it was,
// the lower case is claimed.
func TestTheLowerCaseIsClaimedWhereMoreDowntimeMeansLess(t *testing.T) {
	day := june(t, time.UTC)
	span := func(from, to time.Duration) incident.Span {
		return incident.Span{From: day + record.Instant(from.Milliseconds()), To: day + record.Instant(to.Milliseconds())}
	}
	for _, c := range []struct {
		name, body  string
		parted, one []incident.Span
	}{
		{"cap per incident", "commitment: 100\ncredit: {kind: multiple_of_time, factor: 50, cap: [{percent: 100, per: incident}]}",
			[]incident.Span{span(0, 20*time.Hour), span(21*time.Hour, 41*time.Hour)}, []incident.Span{span(0, 41*time.Hour)}},
		{"threshold, counted by outage", "allowed_outages: 1\nshortest_outage: {for: 10m}\ncredit: {kind: days_of_service, days: 1, per: outage}",
			[]incident.Span{span(0, 10*time.Minute), span(11*time.Minute, 21*time.Minute)}, []incident.Span{span(0, 21*time.Minute)}},
		{"minutes begun, per outage", "commitment: 99.9954\nshortest_outage: {partial_minutes: up}\ncredit: {kind: flat_percent, percent: 5}",
			[]incident.Span{span(0, 10*time.Second), span(20*time.Second, 30*time.Second)}, []incident.Span{span(0, 30*time.Second)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ruled(t, c.body)
			parted, one := credited(t, r, c.parted, c.parted), credited(t, r, c.one, c.one)
			if parted.Credit.compare(one.Credit) <= 0 {
				t.Fatalf("no counter-example: %v parted, %v as one", parted.Credit.Exact, one.Credit.Exact)
			}
			both := credited(t, r, c.parted, c.one)
			if both.Credit.compare(one.Credit) != 0 {
				t.Errorf("between %v and %v, %v is claimed", one.Credit.Exact, parted.Credit.Exact, both.Credit.Exact)
			}
		})
	}
}

func FuzzParseRule(f *testing.F) {
	for _, r := range Shipped() {
		f.Add([]byte(r.Text))
	}
	f.Add([]byte("a: &x [*x]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ParseRule(text)
		if err != nil {
			return
		}
		for _, s := range r.Introduction() {
			if s.French == "" || s.English == "" {
				t.Error("a step without words")
			}
		}
		list := []incident.Span{{From: 1622505600_000, To: 1622505600_000 + 90*60_000}}
		c := &Contract{Rule: r, Fee: Money{hundred, "USD"}, Per: "month"}
		c.Evaluate(Facts{Period: list[0], Sites: []Site{{Least: list, Most: list}}}, time.UTC)
	})
}

func FuzzParseTerms(f *testing.F) {
	f.Add([]byte("contracts: [{name: a, rule: aws-ec2-instance, fee: 9.99, currency: CAD, timezone: UTC, tickets: [2021-08-28T06:00:00Z], maintenance: [{from: 2021-08-28 06:00, to: 2021-08-28 07:00}], losses: [{head: rebuild_cost, amount: 25500.00}]}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, _ = ParseTerms(text, time.LoadLocation, func(name string) ([]byte, error) {
			r, ok := ShippedRule(name)
			if !ok {
				return nil, ErrNoRule
			}
			return []byte(r.Text), nil
		})
	})
}
