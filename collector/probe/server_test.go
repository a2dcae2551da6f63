package probe

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/http"
	"testing"
	"time"

	"constat/store/record"
)

// serveRaw listens on loopback and answers each connection with do, after the
// head of a request was read. It returns the URL.
func serveRaw(t *testing.T, do func(net.Conn)) string {
	t.Helper()
	return "http://" + serveConn(t, func(c net.Conn) {
		if _, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
			do(c)
		}
	}) + "/"
}

// serveConn is serveRaw without the reading, and returns host and port.
func serveConn(t *testing.T, do func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				do(c)
				bye(c)
			}()
		}
	}()
	return l.Addr().String()
}

// bye ends in order what do left open: a close while the other side's words lie
// unread would be a reset.
func bye(c net.Conn) {
	if c.(*net.TCPConn).CloseWrite() == nil {
		c.SetReadDeadline(time.Now().Add(5 * time.Second))
		io.Copy(io.Discard, c)
	}
}

// hold waits until the other side goes away.
func hold(c net.Conn) {
	for b := make([]byte, 512); ; {
		if _, err := c.Read(b); err != nil {
			return
		}
	}
}

// question asks for url with 2 s and 1 MiB.
func question(url string, conditions ...string) record.Question {
	return record.Question{Kind: "http", URL: url, Method: "GET", Timeout: 2000, BodyLimit: 1 << 20, Conditions: conditions}
}

// ask puts the question and checks what must hold of every answer.
func ask(t *testing.T, q record.Question) Result {
	t.Helper()
	return askWith(t, Ask{Question: q, ID: "0123456789abcdef0123456789abcdef"})
}

func askWith(t *testing.T, a Ask) Result {
	t.Helper()
	r := Kinds[a.Question.Kind](context.Background(), a)
	again, err := record.DecodeAnswer(r.Answer.Encode())
	if err != nil || again.Same() != r.Answer.Same() {
		t.Errorf("answer does not read back: %v", err)
	}
	if len(r.Answer.Conditions) != len(a.Question.Conditions) {
		t.Errorf("%d truths for %d conditions", len(r.Answer.Conditions), len(a.Question.Conditions))
	}
	if (r.Exchange != nil) != (r.Answer.Status != 0 && a.Question.Kind == "http") {
		t.Errorf("status %d, exchange %v", r.Answer.Status, r.Exchange)
	}
	if limit := time.Duration(a.Question.Timeout)*time.Millisecond + time.Second; r.Took > limit {
		t.Errorf("took %v", r.Took)
	}
	return r
}

// named are the addresses that some URLs name outright.
func named(urls ...string) Named {
	n := Named{}
	for _, u := range urls {
		n.Name(record.Question{Kind: "http", URL: u})
	}
	return n
}

// want checks fault and status.
func want(t *testing.T, r Result, fault record.Fault, status int) {
	t.Helper()
	if r.Answer.Fault != fault || r.Answer.Status != status {
		t.Errorf("fault %q (%s), status %d; want %q, %d", r.Answer.Fault, r.Answer.Detail, r.Answer.Status, fault, status)
	}
	if (r.Answer.Detail == "") != (fault == record.NoFault) {
		t.Errorf("fault %q with detail %q", r.Answer.Fault, r.Answer.Detail)
	}
}

// reached checks which phases took place: D, C, T, F and B.
func reached(t *testing.T, r Result, phases string) {
	t.Helper()
	got := ""
	for i, s := range r.Timing {
		if s != 0 {
			got += string("DCTFB"[i])
		}
	}
	if got != phases {
		t.Errorf("phases %s, want %s (%v)", got, phases, r.Timing)
	}
}

// certificate makes one for host, its own authority, and a pool that trusts it.
func certificate(t *testing.T, host string, notAfter time.Time) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: host},
		DNSNames:              []string{host},
		NotBefore:             notAfter.Add(-24 * time.Hour),
		NotAfter:              notAfter,
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	if ip := net.ParseIP(host); ip != nil {
		template.DNSNames, template.IPAddresses = nil, []net.IP{ip}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, pool
}
