package pdf

import "constat/report/dossier"

// cosigned lists the witnesses of one log, and their keys.
func (s *sheet) cosigned(v dossier.Vantage) {
	w := s.l.Annex
	t := table{title: w.Witnesses(s.bare(v.Log)), columns: []column{
		{w.Witness, 40, "L", false}, {w.First, 34, "L", false}, {w.Covered, 24, "R", false}, {w.Newest, 34, "L", false}, {w.Covered, 24, "R", false},
	}}
	for _, x := range v.Witnesses {
		t.rows = append(t.rows, []string{
			scrub(x.Name), s.stamp(x.First), s.l.Number.Int(x.FirstSize), s.stamp(x.Newest), s.l.Number.Int(x.Size),
		})
	}
	s.grid(t)
	s.add(w.OwnWord)
	for _, x := range v.Witnesses {
		s.need(small.height() + 0.8 + 3*mono.height())
		s.label(text, s.y, w.WitnessID+s.l.Words.Colon+" "+scrub(x.Name), small.heavy(), "L")
		s.skip(small.height() + 0.8)
		s.code(scrub(x.Key))
	}
}
