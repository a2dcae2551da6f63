package pdf

import (
	"constat/report/dossier"
)

// hour says how far the clocks of the vantages can have been off.
func (s *sheet) hour() {
	w := s.l.Hour
	s.heading("hour", s.l.Chapters.Hour)
	s.say(w.Intro)
	asked := false
	for _, v := range s.d.Vantages {
		asked = asked || v.Clock.Asked > 0
		s.say(s.clockWords(v))
	}
	if !asked {
		s.steps()
		return
	}
	s.say(w.Rule)
	s.clocks()
	s.servers()
	s.steps()
}

// clockWords tells what is known of one clock.
func (s *sheet) clockWords(v dossier.Vantage) string {
	w, c := s.l.Hour, v.Clock
	steps := w.NoStep
	if n := len(c.Steps); n > 0 {
		steps = w.Stepped(n)
	}
	if c.Asked == 0 {
		words := w.Alone(s.bare(v.Name))
		if len(c.Steps) > 0 {
			words += " " + steps
		}
		return words
	}
	return w.Compared(s.bare(v.Name), c.Asked, len(c.Servers), c.Agreed) + " " + s.furthest(c) + " " + steps
}

func (s *sheet) furthest(c dossier.Clock) string {
	w := s.l.Hour
	if c.WorstOffset == nil || c.Uncertainty == nil {
		return w.Unknown
	}
	within := s.l.Duration(span(*c.Uncertainty))
	if *c.WorstOffset == 0 {
		return w.Right(within)
	}
	return w.Worst(s.l.Duration(span(*c.WorstOffset).Abs()), within, s.instant(c.Worst), *c.WorstOffset < 0)
}

// clocks has a row for each vantage.
func (s *sheet) clocks() {
	w := s.l.Hour
	t := table{title: w.Table, columns: []column{
		{s.l.Finding.Vantage, 28, "L", false}, {w.Servers, 21, "R", false}, {w.Asked, 20, "R", false}, {w.Agreed, 18, "R", false},
		{w.Offset, 24, "R", false}, {w.Within, 20, "R", false}, {w.Steps, 15, "R", false}, {s.l.Finding.Proof, 34, "L", false},
	}}
	for _, v := range s.d.Vantages {
		c := v.Clock
		offset, within, proof := s.l.Words.Unknown, s.l.Words.Unknown, ""
		if c.WorstOffset != nil && c.Uncertainty != nil {
			offset, within, proof = s.l.Signed(span(*c.WorstOffset)), s.l.Duration(span(*c.Uncertainty)), s.leaf(c.Proof)
		}
		t.rows = append(t.rows, []string{
			s.bare(v.Name), s.count(len(c.Servers)), s.count(c.Asked), s.count(c.Agreed), offset, within, s.count(len(c.Steps)), proof,
		})
	}
	s.tabulate(t)
}

func (s *sheet) count(n int) string { return s.l.Number.Int(int64(n)) }

// servers has a row for each server that a vantage asked.
func (s *sheet) servers() {
	w := s.l.Hour
	t := table{title: w.List, columns: []column{
		{s.l.Finding.Vantage, 28, "L", false}, {w.Server, 40, "L", false}, {w.Reference, 24, "L", false},
		{w.Asked, 20, "R", false}, {w.Answered, 24, "R", false}, {w.With, 22, "R", false}, {w.Apart, 20, "R", false},
	}}
	for _, v := range s.d.Vantages {
		for _, x := range v.Clock.Servers {
			t.rows = append(t.rows, []string{
				s.bare(v.Name), short(scrub(x.Server), 60), short(scrub(x.Reference), 20),
				s.count(x.Asked), s.count(x.Answered), s.count(x.Agreed), s.count(x.Apart),
			})
		}
	}
	s.tabulate(t)
}

// steps has a row for each time a clock was set.
func (s *sheet) steps() {
	w := s.l.Hour
	t := table{title: w.StepList, columns: []column{
		{s.l.Finding.Vantage, 32, "L", false}, {w.Entered, 34, "L", false}, {w.Gained, 30, "R", false}, {s.l.Finding.Proof, 32, "L", false},
	}}
	for _, v := range s.d.Vantages {
		for _, x := range v.Clock.Steps {
			t.rows = append(t.rows, []string{s.bare(v.Name), s.stamp(x.Entered), s.l.Signed(span(x.Gained)), s.leaf(x.Proof)})
		}
	}
	if len(t.rows) > 0 {
		s.tabulate(t)
	}
}
