package pdf

import (
	"cmp"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/lang"
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
	if room, fits := s.chartRoom(); fits {
		s.overall(room)
	}
	for i, words := range []string{w.Sure, w.Content, w.Unproven} {
		s.point(words, s.reasons()[i])
		if promised := s.promised(); i == 1 && promised != "" {
			s.point(s.l.Chapters.Contracts, promised)
		}
	}
}

// chartBeyond is the room of the chart where the summary leaves it none.
const chartBeyond = 85.0

func (s *sheet) reasons() []string {
	return []string{s.sure(), s.content(), s.l.Summary.Limits(s.ref("limits"))}
}

// chartRoom is how much of the page the sentences leave, in the language that
// needs more, and whether a chart fits that shows two targets: it is the same in
// both. Where it does not, the findings begin with it.
func (s *sheet) chartRoom() (room float64, fits bool) {
	room = s.floor()
	for _, l := range []*lang.Language{lang.French, lang.English} {
		other := *s // only measures
		other.l = l
		said := append(append([]string{other.who()}, other.found()...), other.reasons()...)
		headings := 5
		if promised := other.promised(); promised != "" {
			said, headings = append(said, promised), 6
		}
		room = min(room, s.floor()-top-head.height()-2.5-other.tall(said...)-float64(headings)*(body.height()+0.6))
	}
	return room, len(s.overallRows(room)) >= min(2, len(s.overallRows(chartBeyond)))
}

// point is a heading and its paragraphs.
func (s *sheet) point(words string, paragraphs ...string) {
	const lines = 4 // a paragraph of so many is not torn
	s.need(body.height() + 0.6 + min(s.tall(paragraphs[:min(len(paragraphs), 1)]...), lines*body.height()))
	s.label(text, s.y, words, body.heavy(), "L")
	s.skip(body.height() + 0.6)
	for _, p := range paragraphs {
		s.say(p)
	}
}

func (s *sheet) who() string {
	over := s.l.Cover.Span(s.instant(s.d.Period.From), s.instant(s.d.Period.To))
	if len(s.d.Targets)+len(s.own()) == 0 && len(s.d.SecondHand) > 0 {
		return s.l.Brought.Who(int64(len(s.d.SecondHand)), len(s.brought()))
	}
	if len(s.d.Targets) == 0 && len(s.own()) > 0 {
		return s.whoHeld(over)
	}
	shortest, most := dossier.Seconds(0), dossier.Seconds(0)
	asked := described(s.d.Targets)
	for i, t := range asked {
		if i == 0 || t.Interval < shortest {
			shortest = t.Interval
		}
		most = max(most, t.Interval)
	}
	every := s.l.Finding.Every(s.l.Duration(span(shortest)), s.l.Duration(span(most)))
	words := s.l.Summary.Who(s.vantages(), len(s.d.Targets), len(s.sitesOf(asked)), len(s.providersOf(asked)), every, over)
	return words + s.alsoHeld()
}

func (s *sheet) found() []string {
	w, all := s.l.Summary, s.d.Incidents
	out := append(s.pagesSummary(), s.heldSummary()...)
	if len(s.d.Targets) == 0 {
		return out
	}
	if len(all) == 0 {
		out = append(out, bold(w.Nothing(s.quorum())))
	} else {
		out = append(out, s.finding(all))
		if words := s.quiet(); words != "" {
			out = append(out, words)
		}
	}
	if n := len(s.d.Unconfirmed); n > 0 {
		out = append(out, w.Loose(n, s.ref("findings")))
	} else if len(all) == 0 {
		out[len(out)-1] = bold(w.Nothing(s.quorum())) + " " + w.NoneKept(open(s.d.Targets))
	}
	return out
}

// open counts the observations of which nothing can be told.
func open(targets []dossier.Target) (n int64) {
	for _, t := range targets {
		n += int64(t.Observations.Unknown)
	}
	return n
}

