package seal

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"
)

const (
	pemBegin = "-----BEGIN CERTIFICATE-----"
	pemEnd   = "-----END CERTIFICATE-----"
)

// An Authority is a time-stamping authority as a reader's policy names it.
type Authority struct {
	Name    string
	Roots   *x509.CertPool
	Digests [][32]byte // SHA-256 of each root's DER, in the policy's order

	certificates []*x509.Certificate
}

// String returns the authority's lines in a policy.
func (a *Authority) String() string {
	return lines("authority", a.Name, a.certificates)
}

func lines(what, name string, certificates []*x509.Certificate) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", what, name)
	for _, c := range certificates {
		_ = pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}) // a Builder takes everything
	}
	return b.String()
}

// authority begins an authority; its roots follow.
func (p *Policy) authority(name string) error {
	if p.taken(name) {
		return fmt.Errorf("the name %q is taken", name)
	}
	p.Authorities = append(p.Authorities, &Authority{Name: name, Roots: x509.NewCertPool()})
	return nil
}

// root reads the body of a PEM block (RFC 7468) as a root of the authority
// above it. A root stands under one name only: two names with one root would
// be one authority that looks like two.
func (p *Policy) root(body string) error {
	c, err := certificate(body)
	if err != nil {
		return err
	}
	if !c.IsCA || !bytes.Equal(c.RawSubject, c.RawIssuer) {
		return fmt.Errorf("the certificate of %q is not a root: an authority stands on the root at the end of its chain", name(c))
	}
	sum := sha256.Sum256(c.Raw)
	a := p.Authorities[len(p.Authorities)-1]
	for _, b := range p.Authorities {
		if b.has(c) && (a != b || slices.Contains(a.Digests, sum)) {
			return fmt.Errorf("the root %q is already that of %q; two names with one root are one authority", name(c), b.Name)
		}
	}
	a.Roots.AddCert(c)
	a.Digests = append(a.Digests, sum)
	a.certificates = append(a.certificates, c)
	return nil
}

func certificate(body string) (*x509.Certificate, error) {
	der, err := base64.StdEncoding.Strict().DecodeString(body)
	if err != nil {
		return nil, errors.New("certificate: not base64")
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	return c, nil
}

// has reports whether the authority has a root of the same key as c. A root
// that was issued anew is the same authority still.
func (a *Authority) has(c *x509.Certificate) bool {
	return slices.ContainsFunc(a.certificates, func(have *x509.Certificate) bool {
		return bytes.Equal(have.RawSubjectPublicKeyInfo, c.RawSubjectPublicKeyInfo)
	})
}

// CheckToken checks a token as [CheckToken] does, against the roots of the
// policy's authorities, and returns the name of the one it is of.
func (p *Policy) CheckToken(token, data []byte) (Stamp, string, error) {
	if len(p.Authorities) == 0 {
		return Stamp{}, "", errors.New("time stamp: the policy names no authority")
	}
	roots := x509.NewCertPool()
	for _, a := range p.Authorities {
		for _, c := range a.certificates {
			roots.AddCert(c)
		}
	}
	stamp, err := CheckToken(token, data, roots)
	if err != nil {
		return Stamp{}, "", err
	}
	return stamp, p.authorityOf(stamp.Root), nil
}

func (p *Policy) authorityOf(root [32]byte) string {
	for _, a := range p.Authorities {
		if slices.Contains(a.Digests, root) {
			return a.Name
		}
	}
	panic("seal: internal error: a root that is in no authority")
}
