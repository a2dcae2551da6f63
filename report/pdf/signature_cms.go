package pdf

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"slices"
)

// The parts of a detached CMS signature (RFC 5652, sections 3 and 5), as
// PAdES wants it (ETSI EN 319 142-1, section 6.3).
type (
	contentInfo struct {
		Type    asn1.ObjectIdentifier
		Content signedData `asn1:"explicit,tag:0"`
	}
	signedData struct {
		Version      int
		Digests      []algorithm `asn1:"set"`
		Content      struct{ Type asn1.ObjectIdentifier }
		Certificates []asn1.RawValue `asn1:"set,tag:0"`
		Signers      []signerInfo    `asn1:"set"`
	}
	signerInfo struct {
		Version   int
		Signer    issuerAndSerial
		Digest    algorithm
		Signed    []attribute `asn1:"set,tag:0"`
		Algorithm algorithm
		Value     []byte
		Unsigned  []attribute `asn1:"set,tag:1,optional,omitempty"`
	}
	issuerAndSerial struct {
		Issuer asn1.RawValue
		Serial *big.Int
	}
	algorithm struct {
		OID        asn1.ObjectIdentifier
		Parameters asn1.RawValue `asn1:"optional"`
	}
	attribute struct {
		Type   asn1.ObjectIdentifier
		Values []asn1.RawValue `asn1:"set"`
	}
	// signingCertificate names the certificate by its SHA-256, so that no
	// other with the same key can be put in its place (RFC 5035, section 4).
	signingCertificate struct{ Certificates []struct{ Digest []byte } }
)

var (
	oidData        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidDigest      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidCertificate = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47} // signing-certificate-v2
	oidToken       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14} // signature time stamp
	oidSHA256      = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidECDSA       = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}  // with SHA-256; RFC 5754, section 3.3
	oidRSA         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1} // RFC 3370, section 3.2
)

const (
	minRSA          = 3072
	maxRSA          = 8192 // as crypto/tls: more only wastes the reader's time
	maxCertificates = 16
)

// algorithmOf is how a key signs, or why it does not.
func algorithmOf(key crypto.PublicKey) (algorithm, error) {
	switch key := key.(type) {
	case *ecdsa.PublicKey:
		if key.Curve == elliptic.P256() {
			return algorithm{OID: oidECDSA}, nil
		}
		return algorithm{}, fmt.Errorf("ECDSA on %s is not supported: use P-256, or RSA of %d bits or more", key.Curve.Params().Name, minRSA)
	case *rsa.PublicKey:
		if n := key.N.BitLen(); n >= minRSA && n <= maxRSA {
			return algorithm{OID: oidRSA, Parameters: asn1.NullRawValue}, nil
		}
		return algorithm{}, fmt.Errorf("RSA of %d bits is not supported: use %d to %d bits, or ECDSA P-256", key.N.BitLen(), minRSA, maxRSA)
	case ed25519.PublicKey:
		return algorithm{}, errors.New("PDF readers cannot check Ed25519: use an ECDSA P-256 key, or RSA of 3072 bits or more")
	}
	return algorithm{}, fmt.Errorf("a key of type %T is not supported: use ECDSA P-256, or RSA of %d bits or more", key, minRSA)
}

// A cms is what a detached signature holds: everything else in its encoding
// follows from these.
type cms struct {
	digest [32]byte            // SHA-256 of what is signed
	chain  []*x509.Certificate // the signer's first
	value  []byte              // the signature
	token  []byte              // RFC 3161 token over value, or nil
}

// attributes are the signed attributes. There is no signing time: in a PDF it
// stands in the signature's dictionary.
func (c cms) attributes() ([]attribute, error) {
	certificate := sha256.Sum256(c.chain[0].Raw)
	var attributes []attribute
	for _, a := range []struct {
		oid   asn1.ObjectIdentifier
		value any
	}{
		{oidContentType, oidData},
		{oidDigest, c.digest[:]},
		{oidCertificate, signingCertificate{[]struct{ Digest []byte }{{certificate[:]}}}},
	} {
		der, err := asn1.Marshal(a.value)
		if err != nil {
			return nil, err
		}
		attributes = append(attributes, attribute{a.oid, []asn1.RawValue{{FullBytes: der}}})
	}
	return attributes, nil
}

// signed is what the key signs: the attributes under the tag of a SET (RFC
// 5652, section 5.4).
func (c cms) signed() ([]byte, error) {
	attributes, err := c.attributes()
	if err != nil {
		return nil, err
	}
	return asn1.MarshalWithParams(attributes, "set")
}

