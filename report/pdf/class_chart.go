package pdf

import (
	"slices"
	"strconv"

	"constat/report/dossier"
	"constat/store/record"
)

// mostLines is how many sites the chart of one event has room for.
const mostLines = 220

// lines draws one line per site of an event, in order of first failure, with the
// common onset shaded.
func (s *classSheet) lines(e dossier.ClassEvent) {
	sites := e.Sites[:min(len(e.Sites), mostLines)]
	// On one page: a line is as thin as it must be, and never so thin that print loses it.
	tall := min(3.6, max(0.62, 118/float64(len(sites))))
	height := tall * float64(len(sites))
	s.need(height + 32)
	s.skip(2)
	to := s.c.Period.To
	if e.EndTo.Known {
		to = e.EndTo
	}
	margin := max((to.Instant-e.From.Instant)/12, 5*60_000)
	w := s.window(dossier.Known(e.From.Instant-margin), dossier.Known(min(to.Instant+margin, max(s.c.Period.To.Instant, to.Instant))), text+22)
	a, b := w.at(e.From.Instant.Time()), w.at(e.To.Instant.Time())
	s.pdf.SetFillColor(215, 215, 215)
	s.pdf.Rect(a, s.y-1, max(b-a, 0.5), height+2, "F")
	s.pdf.SetFillColor(0, 0, 0)
	every := max(1, int(small.height()/tall)+1)
	for i, number := range sites {
		x := s.c.Sites[number-1]
		y := s.y + float64(i)*tall
		if tall >= 3.5 || i%every == 0 {
			s.label(text, y+tall/2-small.height()/2, strconv.Itoa(number), small, "L")
		}
		for _, o := range x.Outages {
			if o.Event == e.Number {
				s.outage(w, o, y, tall)
			}
		}
	}
	s.skip(height + 1.5)
	s.axis(w)
	s.key()
	words := s.w.Lines(e.Number)
	if len(e.Sites) > len(sites) {
		words += " " + s.w.Whole(len(sites))
	}
	s.caption(words)
}

// outage draws what is proven as a bar, and what cannot be excluded as a line.
func (s *classSheet) outage(w window, o dossier.ClassOutage, y, tall float64) {
	from, to := o.FirstBad.Instant, o.LastBad.Instant
	if o.LastGood.Known {
		from = o.LastGood.Instant
	}
	if o.FirstGood.Known {
		to = o.FirstGood.Instant
	}
	s.stroke(hair, w.at(from.Time()), y+tall/2, w.at(to.Time()), y+tall/2)
	x1, x2 := w.at(o.FirstBad.Instant.Time()), w.at(o.LastBad.Instant.Time())
	s.pdf.SetFillColor(60, 60, 60)
	s.pdf.Rect(x1, y+tall*0.15, max(x2-x1, finest), tall*0.7, "F")
	s.pdf.SetFillColor(0, 0, 0)
}

func (s *classSheet) key() {
	x := text
	for _, k := range []struct {
		words string
		draw  func(x float64)
	}{
		{s.w.Proven, func(x float64) {
			s.pdf.SetFillColor(60, 60, 60)
			s.pdf.Rect(x, s.y+1, 7, 2, "F")
		}},
		{s.w.Possible, func(x float64) { s.stroke(hair, x, s.y+2, x+7, s.y+2) }},
		{s.w.Window, func(x float64) {
			s.pdf.SetFillColor(215, 215, 215)
			s.pdf.Rect(x, s.y+0.5, 7, 3, "F")
		}},
	} {
		k.draw(x)
		s.pdf.SetFillColor(0, 0, 0)
		s.label(x+9, s.y, k.words, small, "L")
		x += 9 + s.width(k.words, small) + 6
	}
	s.skip(small.height() + 1)
}

// shares draws the part of the sites that fail, on both sides, minute by minute.
func (s *classSheet) shares(e dossier.ClassEvent) {
	if !slices.ContainsFunc(e.Steps, func(x dossier.ClassStep) bool { return x.Ours.Known+x.Others.Known > 0 }) { // a chart of nothing
		return
	}
	const height = 34.0
	s.need(height + 32)
	last := e.Steps[len(e.Steps)-1].From.Instant
	w := s.window(e.Steps[0].From, dossier.Known(last+60_000), text+14)
	s.skip(1)
	for percent := 0; percent <= 100; percent += 50 {
		y := s.y + height*(1-float64(percent)/100)
		s.label(text+11, y-small.height()/2, strconv.Itoa(percent)+s.w.Percent, small, "R")
		s.pdf.SetDrawColor(160, 160, 160)
		s.stroke(hair, w.x, y, w.x+w.width, y)
		s.pdf.SetDrawColor(0, 0, 0)
	}
	s.curve(w, e.Steps, height, func(x dossier.ClassStep) dossier.ClassShare { return x.Ours }, false)
	s.curve(w, e.Steps, height, func(x dossier.ClassStep) dossier.ClassShare { return x.Others }, true)
	x := w.at(e.Minute.Instant.Time())
	s.stroke(rule, x, s.y-1.5, x, s.y)
	s.skip(height + 1)
	s.axis(w)
	s.caption(s.w.Shares(e.Number))
}

// curve draws one side. Where nothing is known of it, there is no line.
func (s *classSheet) curve(w window, steps []dossier.ClassStep, height float64, of func(dossier.ClassStep) dossier.ClassShare, dashed bool) {
	if dashed {
		s.pdf.SetDashPattern([]float64{1.2, 0.9}, 0)
		defer s.pdf.SetDashPattern(nil, 0)
	}
	before, drawn := 0.0, false
	for i, x := range steps {
		share := of(x)
		if share.Known == 0 {
			drawn = false
			continue
		}
		until := record.Instant(w.to.UnixMilli())
		if i+1 < len(steps) {
			until = steps[i+1].From.Instant
		}
		y := s.y + height*(1-float64(share.Failing)/float64(share.Known))
		x1, x2 := w.at(x.From.Instant.Time()), w.at(until.Time())
		if drawn && y != before {
			s.stroke(2*rule, x1, before, x1, y)
		}
		s.stroke(2*rule, x1, y, x2, y)
		before, drawn = y, true
	}
}
