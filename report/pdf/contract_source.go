package pdf

import (
	"cmp"
	"strings"

	"constat/report/contract"
	"constat/report/dossier"
)

// sources sets the texts that the rules were written from beside what the logs
// kept of them.
func (s *sheet) sources() {
	w := s.l.Contract.Page
	t := table{title: w.Sources, columns: []column{{w.Source, 46, "L", false}, {w.Rank, 30, "L", false}, {w.Digest, 26, "L", false}, {w.Captured, 60, "L", false}}}
	for _, r := range s.d.Terms.Rules {
		for _, src := range r.Sources {
			digest := "–"
			if !src.SHA256.IsZero() {
				digest = twelve(src.SHA256.String())
			}
			rank := contract.Rank(s.l, src.Grade, contract.Carried(r.SHA256))
			if day := s.dayOf(src.Dated); day != "" {
				rank += ", " + day
			}
			t.rows = append(t.rows, []string{scrub(r.Name) + newLine + scrub(src.URL), rank, digest, cmp.Or(s.heldOf(src), w.NotHeld)})
		}
	}
	if len(t.rows) > 0 {
		s.tabulate(t)
	}
}

// heldOf is what each vantage kept of a source.
func (s *sheet) heldOf(src dossier.RuleSource) string {
	w := s.l.Contract.Page
	var lines []string
	for _, c := range src.Captures {
		words := w.Held(s.bare(c.Vantage), s.instant(c.Seen), twelve(c.SHA256.String()), s.leaf(c.Proof))
		var changed []string
		for _, t := range c.Changed {
			changed = append(changed, s.instant(t))
		}
		switch {
		case len(changed) > 0:
			words += " " + w.Changed(s.l.Some(changed, 5))
		case c.Last.Known && !c.More:
			words += " " + w.Unchanged(s.instant(c.Last))
		case !c.Last.Known:
			words += " " + w.Unread
		}
		if c.Other {
			words += " " + w.Differs
		}
		lines = append(lines, words)
	}
	return strings.Join(lines, newLine)
}
