package seal

import (
	"crypto"
	_ "crypto/sha256" // the hashes that hash names
	_ "crypto/sha512"
	"crypto/x509"
	"strings"
)

// The hashes of a time stamp, by object identifier (RFC 5754, section 2).
var hashes = map[string]crypto.Hash{
	"2.16.840.1.101.3.4.2.1": crypto.SHA256,
	"2.16.840.1.101.3.4.2.2": crypto.SHA384,
	"2.16.840.1.101.3.4.2.3": crypto.SHA512,
}

// The signatures of a time stamp, by object identifier and hash (RFC 5754,
// section 3; RFC 8017, appendix A.2.4). rsaEncryption leaves the hash to the
// digest algorithm (RFC 3370, section 3.2). RSASSA-PSS and Ed25519 are sound
// and still missing: "openssl ts" of OpenSSL 3.0 cannot check them, and what
// is accepted here must be checkable there.
var signatures = map[string]map[crypto.Hash]x509.SignatureAlgorithm{
	"1.2.840.113549.1.1.1":  {crypto.SHA256: x509.SHA256WithRSA, crypto.SHA384: x509.SHA384WithRSA, crypto.SHA512: x509.SHA512WithRSA},
	"1.2.840.113549.1.1.11": {crypto.SHA256: x509.SHA256WithRSA},
	"1.2.840.113549.1.1.12": {crypto.SHA384: x509.SHA384WithRSA},
	"1.2.840.113549.1.1.13": {crypto.SHA512: x509.SHA512WithRSA},
	"1.2.840.10045.4.3.2":   {crypto.SHA256: x509.ECDSAWithSHA256},
	"1.2.840.10045.4.3.3":   {crypto.SHA384: x509.ECDSAWithSHA384},
	"1.2.840.10045.4.3.4":   {crypto.SHA512: x509.ECDSAWithSHA512},
}

// algorithm reads an AlgorithmIdentifier, whose parameters can only be NULL.
func (d *der) algorithm(what string) (oid string, null bool) {
	a := d.in(tagSequence, what)
	oid, null = a.oid(what), a.is(tagNull)
	if null && len(a.take(tagNull, what)) != 0 {
		a.fail("%s: NULL is not empty", what)
	}
	a.end(what)
	return oid, null
}

// hash reads the identifier of a hash. Both forms are in use, with NULL and
// without (RFC 5754, section 2).
func (d *der) hash(what string) crypto.Hash {
	oid, _ := d.algorithm(what)
	h, ok := hashes[oid]
	if *d.err == nil && !ok {
		d.fail("%s %s is not SHA-256, SHA-384 or SHA-512", what, oid)
	}
	return h
}

// signature reads the identifier of a signature made over the given hash. RSA
// has the NULL, ECDSA has none (RFC 5754, sections 3.2 and 3.3).
func (d *der) signature(over crypto.Hash) x509.SignatureAlgorithm {
	oid, null := d.algorithm("signature algorithm")
	a, ok := signatures[oid][over]
	isRSA := strings.HasPrefix(oid, "1.2.840.113549.1.1.")
	if *d.err == nil && (!ok || null != isRSA) {
		d.fail("signature algorithm %s with %v is not RSA (PKCS #1 v1.5) or ECDSA with one SHA-2, in its one form", oid, over)
	}
	return a
}

// digest hashes b; h is one of those that hash gave.
func digest(h crypto.Hash, b []byte) []byte {
	sum := h.New()
	sum.Write(b)
	return sum.Sum(nil)
}
