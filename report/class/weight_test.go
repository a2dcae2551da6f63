package class

import "testing"

// An event of which one member has most sites is told without them, and is none where
// the rest would be none.
func TestAnEventIsHeldWithoutItsLargestMember(t *testing.T) {
	rule := Rule{Sites: 3}
	site := func(members ...string) Site { return Site{Ours: true, Members: members, Outages: []Outage{{}}} }
	parts := func(n int) (list []Part) {
		for i := range n {
			list = append(list, Part{Site: i})
		}
		return list
	}
	for _, x := range []struct {
		name   string
		sites  []Site
		member string
		n      int
		left   int // sites to compare
	}{
		{"one beside one", []Site{site("a"), site("a"), site("a"), site("b")}, "a", 3, 0},
		{"the rest is of one member", []Site{site("a"), site("a"), site("a"), site("a"), site("b"), site("b"), site("b")}, "a", 4, 0},
		{"the rest is an event", []Site{site("a"), site("a"), site("a"), site("a"), site("b"), site("b"), site("c")}, "a", 4, 3},
		{"a site that two have is of each", []Site{site("b", "a"), site("a"), site("c"), site("b"), site("c"), site("d")}, "b", 2, 4},
	} {
		e := Event{Parts: parts(len(x.sites))}
		member, n := e.Largest(x.sites)
		if member != x.member || n != x.n {
			t.Errorf("%s: %s has %d", x.name, member, n)
		}
		if rest := e.Without(rule, x.sites, member); len(rest) != x.left {
			t.Errorf("%s: %d sites are left", x.name, len(rest))
		}
	}
}
