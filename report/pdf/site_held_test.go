package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// TestWhatWasThereHoldsWhatWasLost: the bytes of a page that came back shorter are those it
// had before, so that no more is lost than was there.
func TestWhatWasThereHoldsWhatWasLost(t *testing.T) {
	state := func(name string, n int64) dossier.PageState {
		return dossier.PageState{State: name, Content: dossier.Content{Bytes: n}}
	}
	d := &dossier.Dossier{Pages: []dossier.Page{
		{Site: "s", URL: "a", States: []dossier.PageState{state("unchanged", 1000), state("gone", 0), state("edited", 753)}},
		{Site: "s", URL: "b", States: []dossier.PageState{state("unchanged", 5)}},
	}}
	s := newSheet(d, Options{Zone: time.UTC}, lang.English, papers["letter"], [32]byte{})
	words := s.whatWas(&struck{site: "s", pages: d.Pages, lost: []dossier.Loss{{Item: "a", Bytes: 1000}, {Item: "a", Bytes: 753}}})
	if !strings.Contains(strings.ReplaceAll(words, "\u202f", ""), "1005") && !strings.Contains(words, "1 005") && !strings.Contains(words, "1,005") {
		t.Error(words)
	}
}
