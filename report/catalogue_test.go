package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report"
	"constat/report/dossier"
	"constat/report/loss"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// Default pages that a log adds count for what was received since; a reader's
// own catalogue is used alone, and what cannot be read recognises nothing.
func TestDefaultPagesThatALogAddsCountSince(t *testing.T) {
	const own = `{"name":"nous","version":3,"pages":[{"id":"vide","sort":"default","of":"Hébergement Exemple","titles":["Compte en attente"],"most_words":50}]}`
	var dated time.Duration // what is added to the time of the entry that names it
	told := func(minute int, text string, opt report.Options) *dossier.Dossier {
		named := shop()
		named.ProviderName = "Hébergement Exemple inc."
		n := newNode(t, "saguenay-1/1", 0, named, control())
		page := "Terre et Ciel</title><p>" + strings.Repeat("Le conseil a parlé du pont et de la rue, puis de la place. ", 3) + "<title>"
		for i := range 9 {
			if i == minute {
				_, err := n.Seal(noon.Add(time.Duration(i) * time.Minute)) // what came before stands before
				n.must(err)
				sum, err := n.KeepFile([]byte(text))
				n.must(err)
				n.must(n.Append(record.Watch{Time: record.At(noon.Add(time.Duration(i)*time.Minute + dated)), Event: "reload", Version: "test", Targets: 1, Controls: 1, Catalogue: sum}))
			}
			if i < 4 {
				n.ask(page, "ok")
			} else {
				n.ask("Compte en attente", "ok")
			}
		}
		d, err := report.Build([]*bundle.Bundle{n.bundle(store.Query{})}, opt)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	replaced := func(d *dossier.Dossier) bool { return len(d.Losses) == 1 && d.Losses[0].State == "replaced" }
	d := told(2, own, report.Options{})
	if a := d.Method.Pages.Added; !replaced(d) || len(a) != 1 || a[0].Name != "nous" || a[0].Version != 3 || a[0].Pages != 1 || a[0].Log != "saguenay-1/1" || hour(a[0].Since) != "12:02:00.000" {
		t.Errorf("added before: %+v, %+v", d.Losses, a)
	}
	if p := d.Providers; len(p) != 1 || p[0].Provider != "whc" || len(p[0].Names) != 1 || p[0].Names[0] != "Hébergement Exemple inc." {
		t.Errorf("%+v", p)
	}
	if l := d.Losses[0]; !slices.Contains(l.Review, "chosen") {
		t.Errorf("a catalogue that the log added settles it alone: %v", l.Review)
	}
	dated = -5 * time.Minute
	if d := told(8, own, report.Options{}); replaced(d) && hour(d.Losses[0].FirstMissing) < "12:08:00" {
		t.Errorf("added after, and dated before: %+v", d.Losses)
	}
	dated = 0
	if d := told(6, own, report.Options{}); replaced(d) && hour(d.Losses[0].FirstMissing) < "12:06:00" {
		t.Errorf("added after: %+v", d.Losses)
	}
	if d := told(20, own, report.Options{}); len(d.Losses) != 0 || len(d.Method.Pages.Added) != 0 {
		t.Errorf("never added: %+v", d.Losses)
	}
	if d := told(2, own, report.Options{Catalogue: loss.Standard()}); len(d.Losses) != 0 || len(d.Method.Pages.Added) != 0 {
		t.Errorf("the reader's alone: %+v", d.Losses)
	}
	if d := told(2, "{", report.Options{}); len(d.Losses) != 0 || len(d.Method.Pages.Added) != 0 || !strings.Contains(d.Checks.Checks[len(d.Checks.Checks)-1].Detail, "cannot be read") {
		t.Errorf("unreadable: %+v", d.Losses)
	}
}
