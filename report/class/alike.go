package class

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Sorts of signs, in the order in which they are shown. Each value is compared
// as it is.
const (
	SignEvent     = "event"     // its number
	SignCause     = "cause"     // of the failure, as the sites' vantages saw it
	SignNetwork   = "network"   // that announced the addresses
	SignStatement = "statement" // what the provider published next, by digest
	SignAfter     = "after"     // the state of the content after
	SignRolled    = "rolled"    // the day whose content came back
)

// NoEvent is the event of an outage that belongs to none. It sets that outage apart
// from those of an event, and brings no two together.
const NoEvent = "-"

// Signs lists the sorts.
var Signs = []string{SignEvent, SignCause, SignNetwork, SignStatement, SignAfter, SignRolled}

// A Group are parts that are alike, each with each.
type Group struct {
	Parts []Part
	// Signs are those that all have in common; a sign that one part shows
	// otherwise, or of which it is not known, is absent.
	Signs map[string]string
}

// mostKinds is how many different sets of signs are compared with each other;
// beyond it only equal ones are put together.
const mostKinds = 256

// Groups puts parts together that are alike: two are where at least the rule's
// percentage of the signs known of both are the same, and a group has only such
// pairs. Those most alike are joined first, and where several are, those with
// more sites; the order in which parts come changes nothing.
func Groups(rule Rule, parts []Part, signs func(Part) map[string]string) []Group {
	kinds := kindsOf(parts, signs)
	for len(kinds) > 1 && len(kinds) <= mostKinds {
		i, j, ok := closest(rule, kinds)
		if !ok {
			break
		}
		kinds[i] = kind{slices.Concat(kinds[i].sets, kinds[j].sets), slices.Concat(kinds[i].parts, kinds[j].parts)}
		kinds = slices.Delete(kinds, j, j+1)
	}
	slices.SortStableFunc(kinds, func(a, b kind) int {
		return cmp.Or(cmp.Compare(len(b.parts), len(a.parts)), cmp.Compare(written(a.sets[0]), written(b.sets[0])))
	})
	var out []Group
	for _, k := range kinds {
		slices.SortFunc(k.parts, func(a, b Part) int { return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(a.Outage, b.Outage)) })
		out = append(out, Group{k.parts, common(k.sets)})
	}
	return out
}

// A kind is parts whose signs are equal, or were found alike.
type kind struct {
	sets  []map[string]string
	parts []Part
}

func kindsOf(parts []Part, signs func(Part) map[string]string) (kinds []kind) {
	at := map[string]int{}
	for _, p := range parts {
		set := signs(p)
		key := written(set)
		i, ok := at[key]
		if !ok {
			i, at[key] = len(kinds), len(kinds)
			kinds = append(kinds, kind{sets: []map[string]string{set}})
		}
		kinds[i].parts = append(kinds[i].parts, p)
	}
	slices.SortFunc(kinds, func(a, b kind) int {
		return cmp.Or(cmp.Compare(len(b.parts), len(a.parts)), cmp.Compare(written(a.sets[0]), written(b.sets[0])))
	})
	return kinds
}

func written(set map[string]string) string {
	var b strings.Builder
	for _, sort := range slices.Sorted(maps.Keys(set)) {
		b.WriteString(sort + "\x00" + set[sort] + "\x01")
	}
	return b.String()
}

// closest returns the two kinds that are most alike, if the rule lets them be one.
func closest(rule Rule, kinds []kind) (x, y int, ok bool) {
	best, of := 0, 0
	for i := range kinds {
		for j := i + 1; j < len(kinds); j++ {
			n, known := kinds[i].like(kinds[j])
			if known > 0 && n*100 >= rule.Alike*known && (!ok || n*of > best*known) {
				x, y, best, of, ok = i, j, n, known, true
			}
		}
	}
	return x, y, ok
}

// like returns how many of the signs known of both are the same, of the two sets
// of k and l that have the least in common.
func (k kind) like(l kind) (n, known int) {
	first := true
	for _, a := range k.sets {
		for _, b := range l.sets {
			same, both := 0, 0
			for sort, v := range a {
				if w, ok := b[sort]; ok && (v != NoEvent || w != NoEvent) {
					both++
					if v == w {
						same++
					}
				}
			}
			if first || same*known < n*both || both == 0 {
				n, known, first = same, both, false
			}
			if both == 0 {
				return 0, 0
			}
		}
	}
	return n, known
}

func common(sets []map[string]string) map[string]string {
	out := maps.Clone(sets[0])
	for _, s := range sets[1:] {
		maps.DeleteFunc(out, func(sort, v string) bool { return s[sort] != v })
	}
	return out
}
