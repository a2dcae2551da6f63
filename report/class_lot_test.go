package report

import (
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/store/record"
)

// TestTheOrderOfMembersTellsNothingOfNames: it follows from what the bundles hold in
// secret, so that other bundles of the same members give another, and the same give the same.
func TestTheOrderOfMembersTellsNothingOfNames(t *testing.T) {
	orders := map[string]bool{}
	for secret := range 20 {
		g := &gathering{d: &dossier.Class{Bundles: []dossier.ClassBundle{{Secret: record.Hash{byte(secret)}}}}}
		g.draw()
		names := []string{"albert", "marie", "zoe", "", noMember}
		slices.SortFunc(names, g.byLot)
		if names[0] != "" || names[4] != noMember {
			t.Fatalf("%q: who has no name comes first, no member last", names)
		}
		again := []string{noMember, "zoe", "", "marie", "albert"}
		slices.SortFunc(again, g.byLot)
		if !slices.Equal(names, again) {
			t.Errorf("%q and %q", names, again)
		}
		orders[names[1]+names[2]+names[3]] = true
	}
	if len(orders) < 4 { // of six, in twenty draws
		t.Errorf("only %d orders", len(orders))
	}
}
