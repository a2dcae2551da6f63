package pdf

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"
)

var signedAt = time.Date(2026, 11, 18, 11, 6, 40, 0, time.UTC)

// An issuer is a key with its certificate.
type issuer struct {
	key  crypto.Signer
	cert *x509.Certificate
}

var serial int64

// issue makes a certificate for key, by an issuer or by itself.
func issue(name string, key crypto.Signer, by *issuer, change func(*x509.Certificate)) *issuer {
	serial++
	c := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name, Organization: []string{"Terreciel"}},
		NotBefore: signedAt.AddDate(-1, 0, 0), NotAfter: signedAt.AddDate(20, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, BasicConstraintsValid: true,
	}
	if change != nil {
		change(c)
	}
	parent := &issuer{key, c}
	if by != nil {
		parent = by
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent.cert, key.Public(), parent.key)
	if err != nil {
		panic(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return &issuer{key, cert}
}

func authority(c *x509.Certificate) {
	c.IsCA, c.KeyUsage = true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
}

func p256() crypto.Signer {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
}

var rsa3072 = sync.OnceValue(func() crypto.Signer {
	key, err := rsa.GenerateKey(rand.Reader, 3072)
	if err != nil {
		panic(err)
	}
	return key
})

// signers are all the kinds that are supported, with the certificate to
// trust. The chain of the issued ones goes through an authority between.
var signers = sync.OnceValue(func() map[string]struct {
	Signer
	root *x509.Certificate
} {
	root := issue("Root", p256(), nil, authority)
	between := issue("Between", p256(), root, authority)
	own := issue("Ève Côté", p256(), nil, func(c *x509.Certificate) { c.EmailAddresses = []string{"eve@terreciel.example"} })
	issued := issue("Ève Côté", p256(), between, nil)
	slow := issue("Ève Côté", rsa3072(), between, nil)
	type entry = struct {
		Signer
		root *x509.Certificate
	}
	return map[string]entry{
		"self-signed": {Signer{Key: own.key, Chain: []*x509.Certificate{own.cert}, At: signedAt}, own.cert},
		"ecdsa":       {Signer{Key: issued.key, Chain: []*x509.Certificate{issued.cert, between.cert}, At: signedAt}, root.cert},
		"rsa":         {Signer{Key: slow.key, Chain: []*x509.Certificate{slow.cert, between.cert}, At: signedAt}, root.cert},
	}
})

// blank is a small PDF: a page, finished.
var blank = sync.OnceValue(func() []byte { return pages(0) })

// rich is a report with attachments.
var rich = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	if err := Write(&b, sample(), Options{Attachments: attached()}); err != nil {
		panic(err)
	}
	return b.Bytes()
})

// pages is a PDF of n full pages after a blank one.
func pages(n int) []byte {
	p := gofpdf.New("P", "mm", "A4", "")
	p.SetCatalogSort(true)
	p.SetCreationDate(signedAt)
	p.SetModificationDate(signedAt)
	p.SetFont("Courier", "", 8)
	p.AddPage()
	for page := range n {
		p.AddPage()
		for line := range 60 {
			p.CellFormat(0, 4, fmt.Sprintf("page %d, line %d: %x", page, line, sha256.Sum256([]byte{byte(page), byte(line)})), "1", 1, "L", false, 0, "")
		}
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		panic(err)
	}
	done, err := finish(b.Bytes(), identity{at: signedAt, lang: "fr", title: "Constat", producer: "constat"})
	if err != nil {
		panic(err)
	}
	return done
}

func sign(t testing.TB, file []byte, s Signer) []byte {
	t.Helper()
	signed, stamped, err := Sign(context.Background(), file, s)
	if err != nil || stamped != (s.Stamp != nil) {
		t.Fatalf("stamped %v, %v", stamped, err)
	}
	return signed
}

func save(t testing.TB, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func savePEM(t testing.TB, kind string, blocks ...[]byte) string {
	var b []byte
	for _, der := range blocks {
		b = append(b, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})...)
	}
	return save(t, b)
}

// An imprint is what a time stamp is asked over (RFC 3161, section 2.4.1).
type imprint struct {
	Algorithm algorithm
	Digest    []byte
}

type stampRequest struct {
	Version int
	Imprint imprint
	Nonce   *big.Int
	Certs   bool
}

type stampResponse struct {
	Status struct{ Status int }
	Token  asn1.RawValue
}

// stamps asks a real authority, openssl behind a handler on loopback. It
// returns the certificate to trust.
func stamps(t *testing.T) (func(context.Context, []byte) ([]byte, error), *x509.Certificate) {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed")
	}
	root := issue("Stamping root", p256(), nil, authority)
	server := httptest.NewServer(stampHandler(t, root))
	t.Cleanup(server.Close)
	return func(ctx context.Context, signature []byte) ([]byte, error) {
		sum := sha256.Sum256(signature)
		ask, err := asn1.Marshal(stampRequest{1, imprint{algorithm{OID: oidSHA256}, sum[:]}, big.NewInt(7), true})
		if err != nil {
			return nil, err
		}
		got, err := http.Post(server.URL, "application/timestamp-query", bytes.NewReader(ask))
		if err != nil {
			return nil, err
		}
		defer got.Body.Close()
		var response stampResponse
		b, err := io.ReadAll(got.Body)
		if err != nil {
			return nil, err
		}
		_, err = asn1.Unmarshal(b, &response)
		return response.Token.FullBytes, err
	}, root.cert
}

func stampHandler(t *testing.T, root *issuer) http.Handler {
	stamper := issue("Stamping", p256(), root, func(c *x509.Certificate) {
		c.KeyUsage = x509.KeyUsageDigitalSignature
		value, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
		if err != nil {
			t.Fatal(err)
		}
		c.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: value}}
	})
	key, err := x509.MarshalPKCS8PrivateKey(stamper.key)
	if err != nil {
		t.Fatal(err)
	}
	config := save(t, fmt.Appendf(nil, "[tsa]\nserial = %s\nsigner_cert = %s\ncerts = %s\nsigner_key = %s\nsigner_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha256\ness_cert_id_chain = no\ness_cert_id_alg = sha256\n",
		save(t, []byte("01\n")), savePEM(t, "CERTIFICATE", stamper.cert.Raw), savePEM(t, "CERTIFICATE", root.cert.Raw), savePEM(t, "PRIVATE KEY", key)))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		c := exec.Command("openssl", "ts", "-reply", "-queryfile", save(t, b), "-config", config, "-section", "tsa")
		var complaint bytes.Buffer
		c.Stderr = &complaint
		out, err := c.Output()
		if err != nil {
			t.Errorf("%v\n%s", err, complaint.String())
		}
		w.Write(out)
	})
}
