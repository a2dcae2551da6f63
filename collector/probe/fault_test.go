package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"constat/store/record"
)

// nameServer answers every question with code, and with 127.0.0.1 if that is
// success and the question is for an address of version 4. Code 0xff: never.
func nameServer(t *testing.T, code dnsmessage.RCode) *net.Resolver {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	go func() {
		for b := make([]byte, 1500); ; {
			n, from, err := c.ReadFrom(b)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(b[:n]) != nil || code == 0xff {
				continue
			}
			m.Response, m.RecursionAvailable, m.RCode, m.Additionals = true, true, code, nil
			if q := m.Questions[0]; code == dnsmessage.RCodeSuccess && q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1},
					Body:   &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
				}}
			}
			packed, _ := m.Pack()
			c.WriteTo(packed, from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", c.LocalAddr().String())
	}}
}

func TestNamesFailInTheirOwnWay(t *testing.T) {
	for _, c := range []struct {
		code  dnsmessage.RCode
		fault record.Fault
	}{
		{dnsmessage.RCodeNameError, record.DNSNotFound},
		{dnsmessage.RCodeServerFailure, record.DNSFailure},
		{0xff, record.DNSTimeout},
	} {
		q := question("http://shop.constat.example/", "[STATUS] == 200")
		q.Timeout = 300
		r := askWith(t, Ask{Question: q, Resolver: nameServer(t, c.code)})
		want(t, r, c.fault, 0)
		reached(t, r, "D")
		if r.Answer.Peer.IsValid() || r.Answer.Conditions != "-" {
			t.Errorf("answer %+v", r.Answer)
		}
	}
}

func TestNamesAreResolved(t *testing.T) {
	host, port, _ := net.SplitHostPort(serveConn(t, func(c net.Conn) { io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\nx"); hold(c) }))
	_ = host
	for _, name := range []string{"shop.constat.example", "réservez.constat.example"} {
		q := question("http://" + name + ":" + port + "/")
		q.BodyLimit = 0
		r := askWith(t, Ask{Question: q, Resolver: nameServer(t, dnsmessage.RCodeSuccess), Named: named("http://127.0.0.1:" + port)})
		want(t, r, record.NoFault, 200)
		reached(t, r, "DCFB")
	}
}

func TestRefusedConnection(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	r := ask(t, question("http://"+l.Addr().String()+"/"))
	want(t, r, record.TCPRefused, 0)
	reached(t, r, "C")
	if r.Answer.Detail != "connection refused" || r.Answer.Peer.String() != l.Addr().String() {
		t.Errorf("answer %+v", r.Answer)
	}
}

// A listener whose queue is full lets a SYN go unanswered.
func TestUnansweredConnection(t *testing.T) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(fd) })
	if err := errors.Join(syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}), syscall.Listen(fd, 0)); err != nil {
		t.Fatal(err)
	}
	name, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	address := fmt.Sprintf("127.0.0.1:%d", name.(*syscall.SockaddrInet4).Port)
	for range 4 {
		if c, err := net.DialTimeout("tcp", address, 50*time.Millisecond); err == nil {
			t.Cleanup(func() { c.Close() })
		}
	}
	q := question("http://" + address + "/")
	q.Timeout = 200
	r := ask(t, q)
	want(t, r, record.TCPTimeout, 0)
	reached(t, r, "C")
	if d := r.Timing[record.PhaseConnect].Duration(); d < 190*time.Millisecond {
		t.Errorf("given up after %v of 200 ms", d)
	}
}

// Where no route leads depends on the machine; the errors do not.
func TestErrnosAreNamed(t *testing.T) {
	wrap := func(e error) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", e)}
	}
	for _, c := range []struct {
		err   error
		phase int
		fault record.Fault
		words string
	}{
		{wrap(syscall.EHOSTUNREACH), record.PhaseConnect, record.TCPUnreachable, "no route to host"},
		{wrap(syscall.ENETUNREACH), record.PhaseConnect, record.TCPUnreachable, "network is unreachable"},
		{wrap(syscall.ETIMEDOUT), record.PhaseConnect, record.TCPTimeout, "timeout"},
		{wrap(syscall.ETIMEDOUT), record.PhaseTLS, record.TLSTimeout, "timeout"},
		{wrap(syscall.EMFILE), record.PhaseConnect, record.Local, "too many open files"},
		{wrap(syscall.ENOMEM), record.PhaseBody, record.Local, "cannot allocate memory"},
		{wrap(syscall.EADDRNOTAVAIL), record.PhaseConnect, record.Local, "cannot assign requested address"},
		{wrap(syscall.EPIPE), record.PhaseFirstByte, record.TCPClosed, "broken pipe"},
		{&net.DNSError{Err: "dial udp 10.0.0.1:53: socket: too many open files"}, record.PhaseDNS, record.Local, "too many open files"},
		{&net.DNSError{Err: "read udp 10.0.0.2:41234->10.0.0.1:53: read: connection refused"}, record.PhaseDNS, record.DNSFailure, "connection refused"},
		{&net.DNSError{Err: "read udp [fe80::1%eth0]:41234: strange"}, record.PhaseDNS, record.DNSFailure, "strange"},
		{x509Error(x509.CertificateInvalidError{Reason: x509.NotAuthorizedToSign}), record.PhaseTLS, record.TLSUntrusted, "x509: certificate is not authorized to sign other certificates"},
		{x509Error(x509.SystemRootsError{}), record.PhaseTLS, record.Local, "x509: no system roots"},
	} {
		fault, words := faultOf(c.err, c.phase, nil)
		if fault != c.fault || words != c.words {
			t.Errorf("%v in phase %d: %q %q, want %q %q", c.err, c.phase, fault, words, c.fault, c.words)
		}
	}
}

