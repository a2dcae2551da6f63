package export

import (
	"slices"
	"strings"

	"constat/store/registry"
)

// A Band is the members of one group or sub-group.
type Band struct {
	ID      string `json:"id"`
	Sub     bool   `json:"sub_group"` // chosen as a sub-group, and not as the group
	Members []int  `json:"members"`
}

// Bands are the groups that members were sorted into, then the sub-groups, each
// kind in the order of their names.
func Bands(members []registry.Member) []Band {
	type key struct {
		sub bool
		id  string
	}
	by := map[key][]int{}
	for _, m := range members {
		g := of(m.Group)
		if g.GroupID != "" {
			by[key{false, g.GroupID}] = append(by[key{false, g.GroupID}], m.MemberNo)
		}
		for _, id := range slices.Compact(slices.Sorted(slices.Values(g.SubgroupIDs))) {
			by[key{true, id}] = append(by[key{true, id}], m.MemberNo)
		}
	}
	bands := []Band{}
	for k, nos := range by {
		slices.Sort(nos)
		bands = append(bands, Band{k.id, k.sub, slices.Compact(nos)})
	}
	slices.SortFunc(bands, func(a, b Band) int {
		if a.Sub != b.Sub {
			if b.Sub {
				return -1
			}
			return 1
		}
		return strings.Compare(a.ID, b.ID)
	})
	return bands
}
