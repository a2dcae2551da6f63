package incident

import (
	"slices"
	"testing"
	"time"

	"constat/store/record"
)

// twice is what two vantages saw of a target that was good, then failed as fail
// says of each round, then was good again. Good answers came through front.
func twice(front string, fail func(round int) (Cause, int, Place)) []View {
	var out []View
	for v := range 2 {
		view := View{Vantage: string(rune('a' + v)), Controls: true, Attested: true}
		for i := range 16 {
			s := midnight + record.Instant(60_000*i+1000*v)
			o := Observation{Round: record.Round((midnight + record.Instant(60_000*i)) / 100), Interval: 600, Start: s, End: s + 200, Took: 200 * time.Millisecond, Verdict: Good, Place: Place{Front: front}}
			if i >= 3 && i < 13 {
				o.Verdict = Bad
				o.Cause, o.Status, o.Place = fail(i)
			}
			view.Observations = append(view.Observations, o)
		}
		out = append(out, view)
	}
	return out
}

// reviewed returns why the one incident of views must be looked at.
func reviewed(t *testing.T, m Method, views []View) []Reason {
	t.Helper()
	list := m.Derive(2, Span{midnight, midnight + 20*60_000}, views).Incidents
	if len(list) != 1 {
		t.Fatalf("%d incidents", len(list))
	}
	return list[0].Review
}

// An application that is restarted refuses most connections, and is no less the
// customer's own for that.
func TestOneRoundThatMayBeOwnIsEnough(t *testing.T) {
	got := reviewed(t, Standard(), twice("", func(i int) (Cause, int, Place) {
		if i%3 > 0 {
			return Cause(record.TCPRefused), 0, Place{Layer: LayerTransport}
		}
		return HTTPStatus, 500, Place{Layer: LayerApplication}
	}))
	if !slices.Equal(got, []Reason{MayBeOwn}) {
		t.Errorf("got %v", got)
	}
}
