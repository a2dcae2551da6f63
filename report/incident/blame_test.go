package incident

import (
	"os"
	"slices"
	"strings"
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

// Where the failure can lie with whoever hosts the zone or runs a front, or in
// the application, a person looks. A machine that does not take a connection,
// with nothing in front of it that anybody saw, is its provider's.
func TestALayerThatOthersMayKeepIsInDoubt(t *testing.T) {
	for _, c := range []struct {
		front string
		cause record.Fault
		place Place
		doubt bool
	}{
		{"", record.TCPRefused, Place{Layer: LayerTransport}, false},
		{"", record.TCPTimeout, Place{Layer: LayerNetwork}, false},
		{"", record.TCPUnreachable, Place{Layer: LayerNetwork}, false},
		{"", record.TLSFailure, Place{Layer: LayerTransport}, false},
		{"Cloudflare", record.TCPTimeout, Place{Layer: LayerNetwork}, true},
		{"Cloudflare", record.TCPRefused, Place{Layer: LayerTransport}, true},
		{"", record.DNSFailure, Place{Layer: LayerName}, true},
		{"", record.DNSTimeout, Place{Layer: LayerName}, true},
		{"", record.HTTPTimeout, Place{Layer: LayerApplication}, true},
		{"", record.AnswerTimeout, Place{Layer: LayerApplication}, true},
		{"", record.TCPReset, Place{Layer: LayerTransport}, true},
		{"", record.BodyTruncated, Place{Layer: LayerApplication}, true},
	} {
		fail := func(i int) (Cause, int, Place) {
			if i%3 > 0 { // a few rounds among others are enough
				return Cause(record.ICMPRefused), 0, Place{Layer: LayerNetwork}
			}
			return Cause(c.cause), 0, c.place
		}
		var want []Reason
		if c.doubt {
			want = []Reason{LayerInDoubt}
		}
		if got := reviewed(t, Standard(), twice(c.front, fail)); !slices.Equal(got, want) {
			t.Errorf("%s behind %q: got %v, want %v", c.cause, c.front, got, want)
		}
	}
}

// A method of before says nothing of layers, and doubts no less for that; one
// that lists none doubts none.
func TestLayersInDoubtAreTheMethods(t *testing.T) {
	slow := func(int) (Cause, int, Place) {
		return Cause(record.HTTPTimeout), 0, Place{Layer: LayerApplication}
	}
	text, err := os.ReadFile("testdata/method-6.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMethod(text)
	if err != nil || !slices.Equal(reviewed(t, m, twice("", slow)), []Reason{LayerInDoubt}) {
		t.Errorf("method 6: %v, %v", m.ReviewLayers, err)
	}
	m, err = ParseMethod([]byte(strings.NewReplacer(standardName, "mine", `["name", "front", "application"]`, "[]").Replace(string(standard))))
	if err != nil || len(reviewed(t, m, twice("", slow))) > 0 {
		t.Errorf("none listed: %v, %v", m.ReviewLayers, err)
	}
	for _, list := range []string{`["name", "name"]`, `["nom"]`} {
		if _, err := ParseMethod([]byte(strings.NewReplacer(standardName, "mine", `["name", "front", "application"]`, list).Replace(string(standard)))); err == nil || !strings.Contains(err.Error(), "review_layers") {
			t.Errorf("%s: got %v", list, err)
		}
	}
}
