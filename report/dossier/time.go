package dossier

import (
	"fmt"
	"strings"

	"constat/store/record"
)

// A Time is an instant that may be unknown: JSON null.
type Time struct {
	Instant record.Instant
	Known   bool
}

// Known returns i as a known Time.
func Known(i record.Instant) Time { return Time{i, true} }

// MarshalJSON writes RFC 3339 in UTC with three decimals, or null.
func (t Time) MarshalJSON() ([]byte, error) {
	if !t.Known {
		return []byte("null"), nil
	}
	return []byte(`"` + t.Instant.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Time) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*t = Time{}
		return nil
	}
	t.Known = true
	return t.Instant.UnmarshalText([]byte(strings.Trim(string(b), `"`)))
}

// Seconds are a duration held in whole milliseconds and written in seconds
// with up to three decimals, exactly.
type Seconds int64

// MarshalJSON writes 1, 1.5 or 1.025, never an exponent.
func (s Seconds) MarshalJSON() ([]byte, error) { return []byte(s.String()), nil }

func (s Seconds) String() string {
	sign := ""
	if s < 0 {
		sign, s = "-", -s
	}
	text := fmt.Sprintf("%s%d.%03d", sign, s/1000, s%1000)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Seconds) UnmarshalJSON(b []byte) error {
	whole, part, _ := strings.Cut(string(b), ".")
	var ms int64
	if _, err := fmt.Sscanf(whole+(part + "000")[:3], "%d", &ms); err != nil || len(part) > 3 {
		return fmt.Errorf("duration %q is not in seconds with up to three decimals", b)
	}
	*s = Seconds(ms)
	return nil
}
