package report

import (
	"testing"

	"constat/report/loss"
)

// TestBytesThatAreThereAreNotLost: of a page that is back in part, or in an earlier
// state, no more bytes are lost than those by which what is there is the smaller,
// to the vantage that saw the most.
func TestBytesThatAreThereAreNotLost(t *testing.T) {
	spell := func(first, newest int64) loss.Spell {
		return loss.Spell{Content: loss.Content{Bytes: first}, Newest: loss.Content{Bytes: newest}}
	}
	all := []course{
		{Course: &loss.Course{Spells: []loss.Spell{spell(753, 753)}}},
		{Course: &loss.Course{Spells: []loss.Spell{spell(700, 800)}}},
		{Course: &loss.Course{Spells: []loss.Spell{spell(1200, 0)}}},
	}
	for _, c := range []struct {
		state loss.State
		at    []int
		bytes int64
	}{
		{"gone", []int{0}, 1000}, {loss.Replaced, []int{0, 1}, 1000},
		{loss.RolledBack, []int{0}, 247}, {loss.RolledBack, []int{0, 1}, 200}, {loss.Partial, []int{2}, 0},
	} {
		var group []sightedLoss
		for _, at := range c.at {
			group = append(group, sightedLoss{at: at, state: c.state, Lost: loss.Lost{Content: loss.Content{Bytes: 1000}}})
		}
		if got := lostBytes(all, group); got != c.bytes {
			t.Errorf("%s as %v saw it: %d bytes, not %d", c.state, c.at, got, c.bytes)
		}
	}
}
