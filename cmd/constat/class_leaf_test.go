package main

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
)

// A row of the class report names, for either end of an outage, the bundle and the
// record in it: what is found there is the good answer and the failure that bound it.
func TestARowOfAClassReportLeadsToItsRecords(t *testing.T) {
	d := newClassDesk(t)
	d.make("--json", d.path("class.json"), "-o", d.path("class.pdf"), "--public", d.path("public.pdf"))
	var c dossier.Class
	d.must(json.Unmarshal(contents(t, d.path("class.json")), &c))
	held := map[record.Hash]*bundle.Bundle{}
	for _, name := range d.bundles {
		held[record.Sum(contents(t, name))] = opened(t, name)
	}
	outages := 0
	for _, s := range c.Sites {
		for _, o := range s.Outages {
			outages++
			onset, end := cited(t, c, held, o.Onset), cited(t, c, held, o.End)
			if len(onset) != 4 || len(end) != 4 { // of two vantages a good answer and a failure
				t.Fatalf("site %d: %d records of its onset, %d of its end", s.Number, len(onset), len(end))
			}
			good := func(x bundle.Observed) bool { return x.Answer.Fault == record.NoFault }
			if !slices.ContainsFunc(onset, func(x bundle.Observed) bool { return good(x) && x.Start() == o.LastGood.Instant }) || !slices.ContainsFunc(onset, func(x bundle.Observed) bool { return !good(x) && x.Start() == o.FirstBad.Instant }) ||
				!slices.ContainsFunc(end, func(x bundle.Observed) bool { return !good(x) && x.Start() == o.LastBad.Instant }) || !slices.ContainsFunc(end, func(x bundle.Observed) bool { return good(x) && x.End() == o.FirstGood.Instant }) {
				t.Errorf("site %d: the records named do not bound %+v", s.Number, o)
			}
		}
	}
	if outages != 4 {
		t.Errorf("%d outages", outages)
	}
	// The public exhibit names no place of a log, and counts what it leaves out.
	var p dossier.Class
	d.must(json.Unmarshal(contents(t, d.path("public.json")), &p))
	for _, s := range p.Sites {
		for _, o := range s.Outages {
			if len(o.Onset)+len(o.End) != 0 {
				t.Errorf("site %d: the public exhibit cites records", s.Number)
			}
		}
	}
	hidden := 0
	for _, h := range p.Public.Hidden {
		if h.Key == "sites[].outages[].leaves" {
			hidden = h.Count
		}
	}
	if hidden != outages*8 {
		t.Errorf("%d records are said to be left out, of %d", hidden, outages*8)
	}
}

func opened(t *testing.T, name string) *bundle.Bundle {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	b, err := bundle.Verify(name, f, info.Size(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// cited are the observations that refs name.
func cited(t *testing.T, c dossier.Class, held map[record.Hash]*bundle.Bundle, refs []dossier.ClassRef) (all []bundle.Observed) {
	t.Helper()
	for _, r := range refs {
		for _, l := range held[c.Bundles[r.Bundle-1].SHA256].Logs {
			for _, target := range l.Targets {
				for o := range target.Observations() {
					if l.Origin == r.Log && o.Leaf == r.Leaf && o.Item == r.Item {
						all = append(all, o)
					}
				}
			}
		}
	}
	return all
}
