package class

import (
	"math/big"
	"slices"
	"strings"

	"constat/store/record"
)

// A Stratum are the units that the same vantages watched: only those are
// compared with each other. If a vantage's own network is to blame, it fails for
// both sides of its stratum alike, and the stratum says nothing.
type Stratum struct {
	Vantages []string
	Ours     Share // of the provider's units
	Others   Share
}

// A Comparison is one minute of an event held against chance.
type Comparison struct {
	Minute record.Instant
	Strata []Stratum // in order of their vantages
	// Chance is the chance that at least as many of the failing units would be
	// the provider's, had those that failed in each stratum been drawn from it by
	// lot: a sum of independent hypergeometric counts, exactly.
	Chance *big.Rat
}

// Compare counts the units of sites over a minute, stratum by stratum, and works
// out the chance. Sites that share an address are one unit: the provider's is
// failing where more than half of its known sites are, another's where any is. One
// that several strata share is in the one that knows most of its sites.
//
// A site of which no address is known, and a unit that has sites of both sides,
// count only where they speak for the provider: as well, if they are the
// provider's, and as failing, if they are not.
func Compare(sites []Site, minute record.Instant) Comparison {
	return compare(sites, minute, false)
}

// CompareSeen is as [Compare], but takes a site of the provider as failing only
// where two vantages or more saw it fail.
func CompareSeen(sites []Site, minute record.Instant) Comparison {
	return compare(sites, minute, true)
}

func compare(sites []Site, minute record.Instant, confirmed bool) Comparison {
	c := Comparison{Minute: minute}
	byKey := map[string]*Stratum{}
	for _, u := range unitsOf(sites, minute, confirmed) {
		key := strings.Join(u.vantages, "\x00")
		s := byKey[key]
		if s == nil {
			s = &Stratum{Vantages: u.vantages}
			byKey[key] = s
		}
		share := &s.Others
		if u.ours {
			share = &s.Ours
		}
		share.add(u.state())
	}
	for _, s := range byKey {
		c.Strata = append(c.Strata, *s)
	}
	slices.SortFunc(c.Strata, func(a, b Stratum) int { return slices.Compare(a.Vantages, b.Vantages) })
	c.Chance = chance(c.Strata)
	return c
}

// Differs reports whether any stratum could have come out otherwise.
func (c Comparison) Differs() bool { return slices.ContainsFunc(c.Strata, Stratum.differs) }

func (s Stratum) differs() bool {
	ours, all, failing := s.Ours.Known, s.Ours.Known+s.Others.Known, s.Ours.Failing+s.Others.Failing
	return ours > 0 && ours < all && failing > 0 && failing < all
}

func (s *Share) add(state State) {
	switch state {
	case Failing:
		s.Failing, s.Known = s.Failing+1, s.Known+1
	case Well:
		s.Known++
	default:
		s.Unknown++
	}
}

// chance is that of a sum of hypergeometric counts being at least what it was.
func chance(strata []Stratum) *big.Rat {
	ways, total := []*big.Int{big.NewInt(1)}, big.NewInt(1)
	seen := 0
	for _, s := range strata {
		if !s.differs() {
			continue // there is one way alone
		}
		ours, all, failing := s.Ours.Known, s.Ours.Known+s.Others.Known, s.Ours.Failing+s.Others.Failing
		seen += s.Ours.Failing
		ways = convolve(ways, draws(ours, all, failing))
		total.Mul(total, binomial(all, failing))
	}
	sum := new(big.Int)
	for n := seen; n < len(ways); n++ {
		sum.Add(sum, ways[n])
	}
	return new(big.Rat).SetFrac(sum, total)
}

// draws counts, for each k, the ways to draw failing of all so that k of them are
// among ours.
func draws(ours, all, failing int) []*big.Int {
	ways := make([]*big.Int, min(ours, failing)+1)
	for k := range ways {
		ways[k] = new(big.Int).Mul(binomial(ours, k), binomial(all-ours, failing-k))
	}
	return ways
}

func binomial(n, k int) *big.Int {
	if k < 0 || k > n {
		return new(big.Int)
	}
	return new(big.Int).Binomial(int64(n), int64(k))
}

func convolve(a, b []*big.Int) []*big.Int {
	out := make([]*big.Int, len(a)+len(b)-1)
	for i := range out {
		out[i] = new(big.Int)
	}
	for i, x := range a {
		for j, y := range b {
			out[i+j].Add(out[i+j], new(big.Int).Mul(x, y))
		}
	}
	return out
}

// Bounded is the chance that any of so many such tests would have shown as much,
// at most: the sum over all of them, and never above one.
func (c Comparison) Bounded(tests int64) *big.Rat {
	p := new(big.Rat).Mul(c.Chance, new(big.Rat).SetInt64(tests))
	if one := big.NewRat(1, 1); p.Cmp(one) > 0 {
		return one
	}
	return p
}

// Told reports whether p is no more than one in so many.
func Told(p *big.Rat, odds int64) bool { return p.Cmp(big.NewRat(1, odds)) <= 0 }

// OneIn is the whole number n for which p is at most one in n: 1 for a chance of
// one half and more.
func OneIn(p *big.Rat) *big.Int {
	if p.Sign() == 0 {
		return new(big.Int)
	}
	return new(big.Int).Quo(p.Denom(), p.Num())
}
