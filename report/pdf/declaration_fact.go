package pdf

import (
	"cmp"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// facts draws a group of facts.
func (s *declarer) facts(group string) {
	map[string]func(){
		lang.FactsProcess: s.process, lang.FactsInstrument: s.instrumented, lang.FactsPeriod: s.period, lang.FactsChecked: s.checkedFacts,
		lang.FactsErrors: func() { s.each(s.l.Deed.Errors) }, lang.FactsRoutine: s.routine, lang.FactsCopies: s.copies,
		lang.FactsMention: s.mention, lang.FactsTransfer: s.transfer,
	}[group]()
}

func (s *declarer) each(paragraphs []string) {
	for _, p := range paragraphs {
		s.say(p)
	}
}

func (s *declarer) process() {
	w := s.l.Deed
	for n, p := range w.Process {
		if s.say(p); n == 0 {
			s.asked()
		}
	}
	s.marked()
	m := s.d.Method
	s.say(w.Method(s.l.Words.Quote(s.l.Cover.Version(scrub(m.Name), m.Version)), hexed(m.SHA256.String())))
	if !m.Own {
		s.say(s.l.Method.Foreign)
	}
	s.say(w.Repeat(scrub(s.d.Built.Version)))
}

// instrumented gives each state that a vantage was in: one table where the
// program, its configuration and the method stayed.
func (s *declarer) instrumented() {
	for _, v := range s.d.Vantages {
		for _, i := range states(v.Instrument) {
			s.pairs(s.l.Deed.Described(s.bare(v.Name)), false, s.description(i)...)
		}
	}
}

// states are the descriptions that differ in what can be changed.
func states(list []dossier.Instrument) (out []dossier.Instrument) {
	for _, i := range list {
		same := func(o dossier.Instrument) bool {
			return o.Binary == i.Binary && o.Config == i.Config && o.Method == i.Method && o.Build.Dependencies == i.Build.Dependencies
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, i)
		}
	}
	return out
}

func (s *declarer) period() {
	w := s.l.Deed
	s.say(w.Period(s.instant(s.d.Period.From), s.instant(s.d.Period.To)))
	c := s.l.Change
	t := table{title: w.Targets, columns: []column{{c.Target, 40, "L", false}, {w.Asked, 62, "L", false}, {s.l.Annex.Interval, 20, "R", false}, {w.Answers, 40, "L", false}}}
	for _, x := range s.d.Targets {
		t.rows = append(t.rows, []string{s.cell(x.Name), short(scrub(x.Question.URL), 120), s.l.Duration(span(x.Interval)), s.counts(x.Observations)})
	}
	s.grid(t)
}

// counts are a target's observations, by verdict, those that there are none of
// left out.
func (s *declarer) counts(c dossier.Counts) string {
	var lines []string
	for i, n := range []int{c.Good, c.Bad, c.Slow, c.Blocked, c.Unknown} {
		if n > 0 {
			lines = append(lines, s.l.Method.Meaning[i].Word+s.l.Words.Colon+" "+s.l.Number.Int(int64(n)))
		}
	}
	return strings.Join(lines, newLine)
}

func (s *declarer) checkedFacts() {
	w, c := s.l.Deed, s.l.Check
	verdict := c.Partial
	if s.d.Checks.Verdict == "proven" {
		verdict = c.Proven
	}
	s.say(w.Checked + " " + verdict)
	for _, h := range heads {
		s.say(bold(c.Heads[h]) + s.l.Words.Colon + " " + c.Meaning[h] + " " + s.outcome(h))
	}
	for _, v := range s.d.Vantages {
		s.say(s.attended(v))
		if len(v.Preparatory) > 0 {
			s.say(w.Ready(s.bare(v.Name), s.prepared(v)))
		}
	}
}

