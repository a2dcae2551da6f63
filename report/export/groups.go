package export

import (
	"slices"
	"strings"

	"constat/store/registry"
)

// A Band is the members of one group or sub-group.
type Band struct {
	ID      string        `json:"id"`
	Sub     bool          `json:"sub_group"` // chosen as a sub-group, and not as the group
	By      string        `json:"by"`        // criteria: the claim's own; counsel: as written in the members' files
	Label   registry.Both `json:"label"`
	Members []int         `json:"members"`
	NotTold []int         `json:"not_told"` // of whom the criteria can't tell, for something was not said
	class   registry.Class
}

// Bands are the groups of the claim, into which its criteria sort the members,
// then the groups and sub-groups that counsel wrote into their files, each kind in
// the order of their names.
func Bands(groups []registry.Class, members []registry.Member) []Band {
	bands := []Band{}
	for _, g := range groups {
		b := Band{ID: g.ID, By: "criteria", Label: g.Label, Members: []int{}, NotTold: []int{}, class: g}
		for _, m := range members {
			switch placed(g, m).Outcome {
			case registry.Holds:
				b.Members = append(b.Members, m.MemberNo)
			case registry.NotTold:
				b.NotTold = append(b.NotTold, m.MemberNo)
			}
		}
		slices.Sort(b.Members)
		slices.Sort(b.NotTold)
		bands = append(bands, b)
	}
	return append(bands, chosen(members)...)
}

func placed(g registry.Class, m registry.Member) registry.Placement {
	return registry.About{Groups: []registry.Class{g}}.Sort(m)[0]
}

// reason says what in a member's file put it into a group.
func reason(g registry.Class, m registry.Member) string {
	var all []string
	for _, t := range placed(g, m).Tried {
		all = append(all, string(t.Criterion.Field)+": "+strings.Join(t.Found, ", "))
	}
	return strings.Join(all, "; ")
}

// groupsOf are those of a claim of which it is said what it is about.
func groupsOf(about *registry.About) []registry.Class { return of(about).Groups }

func chosen(members []registry.Member) []Band {
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
	var bands []Band
	for k, nos := range by {
		slices.Sort(nos)
		bands = append(bands, Band{ID: k.id, Sub: k.sub, By: "counsel", Members: slices.Compact(nos), NotTold: []int{}})
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
