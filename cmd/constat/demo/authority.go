package demo

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"time"
)

// An Authority stamps times (RFC 3161) for the demonstration: a real one in
// all but that nobody has reason to believe it. It has a root of its own, so
// that two of them are independent in form.
type Authority struct {
	Name  string
	Chain []*x509.Certificate // the signer's first, the root last; the root stays out of tokens
	Key   crypto.Signer       // the signer's: ECDSA or RSA
	// Now is the authority's clock; nil for the machine's.
	Now func() time.Time

	listener net.Listener
	server   *http.Server
}

// NewAuthority makes an authority, its root and its signer: ECDSA on P-256. It
// does not listen yet.
func NewAuthority(name string) (*Authority, error) {
	return NewAuthorityFrom(name, time.Now().Add(-time.Hour).UTC())
}

// NewAuthorityFrom makes one whose certificates are good from then on.
func NewAuthorityFrom(name string, from time.Time) (*Authority, error) {
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	root, err := certify(&x509.Certificate{
		Subject:   pkix.Name{Organization: []string{name}, CommonName: name + " root"},
		NotBefore: from, NotAfter: from.AddDate(20, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}, nil, rootKey, rootKey)
	if err != nil {
		return nil, fmt.Errorf("authority %q: root: %w", name, err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	signer, err := certify(&x509.Certificate{
		Subject:   pkix.Name{Organization: []string{name}, CommonName: name},
		NotBefore: from, NotAfter: from.AddDate(10, 0, 0),
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtraExtensions: []pkix.Extension{OnlyTimeStamping()},
	}, root, key, rootKey)
	if err != nil {
		return nil, fmt.Errorf("authority %q: signer: %w", name, err)
	}
	return &Authority{Name: name, Chain: []*x509.Certificate{signer, root}, Key: key}, nil
}

// OnlyTimeStamping is the extended key usage of a signer of time stamps: that
// alone, and critical (RFC 3161, section 2.3).
func OnlyTimeStamping() pkix.Extension {
	value, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		panic("demo: internal error: " + err.Error())
	}
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: value}
}

// certify makes a certificate for key; by nil makes it its own issuer.
func certify(c, by *x509.Certificate, key, issuer crypto.Signer) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	c.SerialNumber = serial.Add(serial, big.NewInt(1))
	if by == nil {
		by = c
	}
	der, err := x509.CreateCertificate(rand.Reader, c, by, key.Public(), issuer)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// Root returns the root certificate as PEM: what a policy names, and what
// "openssl ts -verify -CAfile" wants.
func (a *Authority) Root() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.Chain[len(a.Chain)-1].Raw})
}

// Open lets the authority answer on a free port of loopback.
func (a *Authority) Open() error {
	l, err := listen()
	if err != nil {
		return fmt.Errorf("open authority %q: %w", a.Name, err)
	}
	a.listener = l
	a.server = &http.Server{Handler: a, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = a.server.Serve(l) }() // its error is that the listener was closed
	return nil
}

// URL is where an open authority is asked.
func (a *Authority) URL() string { return "http://" + a.listener.Addr().String() + "/" }

// Close ends an open authority, and every connection to it.
func (a *Authority) Close() error { return a.server.Close() }

// ServeHTTP answers one request (RFC 3161, section 3.4).
func (a *Authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
	if err != nil || r.Method != http.MethodPost {
		http.Error(w, "POST application/timestamp-query", http.StatusBadRequest)
		return
	}
	response, err := a.Reply(request)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(response) // who asked has gone
}

// Reply answers a TimeStampReq with a TimeStampResp, both DER.
func (a *Authority) Reply(request []byte) ([]byte, error) {
	var q timeStampReq
	rest, err := asn1.Unmarshal(request, &q)
	if err != nil || len(rest) != 0 || !q.Imprint.Algorithm.Algorithm.Equal(oidSHA256) || len(q.Imprint.Sum) != 32 {
		return asn1.Marshal(refusal{Status: rejected{
			Status: 2, Text: []asn1.RawValue{{Tag: asn1.TagUTF8String, Bytes: []byte("only SHA-256 is stamped")}},
			Failure: asn1.BitString{Bytes: []byte{0x80}, BitLength: 1},
		}})
	}
	now := time.Now()
	if a.Now != nil {
		now = a.Now()
	}
	token, err := a.Token(q.Imprint.Sum, q.Nonce, now)
	if err != nil {
		return nil, errors.Join(errors.New("stamp"), err)
	}
	return asn1.Marshal(granted{Token: asn1.RawValue{FullBytes: token}})
}
