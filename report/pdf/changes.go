package pdf

import (
	"fmt"

	"constat/report/dossier"
)

const (
	fullChanges = 12 // told one by one; the digests of all stand in annex A
	diffLines   = 14 // of a change, in the body
)

// changes tells what content is no longer what it was.
func (s *sheet) changes() {
	s.heading("changes", s.l.Chapters.Changes)
	if len(s.d.Changes) == 0 {
		s.say(s.l.Change.None)
		return
	}
	s.say(s.l.Change.Intro(s.ref("A")))
	for n, c := range s.d.Changes {
		if n == fullChanges {
			s.add(s.l.Words.Cut(len(s.d.Changes)-n, s.ref("A")))
			return
		}
		s.change(n+1, c)
	}
}

func (s *sheet) change(n int, c dossier.Change) {
	w := s.l.Change
	words := w.Found(s.name(c.Target), s.bares(c.Vantages), s.instant(c.LastSeen), s.instant(c.First))
	if c.Equals.Known {
		words += " " + w.Equal(c.Exactly, s.instant(c.Equals))
	}
	if c.Before.Cut || c.After.Cut {
		words += " " + w.Cut
	}
	if len(c.Leaves) > 0 {
		words += " " + bold(s.l.Finding.Proof) + s.l.Words.Colon + " " + s.cite(c.Leaves) + "."
	}
	seen := s.changeSeen(c)
	s.section(fmt.Sprint("change-", n), w.Heading(n, s.name(c.Target)), 6+s.tall(words)+s.room(seen))
	s.say(words)
	s.grid(seen)
	s.beforeAfter(c)
	s.diff(c)
}

// changeSeen has two rows for each vantage: the last of the old content and
// the first of the new.
func (s *sheet) changeSeen(c dossier.Change) table {
	w := s.l.Change
	t := table{title: w.Seen, columns: []column{
		{s.l.Finding.Vantage, 33, "L", false}, {w.Content, 17, "L", false}, {w.Instant, 41, "L", false},
		{w.Digest, 24, "L", false}, {w.Size, 22, "R", false}, {w.Status, 20, "R", false},
	}}
	row := func(vantage, which string, at dossier.Time, x dossier.Content) {
		t.rows = append(t.rows, []string{vantage, which, s.stamp(at), twelve(x.SHA256.String()), s.l.Number.Bytes(x.Bytes), fmt.Sprint(x.Status)})
	}
	for _, v := range c.Seen {
		row(s.bare(v.Vantage), w.Old, v.LastSeen, v.Before)
		row("", w.New, v.First, v.After)
	}
	return t
}

func (s *sheet) beforeAfter(c dossier.Change) {
	w := s.l.Change
	row := func(name, a, b string) []string { return []string{bold(name), a, b} }
	t := table{columns: []column{{"", 30, "L", false}, {w.Before, 35, "L", false}, {w.After, 35, "L", false}}}
	t.rows = append(t.rows,
		row(w.Title, s.bare(c.Before.Title), s.bare(c.After.Title)),
		row(w.Normal, twelve(c.Before.Normal.String()), twelve(c.After.Normal.String())),
	)
	s.grid(t)
}

// twelve is the short form of a digest in the body.
func twelve(hex string) string { return fixSpaces(groups(hex[:12])) }

// diff shows how a content differs from the one before it.
func (s *sheet) diff(c dossier.Change) {
	w := s.l.Change
	if len(c.Diff) == 0 {
		words := w.NoDiff
		if c.Before.File.IsZero() || c.After.File.IsZero() {
			words = w.NotKept
		}
		s.add(words)
		return
	}
	s.difference(w.Diff, c.Diff, c.More)
}

// difference shows lines that went and came under a title, as few torn apart as can be.
func (s *sheet) difference(title string, diff []dossier.DiffLine, more int) {
	lines := s.diffLines(diff[:min(len(diff), diffLines)])
	const together = 10 // lines that are never torn
	s.need(small.height() + 0.8 + float64(min(len(lines), together))*mono.height())
	if title != "" {
		s.label(text, s.y, title, small.heavy(), "L")
		s.skip(small.height() + 0.8)
	}
	for i, l := range lines {
		if i >= min(len(lines), together) && len(lines)-i >= 3 {
			s.need(3 * mono.height())
		} else if i >= together {
			s.need(mono.height())
		}
		s.label(text, s.y, l.op, mono, "L")
		s.label(text+4, s.y, l.words, mono, "L")
		s.skip(mono.height())
	}
	s.skip(2)
	if more += max(0, changedIn(diff)-changedIn(diff[:min(len(diff), diffLines)])); more > 0 {
		s.add(s.l.Change.More(more))
	}
}

// A marked is one line of paper of a difference.
type marked struct{ op, words string }

// diffLines wraps the lines of a difference, two lines of paper for each.
func (s *sheet) diffLines(list []dossier.DiffLine) (out []marked) {
	for _, l := range list {
		op := l.Op
		if op == "-" {
			op = "−"
		}
		parts := s.wrapFixed(scrub(l.Text))
		for i, words := range parts[:min(len(parts), 2)] {
			if i == 1 {
				op = ""
			}
			if i == 1 && len(parts) > 2 {
				words = short(words, s.fixedWidth()-1) + "…"
			}
			out = append(out, marked{op, words})
		}
	}
	return out
}

// changedIn counts the lines that went or came.
func changedIn(list []dossier.DiffLine) (n int) {
	for _, l := range list {
		if l.Op != " " {
			n++
		}
	}
	return n
}
