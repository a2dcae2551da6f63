package pdf

import (
	"strings"

	"constat/report/lang"
)

// A column is a title, a share of the width, and how its cells stand.
type column struct {
	title string
	share float64
	align string // "L" or "R"
	mono  bool
}

// A table is rows under a title. It is numbered where it is drawn.
type table struct {
	title   string
	columns []column
	rows    [][]string
	notes   notes // that cells cite
}

// longest is how high the rows of a table may stand in the body, in
// millimetres: less than a page.
const longest = 185.0

// tabulate draws t, or its first rows and where the rest is.
func (s *sheet) tabulate(t table) {
	n, sum := 0, 0.0
	for _, h := range s.heights(t, s.widths(t)) {
		if sum += h; sum > longest {
			break
		}
		n++
	}
	all := t
	t.rows = t.rows[:n]
	s.grid(t)
	if rest := len(all.rows) - n; rest > 0 {
		s.later = append(s.later, all)
		s.add(s.l.Words.Cut(rest, s.ref("D")))
	}
}

// grid draws every row, with the titles again on each page.
func (s *sheet) grid(t table) {
	widths := s.widths(t)
	heights := s.heights(t, widths)
	s.together(heights)
	s.title(t)
	s.titles(t, widths)
	for i, row := range t.rows {
		cells, height := s.cells(t, row, widths)
		room := heights[i]
		if i == len(t.rows)-2 && i > 0 {
			room += heights[i+1] // no last row alone on a page
		}
		if s.y+room > s.floor() {
			s.page()
			s.titles(t, widths)
		}
		s.row(t, cells, widths, height)
	}
	s.beneath(t)
	s.skip(4)
}

// whole is the height up to which a table stays on one page.
const whole = 125.0

// heights are those of the rows of t, the last with the notes beneath it: they
// stand on one page.
func (s *sheet) heights(t table, widths []float64) (all []float64) {
	for _, row := range t.rows {
		_, h := s.cells(t, row, widths)
		all = append(all, h)
	}
	if n := len(all); n > 0 {
		all[n-1] += s.tallNotes(t)
	}
	return all
}

// room is how much of a page t must have left to begin there.
func (s *sheet) room(t table) float64 { return s.least(s.heights(t, s.widths(t))) }

// together starts a page where a small table would be torn, or a large one
// would have its titles alone.
func (s *sheet) together(heights []float64) { s.need(min(s.least(heights), s.floor()-top)) }

func (s *sheet) least(heights []float64) float64 {
	const titles = 18.0 // the table's own and three lines of its columns'
	sum := titles
	for _, h := range heights {
		sum += h
	}
	if sum > whole && len(heights) > 1 {
		sum = titles + heights[0] + heights[1]
	}
	return sum
}

func (s *sheet) title(t table) {
	if t.title == "" {
		return
	}
	s.table++
	words := bold(s.l.Words.Table(s.table)+".") + " " + t.title
	for _, l := range s.wrap(words, small, s.wide()) {
		s.put(text, s.y, l, small)
		s.skip(small.height())
	}
	s.skip(0.8)
}

// widths are those of t's columns by their shares. A column that would break a
// word of its title, a time or a leaf, or the first one a word that names a row
// of a small table, takes what it lacks from those that have more than they
// need. Where they have too little, times and leaves are broken where they may be.
func (s *sheet) widths(t table) []float64 {
	w, ok := s.fitted(t, s.longestMarked)
	if !ok {
		w, ok = s.fitted(t, s.longestPart)
	}
	if !ok {
		w, _ = s.fitted(t, func(table, int) float64 { return 0 })
	}
	return w
}

// fitted widens the columns of t that hold a word of marked, or of a title,
// that is wider than they are, and reports whether there was room for all.
func (s *sheet) fitted(t table, marked func(table, int) float64) (w []float64, ok bool) {
	var sum, lack, spare float64
	for _, c := range t.columns {
		sum += c.share
	}
	w, over := make([]float64, len(t.columns)), make([]float64, len(t.columns))
	for i, c := range t.columns {
		w[i] = s.wide() * c.share / sum
		over[i] = w[i] - 2*pad - max(s.longestWord(t, i), marked(t, i))
		lack, spare = lack+max(0, -over[i]), spare+max(0, over[i])
	}
	if lack == 0 || lack > spare {
		return w, lack == 0
	}
	for i := range w {
		if over[i] < 0 {
			w[i] -= over[i]
		} else {
			w[i] -= over[i] * lack / spare
		}
	}
	return w, true
}

