package pdf

import (
	"strings"
	"testing"

	"constat/report/dossier"
)

// What was not watched is in no figure of all that was: the row says so.
func TestWhatWasNotWatchedIsInNoFigureOfAll(t *testing.T) {
	for _, c := range []struct {
		compared bool
		fr, en   string
	}{{true, "tout cela à la fois", "all of this at once"}, {false, "ce qui a été suivi, à la fois", "what was watched, at once"}} {
		for code, want := range map[string]string{"fr": c.fr, "en": c.en} {
			d := sample()
			for i := range d.Vantages {
				w := &d.Vantages[i].Watch
				w.From, w.To, w.Controls, w.Compared = d.Period.From, d.Period.To, true, c.compared
				w.Ran = dossier.WatchShare{Length: 1000, Percent: "100.000000", Exact: "1"}
			}
			words := flat(t, written(t, d, Options{Lang: code}))
			if !strings.Contains(words, want) || !c.compared && strings.Contains(words, "tout cela à la fois") {
				t.Errorf("%s, compared %v: %q is not there", code, c.compared, want)
			}
		}
	}
}

// A control on the machine itself answers without any network: the reader is told.
func TestAControlOnTheMachineItselfIsTold(t *testing.T) {
	for code, want := range map[string][]string{
		"fr": {"Les sites témoins de levis-1 sont sur la machine même : ils ne disent rien du réseau.", "Des 2 sites témoins de saguenay-1, 1 est sur la machine même et ne dit rien du réseau."},
		"en": {"The control sites of levis-1 are on the machine itself: they tell nothing of the network.", "Of the 2 control sites of saguenay-1, 1 is on the machine itself and tells nothing of the network."},
	} {
		d := sample()
		if words := flat(t, written(t, d, Options{Lang: code})); strings.Contains(words, "rien du réseau") || strings.Contains(words, "nothing of the network") {
			t.Errorf("%s: said of controls elsewhere", code)
		}
		for i := range d.Vantages {
			v := &d.Vantages[i]
			v.Controls = []dossier.Control{{URL: "http://127.0.0.1:1/", Here: true}, {URL: "http://b/", Here: v.Name == "levis-1"}}
		}
		words := flat(t, written(t, d, Options{Lang: code}))
		for _, w := range want {
			if !strings.Contains(words, w) {
				t.Errorf("%s: %q is not there", code, w)
			}
		}
	}
}
