package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

// doubtful are sites of two members that fail together, each at an address of its
// own, and as many elsewhere that do not.
func doubtful(ours, others int) (sites []stagedSite) {
	for n := range ours {
		sites = append(sites, stagedSite{member: fmt.Sprint(n%2 + 1), name: fmt.Sprintf("site-%02d", n), provider: "whc", address: fmt.Sprintf("23.1.1.%d", n+1), system: 64500,
			fails: []stagedFailure{{from: 6, to: 12, fault: record.TCPTimeout}}})
	}
	for n := range others {
		sites = append(sites, stagedSite{member: "-", name: fmt.Sprintf("other-%02d", n), provider: "elsewhere", address: fmt.Sprintf("23.9.1.%d", n+1), system: 64500})
	}
	return sites
}

// stageDoubt lets one vantage watch sites into dir, and returns the lines of a list.
func stageDoubt(t *testing.T, dir, origin string, phase, minutes int, sites []stagedSite, change func(*stagedVantage)) (list string) {
	t.Helper()
	v := stageVantage(t, origin, classStart, phase, sites)
	if change != nil {
		change(v)
	}
	v.watch(minutes)
	var members []string
	for _, s := range sites {
		members = append(members, s.member)
	}
	slices.Sort(members)
	for _, m := range slices.Compact(members) {
		list += m + "," + filepath.Base(v.export(dir, m, store.Query{})) + ",\n"
	}
	return list
}

// doubted is the class of a list, and what its pages say in English.
func doubted(t *testing.T, dir, list string) (*dossier.Class, string) {
	t.Helper()
	file, out := filepath.Join(dir, "list.csv"), filepath.Join(dir, "class.pdf")
	if err := os.WriteFile(file, []byte("member,bundle,sites\n"+list), 0o600); err != nil {
		t.Fatal(err)
	}
	d := (stagedFolder{}).class(t, "--list", file, "--lang", "en", "-o", out)
	return d, pdfText(t, out)
}

// Twenty sites that one vantage alone saw fail, because its own way was cut, are
// not seen by two for the one that another vantage alone saw.
func TestTwoVantagesMustHaveSeenTheSameSitesFail(t *testing.T) {
	dir := t.TempDir()
	sites := doubtful(6, 6)
	for n := range sites {
		sites[n].fails = nil
	}
	list := stageDoubt(t, dir, "saguenay-1/1", 0, 18, sites, func(v *stagedVantage) {
		v.cutOff = func(m int, s stagedSite) bool { return s.provider == "whc" && m > 5 && m < 12 }
	})
	lone := doubtful(1, 0)
	lone[0].member, lone[0].name, lone[0].address = "3", "lone", "23.1.7.7"
	list += stageDoubt(t, dir, "levis-22/1", 30, 18, lone, nil)
	d, said := doubted(t, dir, list)
	if len(d.Events) != 1 || len(d.Events[0].Vantages) != 2 || d.Events[0].SeenByTwo != 0 || !slices.Contains(d.Events[0].Doubts, "one-vantage") {
		t.Errorf("%+v", d.Events)
	}
	if !strings.Contains(said, "The failures of 0 of 7 sites were seen by two vantages or more") || !strings.Contains(said, "Too few of these failures were seen by two vantages") {
		t.Error("the report does not say so")
	}
}

// Sites of one machine are one unit, whether their addresses were looked up or not:
// whoever answered is known, and one account's word is not undone by another's silence.
func TestSitesOfOneMachineAreOneUnitWithoutLookups(t *testing.T) {
	for name, looked := range map[string][2]uint32{"by both": {64500, 64500}, "by one": {64500, 0}, "by none": {0, 0}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			var list string
			for i, origin := range []string{"saguenay-1/1", "levis-22/1"} {
				sites := doubtful(6, 20)
				for n := range sites {
					if sites[n].system = looked[i]; n < 6 {
						sites[n].address = "23.1.1.1"
					} else {
						sites[n].fails = nil
					}
				}
				list += stageDoubt(t, dir, origin, 30*i, 18, sites, nil)
			}
			d, said := doubted(t, dir, list)
			if e := d.Events[0]; d.Sites[0].Address != "23.1.1.1" || e.OneIn != "21" || e.Strata[0].Ours != (dossier.ClassShare{Failing: 1, Known: 1}) || !slices.Equal(e.Doubts, []string{"not-told-apart"}) {
				t.Errorf("site at %q, %+v, one in %s, %v", d.Sites[0].Address, e.Strata, e.OneIn, e.Doubts)
			}
			if !strings.Contains(said, "The address of every site is known.") {
				t.Error("the report does not say of how many sites the address is known")
			}
		})
	}
}

