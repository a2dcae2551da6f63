package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"strings"
	"testing"
	"time"

	"constat/cmd/constat/demo"
)

var stampedData = []byte("saguenay-1/1\n12\nAAAA\n")

// stampedTime is when the signers of these tests could sign: 2010 to 2012.
var stampedTime = time.Date(2011, 3, 1, 12, 0, 0, 250e6, time.UTC)

func key(t testing.TB) crypto.Signer {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// issue makes a certificate valid from 2010 to 2012; by nil makes a root,
// valid from 2000 to 2040.
func issue(t testing.TB, name string, k, by crypto.Signer, issuer *x509.Certificate, change func(*x509.Certificate)) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name}, BasicConstraintsValid: true,
		NotBefore: time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtraExtensions: []pkix.Extension{demo.OnlyTimeStamping()},
	}
	if issuer == nil {
		c.NotBefore, c.NotAfter = c.NotBefore.AddDate(-10, 0, 0), c.NotAfter.AddDate(28, 0, 0)
		c.IsCA, c.KeyUsage, c.ExtraExtensions = true, x509.KeyUsageCertSign, nil
		issuer = c
	}
	if change != nil {
		change(c)
	}
	der, err := x509.CreateCertificate(rand.Reader, c, issuer, k.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return c
}

// authority makes an authority whose signer's certificate is changed.
func authority(t testing.TB, k crypto.Signer, change func(*x509.Certificate)) *demo.Authority {
	ca := key(t)
	root := issue(t, "root", ca, ca, nil, nil)
	return &demo.Authority{Chain: []*x509.Certificate{issue(t, "stamps", k, ca, root, change), root}, Key: k}
}

func stamp(t testing.TB, a *demo.Authority, at time.Time) []byte {
	sum := sha256.Sum256(stampedData)
	token, err := a.Token(sum[:], big.NewInt(7), at)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func rootsOf(a *demo.Authority) *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(a.Chain[len(a.Chain)-1])
	return p
}

// A signer whose certificate ended years ago could sign while it ran.
func TestChainIsJudgedAtTheTokensTime(t *testing.T) {
	a := authority(t, key(t), nil)
	s, err := CheckToken(stamp(t, a, stampedTime), stampedData, rootsOf(a))
	if err != nil || !s.Time.Equal(stampedTime) || s.Accuracy != time.Second || s.Nonce.Int64() != 7 || s.Authority != "stamps" {
		t.Fatalf("%+v, %v", s, err)
	}
	for _, at := range []time.Time{stampedTime.AddDate(-2, 0, 0), stampedTime.AddDate(1, 0, 0), time.Now()} {
		if _, err := CheckToken(stamp(t, a, at), stampedData, rootsOf(a)); err == nil || !strings.Contains(err.Error(), "expired or is not yet valid") {
			t.Errorf("at %v: %v", at, err)
		}
	}
}

// A signer may only be a signer of time stamps, and says so.
func TestSignerMustBeForTimeStamps(t *testing.T) {
	usage := func(critical bool, oids ...asn1.ObjectIdentifier) func(*x509.Certificate) {
		return func(c *x509.Certificate) {
			value, err := asn1.Marshal(oids)
			if err != nil {
				t.Fatal(err)
			}
			c.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: critical, Value: value}}
		}
	}
	stamps := asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 8}
	for name, change := range map[string]func(*x509.Certificate){
		"no extended key usage": func(c *x509.Certificate) { c.ExtraExtensions = nil },
		"not critical":          usage(false, stamps),
		"another":               usage(true, asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 3}),
		"not the only one":      usage(true, stamps, asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 3}),
		"any":                   usage(true, asn1.ObjectIdentifier{2, 5, 29, 37, 0}),
		"signs certificates":    func(c *x509.Certificate) { c.KeyUsage |= x509.KeyUsageCertSign },
		"enciphers":             func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment },
	} {
		a := authority(t, key(t), change)
		if _, err := CheckToken(stamp(t, a, stampedTime), stampedData, rootsOf(a)); err == nil || !strings.Contains(err.Error(), "the signer's") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A key that anybody could break signs nothing.
func TestWeakKeyIsRefused(t *testing.T) {
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	a := authority(t, weak, nil)
	if _, err := CheckToken(stamp(t, a, stampedTime), stampedData, rootsOf(a)); err == nil || !strings.Contains(err.Error(), "not RSA of 2048") {
		t.Error(err)
	}
}

// The roots are the reader's and no others.
func TestStrangersAreRefused(t *testing.T) {
	a, b := authority(t, key(t), nil), authority(t, key(t), nil)
	k := key(t)
	alone := &demo.Authority{Key: k, Chain: []*x509.Certificate{issue(t, "stamps", k, k, nil, func(c *x509.Certificate) {
		c.KeyUsage, c.ExtraExtensions = x509.KeyUsageDigitalSignature, []pkix.Extension{demo.OnlyTimeStamping()}
	})}}
	for name, token := range map[string][]byte{"another root of the same name": stamp(t, b, stampedTime), "self-signed": stamp(t, alone, stampedTime)} {
		if _, err := CheckToken(token, stampedData, rootsOf(a)); err == nil || !strings.Contains(err.Error(), "unknown authority") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := ReadToken(token, stampedData); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := CheckToken(stamp(t, a, stampedTime), stampedData, nil); err == nil || !strings.Contains(err.Error(), "no roots are given") {
		t.Error(err)
	}
}

// One key under two roots is one authority.
func TestIndependentAuthorities(t *testing.T) {
	k := key(t)
	check := func(a *demo.Authority) Stamp {
		s, err := CheckToken(stamp(t, a, stampedTime), stampedData, rootsOf(a))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	a, twin, b := check(authority(t, k, nil)), check(authority(t, k, nil)), check(authority(t, key(t), nil))
	if !Independent(a, b) || Independent(a, a) || Independent(a, twin) || Independent(a, Stamp{}) {
		t.Error("independence")
	}
}
