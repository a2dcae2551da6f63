package pdf

import (
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/lang"
)

// ledAstray is a site that lost a page, which then went round in a circle, and
// another that leads to another host.
func ledAstray() *dossier.Dossier {
	d := lostTo(2, 0)
	p := d.Pages[0]
	d.Redirects = []dossier.Redirect{
		{Target: p.Target, TargetID: p.TargetID, Site: p.Site, URL: p.URL, Vantage: "levis-1", Sort: dossier.LedInCircle, Answers: 12, From: d.Period.From, To: d.Period.To, Leaves: []dossier.Ref{{Log: "levis-1/1", Leaf: 211}}},
		{Target: "other", Site: "other", URL: "https://other.example/", Vantage: "levis-1", Sort: dossier.LedElsewhere, Host: "parked.example", Answers: 1, From: d.Period.From, To: d.Period.From, Leaves: []dossier.Ref{{Log: "levis-1/1", Leaf: 212}}},
	}
	return d
}

func TestRedirectsAreSaidInTheirOwnWords(t *testing.T) {
	for l, want := range map[*lang.Language][]string{
		lang.French: {"Redirections reçues", "n’établit aucune perte", "en boucle", "suivie jusque chez un autre hôte hôte : parked.example", "point d’observation (levis-1) a reçu, du",
			"12 réponses de suite dont chacune renvoyait à une adresse déjà demandée, en boucle."},
		lang.English: {"Redirects received", "it establishes no loss", "in a circle", "followed, to another host host: parked.example", "vantage (levis-1) received, from",
			"12 answers in a row, each of which led to an address that had been asked for already, in a circle."},
	} {
		got := plainly(t, ledAstray(), Options{Lang: l.Code})
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is not there", l.Code, w)
			}
		}
	}
}

// Every sort has its words in both languages, in a sentence and in a table.
func TestEverySortOfRedirectHasItsWords(t *testing.T) {
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for _, sort := range []string{dossier.LedElsewhere, dossier.LedInCircle, dossier.LedTooFar, dossier.LedNowhere, dossier.LedInside, dossier.LedToSecret, dossier.LedUnasked} {
			if l.Led.Sorts[sort] == "" || l.Led.Saying[sort] == "" {
				t.Errorf("%s: %s has none", l.Code, sort)
			}
		}
	}
}

// plainly is what a report says, on one line, with plain spaces.
func plainly(t *testing.T, d *dossier.Dossier, o Options) string {
	out := judge(t, "pdftotext", "-nopgbrk", written(t, d, o), "-")
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(out)), " ")
}
