package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// bracketTable has incidents with their bounds, one a row. Those that fewer
// vantages saw than the quorum asks are named with their vantages.
func (s *sheet) bracketTable(title string, list []dossier.Incident, number func(dossier.Incident) string, loose bool) table {
	f, w := s.l.Finding, s.l.Many
	t := table{title: title, columns: []column{
		{"", 7, "R", false}, {s.l.Change.Target, 30, "L", false}, {w.Beginning, 22, "L", false}, {w.End, 22, "L", false},
		{w.Least, 25, "L", false}, {f.Cause, 25, "L", false}, {f.Proof, 31, "L", false},
	}}
	for _, i := range list {
		before, after := s.beyond(i)
		symptom := s.l.Cause(i.Cause, i.Status...)
		if held := s.contentAfter(i); held != "" {
			symptom += "." + newLine + bold(w.Content) + s.l.Words.Colon + " " + held
		}
		if loose {
			symptom += "." + newLine + s.l.List(s.bares(i.Vantages))
		}
		most := s.most(i)
		if i.NotWatched > 0 {
			most = s.l.Time.Unwatched(most, span(i.NotWatched))
		}
		t.rows = append(t.rows, []string{
			number(i), s.cell(i.Target), s.bracket(i.LastGood, i.FirstBad, before), s.bracket(i.LastBad, i.FirstGood, after),
			loosened(s.l.Least(span(i.AtLeast)) + newLine + most), symptom, s.citeByLog(i.Leaves),
		})
	}
	return t
}

// loosened lets a duration of several units break between them.
func loosened(words string) string {
	return betweenUnits.ReplaceAllString(words, "$1 $2")
}

var betweenUnits = regexp.MustCompile(`(\pL)` + lang.NoBreak + `(\d)`)

// beyond is what stands in the place of a good answer that is not known.
func (s *sheet) beyond(i dossier.Incident) (before, after string) {
	f := s.l.Finding
	before, after = f.NeverGood, f.StillOpen
	if i.OpenStart == notShown {
		before = f.Before
	}
	if i.OpenEnd == notShown {
		after = f.After
	}
	return before, after
}

// bracket writes two instants, each day once; unknown is for one that is not known.
func (s *sheet) bracket(from, to dossier.Time, unknown string) string {
	var lines []string
	day := ""
	for _, t := range []dossier.Time{from, to} {
		if !t.Known {
			lines = append(lines, unknown)
			continue
		}
		at := t.Instant.Time().In(s.opt.Zone)
		d := at.Format(time.DateOnly)
		if s.opt.Zone != time.UTC {
			d += newLine + lang.Offset(at)
		}
		if d != day {
			lines = append(lines, d)
			day = d
		}
		lines = append(lines, at.Format("15:04:05.000"))
	}
	return strings.Join(lines, newLine)
}

// contentAfter is what was served in the place of a target's own content after
// the first failure of i, up to when a vantage was served that content again.
func (s *sheet) contentAfter(i dossier.Incident) string {
	var states []string
	for _, p := range s.d.Pages {
		if p.TargetID != i.TargetID {
			continue
		}
		for _, x := range p.States {
			if itsOwn(x) && x.From.Instant > i.FirstBad.Instant {
				break
			}
			if itsOwn(x) || x.To.Instant < i.FirstBad.Instant {
				continue
			}
			words := s.l.Pages.States[x.State]
			if len(x.Review) > 0 {
				words += " (" + s.l.Many.Doubtful + ")"
			}
			if !slices.Contains(states, words) {
				states = append(states, words)
			}
		}
	}
	return s.l.List(states)
}

// citeByLog names leaves, each log once.
func (s *sheet) citeByLog(refs []dossier.Ref) string {
	var lines []string
	for _, log := range distinct(refs, func(r dossier.Ref) string { return r.Log }) {
		var places []string
		for _, r := range refs {
			if r.Log != log {
				continue
			}
			place := fmt.Sprint(r.Leaf)
			if r.Item >= 0 {
				place += fmt.Sprint(".", r.Item)
			}
			places = append(places, place)
		}
		lines = append(lines, s.l.Words.Leaf(scrub(log), strings.Join(places, ", ")))
	}
	return strings.Join(lines, newLine)
}

