package contract

import (
	"testing"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// What nobody watched can hide one long outage or many short ones: a promise is
// said to be kept only where neither would break it.
func TestTimeNotWatchedCanHideManyShortOutages(t *testing.T) {
	const oneAllowed = "allowed_outages: 1\nshortest_outage: {for: 10m}\ncredit: {kind: days_of_service, days: 1, per: outage}\n"
	minute := func(n int) record.Instant { return hours(0, 1).From + record.Instant(n*60_000) }
	span := func(from, to int) incident.Span { return incident.Span{From: minute(from), To: minute(to)} }
	for _, x := range []struct {
		name, body string
		down       []incident.Span
		unseen     []incident.Span
		decides    bool
	}{
		{"room for two", oneAllowed, nil, []incident.Span{span(100, 121)}, true},
		{"room for one", oneAllowed, nil, []incident.Span{span(100, 119)}, false},
		{"room for one in each of two places", oneAllowed, nil, []incident.Span{span(100, 111), span(200, 211)}, true},
		{"one seen, room for another", oneAllowed, []incident.Span{span(50, 60)}, []incident.Span{span(100, 111)}, true},
		{"one seen and the time right after it", oneAllowed, []incident.Span{span(50, 60)}, []incident.Span{span(60, 72)}, true},
		{"one seen and too little after it", oneAllowed, []incident.Span{span(50, 60)}, []incident.Span{span(60, 69)}, false},
		{"short ones that unwatched time makes long", oneAllowed, []incident.Span{span(50, 56)}, []incident.Span{span(56, 71)}, true},
		{"hardly any of the month was watched", oneAllowed, nil, []incident.Span{span(-100, 43100)}, true},
		{"minutes begun count whole", "commitment: 99.9\nshortest_outage: {partial_minutes: up}\ncredit: {kind: flat_percent, percent: 5}\n", nil, []incident.Span{span(100, 101)}, true},
		{"one long outage", flat, nil, []incident.Span{span(100, 150)}, true},
		{"too little for the commitment", flat, nil, []incident.Span{span(100, 140)}, false},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := observed(t, ruled(t, x.body), func(_ *Contract, f *Facts) { f.Sites[0].Unseen = x.unseen }, x.down...)
			if got := has(r.Reasons, Unwatched); got != x.decides {
				t.Errorf("%s, %v", r.Answer, r.Reasons)
			}
			if want := map[bool]Answer{true: Insufficient, false: NotEligible}[x.decides]; r.Answer != want {
				t.Errorf("%s, want %s", r.Answer, want)
			}
		})
	}
}

// The same over several sites, however the rule joins them.
func TestTimeNotWatchedOfSeveralSitesIsJoinedAsTheRuleSays(t *testing.T) {
	for sites, decides := range map[string]bool{"any": true, "all": false, "sum": true} {
		rule := ruled(t, "allowed_outages: 0\nshortest_outage: {for: 10m}\nsites: "+sites+"\ncredit: {kind: days_of_service, days: 1, per: outage}\n")
		r := observed(t, rule, func(_ *Contract, f *Facts) {
			f.Sites = append(f.Sites, Site{Name: "watched all the time"})
			f.Sites[0].Unseen = []incident.Span{{From: hours(5, 6).From, To: hours(5, 6).From + record.Instant((11 * time.Minute).Milliseconds())}}
		})
		if has(r.Reasons, Unwatched) != decides {
			t.Errorf("%s: %s, %v", sites, r.Answer, r.Reasons)
		}
	}
}
