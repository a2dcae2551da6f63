package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/lang"
)

// stood tells who stood behind the names of the targets.
func (s *sheet) stood() {
	w := s.l.Stood
	s.heading("stood", w.Chapter)
	if len(s.d.Paths) == 0 {
		s.say(w.None)
		return
	}
	s.say(w.Intro + " " + w.Claimed)
	for _, p := range s.d.Paths {
		s.path(p)
	}
}

func (s *sheet) path(p dossier.Path) {
	w := s.l.Stood
	words := w.Told(s.bare(p.Vantage), scrub(p.Host), p.Asked, s.provider(p.Provider))
	s.section("", w.Heading(s.name(p.Target)), 6+s.tall(words))
	s.say(words)
	switch {
	case len(p.Moves) == 0 && s.retold(p):
		s.add(w.Retold)
	case len(p.Moves) == 0:
		s.add(w.Steady)
	}
	if p.Undated > 0 {
		s.say(w.Undated(p.Undated))
	}
	for _, m := range p.Moves {
		s.say(w.Moved(s.instant(m.From), s.instant(m.To), m.Kind) + " " + bold(s.l.Finding.Proof) + s.l.Words.Colon + " " + s.cite(m.Leaves) + ".")
	}
	s.tabulate(s.states(p))
	if len(p.Spans) > 0 {
		s.tabulate(s.spans(p))
	}
}

// retold reports whether the states tell differently whose the addresses were.
func (s *sheet) retold(p dossier.Path) bool {
	first := ""
	for _, x := range p.States {
		var names []string
		for _, a := range x.Addresses {
			names = append(names, a.Holder)
		}
		slices.Sort(names)
		told := strings.Join(slices.Compact(names), "\n")
		if told == "" {
			continue
		}
		if first != "" && told != first {
			return true
		}
		first = told
	}
	return false
}

func (s *sheet) states(p dossier.Path) table {
	w := s.l.Stood
	t := table{title: w.States(s.name(p.Target)), columns: []column{
		{w.When, 30, "L", false}, {w.Led, 42, "L", false}, {w.Whose, 48, "L", false}, {w.Zone, 44, "L", false}, {w.Proof, 26, "L", false},
	}}
	for _, x := range p.States {
		t.rows = append(t.rows, []string{s.spell(x), s.led(x), s.whose(x.Addresses), s.zone(x), s.cite(x.Leaves)})
	}
	return t
}

// spell is from when to when a state was told.
func (s *sheet) spell(x dossier.PathState) string {
	if x.Times == 1 {
		return s.stamp(x.From)
	}
	return s.stamp(x.From) + newLine + s.stamp(x.To)
}

// led says where a name led, and through which names.
func (s *sheet) led(x dossier.PathState) string {
	w := s.l.Stood
	if x.Fault != "" {
		return w.No(s.l.Cause(x.Fault))
	}
	var lines []string
	for _, a := range x.Addresses {
		line := a.Address
		if len(a.Reverse) > 0 {
			line += " (" + w.Named(scrub(strings.Join(a.Reverse, ", "))) + ")"
		}
		lines = append(lines, line)
	}
	if x.More > 0 {
		lines = append(lines, w.More(x.More))
	}
	if len(x.Aliases) > 0 {
		lines = append(lines, w.Through(scrub(strings.Join(x.Aliases, ", "))))
	}
	return strings.Join(lines, newLine)
}

// whose says to whom addresses belonged: each network once.
func (s *sheet) whose(list []dossier.PathAddress) string {
	var lines []string
	for _, a := range list {
		line := strings.Join(s.owners(a), newLine)
		if line == "" {
			line = s.l.Stood.NotTold
		}
		lines = append(lines, line)
	}
	return strings.Join(distinct(lines, func(x string) string { return x }), newLine)
}

func (s *sheet) owners(a dossier.PathAddress) (lines []string) {
	w := s.l.Stood
	for _, n := range a.Systems {
		lines = append(lines, system(n, a.Prefix))
	}
	if a.Holder != "" || a.Network != "" || a.Handle != "" {
		lines = append(lines, w.Holder(scrub(a.Holder), scrub(cmp.Or(a.Network, a.Handle)), scrub(a.Country)))
	}
	return lines
}

func (s *sheet) zone(x dossier.PathState) string {
	w := s.l.Stood
	var lines []string
	if x.Zone != "" {
		lines = append(lines, w.Servers(scrub(x.Zone), scrub(strings.Join(x.Servers, ", "))))
	}
	if len(x.Mail) > 0 {
		lines = append(lines, w.Mail(scrub(strings.Join(x.Mail, ", "))))
	}
	if x.Domain != "" {
		lines = append(lines, w.Domain(scrub(x.Domain), scrub(x.Registrar), scrub(x.Holder)))
	}
	return strings.Join(lines, newLine)
}

