package loss

import (
	"cmp"
	"slices"

	"constat/store/record"
)

// A Sighted is a change as one vantage saw it.
type Sighted struct {
	Vantage string
	Change
}

// Common puts together what several vantages saw of one change, in order of
// the first sight of the later content. Changes are one where they lead from
// the same content to the same content and an instant lies between the bounds
// of all, so that they can have been the same act; no vantage is in one twice.
// Each list is in alphabetical order of vantages.
func Common(list []Sighted) [][]Sighted {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Sighted) int {
		return cmp.Or(cmp.Compare(a.FirstSeen, b.FirstSeen), cmp.Compare(a.LastSeen, b.LastSeen), cmp.Compare(a.Vantage, b.Vantage))
	})
	var all [][]Sighted
	for _, s := range list {
		// The first of a group has the earliest upper bound, so whoever begins
		// before that shares the instant before it with all the others.
		at := slices.IndexFunc(all, func(group []Sighted) bool { return group[0].same(s) && !sees(group, s.Vantage) })
		if at < 0 {
			all = append(all, []Sighted{s})
			continue
		}
		all[at] = append(all[at], s)
	}
	for _, group := range all {
		slices.SortStableFunc(group, func(a, b Sighted) int { return cmp.Compare(a.Vantage, b.Vantage) })
	}
	return all
}

// same reports whether o, whose later content came no earlier, can be the same
// change.
func (s Sighted) same(o Sighted) bool {
	return s.from == o.from && s.to == o.to && o.LastSeen < s.FirstSeen
}

func sees(group []Sighted, vantage string) bool {
	return slices.ContainsFunc(group, func(s Sighted) bool { return s.Vantage == vantage })
}

// Bounds returns the narrowest bounds that group gives: the last sight of the
// earlier content by any vantage, and the first of the later content.
func Bounds(group []Sighted) (lastSeen, firstSeen record.Instant) {
	lastSeen, firstSeen = group[0].LastSeen, group[0].FirstSeen
	for _, s := range group {
		lastSeen, firstSeen = max(lastSeen, s.LastSeen), min(firstSeen, s.FirstSeen)
	}
	return lastSeen, firstSeen
}
