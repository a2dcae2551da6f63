package seal

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/cmd/constat/demo"
)

// Signatures that OpenSSL 3.0 cannot check in a token are refused, sound as
// they are.
func TestOnlyWhatOpenSSLChecks(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	pss, err := hex.DecodeString("303d06092a864886f70d01010a3030a00d300b0609608648016503040201a11a301806092a864886f70d010108300b0609608648016503040201a203020120")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		key       crypto.Signer
		algorithm []byte
		sign      func(attributes []byte) []byte
	}{
		"RSASSA-PSS": {rsaKey, pss, func(b []byte) []byte {
			sum := sha256.Sum256(b)
			s, _ := rsa.SignPSS(rand.Reader, rsaKey, crypto.SHA256, sum[:], &rsa.PSSOptions{SaltLength: 32})
			return s
		}},
		"Ed25519": {edKey, []byte{0x30, 5, 6, 3, 0x2b, 0x65, 0x70}, func(b []byte) []byte { return ed25519.Sign(edKey, b) }},
	} {
		a := authority(t, c.key, nil)
		a.Key = key(t) // signs something; replaced below
		tree := parseNode(t, stamp(t, a, stampedTime))
		signer := tree.kids[1].kids[0].kids[4].kids[0]
		attributes := *signer.kids[3]
		attributes.tag = tagSet
		signer.kids[4], signer.kids[5] = parseNode(t, c.algorithm), &node{tag: tagOctets, content: c.sign(attributes.bytes())}
		token := tree.bytes()
		if _, err := CheckToken(token, stampedData, rootsOf(a)); err == nil || !strings.Contains(err.Error(), "signature algorithm") {
			t.Errorf("%s: %v", name, err)
		}
		if said, err := opensslVerify(t, a, token, stampedTime); err == nil {
			t.Errorf("%s: OpenSSL accepts it: %s", name, said)
		} else {
			t.Logf("%s: %s", name, said)
		}
	}
}

// What we accept, OpenSSL accepts.
func TestOpenSSLAccepts(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, k := range map[string]crypto.Signer{"ECDSA": key(t), "RSA": rsaKey} {
		a := authority(t, k, nil)
		token := stamp(t, a, stampedTime)
		if _, err := CheckToken(token, stampedData, rootsOf(a)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if said, err := opensslVerify(t, a, token, stampedTime); err != nil {
			t.Errorf("%s: %v: %s", name, err, said)
		}
	}
}

func opensslVerify(t *testing.T, a *demo.Authority, token []byte, at time.Time) (string, error) {
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not here")
	}
	dir := t.TempDir()
	for name, b := range map[string][]byte{"token": token, "data": stampedData, "root.pem": a.Root()} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command("openssl", "ts", "-verify", "-data", "data", "-in", "token", "-token_in", "-CAfile", "root.pem",
		"-attime", big.NewInt(at.Unix()).String())
	c.Dir = dir
	said, err := c.CombinedOutput()
	return string(said), err
}
