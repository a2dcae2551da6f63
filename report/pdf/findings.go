package pdf

import (
	"fmt"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/lang"
)

// notShown is the end of an incident that lies outside what the bundles show.
const notShown = "not-shown"

// findings tells the incidents: all in a table, then target by target.
func (s *sheet) findings() {
	if s.pdf.PageNo() == s.placed["summary"].page {
		s.page() // a summary of more than its page is followed at once
	}
	s.heading("findings", s.l.Chapters.Findings)
	f := s.l.Finding
	switch {
	case len(s.d.Incidents) == 0:
		s.say(f.Nothing)
	case s.many():
		s.say(f.Intro(s.quorum()))
		s.besideEachOther()
	default:
		s.say(f.Intro(s.quorum()))
		s.tabulate(s.incidentTable())
	}
	if _, fits := s.chartRoom(); !fits && !s.many() {
		s.need(chartBeyond)
		s.overall(chartBeyond)
	}
	s.cached()
	quiet := s.eventful()
	if len(quiet) > 0 {
		s.section("quiet", f.Uneventful, 25)
		s.say(f.Quiet(len(quiet), open(quiet), s.ref("availability")))
	}
	s.unconfirmed()
}

// eventful tells each target that failed, of many those that stand for the
// others, and returns those that did not fail.
func (s *sheet) eventful() (quiet []dossier.Target) {
	for _, t := range s.d.Targets {
		switch {
		case !s.failed(t):
			quiet = append(quiet, t)
		case s.storied(t):
			s.story(t)
		}
	}
	return quiet
}

func (s *sheet) failed(t dossier.Target) bool {
	of := func(i dossier.Incident) bool { return i.TargetID == t.ID }
	return slices.ContainsFunc(s.d.Incidents, of) || slices.ContainsFunc(s.d.Unconfirmed, of)
}

func (s *sheet) incidentTable() table {
	f := s.l.Finding
	t := table{title: f.Table, columns: []column{
		{"", 8, "R", false}, {s.l.Change.Target, 24, "L", false}, {f.FirstBad, 27, "L", false},
		{f.Least, 18, "R", false}, {f.Most, 18, "R", false}, {f.Cause, 44, "L", false},
	}}
	for _, i := range s.d.Incidents {
		t.rows = append(t.rows, []string{
			s.incidentNumber(i), s.cell(i.Target), s.stamp(i.FirstBad),
			s.l.Least(span(i.AtLeast)), s.most(i), s.l.Cause(i.Cause, i.Status...),
		})
	}
	return t
}

func (s *sheet) most(i dossier.Incident) string {
	most := s.l.Most(span(i.AtMost))
	switch {
	case i.OpenStart == notShown || i.OpenEnd == notShown:
		most += newLine + s.l.Finding.Cut
	case !i.FirstGood.Known:
		most += newLine + s.l.Finding.Endless
	}
	return most
}

// story is one target: its question, its charts, its incidents.
func (s *sheet) story(t dossier.Target) {
	f := s.l.Finding
	q := t.Question
	s.section("target-"+t.ID.String(), f.Target+" "+s.name(t.Name), 56+7.2*float64(len(t.Seen)))
	given := s.l.Duration(span(dossier.Seconds(q.Timeout)))
	if q.Kind == "push" {
		s.say(s.l.Job.Due(scrub(q.URL), s.every(t), given))
	} else {
		s.say(f.Asked(short(scrub(q.URL), 90), scrub(q.Method), s.every(t), given) + s.pinned(q))
	}
	s.timeline(t)
	var beyond []int
	for _, i := range s.d.Incidents {
		switch {
		case i.TargetID != t.ID:
		case s.picked[i.Number]:
			s.incident(i)
		default:
			beyond = append(beyond, i.Number)
		}
	}
	if len(beyond) > 0 {
		s.say(s.l.Many.Beyond(s.numbers(beyond), len(beyond)))
	}
	s.picturesOf(t)
	s.heatmap(t)
	s.latency(t)
	s.matrix(t)
}

// every says at what interval t was asked, and from when at another.
func (s *sheet) every(t dossier.Target) string {
	words, last := s.l.Duration(span(t.Interval)), dossier.Seconds(0)
	for n, d := range t.Descriptions {
		if n == 0 {
			words = s.l.Duration(span(d.Interval))
		} else if d.Interval != last {
			words += ", " + s.l.Finding.Since(s.l.Duration(span(d.Interval)), s.instant(d.From))
		}
		last = d.Interval
	}
	return words
}

// rests says on which failures in a row the least duration of i rests.
func (s *sheet) rests(i dossier.Incident) string {
	var rows []string
	for _, r := range i.Runs {
		rows = append(rows, s.l.Finding.Row(s.bare(r.Vantage), r.Failures, r.Rows, s.l.Duration(span(r.Interval))))
	}
	if len(rows) == 0 || i.AtLeast == 0 {
		return ""
	}
	return " " + s.l.Finding.Rests(s.l.List(rows))
}

