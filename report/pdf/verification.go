package pdf

import (
	"fmt"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/lang"
)

// heads in the order of the verifier.
var heads = []string{"integrity", "completeness", "time", "history", "identity"}

// verification says what checking the evidence gave, head by head.
func (s *sheet) verification() {
	w := s.l.Check
	s.heading("check", s.l.Chapters.Check)
	verdict := w.Partial
	if s.d.Checks.Verdict == "proven" {
		verdict = w.Proven
	}
	s.say(w.Intro + " " + verdict)
	for _, h := range heads {
		s.say(bold(w.Heads[h]) + s.l.Words.Colon + " " + w.Meaning[h] + " " + s.outcome(h))
	}
	s.tabulate(s.headTable())
	s.say(w.Words(s.ref("E")))
}

// outcome counts the results under a head and names what was not checked.
func (s *sheet) outcome(head string) string {
	counts := map[string]int{}
	for _, c := range s.d.Checks.Checks {
		if c.Head == head {
			counts[c.Result]++
		}
	}
	var parts []string
	for _, r := range []string{"ok", "unchecked", "not-asked", "failed"} {
		if counts[r] > 0 {
			parts = append(parts, s.l.Check.Counted(r, counts[r]))
		}
	}
	if len(parts) == 0 {
		return s.l.Check.Empty
	}
	words := s.l.Check.Outcome(s.l.List(parts))
	if missing := s.l.Check.Missing[head]; counts["ok"] == 0 && missing != "" {
		words += " " + missing
	}
	return words
}

// headTable is a row per log and a column per head.
func (s *sheet) headTable() table {
	w := s.l.Check
	t := table{title: w.Table, columns: []column{{s.l.Annex.Log, 30, "L", false}}}
	for _, h := range heads {
		t.columns = append(t.columns, column{w.Heads[h], 24, "L", false})
	}
	var logs []string
	for _, c := range s.d.Checks.Checks {
		if !slices.Contains(logs, c.Log) {
			logs = append(logs, c.Log)
		}
	}
	for _, log := range logs {
		row := []string{s.bare(log)}
		for _, h := range heads {
			row = append(row, s.worstOf(log, h))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// worstOf is the result that a reader must know of under one head.
func (s *sheet) worstOf(log, head string) string {
	order := []string{"ok", "not-asked", "unchecked", "failed"}
	worst := -1
	for _, c := range s.d.Checks.Checks {
		if c.Log == log && c.Head == head {
			worst = max(worst, slices.Index(order, c.Result))
		}
	}
	if worst < 0 {
		return "–"
	}
	return s.l.Check.Results[order[worst]]
}

// details lists every check in the verifier's words, for the annex.
func (s *sheet) details() table {
	w := s.l.Check
	t := table{title: w.Annex, columns: []column{
		{s.l.Annex.Log, 24, "L", false}, {w.Head, 24, "L", false}, {w.Name, 34, "L", false}, {w.Result, 22, "L", false}, {w.Detail, 60, "L", false},
	}}
	for _, h := range heads {
		for _, c := range s.d.Checks.Checks {
			if c.Head == h {
				t.rows = append(t.rows, s.detail(c))
			}
		}
	}
	return t
}

func (s *sheet) detail(c dossier.Check) []string {
	w := s.l.Check
	return []string{s.bare(c.Log), named(w.Heads, c.Head), named(w.Names, c.Name), named(w.Results, c.Result), scrub(s.detailOf(c))}
}

func (s *sheet) detailOf(c dossier.Check) string {
	if strings.HasPrefix(s.opt.Lang, "en") || c.French == "" {
		return c.Detail
	}
	return frenchSpaces.Replace(c.French)
}

// frenchSpaces sets the verifier's words, written with plain spaces for
// terminals, as pages have them.
var frenchSpaces = strings.NewReplacer(" ;", lang.NoBreak+";", " :", lang.NoBreak+":", " ?", lang.NoBreak+"?", " %", lang.NoBreak+"%", "« ", "«"+lang.NoBreak, " »", lang.NoBreak+"»")

// limits is the chapter that stands in every report.
func (s *sheet) limits() {
	s.heading("limits", s.l.Chapters.Limits)
	s.say(s.l.Limit.Intro)
	for n, item := range s.l.Limit.Items {
		if n == 2 {
			s.say(s.others())
		}
		s.say(item)
	}
}

// others says of each log whether witnesses show that there was no other, and
// from when on.
func (s *sheet) others() string {
	w := s.l.Limit
	words, any := []string{w.Others}, false
	for _, v := range s.d.Vantages {
		if !v.Single.Since.Known {
			words = append(words, w.Alone(s.bare(v.Log)))
			continue
		}
		any = true
		var names []string
		for _, x := range v.Witnesses {
			names = append(names, scrub(x.Name))
		}
		words = append(words, w.Single(s.bare(v.Log), len(names), s.l.List(names), s.instant(v.Single.Since)))
	}
	if !any {
		return w.Others
	}
	return strings.Join(words, " ")
}

// verify tells a stranger what to do.
func (s *sheet) verify() {
	w := s.l.Verify
	s.heading("verify", s.l.Chapters.Verify)
	s.say(w.Intro + " " + w.Need)
	for _, step := range w.Steps {
		s.need(s.tall(step.Text) + float64(len(step.Commands)+1)*mono.height())
		s.say(s.example().Replace(step.Text))
		if len(step.Commands) > 0 {
			s.code(s.folded(s.commands(step.Commands))...)
		}
	}
}

// example puts a citation of this report, from the log of the first evidence
// file if there is one, where the text has a place for it.
func (s *sheet) example() *strings.Replacer {
	cited := dossier.Ref{Log: "saguenay-1/1", Leaf: 412, Item: 7}
	for n, r := range s.cited() {
		outer := len(s.d.Files) > 0 && strings.HasPrefix(s.d.Files[0].Name, strings.Split(r.Log, "/")[0]+"-")
		if n == 0 || outer {
			cited = r
		}
		if outer {
			break
		}
	}
	return strings.NewReplacer("LOG", scrub(cited.Log), "LEAF", fmt.Sprint(cited.Leaf), "ITEM", fmt.Sprint(cited.Item), "METHOD", s.ref("method"))
}

// cited lists the observations that prove incidents and changes.
func (s *sheet) cited() (all []dossier.Ref) {
	for _, i := range s.d.Incidents {
		all = append(all, i.Leaves...)
	}
	for _, c := range s.d.Changes {
		all = append(all, c.Leaves...)
	}
	return slices.DeleteFunc(all, func(r dossier.Ref) bool { return r.Item < 0 })
}

// commands puts this report's own files into the commands.
func (s *sheet) commands(lines []string) (out []string) {
	files := []string{}
	for _, f := range s.d.Files {
		files = append(files, shellWord(f.Name))
	}
	if len(files) == 0 {
		files = []string{"bundle.zip"}
	}
	r := strings.NewReplacer("FILES", strings.Join(files, " "), "ONE", files[0])
	for _, l := range lines {
		out = append(out, s.example().Replace(r.Replace(l)))
	}
	return out
}

// shellWord is a file name as a shell takes it.
func shellWord(name string) string {
	for _, r := range name {
		if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/", r) {
			return "'" + strings.ReplaceAll(scrub(name), "'", `'\''`) + "'"
		}
	}
	return name
}

// glossary closes the body.
func (s *sheet) glossary() {
	s.need(130)
	s.heading("glossary", s.l.Chapters.Glossary)
	s.say(s.l.Glossary.Intro)
	s.terms(s.l.Glossary.Terms)
}
