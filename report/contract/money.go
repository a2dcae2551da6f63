package contract

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
)

// currencies are those that amounts can be in (ISO 4217). All have cents.
var currencies = []string{"CAD", "CHF", "EUR", "USD", "GBP"}

// named is what rules and contracts may be called.
var named = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,62}$`)

// Money is an exact amount in a currency.
type Money struct {
	Amount   *big.Rat
	Currency string
}

var money = regexp.MustCompile(`^([0-9.]+)\s*([A-Z]{3})$`)

// ParseMoney reads an amount such as "9.99CAD" or "9.99 CAD".
func ParseMoney(s string) (Money, error) {
	m := money.FindStringSubmatch(s)
	if m == nil {
		return Money{}, fmt.Errorf("amount %.40q; write it as 9.99CAD", s)
	}
	q, ok := decimal(m[1])
	if !ok {
		return Money{}, fmt.Errorf("amount %.40q; write it as 9.99CAD", s)
	}
	if !slices.Contains(currencies, m[2]) {
		return Money{}, fmt.Errorf("currency %q is not known; there are %s", m[2], strings.Join(currencies, ", "))
	}
	return Money{q, m[2]}, nil
}

// round returns q, which is not negative, to so many decimals.
func round(q *big.Rat, places int, mode string) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	n := new(big.Int).Mul(q.Num(), scale)
	whole, rest := n.QuoRem(n, q.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(q.Denom())
	if mode != "down" && (half > 0 || half == 0 && (mode == "half_up" || whole.Bit(0) == 1)) {
		whole.Add(whole, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(whole, scale)
}

// Fixed writes q, which is not negative, with exactly so many decimals, cut.
func Fixed(q *big.Rat, places int) string {
	return round(q, places, "down").FloatString(places) // no rounding is left to do
}

// Plain writes q, which is not negative, as a decimal without zeros at its
// end: exactly where it has one of at most twelve decimals, else as a fraction.
func Plain(q *big.Rat) string {
	const places = 12
	if round(q, places, "down").Cmp(q) != 0 {
		return q.RatString()
	}
	text := q.FloatString(places)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

func zero() *big.Rat { return new(big.Rat) }

func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

func over(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}
