package main

import (
	"context"
	"strings"
	"testing"

	"constat/report"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/store/record"
)

// Bundles for comparison are hidden, and the report says in the forger's own words why.
func TestClassVerifyTakesNoBundleForOneGivenTwiceOnAnybodysWord(t *testing.T) {
	d := newClassDesk(t)
	d.make("-o", d.path("class.pdf"))
	all, err := pdf.Attached(contents(t, d.path("class.pdf")), maxUnpacked)
	d.must(err)
	honest, err := report.ParseClassRecipe(attachedNamed(all, recipeName))
	d.must(err)
	believed, _, err := readPolicy(d.path("policy"))
	d.must(err)
	for name, words := range map[string]Phrase{"of the forger's own": {EN: "handed in again by the provider's engineer, who admits the failure", FR: "remis par l'ingénieur, qui reconnaît la panne"}, "of the program": twiceOf(true)} {
		r := honest
		sealed := *r.Sealed
		r.Sealed = &sealed
		var hidden []dossier.ClassLeftOut
		var jobs []classJob
		for _, m := range sealed.Members {
			j := classJob{member: m.Member, listed: m.Listed, sites: map[string][]string{}, names: map[string]string{}}
			for _, f := range m.Files {
				if m.Member == forComparison {
					hidden = append(hidden, dossier.ClassLeftOut{Name: f.Name, SHA256: f.SHA256, Bytes: int64(len(contents(t, d.path(f.Name)))), Member: m.Member, Reason: classTwice, Detail: words.EN, French: words.FR})
					continue
				}
				p := d.path(f.Name)
				j.files, j.names[p] = append(j.files, p), f.Name
			}
			if len(j.files) > 0 {
				jobs = append(jobs, j)
			}
		}
		in := sealed
		in.At = dossier.Time{}
		_, facts, err := gatherClass(context.Background(), in, r.Plain(), believed, jobs, hidden, func(int, int) {})
		d.must(err)
		r.Sealed.At = facts.At
		file, err := drawClassReport(r, facts, listOf(t, facts))
		d.must(err)
		out := d.verify(1, append([]string{"--policy", d.path("policy"), d.save("forged.pdf", file)}, d.bundles...)...)
		if !strings.Contains(out, "said to be given twice") && !strings.Contains(out, "dit donné deux fois") {
			t.Errorf("words %s: %s", name, out)
		}
	}
}

func TestClassRowsOfBundlesLeftOutFollowFromTheRecipe(t *testing.T) {
	a, b := record.Hash{1}, record.Hash{2}
	members := []report.ClassMember{{Member: "1", Listed: true, Files: []report.ClassFile{{Name: "a.zip", SHA256: a}, {Name: "again.zip", SHA256: a}, {Name: "b.zip", SHA256: b}}}}
	counts := []dossier.ClassBundle{{File: dossier.File{Name: "a.zip", SHA256: a, Bytes: 7}}}
	words := twiceOf(true)
	again := dossier.ClassLeftOut{Name: "again.zip", SHA256: a, Bytes: 7, Member: "1", Reason: classTwice, Detail: words.EN, French: words.FR}
	broken := dossier.ClassLeftOut{Name: "b.zip", SHA256: b, Bytes: 9, Member: "1", Reason: "broken"}
	other := again
	other.Bytes++
	stray := dossier.ClassLeftOut{Name: "c.zip", Member: "1", Reason: "unreadable", Detail: "any words"}
	for name, row := range map[string]struct {
		rows []dossier.ClassLeftOut
		fine bool
	}{"as it was": {[]dossier.ClassLeftOut{again, broken}, true}, "hidden": {[]dossier.ClassLeftOut{broken}, false}, "of another size": {[]dossier.ClassLeftOut{other, broken}, false},
		"told twice over": {[]dossier.ClassLeftOut{again, again, broken}, false}, "of no file": {[]dossier.ClassLeftOut{again, broken, stray}, false}} {
		if _, wrong := leftOutOf(members, &dossier.Class{Bundles: counts, LeftOut: row.rows}); (wrong == Phrase{}) != row.fine {
			t.Errorf("%s: %q", name, wrong.EN)
		}
	}
}
