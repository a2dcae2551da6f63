package report

import (
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store/record"
)

// More than a report can list is refused in words, before it takes the memory.
func TestAReportListsSoManyLossesAndNoMore(t *testing.T) {
	at := func(i record.Instant) counting {
		return counting{Listed: dossier.Listed{Time: dossier.Known(i), Ended: dossier.Known(i)}}
	}
	b := &builder{d: &dossier.Dossier{Losses: make([]dossier.Loss, 1)}, period: incident.Span{From: 0, To: 50}}
	counted := []counting{at(10), at(20), at(60)}
	n := dossier.Inventory{Target: "photos", Vantages: []string{"saguenay-1"}}
	list := []loss.Gone{{Missing: 1, Restored: -1}, {File: 1, Missing: 1, Restored: -1}, {File: 2, Missing: 2, Restored: -1}} // the last after the period
	tell := func(listed, most int) error {
		b.d, b.listed = &dossier.Dossier{Losses: make([]dossier.Loss, 1)}, 0
		return b.tell(missed{Inventory: n, counted: counted}, list, listed, most)
	}
	if err := tell(9, 3); err != nil || len(b.d.Losses) != 4 || b.d.Unlisted != 0 {
		t.Errorf("%+v, %v", b.d.Losses, err)
	}
	if err := tell(9, 2); err == nil || !strings.Contains(err.Error(), "photos: 2 files are gone, and a report lists at most 2") {
		t.Error(err)
	}
}

// Past what a report lists one by one the sum stays exact, what is still missing
// comes first, and the rest is told to whoever asks.
func TestWhatIsNotListedIsCountedAllTheSame(t *testing.T) {
	at := func(i record.Instant) counting {
		return counting{Listed: dossier.Listed{Time: dossier.Known(i), Ended: dossier.Known(i), Proof: dossier.Ref{Log: "a/1", Leaf: int64(i)}}}
	}
	m := missed{Inventory: dossier.Inventory{Target: "photos", Vantages: []string{"saguenay-1"}}, counted: []counting{at(10), at(20), at(30)}}
	var list []loss.Gone
	for _, path := range []string{"a", "b", "c", "d", "e"} {
		g := loss.Gone{File: len(list), Missing: 1, Restored: -1}
		if path == "b" {
			g.Told = "md5:00"
		}
		if g.Path, g.Size = path, 7; path < "d" {
			g.Restored = 2
		}
		list = append(list, g)
	}
	b := &builder{d: &dossier.Dossier{}, period: incident.Span{From: 0, To: 50}}
	if err := b.tell(m, list, 3, 100); err != nil {
		t.Fatal(err)
	}
	words, rest := "", ""
	for _, l := range b.d.Losses {
		words += l.Item + " "
	}
	for _, r := range b.d.Rest {
		for l := range r {
			rest += l.Item + " "
		}
	}
	w := b.d.Losses[0]
	if words != " a d e " || rest != "b c " || b.d.Unlisted != 2 || b.d.Lost() != 6 || w.Files != 5 || w.Bytes != 35 || w.Missing.Files != 2 || w.Undigested != 4 || len(w.Leaves) != 3 || w.Restored.Known {
		t.Errorf("%q, then %q: %+v", words, rest, w)
	}
}
