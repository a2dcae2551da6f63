package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/pdf"
)

var eve = signatory{name: "Ève Côté", organization: "Terreciel", country: "CA", email: "eve@terreciel.example"}

// makeCertificate makes a signer and writes it.
func makeCertificate(keyPath, certPath string, who signatory, now time.Time) error {
	s, err := makeSigner(who, now)
	if err != nil {
		return err
	}
	return writeSigner(keyPath, certPath, s)
}

func TestACertificateIsMadeOnce(t *testing.T) {
	dir := t.TempDir()
	key, cert := filepath.Join(dir, "report.key"), filepath.Join(dir, "report.pem")
	now := time.Date(2026, 11, 18, 11, 6, 40, 0, time.UTC)
	if err := makeCertificate(key, cert, eve, now); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{key: 0o600, cert: 0o644} {
		if fi, err := os.Stat(path); err != nil || fi.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, fi.Mode(), err)
		}
	}
	before, _ := os.ReadFile(key)
	var there *fileThereError
	for _, paths := range [][2]string{{key, cert}, {key, cert + "2"}, {key + "2", cert}} {
		if err := makeCertificate(paths[0], paths[1], eve, now); !errors.As(err, &there) {
			t.Errorf("%v: %v", paths, err)
		}
	}
	after, _ := os.ReadFile(key)
	if files, _ := os.ReadDir(dir); len(files) != 2 || !bytes.Equal(before, after) {
		t.Errorf("%d files, key changed: %v", len(files), !bytes.Equal(before, after))
	}
	s, err := loadPEM(key, key)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(contents(t, cert), []byte("PRIVATE")) {
		t.Error("the certificate to hand out holds the key")
	}
	c := s.Chain[0]
	if c.Subject.String() != "CN=Ève Côté,O=Terreciel,C=CA" || !c.NotAfter.Equal(now.AddDate(3, 0, 0)) || c.IsCA || len(s.Chain) != 1 ||
		c.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment || c.EmailAddresses[0] != eve.email || c.SerialNumber.BitLen() < 64 {
		t.Errorf("%+v", c)
	}
	signs(t, s, now)
}

// signs lets a signer sign a PDF.
func signs(t *testing.T, s pdf.Signer, at time.Time) {
	t.Helper()
	s.At = at
	var file bytes.Buffer
	if err := pdf.Write(&file, &dossier.Dossier{}, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	signed, _, err := pdf.Sign(context.Background(), file.Bytes(), s)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pdf.Signatures(signed)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d signatures, %v", len(all), err)
	}
}

func TestWhatNamesACertificateRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, who := range []signatory{
		{}, {organization: "x"}, {name: strings.Repeat("é", 65)}, {name: "a\nb"}, {name: "\xff"}, {name: "x", country: "Canada"},
		{name: "x", country: "ca"}, {name: "x", email: "eve"}, {name: "x", email: "e è@example.org"}, {name: "x", email: "è@example.org"},
	} {
		if err := makeCertificate(filepath.Join(dir, "k"), filepath.Join(dir, "c"), who, time.Now()); err == nil {
			t.Errorf("%+v was accepted", who)
		}
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

func TestNoKeyIsLeftWithoutItsCertificate(t *testing.T) {
	dir := t.TempDir()
	if err := makeCertificate(filepath.Join(dir, "k"), filepath.Join(dir, "missing", "c"), eve, time.Now()); err == nil {
		t.Error("no error")
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

func openssl(t *testing.T, dir string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed")
	}
	c := exec.Command("openssl", args...)
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("openssl %v: %v\n%s", args, err, out)
	}
}

// fromAuthority is a folder with keys and certificates that openssl made, by a
// root through an authority between.
func fromAuthority(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	curve := []string{"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"}
	ca := []string{"-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"}
	request := append([]string{"req", "-x509"}, curve...)
	openssl(t, dir, append(append(request, ca...), "-subj", "/CN=Root", "-keyout", "root.key", "-out", "root.pem")...)
	openssl(t, dir, append(append(append(request, ca...), "-CA", "root.pem", "-CAkey", "root.key"), "-subj", "/CN=Between", "-keyout", "between.key", "-out", "between.pem")...)
	for _, kind := range []string{"ec", "rsa"} {
		how := curve
		if kind == "rsa" {
			how = []string{"-newkey", "rsa:3072", "-nodes", "-days", "2"}
		}
		openssl(t, dir, append(append([]string{"req", "-x509"}, how...), "-CA", "between.pem", "-CAkey", "between.key", "-subj", "/CN=Eve",
			"-addext", "basicConstraints=CA:FALSE", "-addext", "keyUsage=critical,digitalSignature,nonRepudiation", "-keyout", kind+".key", "-out", kind+".pem")...)
	}
	join(t, dir, "chain.pem", "root.pem", "between.pem", "ec.pem", "rsa.pem")
	join(t, dir, "all.pem", "ec.key", "chain.pem")
	return dir
}

func join(t *testing.T, dir, to string, from ...string) {
	t.Helper()
	var all []byte
	for _, name := range from {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	if err := os.WriteFile(filepath.Join(dir, to), all, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCertificatesOfAnAuthorityAreTaken(t *testing.T) {
	dir := fromAuthority(t)
	openssl(t, dir, "ec", "-in", "ec.key", "-out", "sec1.key")
	openssl(t, dir, "rsa", "-traditional", "-in", "rsa.key", "-out", "pkcs1.key")
	in := func(name string) string { return filepath.Join(dir, name) }
	for name, files := range map[string][2]string{
		"PKCS #8, ECDSA": {"ec.key", "chain.pem"}, "PKCS #8, RSA": {"rsa.key", "chain.pem"}, "SEC 1": {"sec1.key", "chain.pem"},
		"PKCS #1": {"pkcs1.key", "chain.pem"}, "one file": {"all.pem", "all.pem"},
	} {
		s, err := loadPEM(in(files[0]), in(files[1]))
		if err != nil || len(s.Chain) != 3 || s.Chain[0].Subject.CommonName != "Eve" || s.Chain[2].Subject.CommonName != "Root" {
			t.Errorf("%s: %d certificates, %v", name, len(s.Chain), err)
			continue
		}
		signs(t, s, time.Now())
	}
}

func TestPKCS12IsTaken(t *testing.T) {
	dir := fromAuthority(t)
	for name, more := range map[string][]string{"modern": nil, "legacy": {"-legacy"}} {
		path := filepath.Join(dir, name+".p12")
		openssl(t, dir, append([]string{"pkcs12", "-export", "-inkey", "rsa.key", "-in", "rsa.pem", "-certfile", "between.pem", "-passout", "pass:été", "-out", path}, more...)...)
		s, err := loadPKCS12(path, "été")
		if err != nil || len(s.Chain) != 2 {
			t.Errorf("%s: %d certificates, %v", name, len(s.Chain), err)
			continue
		}
		signs(t, s, time.Now())
		if _, err := loadPKCS12(path, "hiver"); err == nil || !strings.Contains(err.Error(), "password is wrong") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatKeysAreRefused(t *testing.T) {
	dir := fromAuthority(t)
	openssl(t, dir, "pkey", "-in", "ec.key", "-aes256", "-passout", "pass:x", "-out", "encrypted.key")
	openssl(t, dir, "req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "2", "-subj", "/CN=Eve", "-keyout", "ed.key", "-out", "ed.pem")
	openssl(t, dir, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Eve", "-keyout", "short.key", "-out", "short.pem")
	join(t, dir, "two.key", "ec.key", "rsa.key")
	join(t, dir, "open.key", "ec.key")
	if err := os.Chmod(filepath.Join(dir, "open.key"), 0o640); err != nil {
		t.Fatal(err)
	}
	for files, want := range map[[2]string]string{
		{"encrypted.key", "chain.pem"}: "the key is encrypted",
		{"ed.key", "ed.pem"}:           "cannot check Ed25519",
		{"short.key", "short.pem"}:     "RSA of 2048 bits",
		{"two.key", "chain.pem"}:       "more than one private key",
		{"open.key", "chain.pem"}:      "can be read by others",
		{"chain.pem", "chain.pem"}:     "no private key",
		{"ec.key", "ec.key"}:           "no certificate in PEM form",
		{"ec.key", "rsa.pem"}:          "no certificate is for this key",
		{"none", "rsa.pem"}:            "no such file",
	} {
		if _, err := loadPEM(filepath.Join(dir, files[0]), filepath.Join(dir, files[1])); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", files, err)
		}
	}
	if _, err := loadPKCS12(filepath.Join(dir, "ec.key"), ""); err == nil {
		t.Error("a PEM file was read as PKCS #12")
	}
}
