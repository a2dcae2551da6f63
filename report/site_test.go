package report

import (
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/store/record"
)

func TestASiteIsAsDoubtfulAsItsPages(t *testing.T) {
	l := siteLoss(dossier.Page{Site: "s"}, map[string]int64{"/": 1, "/a": 1}, []dossier.Loss{
		{State: "replaced", Item: "/", Review: []string{"no-failure"}, LastSeen: dossier.Known(1), FirstMissing: dossier.Known(2)},
		{State: "gone", Item: "/a", Review: []string{"one-vantage"}, LastSeen: dossier.Known(1), FirstMissing: dossier.Known(2)}})
	if !slices.Equal(l.Review, []string{"one-vantage", "no-failure"}) {
		t.Errorf("%q", l.Review)
	}
}

// A site is gone as a whole where all its pages were at one time.
func TestASiteWhosePagesWentInTurnIsLostInPart(t *testing.T) {
	page := func(item, state string, missing, back int64) dossier.Loss {
		l := dossier.Loss{Item: item, State: state, Files: 1, LastSeen: dossier.Known(record.Instant(missing - 1)), FirstMissing: dossier.Known(record.Instant(missing))}
		if back > 0 {
			l.Restored = dossier.Known(record.Instant(back))
		}
		return l
	}
	for name, c := range map[string]struct {
		list []dossier.Loss
		want string
	}{
		"in turn":           {[]dossier.Loss{page("/", "gone", 20, 30), page("/a", "gone", 1000, 1002)}, "partial"},
		"together":          {[]dossier.Loss{page("/", "gone", 20, 30), page("/a", "gone", 25, 0)}, "gone"},
		"one again":         {[]dossier.Loss{page("/", "gone", 20, 30), page("/", "gone", 1000, 0), page("/a", "gone", 1001, 1002)}, "gone"},
		"front page":        {[]dossier.Loss{page("/", "replaced", 20, 0), page("/a", "gone", 20, 0)}, "replaced"},
		"one put back only": {[]dossier.Loss{page("/", "rolled-back", 20, 0), page("/a", "gone", 20, 0)}, "partial"},
	} {
		if l := siteLoss(dossier.Page{Site: "s"}, map[string]int64{"/": 1, "/a": 1}, c.list); l.State != c.want || l.Files != 2 {
			t.Errorf("%s: %s of %d, want %s", name, l.State, l.Files, c.want)
		}
	}
}

// TestWhatIsMissingIsToldByTheLastLoss: a page that was replaced and then put back to
// an earlier state misses what the earlier state does not hold, and no more.
func TestWhatIsMissingIsToldByTheLastLoss(t *testing.T) {
	lost := func(at record.Instant, state string, missing int64) dossier.Loss {
		return dossier.Loss{Item: "/", State: state, Files: 1, Bytes: missing, FirstMissing: dossier.Known(at), Missing: dossier.Amount{Files: 1, Bytes: missing}}
	}
	l := siteLoss(dossier.Page{Site: "s"}, map[string]int64{"/": 2822, "/a": 1}, []dossier.Loss{lost(1, "replaced", 2822), lost(2, "rolled-back", 247)})
	if (l.Missing != dossier.Amount{Files: 1, Bytes: 247}) || l.Bytes != 2822 {
		t.Errorf("%+v of %d bytes", l.Missing, l.Bytes)
	}
}
