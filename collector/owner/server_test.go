package owner

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// installed finds a program, or skips the test.
func installed(t *testing.T, name string) string {
	t.Helper()
	for _, dir := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/sbin", "/usr/lib/postfix/sbin") {
		if file := filepath.Join(dir, name); exec.Command("test", "-x", file).Run() == nil {
			return file
		}
	}
	t.Skipf("%s is not installed", name)
	return ""
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// free is a port of loopback that nobody has.
func free(t *testing.T) uint16 {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).AddrPort().Port()
}

// start runs a server until the test ends.
func start(t *testing.T, at netip.AddrPort, name string, args ...string) {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "log")) // a file: a pipe would stay open as long as any child lives
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = log, log, &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
		_ = cmd.Wait()
	})
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", at.String()); err == nil {
			c.Close()
			return
		}
	}
	said, _ := os.ReadFile(log.Name())
	t.Fatalf("%s does not listen: %s", name, said)
}

// named runs a real name server at an address, with zones by name; their text comes after the SOA.
func named(t *testing.T, at netip.AddrPort, zones map[string]string) {
	t.Helper()
	program, dir := installed(t, "named"), t.TempDir()
	conf := fmt.Sprintf(`options { directory "%[1]s"; pid-file "%[1]s/pid"; session-keyfile "%[1]s/key"; managed-keys-directory "%[1]s";
	listen-on port %[2]d { %[3]s; }; listen-on-v6 { none; }; recursion yes; forward only; forwarders { 127.0.0.1 port 1; }; dnssec-validation no; };
controls {};
`, dir, at.Port(), at.Addr())
	for name, text := range zones {
		write(t, filepath.Join(dir, name), "$TTL 300\n@ SOA ns1.dns.example. hostmaster.dns.example. 1 3600 600 86400 300\n"+text)
		conf += fmt.Sprintf("zone %q { type primary; file %q; };\n", name, name)
	}
	write(t, filepath.Join(dir, "named.conf"), conf)
	start(t, at, program, "-g", "-n", "1", "-c", filepath.Join(dir, "named.conf"))
}

// issued is a certificate for a name, signed by itself.
func issued(t *testing.T, dir, host string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	if ip := net.ParseIP(host); ip != nil {
		template.DNSNames, template.IPAddresses = nil, []net.IP{ip}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir+"/cert.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	write(t, dir+"/key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
	pool := x509.NewCertPool()
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(leaf)
	return pool
}

// nginx runs a real web server with the given servers.
func nginx(t *testing.T, at netip.AddrPort, dir, servers string) {
	t.Helper()
	program := installed(t, "nginx")
	user := ""
	if os.Getuid() == 0 {
		user = "user root; "
	}
	write(t, dir+"/nginx.conf", fmt.Sprintf(`%[2]sworker_processes 1; daemon off; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 64; }
http { access_log off; client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
%[3]s }`, dir, user, servers))
	start(t, at, program, "-p", dir, "-e", dir+"/error.log", "-c", dir+"/nginx.conf")
}

// A desk is an asker of a test, with one member. Public addresses of the test are these: two name
// servers, and two of the site; each lies somewhere on loopback.
type desk struct {
	t    *testing.T
	a    *Asker
	c    Challenge
	lies map[string]netip.AddrPort // where public addresses are
}

const (
	nsOne, nsTwo   = "192.0.2.53:53", "198.51.100.53:53"
	webOne, webTwo = "192.0.2.80:80", "198.51.100.80:80"
	tlsOne, tlsTwo = "192.0.2.80:443", "198.51.100.80:443"
)

func newDesk(t *testing.T, asset string) *desk {
	t.Helper()
	s, err := ParseAsset(asset)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, c: Challenge{Claim: "whc", Member: 7, Asset: s, Name: "Terre & Ciel inc."}, lies: map[string]netip.AddrPort{}}
	for _, at := range []string{nsOne, nsTwo, webOne, webTwo, tlsOne, tlsTwo} {
		d.lies[at] = local(free(t))
	}
	d.a = &Asker{Key: Key{1, 2, 3}, Resolvers: []netip.AddrPort{d.lies[nsOne], d.lies[nsTwo]}}
	d.a.Instead = func(at netip.AddrPort) netip.AddrPort {
		if to, ok := d.lies[at.String()]; ok {
			return to
		}
		t.Errorf("%s is asked", at)
		return local(1)
	}
	return d
}

func local(port uint16) netip.AddrPort {
	return netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port)
}

func (d *desk) token() string { return d.a.Key.Token(d.c) }

// want tries a way and says so where something else comes of it.
func (d *desk) want(w, came Way, o Outcome, why Reason) Result {
	d.t.Helper()
	r := d.a.Try(context.Background(), d.c, w)
	d.is(r, came, o, why)
	return r
}

func (d *desk) is(r Result, came Way, o Outcome, why Reason) {
	d.t.Helper()
	if r.Way != came || r.Weight != came.Weight() || r.Result != o || r.Reason != why || r.Asset != d.c.Asset.Host || r.At.IsZero() {
		d.t.Errorf("%s: %s %s, want %s: %s %s\n%s", r.Way, r.Result, r.Reason, came, o, why, steps(r))
	}
}

func steps(r Result) string {
	var b strings.Builder
	for _, s := range r.Steps {
		fmt.Fprintf(&b, "  %s | %s | %s | %s\n", s.As, s.Asked, s.Where, s.Answered)
	}
	return b.String()
}
