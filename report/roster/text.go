package roster

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// windows1252 is 0x80 to 0x9f of that code page, 0 where it has nothing.
var windows1252 = [32]rune{'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0, 0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ'}

// text gives a file as UTF-8 and names its encoding. A byte order mark tells it,
// else valid UTF-8 without a NUL does, for other encodings never look like that
// but by accident; anything else the map must name.
func text(file []byte, named string) (string, string, error) {
	order, _ := map[string]binary.ByteOrder{"utf-16le": binary.LittleEndian, "utf-16be": binary.BigEndian}[named]
	marks := []struct {
		mark  string
		name  string
		order binary.ByteOrder
	}{{"\xef\xbb\xbf", "utf-8", nil}, {"\xff\xfe", "utf-16le", binary.LittleEndian}, {"\xfe\xff", "utf-16be", binary.BigEndian}}
	for _, m := range marks {
		rest, ok := bytes.CutPrefix(file, []byte(m.mark))
		if !ok {
			continue
		}
		if named != "" && named != m.name && !(named == "utf-16" && m.order != nil) {
			return "", "", ErrText
		}
		if m.order == nil {
			return checked(string(rest), m.name)
		}
		return wide(rest, m.order, m.name)
	}
	switch {
	case order != nil:
		return wide(file, order, named)
	case named == "windows-1252":
		return old(file)
	case named == "utf-16":
		return "", "", ErrEncoding // no mark tells which half comes first
	case named == "" && (!utf8.Valid(file) || bytes.IndexByte(file, 0) >= 0):
		return "", "", ErrEncoding
	}
	return checked(string(file), "utf-8")
}

func checked(s, name string) (string, string, error) {
	if !utf8.ValidString(s) {
		return "", "", ErrText
	}
	return s, name, nil
}

func wide(b []byte, order binary.ByteOrder, name string) (string, string, error) {
	if len(b)%2 != 0 {
		return "", "", ErrText
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	runes := utf16.Decode(units)
	replaced := 0
	for _, r := range runes {
		if r == utf8.RuneError {
			replaced++
		}
	}
	for _, u := range units {
		if u == utf8.RuneError {
			replaced--
		}
	}
	if replaced != 0 { // half a pair
		return "", "", ErrText
	}
	return string(runes), name, nil
}

func old(b []byte) (string, string, error) {
	var s strings.Builder
	s.Grow(len(b))
	for _, c := range b {
		r := rune(c)
		if c >= 0x80 && c < 0xa0 {
			r = windows1252[c-0x80]
		}
		if r == 0 {
			return "", "", ErrText
		}
		s.WriteRune(r)
	}
	return s.String(), "windows-1252", nil
}
