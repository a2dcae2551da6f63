package pdf

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// A dictionary is the text of a PDF dictionary with the place of each value
// in it (ISO 32000-1, section 7.3.7). The text is never written anew: a value
// is put into it, so that what was there stays as it was.
type dictionary struct {
	text   []byte
	values map[string]extent
}

type extent struct{ from, to int }

// maxDepth is how deep arrays and dictionaries may lie in each other.
const maxDepth = 32

// dictionaryAt reads the dictionary at the start of b and what it spans.
// Comments and names that stand twice are refused: readers differ on them.
func dictionaryAt(b []byte) (dictionary, error) {
	d := dictionary{values: map[string]extent{}}
	if !bytes.HasPrefix(b, []byte("<<")) {
		return d, fmt.Errorf("no dictionary where one must be")
	}
	end, err := d.read(b, 0)
	d.text = b[:end]
	return d, err
}

// read fills d from the dictionary at b[at:] and returns where it ends.
func (d dictionary) read(b []byte, depth int) (int, error) {
	at := 2
	for {
		at = skipSpace(b, at)
		if bytes.HasPrefix(b[at:], []byte(">>")) {
			return at + 2, nil
		}
		if at >= len(b) || b[at] != '/' {
			return 0, fmt.Errorf("a dictionary with something other than a name")
		}
		end := skipWord(b, at+1)
		name := string(b[at+1 : end])
		if _, twice := d.values[name]; twice {
			return 0, fmt.Errorf("a dictionary with %q twice", name)
		}
		from := skipSpace(b, end)
		to, err := skipValue(b, from, depth+1)
		if err != nil {
			return 0, err
		}
		d.values[name] = extent{from, to}
		at = to
	}
}

// value is the text of a value, or nil.
func (d dictionary) value(name string) []byte {
	s, ok := d.values[name]
	if !ok {
		return nil
	}
	return d.text[s.from:s.to]
}

// with is the dictionary's text with one value put in or replaced.
func (d dictionary) with(name, value string) []byte {
	if s, ok := d.values[name]; ok {
		return []byte(string(d.text[:s.from]) + value + string(d.text[s.to:]))
	}
	return []byte(string(d.text[:len(d.text)-2]) + "/" + name + " " + value + "\n>>")
}

// reference is the number of the object that a value points to.
func (d dictionary) reference(name string) (int, error) {
	number, ok := strings.CutSuffix(string(d.value(name)), " 0 R")
	n, err := strconv.Atoi(number)
	if !ok || err != nil || n < 1 || strconv.Itoa(n) != number {
		return 0, fmt.Errorf("/%s %.20q is not a reference", name, d.value(name))
	}
	return n, nil
}

// integer is a value that is a whole number, not negative.
func (d dictionary) integer(name string) (int, error) {
	text := string(d.value(name))
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || strconv.Itoa(n) != text {
		return 0, fmt.Errorf("/%s %.20q is not a number", name, text)
	}
	return n, nil
}

// skipValue returns where the value at b[at:] ends.
func skipValue(b []byte, at, depth int) (int, error) {
	switch {
	case depth > maxDepth:
		return 0, fmt.Errorf("values nested more than %d deep", maxDepth)
	case at >= len(b):
		return 0, fmt.Errorf("a value cut short")
	case bytes.HasPrefix(b[at:], []byte("<<")):
		inner := dictionary{values: map[string]extent{}}
		end, err := inner.read(b[at:], depth)
		return at + end, err
	case b[at] == '[':
		return skipArray(b, at+1, depth)
	case b[at] == '(':
		return skipString(b, at+1)
	case b[at] == '<':
		return skipHex(b, at+1)
	case b[at] == '/':
		return skipWord(b, at+1), nil
	}
	return skipNumber(b, at)
}

func skipArray(b []byte, at, depth int) (int, error) {
	for {
		at = skipSpace(b, at)
		if at < len(b) && b[at] == ']' {
			return at + 1, nil
		}
		var err error
		if at, err = skipValue(b, at, depth+1); err != nil {
			return 0, err
		}
	}
}

// skipString passes a literal string, whose brackets pair unless escaped
// (section 7.3.4.2).
func skipString(b []byte, at int) (int, error) {
	for open := 1; at < len(b); at++ {
		switch b[at] {
		case '\\':
			at++
		case '(':
			open++
		case ')':
			open--
		}
		if open == 0 {
			return at + 1, nil
		}
	}
	return 0, fmt.Errorf("a string without an end")
}

func skipHex(b []byte, at int) (int, error) {
	end := bytes.IndexByte(b[at:], '>')
	if end < 0 {
		return 0, fmt.Errorf("a string without an end")
	}
	return at + end + 1, nil
}

// skipNumber passes a number, a word or a reference, which is three words.
func skipNumber(b []byte, at int) (int, error) {
	end := skipWord(b, at)
	if end == at {
		return 0, fmt.Errorf("%q where a value must be", b[at])
	}
	generation := skipSpace(b, end)
	word := skipSpace(b, skipWord(b, generation))
	if word > generation && skipWord(b, word) == word+1 && b[word] == 'R' {
		return word + 1, nil
	}
	return end, nil
}

func skipSpace(b []byte, at int) int {
	for at < len(b) && strings.IndexByte("\x00\t\n\f\r ", b[at]) >= 0 {
		at++
	}
	return at
}

// skipWord passes regular characters (section 7.2.2).
func skipWord(b []byte, at int) int {
	for at < len(b) && strings.IndexByte("\x00\t\n\f\r ()<>[]{}/%", b[at]) < 0 {
		at++
	}
	return at
}
