package contract

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/store/record"
)

// fields reads the keys of one mapping. Each is asked for once by its name;
// what nobody asked for is a mistake.
type fields struct {
	r     *reader
	n     *node
	known []string
}

// mapped returns the fields of n, which must be a mapping.
func (r *reader) mapped(n *node) *fields {
	if n == nil {
		n = &node{kind: mapping}
	}
	if n.kind != mapping {
		r.note(n.line, "il faut ici des clés et leurs valeurs", "keys and their values are wanted here")
		n = &node{line: n.line, kind: mapping}
	}
	return &fields{r: r, n: n}
}

// get returns the value of key, nil where it is not given.
func (f *fields) get(key string) *node {
	f.known = append(f.known, key)
	v := f.n.at[key]
	if v == nil || v.kind == absent {
		return nil
	}
	return v
}

// done notes the keys that nobody asked for.
func (f *fields) done() {
	for _, k := range f.n.keys {
		if !slices.Contains(f.known, k) {
			f.r.note(f.n.at[k].line, "clé inconnue « %s » ; ici : %s", "unknown key %q; here: %s", k, strings.Join(f.known, ", "))
		}
	}
}

func (f *fields) missing(key string) {
	f.r.note(f.n.line, "il manque « %s »", "%q is missing", key)
}

// text returns a scalar, "" where none is given.
func (f *fields) text(key string) string {
	v := f.get(key)
	if v == nil {
		return ""
	}
	return f.r.scalar(v)
}

func (r *reader) scalar(v *node) string {
	const most = 2000
	odd := func(c rune) bool { return c < ' ' && c != '\n' || c == 0x7f }
	if v.kind != scalar || len(v.text) > most || strings.ContainsFunc(v.text, odd) {
		r.note(v.line, "il faut ici un texte d’au plus %d octets", "a text of at most %d bytes is wanted here", most)
		return ""
	}
	return v.text
}

// need is text that must be given.
func (f *fields) need(key string) string {
	s := f.text(key)
	if s == "" && f.n.at[key] == nil {
		f.missing(key)
	}
	return s
}

// one returns a text out of a closed list, first of them where none is given.
func (f *fields) one(key string, words ...string) string {
	v := f.get(key)
	if v == nil {
		return words[0]
	}
	s := f.r.scalar(v)
	if !slices.Contains(words, s) {
		f.r.note(v.line, "« %s » : « %s » n’est pas connu ; il y a %s", "%s: %q is not known; there are %s", key, s, strings.Join(words, ", "))
		return words[0]
	}
	return s
}

// texts returns a list of texts; a single one may stand by itself.
func (f *fields) texts(key string) (all []string) {
	for _, v := range f.list(key) {
		if s := f.r.scalar(v); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// words are texts out of a closed list.
func (f *fields) words(key string, closed ...string) (all []string) {
	for _, v := range f.list(key) {
		s := f.r.scalar(v)
		if !slices.Contains(closed, s) {
			f.r.note(v.line, "« %s » : « %s » n’est pas connu ; il y a %s", "%s: %q is not known; there are %s", key, s, strings.Join(closed, ", "))
			continue
		}
		all = append(all, s)
	}
	return all
}

// list returns the items of a list, or the one value that stands for it.
func (f *fields) list(key string) []*node {
	const most = 10_000
	v := f.get(key)
	switch {
	case v == nil:
		return nil
	case v.kind != list:
		return []*node{v}
	case len(v.items) > most:
		f.r.note(v.line, "plus de %d éléments", "over %d items", most)
		return nil
	}
	return v.items
}

// yes returns a truth value, false where none is given.
func (f *fields) yes(key string) bool { return f.one(key, "false", "true") == "true" }

// whole returns a number from least to most, or otherwise where none is given.
func (f *fields) whole(key string, otherwise, least, most int) int {
	v := f.get(key)
	if v == nil {
		return otherwise
	}
	n, err := strconv.Atoi(f.r.scalar(v))
	if err != nil || n < least || n > most {
		f.r.note(v.line, "« %s » : il faut un nombre entier de %d à %d", "%s: a whole number from %d to %d is wanted", key, least, most)
		return otherwise
	}
	return n
}

// rational returns an exact decimal, nil where none is given.
func (f *fields) rational(key string) *big.Rat {
	v := f.get(key)
	if v == nil {
		return nil
	}
	q, ok := decimal(f.r.scalar(v))
	if !ok {
		f.r.note(v.line, "« %s » : il faut un nombre décimal tel que 99.95", "%s: a decimal such as 99.95 is wanted", key)
		return nil
	}
	return q
}

// percent is a decimal from 0 to 100.
func (f *fields) percent(key string) *big.Rat {
	q := f.rational(key)
	if q != nil && q.Cmp(hundred) > 0 {
		f.r.note(f.n.at[key].line, "« %s » dépasse 100", "%s is over 100", key)
		return nil
	}
	return q
}

// span returns a duration such as 1h30m, 0 where none is given.
func (f *fields) span(key string) time.Duration {
	v := f.get(key)
	if v == nil {
		return 0
	}
	d, err := time.ParseDuration(f.r.scalar(v))
	if err != nil || d < time.Second || d > 10*366*24*time.Hour || d%time.Second != 0 {
		f.r.note(v.line, "« %s » : il faut une durée telle que 90s, 3m ou 1h30m", "%s: a duration such as 90s, 3m or 1h30m is wanted", key)
		return 0
	}
	return d
}

// digest returns a SHA-256 in hexadecimal, zero where none is given.
func (f *fields) digest(key string) (h record.Hash) {
	v := f.get(key)
	if v == nil {
		return h
	}
	return f.r.hash(v)
}

func (r *reader) hash(v *node) (h record.Hash) {
	if err := h.UnmarshalText([]byte(r.scalar(v))); err != nil {
		r.note(v.line, "il faut un SHA-256 en 64 chiffres hexadécimaux", "a SHA-256 of 64 hexadecimal digits is wanted")
	}
	return h
}

// date returns a day such as 2021-08-28, "" where none is given.
func (f *fields) date(key string) string {
	v := f.get(key)
	if v == nil {
		return ""
	}
	return f.r.day(v)
}

func (r *reader) day(v *node) string {
	s := r.scalar(v)
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		r.note(v.line, "il faut une date telle que 2021-08-28", "a date such as 2021-08-28 is wanted")
		return ""
	}
	return s
}

var (
	hundred = big.NewRat(100, 1)
	plain   = regexp.MustCompile(`^[0-9]{1,12}(\.[0-9]{1,9})?$`)
)

// decimal reads a decimal that is not negative, exactly.
func decimal(s string) (*big.Rat, bool) {
	if !plain.MatchString(s) {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}
