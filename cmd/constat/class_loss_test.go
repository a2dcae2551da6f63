package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/store/record"
)

// Pages were replaced twenty minutes before the event, two of them on sites that never failed.
func TestClassLaysNoLossToAnEventThatItCameBefore(t *testing.T) {
	failing := stagedFailure{from: 30, to: 40, fault: record.TCPTimeout}
	dir := stagedByTwo(t, 60, func(int) []stagedSite {
		sites := classSites(8, 20, failing)
		for i := range sites[:8] {
			sites[i].serves = func(m int) string {
				if m < 10 {
					return titled(sites[i].name)
				}
				return titled(defaultTitle)
			}
			if i >= 6 {
				sites[i].fails = nil
			}
		}
		return sites
	})
	court := filepath.Join(dir, "court.pdf")
	d := (stagedFolder{}).class(t, "--list", classList(t, dir, "1,saguenay-1-1.zip,\n1,levis-22-1.zip,\n2,saguenay-1-2.zip,\n2,levis-22-2.zip,\n-,saguenay-1--.zip,\n-,levis-22--.zip,\n"),
		"--lang", "en", "-o", filepath.Join(dir, "class.pdf"), "--public", filepath.Join(dir, "open.pdf"), "--authorisation", court, "--forum", "us-rule-23")
	if len(d.Events) != 1 || len(d.Sites) != 8 {
		t.Fatalf("%d events, %d sites", len(d.Events), len(d.Sites))
	}
	for _, s := range d.Sites {
		if len(s.Losses) != 1 || s.Losses[0].State != "replaced" || s.Losses[0].Event != 0 || s.Losses[0].Around != 0 {
			t.Errorf("site %s: %+v", s.Name, s.Losses)
		}
		for _, o := range s.Outages {
			if after := o.Signs["after"]; strings.HasPrefix(after, "replaced") {
				t.Errorf("site %s: content after %q", s.Name, after)
			}
		}
	}
	for _, g := range d.Subgroups {
		if g.Name == "data_lost" {
			t.Errorf("%+v", g)
		}
	}
	for _, q := range d.Questions {
		if q.Question == "lost" && q.Sites != 0 || q.Question == "lost-apart" && (q.Sites != 8 || q.Event != 0) {
			t.Errorf("%+v", q)
		}
	}
	tells(t, pdfText(t, filepath.Join(dir, "class.pdf")), "(in no event)", "Was data lost in an event? 1 no recorded fact bears on it")
	if text := pdfText(t, court); strings.Contains(text, "Data lost”: ") {
		t.Errorf("%s", text)
	}
}

// One vantage is served the default page after the outage, the other an earlier state: one loss.
func TestClassCountsALossOnceWhateverStateAccountsGiveIt(t *testing.T) {
	failing := stagedFailure{from: 30, to: 40, fault: record.TCPTimeout}
	dir := stagedByTwo(t, 60, func(vantage int) []stagedSite {
		sites := classSites(4, 10, failing)
		for i := range sites[:4] {
			sites[i].serves = func(m int) string {
				switch {
				case m < 40:
					return edition(m / 6)
				case i == 3 && vantage == 1:
					return edition(6) // its own content, as before
				case vantage == 0 || i == 2:
					return titled(defaultTitle)
				}
				return edition(2)
			}
		}
		return sites
	})
	for _, args := range [][]string{{dir}, {"--list", classList(t, dir, "1,saguenay-1-1.zip,\n1,levis-22-1.zip,\n2,saguenay-1-2.zip,\n2,levis-22-2.zip,\n-,saguenay-1--.zip,\n-,levis-22--.zip,\n")}} {
		d := (stagedFolder{}).class(t, args...)
		var told []string
		for _, s := range d.Sites {
			if s.Name == "site-03" && args[0] != dir && len(s.Losses) == 0 {
				continue // one account that was served both says that nothing is lost
			}
			if len(s.Losses) != 1 || s.Losses[0].Items != 1 {
				t.Errorf("%s of %d accounts: %+v", s.Name, s.Accounts, s.Losses)
				continue
			}
			told = append(told, s.Name+" "+s.Losses[0].State)
			if agreed := s.Losses[0].State != "disputed"; agreed != (s.Losses[0].Event == 1) {
				t.Errorf("%s: %+v", s.Name, s.Losses)
			}
		}
		slices.Sort(told)
		if args[0] == dir && !slices.Equal(told, []string{"site-00 disputed", "site-01 disputed", "site-02 replaced", "site-03 disputed"}) {
			t.Errorf("%v", told)
		}
		i := slices.IndexFunc(d.Subgroups, func(g dossier.ClassSubgroup) bool { return g.Name == "data_lost" })
		if args[0] == dir && (i < 0 || d.Subgroups[i].Sites != 1) {
			t.Errorf("%+v", d.Subgroups)
		}
	}
}
