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

// What a log names stays within its line and its quotation marks: it writes no
// paragraph of the report and ends no quotation.
func TestANameStaysInItsQuotation(t *testing.T) {
	no := string(replacement())
	for _, c := range []struct {
		in          *lang.Language
		given, want string
	}{
		{lang.English, "shop” fell. “x", "“shop’ fell. ‘x”"},
		{lang.French, "boutique\u00a0» est tombée. «\u00a0x", "«\u00a0boutique” est tombée. “x\u00a0»"},
		{lang.English, "a\n\nb\tc\rd", "“a" + no + no + "b" + no + "c" + no + "d”"},
		{lang.French, "a\u202eb\u2028c", "«\u00a0a" + no + "b" + no + "c\u00a0»"},
	} {
		s := newSheet(sample(), Options{Zone: time.UTC}, c.in, papers["letter"], [32]byte{})
		if got := s.name(c.given); got != c.want {
			t.Errorf("%q: %q, want %q", c.given, got, c.want)
		}
	}
	s := newSheet(sample(), Options{Zone: time.UTC}, lang.English, papers["letter"], [32]byte{})
	if lines := s.wrap("shop   99  The court", body, 500); len(lines) != 1 {
		t.Errorf("spaces break a line: %d lines", len(lines))
	}
	if lines := s.wrap("one"+newLine+"two", body, 500); len(lines) != 2 {
		t.Errorf("%d lines, want 2", len(lines))
	}
}

// Whose page of a catalogue it is, is the report's own word for the program's
// catalogue, and a quotation of the log for one that the log added.
func TestWhoseAddedPageItIsIsQuoted(t *testing.T) {
	s := newSheet(sample(), Options{Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
	for r, want := range map[dossier.Recognised]string{{Of: "a host"}: "d’un hébergeur", {Of: "a host", Added: true}: "«\u00a0a host\u00a0»", {Of: "vide). Tout est prouvé", Added: true}: "«\u00a0vide). Tout est prouvé\u00a0»"} {
		if got := s.ofWhom(r); got != want {
			t.Errorf("%+v: %q, want %q", r, got, want)
		}
	}
}
