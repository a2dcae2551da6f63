package probe

import (
	"cmp"
	"strconv"
	"strings"
)

// A decimal is an exact number: 0.digits × 10^point, without zeros at either
// end of digits. It is compared digit by digit, so that 1e999999999 costs no
// more than it is long, where a big.Rat would be written out. The zero value
// is no number.
type decimal struct {
	sign   int // -1, 0, 1
	digits string
	point  int64
	ok     bool
}

// parseDecimal reads a number as JSON writes it (RFC 8259, section 6); zeros
// and a plus sign in front are let pass.
func parseDecimal(s string) (decimal, bool) {
	sign := 1
	if unsigned, minus := strings.CutPrefix(s, "-"); minus {
		s, sign = unsigned, -1
	} else {
		s = strings.TrimPrefix(s, "+")
	}
	mantissa, exponent, hasExponent := strings.Cut(strings.ToLower(s), "e")
	whole, fraction, hasPoint := strings.Cut(mantissa, ".")
	if !isDigits(whole) || (hasPoint && !isDigits(fraction)) {
		return decimal{}, false
	}
	point := int64(0)
	if hasExponent {
		// 18 digits leave room to add the length of the mantissa.
		p, err := strconv.ParseInt(exponent, 10, 64)
		if err != nil || len(exponent) > 18 {
			return decimal{}, false
		}
		point = p
	}
	point += int64(len(whole))
	digits := whole + fraction
	trimmed := strings.TrimLeft(digits, "0")
	point -= int64(len(digits) - len(trimmed))
	trimmed = strings.TrimRight(trimmed, "0")
	if trimmed == "" {
		return decimal{ok: true}, true
	}
	return decimal{sign: sign, digits: trimmed, point: point, ok: true}, true
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func decimalOf(n int) decimal {
	d, _ := parseDecimal(strconv.Itoa(n))
	return d
}

// compare returns -1, 0 or 1.
func (d decimal) compare(e decimal) int {
	if d.sign != e.sign || d.sign == 0 {
		return cmp.Compare(d.sign, e.sign)
	}
	if d.point != e.point {
		return d.sign * cmp.Compare(d.point, e.point)
	}
	return d.sign * strings.Compare(d.digits, e.digits)
}
