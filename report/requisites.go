package report

import (
	"cmp"
	"slices"

	"constat/report/dossier"
)

// requisites adds what was kept to show states of the page again.
func addRequisites(p *dossier.Page, s *subject) {
	seen := map[dossier.Ref]bool{}
	for _, q := range s.sources {
		if q.vantage != p.Vantage {
			continue
		}
		for _, part := range q.chain.parts {
			for f := range part.Furnishings() {
				x := dossier.PageRequisites{Vantage: q.vantage, Time: dossier.Known(f.Time), Ended: dossier.Known(f.Ended), Capture: f.Capture, Refused: f.Refused, Failed: f.Failed, Left: f.Left, Proof: dossier.Ref{Log: q.origin, Leaf: f.Leaf, Item: -1}}
				if !f.Timely {
					x.Time, x.Ended = dossier.Time{}, dossier.Time{}
				}
				if seen[x.Proof] || f.Definition == nil || q.questions[f.Definition.Hash] != s.id {
					continue
				}
				seen[x.Proof] = true
				for _, r := range f.Parts {
					x.Parts = append(x.Parts, dossier.PageRequisite{URL: r.URL, Status: r.Status, SHA256: r.Body, Bytes: r.Size, File: cmp.Or(r.Kept, r.File)})
				}
				p.Requisites = append(p.Requisites, x)
			}
		}
	}
	slices.SortStableFunc(p.Requisites, func(x, y dossier.PageRequisites) int {
		return cmp.Or(cmp.Compare(x.Time.Instant, y.Time.Instant), cmp.Compare(x.Proof.Log, y.Proof.Log), cmp.Compare(x.Proof.Leaf, y.Proof.Leaf))
	})
}
