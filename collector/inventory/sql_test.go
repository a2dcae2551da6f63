package inventory

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
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"constat/store/record"
)

const hidden = "s3cret-of-the-shop"

// A databank is a real database server on loopback.
type databank struct {
	scheme, port string
	roots        *x509.CertPool
}

func (b databank) ask(t *testing.T, query string, edit ...func(*Ask)) record.Inventory {
	t.Helper()
	ask := Ask{Question: record.Question{Kind: record.AskInventory, URL: b.scheme + "://127.0.0.1:" + b.port + "/shop", Timeout: 20_000, Pick: query},
		Secret: Secret{"user": "reader", "password": hidden}, Roots: b.roots}
	for _, e := range edit {
		e(&ask)
	}
	out := List(t.Context(), ask).Inventory
	if text := fmt.Sprint(out); strings.Contains(text, hidden) || strings.Contains(text, "reader") || strings.Contains(text, "address") {
		t.Errorf("%q tells what it should not", text)
	}
	return out
}

// as gives a command a user of the system where we are root, and that user a
// folder.
func as(t *testing.T, name, dir string) func(*exec.Cmd) {
	t.Helper()
	if os.Getuid() != 0 {
		return func(*exec.Cmd) {}
	}
	u, err := user.Lookup(name)
	if err != nil {
		t.Skipf("there is no user %s", name)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	err = filepath.WalkDir(dir, func(path string, _ os.DirEntry, _ error) error { return os.Chown(path, uid, gid) })
	if err != nil {
		t.Fatal(err)
	}
	return func(c *exec.Cmd) {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
}

// program finds a server's program, which Debian keeps off the path.
func program(t *testing.T, name string) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if path, err := exec.LookPath(name); err == nil {
		found = append(found, path)
	}
	if sbin := "/usr/sbin/" + name; len(found) == 0 && isThere(sbin) {
		found = append(found, sbin)
	}
	if len(found) == 0 {
		t.Skipf("%s is not installed", name)
	}
	return found[len(found)-1]
}

// roomFor is a folder that another user may enter.
func roomFor(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "databank")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// serveAt runs a server until the test ends, and waits for its port.
func serveAt(t *testing.T, port string, c *exec.Cmd) {
	t.Helper()
	c.Stderr, c.Stdout = t.Output(), t.Output()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Signal(syscall.SIGTERM); _ = c.Wait() })
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			conn.Close()
			return
		}
	}
	t.Fatal("the server does not listen")
}

func must(t *testing.T, c *exec.Cmd) {
	t.Helper()
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v: %s", c.Args, err, out)
	}
}

// certified makes a certificate for loopback, and returns who may vouch for it.
func certified(t *testing.T, dir string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "databank"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: der}, "key.pem": {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool := x509.NewCertPool()
	pool.AddCert(must2(x509.ParseCertificate(der)))
	return pool
}

func must2[T any](v T, _ error) T { return v }

func startPostgres(t *testing.T) databank {
	t.Helper()
	initdb, postgres, psql := program(t, "initdb"), program(t, "postgres"), program(t, "psql")
	dir, b := roomFor(t), databank{"postgres", freePort(t), nil}
	b.roots = certified(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "setup.sql"), []byte(`
create database shop;
\c shop
create role reader login password '`+hidden+`';
create table addresses (id int); insert into addresses select generate_series(1, 42);
create table closed (id int);
create sequence counter;
grant select on addresses to reader; grant usage on sequence counter to reader;
`), 0o644); err != nil {
		t.Fatal(err)
	}
	owned := as(t, "postgres", dir)
	data := filepath.Join(dir, "data")
	run := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(name, args...)
		c.Dir, c.Env = dir, append(os.Environ(), "LC_ALL=C")
		owned(c)
		return c
	}
	must(t, run(initdb, "-D", data, "-U", "owner", "-A", "trust", "--auth-host=scram-sha-256", "--no-sync"))
	serveAt(t, b.port, run(postgres, "-D", data, "-p", b.port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="+dir, "-c", "fsync=off",
		"-c", "ssl=on", "-c", "ssl_cert_file="+dir+"/cert.pem", "-c", "ssl_key_file="+dir+"/key.pem"))
	must(t, run(psql, "-h", dir, "-p", b.port, "-U", "owner", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-f", "setup.sql"))
	return b
}

func startMariaDB(t *testing.T) databank {
	t.Helper()
	install, server := program(t, "mariadb-install-db"), program(t, "mariadbd")
	dir, b := roomFor(t), databank{"mysql", freePort(t), nil}
	b.roots = certified(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "setup.sql"), []byte(`create database shop;
create user 'reader'@'%' identified by '`+hidden+`';
create table shop.addresses (id int);
use shop;
insert into shop.addresses select seq from seq_1_to_42;
create table shop.closed (id int);
create sequence shop.counter;
grant select on shop.addresses to 'reader'@'%';
grant select, insert on shop.counter to 'reader'@'%';
`), 0o644); err != nil {
		t.Fatal(err)
	}
	owned := as(t, "mysql", dir)
	data := filepath.Join(dir, "data")
	c := exec.Command(install, "--no-defaults", "--datadir="+data, "--auth-root-authentication-method=normal", "--skip-test-db")
	c.Dir = dir
	owned(c)
	must(t, c)
	c = exec.Command(server, "--no-defaults", "--datadir="+data, "--port="+b.port, "--bind-address=127.0.0.1", "--socket="+dir+"/socket", "--pid-file="+dir+"/pid",
		"--init-file="+dir+"/setup.sql", "--skip-name-resolve", "--ssl-cert="+dir+"/cert.pem", "--ssl-key="+dir+"/key.pem", "--ssl-ca="+dir+"/cert.pem")
	c.Dir = dir
	owned(c)
	serveAt(t, b.port, c)
	return b
}

