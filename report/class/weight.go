package class

import "slices"

// Largest is the member who has the most of e's sites, and how many these are: of
// several with as many, the one who has the site that failed first. A site that two
// members have counts for each.
func (e Event) Largest(sites []Site) (member string, n int) {
	seen := map[int]bool{}
	count := map[string]int{}
	var order []string
	for _, p := range e.Parts { // in order of first failure
		if seen[p.Site] {
			continue
		}
		seen[p.Site] = true
		for _, m := range sites[p.Site].Members {
			if count[m]++; count[m] == 1 {
				order = append(order, m)
			}
		}
	}
	for _, m := range order {
		if count[m] > n {
			member, n = m, count[m]
		}
	}
	return member, n
}

// Without is e without the sites of a member, and the sites that are then left to
// compare: nil where these would be no event by the rule.
func (e Event) Without(rule Rule, sites []Site, member string) []Site {
	of := func(s Site) bool { return slices.Contains(s.Members, member) }
	parts := slices.DeleteFunc(slices.Clone(e.Parts), func(p Part) bool { return of(sites[p.Site]) })
	if !enough(rule, sites, parts) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(sites), of)
}
