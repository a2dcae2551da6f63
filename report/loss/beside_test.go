package loss

import "testing"

// What nobody can tell the order of proves no loss: what one of the lists held
// was there, and of the newest ones nobody can tell what was left.
func TestListsWithoutAnOrderAreNotCompared(t *testing.T) {
	a, b := held("a.jpg", "one"), held("b.jpg", "two")
	full, half := listing(t, 1, a, b), listing(t, 1, a)
	both := full
	both.Beside = append(both.Beside, half.Open)
	turned := half
	turned.Beside = append(turned.Beside, full.Open)
	for of, day := range []Listing{both, turned} {
		h, err := Of([]Listing{listing(t, 0, a, b), day}, Told)
		if err != nil {
			t.Fatal(err)
		}
		if unknown := total(h, func(t Tally) Amount { return t.Unknown }); len(h.Gone) != 0 || unknown.Files != 1 {
			t.Errorf("%d gone, %d unknown", len(h.Gone), unknown.Files)
		}
		h, err = Of([]Listing{day, listing(t, 2, a)}, Told)
		if err != nil {
			t.Fatal(err)
		}
		if len(h.Gone) != 1 || h.Gone[0].Path != "b.jpg" || h.Gone[0].LastSeen != 0 || h.Gone[0].Missing != 1 || h.Gone[0].Of != of {
			t.Errorf("%+v", h.Gone)
		}
		h, err = Of([]Listing{listing(t, 0, a, b), listing(t, 1, a), day}, Told)
		if err != nil {
			t.Fatal(err)
		}
		if len(h.Gone) != 1 || h.Gone[0].Restored != 2 {
			t.Errorf("%+v", h.Gone)
		}
	}
}

// Of two contents under one path, in lists without an order, nobody knows which
// was the last.
func TestContentsWithoutAnOrderAreUnknown(t *testing.T) {
	day := listing(t, 1, held("a.jpg", "one"), held("b.jpg", "b"))
	day.Beside = append(day.Beside, listing(t, 1, held("a.jpg", "two"), held("b.jpg", "b")).Open)
	h, err := Of([]Listing{day, listing(t, 2, held("b.jpg", "b"))}, Told)
	if err != nil {
		t.Fatal(err)
	}
	if unknown := total(h, func(t Tally) Amount { return t.Unknown }); len(h.Gone) != 0 || unknown.Files != 1 {
		t.Errorf("%+v, %d unknown", h.Gone, unknown.Files)
	}
}
