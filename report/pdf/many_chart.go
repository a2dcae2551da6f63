package pdf

import (
	"fmt"
	"slices"
	"time"

	"constat/report/dossier"
)

// Of the picture of a set, in mm: how high a row stands at least and at most,
// what stands around the rows, and the columns beside the chart.
const (
	rowLeast, rowMost     = 3.15, 4.6
	lanesHead, lanesBelow = 5.0, 30.0
	laneNumber, laneName  = 8.0, 31.0
	laneLetter, laneGap   = 10.0, 3.5
)

// lanes draws the incidents of a set, one a row.
func (s *sheet) lanes(x set) {
	most := int((s.floor() - top - lanesHead - lanesBelow) / rowLeast)
	shown := x.incidents
	if len(shown) > most {
		shown = longestFirst(shown)[:most]
		inOrder(shown)
	}
	tall := min(rowMost, (s.floor()-top-lanesHead-lanesBelow)/float64(len(shown)))
	s.need(lanesHead + lanesBelow + tall*float64(len(shown)))
	letters := s.letters(x)
	w := s.laneWindow(shown, len(letters) > 0)
	s.laneHeads(w)
	y1, parts, on := s.y, false, false
	s.laneGrid(w.window, y1, y1+tall*float64(len(shown)))
	for _, i := range shown {
		in, goes := s.inParts(i), s.lane(w, i, tall, letters)
		parts, on = parts || in, on || goes
	}
	s.skip(0.8)
	s.axis(w.window)
	s.laneKey(parts, on)
	words := s.l.Many.Lanes(x.number)
	if len(shown) < len(x.incidents) {
		words += " " + s.l.Many.Cut(len(shown), len(x.incidents))
	}
	for _, cause := range s.symptoms(x) {
		if letter := letters[cause]; letter != "" {
			words += " " + bold(letter) + s.l.Words.Colon + " " + cause + "."
		}
	}
	s.caption(words)
}

// A laneWindow has columns beside its chart: a letter and two durations, each by
// where it ends.
type laneWindow struct {
	window
	letter, least float64
}

// laneWindow is from before the first beginning until three quarters of the
// incidents had ended, and half as long again: the few that go on beyond would
// make the others too small to read.
func (s *sheet) laneWindow(list []dossier.Incident, lettered bool) laneWindow {
	period := s.d.Period.To.Instant.Time()
	var ends []time.Time
	from, last := list[0].FirstBad.Instant.Time(), list[0].FirstBad.Instant.Time()
	for _, i := range list {
		from, last = earlier(from, i.FirstBad.Instant.Time()), later(last, i.FirstBad.Instant.Time())
		ends = append(ends, laneEnd(i, period))
	}
	slices.SortFunc(ends, time.Time.Compare)
	to := ends[len(ends)-1]
	if most := ends[(len(ends)-1)*3/4]; most.After(from) {
		to = earlier(to, from.Add(most.Sub(from)*3/2))
	}
	to = later(to, last)
	margin := max(to.Sub(from)/16, time.Second)
	from = later(from.Add(-margin), earlier(from, s.d.Period.From.Instant.Time()))
	to = earlier(to.Add(margin), later(to, period))
	if !to.After(from) {
		to = from.Add(time.Second)
	}
	out := laneWindow{window: window{from: from.In(s.opt.Zone), to: to.In(s.opt.Zone), x: text + laneNumber + laneName}}
	least, most := s.width(s.l.Finding.Least, small.heavy()), s.width(s.l.Finding.Most, small.heavy())
	for _, i := range list {
		least, most = max(least, s.width(s.l.Least(span(i.AtLeast)), small)), max(most, s.width(s.l.Most(span(i.AtMost)), small))
	}
	out.least = s.edge() - most - laneGap
	out.letter = out.least - least - laneGap
	out.width = out.letter - out.x
	if lettered {
		out.width -= laneLetter
	}
	return out
}

// laneEnd is when i had certainly ended, or the end of the period; of one whose
// end is not shown, its last failure.
func laneEnd(i dossier.Incident, period time.Time) time.Time {
	switch {
	case i.FirstGood.Known:
		return i.FirstGood.Instant.Time()
	case i.OpenEnd == notShown:
		return i.LastBad.Instant.Time()
	}
	return later(period, i.LastBad.Instant.Time())
}

func (s *sheet) laneHeads(w laneWindow) {
	f := s.l.Finding
	s.label(text+laneNumber, s.y, s.l.Change.Target, small.heavy(), "L")
	if w.x+w.width < w.letter {
		s.label(w.letter, s.y, s.l.Many.Symptom, small.heavy(), "R")
	}
	s.label(w.least, s.y, f.Least, small.heavy(), "R")
	s.label(s.edge(), s.y, f.Most, small.heavy(), "R")
	s.skip(lanesHead)
}

