package veil

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// masks checks that a fact as shown is the sealed one with words left out or replaced,
// and nothing else: figures, instants' places and keys are as they were. A list can be
// shorter, where what is left of it stands in the same order; a key can be missing,
// and none is new but the commitment of a site's name.
func masks(whole, shown []byte) error {
	x, err := exactly(whole)
	if err != nil {
		return err
	}
	y, err := exactly(shown)
	if err != nil {
		return err
	}
	if at := altered(x, y, ""); at != "" {
		return fmt.Errorf("it differs from the sealed one in %s, which no name explains", strings.TrimPrefix(at, "."))
	}
	return nil
}

// exactly reads JSON with its numbers as they are written.
func exactly(text []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

// altered names where y is not x with words left out or replaced, "" for nowhere.
func altered(x, y any, at string) string {
	switch a := x.(type) {
	case string:
		if _, ok := y.(string); ok {
			return ""
		}
	case map[string]any:
		if b, ok := y.(map[string]any); ok {
			return alteredKeys(a, b, at)
		}
	case []any:
		if b, ok := y.([]any); ok {
			return alteredItems(a, b, at)
		}
	case nil:
		if b, ok := y.([]any); y == nil || ok && len(b) == 0 {
			return ""
		}
	default: // a number, or true or false
		if x == y {
			return ""
		}
	}
	return at
}

func alteredKeys(a, b map[string]any, at string) string {
	for k, v := range b {
		was, ok := a[k]
		if !ok && k == addedKey {
			continue
		}
		if !ok {
			return at + "." + k
		}
		if where := altered(was, v, at+"."+k); where != "" {
			return where
		}
	}
	return ""
}

// alteredItems holds lists of one length item by item; a shorter one lacks items.
func alteredItems(a, b []any, at string) string {
	if len(a) == len(b) {
		for i := range a {
			if where := altered(a[i], b[i], fmt.Sprintf("%s[%d]", at, i)); where != "" {
				return where
			}
		}
		return ""
	}
	n := 0
	for _, was := range a {
		if n < len(b) && same(was, b[n]) {
			n++
		}
	}
	if n < len(b) {
		return fmt.Sprintf("%s[%d]", at, n)
	}
	return ""
}

func same(x, y any) bool {
	a, errA := json.Marshal(x)
	b, errB := json.Marshal(y)
	return errA == nil && errB == nil && slices.Equal(a, b)
}
