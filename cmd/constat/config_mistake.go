package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Mistake is one thing that is wrong in a configuration, where, and what to
// do about it.
type Mistake struct {
	File         string
	Line, Column int // counted from 1; Column 0 when the whole line is meant
	What, Hint   Phrase
}

// A Phrase says one thing in both languages.
type Phrase struct{ FR, EN string }

// In returns the phrase in a language, as [tr] does.
func (p Phrase) In(lang string) string { return tr(lang, p.FR, p.EN) }

// say builds a phrase from two formats that take the same values in the same
// order; %q puts a value between the quotation marks of each language. A value
// that is a phrase is put in by language.
func say(fr, en string, values ...any) Phrase {
	french, english := make([]any, len(values)), make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case string:
			french[i], english[i] = printable(v), printable(v)
		case Phrase:
			french[i], english[i] = v.FR, v.EN
		default:
			french[i], english[i] = v, v
		}
	}
	fr = noBreak.Replace(strings.ReplaceAll(fr, "%q", "« %s »"))
	return Phrase{FR: fmt.Sprintf(fr, french...), EN: fmt.Sprintf(strings.ReplaceAll(en, "%q", `"%s"`), english...)}
}

// noBreak puts the no-break spaces and apostrophes that French typography wants. The values
// are filled in afterwards and stay as they are.
var noBreak = strings.NewReplacer(" ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", " :", "\u00a0:", "« ", "«\u00a0", " »", "\u00a0»", "'", "’")

// printable keeps a value from breaking the line or the terminal.
func printable(s string) string {
	if runes := []rune(s); len(runes) > 80 {
		s = string(runes[:79]) + "…"
	}
	return strings.Map(func(r rune) rune {
		if turns(r) {
			return '\ufffd'
		}
		return r
	}, s)
}

// String returns the mistake in English.
func (m Mistake) String() string { return m.In("en") }

// In returns the mistake as one line.
func (m Mistake) In(lang string) string {
	where := fmt.Sprintf("%s:%d", m.File, m.Line)
	if m.Column > 0 {
		where += fmt.Sprintf(":%d", m.Column)
	}
	line := where + ": " + m.What.In(lang)
	if m.Hint != (Phrase{}) {
		line += tr(lang, "\u00a0; ", "; ") + m.Hint.In(lang)
	}
	return line
}

func (r *configReader) sorted() []Mistake {
	slices.SortStableFunc(r.mistakes, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(r.mistakes)
}

// didYouMean is the hint for a slip, or nothing when no word is near.
func didYouMean(word string, words []string) Phrase {
	if near := nearest(word, words); near != "" {
		return say("vouliez-vous dire %q ?", "did you mean %q?", near)
	}
	return Phrase{}
}

// nearest returns the word that the written one is most likely a slip of, or
// nothing.
func nearest(written string, words []string) string {
	best, least := "", 1+min(len(written)/3, 3)
	for _, w := range words {
		if d := slips(strings.ToLower(written), w); d < least {
			best, least = w, d
		}
	}
	return best
}

// slips counts the letters to change, add, leave out or swap with the next
// (optimal string alignment).
func slips(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			rows[i][j] = min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
