package probe

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

// serveTLS answers handshakes with a certificate for host until notAfter, and
// returns the address and a pool that trusts it.
func serveTLS(t *testing.T, host string, notAfter time.Time, edit func(*tls.Config)) (string, *x509.CertPool) {
	t.Helper()
	own, pool := certificate(t, host, notAfter)
	config := &tls.Config{Certificates: []tls.Certificate{own}}
	edit(config)
	return serveConn(t, func(c net.Conn) {
		if s := tls.Server(c, config); s.Handshake() == nil {
			hold(s)
		}
	}), pool
}

func TestTLSWritesTheChainDown(t *testing.T) {
	until := time.Now().Add(time.Hour).Truncate(time.Second)
	address, pool := serveTLS(t, "127.0.0.1", until, func(c *tls.Config) { c.Certificates[0].OCSPStaple = []byte("garbage") })
	q := asked("tls://"+address, "[CERTIFICATE_EXPIRATION] > 24h", "[BODY] == pat(*0 names 127.0.0.1*)")
	r := askWith(t, Ask{Question: q, Roots: pool})
	want(t, r, record.NoFault, 0)
	reached(t, r, "CT")
	a := r.Answer
	if a.Conditions != "ft" || a.Proto != "TLS 1.3" || a.Expires.Time() != until.UTC() || a.Certificate.IsZero() {
		t.Errorf("answer %+v", a)
	}
	for _, line := range []string{"0 subject CN=127.0.0.1", "0 issuer CN=127.0.0.1", "0 until " + until.UTC().Format(time.RFC3339), "0 sha256 " + a.Certificate.String(), "ocsp unknown"} {
		if !strings.Contains("\n"+a.Text+"\n", "\n"+line+"\n") {
			t.Errorf("no line %q in\n%s", line, a.Text)
		}
	}
	if again := askWith(t, Ask{Question: q, Roots: pool}); again.Answer.Text != a.Text {
		t.Errorf("another text:\n%s", again.Answer.Text)
	}
}

func TestTLSFailsInItsOwnWay(t *testing.T) {
	hour := time.Now().Add(time.Hour)
	none := func(*tls.Config) {}
	expired, expiredRoot := serveTLS(t, "127.0.0.1", time.Now().Add(-time.Hour), none)
	other, otherRoot := serveTLS(t, "other.example", hour, none)
	unknown, _ := serveTLS(t, "127.0.0.1", hour, none)
	for _, c := range []struct {
		address string
		roots   *x509.CertPool
		fault   record.Fault
		text    bool
	}{
		{expired, expiredRoot, record.TLSExpired, true},
		{other, otherRoot, record.TLSName, true},
		{unknown, x509.NewCertPool(), record.TLSUntrusted, true},
		{serveConn(t, func(c net.Conn) { io.WriteString(c, "220 not TLS\r\n"); hold(c) }), nil, record.TLSFailure, false},
		{serveConn(t, hold), nil, record.TLSTimeout, false},
	} {
		q := asked("tls://"+c.address, "[CERTIFICATE_EXPIRATION] > 24h")
		q.Timeout = 500
		r := askWith(t, Ask{Question: q, Roots: c.roots})
		want(t, r, c.fault, 0)
		reached(t, r, "CT")
		if (r.Answer.Text != "") != c.text || c.text == r.Answer.Certificate.IsZero() || r.Answer.Conditions != "-" {
			t.Errorf("answer %+v", r.Answer)
		}
	}
}