// laneGrid draws where the axis has its ticks, so that rows far above it can be read.
func (s *sheet) laneGrid(w window, y1, y2 float64) {
	s.pdf.SetDrawColor(200, 200, 200)
	ticks, _ := w.ticks()
	for _, t := range ticks {
		s.stroke(hair, w.at(t), y1, w.at(t), y2)
	}
	s.pdf.SetDrawColor(0, 0, 0)
}

// lane draws one incident, and reports whether a bound of it is not in the chart.
func (s *sheet) lane(w laneWindow, i dossier.Incident, tall float64, letters map[string]string) (on bool) {
	y := s.y
	line := y + tall/2 - small.height()/2
	s.label(text+laneNumber-2, line, fmt.Sprint(i.Number), small, "R")
	s.label(text+laneNumber, line, s.clip(s.bare(i.Target), small, laneName-2), small, "L")
	from, to := i.FirstBad.Instant.Time(), laneEnd(i, s.d.Period.To.Instant.Time())
	if i.LastGood.Known {
		from = i.LastGood.Instant.Time()
	}
	s.stroke(hair, w.at(from), y+tall/2, w.at(to), y+tall/2)
	x1, x2 := w.at(i.FirstBad.Instant.Time()), w.at(i.LastBad.Instant.Time())
	s.laneBar(s.inParts(i), x1, y+tall*0.18, max(x2-x1, 0.5), tall*0.64)
	if !i.LastGood.Known || from.Before(w.from) {
		s.onward(w.at(from), y+tall/2, -1)
		on = true
	}
	if !i.FirstGood.Known || to.After(w.to) {
		s.onward(w.at(to), y+tall/2, 1)
		on = true
	}
	if letter := letters[s.l.Cause(i.Cause, i.Status...)]; letter != "" {
		s.label(w.letter-2, line, letter, small.heavy(), "R")
	}
	s.label(w.least, line, s.l.Least(span(i.AtLeast)), small, "R")
	s.label(s.edge(), line, s.l.Most(span(i.AtMost)), small, "R")
	s.skip(tall)
	return on
}

func (s *sheet) laneBar(inParts bool, x, y, wide, tall float64) {
	if inParts {
		s.pattern(unknown, x, y, wide, tall)
		return
	}
	s.pattern(bad, x, y, wide, tall)
}

// onward is the head of an arrow to the right, or to the left where way is -1.
func (s *sheet) onward(x, y, way float64) {
	x += way * 0.4
	s.stroke(rule, x, y-1, x+way*1.2, y)
	s.stroke(rule, x, y+1, x+way*1.2, y)
}

// inParts reports whether some of the time between the first and the last
// failure of i is not shown to be failure: more than one interval, or a
// hundredth, beyond what its least duration leaves out for the clocks.
func (s *sheet) inParts(i dossier.Incident) bool {
	length := dossier.Seconds(i.LastBad.Instant - i.FirstBad.Instant)
	slack := length / 100
	if at := slices.IndexFunc(s.d.Targets, func(t dossier.Target) bool { return t.ID == i.TargetID }); at >= 0 {
		slack = max(slack, s.d.Targets[at].Interval)
	}
	if i.Clock != nil {
		slack += 2 * *i.Clock
	}
	return length-i.AtLeast > slack
}

// laneKey says what is drawn.
func (s *sheet) laneKey(parts, on bool) {
	w, x := s.l.Many, text
	entry := func(words string, draw func(x float64)) {
		width := 9 + s.width(words, small) + 5
		if x+width > s.edge() {
			x = text
			s.skip(small.height() + 1)
		}
		draw(x)
		s.label(x+9, s.y, words, small, "L")
		x += width
	}
	entry(w.Whole, func(x float64) { s.laneBar(false, x, s.y+0.8, 7, 2.4) })
	if parts {
		entry(w.Parts, func(x float64) { s.laneBar(true, x, s.y+0.8, 7, 2.4) })
	}
	entry(w.Bounds, func(x float64) { s.stroke(hair, x, s.y+2, x+7, s.y+2) })
	if on {
		entry(w.On, func(x float64) { s.onward(x+3, s.y+2, 1) })
	}
	s.skip(small.height() + 1)
}

// symptoms are the causes of a set as they are written, those of most incidents first.
func (s *sheet) symptoms(x set) (list []string) {
	count := map[string]int{}
	for _, i := range x.incidents {
		words := s.l.Cause(i.Cause, i.Status...)
		if count[words]++; count[words] == 1 {
			list = append(list, words)
		}
	}
	slices.SortStableFunc(list, func(a, b string) int { return count[b] - count[a] })
	return list
}

// letters name the causes of a set, where there are several: the first 26.
func (s *sheet) letters(x set) map[string]string {
	list := s.symptoms(x)
	if len(list) < 2 {
		return nil
	}
	named := map[string]string{}
	for n, words := range list[:min(len(list), 26)] {
		named[words] = string(rune('a' + n))
	}
	return named
}
