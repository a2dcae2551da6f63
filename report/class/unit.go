package class

import (
	"cmp"
	"slices"
	"strings"

	"constat/store/record"
)

// Addresses writes all addresses of lists, in order and each once, with a space
// between: what one account knows, another that does not know it leaves as it is.
func Addresses(lists ...string) string {
	return strings.Join(slices.Compact(slices.Sorted(slices.Values(strings.Fields(strings.Join(lists, " "))))), " ")
}

// A unit is what may fail for one cause: sites that share an address, or are
// joined by sites that do.
type unit struct {
	name     string
	vantages []string
	ours     bool
	sites    Share
	lenient  bool // it counts only where it speaks for the provider
}

// add counts a site of the unit.
func (u *unit) add(s Site, minute record.Instant, confirmed bool) {
	state := s.At(minute)
	if confirmed && s.Ours && state == Failing && !s.SeenByTwo(minute) {
		state = Unknown
	}
	u.sites.add(state)
}

// state is that of the unit: the provider's is failing where more than half of its
// known sites are, another's where any is. What is not sure counts for the
// provider, or not at all.
func (u *unit) state() State {
	state := Well
	switch {
	case u.sites.Known == 0:
		return Unknown
	case u.ours && 2*u.sites.Failing > u.sites.Known, !u.ours && u.sites.Failing > 0:
		state = Failing
	}
	if u.lenient && (state == Failing) == u.ours {
		return Unknown
	}
	return state
}

// A ground tells which sites share an address, of all that are compared.
type ground struct {
	parent map[string]string
	sides  map[string][2]bool // by root: whether it has others' sites, and the provider's
}

// groundOf joins the addresses of each site.
func groundOf(sites []Site) *ground {
	g := &ground{parent: map[string]string{}, sides: map[string][2]bool{}}
	for _, s := range sites {
		list := strings.Fields(s.Unit)
		for _, a := range list {
			g.join(list[0], a)
		}
	}
	for _, s := range sites {
		if root := g.of(s); root != "" {
			sides := g.sides[root]
			sides[side(s)] = true
			g.sides[root] = sides
		}
	}
	return g
}

func side(s Site) int {
	if s.Ours {
		return 1
	}
	return 0
}

func (g *ground) find(x string) string {
	if _, ok := g.parent[x]; !ok {
		g.parent[x] = x
	}
	for g.parent[x] != x {
		g.parent[x] = g.parent[g.parent[x]]
		x = g.parent[x]
	}
	return x
}

// join makes one of two; the smaller name stands for both.
func (g *ground) join(x, y string) {
	x, y = g.find(x), g.find(y)
	if x > y {
		x, y = y, x
	}
	g.parent[y] = x
}

// of names what s stands on, "" where no address of it is known.
func (g *ground) of(s Site) string {
	first, _, _ := strings.Cut(s.Unit, " ")
	if first == "" {
		return ""
	}
	return g.find(first)
}

// both reports whether s stands where sites of both sides do.
func (g *ground) both(s Site) bool { return g.sides[g.of(s)] == [2]bool{true, true} }

// OnBothSides returns, in order, the places in sites of those that share an
// address, or a row of addresses, with one of the other side.
func OnBothSides(sites []Site) (list []int) {
	g := groundOf(sites)
	for i, s := range sites {
		if s.Unit != "" && g.both(s) {
			list = append(list, i)
		}
	}
	return list
}

// unitsOf returns each unit once, in the stratum that has the most of its sites.
// A site of which no address is known is one by itself.
func unitsOf(sites []Site, minute record.Instant, confirmed bool) (all []*unit) {
	byKey := map[string]*unit{}
	g := groundOf(sites)
	for _, s := range sites {
		name, lenient := "site "+s.Name, true
		if root := g.of(s); root != "" {
			name, lenient = "unit "+root, g.both(s)
		}
		if s.Ours {
			name += " ours"
		}
		key := strings.Join(append([]string{name}, s.Vantages...), "\x00")
		u := byKey[key]
		if u == nil {
			u = &unit{name: name, vantages: s.Vantages, ours: s.Ours, lenient: lenient}
			byKey[key], all = u, append(all, u)
		}
		u.add(s, minute, confirmed)
	}
	slices.SortFunc(all, func(a, b *unit) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(b.sites.Known, a.sites.Known), slices.Compare(a.vantages, b.vantages))
	})
	return slices.CompactFunc(all, func(a, b *unit) bool { return a.name == b.name })
}
