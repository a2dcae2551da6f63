package report

import (
	"slices"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/store/record"
)

// sources are the texts that r was written from, with what was kept of them:
// contents of a provider's terms at the very address.
func (b *builder) sources(r *contract.Rule) (all []dossier.RuleSource) {
	for _, s := range r.Sources {
		row := dossier.RuleSource{URL: s.URL, Grade: s.Grade, Dated: s.Dated, Read: s.Read, SHA256: s.SHA256}
		for _, p := range b.d.Statements {
			if p.Matter == "terms" && p.Question.URL == s.URL {
				row.Captures = append(row.Captures, b.captured(p, s.SHA256)...)
			}
		}
		all = append(all, row)
	}
	return all
}

// captured is what each vantage kept of p.
func (b *builder) captured(p dossier.Statement, digest record.Hash) (all []dossier.SourceCapture) {
	for _, v := range p.Vantages {
		c := dossier.SourceCapture{Statement: p.Target, Vantage: v, Last: p.Last, More: p.More > 0, Other: !digest.IsZero()}
		var held *dossier.Saying
		for i, s := range p.Sayings {
			if s.Vantage != v || !fine(s.Status) || s.Normal.IsZero() || len(s.Leaves) == 0 {
				continue
			}
			c.Other = c.Other && s.SHA256 != digest
			switch in := s.Seen.Instant > b.period.From; {
			case held == nil || !in:
				c.SHA256, c.Seen, c.Proof = s.SHA256, s.Seen, s.Leaves[len(s.Leaves)-1]
			case held.Normal != s.Normal || held.Rules != s.Rules:
				c.Changed = append(c.Changed, s.Seen)
			}
			held = &p.Sayings[i]
		}
		if held != nil && !slices.ContainsFunc(all, func(o dossier.SourceCapture) bool { return o.Vantage == v }) {
			all = append(all, c)
		}
	}
	return all
}