// happened is the sentence of an incident: the word for it hangs on how many
// vantages saw it.
func (s *sheet) happened(i dossier.Incident) string {
	say := s.l.Finding.From
	switch i.Cause {
	case "push-missing":
		return s.l.Job.Silent(s.name(i.Target), s.l.List(s.bares(i.Vantages)), s.bounds(i))
	case "push-failed":
		return s.l.Job.Failed(s.name(i.Target), s.l.List(s.bares(i.Vantages)), s.bounds(i))
	}
	if i.Quorum.Needed >= 2 && len(i.Vantages) >= i.Quorum.Needed {
		say = s.l.Finding.Down
	}
	return say(s.name(i.Target), answered(i), s.bares(i.Vantages), s.bounds(i))
}

// answered reports whether anything answered a question of i: one that did is
// enough for i not to have been out of reach.
func answered(i dossier.Incident) bool {
	return lang.Answered(i.Cause, i.Status...) || slices.ContainsFunc(i.Causes, func(c dossier.CauseSeen) bool { return lang.Answered(c.Cause) })
}

// when is the stretch of an incident's failures.
func (s *sheet) when(i dossier.Incident) string {
	return s.l.Finding.Span(s.instant(i.FirstBad), s.instant(i.LastBad))
}

func (s *sheet) incidentNumber(i dossier.Incident) string {
	if !s.picked[i.Number] {
		return fmt.Sprint(i.Number)
	}
	return link(fmt.Sprint("incident-", i.Number), fmt.Sprint(i.Number))
}

// incidentLink names an incident inside a sentence, its paragraph between
// before and after.
func (s *sheet) incidentLink(i dossier.Incident, before, after string) string {
	anchor := fmt.Sprint("incident-", i.Number)
	words := strings.ToLower(s.l.Words.Incident(i.Number))
	if !s.picked[i.Number] {
		return words
	}
	if p, ok := s.known[anchor]; ok {
		words += before + s.l.Words.Para(p.para) + after
	}
	return link(anchor, words)
}

// incident is one block: the sentence, the four instants, causes, proof.
func (s *sheet) incident(i dossier.Incident) {
	s.need(62)
	s.skip(2)
	s.anchor(fmt.Sprint("incident-", i.Number))
	s.pdf.Bookmark(s.l.Words.Incident(i.Number)+" – "+s.bare(i.Target), 2, s.y)
	s.label(text, s.y, s.l.Words.Incident(i.Number), body.heavy(), "L")
	s.skip(body.height() + 0.6)
	s.block(i)
}

func (s *sheet) block(i dossier.Incident) {
	s.say(s.happened(i) + s.rests(i) + " " + s.because(i) + s.depth(i))
	s.instants(i)
	if len(i.Causes) > 1 {
		s.causes(i)
	}
	s.then(i)
	var parts []string
	if s.moved(i) {
		parts = append(parts, bold(s.l.Annex.Provider)+s.l.Words.Colon+" "+s.provider(i.Provider)+".")
	}
	if i.NotBefore.Known && i.NotAfter.Known {
		parts = append(parts, s.l.Finding.Attested(s.instant(i.NotBefore), s.instant(i.NotAfter), scrub(s.l.List(i.Authorities))))
	}
	if i.Clock != nil {
		say := s.l.Finding.Unsettled
		if i.ClockKnown {
			say = s.l.Finding.Clock
		}
		parts = append(parts, say(s.l.Duration(span(*i.Clock))))
	}
	if len(i.Review) > 0 {
		var why []string
		for _, r := range i.Review {
			why = append(why, s.l.Review(r))
		}
		parts = append(parts, bold(s.l.Finding.Review)+s.l.Words.Colon+" "+s.apart(why)+".")
	}
	if len(i.Leaves) > 0 {
		parts = append(parts, bold(s.l.Finding.Proof)+s.l.Words.Colon+" "+s.cite(i.Leaves)+".")
	}
	if len(parts) > 0 {
		s.say(strings.Join(parts, " "))
	}
}

// tallied returns what the failures of i were by some word of theirs, those of
// most rounds first, and how many each had.
func tallied(i dossier.Incident, word func(dossier.CauseSeen) string) (words []string, rounds []int) {
	count := map[string]int{}
	for _, c := range i.Causes {
		if w := word(c); w != "" {
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
			count[w] += c.Rounds
		}
	}
	slices.SortStableFunc(words, func(a, b string) int { return count[b] - count[a] })
	for _, w := range words {
		rounds = append(rounds, count[w])
	}
	return words, rounds
}