// A remark is what is said of some of the incidents of a set.
type remark struct {
	sort, words string
	of          []int
}

// saidOf lists what else is said of the incidents of a set, each thing once.
func (s *sheet) saidOf(x set) table {
	f, w := s.l.Finding, s.l.Many
	letters := s.letters(x)
	t := table{title: w.SaidTable(x.number), columns: []column{{"", 26, "L", false}, {"", 92, "L", false}, {w.Incidents, 38, "L", false}}}
	last := ""
	for _, r := range s.remarks(x) {
		sort := bold(r.sort)
		if r.sort == last {
			sort = ""
		}
		last = r.sort
		of := w.All
		if len(r.of) < len(x.incidents) {
			of = s.numbers(r.of)
		}
		words := upper(r.words)
		if letter := letters[r.words]; letter != "" && r.sort == f.Cause {
			words = bold(letter) + " " + r.words
		}
		t.rows = append(t.rows, []string{sort, words, of})
	}
	return t
}

func (s *sheet) remarks(x set) (list []remark) {
	f := s.l.Finding
	add := func(sort, words string, of int) {
		n := slices.IndexFunc(list, func(r remark) bool { return r.sort == sort && r.words == words })
		if n < 0 {
			n, list = len(list), append(list, remark{sort, words, nil})
		}
		list[n].of = append(list[n].of, of)
	}
	for _, i := range x.incidents {
		add(f.Cause, s.l.Cause(i.Cause, i.Status...), i.Number)
	}
	slices.SortStableFunc(list, func(a, b remark) int { return len(b.of) - len(a.of) })
	for _, i := range x.incidents {
		if words := strings.TrimSpace(s.depth(i)); words != "" {
			add(s.l.Many.Depth, words, i.Number)
		}
	}
	for _, i := range x.incidents {
		for _, r := range i.Review {
			add(f.Review, s.l.Review(r), i.Number)
		}
	}
	for _, i := range x.incidents {
		if s.moved(i) {
			add(s.l.Annex.Provider, s.provider(i.Provider), i.Number)
		}
	}
	return slices.Concat(list, s.timed(x))
}

// timed says what is known of the clocks and of the time stamps of a set: bounds
// that hold for each of its incidents.
func (s *sheet) timed(x set) (list []remark) {
	w := s.l.Many
	var known, unsettled, attested remark
	var off, most dossier.Seconds
	var after, before dossier.Time
	var authorities []string
	for _, i := range x.incidents {
		switch {
		case i.Clock == nil:
		case i.ClockKnown:
			off, known.of = max(off, *i.Clock), append(known.of, i.Number)
		default:
			most, unsettled.of = max(most, *i.Clock), append(unsettled.of, i.Number)
		}
		if !i.NotBefore.Known || !i.NotAfter.Known {
			continue
		}
		if !after.Known || i.NotBefore.Instant < after.Instant {
			after = i.NotBefore
		}
		before, attested.of = latest(before, i.NotAfter), append(attested.of, i.Number)
		for _, a := range i.Authorities {
			if !slices.Contains(authorities, a) {
				authorities = append(authorities, a)
			}
		}
	}
	known.words, unsettled.words = w.Clock(s.l.Duration(span(off))), w.Unsettled(s.l.Duration(span(most)))
	attested.words = w.Attested(s.instant(after), s.instant(before), scrub(s.l.List(authorities)))
	for n, r := range []remark{known, unsettled, attested} {
		if len(r.of) > 0 {
			r.sort = []string{w.Clocks, w.Clocks, w.Stamps}[n]
			list = append(list, r)
		}
	}
	return list
}

// numbers writes incidents by their numbers, those that follow one another as
// from and to.
func (s *sheet) numbers(all []int) string {
	all = slices.Clone(all)
	slices.Sort(all)
	var parts []string
	for n := 0; n < len(all); {
		end := n
		for end+1 < len(all) && all[end+1] == all[end]+1 {
			end++
		}
		switch {
		case end >= n+2:
			parts = append(parts, s.l.Many.To(all[n], all[end]))
		default:
			for _, k := range all[n : end+1] {
				parts = append(parts, fmt.Sprint(k))
			}
		}
		n = end + 1
	}
	return strings.Join(parts, ", ")
}
