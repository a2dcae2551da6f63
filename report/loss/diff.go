package loss

import (
	"fmt"
	"slices"
	"strings"

	"constat/store/page"
	"constat/store/record"
)

// Bounds on what is shown of a difference.
const (
	MaxDiffs = 200 // changes of one target that are shown line by line
	MaxLines = 60  // of one difference
	MaxRunes = 400 // of one line
	context  = 1   // lines around each change
)

// A shelf finds kept content by its digests.
type shelf struct{ bodies, normals map[record.Hash]Kept }

// shelve keeps, of captures of the same content, the first.
func shelve(kept []Kept) shelf {
	s := shelf{map[record.Hash]Kept{}, map[record.Hash]Kept{}}
	for _, k := range kept {
		if _, ok := s.bodies[k.Body]; !ok {
			s.bodies[k.Body] = k
		}
		if _, ok := s.normals[k.Normal]; !ok && !k.Normal.IsZero() {
			s.normals[k.Normal] = k
		}
	}
	return s
}

// find returns what was kept of s: its own body, or another of the same form.
func (h shelf) find(s Sight) (Kept, bool) {
	if k, ok := h.bodies[s.Body]; ok {
		return k, true
	}
	k, ok := h.normals[s.Normal]
	return k, ok && k.Rules == s.Rules
}

// A reading shows changes, and remembers what it has shown: a page that goes
// to and fro is read once.
type reading struct {
	shelf shelf
	diffs map[[2]record.Hash]diff
}

type diff struct {
	titles [2]string
	lines  []page.Line
	more   int
}

// show fills in what c was from and to, and, if in full, how they differ.
func (r *reading) show(c *Change, before, after run, inFull bool) error {
	was, hadOne := r.shelf.find(before.last)
	is, hasOne := r.shelf.find(after.first)
	c.Before, c.After = content(before.last, was, hadOne), content(after.first, is, hasOne)
	c.Leaves = []Ref{before.last.Ref, after.first.Ref}
	if hadOne {
		c.Leaves = append(c.Leaves, was.Ref)
	}
	if hasOne {
		c.Leaves = append(c.Leaves, is.Ref)
	}
	if !inFull {
		return nil
	}
	d, err := r.diff(was, hadOne, is, hasOne)
	if err != nil {
		return fmt.Errorf("read content of the change at %v: %w", c.FirstSeen, err)
	}
	c.Before.Title, c.After.Title, c.Diff, c.More = d.titles[0], d.titles[1], d.lines, d.more
	return nil
}

// content describes the body seen, and what was kept of it.
func content(s Sight, k Kept, kept bool) Content {
	c := Content{Status: s.Status, Body: s.Body, Normal: s.Normal, Bytes: s.Size}
	if kept {
		c.Kept, c.File, c.Cut = k.Body, k.File, k.Cut
	}
	if kept && !k.Kept.IsZero() {
		c.File = k.Kept
	}
	return c
}

func (r *reading) diff(was Kept, hadOne bool, is Kept, hasOne bool) (diff, error) {
	id := [2]record.Hash{was.Body, is.Body}
	if d, ok := r.diffs[id]; ok {
		return d, nil
	}
	var d diff
	var texts [2][]string
	for i, k := range []Kept{was, is} {
		if k.Read == nil {
			continue
		}
		contentType, body, err := k.Read()
		if err != nil {
			return d, err
		}
		texts[i] = page.Text(contentType, body)
		d.titles[i] = Clip(page.Title(body))
	}
	if hadOne && hasOne {
		d.lines, d.more = shorten(compare(texts[0], texts[1]))
	}
	r.diffs[id] = d
	return d, nil
}

// Compare shows how a page differs from what it was, as changes do: up to MaxLines lines, and
// how many more differ.
func Compare(before, after []string) (lines []page.Line, more int) {
	return shorten(compare(before, after))
}

// omitted shows where a line that stayed differs by what the rules leave out.
var omitted = strings.NewReplacer("{date}", "[…]", "{time}", "[…]")

// compare shows how after differs from before by more than the dates that the
// rules leave out. A line that differs by these alone stays, and shows where
// they stood.
func compare(before, after []string) []page.Line {
	lines := page.Diff(reduced(before), reduced(after))
	i, j := 0, 0
	for n, l := range lines {
		switch {
		case l.Op == '-':
			lines[n].Text = before[i]
		case l.Op == '+':
			lines[n].Text = after[j]
		case before[i] == after[j]:
			lines[n].Text = before[i]
		default:
			lines[n].Text = omitted.Replace(l.Text)
		}
		if l.Op != '+' {
			i++
		}
		if l.Op != '-' {
			j++
		}
	}
	return lines
}

func reduced(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = page.Reduced(l)
	}
	return out
}

// shorten keeps what changed with a little around it, up to MaxLines. A line
// of three dots stands between places that are far from each other.
func shorten(all []page.Line) (lines []page.Line, more int) {
	for i, hunk := range page.Hunks(all, context) {
		if i > 0 && len(lines) < MaxLines {
			lines = append(lines, page.Line{Op: ' ', Text: "…"})
		}
		for _, l := range hunk {
			switch {
			case len(lines) < MaxLines:
				lines = append(lines, page.Line{Op: l.Op, Text: Clip(l.Text)})
			case l.Op != ' ':
				more++
			}
		}
	}
	// No difference is cut to its context alone.
	for len(lines) > 0 && more > 0 && lines[len(lines)-1].Op == ' ' {
		lines = lines[:len(lines)-1]
	}
	return slices.Clip(lines), more
}

// Clip cuts a line to MaxRunes.
func Clip(s string) string {
	if r := []rune(s); len(r) > MaxRunes {
		return string(r[:MaxRunes-1]) + "…"
	}
	return s
}
