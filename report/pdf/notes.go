package pdf

import (
	"slices"
	"strconv"
	"strings"
)

// notes are sentences that cells of a table cite by a letter: each stands once,
// beneath the table, over its whole width. In a narrow cell a sentence makes a row of
// many lines, and the same one again in the next.
type notes []string

// mark is the letters of sentences, in their order; those that are not there yet are
// added.
func (n *notes) mark(list []string) string {
	var places []int
	for _, words := range list {
		at := slices.Index(*n, words)
		if at < 0 {
			at, *n = len(*n), append(*n, words)
		}
		places = append(places, at)
	}
	slices.Sort(places)
	var marks []string
	for _, at := range places {
		marks = append(marks, letter(at))
	}
	return strings.Join(marks, ", ")
}

// letter is a, b and so on to z, then a2.
func letter(n int) string {
	const letters = 'z' - 'a' + 1
	s := string(rune('a' + n%letters))
	if n >= letters {
		s += strconv.Itoa(n/letters + 1)
	}
	return s
}

const (
	hanging = 5.0 // the words of a note stand so far in
	above   = 1.2 // them, below the last row
)

func (s *sheet) noteLines(words string) []line { return s.wrap(words+".", small, s.wide()-hanging) }

// tallNotes is what the notes of t take, in millimetres.
func (s *sheet) tallNotes(t table) float64 {
	if len(t.notes) == 0 {
		return 0
	}
	sum := above
	for _, words := range t.notes {
		sum += float64(len(s.noteLines(words))) * small.height()
	}
	return sum
}

// beneath draws the notes of t.
func (s *sheet) beneath(t table) {
	if len(t.notes) > 0 {
		s.skip(above)
	}
	for i, words := range t.notes {
		s.label(text, s.y, letter(i), small, "L")
		for _, l := range s.noteLines(words) {
			s.put(text+hanging, s.y, l, small)
			s.skip(small.height())
		}
	}
}
