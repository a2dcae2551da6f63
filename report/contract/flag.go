package contract

import (
	"math/big"
	"slices"

	"constat/report/lang"
)

// A Flag is where a document does not agree with itself. Nothing of it is
// copied into a computation.
type Flag struct {
	Kind string // "arithmetic", "gap"
	Step
}

// Flags returns what is wrong with the document behind r, as r tells it: figures
// that it works out wrongly, and rates of which its table says nothing.
func (r *Rule) Flags() (all []Flag) {
	for _, s := range r.Stated {
		if s.Percent == nil || s.Over == nil || s.Minutes == nil {
			continue
		}
		exact := Allowed(s.Percent, s.Over)
		if off(exact, s.Minutes) {
			all = append(all, Flag{"arithmetic", said(func(l *lang.Language) string {
				return l.Contract.Stated(Plain(s.Percent), number(l, s.Over), number(l, s.Minutes), number(l, exact))
			})})
		}
	}
	for _, g := range r.gaps() {
		all = append(all, Flag{"gap", said(func(l *lang.Language) string { return l.Contract.GapIn(written(l, g[0]), written(l, g[1])) })})
	}
	return all
}

// off reports whether a figure given with so many decimals is not the exact one
// rounded either way.
func off(exact, given *big.Rat) bool {
	places := 0
	for scaled := new(big.Rat).Set(given); !scaled.IsInt() && places < 9; places++ {
		scaled.Mul(scaled, big.NewRat(10, 1))
	}
	step := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	return new(big.Rat).Abs(new(big.Rat).Sub(exact, given)).Cmp(step) >= 0
}

// gaps are the rates under the commitment of which the table says nothing, as
// pairs of bounds in percent.
func (r *Rule) gaps() (all [][2]*big.Rat) {
	if r.Credit.Kind != "tiers" {
		return nil
	}
	rows := slices.SortedFunc(slices.Values(r.Credit.Tiers), func(a, b Tier) int { return b.top().Cmp(a.top()) })
	reached, included := r.Commitment, true // what the promise itself covers, from there up
	for _, row := range rows {
		top := row.top()
		if c := top.Cmp(reached); c < 0 || c == 0 && !included && !row.UpToMost && row.Most != nil {
			all = append(all, [2]*big.Rat{top, reached})
		}
		if row.bottom().Cmp(reached) < 0 {
			reached, included = row.bottom(), !row.AboveLeast
		}
	}
	if reached.Sign() > 0 {
		all = append(all, [2]*big.Rat{zero(), reached})
	}
	return all
}

func (t Tier) top() *big.Rat {
	if t.Most == nil {
		return hundred
	}
	return t.Most
}

func (t Tier) bottom() *big.Rat {
	if t.Least == nil {
		return zero()
	}
	return t.Least
}