// apart joins phrases that can have commas of their own.
func (s *sheet) apart(list []string) string {
	return strings.Join(list, strings.Replace(s.l.Words.Colon, ":", ";", 1)+" ")
}

// moved reports whether several providers were named for i's target.
func (s *sheet) moved(i dossier.Incident) bool {
	for _, t := range s.d.Targets {
		if t.ID == i.TargetID && i.Provider != "" && len(distinct(t.Descriptions, func(d dossier.Description) string { return d.Provider })) > 1 {
			return true
		}
	}
	return false
}

func (s *sheet) because(i dossier.Incident) string {
	causes, rounds := tallied(i, func(c dossier.CauseSeen) string { return c.Cause })
	if len(causes) < 2 {
		return s.l.Finding.Cause + s.l.Words.Colon + " " + s.l.Cause(i.Cause, i.Status...) + "."
	}
	for n, c := range causes {
		var status []int
		for _, x := range i.Causes {
			if x.Cause == c && x.Status != 0 && !slices.Contains(status, x.Status) {
				status = append(status, x.Status)
			}
		}
		causes[n] = s.l.Cause(c, status...) + " " + s.l.Finding.Of(int64(rounds[n]))
	}
	return s.l.Finding.Causes + s.l.Words.Colon + " " + s.apart(causes) + "."
}

func (s *sheet) instants(i dossier.Incident) {
	f := s.l.Finding
	heads := [4]string{f.LastGood, f.FirstBad, f.LastBad, f.FirstGood}
	if j := s.l.Job; i.Cause == "push-missing" {
		heads = [4]string{j.Kept, j.Missed, j.Still, j.Again}
	}
	before, after := s.stamp(i.LastGood), s.stamp(i.FirstGood)
	switch {
	case i.OpenStart == notShown:
		before = f.Before
	case !i.LastGood.Known:
		before = f.NeverGood
	}
	switch {
	case i.OpenEnd == notShown:
		after = f.After
	case !i.FirstGood.Known:
		after = f.StillOpen
	}
	cells := []string{before, s.stamp(i.FirstBad), s.stamp(i.LastBad), after}
	s.grid(table{columns: []column{
		{heads[0], 1, "L", false}, {heads[1], 1, "L", false}, {heads[2], 1, "L", false}, {heads[3], 1, "L", false},
	}, rows: [][]string{cells}})
}

func (s *sheet) causes(i dossier.Incident) {
	f := s.l.Finding
	t := table{title: f.Causes, columns: []column{
		{f.Vantage, 32, "L", false}, {f.Rounds, 20, "R", false}, {f.Cause, 60, "L", false}, {f.Detail, 44, "L", false},
	}}
	for _, c := range i.Causes {
		var status []int
		if c.Status != 0 {
			status = []int{c.Status}
		}
		t.rows = append(t.rows, []string{
			s.bare(c.Vantage), s.l.Number.Int(int64(c.Rounds)), s.l.Cause(c.Cause, status...), s.machine(c.Detail),
		})
	}
	s.tabulate(t)
}

// matrix says what each vantage entered for a target.
func (s *sheet) matrix(t dossier.Target) {
	columns := []column{{s.l.Finding.Vantage, 30, "L", false}}
	for _, v := range []string{good, bad, slow, blocked, unknown} {
		columns = append(columns, column{s.l.Verdict(v), 22, "R", false})
	}
	m := table{title: s.l.Finding.MatrixTitle(s.name(t.Name)), columns: columns}
	for _, v := range t.Seen {
		row := []string{s.bare(v.Vantage)}
		o := v.Observations
		for _, n := range []int{o.Good, o.Bad, o.Slow, o.Blocked, o.Unknown} {
			row = append(row, s.l.Number.Int(int64(n)))
		}
		m.rows = append(m.rows, row)
	}
	if len(m.rows) > 0 {
		s.tabulate(m)
	}
}

// unconfirmed tells the failures that the quorum did not see.
func (s *sheet) unconfirmed() {
	if len(s.d.Unconfirmed) == 0 {
		return
	}
	s.section("unconfirmed", s.l.Finding.Unconfirmed, 60)
	s.say(s.l.Finding.Loose)
	list := slices.Clone(s.d.Unconfirmed)
	for n := range list {
		list[n].Number = n + 1
	}
	if len(list) > fewIncidents {
		s.tabulate(s.bracketTable(s.l.Finding.Unconfirmed, list, func(i dossier.Incident) string { return fmt.Sprint(i.Number) }, true))
	}
	told := chosen(list)
	for _, i := range list {
		if !told[i.Number] {
			continue
		}
		s.need(50)
		s.label(text, s.y, s.l.Words.Failure(i.Number), body.heavy(), "L")
		s.skip(body.height() + 0.6)
		s.block(i)
	}
}
