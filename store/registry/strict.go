package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// maxDepth is more than a member needs (5) and less than a stack cares about.
const maxDepth = 12

// node is a JSON value as it was written: keys in their order, none twice.
type node struct {
	kind  byte // one of { [ " 0 t and n, for null
	text  string
	yes   bool
	keys  []string
	items []node
}

// parse reads exactly one JSON object. encoding/json alone takes keys given twice,
// keys in another case and broken UTF-8, so none of that is left to it.
func parse(data []byte, limit int) (node, error) {
	if len(data) > limit {
		return node{}, &FieldError{Fault: FaultTooBig, Want: strconv.Itoa(limit)}
	}
	if !utf8.Valid(data) {
		return node{}, &FieldError{Fault: FaultUTF8}
	}
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		return node{}, &FieldError{Fault: FaultSyntax, Want: lineOf(data, err)}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	n, err := value(d, "", 0)
	if err == nil && n.kind != '{' {
		err = &FieldError{Fault: FaultNotObject}
	}
	return n, err
}

// lineOf tells in which line of the data a JSON error was found.
func lineOf(data []byte, err error) string {
	var s *json.SyntaxError
	if !errors.As(err, &s) {
		return "1"
	}
	return strconv.Itoa(1 + bytes.Count(data[:min(int(s.Offset), len(data))], []byte("\n")))
}

func value(d *json.Decoder, path string, depth int) (node, error) {
	t, err := d.Token()
	if err != nil {
		return node{}, fmt.Errorf("json: %w", err) // json.Unmarshal took it
	}
	switch t := t.(type) {
	case json.Delim:
		if depth == maxDepth {
			return node{}, &FieldError{Field: path, Fault: FaultTooDeep, Want: strconv.Itoa(maxDepth)}
		}
		if t == '{' {
			return object(d, path, depth)
		}
		return list(d, path, depth)
	case string:
		return node{kind: '"', text: t}, nil
	case json.Number:
		return node{kind: '0', text: t.String()}, nil
	case bool:
		return node{kind: 't', yes: t}, nil
	}
	return node{kind: 'n'}, nil
}

func object(d *json.Decoder, path string, depth int) (node, error) {
	n, seen := node{kind: '{'}, map[string]bool{}
	for d.More() {
		t, err := d.Token()
		key, ok := t.(string)
		if err != nil || !ok {
			return node{}, fmt.Errorf("json: key %v: %w", t, err)
		}
		if seen[key] {
			return node{}, &FieldError{Field: under(path, key), Fault: FaultTwice}
		}
		seen[key] = true
		item, err := value(d, under(path, key), depth+1)
		if err != nil {
			return node{}, err
		}
		n.keys, n.items = append(n.keys, key), append(n.items, item)
	}
	_, err := d.Token()
	return n, err
}

func list(d *json.Decoder, path string, depth int) (node, error) {
	n := node{kind: '['}
	for d.More() {
		item, err := value(d, nth(path, len(n.items)), depth+1)
		if err != nil {
			return node{}, err
		}
		n.items = append(n.items, item)
	}
	_, err := d.Token()
	return n, err
}

func nth(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// under names a key below a path. A key is foreign text on its way to a terminal:
// what isn't plain is quoted, what is long is cut.
func under(path, key string) string {
	const longest = 60
	if r := []rune(key); len(r) > longest {
		key = string(r[:longest]) + "…"
	}
	if q := strconv.QuoteToGraphic(key); q != `"`+key+`"` || key == "" {
		key = q
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

// encode is the one form in which this package writes JSON: keys in the order of the
// type, two spaces of indent, a line feed at the end, no HTML escapes.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
