package report

import (
	"fmt"
	"slices"

	"constat/report/dossier"
)

// sheets holds each member that is put forward against the others.
func (g *gathering) sheets() error {
	var times []dossier.Seconds
	for _, m := range g.d.Members {
		times = append(times, m.AtLeast)
	}
	slices.Sort(times)
	for _, name := range g.opt.Representatives {
		i := slices.IndexFunc(g.d.Members, func(m dossier.ClassMember) bool { return m.Member == g.counted(name) })
		if i < 0 {
			return fmt.Errorf("no member %q has a site of this provider; --representative names one as the list does", name)
		}
		m := g.d.Members[i]
		s := dossier.ClassSheet{Member: m.Member, Sites: m.Sites, Events: m.Events, AtLeast: m.AtLeast, Shared: m.Shared, Median: times[(len(times)-1)/2]}
		for _, o := range g.d.Members {
			if slices.ContainsFunc(o.Events, func(n int) bool { return slices.Contains(m.Events, n) }) {
				s.Like++
			}
		}
		for _, group := range g.d.Groups {
			if slices.Contains(group.Members, m.Member) {
				s.Groups = append(s.Groups, group.Number)
			}
		}
		for _, n := range m.Sites {
			if lost(g.siteRow(n)) {
				s.Lost = append(s.Lost, n)
			}
		}
		g.d.Sheets = append(g.d.Sheets, s)
	}
	return nil
}
