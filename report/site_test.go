package report

import (
	"slices"
	"testing"

	"constat/report/dossier"
)

func TestASiteIsAsDoubtfulAsItsPages(t *testing.T) {
	l := siteLoss(dossier.Page{Site: "s"}, map[string]int64{"/": 1, "/a": 1}, []dossier.Loss{
		{State: "replaced", Item: "/", Review: []string{"no-failure"}, LastSeen: dossier.Known(1), FirstMissing: dossier.Known(2)},
		{State: "gone", Item: "/a", Review: []string{"one-vantage"}, LastSeen: dossier.Known(1), FirstMissing: dossier.Known(2)}})
	if !slices.Equal(l.Review, []string{"one-vantage", "no-failure"}) {
		t.Errorf("%q", l.Review)
	}
}
