package class

import (
	"fmt"
	"slices"
	"testing"
)

// standing is a site at an address, or at several.
func standing(name string, ours bool, unit string, down bool) Site {
	s := site(name, ours)
	if down {
		s = site(name, ours, span(10, 20))
	}
	s.Unit = unit
	return s
}

func TestSitesJoinedByAddressesAreOneUnit(t *testing.T) {
	var sites []Site
	for i, unit := range []string{"192.0.2.1", "192.0.2.1 2001:db8::1", "192.0.2.2 2001:db8::1", "192.0.2.3"} {
		sites = append(sites, standing(fmt.Sprint(i), true, unit, true))
	}
	c := Compare(sites, 15*Minute)
	if len(c.Strata) != 1 || c.Strata[0].Ours != (Share{2, 2, 0}) {
		t.Errorf("%+v", c.Strata)
	}
}

func TestAKnownAddressIsNotForgotten(t *testing.T) {
	a, b := standing("s", true, "192.0.2.2 192.0.2.1", false), standing("s", true, "", false)
	for _, m := range []Site{Merge(a, b), Merge(b, a)} {
		if m.Unit != "192.0.2.1 192.0.2.2" {
			t.Errorf("%q", m.Unit)
		}
	}
	b.Unit = "192.0.2.3"
	if m := Merge(b, a); m.Unit != "192.0.2.1 192.0.2.2 192.0.2.3" {
		t.Errorf("%q", m.Unit)
	}
}

func TestAnUnknownAddressCountsOnlyForTheProvider(t *testing.T) {
	var sites []Site
	for i := range 6 { // the first half fails
		sites = append(sites, standing(fmt.Sprint("ours", i), true, "", i < 3), standing(fmt.Sprint("others", i), false, "", i < 3))
	}
	c := Compare(sites, 15*Minute)
	if len(c.Strata) != 1 || c.Strata[0].Ours != (Share{0, 3, 3}) || c.Strata[0].Others != (Share{3, 3, 3}) {
		t.Errorf("%+v", c.Strata)
	}
}

func TestAnAddressOnBothSidesCountsOnlyForTheProvider(t *testing.T) {
	sites := []Site{standing("a", true, "192.0.2.1", true), standing("b", true, "192.0.2.2", false), standing("c", true, "192.0.2.3", true),
		standing("d", false, "192.0.2.1", false), standing("e", false, "192.0.2.2 192.0.2.9", true), standing("f", false, "192.0.2.4", false)}
	c := Compare(sites, 15*Minute)
	if len(c.Strata) != 1 || c.Strata[0].Ours != (Share{1, 2, 1}) || c.Strata[0].Others != (Share{1, 2, 1}) {
		t.Errorf("%+v", c.Strata)
	}
	if got := OnBothSides(sites); !slices.Equal(got, []int{0, 1, 3, 4}) {
		t.Errorf("%v", got)
	}
}

func TestTheTestTakesOnlyWhatTwoVantagesSaw(t *testing.T) {
	var sites []Site
	for i := range 6 {
		s := standing(fmt.Sprint(i), true, fmt.Sprint("192.0.2.", i), true)
		s.Outages[0].Vantages = []string{"a", "b"}[:1+i%2]
		sites = append(sites, s)
	}
	events, _, _ := Events(rule, sites)
	if n, ok := events[0].SeenByTwo(rule, sites); n != 3 || !ok {
		t.Errorf("%d seen by two, enough: %v", n, ok)
	}
	sites[1].Outages[0].Vantages = []string{"b"}
	if n, ok := events[0].SeenByTwo(rule, sites); n != 2 || ok {
		t.Errorf("%d seen by two, enough: %v", n, ok)
	}
	if c := CompareSeen(sites, 15*Minute); c.Strata[0].Ours != (Share{2, 2, 4}) {
		t.Errorf("%+v", c.Strata)
	}
}

func TestAnEventIsOfTwoMembersWhoEachHaveASiteOfTheirOwn(t *testing.T) {
	for _, x := range []struct {
		owners [][]string
		want   bool
	}{
		{[][]string{{"7"}, {"7"}, {"7", "112"}, {"7", "112"}}, false},
		{[][]string{{"7"}, {"7"}, {"7", "112"}, {"112"}}, true},
		{[][]string{{"agency", "1"}, {"agency", "2"}, {"agency"}}, true},
		{[][]string{{"7", "112", "113"}, {"7", "112"}, {"7"}}, false},
		{[][]string{{}, {}, {"7"}}, false},
	} {
		var sites []Site
		for i, list := range x.owners {
			s := site(fmt.Sprint(i), true, span(10, 20))
			s.Members = list
			sites = append(sites, s)
		}
		if events, _, _ := Events(rule, sites); (len(events) == 1) != x.want {
			t.Errorf("%v: %d events", x.owners, len(events))
		}
	}
}

func TestRecordsThatEndDoNotMoveTheMinute(t *testing.T) {
	var sites []Site
	for i := range 5 {
		sites = append(sites, site(fmt.Sprint(i), true, span(10, 40)))
	}
	events, _, _ := Events(rule, sites)
	want := events[0].Minute
	for i := range 3 {
		sites[i].Outages[0].LastBad = 12 * Minute
		sites[i].Outages[0].FirstGood.Known = false
	}
	if events, _, _ = Events(rule, sites); events[0].Minute != want {
		t.Errorf("minute %v, want %v", events[0].Minute, want)
	}
}

func TestNoEventBringsNoTwoTogether(t *testing.T) {
	sets := []map[string]string{{SignEvent: NoEvent, SignCause: "tcp-timeout", SignNetwork: "AS1"}, {SignEvent: NoEvent, SignCause: "http-status 404", SignNetwork: "AS1"},
		{SignEvent: "1", SignCause: "tcp-timeout", SignNetwork: "AS2"}}
	if g := Groups(rule, []Part{{Site: 0}, {Site: 1}, {Site: 2}}, func(p Part) map[string]string { return sets[p.Site] }); len(g) != 3 {
		t.Errorf("%v", g)
	}
}
