package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// toldIn is what the sheets of struck sites print of its losses.
func toldIn(d *dossier.Dossier, l *lang.Language) (words string) {
	s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
	for _, x := range s.struck() {
		for _, p := range x.pages {
			words += strings.Join(s.pageLosses(p, x, 0, false), "\n") + "\n"
		}
	}
	return words
}

func servedStates(d *dossier.Dossier, vantage string, target byte, states ...dossier.PageState) dossier.Page {
	for i := range states {
		states[i].From, states[i].To = d.Period.From, d.Period.To
	}
	return dossier.Page{Target: "shop", TargetID: record.Hash{target}, Site: "shop", URL: "https://shop.example/", Vantage: vantage, States: states}
}

var defaultPage = dossier.PageState{State: "replaced", Leaves: []dossier.Ref{{Leaf: 7}}, Recognised: &dossier.Recognised{Sort: "default", Of: "a web server"}}

func replacedAt(target byte, vantages ...string) dossier.Loss {
	return dossier.Loss{Target: "shop", TargetID: record.Hash{target}, Site: "shop", State: "replaced", Item: "https://shop.example/", Page: true, Files: 1,
		Vantage: vantages[0], Vantages: vantages, Leaves: []dossier.Ref{{Leaf: 7}}, Missing: dossier.Amount{Files: 1}}
}

// What one vantage saw is never told by what another was served, and of a loss
// that no row proves nothing is told but that the content was not there.
func TestALossIsToldByARowThatProvesIt(t *testing.T) {
	failing := dossier.PageState{State: "unknown", Review: []string{"failing"}, Leaves: []dossier.Ref{{Leaf: 3}}}
	for l, words := range map[*lang.Language][3]string{
		lang.French:  {"ce que le catalogue", "n’existait pas", "ne portait plus son contenu"},
		lang.English: {"what the catalogue takes for", "did not exist", "no longer held its content"},
	} {
		d := sample()
		d.Pages = []dossier.Page{servedStates(d, "levis-1", 1, failing), servedStates(d, "saguenay-1", 1, defaultPage)}
		d.Losses = []dossier.Loss{replacedAt(1, "saguenay-1")}
		if got := toldIn(d, l); !strings.Contains(got, words[0]) || strings.Contains(got, words[1]) {
			t.Errorf("%q", got)
		}
		for _, state := range []string{"replaced", "rolled-back", "partial", "closed"} {
			d.Pages, d.Losses[0].State = []dossier.Page{servedStates(d, "levis-1", 1, failing)}, state
			if got := toldIn(d, l); !strings.Contains(got, words[2]) || strings.Contains(got, words[1]) {
				t.Errorf("%s: %q", state, got)
			}
		}
	}
}

// Two targets may ask for one page: what is lost to either is told.
func TestEachTargetOfAPageTellsItsLoss(t *testing.T) {
	failing := dossier.PageState{State: "unknown", Review: []string{"failing"}}
	d := sample()
	d.Pages = []dossier.Page{servedStates(d, "levis-1", 1, failing), servedStates(d, "levis-1", 2, defaultPage)}
	d.Losses = []dossier.Loss{replacedAt(2, "levis-1")}
	if got := toldIn(d, lang.English); strings.Count(got, "what the catalogue takes for") != 1 {
		t.Errorf("%q", got)
	}
	d.Pages[0], d.Losses = servedStates(d, "levis-1", 1, defaultPage), append(d.Losses, replacedAt(1, "levis-1"))
	if got := toldIn(d, lang.English); strings.Count(got, "what the catalogue takes for") != 2 {
		t.Errorf("%q", got)
	}
}

// A page asked for at an address that is not its name's own is said to be so.
func TestTheAddressAskedIsNamed(t *testing.T) {
	for l, want := range map[*lang.Language]string{lang.French: "demandée à l’adresse 192.0.2.7", lang.English: "asked for at address 192.0.2.7"} {
		d := sample()
		origin := d.Targets[0]
		origin.ID, origin.Question.Address = record.Hash{2}, "192.0.2.7"
		d.Targets = append(d.Targets, origin)
		d.Pages = []dossier.Page{servedStates(d, "levis-1", 1, defaultPage), servedStates(d, "levis-1", 2, defaultPage)}
		d.Losses = []dossier.Loss{replacedAt(1, "levis-1"), replacedAt(2, "levis-1")}
		if got := toldIn(d, l); strings.Count(got, want) != 1 {
			t.Errorf("%q", got)
		}
		s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		if title := s.statesOf(d.Pages[1]).title; !strings.Contains(title, want) {
			t.Errorf("%q", title)
		}
	}
}
