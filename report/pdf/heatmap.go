package pdf

import (
	"slices"
	"strconv"
	"time"

	"constat/report/dossier"
)

// A calendar is how a period is cut into squares.
type calendar struct {
	square time.Duration
	unit   time.Duration // what the figure in a square counts
	across int
	form   string // of the label of a row
}

// calendarOf picks squares that a page can hold.
func calendarOf(length time.Duration) calendar {
	switch {
	case length <= 20*time.Minute:
		return calendar{5 * time.Second, time.Second, 12, "15:04"}
	case length <= 24*time.Hour:
		return calendar{5 * time.Minute, time.Minute, 12, "01-02 15:00"}
	case length <= 31*24*time.Hour:
		return calendar{time.Hour, time.Minute, 24, "2006-01-02"}
	}
	return calendar{24 * time.Hour, time.Hour, 31, "2006-01"}
}

// start returns the instant at which the row of t begins, and next the one
// after it. Rows follow the calendar of the report's zone.
func (c calendar) start(t time.Time) time.Time {
	y, m, d := t.Date()
	switch c.across {
	case 31:
		return time.Date(y, m, 1, 0, 0, 0, 0, t.Location())
	case 24:
		return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
	}
	return t.Truncate(c.square * time.Duration(c.across))
}

func (c calendar) next(t time.Time) time.Time {
	switch c.across {
	case 31:
		return t.AddDate(0, 1, 0)
	case 24:
		return t.AddDate(0, 0, 1)
	}
	return t.Add(c.square * time.Duration(c.across))
}

// step returns the square after t.
func (c calendar) step(t time.Time) time.Time {
	if c.across == 31 {
		return t.AddDate(0, 0, 1)
	}
	return t.Add(c.square)
}

// heatmap draws a square per stretch of the calendar, with the time between
// the first and the last failure of the target's incidents in it. A square in
// which nothing failed counts nothing.
func (s *sheet) heatmap(t dossier.Target) {
	w := s.window(text)
	c := calendarOf(w.to.Sub(w.from))
	const gutter = 26.0
	size := min((s.wide()-gutter)/float64(c.across), 6.2)
	rows := 0
	for row := c.start(w.from); row.Before(w.to); row = c.next(row) {
		rows++
	}
	s.need(min(float64(rows)*size+22, s.floor()-top))
	s.columns(c, gutter, size)
	used := map[string]bool{}
	for row := c.start(w.from); row.Before(w.to); row = c.next(row) {
		s.need(size + 1)
		s.label(text, s.y+size/2-small.height()/2, row.Format(c.form), small, "L")
		x := text + gutter
		for at := row; at.Before(c.next(row)); at = c.step(at) {
			if end := c.step(at); end.After(w.from) && at.Before(w.to) {
				s.square(t, at, end, c, x, size, used)
			}
			x += size
		}
		s.skip(size)
	}
	s.skip(1.5)
	s.legend(used, false)
	seconds := int64(c.square / time.Second)
	s.caption(s.l.Chart.Heat(s.name(t.Name), s.l.Chart.Square(seconds), s.l.Chart.Unit(seconds)))
}

// columns writes what the columns are: hours, days, minutes or seconds.
func (s *sheet) columns(c calendar, gutter, size float64) {
	for i := range c.across {
		words := strconv.Itoa(i)
		switch c.across {
		case 31:
			words = strconv.Itoa(i + 1)
		case 12:
			words = ":" + strconv.Itoa(100 + i*5)[1:]
		}
		s.label(text+gutter+(float64(i)+0.5)*size, s.y, words, small, "C")
	}
	s.skip(small.height())
}

func (s *sheet) square(t dossier.Target, from, to time.Time, c calendar, x, size float64, used map[string]bool) {
	const edge = 0.25
	v := seenIn(t, from, to)
	down, within := s.downIn(t, from, to)
	if v == bad && !within && s.loose(t, from, to) {
		v = unconfirmed
	}
	box := func(v string) { s.pattern(v, x+edge, s.y+edge, size-2*edge, size-2*edge) }
	used[v] = true
	box(v)
	if v == bad {
		words := strconv.Itoa(int(down / c.unit))
		s.pdf.SetTextColor(255, 255, 255)
		s.label(x+size/2, s.y+size/2-small.height()/2, words, small.heavy(), "C")
		s.pdf.SetTextColor(0, 0, 0)
		return
	}
	if v != unwatched {
		s.pdf.SetLineWidth(hair)
		s.pdf.SetDrawColor(120, 120, 120)
		s.pdf.Rect(x+edge, s.y+edge, size-2*edge, size-2*edge, "D")
		s.pdf.SetDrawColor(0, 0, 0)
	}
}

// downIn is how much of a square lies between the first and the last failure
// of the target's incidents, and whether any of it does. Failures outside are
// those of an incident before the quorum saw it, or after.
func (s *sheet) downIn(t dossier.Target, from, to time.Time) (sum time.Duration, within bool) {
	for _, i := range s.d.Incidents {
		if i.TargetID != t.ID {
			continue
		}
		a, b := i.FirstBad.Instant.Time(), i.LastBad.Instant.Time()
		if a.Before(to) && !b.Before(from) {
			within = true
			sum += max(0, earlier(b, to).Sub(later(a, from)))
		}
	}
	return sum, within
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// seenIn is what vantages saw in a square: a failure before anything else, and
// a good answer from any of them before the time that followed a failure and
// time not watched.
func seenIn(t dossier.Target, from, to time.Time) string {
	most, best := 0, unwatched
	for _, seen := range t.Seen {
		for _, p := range pieces(seen.Stretches) {
			if r := p.rank(); p.touches(from, to) && r > most {
				most, best = r, p.verdict
			}
		}
	}
	return best
}

// loose reports whether a failure that was not confirmed falls into a square.
func (s *sheet) loose(t dossier.Target, from, to time.Time) bool {
	return slices.ContainsFunc(s.d.Unconfirmed, func(i dossier.Incident) bool {
		end := !i.FirstGood.Known || i.FirstGood.Instant.Time().After(from)
		return i.TargetID == t.ID && i.FirstBad.Instant.Time().Before(to) && end
	})
}
