package main

import (
	"os"
	"path/filepath"
	"testing"

	"constat/report"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/report/veil"
	"constat/store/record"
)

// carriedClass are the recipe, the figures and the list of facts of an exhibit.
func (d classDesk) carriedClass(name string) (report.ClassRecipe, *dossier.Class, *veil.Facts) {
	d.t.Helper()
	all, err := pdf.Attached(contents(d.t, d.path(name)), maxUnpacked)
	d.must(err)
	r, err := report.ParseClassRecipe(attachedNamed(all, recipeName))
	d.must(err)
	c, err := readClassFacts(attachedNamed(all, classFactsName))
	d.must(err)
	list, err := veil.Parse(attachedNamed(all, factListName))
	d.must(err)
	return r, c, list
}

// A reader who holds the public exhibit and nothing else is told of each fact that
// was changed, and of each count of what is left out that is wrong.
func TestThePublicExhibitIsCheckedByItself(t *testing.T) {
	d := newClassDesk(t)
	d.make("-o", d.path("class.pdf"), "--public", d.path("public.pdf"))
	tells(t, d.verify(2, d.path("public.pdf")), "facts shown are those of the list (facts.proof), one by one", "the log of what is not shown is exact")
	tells(t, d.verify(2, d.path("public.pdf"), d.path("class.pdf")), "the sealed report gives these figures without names, byte for byte")
	look(t, d.dir, "class.pdf", "public.pdf")
	for _, x := range []struct {
		name, told string
		change     func(*dossier.Class)
	}{
		{"a minute", "the fact sites[0].outages[0] is not the one in the list: it was changed", func(c *dossier.Class) { c.Sites[0].Outages[0].FirstBad.Instant += 60_000 }},
		{"a share", "the fact events[0] is not the one in the list", func(c *dossier.Class) { c.Events[0].Ours.Failing-- }},
		{"a share of one minute", "the fact events[0].steps[1] is not the one in the list", func(c *dossier.Class) { c.Events[0].Steps[1].Others.Failing++ }},
		{"a count", "the fact members[0] is not the one in the list", func(c *dossier.Class) { c.Members[0].Lost++ }},
		{"a state", "the fact sites[0] is not the one in the list", func(c *dossier.Class) { c.Sites[0].Subgroup = "data_lost" }},
		{"the provider", "the fact provider is not the one in the list", func(c *dossier.Class) { c.Provider = "other" }},
		{"a row", "the fact others[1] in the list is not shown", func(c *dossier.Class) { c.Others = c.Others[:1] }},
		{"an outage", "the fact sites[0].outages[0] in the list is not shown", func(c *dossier.Class) { c.Sites[0].Outages = []dossier.ClassOutage{} }},
		{"one more outage", "the fact sites[0].outages[1] is shown and not in the list", func(c *dossier.Class) {
			c.Sites[0].Outages = append(c.Sites[0].Outages, c.Sites[0].Outages[0])
		}},
		{"a name", "the fact sites[1] is not the one in the list", func(c *dossier.Class) { c.Sites[1].Name = "boutique" }},
		{"the log of omissions", "under bundles[].heads, the list counts", func(c *dossier.Class) {
			for i := range c.Public.Hidden {
				if c.Public.Hidden[i].Key == "bundles[].heads" {
					c.Public.Hidden[i].Count--
				}
			}
		}},
		{"the sealed report's digest", "the fact public is not the one in the list", func(c *dossier.Class) { c.Public.Of = record.Hash{1} }},
	} {
		r, c, list := d.carriedClass("public.pdf")
		x.change(c)
		file, err := drawClassReport(r, c, list)
		d.must(err)
		t.Log(x.name)
		tells(t, d.verify(1, d.save("changed.pdf", file)), x.told)
	}
}

// Whoever makes the whole list anew has another digest, and is found out by the
// sealed report.
func TestAnExhibitMadeAnewHasAnotherDigest(t *testing.T) {
	d := newClassDesk(t)
	d.make("-o", d.path("class.pdf"), "--public", d.path("public.pdf"))
	r, c, list := d.carriedClass("public.pdf")
	file, err := drawClassReport(r, c, listOf(t, c))
	d.must(err)
	again := d.save("again.pdf", file)
	tells(t, d.verify(1, again), "under bundles[].heads, the list counts 0")
	tells(t, d.verify(1, again, d.path("class.pdf")), "the list of facts is not the one that the sealed report gives, of digest "+list.Root.String())
	// A list that contradicts itself, or is not there.
	list.Rows = list.Rows[:len(list.Rows)-1]
	file, err = drawClassReport(r, c, list)
	d.must(err)
	tells(t, d.verify(1, d.save("short.pdf", file)), "the list of facts (facts.proof) cannot be read, or contradicts itself")
}

// look keeps files for the eye, where CONSTAT_LOOK names a folder.
func look(t *testing.T, dir string, names ...string) {
	t.Helper()
	out := os.Getenv("CONSTAT_LOOK")
	if out == "" {
		return
	}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(out, name), contents(t, filepath.Join(dir, name)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