// fewRows is how many rows a small table has, manyRows how many are looked at
// for the times and leaves in them.
const (
	fewRows  = 12
	manyRows = 100
)

// longestMarked is the widest word of a column that has a mark where it may be
// broken, longestPart the widest part of one beside that mark.
func (s *sheet) longestMarked(t table, column int) float64 { return s.longest(t, column, word.width) }

func (s *sheet) longestPart(t table, column int) float64 {
	return s.longest(t, column, func(w word) (most float64) {
		for _, r := range w {
			most = max(most, r.width)
		}
		return most
	})
}

func (s *sheet) longest(t table, column int, measure func(word) float64) (most float64) {
	const slack = 0.05
	for _, row := range t.rows[:min(len(t.rows), manyRows)] {
		if !strings.Contains(row[column], mayBreak) {
			continue
		}
		for _, w := range s.words(row[column], t.columns[column].style()) {
			if len(w) > 1 {
				most = max(most, measure(w)+slack)
			}
		}
	}
	return most
}

// longestWord is how wide a column of t must be, in millimetres; words longer
// than any name, as paths and digests are, may be broken.
func (s *sheet) longestWord(t table, column int) (most float64) {
	const slack, name = 0.05, 25.0
	all := []string{bold(t.columns[column].title)}
	if column == 0 && len(t.rows) <= fewRows {
		for _, row := range t.rows {
			all = append(all, row[0])
		}
	}
	for _, text := range all {
		for _, w := range s.words(text, small) {
			if w != nil && w.width() < name {
				most = max(most, w.width()+slack)
			}
		}
	}
	return most
}

func (s *sheet) titles(t table, widths []float64) {
	blank := true
	var row []string
	for _, c := range t.columns {
		blank = blank && c.title == ""
		row = append(row, bold(c.title))
	}
	s.stroke(rule, text, s.y, s.edge(), s.y)
	if blank {
		return
	}
	plainColumns := t
	plainColumns.columns = nil
	for _, c := range t.columns {
		plainColumns.columns = append(plainColumns.columns, column{c.title, c.share, c.align, false})
	}
	cells, height := s.cells(plainColumns, row, widths)
	s.row(plainColumns, cells, widths, height)
}

const pad = 1.5

func (s *sheet) cells(t table, row []string, widths []float64) ([][]line, float64) {
	var cells [][]line
	tallest := 1
	for i, c := range t.columns {
		lines := s.wrap(row[i], c.style(), widths[i]-2*pad)
		cells = append(cells, lines)
		tallest = max(tallest, len(lines))
	}
	return cells, float64(tallest)*small.height() + 1.6
}

func (c column) style() style {
	if c.mono {
		return mono
	}
	return small
}

func (s *sheet) row(t table, cells [][]line, widths []float64, height float64) {
	x := text
	for i, c := range t.columns {
		st := c.style()
		space := s.width(" ", st)
		for n, l := range cells[i] {
			at := x + pad
			if i == 0 {
				at = x
			}
			if c.align == "R" {
				at = x + widths[i] - pad - lineWidth(l, space)
			}
			s.put(at, s.y+0.8+float64(n)*small.height(), l, st)
		}
		x += widths[i]
	}
	s.skip(height)
	s.stroke(hair, text, s.y, s.edge(), s.y)
}

// pairs draws a list of names and values.
func (s *sheet) pairs(title string, monospaced bool, rows ...[2]string) {
	s.grid(paired(title, monospaced, rows...))
}

func paired(title string, monospaced bool, rows ...[2]string) table {
	t := table{title: title, columns: []column{{"", 28, "L", false}, {"", 72, "L", monospaced}}}
	for _, r := range rows {
		if r[1] != "" {
			t.rows = append(t.rows, []string{bold(r[0]), r[1]})
		}
	}
	return t
}

// fixSpaces keeps a value on one line.
func fixSpaces(v string) string { return strings.ReplaceAll(v, " ", lang.NoBreak) }

// plain takes the marks out of a text.
func plain(words string) string {
	var b strings.Builder
	inside := false
	for _, r := range words {
		switch string(r) {
		case linkOn:
			inside = true
		case linkText:
			inside = false
		case boldOn, boldOff, linkOff, monoOn, monoOff, mayBreak, mayFold:
		default:
			if !inside {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}
