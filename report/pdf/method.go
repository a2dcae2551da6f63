package pdf

import (
	"strings"

	"constat/report"
	"constat/report/lang"
)

// method says how facts became verdicts.
func (s *sheet) method() {
	w, m := s.l.Method, s.d.Method
	s.heading("method", s.l.Chapters.Method)
	declared := w.Undeclared
	if m.Declared {
		declared = w.Declared
	}
	s.say(w.Name(s.l.Words.Quote(s.l.Cover.Version(scrub(m.Name), m.Version)), twelve(m.SHA256.String())) + " " + declared)
	q := s.eachQuorum()[0]
	quorum := w.Quorum(q.Needed, q.Of)
	if len(s.quorums()) > 1 {
		quorum = w.Mixed(s.quorum())
	}
	s.say(quorum)
	for _, p := range w.Counted {
		s.say(p)
	}
	late := w.Unjudged
	if m.LateJudged {
		late = w.Late
	}
	s.say(late)
	s.say(w.Times)
	s.need(s.tall(w.Verdicts) + 60)
	s.say(w.Verdicts)
	s.terms(w.Meaning)
	s.need(30)
	s.label(text, s.y, w.Text, small.heavy(), "L")
	s.skip(small.height() + 0.8)
	s.code(scrubLines(m.Text)...)
}

func scrubLines(text string) []string {
	var out []string
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		out = append(out, scrub(l))
	}
	return out
}

// terms draws words and what they mean.
func (s *sheet) terms(list []lang.Term) {
	var rows [][2]string
	for _, t := range list {
		rows = append(rows, [2]string{t.Word, t.Meaning})
	}
	s.pairs("", false, rows...)
}

// instruments describes each vantage.
func (s *sheet) instruments() {
	w := s.l.Tool
	s.heading("tool", s.l.Chapters.Tool)
	s.say(w.Intro)
	for _, p := range w.Checks {
		s.say(p)
	}
	s.say(w.Cross)
	for _, v := range s.d.Vantages {
		s.instrument(v)
	}
}

func (s *sheet) instrument(v report.Vantage) {
	w := s.l.Tool
	name := s.bare(v.Name)
	s.section("vantage-"+v.Log, w.Heading(name), 115)
	if len(v.Instrument) == 0 {
		s.say(w.Missing)
		return
	}
	i := v.Instrument[0]
	proxy := w.NoProxy
	if len(i.Proxy) > 0 {
		proxy = w.Proxy(scrub(s.l.List(i.Proxy)))
	}
	s.say(proxy)
	if len(v.SameMachine) > 0 {
		s.say(w.Same(s.l.List(s.bares(v.SameMachine))))
	}
	s.pairs(w.Table(name), false,
		[2]string{w.Time, s.stamp(report.Known(i.Time)) + " (" + s.leaf(i.Proof) + ")"},
		[2]string{w.Version, scrub(strings.TrimSpace(i.Version + " " + i.Go))},
		[2]string{w.Binary, s.digest(i.Binary.String(), i.Binary.IsZero())},
		[2]string{w.Config, s.digest(i.Config.String(), i.Config.IsZero())},
		[2]string{w.Method, s.digest(i.Method.String(), i.Method.IsZero())},
		[2]string{w.System, scrub(i.System)}, [2]string{w.Kernel, scrub(i.Kernel)}, [2]string{w.Release, scrub(i.Release)},
		[2]string{w.Cores, s.l.Number.Int(int64(i.Processors))},
		[2]string{w.Address, scrub(strings.Join(i.Addresses, ", "))},
		[2]string{w.Resolver, scrub(strings.Join(i.Resolvers, ", "))},
		[2]string{w.Targets, s.l.Number.Int(int64(i.Targets))}, [2]string{w.Controls, s.l.Number.Int(int64(i.Controls))},
	)
	s.events(v, name)
}

func (s *sheet) digest(hex string, none bool) string {
	if none {
		return s.l.Words.Unknown
	}
	return hexed(hex)
}

func (s *sheet) events(v report.Vantage, name string) {
	w := s.l.Tool
	if len(v.Instrument) < 2 {
		return
	}
	t := table{title: w.Changes(name), columns: []column{
		{w.Time, 31, "L", false}, {w.Event, 30, "L", false}, {w.Config, 26, "L", false}, {w.Method, 26, "L", false}, {s.l.Finding.Proof, 28, "L", false},
	}}
	for _, i := range v.Instrument {
		t.rows = append(t.rows, []string{
			s.stamp(report.Known(i.Time)), named(w.Events, i.Event), s.brief(i.Config.String(), i.Config.IsZero()),
			s.brief(i.Method.String(), i.Method.IsZero()), s.leaf(i.Proof),
		})
	}
	s.tabulate(t)
}

func (s *sheet) brief(hex string, none bool) string {
	if none {
		return s.l.Words.Unknown
	}
	return twelve(hex)
}

// named translates a word of a closed list, or gives it as it is.
func named(words map[string]string, key string) string {
	if w, ok := words[key]; ok {
		return w
	}
	return scrub(key)
}
