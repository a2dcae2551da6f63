package pdf

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSigningOnlyAppends(t *testing.T) {
	for name, s := range signers() {
		for _, base := range [][]byte{blank(), rich()} {
			signed := sign(t, base, s.Signer)
			if !bytes.Equal(signed[:len(base)], base) {
				t.Errorf("%s: the report is not what the signed file begins with", name)
			}
			all, err := Signatures(signed)
			if err != nil || len(all) != 1 {
				t.Fatalf("%s: %d signatures, %v", name, len(all), err)
			}
			if got := all[0]; got.Unsigned != len(base) || got.Length != len(signed) || got.Token != nil || !got.Claimed.Equal(signedAt) ||
				got.Subject != "CN=Ève Côté,O=Terreciel" || got.SelfSigned != (name == "self-signed") || !slices.EqualFunc(got.Chain, s.Chain, (*x509.Certificate).Equal) {
				t.Errorf("%s: %+v", name, got)
			}
		}
	}
}

func TestTheSameSignerGivesTheSameBytes(t *testing.T) {
	for name, s := range signers() {
		if !bytes.Equal(sign(t, blank(), s.Signer), sign(t, blank(), s.Signer)) {
			t.Errorf("%s: two signatures differ", name)
		}
	}
}

func TestASignedReportCanBeSignedAgain(t *testing.T) {
	base := blank()
	signed := base
	for n, name := range []string{"self-signed", "ecdsa", "rsa"} {
		s := signers()[name].Signer
		s.At = s.At.Add(time.Duration(n) * time.Hour)
		signed = sign(t, signed, s)
	}
	all, err := Signatures(signed)
	if err != nil || len(all) != 3 {
		t.Fatalf("%d signatures, %v", len(all), err)
	}
	for n, s := range all {
		if s.Unsigned != len(base) || !s.Claimed.Equal(signedAt.Add(time.Duration(n)*time.Hour)) {
			t.Errorf("signature %d: %+v", n, s)
		}
		cut, err := Signatures(signed[:s.Length])
		if err != nil || !reflect.DeepEqual(cut, all[:n+1]) {
			t.Errorf("cut after signature %d: %v", n, err)
		}
	}
}

func TestAnUnsignedReportHasNoSignatures(t *testing.T) {
	all, err := Signatures(blank())
	if err != nil || all != nil {
		t.Errorf("%v, %v", all, err)
	}
}

