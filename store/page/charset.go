package page

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// windows1252 holds what the bytes 0x80 to 0x9f mean there (WHATWG Encoding,
// index windows-1252); every other byte means its own code point.
var windows1252 = [32]rune{
	0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
}

// decode reads a body without trusting what it declares: UTF-16 with its mark,
// else UTF-8, and each byte that is not UTF-8 as windows-1252. So a page in
// Latin-1 and the same page in UTF-8 read alike, and a cut in the middle of a
// character spoils that character only.
func decode(body []byte) string {
	switch {
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}):
		return wide(body[2:], binary.LittleEndian)
	case bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		return wide(body[2:], binary.BigEndian)
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if utf8.Valid(body) {
		return string(body)
	}
	return mixed(body)
}

func wide(body []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(body)/2)
	for ; len(body) >= 2; body = body[2:] {
		units = append(units, order.Uint16(body))
	}
	return string(utf16.Decode(units))
}

func mixed(body []byte) string {
	var b strings.Builder
	b.Grow(len(body) + len(body)/8)
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			r = rune(body[0])
			if 0x80 <= r && r < 0xa0 {
				r = windows1252[r-0x80]
			}
		}
		b.WriteRune(r)
		body = body[n:]
	}
	return b.String()
}

// fold makes every run of white space one blank and trims both ends. No-break
// spaces count: typography is not a change.
func fold(s string) string {
	if folded(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	gap := false
	for i := 0; i < len(s); {
		space, n := spaceAt(s, i)
		switch {
		case space:
			gap = len(out) > 0
		case gap:
			out = append(out, ' ')
			gap = false
			fallthrough
		default:
			out = append(out, s[i:i+n]...)
		}
		i += n
	}
	return string(out)
}

// spaceAt says whether the n bytes at i are white space (Unicode, property White_Space).
func spaceAt(s string, i int) (space bool, n int) {
	if c := s[i]; c < 0x80 {
		return c == ' ' || '\t' <= c && c <= '\r', 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	return unicode.IsSpace(r), n
}

func folded(s string) bool {
	blank := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x80 || c < ' ' || c == ' ' && blank {
			return false
		}
		blank = c == ' '
	}
	return !blank || s == ""
}
