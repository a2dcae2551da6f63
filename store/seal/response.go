package seal

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// maxResponse bounds a response: a token and what is said about it.
const maxResponse = MaxToken + 4<<10

// Request returns a TimeStampReq (RFC 3161, section 2.4.1), DER, that asks for
// a token over the SHA-256 of data, with the certificates in it. A nil nonce
// is left out. The bytes follow from data and nonce alone: who has the token
// can make the request again and compare.
func Request(data []byte, nonce *big.Int) []byte {
	sum := sha256.Sum256(data)
	var n []byte
	if nonce != nil {
		n = derInt(nonce)
	}
	return derOf(tagSequence,
		derInt(big.NewInt(1)),
		derOf(tagSequence, derSHA256, derOf(tagOctets, sum[:])),
		n,
		[]byte{tagBoolean, 1, 0xff})
}

// derSHA256 is the AlgorithmIdentifier of SHA-256, with the NULL that every
// authority reads.
var derSHA256 = []byte{0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00}

// ParseResponse returns the token of a TimeStampResp (RFC 3161, section
// 2.4.2), DER, unchecked. If the authority granted none, the error says why in
// its words.
func ParseResponse(resp []byte) ([]byte, error) {
	if len(resp) > maxResponse {
		return nil, fmt.Errorf("time stamp response: %d bytes, at most %d", len(resp), maxResponse)
	}
	outer := newDER(resp)
	d := outer.in(tagSequence, "response")
	outer.end("response")
	refusal := d.in(tagSequence, "status").status()
	var token []byte
	if refusal == nil {
		if !d.is(tagSequence) {
			d.fail("granted, but without a token")
		}
		token, _ = d.element("token")
	}
	d.end("response")
	switch {
	case *d.err != nil:
		return nil, fmt.Errorf("time stamp response: %w", *d.err)
	case refusal != nil:
		return nil, fmt.Errorf("time stamp response: %w", refusal)
	}
	return token, nil
}

// status reads PKIStatusInfo, and returns why there is no token. Granted is 0,
// granted with modifications 1.
func (d *der) status() error {
	status := d.number(tagInteger, 255, "status")
	var said []string
	if d.is(tagSequence) {
		text := d.in(tagSequence, "status text")
		for len(text.rest) > 0 && *d.err == nil {
			said = append(said, fmt.Sprintf("%.200q", text.take(tagUTF8, "status text")))
		}
	}
	if d.is(tagBits) {
		said = append(said, d.failures()...)
	}
	d.end("status")
	if *d.err != nil || status <= 1 {
		return nil
	}
	if len(said) == 0 {
		return fmt.Errorf("refused with status %d", status)
	}
	return errors.New("refused: " + strings.Join(said[:min(len(said), 8)], ", "))
}

// failures reads PKIFailureInfo.
func (d *der) failures() (names []string) {
	b := d.take(tagBits, "failure")
	if len(b) < 1 || len(b) > 5 || b[0] > 7 {
		d.fail("failure: not a string of bits")
		return nil
	}
	for _, f := range []struct {
		bit  int
		name string
	}{
		{0, "algorithm not known"}, {2, "request not permitted"}, {5, "format not understood"},
		{14, "its clock is not available"}, {15, "policy not supported"}, {16, "extension not supported"},
		{17, "what was asked for is not available"}, {25, "it has broken down"},
	} {
		if i := 1 + f.bit/8; i < len(b) && b[i]&(0x80>>(f.bit%8)) != 0 {
			names = append(names, f.name)
		}
	}
	return names
}
