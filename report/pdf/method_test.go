package pdf

import (
	"strings"
	"testing"
)

// What the pages say of the method is what it says: the answers that it holds
// for refusals, and whose it is.
func TestTheMethodInForceIsTheOneDescribed(t *testing.T) {
	own, other := sample(), sample()
	own.Method.BlockedReplies = []string{"421"}
	other.Method.Own, other.Method.Current, other.Method.Name, other.Method.Blocked = false, false, "generous", []int{451, 503}
	bare := sample()
	bare.Method.Blocked = nil
	for _, c := range []struct {
		says, never []string
		words       string
	}{
		{[]string{"Here: a test meant for robots; HTTP 403 and 429; in other protocols, the refusals that its text designates."}, []string{"not the program’s own", "--method"}, flat(t, written(t, own, Options{Lang: "en"}))},
		{[]string{"Ici : une épreuve destinée aux robots ; HTTP 403 et 429."}, []string{"pas celle du programme"}, flat(t, written(t, sample(), Options{Lang: "fr"}))},
		{[]string{"generous, edition 1 (this method is not the program’s own)", "This method is not the program’s own: whoever", "HTTP 451 and 503.", "a method (chapter 10) other", "--recipe report.json"}, []string{"HTTP 403", "403 and 429"}, flat(t, written(t, other, Options{Lang: "en"}))},
		{[]string{"Here: a test meant for robots. "}, []string{"HTTP 403"}, flat(t, written(t, bare, Options{Lang: "en"}))},
	} {
		for _, want := range c.says {
			if !strings.Contains(c.words, want) {
				t.Errorf("%q is not there", want)
			}
		}
		for _, never := range c.never {
			if strings.Contains(c.words, never) {
				t.Errorf("%q is there", never)
			}
		}
	}
}

// A reservation that the method brings is explained where the method is.
func TestLayersThatOthersMayKeepAreTold(t *testing.T) {
	d := sample()
	bare := flat(t, written(t, d, Options{Lang: "en"}))
	d.Method.ReviewLayers = []string{"name", "front"}
	en, fr := flat(t, written(t, d, Options{Lang: "en"})), flat(t, written(t, d, Options{Lang: "fr"}))
	if want := "may answer (the name (DNS); the front server"; !strings.Contains(en, want) || strings.Contains(bare, "may answer (") {
		t.Errorf("%q is not there, or there without layers", want)
	}
	if want := "peut répondre (le nom (DNS) ; le serveur frontal"; !strings.Contains(fr, want) {
		t.Errorf("%q is not there", want)
	}
}