// spans gives the figures before and after a change of network.
func (s *sheet) spans(p dossier.Path) table {
	w := s.l.Stood
	t := table{title: w.Spans(s.name(p.Target)), columns: []column{
		{w.From, 30, "L", false}, {w.To, 30, "L", false}, {w.Led, 46, "L", false}, {w.Down, 40, "L", false}, {w.Share, 44, "L", false},
	}}
	for _, x := range p.Spans {
		led := strings.Join(x.Addresses, ", ")
		if x.Moving {
			led = w.Moving
		}
		t.rows = append(t.rows, []string{s.stamp(x.From), s.stamp(x.To), led,
			s.spanOf(x.Down), s.percent(x.Availability.Lower) + newLine + s.percent(x.Availability.Upper)})
	}
	return t
}

// then says who stood behind the name at an incident, and what other ways of
// asking brought.
func (s *sheet) then(i dossier.Incident) {
	if words := s.behind(i); words != "" {
		s.say(words)
	}
	if words := s.tried(i); words != "" {
		s.say(words)
	}
}

func (s *sheet) behind(i dossier.Incident) string {
	b, w := i.Behind, s.l.Stood
	if b == nil {
		return ""
	}
	words := []string{w.Then(s.bare(b.Vantage), s.instant(b.Time), b.Followed)}
	if b.Fault != "" {
		words = append(words, upper(w.No(s.l.Cause(b.Fault)))+".")
	}
	words = append(words, s.belonged(b.Addresses)...)
	if t := b.Trace; t != nil {
		words = append(words, s.traced(*t))
	}
	words = append(words, bold(s.l.Finding.Proof)+s.l.Words.Colon+" "+s.cite([]dossier.Ref{b.Proof})+".")
	return strings.Join(words, " ")
}

// belonged says on whose word addresses were whose: those that were of one
// holder together.
func (s *sheet) belonged(list []dossier.PathAddress) (words []string) {
	w := s.l.Stood
	for _, whose := range distinct(list, s.onWhoseWord) {
		var those []string
		for _, a := range list {
			if s.onWhoseWord(a) == whose {
				those = append(those, a.Address)
			}
		}
		if whose == "" {
			words = append(words, w.Unknown(those))
			continue
		}
		words = append(words, w.Belonged(those, whose))
	}
	return words
}

func (s *sheet) onWhoseWord(a dossier.PathAddress) string {
	w, french := s.l.Stood, s.l == lang.French
	var whose []string
	if holder := cmp.Or(a.Holder, a.Network); holder != "" {
		whose = append(whose, w.ByRegistry(french, scrub(holder)))
	}
	for _, n := range a.Systems {
		whose = append(whose, w.ByRoutes(french, system(n, "")))
	}
	return strings.Join(whose, w.And)
}

func (s *sheet) traced(t dossier.Trace) string {
	w := s.l.Stood
	if t.Fault != "" {
		return w.Untraced
	}
	last := ""
	if n := len(t.Hops); n > 0 {
		last = t.Hops[n-1].Address
	}
	return w.Traced(t.Address, len(t.Hops), last, t.Reached)
}

// tried says what attempts told apart. One that had no address of its family to
// go to, or no way there, tells nothing: this vantage may have none of that family.
func (s *sheet) tried(i dossier.Incident) string {
	w := s.l.Stood
	var parts []string
	helped, heard, told := false, false, 0
	for _, a := range i.Attempts {
		how, what := s.how(a)
		none := what == "family" && (a.Cause == "dns-nxdomain" || a.Cause == "tcp-unreachable")
		if none || told >= 6 || a.Verdict == unknown {
			continue
		}
		told++
		if a.Stranger {
			parts = append(parts, w.Stranger(s.bare(a.Vantage), s.instant(a.Time), how)+", "+s.cite([]dossier.Ref{a.Proof}))
			continue
		}
		heard, helped = true, helped || a.Verdict != bad // a slow answer, or a refusal, came from there as well
		if a.Verdict == good {
			parts = append(parts, w.Good(s.bare(a.Vantage), s.instant(a.Time), how)+s.l.Words.Colon+" "+w.Lay[what]+", "+s.cite([]dossier.Ref{a.Proof}))
			continue
		}
		var status []int
		if a.Status != 0 {
			status = []int{a.Status}
		}
		parts = append(parts, w.Bad(s.bare(a.Vantage), s.instant(a.Time), how, s.l.Cause(a.Cause, status...))+", "+s.cite([]dossier.Ref{a.Proof}))
	}
	if told == 0 {
		return ""
	}
	words := bold(w.Tried) + s.l.Words.Colon + " " + s.apart(parts) + "."
	if !helped && heard {
		words += " " + w.Nowhere
	}
	return words + " " + w.Diagnose
}

// how says in what an attempt differed, and the word for that.
func (s *sheet) how(a dossier.Attempt) (words, what string) {
	what, value, _ := strings.Cut(a.Asked, " ")
	switch what {
	case "family":
		return s.l.Stood.Family[value], what
	case "resolver":
		return s.l.Stood.Resolver(scrub(value)), what
	}
	return s.l.Stood.Address(scrub(value)), what
}

// system names an autonomous system, and what it announced.
func system(n dossier.PathSystem, prefix string) string {
	words := slices.DeleteFunc([]string{scrub(n.Name), prefix}, func(x string) bool { return x == "" })
	if len(words) == 0 {
		return fmt.Sprint("AS", n.Number)
	}
	return fmt.Sprintf("AS%d (%s)", n.Number, strings.Join(words, ", "))
}

func upper(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
