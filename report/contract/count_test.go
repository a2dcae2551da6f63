package contract

import (
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
