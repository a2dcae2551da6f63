package pdf

import (
	"slices"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// A provider is called what its logs call it, with the word that stands
// elsewhere; one that no log names in full by its word.
func TestAProviderIsNamedInFull(t *testing.T) {
	d := sample()
	d.Providers = []dossier.Provider{{Provider: "whc", Names: []string{"Hébergement Exemple inc."}}, {Provider: "ovh", Names: []string{"A", "B"}}}
	s := newSheet(d, Options{Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
	if got, want := s.inFull([]string{"whc", "ovh", "nuage"}), []string{"Hébergement Exemple inc. (whc)", "A et B (ovh)", "nuage"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
