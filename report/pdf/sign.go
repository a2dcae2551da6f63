package pdf

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// A Signer is who signs, and who attests when.
type Signer struct {
	// Key is ECDSA P-256, or RSA of 3072 to 8192 bits. PDF readers do not
	// check Ed25519.
	Key crypto.Signer
	// Chain is the certificate of Key, then each one's issuer as far as the
	// reader may lack it. A self-signed certificate stands alone.
	Chain []*x509.Certificate
	// At is what the signer's clock says, to the second. It is shown as a
	// claim; only the time stamp attests it.
	At time.Time
	// Stamp asks an authority for an RFC 3161 token over the SHA-256 of the
	// signature's bytes, and must check what it is given. When nil, the
	// signature has no time stamp.
	Stamp func(ctx context.Context, signature []byte) (token []byte, err error)
}

// The room for the signature, in bytes: enough for a chain of four short
// certificates and a token with its own chain.
const (
	leastRoom = 16 << 10
	mostRoom  = 1 << 20
	roomStep  = 4 << 10
)

// Sign appends to a PDF that [Write] or Sign made a revision that holds a
// PAdES signature over all of it (ETSI EN 319 142-1): level B-T with a time
// stamp, B-B without, as stamped says. Cutting the result at the length of
// file gives file back. The same arguments give the same bytes, the token and
// foreign kinds of Key aside. The file is not signed when Stamp fails.
func Sign(ctx context.Context, file []byte, s Signer) (signed []byte, stamped bool, err error) {
	err = s.Check()
	if err == nil {
		err = s.valid()
	}
	if err != nil {
		return nil, false, fmt.Errorf("sign pdf: %w", err)
	}
	last, err := lastRevision(file)
	if err != nil {
		return nil, false, fmt.Errorf("sign pdf: %w", err)
	}
	room := s.room()
	for range 2 { // a token is as long as its authority makes it
		signed, room, err = s.append(ctx, last, room)
		if err != nil || signed != nil {
			break
		}
	}
	if err == nil && signed == nil {
		err = fmt.Errorf("the signature does not fit: the token grew to need %d bytes", room)
	}
	if err == nil {
		_, err = Signatures(signed)
	}
	if err != nil {
		return nil, false, fmt.Errorf("sign pdf: %w", err)
	}
	return signed, s.Stamp != nil, nil
}

// Check says why key and chain cannot sign what readers accept. [Sign] does it
// too.
func (s Signer) Check() error {
	if s.Key == nil || len(s.Chain) == 0 {
		return errors.New("a key and its certificate are needed")
	}
	if _, err := algorithmOf(s.Key.Public()); err != nil {
		return err
	}
	leaf := s.Chain[0]
	if key, ok := s.Key.Public().(interface{ Equal(crypto.PublicKey) bool }); !ok || !key.Equal(leaf.PublicKey) {
		return fmt.Errorf("the certificate of %q is for another key", subjectOf(leaf))
	}
	if len(s.Chain) > maxCertificates {
		return fmt.Errorf("a chain of %d certificates, more than %d", len(s.Chain), maxCertificates)
	}
	for n, c := range s.Chain[1:] {
		if err := s.Chain[n].CheckSignatureFrom(c); err != nil {
			return fmt.Errorf("certificate %d of the chain did not issue the one before it: %w", n+2, err)
		}
	}
	return maySign(leaf)
}

// valid reports whether the certificate is, at the time of signing.
func (s Signer) valid() error {
	leaf := s.Chain[0]
	if s.At.Before(leaf.NotBefore) || s.At.After(leaf.NotAfter) {
		return fmt.Errorf("the certificate of %q is valid from %s to %s, not at %s", subjectOf(leaf),
			leaf.NotBefore.UTC().Format(time.RFC3339), leaf.NotAfter.UTC().Format(time.RFC3339), s.At.UTC().Format(time.RFC3339))
	}
	return nil
}

// room is leastRoom, and more when the chain takes more than a quarter of it.
func (s Signer) room() int {
	chain := 0
	for _, c := range s.Chain {
		chain += len(c.Raw)
	}
	return leastRoom + wholeSteps(max(0, chain-leastRoom/4))
}

func wholeSteps(n int) int { return (n + roomStep - 1) / roomStep * roomStep }

// append signs with so much room. When the room was too small it returns no
// file, and the room that is needed.
func (s Signer) append(ctx context.Context, last *revision, room int) ([]byte, int, error) {
	if room > mostRoom {
		return nil, room, fmt.Errorf("the signature needs %d bytes, more than %d", room, mostRoom)
	}
	d, err := last.draft(pdfDate(s.At), room)
	if err != nil {
		return nil, room, err
	}
	c := cms{chain: s.Chain, digest: d.digest(last.file)}
	if err := s.sign(ctx, &c); err != nil {
		return nil, room, err
	}
	der, err := c.encode()
	if err != nil {
		return nil, room, err
	}
	if len(der) > room {
		return nil, wholeSteps(len(der) + roomStep), nil
	}
	hex.Encode(d.text[d.from-len(last.file)+1:], der)
	file := make([]byte, 0, len(last.file)+len(d.text))
	return append(append(file, last.file...), d.text...), room, nil
}

// digest is the SHA-256 of the file with the draft, but for Contents.
func (d draft) digest(file []byte) [32]byte {
	h := sha256.New()
	h.Write(file)
	h.Write(d.text[:d.from-len(file)])
	h.Write(d.text[d.to-len(file):])
	return [32]byte(h.Sum(nil))
}

// sign fills in the signature and its token.
func (s Signer) sign(ctx context.Context, c *cms) error {
	attributes, err := c.signed()
	if err != nil {
		return err
	}
	digest := sha256.Sum256(attributes)
	random := rand.Reader
	if _, known := s.Key.(*ecdsa.PrivateKey); known {
		random = nil // the nonce then follows from key and digest, RFC 6979
	}
	if c.value, err = s.Key.Sign(random, digest[:], crypto.SHA256); err != nil {
		return err
	}
	if s.Stamp == nil {
		return nil
	}
	if c.token, err = s.Stamp(ctx, c.value); err != nil {
		return fmt.Errorf("time stamp: %w", err)
	}
	var token asn1.RawValue
	if rest, err := asn1.Unmarshal(c.token, &token); err != nil || len(rest) != 0 || token.Tag != asn1.TagSequence {
		return errors.New("time stamp: what the authority gave is not a token")
	}
	return nil
}
