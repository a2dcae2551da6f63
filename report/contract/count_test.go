package contract

import (
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// Where outages are counted, each is one of the period that it began in and of
// no other; the time of it is of both.
func TestAnOutageIsCountedInThePeriodItBeganIn(t *testing.T) {
	const per = "shortest_outage: {for: 10m}\ncredit: {kind: days_of_service, days: 1, per: outage}\n"
	turn := hours(-1, 5) // from 31 May to 1 June
	for _, x := range []struct {
		name, body string
		spans      []incident.Span
		may, june  string
	}{
		{"one allowed, and one more in each month", "allowed_outages: 1\n" + per, []incident.Span{hours(-48, -47), turn, hours(7, 8)}, "1", "0"},
		{"paid by the outage", per, []incident.Span{turn}, "1", "0"},
		{"none allowed, paid by the hour", "allowed_outages: 0\ncredit: {kind: hourly_share, hours: 31}\n", []incident.Span{turn, hours(7, 8)}, "1", "6"},
		{"by the hour alone", "commitment: 100\ncredit: {kind: hourly_share, hours: 31}\n", []incident.Span{turn}, "1", "5"},
	} {
		c := &Contract{Rule: ruled(t, x.body), Fee: fee(t, "31CAD"), Per: "month"}
		r := c.Evaluate(Facts{Period: incident.Span{From: hours(-31*24, 0).From, To: hours(0, 720).To}, Sites: []Site{{Least: x.spans, Most: x.spans}}}, time.UTC)
		// A day of June is a thirtieth of the fee.
		if may, june := Plain(r[0].Credit.Exact), Plain(r[1].Credit.Exact); may != x.may || june != x.june {
			t.Errorf("%s: %s and %s, want %s and %s", x.name, may, june, x.may, x.june)
		}
	}
}

// Time not watched has room only for outages that begin in the period.
func TestTimeNotWatchedBeforeThePeriodHidesNone(t *testing.T) {
	const rule = "allowed_outages: 1\nshortest_outage: {for: 10m}\ncredit: {kind: days_of_service, days: 1, per: outage}\n"
	const two = 2*10*60_000 + 1 // milliseconds: an answer parts them
	for room, decides := range map[record.Instant]bool{two: true, two - 1: false} {
		r := observed(t, ruled(t, rule), func(_ *Contract, f *Facts) {
			unseen := hours(-5, 0)
			unseen.To += room
			f.Sites[0].Unseen = []incident.Span{unseen}
		})
		if has(r.Reasons, Unwatched) != decides {
			t.Errorf("room of %d: %s, %v", room, r.Answer, r.Reasons)
		}
	}
}

// One incident has one cap, however many periods it lasts: what the periods before
// used of it is gone. Another incident has its own.
func TestACapPerIncidentHoldsOnceOverAllPeriods(t *testing.T) {
	hourly := "commitment: 100\ncredit: {kind: multiple_of_time, factor: 1, hours: 100, cap: [{CAP, per: incident}]}\n"
	turn, next := hours(-6, 6), hours(48, 51) // from 31 May to 1 June; one per cent an hour
	for _, x := range []struct {
		cap       string
		spans     []incident.Span
		may, june string
	}{
		{"percent: 10", []incident.Span{turn}, "6", "4"},
		{"percent: 10", []incident.Span{turn, next}, "6", "7"},
		{"percent: 5", []incident.Span{turn, next}, "5", "3"},
		{"amount: 8", []incident.Span{turn, next}, "6", "5"},
		{"percent: 12", []incident.Span{turn}, "6", "6"},
		{"percent: 10", []incident.Span{turn, hours(6, 7)}, "6", "4"}, // touching: still one
	} {
		c := &Contract{Rule: ruled(t, strings.Replace(hourly, "CAP", x.cap, 1)), Fee: fee(t, "100CAD"), Per: "month"}
		list := incident.Unite(x.spans)
		f := Facts{Period: incident.Span{From: hours(-31*24, 0).From, To: hours(0, 720).To}, Sites: []Site{{Least: list, Most: list}}, Supposed: true}
		r := c.Evaluate(f, time.UTC)
		if may, june := Plain(r[0].Credit.Exact), Plain(r[1].Credit.Exact); may != x.may || june != x.june {
			t.Errorf("%s, %v: %s and %s, want %s and %s", x.cap, list, may, june, x.may, x.june)
		}
		said := slices.ContainsFunc(r[1].Steps, func(s Step) bool { return strings.Contains(s.English, "of it was left") })
		if !said {
			t.Errorf("%s: the computation does not say what was left of the cap", x.cap)
		}
	}
	// Three periods, and an extension of the service in place of money.
	long := hours(-6, 31*24)
	c := &Contract{Rule: ruled(t, "commitment: 100\ncredit: {kind: extension, factor: 10, cap: [{extension: 80h, per: incident}]}\n"), Fee: fee(t, "100CAD"), Per: "month"}
	f := Facts{Period: incident.Span{From: hours(-31*24, 0).From, To: hours(0, 32*24).To}, Sites: []Site{{Least: []incident.Span{long}, Most: []incident.Span{long}}}, Supposed: true}
	var got []time.Duration
	for _, r := range c.Evaluate(f, time.UTC) {
		got = append(got, r.Credit.Extends)
	}
	if !slices.Equal(got, []time.Duration{60 * time.Hour, 20 * time.Hour, 0}) {
		t.Errorf("extensions of %v", got)
	}
	// A table is of the period, and its cap of each incident in it.
	c.Rule = ruled(t, "commitment: 99.9\ncredit: {kind: flat_percent, percent: 30, cap: [{percent: 40, per: incident}]}\n")
	if r := c.Evaluate(f, time.UTC); Plain(r[0].Credit.Exact) != "30" || Plain(r[1].Credit.Exact) != "10" || Plain(r[2].Credit.Exact) != "0" {
		t.Errorf("%s, %s, %s", Plain(r[0].Credit.Exact), Plain(r[1].Credit.Exact), Plain(r[2].Credit.Exact))
	}
}

// So many days before is the same hour so many days before, also where one of
// them has 23 hours: the doubt is the provider's.
func TestNoticeInDaysKnowsTheClocks(t *testing.T) {
	z := zone(t, "America/Toronto") // the clocks went forward on 14 March 2021
	e := Exclusion{Kind: "scheduled_maintenance", Notice: 5, Unit: "days"}
	for announced, want := range map[string]bool{"2021-03-10T10:00:00": true, "2021-03-10T10:00:01": false, "2021-03-10T09:00:00": true} {
		w := Window{Span: incident.Span{From: at(t, "2021-03-15T10:00:00", z)}, Announced: at(t, announced, z)}
		if e.noticed(w, nil, z) != want {
			t.Errorf("announced %s: %v", announced, !want)
		}
	}
	back := Window{Span: incident.Span{From: at(t, "2021-11-08T10:00:00", z)}, Announced: at(t, "2021-11-03T11:00:00", z)} // a day of 25 hours between: 120 hours all the same
	if !e.noticed(back, nil, z) {
		t.Error("120 hours before is not in time")
	}
}

// One outage of several that stays below what they go beyond together takes
// nothing away from the others.
func TestNoOutageTakesFromACredit(t *testing.T) {
	r := ruled(t, "commitment: 99.9\ndown: http_unreachable\ncredit: {kind: percent_per_unit, percent: 1, unit: 1h, units: continuous, grows_with: beyond_commitment, cap: [{percent: 90, per: incident}]}\n")
	long := incident.Span{From: hours(10, 11).From, To: hours(10, 11).From + record.Instant(163_200_000/1000*60)} // 43.2 min and 2 h in all
	one := observed(t, r, func(*Contract, *Facts) {}, long)
	two := observed(t, r, func(*Contract, *Facts) {}, long, hours(30, 31), incident.Span{From: hours(40, 41).From, To: hours(40, 41).From + 60_000})
	if two.Credit.Exact.Cmp(one.Credit.Exact) < 0 {
		t.Errorf("%s with more downtime, %s without", Plain(two.Credit.Exact), Plain(one.Credit.Exact))
	}
}

// An extension that no duration can hold is held to the cap, and never negative.
func TestAnExtensionDoesNotOverflow(t *testing.T) {
	r := ruled(t, "commitment: 100\ndown: http_unreachable\ncredit: {kind: extension, factor: 1000000, cap: [{extension: 2160h}]}\n")
	if k := observed(t, r, func(*Contract, *Facts) {}, hours(0, 700)).Credit; k.Extends != 2160*time.Hour {
		t.Errorf("extended by %v", k.Extends)
	}
}
