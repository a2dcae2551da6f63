package pdf

import (
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// Where no list of another store was begun since, that is said: what went may be
// there. A store that was listed since is not named, nor one that counts records.
func TestStoresThatWereNotListedSinceAreNamed(t *testing.T) {
	at := func(begun ...record.Instant) (list []dossier.Listed) {
		for _, i := range begun {
			list = append(list, dossier.Listed{Time: dossier.Known(i), Ended: dossier.Known(i + 1), Counts: true})
		}
		return list
	}
	store := func(name string, listings []dossier.Listed) dossier.Inventory {
		return dossier.Inventory{Target: name, TargetID: record.Sum([]byte(name)), Vantages: []string{"levis-1"}, Whole: len(listings), Listings: listings}
	}
	n := store("photos", at(10, 20, 30))
	n.Total = dossier.Holding{First: dossier.Amount{Files: 1}, Gone: dossier.Amount{Files: 1}}
	n.History = []dossier.Step{{Time: dossier.Known(21), Gone: dossier.Amount{Files: 1}}, {Time: dossier.Known(30), Restored: dossier.Amount{Files: 1}}}
	broken := store("backup", at(5, 40))
	broken.Listings[1].Counts = false
	count := store("orders", at(5))
	count.Question.Pick = "count"
	for _, c := range []struct {
		l    *lang.Language
		want string
	}{{lang.French, "De l’espace « backup », aucune liste retenue n’a été commencée après la dernière de ces disparitions"}, {lang.English, "Of store “backup”, no list that is retained was begun after the last of these files went"}} {
		d := sample()
		d.Inventories = []dossier.Inventory{n, broken, count, store("mirror", at(5, 25))}
		d.Losses = []dossier.Loss{{Target: "photos", TargetID: n.TargetID, Vantage: "levis-1", State: "partial", Files: 1, OfFiles: 1}}
		out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, d, Options{Lang: c.l.Code}), "-")
		flat := strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(out)), " ")
		if !strings.Contains(flat, c.want) {
			t.Errorf("%q is not there", c.want)
		}
		if strings.Contains(flat, c.want[:20]+"s ") || strings.Contains(flat, "« mirror », aucune liste") || strings.Contains(flat, "« orders », aucune") {
			t.Error("a store is named that was listed since")
		}
	}
}

// A single file that moved, and one of several that was in neither store for a
// time, are told in the singular.
func TestOneMovedFileIsToldInTheSingular(t *testing.T) {
	for _, words := range []string{
		lang.French.Moved.To(1, "9 octets", "new", false, "2 mars"), lang.French.Moved.To(1, "9 octets", "new", true, "2 mars"), lang.French.Moved.Between(1, 1), lang.French.Moved.Between(1, 3),
		lang.English.Moved.To(1, "9 bytes", "new", false, "2 March"), lang.English.Moved.To(1, "9 bytes", "new", true, "2 March"), lang.English.Moved.Between(1, 1), lang.English.Moved.Between(1, 3),
		lang.French.Moved.Summed("old", 1, "p. 3"), lang.English.Moved.Summed("old", 1, "p. 3"),
	} {
		for _, never := range []string{"fichiers", "files were", "sont", "ils ", "they", " were "} {
			if strings.Contains(words, never) && words != lang.English.Moved.Between(1, 3) {
				t.Errorf("%q in %q", never, words)
			}
		}
	}
}
