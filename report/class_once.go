package report

import (
	"fmt"
	"maps"
	"slices"
)

// once counts members of exactly the same sites of the provider as one: whoever is
// in two claims, or on a list under two numbers, is harmed once. The first number
// stands for all. Two people who share all their sites are one as well: doubt makes
// the class smaller, and never larger.
func (g *gathering) once() {
	sites := map[string][]int{}
	for i, s := range g.list {
		if !s.Ours {
			continue
		}
		for _, m := range s.Members {
			sites[m] = append(sites[m], i)
		}
	}
	first, stands := map[string]string{}, map[string]string{}
	g.also = map[string][]string{}
	for _, m := range slices.SortedFunc(maps.Keys(sites), byNumber) {
		key := fmt.Sprint(sites[m])
		if was, ok := first[key]; ok {
			stands[m] = was
			g.also[was] = append(g.also[was], m)
			continue
		}
		first[key] = m
	}
	for _, s := range g.list {
		if s.Ours {
			s.Members = slices.DeleteFunc(slices.Clone(s.Members), func(m string) bool { return stands[m] != "" })
		}
	}
}

// counted returns the number under which a member is counted.
func (g *gathering) counted(member string) string {
	for first, also := range g.also {
		if slices.Contains(also, member) {
			return first
		}
	}
	return member
}
