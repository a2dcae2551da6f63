package main

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"software.sslmate.com/src/go-pkcs12"

	"constat/report/pdf"
	"constat/store/bundle"
)

// A signatory is who a self-signed certificate names. Only name is needed;
// without an e-mail address pdfsig cannot be told to trust it. What stands
// here stands in every signed report.
type signatory struct {
	name, organization, country, email string
}

// certificateYears is how long a self-signed certificate is valid.
const certificateYears = 3

// makeSigner makes an ECDSA P-256 key and a self-signed certificate.
func makeSigner(who signatory, now time.Time) (pdf.Signer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return pdf.Signer{}, err
	}
	der, err := who.certificate(key, now)
	if err != nil {
		return pdf.Signer{}, fmt.Errorf("make certificate: %w", err)
	}
	c, err := x509.ParseCertificate(der)
	return pdf.Signer{Key: key, Chain: []*x509.Certificate{c}}, err
}

// writeSigner writes key and certificates to one file, for its owner alone,
// and the certificates to another, to hand out. It overwrites nothing, and
// leaves no key without its certificate.
func writeSigner(keyPath, certPath string, s pdf.Signer) error {
	for _, path := range []string{keyPath, certPath} {
		if exists(path) {
			return &fileThereError{path}
		}
	}
	der, err := x509.MarshalPKCS8PrivateKey(s.Key)
	if err != nil {
		return err
	}
	var certs []byte
	for _, c := range s.Chain {
		certs = append(certs, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	key := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if err := writeWhole(keyPath, append(key, certs...), false); err != nil {
		return fmt.Errorf("write %q: %w", keyPath, err)
	}
	if err = writeWhole(certPath, certs, false); err == nil {
		err = os.Chmod(certPath, 0o644)
	}
	if err != nil {
		return fmt.Errorf("write %q: %w", certPath, errors.Join(err, os.Remove(keyPath)))
	}
	return nil
}

// certificate is signed with its own key, for signing documents (RFC 5280,
// section 4.2.1.3) and no other certificate. It begins an hour back: an
// authority whose clock is behind ours may stamp the first signature.
func (s signatory) certificate(key *ecdsa.PrivateKey, now time.Time) ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	c := &x509.Certificate{
		Subject:   pkix.Name{CommonName: s.name},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(certificateYears, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		BasicConstraintsValid: true,
	}
	if s.organization != "" {
		c.Subject.Organization = []string{s.organization}
	}
	if s.country != "" {
		c.Subject.Country = []string{s.country}
	}
	if s.email != "" {
		c.EmailAddresses = []string{s.email}
	}
	return x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
}

// check holds the names to the lengths of RFC 5280, appendix A.1.
func (s signatory) check() error {
	for what, text := range map[string]string{"name": s.name, "organization": s.organization} {
		if utf8.RuneCountInString(text) > 64 || !utf8.ValidString(text) || text != printable(text) {
			return fmt.Errorf("%s %q: up to 64 printable characters", what, text)
		}
	}
	if s.name == "" {
		return errors.New("a certificate needs a name")
	}
	if s.country != "" && (len(s.country) != 2 || strings.Trim(s.country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		return fmt.Errorf("country %q: two capital letters, as CA or FR", s.country)
	}
	if before, after, at := strings.Cut(s.email, "@"); s.email != "" && (!at || before == "" || after == "" || strings.ContainsAny(s.email, " <>,\"\n")) {
		return fmt.Errorf("e-mail address %q: as in eve@example.org", s.email)
	}
	return nil
}

// loadPEM reads a key (PKCS #8, SEC 1 or PKCS #1, not encrypted) and the
// certificates that an authority gave for it, in any order. One file may hold
// both.
func loadPEM(keyPath, certPath string) (pdf.Signer, error) {
	text, err := readPrivate(keyPath)
	if err != nil {
		return pdf.Signer{}, err
	}
	key, err := keyIn(text)
	if err != nil {
		return pdf.Signer{}, fmt.Errorf("key %q: %w", keyPath, err)
	}
	if text, err = readWithin(certPath, bundle.MostText); err != nil {
		return pdf.Signer{}, err
	}
	certs, err := certificatesIn(text)
	if err != nil {
		return pdf.Signer{}, fmt.Errorf("certificate %q: %w", certPath, err)
	}
	s, err := signerOf(key, certs)
	if err != nil {
		return s, fmt.Errorf("certificate %q: %w", certPath, err)
	}
	return s, nil
}

// loadPKCS12 reads a key and its certificates from a .p12 or .pfx file (RFC
// 7292), as many authorities deliver them.
func loadPKCS12(path, password string) (pdf.Signer, error) {
	b, err := readPrivate(path)
	if err != nil {
		return pdf.Signer{}, err
	}
	key, cert, others, err := pkcs12.DecodeChain(b, password)
	if errors.Is(err, pkcs12.ErrIncorrectPassword) {
		return pdf.Signer{}, fmt.Errorf("%q: %w", path, errPassword)
	}
	if err != nil {
		return pdf.Signer{}, fmt.Errorf("%q: %w", path, err)
	}
	s, err := signerOf(key, append([]*x509.Certificate{cert}, others...))
	if err != nil {
		return s, fmt.Errorf("%q: %w", path, err)
	}
	return s, nil
}

var errPassword = errors.New("the password is wrong")

// readPrivate reads a file that nobody else may read.
func readPrivate(path string) ([]byte, error) {
	fi, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if fi.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the key %q can be read by others (mode %04o); run chmod 600 on it, and ask who may have copied it", path, fi.Mode().Perm())
	}
	return readWithin(path, bundle.MostText)
}

// keyIn is the one private key in a PEM text.
func keyIn(text []byte) (key any, err error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if !strings.HasSuffix(block.Type, "PRIVATE KEY") {
			continue
		}
		if key != nil {
			return nil, errors.New("more than one private key")
		}
		if key, err = parseKey(block); err != nil {
			return nil, err
		}
	}
	if key == nil {
		return nil, errors.New("no private key in PEM form")
	}
	return key, nil
}

func parseKey(block *pem.Block) (any, error) {
	switch {
	case block.Type == "ENCRYPTED PRIVATE KEY" || block.Headers["DEK-Info"] != "":
		return nil, errors.New("the key is encrypted; write it without a password with openssl pkey, or give a PKCS #12 file")
	case block.Type == "EC PRIVATE KEY":
		return x509.ParseECPrivateKey(block.Bytes)
	case block.Type == "RSA PRIVATE KEY":
		return x509.ParsePKCS1PrivateKey(block.Bytes)
	case block.Type == "PRIVATE KEY":
		return x509.ParsePKCS8PrivateKey(block.Bytes)
	}
	return nil, fmt.Errorf("a key in the form %q is not supported", block.Type)
}

func certificatesIn(text []byte) (all []*x509.Certificate, err error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return nil, errors.New("no certificate in PEM form")
	}
	return all, nil
}

// signerOf finds the key's certificate, then each one's issuer. Certificates
// that are not in the chain are left out.
func signerOf(private any, all []*x509.Certificate) (pdf.Signer, error) {
	key, ok := private.(crypto.Signer)
	if !ok {
		return pdf.Signer{}, fmt.Errorf("a key of type %T does not sign", private)
	}
	s := pdf.Signer{Key: key}
	public, _ := key.Public().(interface{ Equal(crypto.PublicKey) bool })
	next := slices.IndexFunc(all, func(c *x509.Certificate) bool { return public != nil && public.Equal(c.PublicKey) })
	if next < 0 {
		return s, errors.New("no certificate is for this key")
	}
	all = slices.Clone(all)
	for next >= 0 {
		last := all[next]
		s.Chain, all = append(s.Chain, last), slices.Delete(all, next, next+1)
		next = slices.IndexFunc(all, func(c *x509.Certificate) bool {
			return !bytes.Equal(last.RawIssuer, last.RawSubject) && last.CheckSignatureFrom(c) == nil
		})
	}
	return s, s.Check()
}