// attended says how a vantage watched itself.
func (s *declarer) attended(v dossier.Vantage) string {
	w, name := s.l.Deed, s.bare(v.Name)
	var asked, answered, rounds int64
	for _, c := range v.Controls {
		asked, answered = asked+int64(c.Asked), answered+int64(c.Answered)
	}
	for _, g := range v.Gaps {
		rounds += g.Rounds
	}
	controls := w.NoControls(name)
	if len(v.Controls) > 0 {
		controls = w.Controls(name, asked, answered)
	}
	return controls + " " + w.Gaps(name, int64(len(v.Gaps)), rounds)
}

// prepared lists the preparatory checks by what came of them.
func (s *declarer) prepared(v dossier.Vantage) string {
	var parts []string
	for _, r := range []string{dossier.Pass, dossier.Partly, dossier.Fail, dossier.NotKnown, dossier.NotDone} {
		var ids []string
		for _, p := range v.Preparatory {
			if p.Result == r {
				ids = append(ids, p.ID)
			}
		}
		if len(ids) > 0 {
			parts = append(parts, s.l.Deed.Outcome(s.l.Ready.Results[r], s.l.List(ids)))
		}
	}
	return strings.Join(parts, s.l.Deed.Between)
}

// on sets an instant into a sentence.
func (s *declarer) on(t dossier.Time) string {
	if !t.Known {
		return s.instant(t)
	}
	return s.l.Time.At(s.instant(t))
}

// routine says what shows that the watch ran before, and how.
func (s *declarer) routine() {
	w := s.l.Deed
	s.each(w.Routine)
	var first dossier.Time
	for _, v := range s.d.Vantages {
		if len(v.Instrument) > 0 {
			s.say(w.Begun(s.bare(v.Name), s.on(dossier.Known(v.Instrument[0].Time)), s.on(v.From)))
		}
		for _, i := range states(v.Instrument) {
			if !i.Config.IsZero() {
				s.say(w.Config(s.bare(v.Name), hexed(i.Config.String()), s.instant(dossier.Known(i.Time))))
			}
		}
		if v.From.Known && (!first.Known || v.From.Instant < first.Instant) {
			first = v.From
		}
	}
	failed := s.failed()
	if !failed.Known {
		s.say(w.NoFailure)
		return
	}
	s.say(w.Before(s.instant(first), s.instant(failed)))
}

// failed is the first failure of any incident.
func (s *declarer) failed() (first dossier.Time) {
	for _, i := range s.d.Incidents {
		if i.FirstBad.Known && (!first.Known || i.FirstBad.Instant < first.Instant) {
			first = i.FirstBad
		}
	}
	return first
}

// copies lists the logs: what was signed, and what the copy gives.
func (s *declarer) copies() {
	w := s.l.Deed
	t := table{title: w.Copies, columns: []column{{s.l.Annex.Log, 30, "L", false}, {s.l.Annex.Leaves, 16, "R", false}, {w.Signed, 82, "L", false}, {w.Again, 26, "L", false}}}
	for _, v := range s.d.Vantages {
		again := w.NotEqual
		if s.rebuilt(v.Log) {
			again = w.Equal
		}
		t.rows = append(t.rows, []string{s.bare(v.Log), s.l.Number.Int(v.Size), hexed(v.Root.String()), again})
	}
	s.grid(t)
}

// rebuilt reports whether every bundle of a log gave its signed root again.
func (s *declarer) rebuilt(log string) bool {
	found := false
	for _, c := range s.d.Checks.Checks {
		if c.Log == log && c.Name == "tree" {
			if c.Result != "ok" {
				return false
			}
			found = true
		}
	}
	return found
}

// mention is that of a copy, for the person who made it to fill in.
func (s *declarer) mention() {
	w := s.l.Deed
	var logs []string
	for _, v := range s.d.Vantages {
		logs = append(logs, s.bare(v.Log))
	}
	s.need(s.tall(w.Mention(s.l.List(logs))) + float64(len(w.Mentioned))*lineHand)
	s.say(w.Mention(s.l.List(logs)))
	for _, b := range w.Mentioned {
		s.blank(text, b)
	}
	s.skip(3)
}