func x509Error(err error) error { return &tls.CertificateVerificationError{Err: err} }

// Bad certificates are told apart, and noted all the same.
func TestCertificateThatDoesNotHold(t *testing.T) {
	good, pool := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	expired, expiredPool := certificate(t, "127.0.0.1", time.Now().Add(-time.Hour))
	early, earlyPool := certificate(t, "127.0.0.1", time.Now().Add(48*time.Hour))
	other, otherPool := certificate(t, "other.example", time.Now().Add(time.Hour))
	for _, c := range []struct {
		name  string
		pair  tls.Certificate
		roots *x509.CertPool
		fault record.Fault
	}{
		{"good", good, pool, record.NoFault},
		{"expired", expired, expiredPool, record.TLSExpired},
		{"not yet valid", early, earlyPool, record.TLSExpired},
		{"for another name", other, otherPool, record.TLSName},
		{"from nobody", good, otherPool, record.TLSUntrusted},
	} {
		t.Run(c.name, func(t *testing.T) {
			address := serveConn(t, func(conn net.Conn) {
				s := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{c.pair}})
				s.Read(make([]byte, 4096))
				io.WriteString(s, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
				s.Close()
			})
			r := askWith(t, Ask{Question: question("https://" + address + "/"), Roots: c.roots})
			status, phases := 0, "CT"
			if c.fault == record.NoFault {
				status, phases = 200, "CTFB"
			}
			want(t, r, c.fault, status)
			reached(t, r, phases)
			if r.Answer.Certificate != record.Sum(c.pair.Leaf.Raw) || r.Answer.Expires != record.At(c.pair.Leaf.NotAfter) {
				t.Errorf("certificate %v, expires %v", r.Answer.Certificate, r.Answer.Expires)
			}
		})
	}
}

func TestHandshakesFailInTheirOwnWay(t *testing.T) {
	pair, pool := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	secure := func(do func(*tls.Conn), config *tls.Config) func(net.Conn) {
		return func(c net.Conn) {
			config := config.Clone()
			config.Certificates = []tls.Certificate{pair}
			s := tls.Server(c, config)
			if s.Handshake() == nil {
				do(s)
			}
			s.Close()
		}
	}
	for _, c := range []struct {
		name   string
		do     func(net.Conn)
		fault  record.Fault
		status int
		phases string
	}{
		{"silence", hold, record.TLSTimeout, 0, "CT"},
		{"plain HTTP", func(c net.Conn) { io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n"); hold(c) }, record.TLSFailure, 0, "CT"},
		{"hangs up", func(c net.Conn) { c.Read(make([]byte, 4096)) }, record.TCPClosed, 0, "CT"},
		{"resets", func(c net.Conn) { c.Read(make([]byte, 4096)); reset(c) }, record.TCPReset, 0, "CT"},
		{"old version", secure(nil, &tls.Config{MaxVersion: tls.VersionTLS11}), record.TLSFailure, 0, "CT"},
		{"wants a certificate", secure(func(s *tls.Conn) {}, &tls.Config{ClientAuth: tls.RequireAnyClientCert}), record.TLSFailure, 0, "CTFB"},
		// RFC 9112, section 9.8, would call this incomplete; too many servers do
		// it, and crypto/tls does not tell. Doubt is not held against the server.
		{"closed without a word", secure(func(s *tls.Conn) {
			s.Read(make([]byte, 4096))
			io.WriteString(s, "HTTP/1.0 200 OK\r\n\r\nhello")
			s.NetConn().(*net.TCPConn).CloseWrite()
			hold(s.NetConn())
		}, &tls.Config{}), record.NoFault, 200, "CTFB"},
		{"closed within the length", secure(func(s *tls.Conn) {
			s.Read(make([]byte, 4096))
			io.WriteString(s, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")
			s.NetConn().(*net.TCPConn).CloseWrite()
			hold(s.NetConn())
		}, &tls.Config{}), record.BodyTruncated, 200, "CTFB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := question("https://" + serveConn(t, c.do) + "/")
			q.Timeout = 300
			r := askWith(t, Ask{Question: q, Roots: pool})
			want(t, r, c.fault, c.status)
			if c.name == "wants a certificate" {
				return // the alert may come before the request left or after
			}
			reached(t, r, c.phases)
		})
	}
}
