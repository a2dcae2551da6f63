package seal

import (
	"strings"
	"testing"
)

// Each value has one encoding.
func TestDERHasOneForm(t *testing.T) {
	long := strings.Repeat("x", 200)
	for name, c := range map[string]struct {
		bytes string
		good  bool
	}{
		"short":                {"\x04\x01x", true},
		"two bytes of length":  {"\x04\x81\xc8" + long, true},
		"length too long":      {"\x04\x81\x01x", false},
		"length with a zero":   {"\x04\x82\x00\xc8" + long, false},
		"four bytes of length": {"\x04\x84\x00\x00\x00\xc8" + long, false},
		"no length":            {"\x04", false},
		"half a length":        {"\x04\x82\x01", false},
		"indefinite":           {"\x04\x80x\x00\x00", false},
		"more than there is":   {"\x04\x83\xff\xff\xffx", false},
		"tag of several bytes": {"\x1f\x84\x01\x01x", false},
		"constructed string":   {"\x24\x03\x04\x01x", false},
		"one byte too many":    {"\x04\x01xx", false},
		"nothing":              {"", false},
	} {
		d := newDER([]byte(c.bytes))
		d.take(tagOctets, "string")
		d.end("string")
		if (*d.err == nil) != c.good {
			t.Errorf("%s: %v", name, *d.err)
		}
	}
	for bytes, good := range map[string]bool{
		"\x00": true, "\x7f": true, "\x00\x80": true, "": false, "\x00\x7f": false, "\x00\x00": false, "\xff": false, "\x80": false,
		strings.Repeat("\x01", 33): true, strings.Repeat("\x01", 34): false,
	} {
		d := newDER(derOf(tagInteger, []byte(bytes)))
		d.natural(tagInteger, "number")
		if (*d.err == nil) != good {
			t.Errorf("%x: %v", bytes, *d.err)
		}
	}
	for bytes, good := range map[string]bool{"\xff": true, "\x00": false, "\x01": false, "": false, "\xff\xff": false} {
		d := newDER(derOf(tagBoolean, []byte(bytes)))
		if yes := d.yes("truth"); (*d.err == nil) != good || good && !yes {
			t.Errorf("%x: %v, %v", bytes, yes, *d.err)
		}
	}
}

func TestDERWritesWhatItReads(t *testing.T) {
	for _, n := range []int{0, 1, 127, 128, 255, 256, 65535, 65536} {
		d := newDER(derOf(tagOctets, make([]byte, n)))
		if got := d.take(tagOctets, "string"); len(got) != n || *d.err != nil {
			t.Errorf("%d: %d, %v", n, len(got), *d.err)
		}
	}
}
