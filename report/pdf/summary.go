package pdf

import (
	"cmp"
	"slices"
	"strings"

	"constat/report"
)

// summaryRows is how many targets the chart of the one page shows at most: it
// is to be taken in at a glance.
const summaryRows = 8

// summary is page 2: the answer, for a reader with three minutes.
func (s *sheet) summary() {
	s.page()
	s.heading("summary", s.l.Chapters.Summary)
	w := s.l.Summary
	s.point(w.Watched, s.who())
	s.point(w.Found, s.found()...)
	rest := []string{s.sure(), s.content(), w.Limits(s.ref("limits"))}
	s.overall(s.floor() - s.y - s.tall(rest...) - 3*(body.height()+0.6))
	for i, words := range []string{w.Sure, w.Content, w.Unproven} {
		s.point(words, rest[i])
	}
}

// point is a heading and its paragraphs.
func (s *sheet) point(words string, paragraphs ...string) {
	s.label(text, s.y, words, body.heavy(), "L")
	s.skip(body.height() + 0.6)
	for _, p := range paragraphs {
		s.say(p)
	}
}

func (s *sheet) who() string {
	shortest, most := report.Seconds(0), report.Seconds(0)
	for i, t := range s.d.Targets {
		if i == 0 || t.Interval < shortest {
			shortest = t.Interval
		}
		most = max(most, t.Interval)
	}
	every := s.l.Finding.Every(s.l.Duration(span(shortest)), s.l.Duration(span(most)))
	over := s.l.Cover.Span(s.instant(s.d.Period.From), s.instant(s.d.Period.To))
	return s.l.Summary.Who(s.vantages(), len(s.d.Targets), len(s.sites()), len(s.providers()), every, over)
}

func (s *sheet) found() []string {
	w, all := s.l.Summary, s.d.Incidents
	var out []string
	if len(all) == 0 {
		out = append(out, bold(w.Nothing(s.quorum())))
	} else {
		out = append(out, s.finding(all))
	}
	if n := len(s.d.Unconfirmed); n > 0 {
		out = append(out, w.Loose(n, s.ref("findings")))
	} else if len(all) == 0 {
		out[0] = bold(w.Nothing(s.quorum())) + " " + w.NoneSeen
	}
	return out
}

// finding counts the incidents and tells the longest in full.
func (s *sheet) finding(all []report.Incident) string {
	longest := slices.MaxFunc(all, func(a, b report.Incident) int { return cmp.Compare(a.AtLeast, b.AtLeast) })
	var targets []string
	for _, i := range all {
		if id := i.TargetID.String(); !slices.Contains(targets, id) {
			targets = append(targets, id)
		}
	}
	parts := []string{s.l.Summary.Counted(len(all), len(targets))}
	if len(all) > 1 {
		parts = append(parts, s.l.Summary.Longest)
	}
	parts = append(parts, bold(s.happened(longest)), s.when(longest)+" ("+s.incidentLink(longest)+").")
	if len(all) > 1 {
		parts = append(parts, s.l.Summary.Rest(len(all)-1, s.ref("findings")))
	}
	return strings.ReplaceAll(strings.Join(parts, " "), "  ", " ")
}

// sure says what the finding rests on.
func (s *sheet) sure() string {
	w := s.l.Summary
	ok, open := 0, 0
	for _, c := range s.d.Checks.Checks {
		switch c.Result {
		case "ok":
			ok++
		case "unchecked":
			open++
		}
	}
	parts := []string{
		w.Evidence(s.observations(), len(s.d.Vantages)),
		w.Rule(s.d.Method.Quorum.Needed, s.d.Method.Quorum.Of, s.ref("method")), w.Doubt,
		w.Verified(ok, open, s.ref("check")),
	}
	if !s.attested() {
		parts = append(parts, w.Unsealed)
	}
	return strings.Join(parts, " ")
}

// attested reports whether the time of some incident is bounded by others'
// clocks, or a check of time came out well.
func (s *sheet) attested() bool {
	for _, c := range s.d.Checks.Checks {
		if c.Head == "time" && c.Result == "ok" {
			return true
		}
	}
	return false
}

func (s *sheet) observations() (n int64) {
	for _, t := range s.d.Targets {
		n += int64(t.Observations.Good + t.Observations.Bad + t.Observations.Slow + t.Observations.Blocked + t.Observations.Unknown)
	}
	return n
}

func (s *sheet) content() string {
	if len(s.d.Changes) == 0 {
		return s.l.Summary.Same
	}
	var targets []string
	for _, c := range s.d.Changes {
		if id := c.TargetID.String(); !slices.Contains(targets, id) {
			targets = append(targets, id)
		}
	}
	return s.l.Summary.Changed(len(s.d.Changes), len(targets), s.ref("changes"))
}

func (s *sheet) quorum() string {
	return s.l.Number.Quorum(s.d.Method.Quorum.Needed, s.d.Method.Quorum.Of)
}
