package probe

import (
	"context"
	"crypto/tls"

	"golang.org/x/crypto/ocsp"
)

// TLS asks for a handshake, RFC 8446, and writes down the certificates.
func TLS(ctx context.Context, a Ask) Result {
	return put(ctx, a, func(ctx context.Context, c *call) error {
		conn, err := c.connect(ctx)
		var t text
		t.certificates(c.chain)
		if err == nil {
			defer conn.Close()
			state := conn.(*tls.Conn).ConnectionState()
			c.result.Answer.Proto = tls.VersionName(state.Version)
			t.staple(state)
		}
		c.result.Answer.Text = t.String()
		return err
	})
}

// staple writes what the server's certificate authority said of its
// certificate, RFC 6960, where the server has brought that along.
func (t *text) staple(state tls.ConnectionState) {
	if len(state.OCSPResponse) == 0 {
		return
	}
	words := map[int]string{ocsp.Good: "good", ocsp.Revoked: "revoked"}
	var issuer = state.PeerCertificates[min(1, len(state.PeerCertificates)-1)]
	said := "unknown"
	if r, err := ocsp.ParseResponseForCert(state.OCSPResponse, state.PeerCertificates[0], issuer); err == nil && words[r.Status] != "" {
		said = words[r.Status]
	}
	t.add("ocsp", said)
}