// The same host under another word is no comparison: its machines are told to be on
// both sides.
func TestAnAddressOnBothSidesIsADoubt(t *testing.T) {
	dir := t.TempDir()
	var list string
	for i, origin := range []string{"saguenay-1/1", "levis-22/1"} {
		sites := doubtful(6, 6)
		for n := range 6 {
			sites[6+n].provider, sites[6+n].address = "WHC Inc.", sites[n].address
		}
		list += stageDoubt(t, dir, origin, 30*i, 18, sites, nil)
	}
	d, said := doubted(t, dir, list)
	if e := d.Events[0]; !slices.Contains(e.Doubts, "both-sides") || e.Chance != "1" {
		t.Errorf("%v, one in %s, %+v", e.Doubts, e.OneIn, e.Strata)
	}
	if !strings.Contains(said, "WHC Inc.") || !strings.Contains(said, "6 sites of the provider share an address with 6 sites said to be kept elsewhere") {
		t.Error("the report does not say so")
	}
}

// One person under a second number with a part of the same sites is no second member.
func TestOnePersonUnderTwoNumbersMakesNoEvent(t *testing.T) {
	_, dir := stageSmall(t, "saguenay-1/1", 0, nil)
	d, said := doubted(t, dir, "7,saguenay-1-1.zip,\n7,saguenay-1-2.zip,\n112,saguenay-1-1.zip,site-0\n-,saguenay-1--.zip,\n")
	if len(d.Events) != 0 || len(d.Members) != 2 || !slices.Equal(memberOf(t, d, "112").Within, []string{"7"}) || len(memberOf(t, d, "7").Within) != 0 {
		t.Errorf("%d events, %+v", len(d.Events), d.Members)
	}
	if !strings.Contains(said, "All sites of 1 member (112) are also those of another") {
		t.Error("the report does not say so")
	}
}

// A site whose records end while it fails is not the first to return.
func TestTheFirstToReturnHasReturned(t *testing.T) {
	for _, all := range []bool{true, false} {
		dir := t.TempDir()
		var list string
		for i, origin := range []string{"saguenay-1/1", "levis-22/1", "gaspe-333/1", "matane-4444/1"} {
			sites, minutes := doubtful(4, 2), 30
			for n := range 4 {
				sites[n].fails[0].to = 20
			}
			if i > 1 { // these records end at minute 12
				sites, minutes = sites[:1], 12
				sites[0].member, sites[0].name, sites[0].address = "3", "short", "23.1.6.6"
			} else if all {
				minutes = 18
			}
			list += stageDoubt(t, dir, origin, 30*(i%2), minutes, sites, nil)
		}
		d, said := doubted(t, dir, list)
		e := d.Events[0]
		if len(e.Sites) != 5 || e.EndTo.Known || e.EndFrom.Known == all || !all && e.EndFrom.Instant < d.Sites[0].Outages[0].LastBad.Instant-60_000 {
			t.Errorf("%d sites, end %v to %v", len(e.Sites), e.EndFrom, e.EndTo)
		}
		if strings.Contains(said, "None answered again by the end of the records") != all {
			t.Error("the report tells the end otherwise")
		}
	}
}

// A comparison that speaks for the provider is one.
func TestAComparisonThatSpeaksForTheProviderIsTold(t *testing.T) {
	dir := t.TempDir()
	var list string
	for i, origin := range []string{"saguenay-1/1", "levis-22/1"} {
		sites := doubtful(7, 4)
		for n := range 7 {
			if sites[n].address = "23.1.1.1"; n > 2 { // four of seven on one machine answer
				sites[n].fails = nil
			}
		}
		sites[2].member = "3" // no member has more than half of the three that fail
		sites[7].fails = sites[0].fails
		list += stageDoubt(t, dir, origin, 30*i, 18, sites, nil)
	}
	d, said := doubted(t, dir, list)
	if e := d.Events[0]; e.Chance != "1" || !slices.Equal(e.Doubts, []string{"not-told-apart"}) {
		t.Errorf("%s, %v", e.Chance, e.Doubts)
	}
	if strings.Contains(said, "No comparison is possible") || !strings.Contains(said, "the comparison says nothing against the provider") {
		t.Error("the report says that there was no comparison")
	}
}
