package class

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"constat/report/incident"
	"constat/store/record"
)

var rule = Rule{Gap: 5 * Minute, Sites: 3, Alike: 60, Odds: 1000}

func span(from, to int) incident.Span {
	return incident.Span{From: record.Instant(from) * Minute, To: record.Instant(to) * Minute}
}

// site is one that was watched for an hour, and down over spans.
func site(name string, ours bool, down ...incident.Span) Site {
	s := Site{Name: name, Members: []string{"m" + name}, Ours: ours, Vantages: []string{"a", "b"}, Watched: []incident.Span{span(0, 60)}, Down: down, May: down}
	for _, d := range down {
		s.Outages = append(s.Outages, Outage{LastGood: incident.Moment{Instant: d.From - Minute, Known: true}, FirstBad: d.From, LastBad: d.To,
			FirstGood: incident.Moment{Instant: d.To + Minute, Known: true}, Signs: map[string]string{SignCause: "tcp-timeout"}})
	}
	return s
}

func TestUnknownIsNeitherFailingNorWell(t *testing.T) {
	s := site("s", true, span(10, 20))
	s.May = []incident.Span{span(9, 21)}
	s.Watched = []incident.Span{span(0, 40)}
	s.Disputed = []incident.Span{span(30, 31)}
	for minute, want := range map[int]State{5: Well, 9: Unknown, 10: Failing, 19: Failing, 20: Unknown, 21: Well, 30: Unknown, 31: Well, 40: Unknown, 50: Unknown} {
		if got := s.At(record.Instant(minute) * Minute); got != want {
			t.Errorf("minute %d: %v, want %v", minute, got, want)
		}
	}
}

func TestWhatTwoAccountsTellOtherwiseCountsForNeither(t *testing.T) {
	a, b := site("s", true, span(10, 20)), site("s", true)
	for _, m := range []Site{Merge(a, b), Merge(b, a)} {
		if len(m.Down) != 0 || len(m.Outages) != 0 || incident.Length(m.Disputed) != incident.Length(a.Down) {
			t.Errorf("%+v", m)
		}
		if got := m.At(15 * Minute); got != Unknown {
			t.Errorf("contested time is %v", got)
		}
	}
	// One that did not watch contradicts nobody.
	b.Watched = []incident.Span{span(0, 8)}
	if m := Merge(a, b); m.At(15*Minute) != Failing || len(m.Outages) != 1 || len(m.Disputed) != 0 {
		t.Errorf("%+v", m)
	}
}

func TestMergingAnAccountWithItselfChangesNothing(t *testing.T) {
	a := site("s", true, span(10, 20), span(30, 35))
	if m := Merge(a, a); !reflect.DeepEqual(m.Outages, a.Outages) || !slices.Equal(m.Down, a.Down) || len(m.Disputed) != 0 {
		t.Errorf("%+v", m)
	}
}

func TestAnEventIsARowOfOnsetsOfSeveralMembers(t *testing.T) {
	at := func(minutes ...int) (sites []Site) {
		for i, m := range minutes {
			sites = append(sites, site(fmt.Sprint(i), true, span(m, m+10)))
		}
		return sites
	}
	for _, c := range []struct {
		why    string
		sites  []Site
		events []int // how many sites each has
		rows   int
	}{
		{"two rows", at(10, 12, 15, 30, 32, 33), []int{3, 3}, 2},
		{"five minutes join, six do not", at(10, 15, 20, 26), []int{3}, 2},
		{"two are too few", at(10, 11), nil, 1},
		{"none", at(), nil, 0},
	} {
		events, _, rows := Events(rule, c.sites)
		var got []int
		for _, e := range events {
			got = append(got, len(e.Parts))
		}
		if !slices.Equal(got, c.events) || rows != c.rows {
			t.Errorf("%s: %v in %d rows", c.why, got, rows)
		}
	}
	sites := at(10, 11, 12)
	for i := range sites {
		sites[i].Members = []string{"one"}
	}
	if events, _, _ := Events(rule, sites); len(events) != 0 {
		t.Error("one member made an event")
	}
	sites = at(10, 11, 12)
	sites[2].Outages[0].LastGood.Instant -= 10 * Minute
	events, _, _ := Events(rule, sites)
	if len(events) != 0 {
		t.Error("an onset known too coarsely made an event")
	}
}

func TestEventsDoNotDependOnTheOrderOfSites(t *testing.T) {
	var sites []Site
	for i := range 30 {
		sites = append(sites, site(fmt.Sprintf("%02d", i), true, span(i*7%40, i*7%40+10)))
	}
	want, _, _ := Events(rule, sites)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(sites), func(i, j int) { sites[i], sites[j] = sites[j], sites[i] })
		got, _, _ := Events(rule, sites)
		if len(got) != len(want) {
			t.Fatalf("%d events, want %d", len(got), len(want))
		}
		for i := range got {
			if got[i].Onset != want[i].Onset || got[i].Minute != want[i].Minute || len(got[i].Parts) != len(want[i].Parts) {
				t.Errorf("%+v, want %+v", got[i], want[i])
			}
		}
	}
}

