package report

import "slices"

// oneSite puts accounts of sites in groups, each of one site: accounts that share a
// target or a page, and accounts that a third one joins. Which are joined does not
// depend on the order of the list. Groups, and accounts in them, stay in that order.
func oneSite(list []classSite) (groups [][]classSite) {
	head := make([]int, len(list)) // by account: one before it in its group, or itself
	root := func(i int) int {
		for head[i] != i {
			i = head[i]
		}
		return i
	}
	first := map[string]int{} // by target or page: the first account that has it
	for i, s := range list {
		head[i] = i
		for _, mark := range s.known() {
			was, ok := first[mark]
			if !ok {
				first[mark] = i
				continue
			}
			a, b := root(was), root(i)
			head[max(a, b)] = min(a, b)
		}
	}
	at := map[int]int{}
	for i, s := range list {
		r := root(i)
		n, ok := at[r]
		if !ok {
			n, at[r] = len(groups), len(groups)
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], s)
	}
	return groups
}

// known are the marks by which s is the same site as another: asked otherwise, or under
// another name, it is the same.
func (s classSite) known() []string {
	var marks []string
	for _, id := range s.targets {
		marks = append(marks, "target "+id.String())
	}
	for _, place := range s.places {
		marks = append(marks, "page "+place)
	}
	slices.Sort(marks)
	return slices.Compact(marks)
}
