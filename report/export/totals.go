package export

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"constat/store/registry"
)

// Total is what all members together claim in one currency. Sums are decimal numbers,
// exact, with at least two decimals.
type Total struct {
	Currency   registry.Currency `json:"currency"`
	Members    int               `json:"members"` // those with an amount in this currency
	Documented string            `json:"documented"`
	Declared   string            `json:"declared"` // without vouchers
	Total      string            `json:"total"`
	Median     string            `json:"median"` // of the members' sums; of the two in the middle, their mean
	Maximum    string            `json:"maximum"`
	Heads      []HeadTotal       `json:"heads"`
}

// HeadTotal is the part of a Total under one head; items without a head are "unspecified".
type HeadTotal struct {
	Head       string `json:"head"`
	Items      int    `json:"items"`
	Documented string `json:"documented"`
	Declared   string `json:"declared"`
	Total      string `json:"total"`
	Members    int    `json:"members"` // those with an amount under this head
	Median     string `json:"median"`  // of the members' sums under this head
	Maximum    string `json:"maximum"`
}

// Totals adds up the damages by currency (in alphabetical order) and by head (in the
// order of registry.Heads). Currencies are never converted. Items without an amount are left out.
func Totals(members []registry.Member) []Total {
	totals := []Total{}
	for _, cur := range currencies(members) {
		totals = append(totals, total(members, cur))
	}
	return totals
}

func total(members []registry.Member, cur registry.Currency) Total {
	t := Total{Currency: cur, Heads: []HeadTotal{}}
	var all pile
	heads, perHead := map[registry.Head]*pile{}, map[registry.Head][]*big.Rat{}
	var sums []*big.Rat
	for _, m := range members {
		var own pile
		ownHeads := map[registry.Head]*big.Rat{}
		each(m, cur, func(d registry.Damage, v *big.Rat) {
			if heads[d.Head] == nil {
				heads[d.Head] = new(pile)
			}
			heads[d.Head].add(d, v)
			own.add(d, v)
			all.add(d, v)
			if ownHeads[d.Head] == nil {
				ownHeads[d.Head] = new(big.Rat)
			}
			ownHeads[d.Head].Add(ownHeads[d.Head], v)
		})
		for h, sum := range ownHeads {
			perHead[h] = append(perHead[h], sum)
		}
		if own.items > 0 {
			sums = append(sums, own.both())
		}
	}
	t.Members, t.Documented, t.Declared, t.Total = len(sums), decimal(&all.documented), decimal(&all.declared), decimal(all.both())
	slices.SortFunc(sums, (*big.Rat).Cmp)
	t.Median, t.Maximum = decimal(median(sums)), decimal(sums[len(sums)-1])
	for _, h := range append(slices.Clone(registry.Heads), "") {
		if p := heads[h]; p != nil {
			own := perHead[h]
			slices.SortFunc(own, (*big.Rat).Cmp)
			t.Heads = append(t.Heads, HeadTotal{headName(h), p.items, decimal(&p.documented), decimal(&p.declared), decimal(p.both()), len(own), decimal(median(own)), decimal(own[len(own)-1])})
		}
	}
	return t
}

type pile struct {
	items                int
	documented, declared big.Rat
}

func (p *pile) add(d registry.Damage, v *big.Rat) {
	p.items++
	to := &p.declared
	if registry.Yes(d.Documented) {
		to = &p.documented
	}
	to.Add(to, v)
}

func (p *pile) both() *big.Rat { return new(big.Rat).Add(&p.documented, &p.declared) }

// each calls f for the items of a member's damage that have a value in the currency.
func each(m registry.Member, cur registry.Currency, f func(registry.Damage, *big.Rat)) {
	for _, d := range m.Damage {
		if v, ok := d.Value(); ok && m.CurrencyOf(d) == cur {
			f(d, v)
		}
	}
}

// memberSum is "" when nothing was claimed, which is not the same as 0.00.
func memberSum(m registry.Member, cur registry.Currency, pick func(registry.Damage) bool) string {
	var picked pile
	each(m, cur, func(d registry.Damage, v *big.Rat) {
		if pick(d) {
			picked.add(d, v)
		}
	})
	if picked.items == 0 {
		return ""
	}
	return decimal(picked.both())
}

func currencies(members []registry.Member) []registry.Currency {
	var all []registry.Currency
	for _, m := range members {
		for _, d := range m.Damage {
			if _, ok := d.Value(); ok {
				all = append(all, m.CurrencyOf(d))
			}
		}
	}
	slices.SortFunc(all, cmp.Compare[registry.Currency])
	return slices.Compact(all)
}

func median(sorted []*big.Rat) *big.Rat {
	n := len(sorted)
	m := new(big.Rat).Add(sorted[(n-1)/2], sorted[n/2])
	return m.Mul(m, big.NewRat(1, 2))
}

// decimal writes a sum out in full. Amounts have 4 decimals, so a product has 8, and the mean of two one more.
func decimal(r *big.Rat) string {
	const most, least = 9, 2
	s := strings.TrimRight(r.FloatString(most), "0")
	if short := least - (len(s) - strings.IndexByte(s, '.') - 1); short > 0 {
		s += strings.Repeat("0", short)
	}
	return s
}
