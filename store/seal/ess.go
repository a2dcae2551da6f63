package seal

import (
	"bytes"
	"crypto"
	_ "crypto/sha1" // SigningCertificate names certificates by it
	"crypto/x509"
	"errors"
	"slices"
)

const (
	oidSigningCertificate   = "1.2.840.113549.1.9.16.2.12"
	oidSigningCertificateV2 = "1.2.840.113549.1.9.16.2.47"
)

// A certID names a certificate by its digest: ESSCertID (RFC 2634, section
// 5.4.1) or ESSCertIDv2 (RFC 5035, section 4).
type certID struct {
	hash   crypto.Hash
	sum    []byte
	issuer []byte // IssuerSerial, DER; nil when not given
}

// is reports whether the id names c.
func (id certID) is(c *x509.Certificate) bool {
	return bytes.Equal(id.sum, digest(id.hash, c.Raw)) &&
		(id.issuer == nil || bytes.Equal(id.issuer, issuerSerial(c)))
}

// issuerSerial is the IssuerSerial of RFC 5035, section 5: the issuer as the
// only GeneralName, a directoryName.
func issuerSerial(c *x509.Certificate) []byte {
	return derOf(tagSequence, derOf(tagSequence, derOf(tagContext4, c.RawIssuer)), derInt(c.SerialNumber))
}

// certIDs reads the signed list of certificates: the signer's first (RFC 5816,
// section 2.2.1). The old attribute and the new may both be there; then both
// count.
func (s *signed) certIDs() ([][]certID, error) {
	var lists [][]certID
	for _, attribute := range []string{oidSigningCertificate, oidSigningCertificateV2} {
		value, ok := s.attributes.values[attribute]
		if !ok {
			continue
		}
		d := newDER(value)
		list := d.certIDs(attribute == oidSigningCertificateV2)
		if *d.err != nil {
			return nil, *d.err
		}
		lists = append(lists, list)
	}
	if lists == nil {
		return nil, errors.New("the token does not sign which certificate is the signer's")
	}
	return lists, nil
}

func (d *der) certIDs(v2 bool) []certID {
	const what = "signing-certificate attribute"
	attribute := d.in(tagSequence, what)
	d.end(what)
	certs := attribute.in(tagSequence, what)
	attribute.end(what + " (certificate policies are not read)")
	var list []certID
	for *d.err == nil && (len(certs.rest) > 0 || len(list) == 0) {
		if len(list) == maxCertificates {
			d.fail("%s: too long", what)
		}
		list = append(list, certs.in(tagSequence, what).certID(v2))
	}
	return list
}

func (d *der) certID(v2 bool) certID {
	const what = "digest of a certificate"
	id := certID{hash: crypto.SHA1}
	if v2 {
		id.hash = crypto.SHA256 // the default
	}
	if v2 && d.is(tagSequence) {
		id.hash = d.hash("hash of a certificate")
	}
	id.sum = d.take(tagOctets, what)
	if d.is(tagSequence) {
		id.issuer, _ = d.element("issuer of a certificate")
	}
	d.end(what)
	return id
}

// names checks that the signer is the certificate each list begins with.
func names(lists [][]certID, signer *x509.Certificate) error {
	for _, list := range lists {
		if !list[0].is(signer) {
			return errors.New("the token was signed for another certificate than the one it carries")
		}
	}
	return nil
}

// covers reports whether every certificate that the token names is in chain.
func covers(lists [][]certID, chain []*x509.Certificate) bool {
	for _, id := range slices.Concat(lists...) {
		if !slices.ContainsFunc(chain, id.is) {
			return false
		}
	}
	return true
}
