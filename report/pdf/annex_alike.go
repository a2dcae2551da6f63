package pdf

import (
	"slices"
	"strings"

	"constat/report/dossier"
)

// fewQuestions is how many questions each have a table of their own.
const fewQuestions = 12

// questions lays out how each target was asked. Of many, those that were asked
// in the same terms share them: what is a target's own stands in a list.
func (s *sheet) questions(all []dossier.Target) {
	for n, alike := range s.askedAlike(all) {
		list := []table{s.question(alike[0])}
		if len(alike) > 1 {
			list = s.sharedTerms(list[0], alike)
		}
		if n == 0 {
			s.annex("C", s.l.Annex.Questions, s.room(list[0]))
		}
		for _, t := range list {
			s.grid(t)
		}
		for _, t := range alike {
			if len(t.Descriptions) > 1 {
				s.grid(s.described(t))
			}
		}
	}
}

// askedAlike puts targets together that were asked in the same terms, where
// questions are many, and enough of them alike.
func (s *sheet) askedAlike(all []dossier.Target) (list [][]dossier.Target) {
	alike := map[string][]dossier.Target{}
	var terms []string
	for _, t := range all {
		x := s.inTerms(s.question(t))
		terms, alike[x] = append(terms, x), append(alike[x], t)
	}
	for n, t := range all {
		together := alike[terms[n]]
		switch {
		case len(all) <= fewQuestions || len(together) < fewTogether:
			list = append(list, []dossier.Target{t})
		case slices.Index(terms, terms[n]) == n:
			list = append(list, together)
		}
	}
	return list
}

// ofTarget reports whether a row of a question is its target's own.
func (s *sheet) ofTarget(row []string) bool {
	w := s.l.Annex
	return slices.Contains([]string{bold(w.ID), bold(w.Site), bold(w.Address)}, row[0])
}

// inTerms is a question without what is its target's own.
func (s *sheet) inTerms(question table) string {
	var rows []string
	for _, row := range question.rows {
		if !s.ofTarget(row) {
			rows = append(rows, strings.Join(row, "\x00"))
		}
	}
	return strings.Join(rows, "\x01")
}

// sharedTerms are the terms of several questions, and whom they were put to.
func (s *sheet) sharedTerms(question table, alike []dossier.Target) []table {
	w := s.l.Annex
	question.title = s.l.Many.Asked(len(alike))
	question.rows = slices.DeleteFunc(question.rows, s.ofTarget)
	each := table{title: s.l.Many.AskedOf, columns: []column{
		{s.l.Change.Target, 28, "L", false}, {w.Site, 24, "L", false}, {w.Address, 40, "L", false}, {w.ID, 68, "L", true},
	}}
	for _, t := range alike {
		each.rows = append(each.rows, []string{s.entire(t.Name), s.entire(t.Site), scrub(t.Question.URL), hexed(t.ID.String())})
	}
	return []table{question, each}
}
