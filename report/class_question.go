package report

import (
	"cmp"
	"maps"
	"slices"

	"constat/report/class"
	"constat/report/dossier"
)

// An asked question is one that members have in common, if it has one answer for
// them: whom facts bear on is counted for each event, and for each value of a sign.
type asked struct {
	name string
	sign string // whose values are told apart, if any
	bear func(s dossier.ClassSite, event int) bool
}

var ofEvents = []asked{
	{name: "one-event", bear: hasPart},
	{name: "not-elsewhere", bear: hasPart},
	{name: "same-cause", sign: class.SignCause},
	{name: "same-network", sign: class.SignNetwork},
	{name: "statement", sign: class.SignStatement},
	{name: "same-after", sign: class.SignAfter},
	{name: "lost", bear: lostIn},
}

func hasPart(s dossier.ClassSite, event int) bool {
	return slices.ContainsFunc(s.Outages, func(o dossier.ClassOutage) bool { return o.Event == event })
}

func lostIn(s dossier.ClassSite, event int) bool {
	return slices.ContainsFunc(s.Losses, func(l dossier.ClassLoss) bool { return l.Event == event })
}

// questions counts the evidence that bears on each question, event by event: two
// events, or two causes, are nothing that members have in common.
func (g *gathering) questions() {
	for _, a := range ofEvents {
		for _, e := range g.d.Events {
			if a.name == "not-elsewhere" && slices.Contains(e.Doubts, classNoComparison) {
				g.d.Questions = append(g.d.Questions, g.unasked(a.name, e.Number))
				continue
			}
			g.d.Questions = append(g.d.Questions, g.question(a, e.Number))
		}
		if len(g.d.Events) == 0 {
			g.d.Questions = append(g.d.Questions, g.unasked(a.name, 0))
		}
	}
	g.d.Questions = append(g.d.Questions, g.question(asked{name: "lost-apart", bear: lostIn}, 0))
}

func (g *gathering) unasked(name string, event int) dossier.ClassQuestion {
	return dossier.ClassQuestion{Question: name, Event: event, Of: len(g.d.Members), Values: []dossier.ClassValue{}}
}

func (g *gathering) question(a asked, event int) dossier.ClassQuestion {
	q := g.unasked(a.name, event)
	var all tally
	values := map[string]*tally{}
	for _, s := range g.d.Sites {
		shown := valuesOf(s, a.sign, event)
		if len(shown) == 0 && (a.bear == nil || !a.bear(s, event)) {
			continue
		}
		all.add(s)
		for _, v := range shown {
			if values[v] == nil {
				values[v] = new(tally)
			}
			values[v].add(s)
		}
	}
	q.Members, q.Sites = all.count()
	for v, c := range values {
		x := dossier.ClassValue{Value: v}
		x.Members, x.Sites = c.count()
		q.Values = append(q.Values, x)
	}
	slices.SortFunc(q.Values, func(x, y dossier.ClassValue) int {
		return cmp.Or(cmp.Compare(y.Members, x.Members), cmp.Compare(y.Sites, x.Sites), cmp.Compare(x.Value, y.Value))
	})
	return q
}

// valuesOf are those that a site shows of a sign in an event, each once.
func valuesOf(s dossier.ClassSite, sign string, event int) []string {
	values := map[string]bool{}
	for _, o := range s.Outages {
		if v := o.Signs[sign]; o.Event == event && sign != "" && v != "" {
			values[v] = true
		}
	}
	return slices.Sorted(maps.Keys(values))
}

// A tally is of sites, and of the members who have them, each once.
type tally struct {
	sites   int
	members []string
}

func (c *tally) add(s dossier.ClassSite) {
	c.sites++
	c.members = append(c.members, s.Members...)
}

func (c *tally) count() (members, sites int) {
	slices.Sort(c.members)
	return len(slices.Compact(c.members)), c.sites
}
