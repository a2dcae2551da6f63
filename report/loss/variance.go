package loss

import (
	"cmp"
	"slices"

	"constat/store/page"
)

// A Share is a count of a count, exact.
type Share = page.Share

// A habit is the changes of a page in ordinary life.
type habit struct {
	steps    []Share // in order of likeness
	returned int
}

func (h *habit) add(like Share, back bool) {
	if like.Of > 0 {
		at, _ := slices.BinarySearchFunc(h.steps, like, func(a, b Share) int { return compareShares(a, b) })
		h.steps = slices.Insert(h.steps, at, like)
	}
	if back {
		h.returned++
	}
}

func compareShares(a, b Share) int {
	switch {
	case a.Less(b):
		return -1
	case b.Less(a):
		return 1
	}
	return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(a.N, b.N))
}

// knows reports whether enough was seen to tell what is ordinary.
func (h *habit) knows(r Rule) bool { return len(h.steps) >= r.Steps }

// leaves reports whether a change to a content so alike goes further than any
// before, and by more than the margin.
func (h *habit) leaves(like Share, r Rule) bool {
	if !h.knows(r) || like.Of == 0 {
		return false
	}
	low := h.steps[0] // like < low - margin, without dividing
	return 100*int64(like.N)*int64(low.Of) < (100*int64(low.N)-int64(r.Margin)*int64(low.Of))*int64(like.Of)
}

func (h *habit) variance(contents int) Variance {
	v := Variance{Contents: contents, Steps: len(h.steps), Returned: h.returned}
	if len(h.steps) > 0 {
		v.Lowest, v.Middle = h.steps[0], h.steps[(len(h.steps)-1)/2]
	}
	return v
}
