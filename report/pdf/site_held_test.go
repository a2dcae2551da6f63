package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
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
	words := s.whatWas(&struck{site: "s", pages: d.Pages, lost: []dossier.Loss{{Item: "a", OfBytes: 1000, Bytes: 1000}, {Item: "a", OfBytes: 753, Bytes: 753}}})
	if !strings.Contains(strings.ReplaceAll(words, "\u202f", ""), "1005") && !strings.Contains(words, "1 005") && !strings.Contains(words, "1,005") {
		t.Error(words)
	}
}

// TestWhatCameBackInPartIsNotWhollyMissing: of a page that holds an earlier state, the
// page says neither that nothing came back nor that all its bytes are lost.
func TestWhatCameBackInPartIsNotWhollyMissing(t *testing.T) {
	lost := func(state string, restored bool, bytes int64) dossier.Loss {
		l := dossier.Loss{Item: state, State: state, OfBytes: 1000, Bytes: bytes}
		if l.Restored.Known = restored; !restored {
			l.Missing = dossier.Amount{Files: 1, Bytes: bytes}
		}
		return l
	}
	at := func(missing record.Instant, item string, l dossier.Loss) dossier.Loss {
		l.Item, l.FirstMissing = item, dossier.Known(missing)
		return l
	}
	for _, c := range []struct {
		lost          []dossier.Loss
		back, missing string
	}{
		{[]dossier.Loss{lost("gone", false, 1000)}, "Nothing.", "1 page (1,000 bytes lost)."},
		{[]dossier.Loss{lost("rolled-back", false, 247)}, "None as a whole; some of the content, or an earlier state, for 1 page.", "1 page, in whole or in part (at least 247 bytes lost)."},
		{[]dossier.Loss{lost("partial", false, 0), lost("gone", false, 1000)}, "None as a whole; some of the content, or an earlier state, for 1 page.", "2 pages, in whole or in part (at least 1,000 bytes lost)."},
		{[]dossier.Loss{at(1, "/", lost("replaced", false, 1000)), at(1, "/", lost("rolled-back", false, 247))}, "None as a whole; some of the content, or an earlier state, for 1 page.", "1 page, in whole or in part (at least 247 bytes lost)."},
		{[]dossier.Loss{lost("rolled-back", true, 247)}, "1 page, on ", "Nothing."},
	} {
		s := newSheet(&dossier.Dossier{}, Options{Zone: time.UTC}, lang.English, papers["letter"], [32]byte{})
		x := &struck{site: "s", lost: c.lost}
		plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace
		if back := plain(s.whatReturned(x)); !strings.HasPrefix(back, c.back) {
			t.Error(back)
		}
		if missing := plain(s.whatIsMissing(x)); missing != c.missing {
			t.Error(missing)
		}
	}
}
