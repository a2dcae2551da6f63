package pdf

import (
	"slices"

	"constat/report/dossier"
)

// availability is a table: no verdict, only shares of time.
func (s *sheet) availability() {
	w := s.l.Change
	if len(s.d.Targets) == 0 {
		s.heading("availability", s.l.Chapters.Availability)
		s.say(s.l.Held.NotAsked)
		return
	}
	quorum := s.agreed()
	down := w.Failing
	if quorum {
		down = w.Down
	}
	t := table{title: w.Table, columns: []column{
		{w.Target, 24, "L", false}, {w.Lower, 27, "R", false}, {w.Upper, 27, "R", false},
		{down, 34, "L", false}, {w.Unwatched, 22, "R", false}, {w.Asked, 30, "R", false},
	}}
	for _, x := range s.d.Targets {
		unwatched := s.l.Duration(span(x.NotWatched))
		if x.NotShown > 0 {
			unwatched = s.l.Time.Hidden(unwatched, s.l.Duration(span(x.NotShown)))
		}
		t.rows = append(t.rows, []string{
			s.cell(x.Name), settledOr(x, s.percent(x.Availability.Lower)), settledOr(x, s.percent(x.Availability.Upper)), s.spanOf(x.Down),
			unwatched, s.askedOf(x.Observations),
		})
	}
	words := w.Availables(quorum)
	if slices.ContainsFunc(s.d.Targets, leftOpen) {
		words += " " + w.Unsettled
	}
	s.need(min(20+s.tall(words)+s.room(t), s.floor()-top))
	s.heading("availability", s.l.Chapters.Availability)
	s.say(words)
	s.tabulate(t)
	if whys := s.whys(); len(whys.rows) > 0 {
		s.tabulate(whys)
	}
	s.say(w.Exact(s.ref("D")))
}

// leftOpen reports whether of some answers of t it can't be told whether the
// target was up.
func leftOpen(t dossier.Target) bool { return t.Observations.Unknown+t.Observations.Blocked > 0 }

// settledOr gives a share of t, or a dash where of no answer it can be told
// whether the target was up: nothing was measured then.
func settledOr(t dossier.Target, share string) string {
	if o := t.Observations; o.Good+o.Slow+o.Bad == 0 {
		return "–"
	}
	return share
}

// askedOf counts observations, and under them those that tell nothing.
func (s *sheet) askedOf(o dossier.Counts) string {
	words := s.l.Number.Int(int64(o.Good + o.Bad + o.Slow + o.Blocked + o.Unknown))
	if o.Unknown > 0 {
		words += newLine + s.l.Change.Undecided(int64(o.Unknown))
	}
	if o.Blocked > 0 {
		words += newLine + s.l.Change.Filtered(int64(o.Blocked))
	}
	return words
}

func (s *sheet) percent(decimal string) string {
	if decimal == "" {
		return s.l.Words.Unknown
	}
	return s.l.Number.Percent(decimal)
}

func (s *sheet) spanOf(b dossier.Bounds) string {
	if b.AtMost == 0 {
		return s.l.Duration(0)
	}
	return s.l.Time.Range(s.l.Least(span(b.AtLeast)), s.l.Most(span(b.AtMost)))
}
