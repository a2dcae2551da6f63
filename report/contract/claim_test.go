package contract

import (
	"testing"
	"time"

	"constat/report/incident"
)

// days are those that a result tells: by the rule, by the earliest reading, and
// of how many outages there is one.
func days(r Result) [3]any { return [3]any{r.ClaimBy.Date, r.AskBy.Date, len(r.AskDays)} }

// Each outage has a last day of its own, and the first of them is told.
func TestEachOutageHasALastDayOfItsOwn(t *testing.T) {
	const day = 24
	two := []incident.Span{hours(0, 10), hours(29*day, 29*day+6)} // 1 and 30 June
	for _, x := range []struct {
		claim string
		want  [3]any
	}{
		{"{days: 10, from: resolution}", [3]any{"2021-06-11", "2021-06-11", 2}},
		{"{days: 10, from: incident}", [3]any{"2021-06-11", "2021-06-11", 2}},
		{"{days: 10, from: month_end}", [3]any{"2021-07-10", "2021-07-10", 1}},
		{"[{days: 10, from: month_end}, {days: 10, from: resolution}]", [3]any{"2021-07-10", "2021-06-11", 2}},
	} {
		r := observed(t, ruled(t, flat+"claim: "+x.claim+"\n"), func(_ *Contract, f *Facts) { f.At = hours(31*day, 0).From }, two...)
		if days(r) != x.want {
			t.Errorf("%s: %v, want %v", x.claim, days(r), x.want)
		}
		if late := x.want[1] == "2021-06-11"; late != has(r.Reasons, Expired) || late != (r.Answer == Review) {
			t.Errorf("%s on 2 July: %s, %v", x.claim, r.Answer, r.Reasons)
		}
	}
}

// What is not certain of an outage never gives a day more to ask for it.
func TestTheFirstDayThatAnOutageCanHaveIsTold(t *testing.T) {
	for _, x := range []struct {
		name, claim string
		least, most []incident.Span
		want        [3]any
	}{
		{"it can have begun before midnight", "{days: 4, from: incident}", []incident.Span{hours(24, 30)}, []incident.Span{hours(23, 31)}, [3]any{"2021-06-06", "2021-06-05", 1}},
		{"it can have ended before midnight", "{days: 4, from: resolution}", []incident.Span{hours(20, 23), hours(25, 30)}, []incident.Span{hours(20, 31)}, [3]any{"2021-06-06", "2021-06-05", 1}},
		{"another, that only can have been", "{days: 4, from: incident}", []incident.Span{hours(240, 246)}, []incident.Span{hours(20, 22), hours(240, 246)}, [3]any{"2021-06-15", "2021-06-15", 1}},
		{"nothing is certain", "{days: 4, from: incident}", nil, []incident.Span{hours(20, 22)}, [3]any{"2021-06-05", "2021-06-05", 1}},
	} {
		r := observed(t, ruled(t, flat+"claim: "+x.claim+"\n"), func(_ *Contract, f *Facts) { f.Sites[0].Least, f.Sites[0].Most = x.least, x.most })
		if days(r) != x.want {
			t.Errorf("%s: %v, want %v", x.name, days(r), x.want)
		}
	}
}

// An outage that began in the period before has its last day from there.
func TestADeadlineRunsFromTheBeginningOfTheWholeOutage(t *testing.T) {
	for claim, want := range map[string][3]any{
		"{days: 7, from: incident}":   {"2021-06-07", "2021-06-07", 2},
		"{days: 7, from: resolution}": {"2021-06-08", "2021-06-08", 1},
		"{days: 7, from: month_end}":  {"2021-07-07", "2021-07-07", 1},
	} {
		if r := ofJune(t, claim, hours(-1, 5), hours(7, 8)); days(r) != want {
			t.Errorf("%s: %v, want %v", claim, days(r), want)
		}
	}
}

// ofJune works out June where the evidence begins in May.
func ofJune(t *testing.T, claim string, spans ...incident.Span) Result {
	t.Helper()
	c := &Contract{Rule: ruled(t, flat+"claim: "+claim+"\n"), Fee: fee(t, "9.99CAD"), Per: "month"}
	f := Facts{Period: incident.Span{From: hours(-24, 0).From, To: hours(0, 720).To}, Sites: []Site{{Name: "s", Least: spans, Most: spans}}}
	return c.Evaluate(f, time.UTC)[1]
}

// The day that is counted from is day one where the rule says so, in whatever
// the rule counts.
func TestTheFirstDayCountsInEveryUnit(t *testing.T) {
	for claim, want := range map[string][2]string{ // of Wednesday 2 June, and of Saturday 5 June
		"{days: 5, from: incident":          {"2021-06-06", "2021-06-09"},
		"{business_days: 5, from: incident": {"2021-06-08", "2021-06-11"},
		"{months: 1, from: incident":        {"2021-07-01", "2021-07-04"},
		"{days: 0, from: incident":          {"2021-06-02", "2021-06-05"},
		"{months: 1, from: month_end":       {"2021-07-30", "2021-07-30"},
		"{cycles: 1, from: cycle_end":       {"2021-07-31", "2021-07-31"},
	} {
		for n, down := range []incident.Span{hours(24, 30), hours(4*24, 4*24+6)} {
			r := observed(t, ruled(t, flat+"claim: "+claim+", first_day_counts: true}\n"), func(*Contract, *Facts) {}, down)
			if r.ClaimBy.Date != want[n] {
				t.Errorf("%s from %s: %s, want %s", claim, down.From.Time().Format(time.DateOnly), r.ClaimBy.Date, want[n])
			}
		}
	}
}
