package class

import (
	"testing"

	"constat/report/incident"
	"constat/store/record"
)

// TestAChainOfFailuresIsNotOneMoment: twenty sites of which each fails four minutes
// after the one before are one row by the method's gap; its spread and how many failed
// together say that it is no one moment. A site that fails again spreads nothing.
func TestAChainOfFailuresIsNotOneMoment(t *testing.T) {
	rule := Rule{Gap: 5 * Minute, Sites: 3}
	site := func(name string, member string, at ...record.Instant) Site {
		s := Site{Name: name, Ours: true, Members: []string{member}}
		for _, first := range at {
			s.Outages = append(s.Outages, Outage{LastGood: incident.Moment{Instant: first - Minute, Known: true}, FirstBad: first, LastBad: first + 2*Minute, FirstGood: incident.Moment{Instant: first + 3*Minute, Known: true}})
		}
		return s
	}
	var chain, moment []Site
	for i := range 20 {
		name := string(rune('a' + i))
		chain = append(chain, site(name, name, record.Instant(100+4*i)*Minute))
		moment = append(moment, site(name, name, 100*Minute+record.Instant(i)*1000, 104*Minute, 108*Minute, 112*Minute))
	}
	for _, c := range []struct {
		sites    []Site
		spread   record.Instant
		together int
	}{{chain, 76 * Minute, 1}, {moment, 19_000, 20}} {
		events, _, rows := Events(rule, c.sites)
		if len(events) != 1 || rows != 1 {
			t.Fatalf("%d events of %d rows", len(events), rows)
		}
		if got := events[0].Spread(c.sites); got != c.spread {
			t.Errorf("spread %d, not %d", got, c.spread)
		}
		if got := events[0].Together(c.sites); (got >= rule.Sites) != (c.together >= rule.Sites) {
			t.Errorf("%d together at %d", got, events[0].Minute)
		}
	}
}
