package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"constat/store"
	"constat/store/record"
)

// classSites are sites of two members at one provider, each at an address of its own, and
// others elsewhere.
func classSites(ours, others int, fails ...stagedFailure) (sites []stagedSite) {
	for i := range ours {
		sites = append(sites, stagedSite{member: fmt.Sprint(i%2 + 1), name: fmt.Sprintf("site-%02d", i), provider: "whc", address: fmt.Sprintf("23.1.%d.1", i+1), system: 64500, fails: fails})
	}
	for i := range others {
		sites = append(sites, stagedSite{member: "-", name: fmt.Sprintf("other-%02d", i), provider: "elsewhere", address: fmt.Sprintf("23.9.%d.1", i+1), system: 64500})
	}
	return sites
}

// stagedByTwo lets two vantages watch, and returns a folder with a bundle for each member.
func stagedByTwo(t *testing.T, minutes int, sites func(vantage int) []stagedSite) string {
	t.Helper()
	dir := t.TempDir()
	for i, origin := range []string{"saguenay-1/1", "levis-22/1"} {
		list := sites(i)
		v := stageVantage(t, origin, classStart, 30*i, list)
		v.watch(minutes)
		var done []string
		for _, s := range list {
			if !slices.Contains(done, s.member) {
				done = append(done, s.member)
				v.export(dir, s.member, store.Query{})
			}
		}
	}
	return dir
}

func classList(t *testing.T, dir, text string) string {
	t.Helper()
	path := filepath.Join(dir, "list.csv")
	if err := os.WriteFile(path, []byte("member,bundle,sites\n"+text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A comparison whose sites are picked after the fact gives any result: the well ones are
// handed in as a member's, and the failing ones are passed over.
func TestClassTellsOfSitesThatTheListDoesNotTake(t *testing.T) {
	failing := stagedFailure{from: 6, to: 12, fault: record.TCPTimeout}
	var well []string
	dir := stagedByTwo(t, smallMinutes, func(vantage int) []stagedSite {
		sites := classSites(20, 40, failing)
		for i := range sites {
			switch {
			case sites[i].provider == "whc":
			case i%7 != 0:
				sites[i].fails = []stagedFailure{failing}
			case vantage == 0:
				well = append(well, sites[i].name)
			}
		}
		return sites
	})
	var text string
	for _, name := range []string{"saguenay-1", "levis-22"} {
		text += fmt.Sprintf("1,%[1]s-1.zip,\n2,%[1]s-2.zip,\n3,%[1]s--.zip,%[2]s\n", name, strings.Join(well, ";"))
	}
	open, court := filepath.Join(dir, "open.pdf"), filepath.Join(dir, "court.pdf")
	d := (stagedFolder{}).class(t, "--list", classList(t, dir, text), "--lang", "en", "-o", filepath.Join(dir, "class.pdf"), "--public", open, "--authorisation", court, "--forum", "quebec")
	if len(d.Others) != 6 || len(d.NotTaken) != 34 || d.NotTaken[0].Side != "others" || len(d.NotTaken[0].Bundles) != 2 || d.NotTaken[0].Name == "" {
		t.Errorf("%d others, not taken %+v", len(d.Others), d.NotTaken)
	}
	if len(d.Events) != 1 || len(d.Events[0].Doubts) != 1 || d.Events[0].Doubts[0] != "picked" {
		t.Errorf("%+v", d.Events)
	}
	for _, name := range []string{filepath.Join(dir, "class.pdf"), open, court} {
		said := strings.Join(strings.Fields(pdfText(t, name)), " ")
		tells(t, said, "The bundles show 34 sites that the list of members does not take", "would not tell the event apart from chance")
		if name != filepath.Join(dir, "class.pdf") && strings.Contains(said, d.NotTaken[0].Name) {
			t.Errorf("%s names %s", name, d.NotTaken[0].Name)
		}
	}
}