func TestTheTokenIsOverTheSignature(t *testing.T) {
	s := signers()["ecdsa"].Signer
	token := []byte{0x30, 0x03, 0x02, 0x01, 0x07}
	var over []byte
	s.Stamp = func(_ context.Context, signature []byte) ([]byte, error) {
		over = bytes.Clone(signature)
		return token, nil
	}
	all, err := Signatures(sign(t, blank(), s))
	if err != nil || !bytes.Equal(all[0].Token, token) || !bytes.Equal(all[0].Value, over) {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestNoTokenNoSignature(t *testing.T) {
	down := errors.New("authority is down")
	for name, answer := range map[string]struct {
		token []byte
		err   error
	}{"down": {nil, down}, "nothing": {nil, nil}, "rubbish": {[]byte("<html>"), nil}, "more": {[]byte{0x30, 0, 0}, nil}} {
		s := signers()["ecdsa"].Signer
		s.Stamp = func(context.Context, []byte) ([]byte, error) { return answer.token, answer.err }
		signed, stamped, err := Sign(context.Background(), blank(), s)
		if err == nil || signed != nil || stamped || answer.err != nil && !errors.Is(err, down) {
			t.Errorf("%s: %d bytes, %v", name, len(signed), err)
		}
	}
}

func TestALongTokenHasRoom(t *testing.T) {
	s := signers()["ecdsa"].Signer
	asked := 0
	size := 40_000
	s.Stamp = func(context.Context, []byte) ([]byte, error) {
		asked++
		return asn1.Marshal(struct{ Long []byte }{make([]byte, size)})
	}
	all, err := Signatures(sign(t, blank(), s))
	if err != nil || len(all[0].Token) < size || asked != 2 {
		t.Errorf("asked %d times, %v", asked, err)
	}
	size = mostRoom
	if _, _, err := Sign(context.Background(), blank(), s); err == nil {
		t.Error("a token of a megabyte was taken")
	}
	s.Stamp = func(context.Context, []byte) ([]byte, error) {
		size *= 2
		return asn1.Marshal(struct{ Long []byte }{make([]byte, size)})
	}
	size = 10_000
	if _, _, err := Sign(context.Background(), blank(), s); err == nil {
		t.Error("a token that grows was taken")
	}
}

func TestALongChainHasRoom(t *testing.T) {
	by := issue("Root", p256(), nil, authority)
	var chain []*x509.Certificate
	for range 8 {
		by = issue(strings.Repeat("very long ", 300), p256(), by, authority)
		chain = append([]*x509.Certificate{by.cert}, chain...)
	}
	leaf := issue("Leaf", p256(), by, nil)
	s := Signer{Key: leaf.key, Chain: append([]*x509.Certificate{leaf.cert}, chain...), At: signedAt}
	all, err := Signatures(sign(t, blank(), s))
	if err != nil || len(all[0].Chain) != 9 {
		t.Errorf("%v", err)
	}
}

func TestWhatCannotSign(t *testing.T) {
	good := signers()["ecdsa"].Signer
	_, ed, _ := ed25519.GenerateKey(rand.Reader)
	p384, _ := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	short, _ := rsa.GenerateKey(rand.Reader, 2048)
	alone := func(key crypto.Signer, change func(*x509.Certificate)) Signer {
		i := issue("x", key, nil, change)
		return Signer{Key: key, Chain: []*x509.Certificate{i.cert}, At: signedAt}
	}
	for want, s := range map[string]Signer{
		"a key and its certificate are needed": {Key: good.Key, At: signedAt},
		"PDF readers cannot check Ed25519":     alone(ed, nil),
		"ECDSA on P-384":                       alone(p384, nil),
		"RSA of 2048 bits":                     alone(short, nil),
		"is for another key":                   {Key: p256(), Chain: good.Chain, At: signedAt},
		"did not issue the one before it":      {Key: good.Key, Chain: []*x509.Certificate{good.Chain[0], good.Chain[0]}, At: signedAt},
		"not at 2099-":                         {Key: good.Key, Chain: good.Chain, At: signedAt.AddDate(73, 0, 0)},
		"is not for signing":                   alone(p256(), func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyAgreement }),
	} {
		if _, _, err := Sign(context.Background(), blank(), s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestWhatCannotBeSigned(t *testing.T) {
	base := blank()
	for name, file := range map[string][]byte{
		"nothing":         nil,
		"text":            []byte("hello"),
		"bytes after":     append(bytes.Clone(base), '\n'),
		"bytes before":    append([]byte("%"), base...),
		"cut":             base[:len(base)-1],
		"no catalogue":    bytes.Replace(base, []byte("/Root "), []byte("/Boot "), 1),
		"encrypted":       bytes.Replace(base, []byte("/Info "), []byte("/Encrypt 1 0 R /Info "), 1),
		"a form":          bytes.Replace(base, []byte("/Pages 1 0 R\n"), []byte("/AcroForm<<>>"), 1),
		"no pages":        bytes.Replace(base, []byte("/Kids ["), []byte("/Bids ["), 1),
		"pages in a ring": bytes.Replace(base, []byte("/Kids [3 0 R"), []byte("/Kids [1 0 R"), 1),
	} {
		if signed, _, err := Sign(context.Background(), file, signers()["ecdsa"].Signer); err == nil {
			t.Errorf("%s: signed, %d bytes", name, len(signed))
		}
	}
}

func BenchmarkSignHundredPages(b *testing.B) {
	file := pages(99)
	s := signers()["ecdsa"].Signer
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, _, err := Sign(b.Context(), file, s); err != nil {
			b.Fatal(err)
		}
	}
}
