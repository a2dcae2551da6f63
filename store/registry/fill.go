package registry

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of fields and lists that have no max tag of their own.
const (
	maxText = 200
	maxList = 100
)

var errNotCanonical = errors.New("not in canonical form")

// decode reads one JSON object into *v. The field tags say what is allowed: max is
// the longest text in characters or the longest list, lines:"many" lets a text run over lines.
func decode(data []byte, limit int, v any) error {
	n, err := parse(data, limit)
	if err != nil {
		return err
	}
	return fill(reflect.ValueOf(v).Elem(), n, "", "")
}

// decodeCanonical is decode for our own files, of which each value has one encoding.
func decodeCanonical(data []byte, limit int, v any) error {
	if err := decode(data, limit, v); err != nil {
		return err
	}
	again, err := encode(v)
	if err == nil && string(again) != string(data) {
		err = errNotCanonical
	}
	return err
}

func fill(v reflect.Value, n node, path string, tag reflect.StructTag) error {
	if n.kind == 'n' {
		return nil // null: not given
	}
	switch v.Kind() {
	case reflect.Pointer:
		return fillPointer(v, n, path, tag)
	case reflect.Struct:
		return fillStruct(v, n, path)
	case reflect.Slice:
		return fillList(v, n, path, tag)
	case reflect.Bool:
		v.SetBool(n.yes)
		return wrongUnless(n.kind == 't', path, FaultNotBoolean, "")
	case reflect.Int, reflect.Int64:
		return fillInteger(v, n, path, tag)
	case reflect.String:
		return fillText(v, n, path, tag)
	}
	panic("registry: internal error: no rule for " + v.Type().String())
}

func fillPointer(v reflect.Value, n node, path string, tag reflect.StructTag) error {
	p := reflect.New(v.Type().Elem())
	if err := fill(p.Elem(), n, path, tag); err != nil {
		return err
	}
	if n.kind == '{' && p.Elem().IsZero() {
		return nil // an object that says nothing has one encoding: none
	}
	v.Set(p)
	return nil
}

func fillStruct(v reflect.Value, n node, path string) error {
	if n.kind != '{' {
		return &FieldError{Field: path, Fault: FaultNotObject}
	}
	for i, key := range n.keys {
		at, tag := field(v, key)
		if !at.IsValid() {
			return &FieldError{Field: under(path, key), Fault: FaultUnknown, Near: near(key, keysOf(v.Type()))}
		}
		if err := fill(at, n.items[i], under(path, key), tag); err != nil {
			return err
		}
	}
	return nil
}

func fillList(v reflect.Value, n node, path string, tag reflect.StructTag) error {
	if n.kind != '[' {
		return &FieldError{Field: path, Fault: FaultNotList}
	}
	if longest := bound(tag, maxList); len(n.items) > longest {
		return &FieldError{Field: path, Fault: FaultTooMany, Want: strconv.Itoa(longest)}
	}
	if len(n.items) == 0 {
		return nil
	}
	all := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	for i, item := range n.items {
		if item.kind == 'n' || item.kind == '"' && strings.TrimSpace(item.text) == "" {
			return &FieldError{Field: nth(path, i), Fault: FaultEmpty}
		}
		if err := fill(all.Index(i), item, nth(path, i), reflect.StructTag(tag.Get("each"))); err != nil {
			return err
		}
	}
	v.Set(all)
	return nil
}

// fillInteger takes whole numbers written plainly: no sign, no exponent, no zero in front.
func fillInteger(v reflect.Value, n node, path string, tag reflect.StructTag) error {
	lo, hi, _ := strings.Cut(tag.Get("range"), "-")
	least, _ := strconv.ParseInt(lo, 10, 64)
	most, _ := strconv.ParseInt(hi, 10, 64)
	i, err := strconv.ParseInt(n.text, 10, 64)
	v.SetInt(i)
	plain := err == nil && strconv.FormatInt(i, 10) == n.text
	return wrongUnless(n.kind == '0' && plain && i >= least && i <= most, path, FaultNotInteger, lo+" – "+hi)
}

func fillText(v reflect.Value, n node, path string, tag reflect.StructTag) error {
	if n.kind == '0' {
		return &FieldError{Field: path, Fault: FaultNumber}
	}
	if n.kind != '"' {
		return &FieldError{Field: path, Fault: FaultNotText}
	}
	s, many := n.text, tag.Get("lines") == "many"
	if many {
		s = strings.ReplaceAll(s, "\r\n", "\n") // as web forms send it
	}
	s = strings.TrimSpace(s)
	if longest := bound(tag, maxText); utf8.RuneCountInString(s) > longest {
		return &FieldError{Field: path, Fault: FaultTooLong, Want: strconv.Itoa(longest)}
	}
	if r, bad := odd(s, many); bad {
		return &FieldError{Field: path, Fault: FaultCharacter, Want: fmt.Sprintf("%U", r)}
	}
	v.SetString(s)
	if s == "" {
		return nil
	}
	return checkWord(v, path)
}

func checkWord(v reflect.Value, path string) error {
	switch w := v.Interface().(type) {
	case interface{ choices() []string }:
		return choose(v.String(), w.choices(), path)
	case interface{ fault() Fault }:
		f := w.fault()
		return wrongUnless(f == "", path, f, "")
	}
	return nil
}

func choose(s string, from []string, path string) error {
	for _, c := range from {
		if s == c {
			return nil
		}
	}
	return &FieldError{Field: path, Fault: FaultChoice, Want: strings.Join(from, ", "), Near: near(s, from)}
}

// odd finds the first character that a reader can't see or that turns the text around
// it: controls, the whole class Cf (right-to-left overrides and marks, zero-width
// spaces, byte order marks) but the two joiners that some scripts need, line and paragraph
// separators, private use, and U+FFFD, the trace of a broken conversion.
func odd(s string, many bool) (rune, bool) {
	for _, r := range s {
		switch {
		case many && (r == '\n' || r == '\t'), r == '\u200c', r == '\u200d':
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp):
			return r, true
		case r == utf8.RuneError, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
			return r, true
		}
	}
	return 0, false
}

func field(v reflect.Value, key string) (reflect.Value, reflect.StructTag) {
	for i := range v.NumField() {
		if f := v.Type().Field(i); keyOf(f) == key {
			return v.Field(i), f.Tag
		}
	}
	return reflect.Value{}, ""
}

func keysOf(t reflect.Type) []string {
	keys := make([]string, t.NumField())
	for i := range keys {
		keys[i] = keyOf(t.Field(i))
	}
	return keys
}

func keyOf(f reflect.StructField) string {
	key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return key
}

func bound(tag reflect.StructTag, otherwise int) int {
	if n, err := strconv.Atoi(tag.Get("max")); err == nil {
		return n
	}
	return otherwise
}

func wrongUnless(ok bool, path string, f Fault, want string) error {
	if ok {
		return nil
	}
	return &FieldError{Field: path, Fault: f, Want: want}
}
