package pdf

import (
	"strings"

	"constat/report/dossier"
)

const longestBlind = 10 // of one vantage, that a table tells

// ownWatch says of each vantage when it was blind itself.
func (s *sheet) ownWatch() {
	s.say(s.l.Own.Intro)
	for i, v := range s.d.Vantages {
		if i == 0 || s.d.Vantages[i-1].Name != v.Name {
			s.ownOf(s.bare(v.Name), v.Watch)
		}
	}
}

func (s *sheet) ownOf(name string, w dossier.Watch) {
	o := s.l.Own
	s.section("own-"+name, o.Heading(name), 60)
	if w.From != s.d.Period.From || w.To != s.d.Period.To {
		s.say(o.Shown(s.instant(w.From), s.instant(w.To)))
	}
	if w.NoNetwork > 0 {
		s.say(o.Silent(s.l.Duration(span(w.NoNetwork))))
	}
	if w.Controls && w.Unasked > 0 {
		s.say(o.Unasked(s.l.Duration(span(w.Unasked))))
	}
	s.here(name)
	s.shares(name, w)
	s.strip(name, w)
	s.parts(name, w)
	s.blinds(name, w)
	s.moves(name, w)
}

// here says which controls tell nothing of the network, being on the machine
// itself.
func (s *sheet) here(name string) {
	at := map[string]bool{}
	n := 0
	for _, v := range s.d.Vantages {
		for _, c := range v.Controls {
			if _, known := at[c.URL]; s.bare(v.Name) == name && !known {
				at[c.URL] = c.Here
				n += one(c.Here)
			}
		}
	}
	if n > 0 {
		s.say(s.l.Watch.Here(name, n, len(at)))
	}
}

// shares is the figure: what held, for how long.
func (s *sheet) shares(name string, w dossier.Watch) {
	o := s.l.Own
	t := table{title: o.Table(name), columns: []column{{o.What, 60, "L", false}, {o.Length, 34, "R", false}, {o.Share, 30, "R", false}, {o.Exact, 40, "R", false}}}
	row := func(what string, known bool, x dossier.WatchShare) {
		cells := []string{what, o.Unset, "", ""}
		if known {
			cells = []string{what, s.l.Duration(span(x.Length)), s.percent(x.Percent), s.ratio(x.Exact)}
		}
		t.rows = append(t.rows, cells)
	}
	row(o.Ran, true, w.Ran)
	row(o.Network, w.Controls, w.Network)
	row(o.Clock, w.Compared, w.Clock)
	if w.Controls || w.Compared {
		row(s.whole(w), true, w.Whole)
	}
	s.grid(t)
}

// whole names what held at once: of what was not watched that is not known.
func (s *sheet) whole(w dossier.Watch) string {
	if w.Controls && w.Compared {
		return s.l.Own.Whole
	}
	return s.l.Own.Part
}

// strip draws what held over the period, a row for each condition.
func (s *sheet) strip(name string, w dossier.Watch) {
	if len(w.Blind) == 0 {
		return
	}
	const h, gap = 3.2, 1.6
	s.need(3*(h+gap) + 24)
	at := s.window(text + 32)
	used := map[string]bool{}
	for i, kind := range []string{"not-asked", "no-network", "clock"} {
		if i == 1 && !w.Controls || i == 2 && !w.Compared {
			continue
		}
		s.label(text, s.y-0.3, s.l.Own.Rows[i], small, "L")
		s.bar(at, dossier.Seen{Stretches: stretchesOf(w, kind)}, s.y, h, used)
		s.skip(h + gap)
	}
	s.axis(at)
	s.caption(s.l.Own.Strip(name, w.Controls, w.Compared))
}

// stretchesOf are those of a strip: what is shorter than a stroke shows, and
// where nothing was asked nothing is told of the rest.
func stretchesOf(w dossier.Watch, kind string) []dossier.Stretch {
	list := []dossier.Stretch{{From: w.From, To: w.To, Verdict: good}}
	var blank []dossier.Stretch
	for _, b := range w.Blind {
		switch b.Kind {
		case "not-asked":
			blank = append(blank, dossier.Stretch{From: b.From, To: b.To, Verdict: unwatched})
		case kind:
			list = append(list, dossier.Stretch{From: b.From, To: b.To, Verdict: unknown})
		}
	}
	return cutOut(list, blank)
}

