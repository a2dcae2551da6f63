package contract

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"constat/report/lang"
	"constat/store/record"
)

// rules are the shipped ones, each in the file of its name. They are our own
// writing: facts with their sources, and no sentence of a provider's.
//
//go:embed rules/*.yaml
var rules embed.FS

// Shipped are the rules that the program carries, by name.
var Shipped = sync.OnceValue(func() []*Rule {
	entries, err := rules.ReadDir("rules")
	if err != nil {
		panic("contract: internal error: " + err.Error())
	}
	var all []*Rule
	for _, e := range entries {
		text, err := rules.ReadFile(path.Join("rules", e.Name()))
		if err != nil {
			panic("contract: internal error: " + err.Error())
		}
		r, err := ParseRule(text)
		if err != nil || r.Name+".yaml" != e.Name() {
			panic(fmt.Sprintf("contract: internal error: rule %s: %v", e.Name(), err))
		}
		all = append(all, r)
	}
	return slices.SortedFunc(slices.Values(all), func(a, b *Rule) int { return strings.Compare(a.Name, b.Name) })
})

// ShippedRule returns the shipped rule of a name.
func ShippedRule(name string) (*Rule, bool) {
	i := slices.IndexFunc(Shipped(), func(r *Rule) bool { return r.Name == name })
	if i < 0 {
		return nil, false
	}
	return Shipped()[i], true
}

// Carried reports whether the program carries a rule of that digest.
func Carried(digest record.Hash) bool {
	return slices.ContainsFunc(Shipped(), func(o *Rule) bool { return o.Digest == digest })
}

// Rank says of what grade a source is: of a rule that the program does not
// carry it is its author's word alone.
func Rank(l *lang.Language, grade string, carried bool) string {
	if !carried {
		return l.Contract.Claimed(l.Contract.Grades[grade])
	}
	return l.Contract.Grades[grade]
}

// Own reports whether r is a rule that this program carries, word for word.
func (r *Rule) Own() bool {
	return Carried(r.Digest)
}

// ErrNoRule is returned for a name that no shipped rule has.
var ErrNoRule = errors.New("no rule of that name is shipped; constat rule list names them")
