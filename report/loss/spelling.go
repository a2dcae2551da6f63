package loss

import (
	"bytes"
	"path"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"constat/store/record"
)

// A spelling names all spellings of a path that some store takes for one: in
// other case (by the full folding of Unicode, which has ß as ss), with its accents written
// apart (Unicode normalization forms) or in Latin-1, with the other slash, from
// the root on, or with detours. What it takes for one without cause is in doubt only.
type spelling [16]byte

// A speller works out spellings; it keeps its room.
type speller struct {
	buf  []byte
	fold cases.Caser
	made bool
}

func (s *speller) of(name string) spelling {
	s.buf = append(s.buf[:0], '/')
	if ascii(name) {
		for i := range len(name) {
			s.buf = append(s.buf, plain(name[i]))
		}
	} else { // folding may bring in what is written otherwise again
		if !s.made {
			s.fold, s.made = cases.Fold(), true
		}
		s.buf = norm.NFC.AppendString(s.buf, s.fold.String(norm.NFC.String(decoded(name))))
		for i, c := range s.buf {
			s.buf[i] = plain(c)
		}
	}
	if bytes.Contains(s.buf, []byte("//")) || bytes.Contains(s.buf, []byte("/.")) || s.buf[len(s.buf)-1] == '/' {
		s.buf = append(s.buf[:0], path.Clean(string(s.buf))...)
	}
	sum := record.Sum(s.buf)
	return spelling(sum[:16])
}

// plain is a byte of ASCII in lower case, and the other slash as the usual one.
func plain(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	case c == '\\':
		return '/'
	}
	return c
}

// decoded reads bytes that are no UTF-8 as Latin-1, which older stores wrote.
func decoded(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	r := make([]rune, 0, len(name))
	for i := range len(name) {
		r = append(r, rune(name[i]))
	}
	return string(r)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// respelt reports whether the path of a candidate stands in another spelling in
// a span that lacks it, and did not when it was last seen: a store that takes
// both for one may hold another content under it, or its files came to such a store.
func (t *tracer) respelt(c candidate, span int) bool {
	s := t.speller.of(c.held.Path)
	if !t.spellings.in(s, span) {
		return false
	}
	return len(t.spans[c.missing-1].lists) > 1 || !t.respellings.in(s, c.missing-1)
}

// spelt notes a path of a span; the second of one spelling too.
func (t *tracer) spelt(path string, span int) {
	s := t.speller.of(path)
	if t.spellings.in(s, span) {
		t.respellings.want(s)
		t.respellings.found(s, span)
	}
	t.spellings.found(s, span)
}

// spellBefore goes over the first listing for its spellings, where a later one
// has another of what is missing.
func (t *tracer) spellBefore() error {
	for _, c := range t.candidates {
		if c.missing == 1 && t.spellings.in(t.speller.of(c.held.Path), 1) {
			for _, open := range t.spans[0].lists {
				if err := eachOf(open, func(h record.Held) { t.spelt(h.Path, 0) }); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return nil
}
