package registry

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// What the list says of a field is what ParseMember holds it to.
func TestFieldsSayWhatParseMemberTakes(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Fields() {
		if seen[f.Path] {
			t.Errorf("%s stands twice", f.Path)
		}
		seen[f.Path] = true
		var value any
		switch {
		case len(f.Choices) > 0:
			value = f.Choices[len(f.Choices)-1]
		case f.Word == "text":
			value = strings.Repeat("é", f.Max)
		case f.Word == "yes or no":
			value = true
		case f.Word == "number":
			value = 7
		case f.Word == "Amount" || f.Word == "Percent":
			value = "7.5"
		case f.Word == "Date" || f.Word == "When":
			value = "2021-08-29"
		case f.Word == "Digest":
			value = strings.Repeat("ab", 32)
		case f.Word == "Currency":
			value = "CAD"
		case f.Word == "Country":
			value = "CA"
		case f.Word == "Language":
			value = "fr-CA"
		case f.Word == "Email":
			value = strings.Repeat("a", f.Max-2) + "@b"
		case f.Word == "IP":
			value = "192.0.2.1"
		default:
			t.Errorf("%s: what is %q?", f.Path, f.Word)
		}
		if _, err := ParseMember(memberWith(t, f, value)); err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		if f.Word == "text" {
			if _, err := ParseMember(memberWith(t, f, strings.Repeat("é", f.Max+1))); err == nil {
				t.Errorf("%s: longer than %d is taken", f.Path, f.Max)
			}
			if _, err := ParseMember(memberWith(t, f, "a\nb")); (err == nil) != f.Lines {
				t.Errorf("%s: lines %v, but %v", f.Path, f.Lines, err)
			}
		}
	}
	if !seen["damage[].amount"] || !seen["impact.data_lost.restored_pct"] || !seen["name_or_legal_name"] {
		t.Errorf("fields are missing of %v", seen)
	}
}

func memberWith(t *testing.T, f Field, value any) []byte {
	if f.Many {
		value = []any{value}
	}
	b, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	s := string(b)
	keys := strings.Split(f.Path, ".")
	for i := len(keys) - 1; i >= 0; i-- {
		key := strings.TrimSuffix(keys[i], "[]")
		if s = fmt.Sprintf("{%q: %s}", key, s); i > 0 && strings.HasSuffix(keys[i-1], "[]") {
			s = "[" + s + "]"
		}
	}
	if f.Path == "name_or_legal_name" {
		return []byte(s)
	}
	return []byte(`{"name_or_legal_name": "A", ` + s[1:])
}
