package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// keysOf runs the command on a new store and returns what it printed.
func keysOf(t *testing.T, dir string, status int, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	args = append([]string{"keys", "--lang", "en", "--config", filepath.Join(dir, "constat.yaml")}, args...)
	if got := run(context.Background(), args, &out, &out); got != status {
		t.Fatalf("%q: exit status %d, want %d\n%s", args, got, status, &out)
	}
	return out.String()
}

func anotherStore(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "store")
	if err := initStore(dir, "vantage-1"); err != nil {
		t.Fatal(err)
	}
	return dir
}

// acts are the custody entries of a store.
func acts(t *testing.T, dir string) (all []record.Custody) {
	t.Helper()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Enter([]record.Target{{Time: 1, Name: "t", Interval: 600, Question: record.Question{Kind: "http", URL: "http://t.example/", Method: "GET", Timeout: 1000, BodyLimit: 1}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Seal(now()); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Export(&b, store.Query{Software: "test"}); err != nil {
		t.Fatal(err)
	}
	v, err := bundle.Verify("b.zip", bytes.NewReader(b.Bytes()), int64(b.Len()), nil)
	if err != nil || len(v.Logs) != 1 {
		t.Fatalf("%v, %+v", err, v.Checks)
	}
	for _, item := range v.Logs[0].Entries {
		if c, ok := item.Entry.(record.Custody); ok {
			all = append(all, c)
		}
	}
	return all
}

func TestACertificateIsEnteredInTheLog(t *testing.T) {
	dir := anotherStore(t)
	out := keysOf(t, dir, 0, "certificate", "--subject", `CN=Ève Côté,O=Terreciel\, inc.,C=CA,E=eve@terreciel.example`)
	s, err := loadSigner(context.Background(), filepath.Join(dir, signerName), "", "en")
	if err != nil {
		t.Fatal(err)
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(s.Chain[0].Raw))
	if s.Chain[0].Subject.Organization[0] != "Terreciel, inc." || !strings.Contains(out, sum) {
		t.Errorf("%s: %s", s.Chain[0].Subject, out)
	}
	for name, want := range map[string]os.FileMode{signerName: 0o600, certificateName: 0o644} {
		if fi, err := os.Stat(filepath.Join(dir, name)); err != nil || fi.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, fi, err)
		}
	}
	p, err := seal.ParsePolicy(contents(t, filepath.Join(dir, "policy")))
	if err != nil || len(p.Signers) != 1 || !strings.Contains(p.Signers[0].String(), strings.TrimSpace(string(contents(t, filepath.Join(dir, certificateName))))) {
		t.Errorf("the policy names %v, %v", p.Signers, err)
	}
	if again := keysOf(t, dir, 2, "certificate", "--subject", "CN=Ève"); !strings.Contains(again, "is there already") {
		t.Error(again)
	}
	list := acts(t, dir)
	if len(list) != 1 || list[0].Act != "certificate-created" || list[0].Digest.String() != sum || strings.Contains(fmt.Sprint(list), "Côté") {
		t.Errorf("%+v", list)
	}
}

// The daemon enters it, where one runs.
func TestACertificateIsEnteredByTheDaemon(t *testing.T) {
	dir := anotherStore(t)
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := &holder{Store: s, dir: dir}
	l, err := listen(dir)
	if err != nil {
		t.Fatal(err)
	}
	server := http.Server{Handler: handler(h)}
	go server.Serve(l)
	keysOf(t, dir, 0, "certificate", "--subject", "CN=Ève")
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if list := acts(t, dir); len(list) != 1 || list[0].Act != "certificate-created" {
		t.Errorf("%+v", list)
	}
}

func TestAnAuthoritysCertificateIsImported(t *testing.T) {
	from := fromAuthority(t)
	openssl(t, from, "pkcs12", "-export", "-inkey", "ec.key", "-in", "ec.pem", "-certfile", "between.pem", "-passout", "pass:été", "-out", "eve.p12")
	password := filepath.Join(from, "password")
	if err := os.WriteFile(password, []byte("été\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p12 := filepath.Join(from, "eve.p12")
	for name, args := range map[string][]string{"PEM": {filepath.Join(from, "all.pem")}, "PKCS #12": {p12, "--password-file", password}} {
		dir := anotherStore(t)
		keysOf(t, dir, 0, append([]string{"certificate", "--import"}, args...)...)
		if list := acts(t, dir); len(list) != 1 || list[0].Act != "certificate-imported" {
			t.Errorf("%s: %+v", name, list)
		}
		if s, err := loadSigner(context.Background(), filepath.Join(dir, signerName), "", "en"); err != nil || s.Chain[0].Subject.CommonName != "Eve" || len(s.Chain) < 2 {
			t.Errorf("%s: %v", name, err)
		}
	}
	dir := anotherStore(t)
	if err := os.Chmod(password, 0o644); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"give a file with --password-file": {"--import", p12}, "can be read by others": {"--import", p12, "--password-file", password},
		"say --subject": {}, "is not CN=": {"--subject", "CN=a,X=b"}, "two capital letters": {"--subject", "CN=a,C=Canada"},
	} {
		if out := keysOf(t, dir, 2, append([]string{"certificate"}, args...)...); !strings.Contains(out, want) {
			t.Errorf("%q: no %q in %s", args, want, out)
		}
	}
	if exists(filepath.Join(dir, signerName)) || exists(filepath.Join(dir, certificateName)) {
		t.Error("a refused certificate was written")
	}
}
