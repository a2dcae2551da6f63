// Package warc writes and reads captures.
//
// A capture is one request and its answer, kept as a small WARC/1.1 file (ISO
// 28500:2017), one gzip member a record. The same capture always gives the same
// bytes, and every capture has exactly one encoding, compression included; so a
// file can be named by the SHA-256 of its bytes. FORMAT.md has the layout.
//
// [Read] is the other half: it reads the WARC files of other programs, with
// patience. This package does not fetch anything, and it does not take secrets
// out of a request: who captures must not put any in.
package warc

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"
)

// Bounds, in bytes before compression.
const (
	MaxSize    = 64 << 20           // the records of a capture; the block of a record that Read gives
	MaxContent = MaxSize - overhead // request, head and body of a capture together

	overhead = 64 << 10 // what stands around them
	maxURI   = 8 << 10
)

// A Capture is one request and what came back.
type Capture struct {
	URI  string    // what is not visible ASCII in it is written %XX (RFC 3987, section 3.1)
	Date time.Time // when the answer began to arrive; kept to the nanosecond, in UTC
	Peer netip.AddrPort
	// Request is the head as sent, in the form of HTTP/1.1, blank line included; a body may follow.
	Request []byte
	// Response is the status line and header, blank line included, as [Head]
	// writes it: from parsed values, not the octets on the wire.
	Response []byte
	// Body is what followed, transfer coding undone, content coding kept; nil when empty.
	Body []byte
	// Truncated says that the body was longer and was cut: Body, or what Refers
	// names, is its beginning.
	Truncated bool
	// Refers is set when the same bytes were kept before, and left out here.
	Refers *Refer
}

// A Refer tells where the body of a capture was kept.
type Refer struct {
	URI    string    // of the earlier capture
	Date   time.Time // of the earlier capture
	Digest [32]byte  // SHA-256 of the body
}

// Payload is the SHA-256 of the body, the one left out if it was kept before.
func (c Capture) Payload() [32]byte {
	if c.Refers != nil {
		return c.Refers.Digest
	}
	return sha256.Sum256(c.Body)
}

// Digest names the file of a capture: the SHA-256 of its bytes.
func Digest(b []byte) [32]byte { return sha256.Sum256(b) }

// canonical is c as Decode gives it back: addresses in ASCII, times in UTC
// without monotonic reading, an IPv4 address as one, no zone, nil for an empty
// body.
func canonical(c Capture) Capture {
	c.URI = Address(c.URI)
	c.Date = c.Date.UTC().Round(0)
	c.Peer = netip.AddrPortFrom(c.Peer.Addr().Unmap().WithZone(""), c.Peer.Port())
	if !c.Peer.Addr().IsValid() {
		c.Peer = netip.AddrPort{}
	}
	if len(c.Body) == 0 {
		c.Body = nil
	}
	if c.Refers != nil {
		r := *c.Refers
		r.URI, r.Date = Address(r.URI), r.Date.UTC().Round(0)
		c.Refers = &r
	}
	return c
}

func check(c Capture) error {
	switch size := len(c.Request) + len(c.Response) + len(c.Body); {
	case size > MaxContent:
		return fmt.Errorf("%d bytes are more than a capture holds; cut the body and set Truncated", size)
	case !bytes.Contains(c.Request, blank):
		return errors.New("the request has no blank line after its header")
	case !bytes.HasPrefix(c.Response, []byte("HTTP/")):
		return errors.New("the response has no status line")
	case bytes.Index(c.Response, blank) != len(c.Response)-len(blank):
		return errors.New("the header of the response does not end at its first blank line")
	case c.Refers != nil && c.Body != nil:
		return errors.New("a body that was kept before is not kept again")
	}
	if err := errors.Join(checkURI(c.URI), checkDate(c.Date)); err != nil || c.Refers == nil {
		return err
	}
	return errors.Join(checkURI(c.Refers.URI), checkDate(c.Refers.Date))
}

var blank = []byte("\r\n\r\n")

func checkURI(uri string) error {
	if len(uri) > maxURI {
		return fmt.Errorf("an address of %d bytes; %d are the most", len(uri), maxURI)
	}
	if !strings.Contains(uri, ":") {
		return fmt.Errorf("address %q has no scheme", uri)
	}
	return nil
}

// Address writes every byte of an address that can't stand in a header as %XX:
// the form in which a capture names it.
func Address(uri string) string {
	var b strings.Builder
	for i := range len(uri) {
		if c := uri[i]; c <= ' ' || c >= 0x7f || c == '<' || c == '>' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func checkDate(t time.Time) error {
	if y := t.UTC().Year(); y < 1 || y > 9999 {
		return fmt.Errorf("year %d has no date in a WARC file", y)
	}
	return nil
}
