package pdf

import (
	"slices"

	"constat/report/dossier"
	"constat/store/record"
)

const (
	fullSilences = 20 // told one by one; the attached facts have all
	keptRows     = 30 // contents of one provider's pages in the table
	fullSayings  = 8  // differences of one page that are shown
	muteRows     = 20
)

// said tells what providers published, and times the silence.
func (s *sheet) said() {
	w := s.l.Said
	s.heading("said", w.Chapter)
	if len(s.d.Statements) == 0 {
		s.say(w.None)
		return
	}
	s.say(w.Intro)
	s.say(w.Caution)
	for _, p := range distinct(s.d.Statements, func(x dossier.Statement) string { return x.Provider }) {
		s.saidBy(p)
	}
	if slices.ContainsFunc(s.d.Statements, func(x dossier.Statement) bool { return x.Provider == "" }) {
		s.saidBy("")
	}
}

func (s *sheet) saidBy(provider string) {
	w := s.l.Said
	pages := s.pagesTable(provider)
	name := s.l.Words.Unknown
	if provider != "" {
		name = s.provider(provider)
	}
	s.section("said-"+provider, w.Provider(name), 20+s.room(pages))
	s.tabulate(pages)
	told, some := 0, false
	quoted := map[quotation]int{} // where a content stands
	for _, x := range s.d.Silences {
		if x.Provider != provider {
			continue
		}
		if some = true; x.Result == "unknown" {
			continue
		}
		if told++; told <= fullSilences {
			s.silence(x, quoted)
		}
	}
	if !some {
		s.say(w.NoFault)
	} else if told > fullSilences {
		s.add(w.More(told - fullSilences))
	}
	s.unknowns(provider)
	s.mute(provider)
	s.keptOf(provider)
	for _, x := range s.d.Statements {
		if x.Provider == provider {
			s.sayings(x)
		}
	}
}

// unknowns has a row for each silence of which nothing is known, and says why.
func (s *sheet) unknowns(provider string) {
	w := s.l.Said
	t := table{title: w.Unknown, columns: []column{{w.Incident, 36, "L", false}, {w.Name, 34, "L", false}, {w.Every, 22, "R", false}, {w.Unread, 78, "L", false}}}
	more := 0
	for _, x := range s.d.Silences {
		if x.Provider != provider || x.Result != "unknown" {
			continue
		}
		if len(t.rows) == muteRows {
			more++
			continue
		}
		t.rows = append(t.rows, []string{s.l.Words.Incident(x.Incident) + newLine + s.cell(x.Target), s.cell(x.Statement),
			s.l.Duration(span(s.saidPage(x).Interval)), w.Whys[x.Why]})
	}
	s.cutTable(t, more)
}

// saidPage finds the page of a silence.
func (s *sheet) saidPage(x dossier.Silence) (p dossier.Statement) {
	i := slices.IndexFunc(s.d.Statements, func(p dossier.Statement) bool { return p.TargetID == x.StatementID && p.Target == x.Statement })
	if i >= 0 {
		p = s.d.Statements[i]
	}
	return p
}

// quiet tells the longest silence of an incident without reserve, empty for none.
func (s *sheet) quiet() string {
	var most *dossier.Silence
	for i, x := range s.d.Silences {
		if claims := x.Result == "admitted" || x.Result == "silent"; claims && x.AtLeast > 0 && len(x.Review) == 0 && (most == nil || x.AtLeast > most.AtLeast) {
			most = &s.d.Silences[i]
		}
	}
	if most == nil {
		return ""
	}
	return s.l.Said.Quiet(s.provider(most.Provider), s.name(most.Statement), s.l.Words.Incident(most.Incident), s.l.Least(span(most.AtLeast)), s.ref("said"))
}

// reviews are the words for the reserves of an incident.
func (s *sheet) reviews(list []string) (words []string) {
	for _, r := range list {
		words = append(words, s.l.Review(r))
	}
	return words
}

