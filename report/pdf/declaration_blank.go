package pdf

import "constat/report/lang"

// Room for handwriting, in millimetres.
const (
	lineHand = 9.0 // from one ruled line to the next
	boxTick  = 3.2
	inTick   = 6.5
	shortest = 60.0 // of a rule that stands beside its label
)

// blank draws a label and a rule to write on, beside it or, where that leaves
// too little, below.
func (s *sheet) blank(x float64, label string) {
	lines := s.wrap(label, small, s.edge()-x)
	beside := s.width(label, small)+4+shortest <= s.edge()-x
	height := lineHand
	if !beside {
		height += float64(len(lines)) * small.height()
	}
	s.need(height)
	if beside {
		s.put(x, s.y+lineHand-small.height()-0.6, lines[0], small)
		s.stroke(hair, x+s.width(label, small)+2, s.y+lineHand-1, s.edge(), s.y+lineHand-1)
	} else {
		for n, l := range lines {
			s.put(x, s.y+1.5+float64(n)*small.height(), l, small)
		}
		s.stroke(hair, x, s.y+height-1, s.edge(), s.y+height-1)
	}
	s.skip(height)
}

// ruled draws lines to write on.
func (s *declarer) ruled(x float64, n int) {
	for range n {
		s.need(lineHand)
		s.skip(lineHand)
		s.stroke(hair, x, s.y-1, s.edge(), s.y-1)
	}
}

// statements draws choices, each with its box and what is to be filled in.
func (s *declarer) statements(list []lang.Statement) {
	for _, t := range list {
		s.statement(t)
	}
}

func (s *declarer) statement(t lang.Statement) {
	x := text
	if !t.Plain {
		x += inTick
	}
	lines := s.wrap(t.Text, body, min(measure, s.edge()-x))
	s.need(float64(len(lines))*body.height() + float64(min(len(t.Blanks)+t.Lines, 2))*lineHand)
	if !t.Plain {
		s.pdf.SetLineWidth(rule)
		s.pdf.Rect(text, s.y+(body.height()-boxTick)/2, boxTick, boxTick, "D")
	}
	for _, l := range lines {
		s.need(body.height())
		s.put(x, s.y, l, body)
		s.skip(body.height())
	}
	for _, b := range t.Blanks {
		s.blank(x, b)
	}
	s.ruled(x, t.Lines)
	s.skip(2.6)
}

// signing is how much room the signature takes: it stands whole on one page.
func (s *declarer) signing(d lang.Deed) float64 {
	room := float64(3+len(d.Oath))*lineHand + 7
	for _, t := range d.Truth {
		room += float64(len(s.wrap(t.Text, body, measure-inTick)))*body.height() + 3
	}
	return room
}

// signature is the statement of truth and what stands under it.
func (s *declarer) signature(d lang.Deed) {
	w := d.Language.Deed
	s.statements(d.Truth)
	for _, b := range []string{w.Date, w.Place, w.Signature} {
		s.blank(text, b)
	}
	if len(d.Oath) > 0 {
		s.skip(4)
	}
	for _, b := range d.Oath {
		s.blank(text, b)
	}
	s.skip(3)
}
