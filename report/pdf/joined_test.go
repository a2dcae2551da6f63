package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// Lists that count as one are named, with why and what follows; the table says with
// which list each is one.
func TestListsMadeOneAreTold(t *testing.T) {
	at := func(minutes int) dossier.Time {
		return dossier.Known(record.At(time.Date(2026, 11, 2, 6, minutes, 0, 0, time.UTC)))
	}
	first := dossier.Ref{Log: "saguenay-1/1", Leaf: 12, Item: -1}
	n := dossier.Inventory{Target: "photos", Vantages: []string{"saguenay-1"}, Whole: 1, Listings: []dossier.Listed{
		{Vantage: "saguenay-1", Time: at(0), Ended: at(1), Counts: true, Proof: first},
		{Vantage: "saguenay-1", Time: at(3), Ended: at(4), Counts: true, Proof: dossier.Ref{Log: "saguenay-1/1", Leaf: 13, Item: -1}, Joined: &first},
	}}
	for l, want := range map[string][]string{
		"fr": {"Ont été réunies en une seule les listes entières commencées aux instants que voici : 2 novembre 2026, 6 h 00 min 00 s et 2 novembre 2026, 6 h 03 min 00 s.", "l’une ne confirme donc pas l’autre", "réunie à saguenay-1/1 nº 12"},
		"en": {"Whole lists begun at these instants were made one: 2 November 2026, 06:00:00 and 2 November 2026, 06:03:00.", "neither confirms the other", "one with saguenay-1/1 no. 12"},
	} {
		d := sample()
		d.Inventories = []dossier.Inventory{n}
		out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, d, Options{Lang: l}), "-")
		flat := strings.Join(strings.Fields(strings.ReplaceAll(out, "\u00a0", " ")), " ")
		for _, words := range want[:2] {
			if !strings.Contains(flat, words) {
				t.Errorf("%s: %q is not said", l, words)
			}
		}
		spoken, _ := lang.For(l)
		s := newSheet(d, Options{Zone: time.UTC}, spoken, papers["letter"], [32]byte{})
		if got := strings.ReplaceAll(s.listed(n.Listings[1]), "\u00a0", " "); !strings.Contains(got, want[2]) || strings.Contains(s.listed(n.Listings[0]), "12") {
			t.Errorf("%s: %q", l, got)
		}
		n.Listings[1].Joined = nil
		if list := s.joined(n, s.instant); len(list) > 0 {
			t.Errorf("%q", list)
		}
		n.Listings[1].Joined = &first
	}
}
