package seal

import (
	"crypto/x509"
	"fmt"
)

// A Signer is who signs reports, as a reader's policy names them: by their own
// certificate, or by the root of whoever issued it.
type Signer struct {
	Name  string
	Roots *x509.CertPool

	certificates []*x509.Certificate
}

// NewSigner names a signer by certificates.
func NewSigner(name string, certificates ...*x509.Certificate) *Signer {
	s := &Signer{Name: name, Roots: x509.NewCertPool()}
	for _, c := range certificates {
		s.Roots.AddCert(c)
		s.certificates = append(s.certificates, c)
	}
	return s
}

// String returns the signer's lines in a policy.
func (s *Signer) String() string { return lines("signer", s.Name, s.certificates) }

// signer begins a signer; the certificates follow.
func (p *Policy) signer(name string) error {
	if p.taken(name) {
		return fmt.Errorf("the name %q is taken", name)
	}
	p.Signers = append(p.Signers, NewSigner(name))
	return nil
}

// certificate reads the body of a PEM block as one of the signer above it. It
// stands under one name only: it would name two people.
func (p *Policy) certificate(body string) error {
	c, err := certificate(body)
	if err != nil {
		return err
	}
	for _, s := range p.Signers {
		for _, have := range s.certificates {
			if have.Equal(c) {
				return fmt.Errorf("the certificate of %q is already that of the signer %q", name(c), s.Name)
			}
		}
	}
	s := p.Signers[len(p.Signers)-1]
	*s = *NewSigner(s.Name, append(s.certificates, c)...)
	return nil
}
