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
	list := []loss.Gone{{Missing: 1, Restored: -1}, {Missing: 1, Restored: -1}, {Missing: 2, Restored: -1}} // the last after the period
	if gone, err := b.gone(n, counted, nil, nil, list, 3); err != nil || len(gone) != 2 {
		t.Errorf("%d, %v", len(gone), err)
	}
	if gone, err := b.gone(n, counted, nil, nil, list, 2); gone != nil || err == nil || !strings.Contains(err.Error(), "photos: 2 files are gone, and a report lists at most 2") {
		t.Errorf("%d, %v", len(gone), err)
	}
}