// What both databases have in common: one number, or a fault that says no more
// than it should.
func TestADatabaseIsCounted(t *testing.T) {
	for name, start := range map[string]func(*testing.T) databank{"postgres": startPostgres, "mariadb": startMariaDB} {
		t.Run(name, func(t *testing.T) {
			b := start(t)
			const count = "select count(*) from addresses"
			if e := b.ask(t, count); e.Fault != "" || e.Items != 42 || !e.Whole() || !e.File.IsZero() {
				t.Fatalf("%+v", e)
			}
			over := func(edit func(*Ask)) func(*Ask) { return edit }
			tls := over(func(a *Ask) { a.Question.URL += "?tls=verify" })
			if e := b.ask(t, count, tls); e.Fault != "" || e.Items != 42 {
				t.Errorf("over TLS: %+v", e)
			}
			for what, c := range map[string]struct {
				query string
				edit  func(*Ask)
				want  record.Fault
			}{
				"a stranger's certificate": {count, func(a *Ask) { tls(a); a.Roots = x509.NewCertPool() }, record.TLSUntrusted},
				"a wrong password":         {count, func(a *Ask) { a.Secret = Secret{"user": "reader", "password": "guess"} }, record.ListRefused},
				"a closed table":           {"select count(*) from closed", nil, record.ListRefused},
				"several rows":             {"select id from addresses", nil, record.ListProtocol},
				"several columns":          {"select count(*), count(*) from addresses", nil, record.ListProtocol},
				"no row":                   {"select id from addresses where id = 0", nil, record.ListProtocol},
				"nothing known":            {"select max(id) from addresses where id = 0", nil, record.ListProtocol},
				"a text":                   {"select 'many' from addresses where id = 1", nil, record.ListProtocol},
				"half a record":            {"select 1.5 from addresses where id = 1", nil, record.ListProtocol},
				"less than none":           {"select -1 from addresses where id = 1", nil, record.ListProtocol},
				"an answer without end":    {"select repeat('x', 9000000) from addresses", nil, record.ListLimit},
				"no query":                 {"select 1 from addresses; drop table addresses", nil, record.Local},
			} {
				var edits []func(*Ask)
				if c.edit != nil {
					edits = append(edits, c.edit)
				}
				if e := b.ask(t, c.query, edits...); e.Fault != c.want || e.Items != 0 {
					t.Errorf("%s: %q %q %d, want %s", what, e.Fault, e.Detail, e.Items, c.want)
				}
			}
			// MariaDB tells nobody of a table that may not be read.
			if e := b.ask(t, "select count(*) from gone"); e.Fault != record.ListAbsent && b.scheme == "postgres" || e.Whole() {
				t.Errorf("no such table: %q %q", e.Fault, e.Detail)
			}
			b.readsOnly(t)
			b.stops(t)
		})
	}
}

// readsOnly holds that nothing is changed, whatever the query.
func (b databank) readsOnly(t *testing.T) {
	t.Helper()
	query := "select nextval('counter')"
	if b.scheme == "mysql" {
		query = "select nextval(counter)"
	}
	if e := b.ask(t, query); e.Whole() {
		t.Errorf("a query that changes something was put: %+v", e)
	}
}

// stops holds that a query ends with its time, the database's work with it.
func (b databank) stops(t *testing.T) {
	t.Helper()
	query := "select count(pg_sleep(60)) from addresses"
	if b.scheme == "mysql" {
		query = "select sum(sleep(60)) from addresses"
	}
	started := time.Now()
	e := b.ask(t, query, func(a *Ask) { a.Question.Timeout = 1500 })
	if took := time.Since(started); e.Whole() || took > 10*time.Second {
		t.Errorf("%+v after %v", e, took)
	}
}

// A database that is not there, or is none, is a fault.
func TestNoDatabase(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { // it never ends
				defer c.Close()
				for ctx.Err() == nil {
					if _, err := c.Write(make([]byte, 1<<16)); err != nil {
						return
					}
				}
			}()
		}
	}()
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	for _, scheme := range []string{"postgres", "mysql"} {
		if e := (databank{scheme, freePort(t), nil}).ask(t, "select count(*) from addresses"); e.Fault != record.TCPRefused {
			t.Errorf("%s that is not there: %q %q", scheme, e.Fault, e.Detail)
		}
		if e := (databank{scheme, port, nil}).ask(t, "select count(*) from addresses", func(a *Ask) { a.Question.Timeout = 3000 }); e.Whole() {
			t.Errorf("%s that is none: %+v", scheme, e)
		}
	}
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
