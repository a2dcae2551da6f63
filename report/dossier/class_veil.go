package dossier

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"constat/store/record"
)

// A veil puts numbers in place of what names a member or leads to one.
type veil struct {
	members  map[string]string
	vantages map[string]string // by name
	logs     map[string]string // by origin
	units    map[string]string // by address
	hide     func(key string, n int)
}

// numbered gives numbers to members, in the order of the report. Numbers too are
// replaced: one of nine digits may be that of a firm in a register that all can read.
func (c *Class) numbered() map[string]string {
	var all []string
	for _, m := range c.Members {
		all = append(all, m.Member)
	}
	known := len(all)
	for _, s := range slices.Concat(c.Sites, c.Others) {
		all = append(all, s.Members...)
	}
	for _, b := range c.Bundles {
		all = append(all, b.Members...)
	}
	for _, l := range c.LeftOut {
		all = append(all, l.Member)
	}
	slices.Sort(all[known:])
	numbers := map[string]string{}
	for _, m := range all {
		if m == "" || m == "-" || numbers[m] != "" {
			continue
		}
		numbers[m] = strconv.Itoa(len(numbers) + 1)
	}
	return numbers
}

// over lays v over p.
func (v *veil) over(p *Class) {
	v.named(p)
	v.each("vantages[].name", v.vantages, func(do func(*string)) {
		for i := range p.Vantages {
			do(&p.Vantages[i].Name)
		}
	})
	v.each("vantages[].logs", v.logs, func(do func(*string)) {
		for i := range p.Vantages {
			eachOf(p.Vantages[i].Logs, do)
		}
	})
	v.bundles(p)
	v.leaves(p)
	for _, list := range [][]ClassSite{p.Sites, p.Others} {
		for i := range list {
			replace(list[i].Vantages, v.vantages)
			for k := range list[i].Outages {
				replace(list[i].Outages[k].Vantages, v.vantages)
			}
		}
	}
	for i := range p.Events {
		replace(p.Events[i].Vantages, v.vantages)
		replace(p.Events[i].Members, v.members)
		p.Events[i].Largest.Member = v.members[p.Events[i].Largest.Member]
		for k := range p.Events[i].Strata {
			replace(p.Events[i].Strata[k].Vantages, v.vantages)
		}
	}
	v.sites(p)
	v.people(p)
}

// named gives a number to each vantage, log and address.
func (v *veil) named(p *Class) {
	v.vantages, v.logs, v.units = map[string]string{}, map[string]string{}, map[string]string{}
	for i, x := range p.Vantages {
		name := fmt.Sprintf("V%d", i+1)
		v.vantages[x.Name] = name
		for _, origin := range x.Logs {
			epoch := origin[strings.LastIndexByte(origin, '/')+1:]
			if was := v.logs[origin]; was != "" { // two vantages give their logs one name
				v.logs[origin] = was + "|" + name + "/" + epoch
				continue
			}
			v.logs[origin] = name + "/" + epoch
		}
	}
	numbers := map[string]string{} // of single addresses
	for _, s := range slices.Concat(p.Sites, p.Others) {
		if s.Address != "" {
			v.units[s.Address] = addressed(numbers, s.Address)
		}
	}
}

// addressed gives each of a site's addresses its number: what sites share stays shared.
func addressed(numbers map[string]string, list string) string {
	all := strings.Fields(list)
	for i, a := range all {
		if numbers[a] == "" {
			numbers[a] = fmt.Sprintf("U%d", len(numbers)+1)
		}
		all[i] = numbers[a]
	}
	return strings.Join(all, " ")
}

func (v *veil) bundles(p *Class) {
	names, heads, secrets := 0, 0, 0
	for i := range p.Bundles {
		b := &p.Bundles[i]
		// Witnesses publish heads under the names of logs.
		if len(b.Heads) > 0 {
			heads += len(b.Heads)
			b.Heads = []ClassHead{}
		}
		if !b.Secret.IsZero() {
			b.Secret, secrets = record.Hash{}, secrets+1
		}
		if short := b.SHA256.String()[:8]; b.Name != short {
			b.Name, names = short, names+1
		}
		replace(b.Logs, v.logs)
		replace(b.Members, v.members)
	}
	v.hidden("bundles[].name", names)
	v.hidden("bundles[].heads", heads)
	v.hidden("bundles[].secret", secrets)
}

// leaves leaves out the places of records in their logs. Beside the heads that
// witnesses publish, a place and an instant would tell which log it is.
func (v *veil) leaves(p *Class) {
	n := 0
	for _, list := range [][]ClassSite{p.Sites, p.Others} {
		for i := range list {
			for k := range list[i].Outages {
				o := &list[i].Outages[k]
				for _, refs := range []*[]ClassRef{&o.Onset, &o.End} {
					if n += len(*refs); len(*refs) > 0 {
						*refs = []ClassRef{}
					}
				}
			}
		}
	}
	if n > 0 {
		v.hide("sites[].outages[].leaves", n)
	}
}

func (v *veil) sites(p *Class) {
	v.each("sites[].address", v.units, func(do func(*string)) {
		for _, list := range [][]ClassSite{p.Sites, p.Others} {
			for i := range list {
				do(&list[i].Address)
			}
		}
	})
	v.networks(p)
	v.providers(p)
}

func (v *veil) people(p *Class) {
	v.each("members[].member", v.members, func(do func(*string)) {
		for i := range p.Members {
			do(&p.Members[i].Member)
		}
	})
	for i := range p.Members {
		replace(p.Members[i].Also, v.members)
		replace(p.Members[i].Within, v.members)
	}
	for _, list := range [][]ClassSite{p.Sites, p.Others} {
		for i := range list {
			replace(list[i].Members, v.members)
		}
	}
	for i := range p.LeftOut {
		p.LeftOut[i].Member = v.members[p.LeftOut[i].Member]
	}
	for i := range p.Sheets {
		p.Sheets[i].Member = v.members[p.Sheets[i].Member]
	}
	for i := range p.Groups {
		replace(p.Groups[i].Members, v.members)
		for k := range p.Groups[i].Rows {
			r := &p.Groups[i].Rows[k]
			r.Member = v.members[r.Member]
		}
	}
}

// each replaces the texts that walk goes through, and counts those that it changed.
func (v *veil) each(key string, by map[string]string, walk func(func(*string))) {
	n := 0
	walk(func(t *string) {
		if to := by[*t]; *t != "" && to != *t {
			*t, n = to, n+1
		}
	})
	v.hidden(key, n)
}

func eachOf(list []string, do func(*string)) {
	for i := range list {
		do(&list[i])
	}
}

// replace keeps what by, where there is one, has no word for.
func replace(list []string, by map[string]string) {
	for i, t := range list {
		if w, ok := by[t]; ok {
			list[i] = w
		}
	}
}