// The tea of Fisher's lady: four of four guessed, 1 in 70; three of four or more, 17 in 70.
func TestChanceIsExact(t *testing.T) {
	for _, c := range []struct {
		strata []Stratum
		want   string
	}{
		{[]Stratum{{Ours: Share{4, 4, 0}, Others: Share{0, 4, 0}}}, "1/70"},
		{[]Stratum{{Ours: Share{3, 4, 0}, Others: Share{1, 4, 0}}}, "17/70"},
		{[]Stratum{{Ours: Share{4, 4, 0}, Others: Share{4, 4, 0}}}, "1"},                                                      // the vantage's own network
		{[]Stratum{{Ours: Share{4, 4, 0}}}, "1"},                                                                              // nothing to compare with
		{[]Stratum{{Ours: Share{4, 4, 0}}, {Others: Share{0, 4, 0}}}, "1"},                                                    // watched by different vantages
		{[]Stratum{{Ours: Share{4, 4, 0}, Others: Share{0, 4, 0}}, {Ours: Share{4, 4, 0}, Others: Share{0, 4, 0}}}, "1/4900"}, // both must be
		{[]Stratum{{Ours: Share{4, 4, 0}, Others: Share{0, 4, 0}}, {Ours: Share{9, 9, 0}, Others: Share{9, 9, 0}}}, "1/70"},   // one says nothing
		{[]Stratum{{Ours: Share{1, 2, 0}, Others: Share{0, 2, 0}}, {Ours: Share{0, 2, 0}, Others: Share{1, 2, 0}}}, "3/4"},    // one of two, either
	} {
		if got := chance(c.strata).RatString(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.strata, got, c.want)
		}
	}
	p := big.NewRat(1, 70)
	if got := (Comparison{Chance: p}).Bounded(100); got.RatString() != "1" || OneIn(p).String() != "70" || Told(p, 71) || !Told(p, 70) {
		t.Errorf("%v", got)
	}
}

func TestSitesOfOneAddressCountOnce(t *testing.T) {
	var sites []Site
	for i := range 10 {
		s := site(fmt.Sprint("ours", i), true, span(10, 20))
		s.Unit = "192.0.2.1"
		sites = append(sites, s)
	}
	for i := range 10 {
		s := site(fmt.Sprint("others", i), false)
		if i == 0 {
			s = site("others0", false, span(10, 20))
		}
		s.Unit = "192.0.2.9"
		sites = append(sites, s)
	}
	c := Compare(sites, 15*Minute)
	if len(c.Strata) != 1 || c.Strata[0].Ours != (Share{1, 1, 0}) || c.Strata[0].Others != (Share{1, 1, 0}) {
		t.Errorf("%+v", c.Strata)
	}
	// Of the provider's, one that answers among three leaves the unit failing, two do not.
	sites[0], sites[1] = site("ours0", true), site("ours1", true)
	sites[0].Unit, sites[1].Unit = "192.0.2.1", "192.0.2.1"
	if c := Compare(sites[:3], 15*Minute); c.Strata[0].Ours != (Share{0, 1, 0}) {
		t.Errorf("%+v", c.Strata)
	}
	// Of one address watched by different vantages, it is in one stratum alone.
	sites[2].Vantages = []string{"c"}
	if c := Compare(sites[:3], 15*Minute); len(c.Strata) != 1 {
		t.Errorf("%+v", c.Strata)
	}
}

func TestTwoGroupsAreTwo(t *testing.T) {
	kinds := []map[string]string{
		{SignEvent: "1", SignCause: "tcp-timeout", SignNetwork: "AS1"},
		{SignEvent: "1", SignCause: "tcp-timeout"},                     // the network is not known
		{SignEvent: "1", SignCause: "tcp-refused", SignNetwork: "AS1"}, // two of three
		{SignEvent: "2", SignCause: "http-status 503", SignNetwork: "AS2"},
		{SignEvent: "2", SignCause: "http-status 503", SignNetwork: "AS1"},
		{SignStatement: "x"}, // nothing to compare
	}
	var parts []Part
	for n := range 60 {
		parts = append(parts, Part{Site: n})
	}
	signs := func(p Part) map[string]string { return kinds[p.Site%len(kinds)] }
	random := rand.New(rand.NewPCG(1, 2))
	var want []Group
	for round := range 20 {
		random.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		got := Groups(rule, parts, signs)
		if round == 0 {
			want = got
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
	var sizes []int
	for _, g := range want {
		sizes = append(sizes, len(g.Parts))
	}
	if !slices.Equal(sizes, []int{20, 20, 10, 10}) {
		t.Errorf("groups of %v: %v", sizes, want)
	}
}
