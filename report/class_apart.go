package report

import (
	"cmp"
	"maps"
	"math/big"
	"slices"

	"constat/report/class"
	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
)

// showing returns which of bundles show one of targets.
func showing(bundles []*bundle.Bundle, targets []record.Hash) (in []record.Hash) {
	for _, x := range bundles {
		for _, l := range x.Logs {
			if slices.ContainsFunc(l.Targets, func(t *bundle.Target) bool {
				return slices.ContainsFunc(t.Definitions, func(d bundle.Definition) bool { return slices.Contains(targets, d.Question.ID()) })
			}) {
				in = append(in, x.SHA256)
				break
			}
		}
	}
	return in
}

// untaken lists the sites that the bundles show and that no member's list takes: who
// picks the sites of a comparison picks its result.
func (g *gathering) untaken(owner map[record.Hash]*gathered, crowd *crowd, labels map[string]string) {
	taken, left := maps.Clone(owner), map[record.Hash]*gathered{}
	all := g.list
	g.list = nil
	var apart []classSite
	for _, a := range g.accounts {
		names := crowd.called(a, labels)
		for _, s := range a.apart {
			if !slices.ContainsFunc(s.targets, func(id record.Hash) bool { return taken[id] != nil }) {
				apart = append(apart, s.watchedBy(names))
			}
		}
	}
	for _, group := range oneSite(apart) {
		g.take(left, group)
	}
	g.left, g.list = g.list, all
	for _, s := range g.left {
		ours := g.ours(s.spoken)
		s.Ours, s.untold = ours == 1, ours < 0
		row := dossier.ClassNotTaken{Name: s.name, Provider: s.provider, Side: map[int]string{1: "provider", 0: "others", -1: "untold"}[ours]}
		for _, b := range s.shownIn {
			row.Bundles = append(row.Bundles, g.place[b])
		}
		slices.Sort(row.Bundles)
		row.Bundles = slices.Compact(row.Bundles)
		g.d.NotTaken = append(g.d.NotTaken, row)
	}
	slices.SortStableFunc(g.d.NotTaken, func(a, b dossier.ClassNotTaken) int {
		return cmp.Or(cmp.Compare(a.Side, b.Side), cmp.Compare(a.Name, b.Name), slices.Compare(a.Bundles, b.Bundles))
	})
}

// picked reports whether an event is no longer told apart from chance once the sites
// that no list takes are compared as well.
func (g *gathering) picked(minute record.Instant, tests int64) bool {
	all := slices.Clone(g.all)
	for _, s := range g.left {
		if !s.untold {
			all = append(all, s.Site)
		}
	}
	var bounded *big.Rat
	if len(all) > len(g.all) {
		bounded = class.CompareSeen(all, minute).Bounded(tests)
	}
	return bounded != nil && !class.Told(bounded, g.rule.Odds)
}
