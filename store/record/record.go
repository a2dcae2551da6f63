// Package record is the vocabulary of the evidence, and the exact bytes that are hashed.
//
// A log is a sequence of leaves. A leaf holds one [Entry]: a line that names
// the version and the kind, then a body. The body of a [Segment] is binary,
// because most of a log is segments; every other body is one line of JSON in
// the one form that [Encode] writes. FORMAT.md beside this file gives the
// bytes so that a second reader can be written from it alone.
//
// Everything here is a fact as it was seen. Whether an answer was good or bad
// is not a fact and is not here: see report/incident.
//
// The package is pure: it opens no file, asks no clock and starts nothing.
package record

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"time"
)

// Format is the text of FORMAT.md: the byte formats of this package.
//
//go:embed FORMAT.md
var Format string

// MaxLeaf is the largest leaf in bytes: entries are length-prefixed with 16
// bits in c2sp.org/tlog-tiles.
const MaxLeaf = 1<<16 - 1

// A Hash is a SHA-256 digest (FIPS 180-4). Its text form is 64 lower-case
// hexadecimal digits. The zero Hash stands for "none".
type Hash [sha256.Size]byte

// Sum returns the SHA-256 digest of b.
func Sum(b []byte) Hash { return sha256.Sum256(b) }

// IsZero reports whether h stands for "none".
func (h Hash) IsZero() bool { return h == Hash{} }

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText writes h as 64 hexadecimal digits.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what MarshalText writes and nothing else.
func (h *Hash) UnmarshalText(text []byte) error { return unhex(h[:], text) }

// A Chain names one target within one log: 16 bytes drawn when the target is
// first used. The name, the site and even the question may change; the chain
// goes on. Two logs never share a chain.
type Chain [16]byte

func (c Chain) String() string { return hex.EncodeToString(c[:]) }

// MarshalText writes c as 32 hexadecimal digits.
func (c Chain) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText writes and nothing else.
func (c *Chain) UnmarshalText(text []byte) error { return unhex(c[:], text) }

// unhex fills dst from lower-case hexadecimal of exactly its length.
func unhex(dst, text []byte) error {
	if len(text) != hex.EncodedLen(len(dst)) {
		return fmt.Errorf("%d hexadecimal digits, want %d", len(text), hex.EncodedLen(len(dst)))
	}
	for _, c := range text {
		if c >= 'A' && c <= 'F' {
			return fmt.Errorf("upper-case hexadecimal %q", text)
		}
	}
	_, err := hex.Decode(dst, text)
	return err
}

// An Instant is a wall-clock time in milliseconds since 1970-01-01T00:00:00Z.
// It is what a clock said, never an order: order is the leaf index and, within
// a target, the round.
type Instant int64

const instantLayout = "2006-01-02T15:04:05.000Z"

// The years 1 and 9999 bound what the text form can hold.
const (
	minInstant = Instant(-62135596800000)
	maxInstant = Instant(253402300799999)
)

// At returns t as an Instant, cut to the millisecond.
func At(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Time returns i as a UTC time.
func (i Instant) Time() time.Time { return time.UnixMilli(int64(i)).UTC() }

func (i Instant) String() string { return i.Time().Format(instantLayout) }

// MarshalText writes RFC 3339 in UTC with three decimals.
func (i Instant) MarshalText() ([]byte, error) {
	if i < minInstant || i > maxInstant {
		return nil, fmt.Errorf("instant %d lies outside the years 1 to 9999", int64(i))
	}
	return []byte(i.String()), nil
}

// UnmarshalText reads what MarshalText writes and nothing else.
func (i *Instant) UnmarshalText(text []byte) error {
	t, err := time.Parse(instantLayout, string(text))
	if err != nil {
		return fmt.Errorf("time %q is not of the form %s", text, instantLayout)
	}
	*i = At(t)
	if i.String() != string(text) {
		return fmt.Errorf("time %q is not in its one form", text)
	}
	return nil
}