// A quotation is what a page said of an outage: quoted once.
type quotation struct {
	page, content record.Hash
	result        string
	words         int
}

func (s *sheet) silence(x dossier.Silence, quoted map[quotation]int) {
	w := s.l.Said
	good := ""
	if x.LastGood.Known {
		good = s.instant(x.LastGood)
	}
	words := bold(s.l.Words.Incident(x.Incident)) + w.Since("", s.name(x.Target), s.instant(x.FirstBad), good)
	if len(x.Review) > 0 {
		words += " " + w.Reserved(s.apart(s.reviews(x.Review)))
	}
	words += " " + w.Page(w.Matters[x.Matter], s.name(x.Statement), scrub(x.URL), s.l.Duration(span(s.saidPage(x).Interval)))
	if x.Base.Known {
		words += " " + w.Based(s.instant(x.Base), x.Looks, s.instant(x.Without), s.l.Most(span(x.Apart)))
	}
	least, most := "", ""
	if x.AtLeast > 0 {
		least = s.l.Least(span(x.AtLeast))
	}
	if x.AtMost != nil {
		most = s.l.Most(span(*x.AtMost))
	}
	words += " " + bold(w.Results[x.Result](s.instant(x.Said), least, most))
	if !x.SHA256.IsZero() {
		words += " " + w.Digest(twelve(x.SHA256.String()), twelve(x.File.String()))
	}
	if len(x.Leaves) > 0 {
		words += " " + bold(s.l.Finding.Proof) + s.l.Words.Colon + " " + s.cite(x.Leaves) + "."
	}
	key := quotation{x.StatementID, x.SHA256, x.Result, len(x.Words)}
	if n, there := quoted[key]; there && !x.SHA256.IsZero() {
		s.say(words + " " + w.Above(s.l.Words.Incident(n)))
		return
	}
	quoted[key] = x.Incident
	s.say(words)
	s.quoted(x)
	if len(x.Diff) > 0 && x.Result == "changed" {
		s.difference(w.Diff, x.Diff, x.Cut)
	}
}

// quoted is what a page said, in the provider's words.
func (s *sheet) quoted(x dossier.Silence) {
	if len(x.Words) == 0 {
		return
	}
	w := s.l.Said
	t := table{title: w.Words, columns: []column{{w.Kind, 28, "L", false}, {w.Text, 92, "L", false}, {w.Stated, 37, "L", false}}}
	for _, v := range x.Words {
		t.rows = append(t.rows, []string{w.Kinds[v.Kind], s.l.Words.Quote(scrub(v.Text)), scrub(v.Stated)})
	}
	s.tabulate(t)
	if x.More > 0 {
		s.add(w.Quoted(x.More))
	}
}

func (s *sheet) pagesTable(provider string) table {
	w := s.l.Said
	t := table{title: w.Pages, columns: []column{{w.Name, 34, "L", false}, {w.Matter, 23, "L", false}, {w.Address, 36, "L", false},
		{w.Asked, 16, "R", false}, {w.Answered, 18, "R", false}, {w.First, 24, "L", false}, {w.Last, 24, "L", false}}}
	for _, x := range s.d.Statements {
		if x.Provider != provider {
			continue
		}
		l := x.Looks
		t.rows = append(t.rows, []string{s.cell(x.Target), w.Matters[x.Matter], scrub(x.Question.URL),
			s.l.Number.Int(int64(l.Good + l.Bad + l.Slow + l.Blocked + l.Unknown)), s.l.Number.Int(int64(l.Bad + l.Blocked + l.Unknown)),
			s.stamp(x.First), s.stamp(x.Last)})
	}
	return t
}

