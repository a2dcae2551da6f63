package export

import (
	"math/big"
	"slices"

	"constat/store/registry"
)

// Received is what is claimed under one head, in one currency, beside the files that were received
// for it. That a file was received does not say that it bears the amount out: nobody has
// read it here.
type Received struct {
	Currency   registry.Currency `json:"currency"`
	Head       string            `json:"head"`       // "unspecified" where none was given
	Members    int               `json:"members"`    // those with an amount
	Sending    int               `json:"sending"`    // those of them who sent a file for it
	Vouchers   int               `json:"vouchers"`   // files received for these items; one file may be for several
	Documented string            `json:"documented"` // what members call documented
	Declared   string            `json:"declared"`   // what they don't
	With       string            `json:"with_voucher"`
	Without    string            `json:"without_voucher"`
	Bare       string            `json:"documented_without_voucher"` // called documented, and no file came
}

// ReceivedFor sets the files that were received beside the sums of Totals, in its order.
func ReceivedFor(files []registry.File) []Received {
	all := []Received{}
	for _, cur := range currencies(MembersOf(files)) {
		of := map[registry.Head]*receiving{}
		for _, f := range files {
			tallyReceived(of, f, cur)
		}
		for _, h := range append(slices.Clone(registry.Heads), "") {
			if n := of[h]; n != nil {
				all = append(all, Received{cur, headName(h), n.members, n.sending, n.vouchers, decimal(&n.sums.documented), decimal(&n.sums.declared), decimal(&n.with), decimal(&n.without), decimal(&n.bare)})
			}
		}
	}
	return all
}

type receiving struct {
	members, sending, vouchers int
	sums                       pile
	with, without, bare        big.Rat
}

func tallyReceived(of map[registry.Head]*receiving, f registry.File, cur registry.Currency) {
	has := backed(f)
	met, sent := map[registry.Head]bool{}, map[registry.Head]bool{}
	for i, d := range f.Member.Damage {
		v, ok := d.Value()
		if !ok || f.Member.CurrencyOf(d) != cur {
			continue
		}
		n := of[d.Head]
		if n == nil {
			n = new(receiving)
			of[d.Head] = n
		}
		n.sums.add(d, v)
		to := &n.without
		if has[i] {
			to = &n.with
		}
		to.Add(to, v)
		if !has[i] && registry.Yes(d.Documented) {
			n.bare.Add(&n.bare, v)
		}
		met[d.Head], sent[d.Head] = true, sent[d.Head] || has[i]
	}
	for h := range met {
		of[h].members++
		if sent[h] {
			of[h].sending++
		}
		of[h].vouchers += vouchersFor(f, h, cur)
	}
}

// vouchersFor counts the files for at least one item of a head, with an amount in a currency.
func vouchersFor(f registry.File, h registry.Head, cur registry.Currency) (n int) {
	for _, v := range f.Vouchers {
		if slices.ContainsFunc(backs(f, v), func(item int) bool {
			d := f.Member.Damage[item-1]
			_, ok := d.Value()
			return ok && d.Head == h && f.Member.CurrencyOf(d) == cur
		}) {
			n++
		}
	}
	return n
}
