package pdf

import (
	"github.com/jung-kurt/gofpdf"

	"constat/report/dossier"
)

// fewSlots is how many slots a chart of latency has at least.
const fewSlots = 5

// latency draws how long good answers took: a band and its median.
func (s *sheet) latency(t dossier.Target) {
	switch {
	case len(t.Latency) == 0:
		return
	case len(t.Latency) < fewSlots:
		s.say(s.l.Chart.Few(s.name(t.Name)))
		return
	}
	const h = 26.0
	s.need(h + 30)
	w := s.window(text + 18)
	ceiling := roundUp(t.Latency)
	base := s.y + h
	for i := int64(0); i <= 2; i++ {
		y := base - h*float64(i)/2
		s.stroke(hair, w.x-1, y, w.x, y)
		s.label(w.x-2, y-small.height()/2, s.l.Number.Micros(ceiling*i/2), small, "R")
	}
	s.stroke(rule, w.x, s.y, w.x, base)
	up := func(us int64) float64 { return base - h*min(1, float64(us)/float64(ceiling)) }
	for _, run := range unbroken(t.Latency) {
		s.band(w, run, up)
	}
	s.y = base
	s.axis(w)
	slot := dossier.Seconds(0)
	for _, b := range t.Latency {
		slot = max(slot, dossier.Seconds(b.To.Instant-b.From.Instant))
	}
	s.caption(s.l.Chart.Latency(s.name(t.Name), s.l.Duration(span(slot))))
}

const median = 1.1 * point // the width of its line

// band fills between the deciles of consecutive buckets and draws the median.
func (s *sheet) band(w window, run []dossier.Latency, up func(int64) float64) {
	var upper, lower []gofpdf.PointType
	s.pdf.SetLineWidth(rule)
	for _, b := range run {
		x1, x2 := w.at(b.From.Instant.Time()), w.at(b.To.Instant.Time())
		if x2-x1 < 0.6 {
			x2 = x1 + 0.6
		}
		upper = append(upper, gofpdf.PointType{X: x1, Y: up(b.P90)}, gofpdf.PointType{X: x2, Y: up(b.P90)})
		lower = append(lower, gofpdf.PointType{X: x1, Y: up(b.P10)}, gofpdf.PointType{X: x2, Y: up(b.P10)})
	}
	for i := len(lower) - 1; i >= 0; i-- {
		upper = append(upper, lower[i])
	}
	s.pdf.SetFillColor(205, 205, 205)
	s.pdf.Polygon(upper, "F")
	s.pdf.SetFillColor(0, 0, 0)
	for i, b := range run {
		x1, x2 := w.at(b.From.Instant.Time()), w.at(b.To.Instant.Time())
		s.stroke(median, x1, up(b.P50), max(x2, x1+0.6), up(b.P50))
		if i > 0 {
			s.stroke(rule, x1, up(run[i-1].P50), x1, up(b.P50))
		}
	}
}

// unbroken cuts buckets where one does not follow the other.
func unbroken(all []dossier.Latency) (runs [][]dossier.Latency) {
	start := 0
	for i := 1; i <= len(all); i++ {
		if i == len(all) || all[i].From != all[i-1].To {
			runs = append(runs, all[start:i])
			start = i
		}
	}
	return runs
}

// roundUp is the top of the scale: 2, 4, 6, 10, 20, 40 … microseconds.
func roundUp(all []dossier.Latency) int64 {
	most := int64(1)
	for _, b := range all {
		most = max(most, b.P90)
	}
	for unit := int64(1); ; unit *= 10 {
		for _, f := range []int64{2, 4, 6, 10} {
			if f*unit >= most {
				return f * unit
			}
		}
	}
}