// mute lists when pages did not answer.
func (s *sheet) mute(provider string) {
	w := s.l.Said
	t := table{title: w.Mute, columns: []column{{w.Name, 26, "L", false}, {s.l.Finding.Vantage, 24, "L", false}, {w.From, 26, "L", false}, {w.To, 26, "L", false},
		{w.Cause, 28, "L", false}, {w.Looks, 16, "R", false}, {w.Leaves, 26, "L", false}}}
	more := 0
	for _, x := range s.d.Statements {
		for _, u := range x.Unanswered {
			if x.Provider != provider {
				continue
			}
			if len(t.rows) == muteRows {
				more++
				continue
			}
			var status []int
			if u.Status > 0 {
				status = []int{u.Status}
			}
			t.rows = append(t.rows, []string{s.cell(x.Target), s.bare(u.Vantage), s.stamp(u.From), s.stamp(u.To), s.l.Cause(u.Cause, status...),
				s.l.Number.Int(int64(u.Looks)), s.cite(u.Leaves)})
		}
	}
	s.cutTable(t, more)
}

// keptOf lists what was kept of a provider's pages.
func (s *sheet) keptOf(provider string) {
	w := s.l.Said
	t := table{title: w.Kept, columns: []column{{w.Name, 32, "L", false}, {s.l.Finding.Vantage, 23, "L", false}, {w.Seen, 24, "L", false}, {w.Reason, 23, "L", false},
		{s.l.Change.Digest, 28, "L", false}, {w.Size, 20, "R", false}, {w.Leaves, 26, "L", false}}}
	more := 0
	for _, x := range s.d.Statements {
		if x.Provider != provider {
			continue
		}
		more += x.More
		for _, k := range x.Sayings {
			if len(t.rows) == keptRows {
				more++
				continue
			}
			t.rows = append(t.rows, []string{s.cell(x.Target), s.bare(k.Vantage), s.stamp(k.Seen), w.Reasons[k.Reason], twelve(k.SHA256.String()),
				s.l.Number.Bytes(k.Bytes), s.cite(k.Leaves)})
		}
	}
	s.cutTable(t, more)
}

func (s *sheet) cutTable(t table, more int) {
	if len(t.rows) == 0 {
		return
	}
	s.tabulate(t)
	if more > 0 {
		s.add(s.l.Said.More(more))
	}
}

// sayings shows how a page changed, or what it held if it did not.
func (s *sheet) sayings(x dossier.Statement) {
	w := s.l.Said
	shown := 0
	seen := map[record.Hash]bool{} // by any vantage
	for _, k := range x.Sayings {
		if len(k.Diff) == 0 || shown == fullSayings || seen[k.Normal] {
			continue
		}
		seen[k.Normal] = true
		shown++
		before := ""
		if k.LastBefore.Known {
			before = s.instant(k.LastBefore)
		}
		s.say(w.Change(s.name(x.Target), s.bare(k.Vantage), before, s.instant(k.Seen)) + " " + bold(s.l.Finding.Proof) + s.l.Words.Colon + " " + s.cite(k.Leaves) + ".")
		s.difference(w.Diff, k.Diff, k.More)
	}
	if shown > 0 || len(x.Sayings) == 0 || len(x.Sayings[0].Text) == 0 {
		return
	}
	var lines []dossier.DiffLine
	for _, l := range x.Sayings[0].Text {
		lines = append(lines, dossier.DiffLine{Op: " ", Text: l})
	}
	s.say(s.stayed(x))
	s.difference("", lines, 0)
}

// stayed says how often a page was found the same, which of one reading is nothing.
func (s *sheet) stayed(x dossier.Statement) string {
	w := s.l.Said
	switch {
	case x.Reads == 1:
		return w.Once(s.name(x.Target), s.instant(x.First))
	case x.Reads > 1 && x.Contents == 1:
		return w.Still(s.name(x.Target), x.Reads, s.instant(x.First), s.instant(x.Last))
	}
	return w.Held(s.name(x.Target))
}

// askedOfProviders are the questions of statements, as those of targets.
func (s *sheet) askedOfProviders() (list []dossier.Target) {
	for _, x := range s.d.Statements {
		list = append(list, dossier.Target{ID: x.TargetID, Name: x.Target, Provider: x.Provider, Question: x.Question, Interval: x.Interval})
	}
	return list
}
