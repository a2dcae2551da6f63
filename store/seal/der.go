package seal

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
)

// Tags of X.690 as they stand in time-stamp tokens, the constructed bit
// included.
const (
	tagBoolean  = 0x01
	tagInteger  = 0x02
	tagBits     = 0x03
	tagOctets   = 0x04
	tagNull     = 0x05
	tagOID      = 0x06
	tagUTF8     = 0x0c
	tagTime     = 0x18
	tagSequence = 0x30
	tagSet      = 0x31
	tagPlain0   = 0x80 // [0] IMPLICIT, of a primitive type
	tagPlain1   = 0x81
	tagContext0 = 0xa0 // [0], of a constructed type or EXPLICIT
	tagContext1 = 0xa1
	tagContext3 = 0xa3
	tagContext4 = 0xa4
)

// A der reads DER (X.690, section 10) and nothing looser: shortest lengths and
// integers, definite lengths, one byte of tag. The first error sticks, for the
// reader and those it gave out; afterwards all it returns is empty. Depth is
// bounded by the code that reads: nothing here calls itself.
type der struct {
	rest []byte
	err  *error
}

func newDER(b []byte) *der { return &der{rest: b, err: new(error)} }

func (d *der) fail(format string, args ...any) {
	if *d.err == nil {
		*d.err = fmt.Errorf(format, args...)
	}
	d.rest = nil
}

// is reports whether the next element has this tag.
func (d *der) is(tag byte) bool {
	return *d.err == nil && len(d.rest) > 0 && d.rest[0] == tag
}

// element returns the next element, head included, and its content.
func (d *der) element(what string) (whole, content []byte) {
	head, size, err := derHead(d.rest)
	if err != nil {
		d.fail("%s: %w", what, err)
		return nil, nil
	}
	whole, d.rest = d.rest[:head+size], d.rest[head+size:]
	return whole, whole[head:]
}

// derHead returns the lengths of an element's head and content, both within b.
func derHead(b []byte) (head, size int, err error) {
	if len(b) < 2 || b[0]&0x1f == 0x1f {
		return 0, 0, errors.New("no readable element")
	}
	head, size = 2, int(b[1])
	if size >= 0x80 {
		n := size & 0x7f
		if n < 1 || n > 3 || len(b) < 2+n {
			return 0, 0, errors.New("length is not DER")
		}
		head, size = 2+n, 0
		for _, c := range b[2 : 2+n] {
			size = size<<8 | int(c)
		}
		if size < 0x80 || b[2] == 0 {
			return 0, 0, errors.New("length is not the shortest")
		}
	}
	if size > len(b)-head {
		return 0, 0, fmt.Errorf("%d bytes announced, %d there", size, len(b)-head)
	}
	return head, size, nil
}

// take returns the content of the next element, which must have this tag.
func (d *der) take(tag byte, what string) []byte {
	if *d.err == nil && !d.is(tag) {
		d.fail("%s: not there, or of another type", what)
	}
	_, content := d.element(what)
	return content
}

// in returns a reader of the content of the next element.
func (d *der) in(tag byte, what string) *der {
	return &der{rest: d.take(tag, what), err: d.err}
}

// end refuses what is left.
func (d *der) end(what string) {
	if len(d.rest) > 0 {
		d.fail("%s: %d bytes too many", what, len(d.rest))
	}
}

// oid reads an object identifier: its dotted form.
func (d *der) oid(what string) string {
	content := d.take(tagOID, what)
	var id x509.OID
	if *d.err != nil {
		return ""
	}
	if err := id.UnmarshalBinary(content); err != nil {
		d.fail("%s: not an object identifier", what)
		return ""
	}
	return id.String()
}

// wants reads an object identifier that can only be this one.
func (d *der) wants(oid, what string) {
	if got := d.oid(what); *d.err == nil && got != oid {
		d.fail("%s is %s, not %s", what, got, oid)
	}
}

// natural reads an integer from 0 up, of at most 33 bytes, sign and all.
func (d *der) natural(tag byte, what string) *big.Int {
	b := d.take(tag, what)
	if *d.err != nil {
		return new(big.Int)
	}
	if len(b) == 0 || len(b) > 33 || b[0] >= 0x80 || len(b) > 1 && b[0] == 0 && b[1] < 0x80 {
		d.fail("%s: not a natural number in its shortest form", what)
	}
	return new(big.Int).SetBytes(b)
}

// number reads a natural number of at most limit.
func (d *der) number(tag byte, limit int64, what string) int64 {
	n := d.natural(tag, what)
	if !n.IsInt64() || n.Int64() > limit {
		d.fail("%s is over %d", what, limit)
		return 0
	}
	return n.Int64()
}

// yes reads a BOOLEAN DEFAULT FALSE: DER writes it only when it is true.
func (d *der) yes(what string) bool {
	if !d.is(tagBoolean) {
		return false
	}
	if b := d.take(tagBoolean, what); !bytes.Equal(b, []byte{0xff}) {
		d.fail("%s: a default or a false truth", what)
	}
	return true
}

// derOf writes one element.
func derOf(tag byte, parts ...[]byte) []byte {
	content := bytes.Join(parts, nil)
	var head []byte
	switch n := len(content); {
	case n < 0x80:
		head = []byte{tag, byte(n)}
	case n < 0x100:
		head = []byte{tag, 0x81, byte(n)}
	case n < 0x10000:
		head = []byte{tag, 0x82, byte(n >> 8), byte(n)}
	default:
		head = []byte{tag, 0x83, byte(n >> 16), byte(n >> 8), byte(n)}
	}
	return append(head, content...)
}

// derInt writes an INTEGER.
func derInt(n *big.Int) []byte {
	b, err := asn1.Marshal(n)
	if err != nil {
		panic("seal: internal error: " + err.Error())
	}
	return b
}
