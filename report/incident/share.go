package incident

import (
	"math/big"
	"strings"
	"time"
)

// Availability is a share of watched time in percent: to six places, the lower
// rounded down and the upper rounded up, beside the exact ratio in lowest
// terms, always as a fraction: "100/1".
type Availability struct {
	Lower, Upper           string
	ExactLower, ExactUpper string
}

// Share returns the availability over watched time of a target that was down
// for at least and at most so long. Where nothing was watched nothing is known
// but that it lies between 0 and 100.
func Share(watched, atLeast, atMost time.Duration) Availability {
	lower, upper := big.NewRat(0, 1), big.NewRat(100, 1)
	if watched > 0 {
		lower, upper = percentUp(watched, atMost), percentUp(watched, atLeast)
	}
	return Percents(lower, upper)
}

// Percents writes two availabilities in percent.
func Percents(lower, upper *big.Rat) Availability {
	return Availability{
		Lower:      places(lower, false),
		Upper:      places(upper, true),
		ExactLower: lower.String(),
		ExactUpper: upper.String(),
	}
}

func percentUp(watched, down time.Duration) *big.Rat {
	r := big.NewRat(int64(watched-down), int64(watched))
	return r.Mul(r, big.NewRat(100, 1))
}

// places writes r, which is not negative, to six places.
func places(r *big.Rat, up bool) string {
	n := new(big.Int).Mul(r.Num(), big.NewInt(1_000_000))
	q, rest := n.QuoRem(n, r.Denom(), new(big.Int))
	if up && rest.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	digits := q.String()
	if len(digits) < 7 {
		digits = strings.Repeat("0", 7-len(digits)) + digits
	}
	return digits[:len(digits)-6] + "." + digits[len(digits)-6:]
}
