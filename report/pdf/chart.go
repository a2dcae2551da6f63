package pdf

import (
	"math"
	"time"

	"constat/report/lang"
)

// A window is the time a chart shows, and where it stands on the page.
type window struct {
	from, to time.Time
	x, width float64
}

func (s *sheet) window(x float64) window {
	from, to := s.d.Period.From.Instant.Time().In(s.opt.Zone), s.d.Period.To.Instant.Time().In(s.opt.Zone)
	if !to.After(from) {
		to = from.Add(time.Second)
	}
	return window{from, to, x, s.edge() - x}
}

// at is where t stands, kept inside the window.
func (w window) at(t time.Time) float64 {
	share := float64(t.Sub(w.from)) / float64(w.to.Sub(w.from))
	return w.x + w.width*math.Min(1, math.Max(0, share))
}

var steps = []time.Duration{
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
}

// ticks returns round instants of the window, and how to write them.
func (w window) ticks() ([]time.Time, string) {
	const most = 7
	length := w.to.Sub(w.from)
	for _, step := range steps {
		if length/step <= most {
			return w.clockTicks(step), clockForm(step)
		}
	}
	for _, days := range []int{1, 2, 7, 14} {
		if length/(time.Duration(days)*24*time.Hour) <= most {
			return w.dayTicks(days), "01-02"
		}
	}
	return w.monthTicks(max(1, int(length/(30*24*time.Hour))/most+1)), "2006-01"
}

func clockForm(step time.Duration) string {
	if step < time.Minute {
		return "15:04:05"
	}
	return "15:04"
}

func (w window) midnight() time.Time {
	return time.Date(w.from.Year(), w.from.Month(), w.from.Day(), 0, 0, 0, 0, w.from.Location())
}

func (w window) clockTicks(step time.Duration) (out []time.Time) {
	t := w.midnight().Add(w.from.Sub(w.midnight()).Truncate(step))
	for ; !t.After(w.to); t = t.Add(step) {
		if !t.Before(w.from) {
			out = append(out, t)
		}
	}
	return out
}

func (w window) dayTicks(days int) (out []time.Time) {
	for t := w.midnight(); !t.After(w.to); t = t.AddDate(0, 0, days) {
		if !t.Before(w.from) {
			out = append(out, t)
		}
	}
	return out
}

func (w window) monthTicks(months int) (out []time.Time) {
	t := time.Date(w.from.Year(), w.from.Month(), 1, 0, 0, 0, 0, w.from.Location())
	for ; !t.After(w.to); t = t.AddDate(0, months, 0) {
		if !t.Before(w.from) {
			out = append(out, t)
		}
	}
	return out
}

// axis draws the time axis under a chart: the date once, then its parts.
func (s *sheet) axis(w window) {
	s.stroke(rule, w.x, s.y, w.x+w.width, s.y)
	ticks, form := w.ticks()
	end := w.x - 10
	for _, t := range ticks {
		x := w.at(t)
		s.stroke(rule, x, s.y, x, s.y+1.2)
		if half := s.width(t.Format(form), small) / 2; x-half > end+2 && x+half < s.edge()+3 {
			s.label(x, s.y+1.2, t.Format(form), small, "C")
			end = x + half
		}
	}
	s.skip(1.2 + small.height())
	day := s.l.Time.Day(w.from)
	if last := s.l.Time.Day(w.to); last != day {
		day += " – " + last
	}
	s.label(w.x, s.y, day+", "+lang.Offset(w.from), small, "L")
	s.skip(small.height())
}

// Patterns tell verdicts apart without colour.
const (
	good      = "good"
	bad       = "bad"
	slow      = "slow"
	blocked   = "blocked"
	unknown   = "unknown"
	unwatched = "unwatched"
	// unsettled is the time from a failure to the next question: no answer tells of it.
	unsettled = "unsettled"
	// unconfirmed is a failure that the quorum did not see, in a heat map.
	unconfirmed = "unconfirmed"
)

// verdicts in the order in which one hides another where both fall on the
// same stroke of a chart.
var verdicts = []string{unwatched, unsettled, good, slow, blocked, unknown, unconfirmed, bad}

// pattern fills a box for a verdict.
func (s *sheet) pattern(v string, x, y, w, h float64) {
	switch v {
	case bad:
		s.pdf.SetFillColor(122, 20, 20)
		s.pdf.Rect(x, y, w, h, "F")
		s.pdf.SetFillColor(0, 0, 0)
	case unwatched:
		s.dots(x, y+h/2, w)
	case unsettled:
		s.outline(x, y, w, h)
		s.dots(x, y+h/2, w)
	case unknown:
		s.outline(x, y, w, h)
		s.hatch(x, y, w, h, true, false)
	case blocked:
		s.outline(x, y, w, h)
		s.hatch(x, y, w, h, true, true)
	case slow:
		s.outline(x, y, w, h)
		for i := 1.0; i < 4; i++ {
			s.stroke(hair, x, y+h*i/4, x+w, y+h*i/4)
		}
	case good:
		s.outline(x, y, w, h)
	case unconfirmed:
		s.outline(x, y, w, h)
		for at := x + 0.8; at < x+w-0.3; at += 0.8 {
			s.stroke(hair, at, y, at, y+h)
		}
	}
}

// outline marks watched time: a line above and a line below.
func (s *sheet) outline(x, y, w, h float64) {
	s.pdf.SetDrawColor(120, 120, 120)
	s.stroke(hair, x, y, x+w, y)
	s.stroke(hair, x, y+h, x+w, y+h)
	s.pdf.SetDrawColor(0, 0, 0)
}

func (s *sheet) dots(x, y, w float64) {
	s.pdf.SetDashPattern([]float64{0.4, 0.9}, 0)
	s.stroke(rule, x, y, x+w, y)
	s.pdf.SetDashPattern(nil, 0)
}

// hatch draws slanted lines, bound to the page and not to the box, so that
// neighbours join.
func (s *sheet) hatch(x, y, w, h float64, rising, falling bool) {
	const gap = 1.3
	s.pdf.ClipRect(x, y, w, h, false)
	for at := math.Floor((x-h)/gap) * gap; at < x+w+h; at += gap {
		if rising {
			s.stroke(hair, at, y+h, at+h, y)
		}
		if falling {
			s.stroke(hair, at, y, at+h, y+h)
		}
	}
	s.pdf.ClipEnd()
}

// legend names the patterns that a chart uses.
func (s *sheet) legend(used map[string]bool, ticks bool) {
	x := text
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
	for i := len(verdicts) - 1; i >= 0; i-- {
		if v := verdicts[i]; used[v] {
			entry(s.l.Verdict(v), func(x float64) { s.pattern(v, x, s.y+0.7, 7, 2.6) })
		}
	}
	if ticks {
		entry(s.l.Chart.Bounds, func(x float64) {
			s.stroke(rule, x+2, s.y, x+2, s.y+4)
			s.dashed(x+5, s.y, s.y+4)
		})
	}
	s.skip(small.height() + 1)
}

func (s *sheet) dashed(x, y1, y2 float64) {
	s.pdf.SetDashPattern([]float64{0.8, 0.6}, 0)
	s.stroke(rule, x, y1, x, y2)
	s.pdf.SetDashPattern(nil, 0)
}
