package pdf

import (
	"constat/report/dossier"
)

// continuity says when the watch itself was not there.
func (s *sheet) continuity() {
	w := s.l.Watch
	s.heading("watch", s.l.Chapters.Watch)
	s.say(w.Intro)
	length := dossier.Seconds(s.d.Period.To.Instant - s.d.Period.From.Instant)
	for i, v := range s.d.Vantages {
		name := s.bare(v.Name)
		words := ""
		if i == 0 || s.d.Vantages[i-1].Name != v.Name {
			words = w.Share(name, s.l.Least(span(v.Watched)), s.l.Duration(span(length))) + " "
		}
		words += w.Withheld(s.logOf(v), v.Shown, v.Withheld)
		if v.ShownFrom.Known {
			words += " " + w.Later(s.instant(v.ShownFrom))
		}
		if v.ShownTo.Known {
			words += " " + w.Sooner(s.instant(v.ShownTo))
		}
		s.say(words)
	}
	s.ownWatch()
	s.section("gaps", s.l.Own.Rest, 40)
	s.gaps()
	s.controls()
}

func (s *sheet) gaps() {
	w := s.l.Watch
	t := table{title: w.Gaps, columns: []column{
		{s.l.Finding.Vantage, 28, "L", false}, {w.From, 31, "L", false}, {w.To, 31, "L", false},
		{w.Rounds, 23, "R", false}, {w.Reason, 24, "L", false}, {s.l.Finding.Proof, 23, "L", false},
	}}
	for _, v := range s.d.Vantages {
		for _, g := range v.Gaps {
			t.rows = append(t.rows, []string{
				s.bare(v.Name), s.stamp(dossier.Known(g.From)), s.stamp(dossier.Known(g.To)),
				s.l.Number.Int(g.Rounds), named(w.Reasons, g.Reason), s.leaf(g.Proof),
			})
		}
	}
	if len(t.rows) == 0 {
		s.say(w.NoGap)
		return
	}
	s.tabulate(t)
}

func (s *sheet) controls() {
	w := s.l.Watch
	t := table{title: w.Controls, columns: []column{
		{s.l.Finding.Vantage, 30, "L", false}, {w.Control, 70, "L", false}, {w.Asked, 22, "R", false}, {w.Answered, 22, "R", false},
	}}
	for _, v := range s.d.Vantages {
		for _, c := range v.Controls {
			t.rows = append(t.rows, []string{
				s.bare(v.Name), short(scrub(c.URL), 90), s.l.Number.Int(int64(c.Asked)), s.l.Number.Int(int64(c.Answered)),
			})
		}
	}
	if len(t.rows) == 0 {
		s.say(w.NoneSet)
		return
	}
	s.tabulate(t)
}

// logOf names a vantage, by its log where it has several.
func (s *sheet) logOf(v dossier.Vantage) string {
	for _, x := range s.d.Vantages {
		if x.Name == v.Name && x.Log != v.Log {
			return s.bare(v.Log)
		}
	}
	return s.bare(v.Name)
}
