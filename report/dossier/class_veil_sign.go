package dossier

import (
	"fmt"
	"slices"
	"strings"
)

// networkSign is the sign whose values name who has or announces a site's addresses. A
// block may be a customer's own, and bear their name.
const (
	networkSign     = "network"
	networkQuestion = "same-network"
)

// networks puts numbers in place of networks, and leaves out those of sites elsewhere.
func (v *veil) networks(p *Class) {
	elsewhere, shown := 0, 0
	for i := range p.Others {
		for _, o := range p.Others[i].Outages {
			if _, ok := o.Signs[networkSign]; ok {
				delete(o.Signs, networkSign)
				elsewhere++
			}
		}
	}
	numbers := map[string]string{}
	number := func(t string) string {
		if numbers[t] == "" {
			numbers[t] = fmt.Sprintf("N%d", len(numbers)+1)
		}
		return numbers[t]
	}
	each := func(signs map[string]string) {
		if t, ok := signs[networkSign]; ok {
			signs[networkSign] = number(t)
		}
	}
	for i := range p.Sites {
		for _, o := range p.Sites[i].Outages {
			if t := o.Signs[networkSign]; t != "" && number(t) != t { // what groups have in common is theirs
				shown++
			}
			each(o.Signs)
		}
	}
	for i := range p.Groups {
		each(p.Groups[i].Signs)
		for _, r := range p.Groups[i].Rows {
			for k, t := range r.Signs[networkSign] {
				r.Signs[networkSign][k] = number(t)
			}
		}
	}
	asked := 0
	for _, q := range p.Questions {
		for k := range q.Values {
			if t := &q.Values[k].Value; q.Question == networkQuestion && number(*t) != *t {
				*t = number(*t)
				asked++
			}
		}
	}
	v.hidden("others[].outages[].signs", elsewhere)
	v.hidden("sites[].outages[].signs", shown)
	v.hidden("questions[].values", asked)
}

// providers leaves out what members call who hosts them, but for the words that the
// report was asked for, which its reader was told: members choose theirs freely.
func (v *veil) providers(p *Class) {
	own := func(word string) bool {
		return word != "" && !slices.ContainsFunc(append(p.Asked, p.Provider), func(asked string) bool {
			return strings.EqualFold(strings.TrimSpace(asked), strings.TrimSpace(word))
		})
	}
	all := len(p.Providers)
	p.Providers = slices.DeleteFunc(p.Providers, own)
	v.hidden("providers", all-len(p.Providers))
	n := 0
	for _, list := range [][]ClassSite{p.Sites, p.Others} {
		for i := range list {
			if t := &list[i].Provider; own(*t) {
				*t, n = "", n+1
			}
		}
	}
	v.hidden("sites[].provider", n)
	n = 0
	for i := range p.NotTaken {
		if t := &p.NotTaken[i].Provider; own(*t) {
			*t, n = "", n+1
		}
	}
	v.hidden("not_taken[].provider", n)
}

// untaken are the names of sites that were not taken.
func (v *veil) untaken(p *Class) (names []*string) {
	for i := range p.NotTaken {
		names = append(names, &p.NotTaken[i].Name)
	}
	return names
}

func (v *veil) hidden(key string, n int) {
	if n > 0 {
		v.hide(key, n)
	}
}
