package report

import (
	"testing"

	"constat/report/dossier"
	"constat/report/loss"
	"constat/store/record"
)

// Lists of two epochs may overlap: what came back did so no earlier than it was
// first missed.
func TestNothingComesBackBeforeItWasMissed(t *testing.T) {
	at := func(began, ended record.Instant) counting {
		return counting{Listed: dossier.Listed{Time: dossier.Known(began), Ended: dossier.Known(ended)}}
	}
	n := dossier.Inventory{Target: "photos", Vantages: []string{"saguenay-1"}}
	l := goneOf(missed{Inventory: n, counted: []counting{at(0, 10), at(20, 100), at(90, 130)}}, loss.Gone{Held: record.Held{Path: "a", Size: 1}, Missing: 1, Restored: 2})
	if l.Restored.Instant != 100 || l.FirstMissing.Instant != 100 || l.LastSeen.Instant != 0 {
		t.Errorf("%+v", l)
	}
}
