package seal

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"errors"
	"math/big"
)

const (
	oidSignedData    = "1.2.840.113549.1.7.2"
	oidTSTInfo       = "1.2.840.113549.1.9.16.1.4"
	oidContentType   = "1.2.840.113549.1.9.3"
	oidMessageDigest = "1.2.840.113549.1.9.4"

	maxCertificates = 16
	maxAttributes   = 32
)

// signed is a CMS SignedData (RFC 5652, section 5) around a TSTInfo, as RFC
// 3161, section 2.4.2, narrows it: one signer, named by issuer and serial
// number, who signs attributes.
type signed struct {
	content      []byte // the DER of TSTInfo
	certificates []*x509.Certificate
	issuer       []byte // of the signer's certificate, DER
	serial       *big.Int
	hash         crypto.Hash
	attributes   attributes
	algorithm    x509.SignatureAlgorithm
	signature    []byte
}

// parseSigned reads a token. What nobody signed and nothing needs (revocation
// lists, unsigned attributes) is refused: it could be changed unseen.
func parseSigned(token []byte) (*signed, error) {
	d := newDER(token)
	info := d.in(tagSequence, "token")
	d.end("token")
	info.wants(oidSignedData, "content type of the token")
	explicit := info.in(tagContext0, "content of the token")
	info.end("token")
	data := explicit.in(tagSequence, "SignedData")
	explicit.end("content of the token")
	s := data.signedData()
	return s, *d.err
}

func (d *der) signedData() *signed {
	s := &signed{}
	if v := d.number(tagInteger, 5, "version of SignedData"); v != 3 {
		d.fail("version of SignedData is %d, not 3", v)
	}
	digests := d.in(tagSet, "digest algorithms")
	announced := digests.hash("digest algorithm")
	digests.end("digest algorithms")
	encapsulated := d.in(tagSequence, "encapsulated content")
	encapsulated.wants(oidTSTInfo, "type of the encapsulated content")
	octets := encapsulated.in(tagContext0, "encapsulated content")
	encapsulated.end("encapsulated content")
	s.content = octets.take(tagOctets, "encapsulated content")
	octets.end("encapsulated content")
	s.certificates = d.certificates()
	if d.is(tagContext1) {
		d.fail("the token carries revocation lists, which nobody signs")
	}
	signers := d.in(tagSet, "signers")
	d.end("SignedData")
	signer := signers.in(tagSequence, "signer")
	signers.end("signers (one is allowed)")
	signer.signerInfo(s)
	if s.hash != announced {
		d.fail("the announced digest algorithm is %v, the signer's %v", announced, s.hash)
	}
	return s
}

// certificates reads the certificates, in any order: common authorities do not
// sort them as DER would have it.
func (d *der) certificates() []*x509.Certificate {
	if *d.err == nil && !d.is(tagContext0) {
		d.fail("the token carries no certificates; ask the authority for them")
		return nil
	}
	set := d.in(tagContext0, "certificates")
	var all []*x509.Certificate
	for len(set.rest) > 0 && *d.err == nil {
		raw, _ := set.element("certificate")
		c, err := x509.ParseCertificate(raw)
		if err != nil || len(all) == maxCertificates {
			d.fail("certificate %d of the token cannot be read, or is one too many: %v", len(all)+1, err)
			return nil
		}
		all = append(all, c)
	}
	return all
}

func (d *der) signerInfo(s *signed) {
	if v := d.number(tagInteger, 5, "version of the signer"); v != 1 {
		d.fail("version of the signer is %d, not 1", v)
	}
	sid := d.in(tagSequence, "name of the signer")
	s.issuer, _ = sid.element("issuer of the signer")
	s.serial = sid.natural(tagInteger, "serial number of the signer")
	sid.end("name of the signer")
	s.hash = d.hash("digest algorithm of the signer")
	s.attributes = d.in(tagContext0, "signed attributes").attributes()
	s.algorithm = d.signature(s.hash)
	s.signature = d.take(tagOctets, "signature")
	if d.is(tagContext1) {
		d.fail("the token carries unsigned attributes")
	}
	d.end("signer")
}

// attributes are what is signed: a DER SET OF (RFC 5652, section 5.3), and the
// one value of each.
type attributes struct {
	set    []byte // with the tag of SET, as it is signed (section 5.4)
	values map[string][]byte
}

func (d *der) attributes() attributes {
	a := attributes{set: derOf(tagSet, d.rest), values: map[string][]byte{}}
	var last []byte
	for len(d.rest) > 0 && *d.err == nil {
		readable := d.is(tagSequence)
		whole, content := d.element("attribute")
		if !readable || bytes.Compare(last, whole) >= 0 || len(a.values) == maxAttributes {
			d.fail("signed attributes: not in the order of DER, or too many")
		}
		last = whole
		attribute := &der{rest: content, err: d.err}
		oid := attribute.oid("type of an attribute")
		values := attribute.in(tagSet, "values of an attribute")
		attribute.end("attribute")
		if _, ok := a.values[oid]; ok {
			d.fail("attribute %s is there twice", oid)
		}
		a.values[oid], _ = values.element("value of an attribute")
		values.end("values of an attribute")
	}
	return a
}

// binds checks that the attributes speak of this content (RFC 5652, section
// 11.1 and 11.2).
func (s *signed) binds() error {
	d := newDER(s.attributes.values[oidContentType])
	d.wants(oidTSTInfo, "signed content type")
	d.end("signed content type")
	if *d.err != nil {
		return *d.err
	}
	d = newDER(s.attributes.values[oidMessageDigest])
	sum := d.take(tagOctets, "signed message digest")
	d.end("signed message digest")
	if *d.err != nil {
		return *d.err
	}
	if !bytes.Equal(sum, digest(s.hash, s.content)) {
		return errors.New("the content is not what was signed")
	}
	return nil
}

// signer returns the one certificate that the signer is named by.
func (s *signed) signer() (*x509.Certificate, error) {
	var found *x509.Certificate
	for _, c := range s.certificates {
		if !bytes.Equal(c.RawIssuer, s.issuer) || c.SerialNumber.Cmp(s.serial) != 0 {
			continue
		}
		if found != nil {
			return nil, errors.New("two certificates of the token answer to the signer's name")
		}
		found = c
	}
	if found == nil {
		return nil, errors.New("the signer's certificate is not in the token")
	}
	return found, nil
}