// transfer documents each change of form: from what, to what, by what, and the
// digest of what came out.
func (s *declarer) transfer() {
	w := s.l.Deed
	made := newLine + scrub(s.d.Built.Version)
	var bundles []string
	for _, f := range s.d.Files {
		bundles = append(bundles, hexed(f.SHA256.String()))
	}
	outputs := []string{strings.Join(bundles, newLine), hexed(record.Hash(s.sum).String()), hexed(s.files.Report.SHA256.String())}
	t := table{title: w.Transfer, columns: []column{{w.From, 30, "L", false}, {w.To, 30, "L", false}, {w.Tool, 27, "L", false}, {w.Output, 70, "L", false}}}
	for n, step := range w.Steps {
		tool := step.Tool + made
		if n == 0 {
			tool = strings.Join(append([]string{step.Tool}, s.writers()...), newLine)
		}
		t.rows = append(t.rows, []string{step.From, step.To, tool, outputs[n]})
	}
	s.grid(t)
	s.say(w.Guarantee)
}

// writers are the programs that wrote the evidence files, as these say.
func (s *declarer) writers() []string {
	bundles := slices.DeleteFunc(slices.Clone(s.d.Conversions), func(c dossier.Conversion) bool {
		return !slices.ContainsFunc(s.d.Files, func(f dossier.File) bool { return f.SHA256 == c.SHA256 })
	})
	return distinct(bundles, func(c dossier.Conversion) string { return scrub(strings.TrimSpace(c.Tool + " " + c.Version)) })
}

// manifest lists every file handed over, then the other digests that the
// evidence names.
func (s *declarer) manifest() {
	w := s.l.Deed
	t := table{title: w.Manifest, columns: []column{{w.File, 38, "L", false}, {w.What, 30, "L", false}, {w.Bytes, 19, "R", false}, {w.Digest, 70, "L", false}}}
	for _, e := range append([]Exhibit{s.files.Report}, s.files.Files...) {
		t.rows = append(t.rows, []string{short(s.bare(e.Name), longName), named(w.Kinds, e.Kind), s.l.Number.Int(e.Bytes), hexed(e.SHA256.String())})
	}
	s.grid(t)
	o := table{title: w.Others, columns: []column{{s.l.Annex.Log, 32, "L", false}, {w.What, 55, "L", false}, {w.Digest, 70, "L", false}}}
	o.rows = append(o.rows, []string{"", w.Kinds["method"], hexed(s.d.Method.SHA256.String())})
	if !s.d.Built.Binary.IsZero() {
		o.rows = append(o.rows, []string{"", w.Kinds["builder"] + ", " + scrub(s.d.Built.Version), hexed(s.d.Built.Binary.String())})
	}
	for _, v := range s.d.Vantages {
		o.rows = append(o.rows, s.ofVantage(v)...)
	}
	s.grid(o)
}

// ofVantage lists the digests of one vantage, each once.
func (s *declarer) ofVantage(v dossier.Vantage) (rows [][]string) {
	w, log := s.l.Deed, s.bare(v.Log)
	seen := map[record.Hash]bool{{}: true}
	add := func(kind, more string, h record.Hash) {
		if !seen[h] {
			seen[h] = true
			rows = append(rows, []string{log, strings.TrimSuffix(w.Kinds[kind]+", "+more, ", "), hexed(h.String())})
		}
	}
	add("root", s.l.Number.Int(v.Size)+lang.NoBreak+strings.ToLower(s.l.Annex.Leaves), v.Root)
	for _, i := range v.Instrument {
		add("binary", cmp.Or(scrub(i.Build.Commit), scrub(i.Version)), i.Binary)
		add("config", "", i.Config)
		add("method", "", i.Method)
		add("libraries", "", i.Build.Dependencies)
	}
	return rows
}
