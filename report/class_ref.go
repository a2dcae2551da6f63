package report

import (
	"bytes"
	"slices"

	"constat/report/class"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/bundle"
)

func refsOf(list []dossier.Ref) (all []class.Ref) {
	for _, r := range list {
		all = append(all, class.Ref{Ref: incident.Ref(r)})
	}
	return all
}

// shownBy tells which of bundles shows an observation: of several that do, the one
// of the smallest digest, so that their order changes nothing.
func shownBy(bundles []*bundle.Bundle) func(*class.Ref) {
	sorted := slices.SortedFunc(slices.Values(bundles), func(x, y *bundle.Bundle) int { return bytes.Compare(x.SHA256[:], y.SHA256[:]) })
	return func(r *class.Ref) {
		for _, x := range sorted {
			for _, l := range x.Logs {
				if l.Origin == r.Log && slices.ContainsFunc(l.Targets, func(t *bundle.Target) bool { return t.Holds(r.Leaf) }) {
					r.Bundle, r.Key = x.SHA256, l.Key
					return
				}
			}
		}
	}
}

// placed puts to each record of s the bundle that shows it.
func (s classSite) placed(shown func(*class.Ref)) {
	for _, o := range s.Outages {
		for _, list := range [][]class.Ref{o.Onset, o.End} {
			for i := range list {
				shown(&list[i])
			}
		}
	}
}

// refs cites the bundles by their places in the report.
func (g *gathering) refs(list []class.Ref) (all []dossier.ClassRef) {
	for _, r := range list {
		all = append(all, dossier.ClassRef{Bundle: g.place[r.Bundle], Ref: dossier.Ref(r.Ref)})
	}
	return all
}
