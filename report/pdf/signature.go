package pdf

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// A Signature is one that holds: over every byte of its revision and of
// those before it. Whether the signer is to be trusted is not known from the
// file: see [Signature.CheckChain].
type Signature struct {
	Subject    string              // of the signer's certificate, fit to print
	SelfSigned bool                // by its own key: only the reader's own list says whose it is
	Chain      []*x509.Certificate // the signer's first, then each one's issuer
	Claimed    time.Time           // what the signer's clock said, to the second; attests nothing
	Value      []byte              // the signature's bytes: Token is over their SHA-256
	Token      []byte              // RFC 3161 token in DER, not checked here; nil without
	Unsigned   int                 // length of the first revision, which is the report
	Length     int                 // of the file with this signature
}

// Signatures finds and checks the signatures of a PDF, oldest first. A PDF
// that was never signed has none. It is strict: each revision after the first
// must be what [Sign] writes, byte for byte, so that it holds a signature and
// changes nothing that is seen, and the last one must end the file. The first
// revision may be any PDF with classic cross-reference tables: compare
// file[:Unsigned] with a report built anew.
func Signatures(file []byte) ([]Signature, error) {
	last, err := lastRevision(file)
	if err != nil {
		return nil, fmt.Errorf("read signatures: %w", err)
	}
	var revisions []*revision
	for r := last; r.previous != nil; r = r.previous {
		revisions = append([]*revision{r}, revisions...)
	}
	var all []Signature
	for n, r := range revisions {
		s, err := r.signature()
		if err != nil {
			return nil, fmt.Errorf("read signatures: signature %d: %w", n+1, err)
		}
		s.Unsigned = len(revisions[0].previous.file)
		all = append(all, s)
	}
	return all, nil
}

// signature checks that r is a revision of ours over the previous one.
func (r *revision) signature() (Signature, error) {
	base := r.previous
	d, date, err := base.same(r.file)
	if err != nil {
		return Signature{}, err
	}
	at, err := claimed(date)
	if err != nil {
		return Signature{}, err
	}
	der, err := contents(r.file[d.from+1 : d.to-1])
	if err != nil {
		return Signature{}, err
	}
	h := sha256.New()
	h.Write(r.file[:d.from])
	h.Write(r.file[d.to:])
	c, err := decode(der, [32]byte(h.Sum(nil)))
	if err != nil {
		return Signature{}, err
	}
	return Signature{
		Subject: subjectOf(c.chain[0]), SelfSigned: selfSigned(c.chain[0]), Chain: c.chain,
		Claimed: at, Value: c.value, Token: c.token, Length: len(r.file),
	}, nil
}

// same writes the revision after r again, with the date and the room that
// file has, and compares it with file but for Contents.
func (r *revision) same(file []byte) (draft, string, error) {
	var none draft
	if len(file) < len(r.file) {
		return none, "", fmt.Errorf("revisions overlap")
	}
	text := file[len(r.file):]
	head := len(fmt.Sprintf("%d"+draftHead, r.size))
	open := head + dateLength + len(fmt.Sprintf(draftRange, 0, 0, 0))
	if len(text) < open {
		return none, "", fmt.Errorf("a revision that is not a signature of ours")
	}
	date := string(text[head : head+dateLength])
	room := bytes.IndexByte(text[open:], '>') / 2
	if room < leastRoom || room > mostRoom {
		return none, "", fmt.Errorf("a revision that is not a signature of ours")
	}
	d, err := r.draft(date, room)
	if err != nil {
		return none, "", err
	}
	from, to := d.from-len(r.file)+1, d.to-len(r.file)-1 // the brackets are not signed either
	if len(d.text) != len(text) || !bytes.Equal(d.text[:from], text[:from]) || !bytes.Equal(d.text[to:], text[to:]) {
		return none, "", fmt.Errorf("the file was changed after it was signed, or another program wrote this revision")
	}
	return d, date, nil
}

// contents decodes the signature from its room: lower-case hexadecimal, then
// zeros.
func contents(text []byte) ([]byte, error) {
	b := make([]byte, len(text)/2)
	if _, err := hex.Decode(b, text); err != nil || len(bytes.TrimLeft(text, "0123456789abcdef")) > 0 {
		return nil, fmt.Errorf("the signature is not hexadecimal")
	}
	var der asn1.RawValue
	rest, err := asn1.Unmarshal(b, &der)
	if err != nil {
		return nil, fmt.Errorf("the signature cannot be read: %w", err)
	}
	if len(bytes.TrimLeft(rest, "\x00")) > 0 {
		return nil, fmt.Errorf("bytes other than zero after the signature")
	}
	return der.FullBytes, nil
}

// CheckChain verifies that the signer's certificate was issued, perhaps
// through the others in Chain, by one of roots, or is itself one of them, as
// of a time: the token's, once checked. Revocation is not looked up.
func (s Signature) CheckChain(roots *x509.CertPool, at time.Time) error {
	between := x509.NewCertPool()
	for _, c := range s.Chain[1:] {
		between.AddCert(c)
	}
	_, err := s.Chain[0].Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: at,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	if err != nil {
		return fmt.Errorf("certificate of %q: %w", s.Subject, err)
	}
	return nil
}

// selfSigned reports whether a certificate is signed with its own key.
func selfSigned(c *x509.Certificate) bool {
	return bytes.Equal(c.RawIssuer, c.RawSubject) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

// subjectOf is the name in a certificate (RFC 2253), which is foreign text.
func subjectOf(c *x509.Certificate) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return unicode.ReplacementChar
		}
		return r
	}, c.Subject.String())
}
