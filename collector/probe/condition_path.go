package probe

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxSteps bounds how deep a path goes.
const maxSteps = 32

// A step of a path goes to a member by name, or to an element by place.
type step struct {
	name  string
	place int // -1 for a member
}

// parsePath reads ".user.name", ".list[0].id" or "[0].id".
func parsePath(s string) ([]step, error) {
	if strings.Contains(s, "[*]") {
		return nil, &ConditionError{Problem: PlaceholderLater, Text: "[*]"}
	}
	bad := &ConditionError{Problem: PathBad, Text: s}
	var path []step
	for rest := s; rest != ""; {
		if len(path) == maxSteps {
			return nil, bad
		}
		end := len(rest)
		if i := strings.IndexAny(rest[1:], ".["); i >= 0 {
			end = i + 1
		}
		st, ok := parseStep(rest[:end])
		if !ok {
			return nil, bad
		}
		path, rest = append(path, st), rest[end:]
	}
	return path, nil
}

func parseStep(s string) (step, bool) {
	if s[0] == '.' {
		return step{s[1:], -1}, len(s) > 1 && !strings.Contains(s, "]")
	}
	digits, closed := strings.CutSuffix(strings.TrimPrefix(s, "["), "]")
	n, err := strconv.Atoi(digits)
	if s[0] != '[' || !closed || err != nil || !isDigits(digits) {
		return step{}, false
	}
	return step{place: n}, true
}

// A jsonState is what a body is, read as JSON.
type jsonState uint8

const (
	jsonWhole jsonState = iota
	jsonNone            // no JSON, or something after it
	jsonCut             // JSON as far as it goes
)

// stateOf reads b once. A body that was cut is never whole: even when a value
// ends where b does, what follows might undo it.
func stateOf(b []byte, cut bool) jsonState {
	if !cut {
		if json.Valid(b) {
			return jsonWhole
		}
		return jsonNone
	}
	var value json.RawMessage
	err := json.NewDecoder(bytes.NewReader(b)).Decode(&value)
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return jsonCut
	}
	return jsonNone
}

// A walker goes once over a text that is known to be JSON (RFC 8259).
type walker struct {
	b  []byte
	at int
}

// find returns the value at the path, as it is written, or nil. Of members
// with the same name the last counts, as in most readers.
func (w *walker) find(path []step) (found []byte) {
	w.space()
	start := w.at
	if len(path) == 0 {
		w.skip()
		return w.b[start:w.at]
	}
	if c := w.b[start]; (c != '{' && c != '[') || (c == '{') != (path[0].place < 0) {
		w.skip()
		return nil
	}
	w.each(func(i int, name []byte) {
		if (name == nil && i == path[0].place) || (name != nil && unquote(name) == path[0].name) {
			found = w.find(path[1:])
			return
		}
		w.skip()
	})
	return found
}

// each calls do at each element of the array, or value of the object, that
// begins here; do must go over it. The name is as it is written, nil in an
// array.
func (w *walker) each(do func(i int, name []byte)) {
	object := w.b[w.at] == '{'
	w.at++
	for i := 0; ; i++ {
		w.space()
		switch w.b[w.at] {
		case '}', ']':
			w.at++
			return
		case ',':
			w.at++
			w.space()
		}
		var name []byte
		if object {
			start := w.at
			w.skip()
			name = w.b[start:w.at]
			w.space()
			w.at++ // the colon
			w.space()
		}
		do(i, name)
	}
}

// skip goes over one value, however deep, without recursion.
func (w *walker) skip() {
	for depth := 0; ; {
		switch c := w.b[w.at]; c {
		case '{', '[':
			depth++
			w.at++
		case '}', ']':
			depth--
			w.at++
		case '"':
			w.skipString()
		case ',', ':', ' ', '\t', '\n', '\r':
			w.at++
			continue
		default:
			w.skipWord()
		}
		if depth == 0 {
			return
		}
	}
}

func (w *walker) skipString() {
	for w.at++; w.b[w.at] != '"'; w.at++ {
		if w.b[w.at] == '\\' {
			w.at++
		}
	}
	w.at++
}

// skipWord goes over a number, true, false or null.
func (w *walker) skipWord() {
	for w.at < len(w.b) && !strings.ContainsRune(",:]} \t\n\r", rune(w.b[w.at])) {
		w.at++
	}
}

func (w *walker) space() {
	for w.at < len(w.b) && strings.IndexByte(" \t\n\r", w.b[w.at]) >= 0 {
		w.at++
	}
}

// members counts the elements or members of the value, or says it has none to
// count.
func members(value []byte) (n int, ok bool) {
	if value[0] != '{' && value[0] != '[' {
		return 0, false
	}
	w := &walker{b: value}
	w.each(func(int, []byte) { n++; w.skip() })
	return n, true
}

// unquote returns the text of a JSON string as it is written.
func unquote(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 && utf8.Valid(b) {
		return string(b[1 : len(b)-1])
	}
	var s string
	_ = json.Unmarshal(b, &s) // b is known to be a string
	return s
}