// encode writes the signature as DER.
func (c cms) encode() ([]byte, error) {
	attributes, err := c.attributes()
	if err != nil {
		return nil, err
	}
	how, err := algorithmOf(c.chain[0].PublicKey)
	if err != nil {
		return nil, err
	}
	s := signerInfo{
		Version: 1, Digest: algorithm{OID: oidSHA256}, Signed: attributes, Algorithm: how, Value: c.value,
		Signer: issuerAndSerial{asn1.RawValue{FullBytes: c.chain[0].RawIssuer}, c.chain[0].SerialNumber},
	}
	if c.token != nil {
		s.Unsigned = []attribute{{oidToken, []asn1.RawValue{{FullBytes: c.token}}}}
	}
	d := signedData{Version: 1, Digests: []algorithm{{OID: oidSHA256}}, Signers: []signerInfo{s}}
	d.Content.Type = oidData
	for _, certificate := range c.chain {
		d.Certificates = append(d.Certificates, asn1.RawValue{FullBytes: certificate.Raw})
	}
	return asn1.Marshal(contentInfo{oidSignedData, d})
}

// decode reads a signature over a digest, and checks it. It takes only what
// encode writes: what is decoded is encoded again and compared.
func decode(der []byte, digest [32]byte) (cms, error) {
	c := cms{digest: digest}
	var info contentInfo
	if _, err := asn1.Unmarshal(der, &info); err != nil {
		return c, fmt.Errorf("the signature is not a CMS structure of ours: %w", err)
	}
	if len(info.Content.Signers) != 1 {
		return c, fmt.Errorf("%d signers in one signature", len(info.Content.Signers))
	}
	s := info.Content.Signers[0]
	if !slices.ContainsFunc(s.Signed, func(a attribute) bool {
		return a.Type.Equal(oidDigest) && len(a.Values) == 1 && bytes.Equal(a.Values[0].Bytes, digest[:])
	}) {
		return c, errors.New("the file was changed after it was signed")
	}
	var err error
	if c.chain, err = chainOf(info.Content.Certificates, s.Signer); err != nil {
		return c, err
	}
	c.value = s.Value
	if len(s.Unsigned) == 1 && len(s.Unsigned[0].Values) == 1 {
		c.token = s.Unsigned[0].Values[0].FullBytes
	}
	again, err := c.encode()
	if err != nil {
		return c, err
	}
	if !bytes.Equal(again, der) {
		return c, errors.New("the signature is not in the one form that it has here")
	}
	return c, c.check()
}

// chainOf parses the certificates and puts them in order: the signer's, then
// each one's issuer. All must be in the chain.
func chainOf(raw []asn1.RawValue, signer issuerAndSerial) ([]*x509.Certificate, error) {
	if len(raw) > maxCertificates {
		return nil, fmt.Errorf("%d certificates, more than %d", len(raw), maxCertificates)
	}
	var all, chain []*x509.Certificate
	for _, r := range raw {
		c, err := x509.ParseCertificate(r.FullBytes)
		if err != nil {
			return nil, fmt.Errorf("certificate of the signature: %w", err)
		}
		if key, ok := c.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() > maxRSA {
			return nil, fmt.Errorf("certificate of %q: an RSA key of %d bits, more than %d", subjectOf(c), key.N.BitLen(), maxRSA)
		}
		all = append(all, c)
	}
	next := slices.IndexFunc(all, func(c *x509.Certificate) bool {
		return bytes.Equal(c.RawIssuer, signer.Issuer.FullBytes) && c.SerialNumber.Cmp(signer.Serial) == 0
	})
	for next >= 0 {
		last := all[next]
		chain, all = append(chain, last), slices.Delete(all, next, next+1)
		next = slices.IndexFunc(all, func(c *x509.Certificate) bool { return last.CheckSignatureFrom(c) == nil })
	}
	if len(chain) == 0 || len(all) > 0 {
		return nil, fmt.Errorf("the signature has %d certificates that are not in the signer's chain", len(all))
	}
	return chain, nil
}

// check verifies the signature with the signer's key, and that its
// certificate is for signing.
func (c cms) check() error {
	if err := maySign(c.chain[0]); err != nil {
		return err
	}
	attributes, err := c.signed()
	if err != nil {
		return err
	}
	digest := sha256.Sum256(attributes)
	valid := false
	switch key := c.chain[0].PublicKey.(type) {
	case *ecdsa.PublicKey:
		valid = ecdsa.VerifyASN1(key, digest[:], c.value)
	case *rsa.PublicKey:
		valid = rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], c.value) == nil
	}
	if !valid {
		return errors.New("the signature is not of its certificate's key")
	}
	return nil
}

// maySign reports why a certificate is not one that signs documents (RFC 5280,
// section 4.2.1.3: without the extension every use is allowed).
func maySign(c *x509.Certificate) error {
	if c.KeyUsage != 0 && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return fmt.Errorf("the certificate of %q is not for signing", subjectOf(c))
	}
	return nil
}