// cutOut takes the blank stretches out of the others.
func cutOut(list, blank []dossier.Stretch) []dossier.Stretch {
	for _, b := range blank {
		var left []dossier.Stretch
		for _, x := range list {
			if b.To.Instant <= x.From.Instant || b.From.Instant >= x.To.Instant {
				left = append(left, x)
				continue
			}
			if x.From.Instant < b.From.Instant {
				left = append(left, dossier.Stretch{From: x.From, To: b.From, Verdict: x.Verdict})
			}
			if x.To.Instant > b.To.Instant {
				left = append(left, dossier.Stretch{From: b.To, To: x.To, Verdict: x.Verdict})
			}
		}
		list = left
	}
	return list
}

// parts has a row for each day or month that was not watched throughout.
func (s *sheet) parts(name string, w dossier.Watch) {
	o := s.l.Own
	first := o.Day
	month := len(w.Parts) > 0 && w.Parts[0].Month
	if month {
		first = o.Month
	}
	t := table{title: o.Parts(name), columns: []column{
		{first, 24, "L", false}, {o.Ran, 28, "R", false}, {o.Network, 28, "R", false}, {o.Clock, 28, "R", false}, {s.whole(w), 28, "R", false}, {o.Noted, 30, "L", false},
	}}
	full := 0
	for _, p := range w.Parts {
		if p.Whole == p.Of {
			full++
			continue
		}
		day := p.From.Instant.Time().Format("2006-01-02")
		if month {
			day = day[:7]
		}
		told := func(known bool, x dossier.Seconds) string {
			if !known {
				return o.Unset
			}
			return s.l.Duration(span(x))
		}
		t.rows = append(t.rows, []string{fixSpaces(day), told(true, p.Ran), told(w.Controls, p.Network), told(w.Compared, p.Clock), told(true, p.Whole), s.noted(p.Reasons)})
	}
	if n := len(w.Parts); n > 0 {
		s.say(o.Full(full, n, month))
	}
	if len(t.rows) > 0 {
		s.tabulate(t)
	}
}

// noted names what was entered.
func (s *sheet) noted(reasons []string) string {
	var words []string
	for _, r := range reasons {
		if n, ok := s.l.Own.Notes[r]; ok {
			words = append(words, n)
		} else {
			words = append(words, named(s.l.Watch.Reasons, r))
		}
	}
	if len(words) == 0 {
		return s.l.Own.None
	}
	return strings.Join(words, ", ")
}

// blinds has a row for each of the longest blind times.
func (s *sheet) blinds(name string, w dossier.Watch) {
	o := s.l.Own
	if len(w.Blind) == 0 {
		s.say(o.Saw(name, int64(w.Whole.Length) < int64(w.To.Instant-w.From.Instant)))
		return
	}
	n := min(len(w.Blind), longestBlind)
	t := table{title: o.Blind(name, n, len(w.Blind)+w.More), columns: []column{
		{s.l.Watch.From, 31, "L", false}, {s.l.Watch.To, 31, "L", false}, {o.Length, 22, "R", false}, {o.Kind, 28, "L", false}, {o.Noted, 28, "L", false}, {s.l.Finding.Proof, 24, "L", false},
	}}
	for _, b := range w.Blind[:n] {
		var proofs []string
		for _, r := range b.Leaves {
			proofs = append(proofs, s.leaf(r))
		}
		noted := s.noted(b.Reasons)
		if b.Kind != "not-asked" {
			noted = ""
		}
		t.rows = append(t.rows, []string{s.stamp(b.From), s.stamp(b.To), s.l.Duration(span(b.Length)), named(o.Kinds, b.Kind), noted, strings.Join(proofs, ", ")})
	}
	s.tabulate(t)
}

// moves has a row for each change of a vantage's own network.
func (s *sheet) moves(name string, w dossier.Watch) {
	o := s.l.Own
	t := table{title: o.Moves(name), columns: []column{
		{s.l.Tool.Time, 31, "L", false}, {o.Went, 38, "L", false}, {o.Came, 38, "L", false}, {o.Routes, 36, "L", false}, {s.l.Finding.Proof, 22, "L", false},
	}}
	for _, m := range w.Moves {
		routes := scrub(strings.Join(m.Routes, ", "))
		if routes == "" {
			routes = o.NoWay
		}
		t.rows = append(t.rows, []string{s.stamp(m.Time), short(scrub(strings.Join(m.Went, ", ")), 160), short(scrub(strings.Join(m.Came, ", ")), 160), routes, s.leaf(m.Proof)})
	}
	if len(t.rows) > 0 {
		s.tabulate(t)
	}
}
