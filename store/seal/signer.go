package seal

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// check checks everything between the content and the signer's certificate.
func (s *signed) check() (*x509.Certificate, error) {
	if err := s.binds(); err != nil {
		return nil, err
	}
	signer, err := s.signer()
	if err != nil {
		return nil, err
	}
	if err := mayStamp(signer); err != nil {
		return nil, err
	}
	lists, err := s.certIDs()
	if err != nil {
		return nil, err
	}
	if err := names(lists, signer); err != nil {
		return nil, err
	}
	if err := signer.CheckSignature(s.algorithm, s.attributes.set, s.signature); err != nil {
		return nil, fmt.Errorf("signature: %w", err)
	}
	return signer, nil
}

// onlyTimeStamping is the extended key usage of a certificate for time stamps
// and nothing else: a SEQUENCE of id-kp-timeStamping, 1.3.6.1.5.5.7.3.8.
var onlyTimeStamping = []byte{0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08}

// mayStamp checks that a certificate is for time stamps only, and says so
// critically (RFC 3161, section 2.3), and that its key is of this age.
func mayStamp(c *x509.Certificate) error {
	var usage *pkix.Extension
	for i, e := range c.Extensions {
		if e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 37}) {
			usage = &c.Extensions[i]
		}
	}
	if usage == nil || !usage.Critical || !bytes.Equal(usage.Value, onlyTimeStamping) {
		return errors.New("the signer's certificate is not for time stamps only, marked critical")
	}
	signs := x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	if c.KeyUsage != 0 && (c.KeyUsage&signs == 0 || c.KeyUsage&^signs != 0) {
		return errors.New("the signer's key is for other uses than signing")
	}
	return strong(c)
}

// strong refuses keys that are too weak, or so large that checking them is an
// attack.
func strong(c *x509.Certificate) error {
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if n := k.N.BitLen(); n >= 2048 && n <= 8192 {
			return nil
		}
	case *ecdsa.PublicKey:
		if k.Curve.Params().BitSize >= 256 {
			return nil
		}
	}
	return fmt.Errorf("key of %q: not RSA of 2048 to 8192 bits or ECDSA of 256 and more", name(c))
}

// chain builds the way from the signer to a root, as of the stamp's time.
func (s *signed) chain(stamp Stamp, roots *x509.CertPool) ([]*x509.Certificate, error) {
	lists, err := s.certIDs()
	if err != nil {
		return nil, err
	}
	between := x509.NewCertPool()
	for _, c := range s.certificates {
		if strong(c) == nil {
			between.AddCert(c)
		}
	}
	chains, err := stamp.Chain[0].Verify(x509.VerifyOptions{
		Roots:         roots,
		Intermediates: between,
		CurrentTime:   stamp.Time,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	if err != nil {
		return nil, fmt.Errorf("at %s: %w", stamp.Time.Format(time.RFC3339), err)
	}
	for _, c := range chains {
		if covers(lists, c) {
			return c, nil
		}
	}
	return nil, errors.New("it names certificates that do not lead to the root")
}

// answersTo reports whether a GeneralName is one of the certificate's names
// (RFC 3161, section 2.4.2).
func answersTo(c *x509.Certificate, general []byte) bool {
	d := newDER(general)
	if d.is(tagContext4) {
		return sameName(d.take(tagContext4, "name"), c.RawSubject)
	}
	for _, e := range c.Extensions {
		if e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 17}) && bytes.Contains(e.Value, general) {
			return true
		}
	}
	return false
}

// sameName compares names by their text: authorities write one name in several
// types of string.
func sameName(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y pkix.RDNSequence
	restX, errX := asn1.Unmarshal(a, &x)
	restY, errY := asn1.Unmarshal(b, &y)
	return errX == nil && errY == nil && len(restX)+len(restY) == 0 && x.String() == y.String()
}

// name is what a certificate calls its subject, fit to print.
func name(c *x509.Certificate) string {
	n := c.Subject.CommonName
	if n == "" {
		n = strings.Join(c.Subject.Organization, ", ")
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, n)
}
