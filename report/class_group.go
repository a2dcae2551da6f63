package report

import (
	"maps"
	"slices"
	"strconv"

	"constat/report/class"
	"constat/report/dossier"
)

// groups puts sites together that are alike by their signs: of an event or not.
func (g *gathering) groups() {
	var parts []class.Part
	for i, s := range g.all {
		for n := range s.Outages {
			if s.Ours {
				parts = append(parts, class.Part{Site: i, Outage: n})
			}
		}
	}
	for n, group := range class.Groups(g.rule, parts, g.signs) {
		row := dossier.ClassGroup{Number: n + 1, Signs: group.Signs}
		byMember := map[string]*dossier.ClassRow{}
		for _, p := range group.Parts {
			s := g.list[p.Site]
			if !slices.Contains(row.Sites, s.number) {
				row.Sites = append(row.Sites, s.number)
			}
			members := s.Members
			if len(members) == 0 {
				members = []string{""}
			}
			for _, m := range members {
				r := byMember[m]
				if r == nil {
					r = &dossier.ClassRow{Member: m, Signs: map[string][]string{}}
					byMember[m] = r
				}
				if !slices.Contains(r.Sites, s.number) {
					r.Sites = append(r.Sites, s.number)
				}
				for sort, v := range g.signs(p) {
					if !slices.Contains(r.Signs[sort], v) {
						r.Signs[sort] = append(r.Signs[sort], v)
						slices.Sort(r.Signs[sort])
					}
				}
			}
		}
		names := slices.SortedFunc(maps.Keys(byMember), g.byLot)
		for _, m := range names {
			row.Rows = append(row.Rows, *byMember[m])
			if m != "" {
				row.Members = append(row.Members, m)
			}
		}
		g.d.Groups = append(g.d.Groups, row)
	}
}

// signs are those of an outage; its event is one of them, where it has one.
func (g *gathering) signs(p class.Part) map[string]string {
	signs := maps.Clone(g.all[p.Site].Outages[p.Outage].Signs)
	if signs == nil {
		signs = map[string]string{}
	}
	if n := g.of[p]; n > 0 {
		signs[class.SignEvent] = strconv.Itoa(n)
	} else {
		signs[class.SignEvent] = class.NoEvent
	}
	return signs
}

// The parts of a class, by what became of its sites, in the order in which they
// are shown.
const (
	dataLost    = "data_lost"
	serviceLost = "service_lost_only"
	mailOnly    = "mail_only"
	notInEvent  = "not_in_event"
)

// subgroups puts each of the provider's sites into one part.
func (g *gathering) subgroups() {
	rows := map[string]*dossier.ClassSubgroup{}
	members := map[string][]string{}
	for i, s := range g.list {
		if !s.Ours {
			continue
		}
		row := g.siteRow(s.number)
		in := slices.ContainsFunc(row.Outages, func(o dossier.ClassOutage) bool { return o.Event > 0 })
		switch {
		case slices.ContainsFunc(row.Losses, func(l dossier.ClassLoss) bool { return l.Event > 0 || l.Around > 0 }):
			row.Subgroup = dataLost
		case !in:
			row.Subgroup = notInEvent
		case s.mail:
			row.Subgroup = mailOnly
		default:
			row.Subgroup = serviceLost
		}
		p := rows[row.Subgroup]
		if p == nil {
			p = &dossier.ClassSubgroup{Name: row.Subgroup}
			rows[row.Subgroup] = p
		}
		p.Sites++
		members[p.Name] = append(members[p.Name], s.Members...)
		least, most := g.down(i)
		p.AtLeast, p.AtMost = p.AtLeast+least, p.AtMost+most
		for _, l := range row.Losses {
			p.Losses = added(p.Losses, l)
		}
	}
	for _, name := range []string{dataLost, serviceLost, mailOnly, notInEvent} {
		if p := rows[name]; p != nil {
			slices.Sort(members[name])
			p.Members = len(slices.Compact(members[name]))
			g.d.Subgroups = append(g.d.Subgroups, *p)
		}
	}
}
