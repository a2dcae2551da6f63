package probe

import (
	"bytes"
	"unicode/utf8"
)

// A pattern is the inside of pat(…): runs of literal characters and "?",
// between stars.
type pattern struct {
	runs [][]glyph // n stars make n+1 runs, empty ones included
}

// isBounded says whether every run that holds "?" is short enough to find.
func (p *pattern) isBounded() bool {
	for _, run := range p.runs {
		if _, literal := literalOf(run); !literal && len(run) > maxRun {
			return false
		}
	}
	return true
}

// A glyph is one character of a pattern.
type glyph struct {
	literal string // its UTF-8 bytes, or one byte that is none
	any     bool   // "?"
}

func parsePattern(s string) *pattern {
	p := &pattern{runs: [][]glyph{nil}}
	last := func() *[]glyph { return &p.runs[len(p.runs)-1] }
	for i := 0; i < len(s); {
		_, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case s[i] == '*':
			p.runs = append(p.runs, nil)
		case s[i] == '?':
			*last() = append(*last(), glyph{any: true})
		case s[i] == '\\' && i+1 < len(s):
			i++
			_, n = utf8.DecodeRuneInString(s[i:])
			fallthrough
		default:
			*last() = append(*last(), glyph{literal: s[i : i+n]})
		}
		i += n
	}
	return p
}

// match says whether the whole of b fits. The first place a run fits is as
// good as any later one, so that b is read once, whatever the pattern.
func (p *pattern) match(b []byte) bool {
	first, last := p.runs[0], p.runs[len(p.runs)-1]
	n := fits(first, b)
	if n < 0 {
		return false
	}
	if len(p.runs) == 1 {
		return n == len(b)
	}
	b = b[n:]
	for _, run := range p.runs[1 : len(p.runs)-1] {
		end := find(run, b)
		if end < 0 {
			return false
		}
		b = b[end:]
	}
	return fitsEnd(last, b)
}

// matchBegun is match for a text of which b is only the beginning: no when no
// ending can make it fit, yes when every ending does.
func (p *pattern) matchBegun(b []byte) (yes, no bool) {
	if n := len(p.runs); n > 1 && len(p.runs[n-1]) == 0 && p.match(b) {
		return true, false
	}
	if !begins(p.runs[0], b) {
		return false, true
	}
	return false, len(p.runs) == 1 && utf8.RuneCount(b) > len(p.runs[0])
}

// fits returns how many bytes of b the run takes at its beginning, or -1.
func fits(run []glyph, b []byte) int {
	at := 0
	for _, g := range run {
		n := g.takes(b[at:])
		if n == 0 {
			return -1
		}
		at += n
	}
	return at
}

// begins says whether b fits the run as far as b goes.
func begins(run []glyph, b []byte) bool {
	for _, g := range run {
		if len(b) == 0 || (!g.any && len(b) < len(g.literal) && g.literal[:len(b)] == string(b)) {
			return true
		}
		n := g.takes(b)
		if n == 0 {
			return false
		}
		b = b[n:]
	}
	return true
}

// takes returns the size of the character that g takes from b, or 0.
func (g glyph) takes(b []byte) int {
	if g.any {
		_, n := utf8.DecodeRune(b)
		return n
	}
	if len(b) < len(g.literal) || string(b[:len(g.literal)]) != g.literal {
		return 0
	}
	return len(g.literal)
}

// find returns where the first fit of the run ends, or -1.
func find(run []glyph, b []byte) int {
	if literal, ok := literalOf(run); ok {
		at := bytes.Index(b, literal)
		if at < 0 {
			return -1
		}
		return at + len(literal)
	}
	return findAny(run, b)
}

func literalOf(run []glyph) ([]byte, bool) {
	var b []byte
	for _, g := range run {
		if g.any {
			return nil, false
		}
		b = append(b, g.literal...)
	}
	return b, true
}

// maxRun is how many characters a run may have when "?" is one of them.
const maxRun = 64

// findAny is find for a run that holds "?": bit i of fit says that the last
// i+1 characters fit the first i+1 of the run (the Shift-And algorithm), so
// that b is read once.
func findAny(run []glyph, b []byte) int {
	var anywhere uint64
	places := make(map[string]uint64, len(run))
	for i, g := range run {
		if g.any {
			anywhere |= 1 << i
		} else {
			places[g.literal] |= 1 << i
		}
	}
	for at, fit := 0, uint64(0); at < len(b); {
		_, n := utf8.DecodeRune(b[at:])
		fit = (fit<<1 | 1) & (anywhere | places[string(b[at:at+n])])
		at += n
		if fit>>(len(run)-1)&1 == 1 {
			return at
		}
	}
	return -1
}

// fitsEnd says whether b ends with the run.
func fitsEnd(run []glyph, b []byte) bool {
	end := len(b)
	for i := len(run) - 1; i >= 0; i-- {
		n := len(run[i].literal)
		if run[i].any {
			_, n = utf8.DecodeLastRune(b[:end])
		}
		if n == 0 || n > end || (!run[i].any && string(b[end-n:end]) != run[i].literal) {
			return false
		}
		end -= n
	}
	return true
}
