package veil

import (
	"fmt"
	"strings"
)

// named checks that one number stands for one name in all facts of an opening, and one
// name for one number of its sort (V1 of vantages, U1 of addresses, 1 of members).
func (o *Opening) named() error {
	p := pairing{names: map[string]string{}, numbers: map[string]string{}}
	for _, r := range o.Rows {
		if r.Commitment == "-" {
			continue
		}
		whole, err := exactly([]byte(r.Sealed))
		if err != nil {
			return err
		}
		shown, err := exactly([]byte(r.Shown))
		if err != nil {
			return err
		}
		if err := p.walk(whole, shown); err != nil {
			return fmt.Errorf("fact %s: %w", r.Path, err)
		}
	}
	return nil
}

// A pairing is which number stands for which name, and the other way.
type pairing struct{ names, numbers map[string]string }

func (p pairing) walk(whole, shown any) error {
	switch a := whole.(type) {
	case map[string]any:
		b, _ := shown.(map[string]any)
		for k := range a {
			if err := p.walk(a[k], b[k]); err != nil {
				return err
			}
		}
	case []any:
		b, _ := shown.([]any)
		for i := range min(len(a), len(b)) {
			if err := p.walk(a[i], b[i]); err != nil {
				return err
			}
		}
	case string:
		if b, ok := shown.(string); ok && b != "" && (a != b || number(b)) {
			return p.each(a, b)
		}
	}
	return nil
}

// each pairs names with numbers; of a list in one text, such as addresses, one by one.
func (p pairing) each(name, number string) error {
	names, numbers := strings.Fields(name), strings.Fields(number)
	if len(names) != len(numbers) {
		names, numbers = []string{name}, []string{number}
	}
	for i := range names {
		sort := strings.TrimRight(numbers[i], "/0123456789")
		if was, ok := p.names[numbers[i]]; ok && was != names[i] {
			return fmt.Errorf("%.40q stands for two names", numbers[i])
		}
		if was, ok := p.numbers[sort+" "+names[i]]; ok && was != numbers[i] {
			return fmt.Errorf("%.40q and %.40q stand for one name", was, numbers[i])
		}
		p.names[numbers[i]], p.numbers[sort+" "+names[i]] = names[i], numbers[i]
	}
	return nil
}

// number reports whether a word is that of a member: digits alone.
func number(word string) bool { return word != "" && strings.Trim(word, "0123456789") == "" }