// finding counts the incidents and tells the longest in full.
func (s *sheet) finding(all []dossier.Incident) string {
	longest := slices.MaxFunc(all, func(a, b dossier.Incident) int { return cmp.Compare(a.AtLeast, b.AtLeast) })
	var targets []string
	for _, i := range all {
		if id := i.TargetID.String(); !slices.Contains(targets, id) {
			targets = append(targets, id)
		}
	}
	count, happened, when := s.l.Summary.Counted(len(all), len(targets)), bold(s.happened(longest)), s.when(longest)
	if len(all) == 1 {
		return strings.Join([]string{count, happened, when + " (" + s.incidentLink(longest, ", ", "") + ")."}, " ")
	}
	return strings.Join([]string{
		count, s.l.Summary.Longest(s.incidentLink(longest, " (", ")")), happened, when + ".",
		s.l.Summary.Rest(len(all)-1, s.ref("findings")),
	}, " ")
}

// sure says what the finding rests on.
func (s *sheet) sure() string {
	w := s.l.Summary
	results := map[string]int{}
	for _, c := range s.d.Checks.Checks {
		results[c.Result]++
	}
	q := s.eachQuorum()[0]
	rule := w.Rule(q.Needed, q.Of, s.ref("method"))
	if len(s.quorums()) > 1 {
		rule = w.Mixed(s.quorum(), s.ref("method"))
	}
	parts := []string{s.evidence(), rule, w.Doubt}
	if len(s.d.Targets) == 0 {
		parts = parts[:1]
	}
	if words := s.absent(); words != "" {
		parts = slices.Insert(parts, min(2, len(parts)), words)
	}
	parts = append(parts, w.Verified(results["ok"], results["unchecked"], results["not-asked"], s.ref("check")))
	if !s.attested() {
		parts = append(parts, w.Unsealed)
	}
	return strings.Join(append(parts, s.endangered()...), " ")
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

// evidence counts the observations, and each verdict that some of them have.
func (s *sheet) evidence() string {
	if len(s.d.Targets)+len(s.own()) == 0 && len(s.d.SecondHand) > 0 {
		return s.l.Brought.Rests(int64(len(s.d.SecondHand)))
	}
	if len(s.d.Targets) == 0 && len(s.own()) > 0 {
		lists := 0
		for _, n := range s.own() {
			lists += len(n.Listings)
		}
		if s.allCounted() {
			return s.l.Held.Readings.Rests(int64(lists), len(s.d.Vantages))
		}
		return s.l.Held.Rests(int64(lists), len(s.d.Vantages))
	}
	var sum dossier.Counts
	for _, t := range s.d.Targets {
		o := t.Observations
		sum = dossier.Counts{Good: sum.Good + o.Good, Bad: sum.Bad + o.Bad, Slow: sum.Slow + o.Slow, Blocked: sum.Blocked + o.Blocked, Unknown: sum.Unknown + o.Unknown}
	}
	var parts []string
	for _, v := range []struct {
		verdict string
		n       int
	}{{good, sum.Good}, {bad, sum.Bad}, {slow, sum.Slow}, {blocked, sum.Blocked}, {unknown, sum.Unknown}} {
		if v.n > 0 {
			words := s.l.Summary.Verdicts[v.verdict]
			parts = append(parts, s.l.Number.Count(int64(v.n), words[0], words[1]))
		}
	}
	all := int64(sum.Good + sum.Bad + sum.Slow + sum.Blocked + sum.Unknown)
	return s.l.Summary.Evidence(all, len(s.vantages()), s.l.List(parts))
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

// quorum is how many of how many vantages must agree.
func (s *sheet) quorum() string {
	all := s.quorums()
	if len(all) == 1 {
		return all[0]
	}
	return s.l.Number.Quorums(all)
}

// quorums are those of the targets, each once: a target has its own where not
// all vantages ask it.
func (s *sheet) quorums() (all []string) {
	for _, q := range s.eachQuorum() {
		if words := s.l.Number.Quorum(q.Needed, q.Of); !slices.Contains(all, words) {
			all = append(all, words)
		}
	}
	return all
}

func (s *sheet) eachQuorum() (all []dossier.Quorum) {
	for _, t := range s.d.Targets {
		if t.Quorum != (dossier.Quorum{}) {
			all = append(all, t.Quorum)
		}
	}
	if len(all) == 0 {
		all = append(all, s.d.Method.Quorum)
	}
	return all
}

// agreed reports whether every target needs two vantages to be called down.
func (s *sheet) agreed() bool {
	return !slices.ContainsFunc(s.eachQuorum(), func(q dossier.Quorum) bool { return q.Needed < 2 })
}
