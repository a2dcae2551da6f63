package loss

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"constat/store/record"
)

// A spelling names all spellings of a path that some store takes for one: in
// other case, or with its accents written apart (Unicode normalization forms).
type spelling [16]byte

// A speller works out spellings; it keeps its room.
type speller struct{ buf []byte }

func (s *speller) of(path string) spelling {
	if ascii(path) {
		s.buf = append(s.buf[:0], path...)
		for i, c := range s.buf {
			if 'A' <= c && c <= 'Z' {
				s.buf[i] = c + 'a' - 'A'
			}
		}
	} else { // folding may bring in what is written otherwise again
		s.buf = norm.NFC.AppendString(s.buf[:0], strings.ToLower(norm.NFC.String(path)))
	}
	sum := record.Sum(s.buf)
	return spelling(sum[:16])
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
