package report

import (
	"testing"

	"constat/report/dossier"
	"constat/store/record"
)

// A list of a day has no order with what is of that day, and has one with what
// is of the next.
func TestListsOfOneDayHaveNoOrder(t *testing.T) {
	const day = 86_400_000
	list := func(leaf int64, of record.Instant, whole bool, items int64) counting {
		i := brought{Import: record.Import{Of: of, Day: whole, Items: items}, leaf: leaf}
		return counting{Listed: listedOf(i), until: i.until()}
	}
	got := together([]counting{list(0, 0, true, 3), list(1, 10*3_600_000, false, 5), list(2, day, true, 1), list(3, day, true, 0), list(4, 2*day, false, 1), list(5, 2*day, false, 1), list(6, 2*day+1, false, 1)})
	var sizes []int
	for _, c := range got {
		sizes = append(sizes, 1+len(c.beside))
	}
	if len(sizes) != 4 || sizes[0] != 2 || sizes[1] != 2 || sizes[2] != 2 || sizes[3] != 1 {
		t.Fatalf("%v", sizes)
	}
	if got[0].Items != 5 || got[1].Items != 1 {
		t.Errorf("%d and %d files", got[0].Items, got[1].Items)
	}
	if refs := got[0].others(); len(refs) != 1 || refs[0] != (dossier.Ref{Leaf: 1, Item: -1}) || got[0].at(1).Proof != refs[0] {
		t.Errorf("%v", refs)
	}
}

// A look that began before the one before had ended, or in the same moment,
// confirms nothing; the next of its interval does.
func TestTwoListsOfOneLookAreOne(t *testing.T) {
	const interval = 3_600_000
	var list []counting
	for i, begun := range []record.Instant{0, 100, interval, interval + 4000, 2 * interval} {
		took := record.Instant(10)
		if i == 2 {
			took = 700_000
		}
		list = oneLook(list, counting{Listed: dossier.Listed{Time: dossier.Known(begun), Ended: dossier.Known(begun + took), Items: int64(i)}}, interval)
	}
	rows := make([]dossier.Listed, 5)
	for i := range rows {
		rows[i].Proof.Leaf, rows[i].Proof.Item = int64(i), -1
	}
	for i, n := range []int{0, 2, 4} { // as the proofs of those that began each
		list[i].Proof = rows[n].Proof
		for k := range list[i].beside {
			list[i].beside[k].Proof = rows[n+1].Proof
		}
	}
	joined(rows, list)
	for i, r := range rows {
		if (r.Joined != nil) != (i == 1 || i == 3) || r.Joined != nil && *r.Joined != rows[i-1].Proof {
			t.Errorf("list %d: one with %v", i, r.Joined)
		}
	}
	if len(list) != 3 || len(list[0].beside) != 1 || len(list[1].beside) != 1 || len(list[2].beside) != 0 || list[1].Items != 3 || list[1].Ended.Instant != interval+700_000 {
		t.Errorf("%+v", list)
	}
}
