package pdf

import (
	"fmt"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// annexes are the raw, in full.
func (s *sheet) annexes() {
	s.annexDigests()
	s.annexKeys()
	s.annexQuestions()
	s.annexTables()
	s.annex("E", s.l.Annex.Details, s.room(s.details()))
	s.grid(s.details())
	if len(s.odd) > 0 {
		s.annexNames()
	}
}

// annex opens one; room is what must stand with its title.
func (s *sheet) annex(letter, words string, room float64) {
	const titled = 22
	if letter == "A" {
		s.page()
	}
	s.need(min(titled+room, s.floor()-top))
	t := s.l.Words.Annex(letter)
	t = strings.ToUpper(t[:1]) + t[1:] + lang.NoBreak + "– " + words
	s.titled("annex-"+letter, t, t)
}

func (s *sheet) annexDigests() {
	w := s.l.Annex
	s.annex("A", w.Digests, 0)
	files := table{title: w.Files, columns: []column{{w.File, 48, "L", false}, {s.l.Change.Size, 26, "R", false}, {"SHA-256", 82, "L", true}}}
	for _, f := range s.d.Files {
		files.rows = append(files.rows, []string{s.bare(f.Name), s.l.Number.Bytes(f.Bytes), hexed(f.SHA256.String())})
	}
	s.grid(files)
	s.pairs("", true, [2]string{s.l.Chapters.Method, hexed(s.d.Method.SHA256.String())})
	if len(s.d.Changes) == 0 {
		return
	}
	contents := table{title: w.Contents, columns: []column{{"", 8, "R", false}, {s.l.Finding.Vantage, 34, "L", false}, {w.Content, 38, "L", false}, {"SHA-256", 82, "L", true}}}
	for n, c := range s.d.Changes {
		contents.rows = append(contents.rows, s.contentRows(n+1, c)...)
	}
	s.grid(contents)
}

// contentRows gives the digests of what each vantage received, and once what
// they reduce to.
func (s *sheet) contentRows(n int, c dossier.Change) (rows [][]string) {
	w := s.l.Change
	add := func(vantage, which, digest string) { rows = append(rows, []string{"", vantage, which, digest}) }
	for _, v := range c.Seen {
		name := s.bare(v.Vantage)
		for _, x := range []struct {
			when string
			dossier.Content
		}{{w.Before, v.Before}, {w.After, v.After}} {
			add(name, x.when+", "+w.AsReceived, hexed(x.SHA256.String()))
			if x.Kept != x.SHA256 && !x.Kept.IsZero() {
				add("", x.when+", "+w.Kept, hexed(x.Kept.String()))
			}
			if !x.File.IsZero() {
				add("", x.when+", "+w.File, hexed(x.File.String()))
			}
			name = ""
		}
	}
	if !c.Before.Normal.IsZero() && !c.After.Normal.IsZero() {
		add(s.l.Annex.All, w.Before+", "+w.AsReduced, hexed(c.Before.Normal.String()))
		add("", w.After+", "+w.AsReduced, hexed(c.After.Normal.String()))
	}
	for i := range rows[:min(len(rows), 1)] {
		rows[i][0] = fmt.Sprint(n)
	}
	return rows
}

func (s *sheet) annexKeys() {
	w := s.l.Annex
	s.annex("B", w.Keys, 75)
	for _, v := range s.d.Vantages {
		s.section("", w.Keep(s.bare(v.Log)), 75)
		s.label(text, s.y, w.Key, small.heavy(), "L")
		s.skip(small.height() + 0.8)
		s.code(scrub(v.Key))
		s.pairs("", true,
			[2]string{w.Root, hexed(v.Root.String())},
			[2]string{w.Leaves, s.l.Number.Int(v.Size)},
			[2]string{w.Sealed, s.stamp(v.Sealed)},
		)
		s.label(text, s.y, w.Checkpoint, small.heavy(), "L")
		s.skip(small.height() + 0.8)
		s.code(scrubLines(v.Checkpoint)...)
		if len(v.Stamps) > 0 {
			s.grid(s.stamped(v))
		}
		if len(v.Witnesses) > 0 {
			s.cosigned(v)
		}
	}
}

func (s *sheet) annexQuestions() {
	all := slices.Concat(s.d.Targets, s.askedOfProviders(), s.listedStores())
	s.questions(all)
	s.annexBrought(len(all) == 0)
}

// described lists under which names and how often a target was asked.
func (s *sheet) described(t dossier.Target) table {
	w := s.l.Annex
	d := table{title: w.Described(s.l.Words.Quote(s.entire(t.Name))), columns: []column{
		{w.From, 31, "L", false}, {s.l.Change.Target, 32, "L", false}, {w.Site, 32, "L", false}, {w.Provider, 32, "L", false}, {w.Interval, 22, "R", false},
	}}
	for _, x := range t.Descriptions {
		d.rows = append(d.rows, []string{s.stamp(x.From), s.cell(x.Name), s.entire(x.Site), s.entire(x.Provider), s.l.Duration(span(x.Interval))})
	}
	return d
}

// stamped lists the time stamps of one log.
func (s *sheet) stamped(v dossier.Vantage) table {
	w := s.l.Annex
	t := table{title: w.Stamps(s.bare(v.Log)), columns: []column{
		{w.Authority, 26, "L", false}, {w.Signer, 30, "L", false}, {w.Stamped, 29, "L", false}, {w.Accuracy, 20, "R", false},
		{w.Qualified, 18, "L", false}, {w.Leaves, 18, "R", false}, {w.Policy, 24, "L", true},
	}}
	for _, x := range v.Stamps {
		qualified := w.No
		if x.Qualified {
			qualified = w.Itself
		}
		t.rows = append(t.rows, []string{
			scrub(x.Authority), scrub(x.Signer), s.stamp(x.Time), s.l.Duration(span(x.Accuracy)), qualified, s.l.Number.Int(x.Size), scrub(x.Policy),
		})
	}
	return t
}

// question is a target as it was asked.
func (s *sheet) question(t dossier.Target) table {
	w := s.l.Annex
	q := t.Question
	conditions := w.NoCondition
	switch q.Kind {
	case "http":
	case record.AskStatement:
		conditions = s.l.Said.NotJudged
	default:
		conditions = w.NoDemand
	}
	if len(q.Conditions) > 0 {
		conditions = scrub(strings.Join(q.Conditions, "\x00"))
		conditions = strings.ReplaceAll(conditions, string(replacement()), newLine)
	}
	var headers []string
	for _, h := range q.Headers {
		headers = append(headers, scrub(h.Name+": "+h.Value))
	}
	if q.Auth != "" {
		headers = append(headers, "Authorization: "+scrub(q.Auth)+" ("+w.SecretKept+")")
	}
	rows := [][2]string{
		{w.ID, hexed(t.ID.String())},
		{w.Site, s.entire(t.Site)}, {w.Provider, s.provider(t.Provider)},
		{w.Address, scrub(q.URL)}, {w.Method, scrub(q.Method)},
		{w.Header, strings.Join(headers, newLine)},
	}
	rows = append(rows, s.way(q)...)
	if q.Kind == record.AskInventory {
		return paired(w.Ask(s.l.Words.Quote(s.entire(t.Name))), false, append(rows,
			[2]string{w.ListedBy, strings.Join(s.bares(t.Vantages), newLine)}, [2]string{w.Manner, s.manner(q)},
			[2]string{w.Interval, s.l.Duration(span(t.Interval))},
			[2]string{w.Timeout, s.l.Duration(span(dossier.Seconds(q.Timeout)))},
		)...)
	}
	return paired(w.Ask(s.l.Words.Quote(s.entire(t.Name))), false, append(rows,
		[2]string{w.Interval, s.l.Duration(span(t.Interval))},
		[2]string{w.Timeout, s.l.Duration(span(dossier.Seconds(q.Timeout)))},
		[2]string{w.Limit, s.l.Number.Int(q.BodyLimit)},
		[2]string{w.Conditions, conditions},
	)...)
}

// way is how a question went, where it went otherwise than most.
func (s *sheet) way(q record.Question) (rows [][2]string) {
	w := s.l.Annex
	if q.HTTP == 2 {
		rows = append(rows, [2]string{w.Version, w.Offered})
	}
	if q.Follow > 0 {
		rows = append(rows, [2]string{w.Follow, s.l.Number.Int(int64(q.Follow))})
	}
	if q.Body != "" {
		rows = append(rows, [2]string{w.Sent, scrub(q.Body)})
	}
	if q.Address != "" {
		rows = append(rows, [2]string{w.Pinned, scrub(q.Address)})
	}
	return rows
}

func (s *sheet) annexTables() {
	w := s.l.Annex
	t := table{title: s.l.Change.ExactTable, columns: []column{
		{s.l.Change.Target, 44, "L", false}, {s.l.Change.Lower, 54, "R", false}, {s.l.Change.Upper, 54, "R", false},
	}}
	for _, x := range s.d.Targets {
		a := x.Availability
		t.rows = append(t.rows, []string{s.cell(x.Name), settledOr(x, s.ratio(a.ExactLower)), settledOr(x, s.ratio(a.ExactUpper))})
	}
	s.annex("D", w.Exact, s.room(t))
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
	s.annex("F", w.Names, 40)
	s.say(w.NamesIntro(string(replacement())))
	t := table{columns: []column{{w.Shown, 50, "L", false}, {w.Written, 100, "L", false}}}
	for _, o := range s.odd {
		t.rows = append(t.rows, []string{short(o.shown, longName), o.written})
	}
	s.grid(t)
}
