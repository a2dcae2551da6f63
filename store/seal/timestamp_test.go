package seal

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// vectors are tokens that OpenSSL 3.0.19 made, once: testdata/stamp/NAME.tsr
// and .pem, over testdata/stamp/data.
var vectors = []struct {
	name, time, policy, authority string
	ordering                      bool
}{
	// PKCS #1 v1.5, SHA-256, SigningCertificate; the root is in the token.
	{"rsa", "2026-11-22T04:28:21.944Z", "1.3.6.1.4.1.32473.2", "Example rsa time stamps", false},
	// ECDSA P-256, SHA-384, SigningCertificateV2 with its default hash.
	{"ecdsa", "2026-11-22T04:28:39.595Z", "1.3.6.1.4.1.32473.2", "Example ecdsa time stamps", true},
	// RSA-3072, SHA-512, SigningCertificateV2 naming the chain by SHA-512.
	{"chain", "2026-11-22T04:28:22.624Z", "1.3.6.1.4.1.32473.2", "Example chain time stamps", false},
}

func vector(t testing.TB, name string) (token, data []byte, roots *x509.CertPool) {
	token, err := ParseResponse(vectorFile(t, name+".tsr"))
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	if !roots.AppendCertsFromPEM(vectorFile(t, name+".pem")) {
		t.Fatal("no root")
	}
	return token, vectorFile(t, "data"), roots
}

func vectorFile(t testing.TB, name string) []byte {
	b, err := os.ReadFile(filepath.Join("testdata", "stamp", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A token is read whole, and stays good when its signer's certificate (three
// days, in these) has long ended.
func TestForeignTokens(t *testing.T) {
	for _, v := range vectors {
		token, data, roots := vector(t, v.name)
		s, err := CheckToken(token, data, roots)
		if err != nil {
			t.Errorf("%s: %v", v.name, err)
			continue
		}
		if got := s.Time.Format(time.RFC3339Nano); got != v.time || s.Accuracy != 1500100*time.Microsecond ||
			s.Policy != v.policy || s.Authority != v.authority || s.Ordering != v.ordering || s.Qualified ||
			s.Serial.Int64() != 43 || s.Nonce == nil || len(s.Chain) != 2 || s.Root != sha256.Sum256(s.Chain[1].Raw) {
			t.Errorf("%s: %+v", v.name, s)
		}
		if _, err := CheckToken(token, append(data, 0), roots); err == nil {
			t.Errorf("%s: accepted for other data", v.name)
		}
	}
}

// Any changed byte of a token is refused, or lies in a copy of a certificate
// that nothing rests on, and then nothing changes.
func TestChangedByteRefusesToken(t *testing.T) {
	for _, v := range vectors {
		token, data, roots := vector(t, v.name)
		want, err := CheckToken(token, data, roots)
		if err != nil {
			t.Fatal(err)
		}
		from, to := 0, 0 // the root's copy
		if i := bytes.Index(token, want.Chain[1].Raw); i >= 0 {
			from, to = i, i+len(want.Chain[1].Raw)
		}
		for i := range token {
			changed := bytes.Clone(token)
			changed[i] ^= 1 << (i % 8)
			got, err := CheckToken(changed, data, roots)
			if err == nil && (i < from || i >= to || !reflect.DeepEqual(got, want)) {
				t.Errorf("%s: byte %d changed and accepted", v.name, i)
			}
		}
	}
}

func TestCutTokenIsRefused(t *testing.T) {
	token, data, roots := vector(t, "ecdsa")
	for n := range token {
		if _, err := CheckToken(token[:n:n], data, roots); err == nil {
			t.Errorf("cut to %d bytes and accepted", n)
		}
	}
	resp := vectorFile(t, "ecdsa.tsr")
	for n := range resp {
		if _, err := ParseResponse(resp[:n:n]); err == nil {
			t.Errorf("response cut to %d bytes and accepted", n)
		}
	}
	if _, err := CheckToken(append(token, 0), data, roots); err == nil {
		t.Error("a byte more was accepted")
	}
	if _, err := ParseResponse(append(resp, 0)); err == nil {
		t.Error("a byte more of a response was accepted")
	}
	if _, err := CheckToken(make([]byte, MaxToken+1), data, roots); err == nil || !strings.Contains(err.Error(), "at most") {
		t.Error(err)
	}
}

// One element more, anywhere, is refused, but for the NULL that may stand after
// the name of a hash.
func TestNothingRidesAlong(t *testing.T) {
	a := authority(t, key(t), nil)
	token := stamp(t, a, stampedTime)
	sha256OID := oidNode("2.16.840.1.101.3.4.2.1").bytes()
	for i, spot := range parseNode(t, token).all() {
		if spot.tag&0x20 == 0 {
			continue
		}
		for _, more := range []byte{tagNull, tagOctets, tagSequence, tagSet, tagContext0, tagContext1} {
			tree := parseNode(t, token)
			n := tree.all()[i]
			n.kids = append(n.kids, &node{tag: more})
			_, err := CheckToken(tree.bytes(), stampedData, rootsOf(a))
			if err == nil && !(more == tagNull && bytes.Equal(spot.kids[0].bytes(), sha256OID)) {
				t.Errorf("element %d (tag %x) took one more of tag %x", i, spot.tag, more)
			}
		}
	}
}

// Whatever is done to a good token, only what it said comes out.
func FuzzCheckToken(f *testing.F) {
	roots := x509.NewCertPool()
	for _, v := range vectors {
		token, _, _ := vector(f, v.name)
		f.Add(token)
		roots.AppendCertsFromPEM(vectorFile(f, v.name+".pem"))
	}
	data := vectorFile(f, "data")
	f.Fuzz(func(t *testing.T, token []byte) {
		s, err := CheckToken(token, data, roots)
		if err != nil {
			return
		}
		for _, v := range vectors {
			if s.Time.Format(time.RFC3339Nano) == v.time && s.Authority == v.authority {
				return
			}
		}
		t.Errorf("a new stamp: %+v", s)
	})
}

func BenchmarkCheckToken(b *testing.B) {
	for _, v := range vectors {
		token, data, roots := vector(b, v.name)
		b.Run(v.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := CheckToken(token, data, roots); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
