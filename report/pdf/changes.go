package pdf

import (
	"fmt"

	"constat/report"
)

const (
	fullChanges = 12 // told one by one; the digests of all stand in annex A
	diffLines   = 14 // of a change, in the body
)

// changes tells what content is no longer what it was.
func (s *sheet) changes() {
	s.heading("changes", s.l.Chapters.Changes)
	if len(s.d.Changes) == 0 {
		s.say(s.l.Change.None)
		return
	}
	s.say(s.l.Change.Intro(s.ref("A")))
	for n, c := range s.d.Changes {
		if n == fullChanges {
			s.add(s.l.Words.Cut(len(s.d.Changes)-n, s.ref("A")))
			return
		}
		s.change(n+1, c)
	}
}

func (s *sheet) change(n int, c report.Change) {
	w := s.l.Change
	s.section(fmt.Sprint("change-", n), w.Heading(n, s.name(c.Target)), 100)
	words := w.Found(s.name(c.Target), s.bare(c.Vantage), s.instant(c.LastSeen), s.instant(c.First))
	if c.Equals.Known {
		words += " " + w.Equal(s.instant(c.Equals))
	}
	if len(c.Leaves) > 0 {
		words += " " + bold(s.l.Finding.Proof) + s.l.Words.Colon + " " + s.cite(c.Leaves) + "."
	}
	s.say(words)
	s.beforeAfter(c)
	s.diff(c)
}

func (s *sheet) beforeAfter(c report.Change) {
	w := s.l.Change
	row := func(name, a, b string) []string { return []string{bold(name), a, b} }
	t := table{columns: []column{{"", 30, "L", false}, {w.Before, 35, "L", false}, {w.After, 35, "L", false}}}
	t.rows = append(t.rows,
		row(w.Title, s.bare(c.Before.Title), s.bare(c.After.Title)),
		row(w.Size, s.l.Number.Bytes(c.Before.Bytes), s.l.Number.Bytes(c.After.Bytes)),
		row(w.Received, twelve(c.Before.SHA256.String()), twelve(c.After.SHA256.String())),
		row(w.Normal, twelve(c.Before.Normal.String()), twelve(c.After.Normal.String())),
	)
	if c.Status != 0 {
		t.rows = append(t.rows, row(w.Status, "", fmt.Sprint(c.Status)))
	}
	s.grid(t)
}

// twelve is the short form of a digest in the body.
func twelve(hex string) string { return fixSpaces(groups(hex[:12])) }

func (s *sheet) diff(c report.Change) {
	w := s.l.Change
	if len(c.Diff) == 0 {
		s.add(w.NoDiff)
		return
	}
	s.need(4 * mono.height())
	s.label(text, s.y, w.Diff, small.heavy(), "L")
	s.skip(small.height() + 0.8)
	for _, l := range c.Diff[:min(len(c.Diff), diffLines)] {
		op := l.Op
		if op == "-" {
			op = "−"
		}
		for i, part := range s.wrapFixed(scrub(l.Text)) {
			if i == 2 {
				break
			}
			s.need(mono.height())
			if i == 0 {
				s.label(text, s.y, op, mono, "L")
			}
			s.label(text+4, s.y, part, mono, "L")
			s.skip(mono.height())
		}
	}
	s.skip(2)
	if more := c.More + max(0, len(c.Diff)-diffLines); more > 0 {
		s.add(w.More(more))
	}
}

// availability is a table: no verdict, only shares of time.
func (s *sheet) availability() {
	w := s.l.Change
	s.need(80)
	s.heading("availability", s.l.Chapters.Availability)
	quorum := s.d.Method.Quorum.Needed >= 2
	down := w.Failing
	if quorum {
		down = w.Down
	}
	s.say(w.Availables(quorum))
	t := table{title: w.Table, columns: []column{
		{w.Target, 24, "L", false}, {w.Lower, 27, "R", false}, {w.Upper, 27, "R", false},
		{down, 34, "L", false}, {w.Unwatched, 24, "R", false}, {w.Asked, 26, "R", false},
	}}
	for _, x := range s.d.Targets {
		o := x.Observations
		t.rows = append(t.rows, []string{
			s.cell(x.Name), s.percent(x.Availability.Lower), s.percent(x.Availability.Upper), s.spanOf(x.Down),
			s.l.Duration(span(x.NotWatched)), s.l.Number.Int(int64(o.Good + o.Bad + o.Slow + o.Blocked + o.Unknown)),
		})
	}
	s.tabulate(t)
	s.say(w.Exact(s.ref("D")))
}

func (s *sheet) percent(decimal string) string {
	if decimal == "" {
		return s.l.Words.Unknown
	}
	return s.l.Number.Percent(decimal)
}

func (s *sheet) spanOf(b report.Bounds) string {
	if b.AtMost == 0 {
		return s.l.Duration(0)
	}
	return s.l.Time.Range(s.l.Least(span(b.AtLeast)), s.l.Most(span(b.AtMost)))
}
