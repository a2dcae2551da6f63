package loss

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"constat/store/record"
)

// toldAt is what one vantage lists: at an instant, the file or nothing.
func toldAt(t testing.TB, at int, there bool) Listing {
	l := listing(t, at)
	if there {
		l = listing(t, at, held("a", "A"))
	}
	l.Began, l.Ended = record.Instant(at), record.Instant(at)
	return l
}

// heard is what is left of what one vantage tells once another was heard.
func heard(t testing.TB, own, other []Listing) *History {
	t.Helper()
	h, err := Of(own, Listed)
	if err != nil {
		t.Fatal(err)
	}
	o, err := Of(other, Listed)
	if err == nil {
		h, err = h.Contest(own, []Witness{{other, o}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// glances are a vantage's listings, one at each instant, '#' with the file.
func glances(t testing.TB, from, step int, as string) (list []Listing) {
	for i, c := range as {
		list = append(list, toldAt(t, from+i*step, c == '#'))
	}
	return list
}

// Both saw it gone, and one saw it back before the other: it was gone, and is
// back since the earlier sight. Where one saw it all along, or before it saw it
// gone, the two contradict each other, and nobody can tell.
func TestWhoeverSawItGoneMaySeeItBackFirst(t *testing.T) {
	for name, c := range map[string]struct {
		own, other string
		gone       int
		back       record.Instant // by the other; 0 for none
	}{
		"back there first":               {"#....#", "#..###", 1, 35},
		"back there alone":               {"#.....", "#..###", 1, 35},
		"back here first":                {"#..###", "#....#", 1, 0},
		"there all along":                {"#....#", "######", 0, 0},
		"gone there once only":           {"#....#", "#.####", 0, 0},
		"there before it was gone there": {"#......", "###..##", 0, 0},
		"gone there again":               {"#.....", "#..#..", 1, 35},
		"seen here since":                {"###....", "#..####", 0, 0},
	} {
		own, other := glances(t, 10, 10, c.own), glances(t, 5, 10, c.other)
		h := heard(t, own, other)
		if len(h.Gone) != c.gone {
			t.Errorf("%s: %+v", name, h.Gone)
			continue
		}
		if n := total(h, func(t Tally) Amount { return t.Unknown }).Files; n != int64(1-c.gone) {
			t.Errorf("%s: %d unknown", name, n)
		}
		if c.gone == 0 {
			continue
		}
		g := h.Gone[0]
		if c.back == 0 && g.Heard != 0 || c.back > 0 && (g.Heard == 0 || other[g.Heard-1].Began != c.back || !g.Back() || !g.Same) {
			t.Errorf("%s: %+v", name, g)
		}
	}
}

// A third that never lacked it says otherwise over the same time, unless it saw
// it after the return only.
func TestAThirdIsHeardUntilTheReturn(t *testing.T) {
	own, second := glances(t, 10, 10, "#....#"), glances(t, 5, 10, "#..###")
	for at, gone := range map[int]int{25: 0, 34: 0, 36: 1, 55: 1} {
		h, err := Of(own, Listed)
		if err != nil {
			t.Fatal(err)
		}
		o, err := Of(second, Listed)
		if err != nil {
			t.Fatal(err)
		}
		third := []Listing{toldAt(t, 1, true), toldAt(t, at, true)}
		x, err := Of(third, Listed)
		if err == nil {
			h, err = h.Contest(own, []Witness{{third, x}, {second, o}})
		}
		if err != nil || len(h.Gone) != gone {
			t.Errorf("at %d: %+v, %v", at, h.Gone, err)
		}
	}
}

// Whatever two vantages that list a store truly see of a file that goes and
// comes back: what is told as gone was gone then, it is back no later than
// anybody saw it, and hearing another never makes more of a loss.
func TestNothingIsGoneThatAnybodySaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		there := rapid.SliceOfN(rapid.Bool(), 60, 60).Draw(rt, "there in each span of ten")
		list := func(name string, parity int) (out []Listing) {
			at := rapid.SliceOfNDistinct(rapid.IntRange(0, 299), 2, 10, rapid.ID[int]).Draw(rt, name)
			slices.Sort(at)
			for _, n := range at {
				out = append(out, toldAt(t, 2*n+parity, there[(2*n+parity)/10]))
			}
			return out
		}
		own, other := list("own", 0), list("other", 1)
		alone, err := Of(own, Listed)
		if err != nil {
			rt.Fatal(err)
		}
		h := heard(t, own, other)
		if len(h.Gone) > len(alone.Gone) {
			rt.Fatalf("%d gone, alone %d", len(h.Gone), len(alone.Gone))
		}
		for _, g := range h.Gone {
			from, to := own[g.Missing].Ended, record.Instant(1<<40)
			if g.Restored >= 0 {
				to = own[g.Restored].Began
			}
			if g.Heard > 0 {
				to = min(to, other[g.Heard-1].Began)
			}
			if !slices.ContainsFunc(alone.Gone, func(a Gone) bool { return a.Missing == g.Missing && (a.Restored < 0 || to <= own[a.Restored].Began) }) {
				rt.Fatalf("%+v is more than alone", g)
			}
			for _, l := range slices.Concat(own, other) {
				if there[int(l.Began)/10] && from < l.Began && l.Began < to {
					rt.Fatalf("gone from %d to %d, and seen at %d", from, to, l.Began)
				}
			}
		}
	})
}
