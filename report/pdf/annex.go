package pdf

import (
	"fmt"
	"strings"

	"constat/report"
	"constat/report/lang"
)

// annexes are the raw, in full.
func (s *sheet) annexes() {
	s.annexDigests()
	s.annexKeys()
	s.annexQuestions()
	s.annexTables()
	s.annex("E", s.l.Annex.Details)
	s.grid(s.details())
	if len(s.odd) > 0 {
		s.annexNames()
	}
}

func (s *sheet) annex(letter, words string) {
	if letter == "A" {
		s.page()
	}
	t := s.l.Words.Annex(letter)
	t = strings.ToUpper(t[:1]) + t[1:] + lang.NoBreak + "– " + words
	s.titled("annex-"+letter, t, t)
}

func (s *sheet) annexDigests() {
	w := s.l.Annex
	s.annex("A", w.Digests)
	files := table{title: w.Files, columns: []column{{w.File, 30, "L", false}, {s.l.Change.Size, 28, "R", false}, {"SHA-256", 97, "L", true}}}
	for _, f := range s.d.Files {
		files.rows = append(files.rows, []string{s.bare(f.Name), s.l.Number.Bytes(f.Bytes), hexed(f.SHA256.String())})
	}
	s.grid(files)
	s.pairs("", true, [2]string{s.l.Chapters.Method, hexed(s.d.Method.SHA256.String())})
	if len(s.d.Changes) == 0 {
		return
	}
	contents := table{title: w.Contents, columns: []column{{"", 8, "R", false}, {"", 30, "L", false}, {"SHA-256", 97, "L", true}}}
	for n, c := range s.d.Changes {
		contents.rows = append(contents.rows, s.contentRows(n+1, c)...)
	}
	s.grid(contents)
}

func (s *sheet) contentRows(n int, c report.Change) [][]string {
	w := s.l.Change
	var rows [][]string
	number := fmt.Sprint(n)
	for _, x := range []struct {
		when string
		report.Content
	}{{w.Before, c.Before}, {w.After, c.After}} {
		rows = append(rows,
			[]string{number, x.when + ", " + w.AsReceived, hexed(x.SHA256.String())},
			[]string{"", x.when + ", " + w.AsReduced, hexed(x.Normal.String())},
			[]string{"", x.when + ", " + w.File, hexed(x.File.String())})
		number = ""
	}
	return rows
}

func (s *sheet) annexKeys() {
	w := s.l.Annex
	s.need(95)
	s.annex("B", w.Keys)
	for _, v := range s.d.Vantages {
		s.section("", w.Keep(s.bare(v.Log)), 60)
		s.pairs("", true,
			[2]string{w.Key, scrub(v.Key)},
			[2]string{w.Root, hexed(v.Root.String())},
			[2]string{w.Leaves, s.l.Number.Int(v.Size)},
			[2]string{w.Sealed, s.stamp(v.Sealed)},
		)
		s.label(text, s.y, w.Checkpoint, small.heavy(), "L")
		s.skip(small.height() + 0.8)
		s.code(scrubLines(v.Checkpoint)...)
	}
}

func (s *sheet) annexQuestions() {
	w := s.l.Annex
	s.need(100)
	s.annex("C", w.Questions)
	for _, t := range s.d.Targets {
		q := t.Question
		conditions := w.NoCondition
		if len(q.Conditions) > 0 {
			conditions = scrub(strings.Join(q.Conditions, "\x00"))
			conditions = strings.ReplaceAll(conditions, string(replacement()), newLine)
		}
		var headers []string
		for _, h := range q.Headers {
			headers = append(headers, scrub(h.Name+": "+h.Value))
		}
		s.pairs(w.Ask(s.l.Words.Quote(scrub(t.Name))), false,
			[2]string{w.ID, hexed(t.ID.String())},
			[2]string{w.Site, scrub(t.Site)}, [2]string{w.Provider, scrub(t.Provider)},
			[2]string{w.Address, scrub(q.URL)}, [2]string{w.Method, scrub(q.Method)},
			[2]string{w.Header, strings.Join(headers, newLine)},
			[2]string{w.Interval, s.l.Duration(span(t.Interval))},
			[2]string{w.Timeout, s.l.Duration(span(report.Seconds(q.Timeout)))},
			[2]string{w.Limit, s.l.Number.Int(q.BodyLimit)},
			[2]string{w.Conditions, conditions},
		)
	}
}

func (s *sheet) annexTables() {
	w := s.l.Annex
	s.annex("D", w.Exact)
	t := table{title: s.l.Change.ExactTable, columns: []column{
		{s.l.Change.Target, 44, "L", false}, {s.l.Change.Lower, 54, "R", false}, {s.l.Change.Upper, 54, "R", false},
	}}
	for _, x := range s.d.Targets {
		a := x.Availability
		t.rows = append(t.rows, []string{s.cell(x.Name), s.ratio(a.ExactLower), s.ratio(a.ExactUpper)})
	}
	s.grid(t)
	for _, whole := range s.later {
		s.grid(whole)
	}
}

func (s *sheet) ratio(exact string) string {
	if exact == "" {
		return s.l.Words.Unknown
	}
	return s.l.Number.Ratio(exact)
}

func (s *sheet) annexNames() {
	w := s.l.Annex
	s.annex("F", w.Names)
	s.say(w.NamesIntro(string(replacement())))
	t := table{columns: []column{{w.Shown, 50, "L", false}, {w.Written, 100, "L", false}}}
	for _, o := range s.odd {
		t.rows = append(t.rows, []string{short(o.shown, longName), o.written})
	}
	s.grid(t)
}
