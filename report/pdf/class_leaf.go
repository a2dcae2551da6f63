package pdf

import (
	"fmt"
	"slices"
	"strings"

	"constat/report/dossier"
)

// mostLeaves are cited under one bound; all are in class.json.
const mostLeaves = 6

// leaves are the records that prove one end of an outage, bundle by bundle: its
// number in annex B, the log, and of each record the leaf and the place in it.
// Nothing where none is shown, as in the public exhibit.
func (s *classSheet) leaves(list []dossier.ClassRef) string {
	var lines []string
	cited := 0
	for len(list) > 0 && cited < mostLeaves {
		first := list[0]
		same := func(r dossier.ClassRef) bool { return r.Bundle == first.Bundle && r.Log == first.Log }
		var places []string
		for _, r := range list {
			if same(r) && cited < mostLeaves {
				places, cited = append(places, fmt.Sprintf("%d/%d", r.Leaf, r.Item)), cited+1
			}
		}
		rest := slices.DeleteFunc(slices.Clone(list), same)
		lines = append(lines, s.w.Leaves(first.Bundle, s.bare(first.Log), strings.Join(places, ", ")))
		if list = rest; cited == mostLeaves && len(list) > 0 {
			lines = append(lines, "…")
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return newLine + strings.Join(lines, newLine)
}
