package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strconv"

	"golang.org/x/net/idna"

	"constat/store/record"
)

// A place is where a URL points to.
type place struct {
	host string // as the resolver and the certificate have it: ASCII, or an address
	port uint16
	tls  bool
}

// placeOf reads the part of a URL that says whom to call.
func placeOf(raw string) (place, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return place{}, errors.New("malformed URL")
	}
	p := place{host: u.Hostname(), port: 80}
	switch u.Scheme {
	case "http":
	case "https":
		p.port, p.tls = 443, true
	default:
		return place{}, errors.New("neither http nor https")
	}
	if s := u.Port(); s != "" {
		n, err := strconv.ParseUint(s, 10, 16)
		if err != nil {
			return place{}, errors.New("malformed port")
		}
		p.port = uint16(n)
	}
	return p, p.toASCII()
}

// toASCII turns an international name into the one that is asked, RFC 5891.
func (p *place) toASCII() error {
	if p.host == "" {
		return errors.New("no host")
	}
	for _, c := range []byte(p.host) {
		if c < 0x80 {
			continue
		}
		host, err := idna.Lookup.ToASCII(p.host)
		if err != nil {
			return errors.New("malformed host name")
		}
		p.host = host
		return nil
	}
	return nil
}

// connect makes the one connection: name, TCP, TLS.
func (e *exchange) connect(ctx context.Context) error {
	where, err := placeOf(e.ask.Question.URL)
	if err != nil {
		return notAsked{err}
	}
	e.where = where
	address, err := e.resolve(ctx)
	if err != nil {
		return err
	}
	peer := netip.AddrPortFrom(address, e.where.port)
	e.result.Answer.Peer = peer
	// With an address in place of a name, the dialer has nothing to choose from.
	conn, err := dialer.DialContext(ctx, "tcp", peer.String())
	if err != nil {
		return err
	}
	if e.where.tls {
		e.next(record.PhaseTLS)
		if conn, err = e.handshake(ctx, conn); err != nil {
			return err
		}
	}
	e.next(record.PhaseFirstByte)
	e.wire = newWire(conn)
	return nil
}

// No keep-alive probes: the connection does not live that long.
var dialer = net.Dialer{KeepAlive: -1}

// resolve returns the first address that the resolver names, in the order of
// RFC 6724.
func (e *exchange) resolve(ctx context.Context) (netip.Addr, error) {
	if address, err := netip.ParseAddr(e.where.host); err == nil {
		e.phase = record.PhaseConnect // no name, no DNS
		return address.Unmap(), nil
	}
	resolver := e.ask.Resolver
	if resolver == nil {
		resolver = net.DefaultResolver
	}
	addresses, err := resolver.LookupNetIP(ctx, "ip", e.where.host)
	if err != nil {
		return netip.Addr{}, err
	}
	if len(addresses) == 0 {
		return netip.Addr{}, &net.DNSError{IsNotFound: true}
	}
	e.next(record.PhaseConnect)
	return addresses[0].Unmap(), nil
}

// handshake puts TLS on conn. The certificate is noted whether or not it holds.
func (e *exchange) handshake(ctx context.Context, conn net.Conn) (net.Conn, error) {
	secured := tls.Client(conn, &tls.Config{
		ServerName: e.where.host,
		RootCAs:    e.ask.Roots,
		NextProtos: []string{"http/1.1"},
	})
	err := secured.HandshakeContext(ctx)
	var refused *tls.CertificateVerificationError
	if errors.As(err, &refused) {
		e.note(refused.UnverifiedCertificates)
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	e.note(secured.ConnectionState().PeerCertificates)
	return secured, nil
}

func (e *exchange) note(chain []*x509.Certificate) {
	if len(chain) == 0 {
		return
	}
	a := &e.result.Answer
	a.Certificate = record.Sum(chain[0].Raw)
	// X.509 knows a year 0, an Instant does not.
	if y := chain[0].NotAfter.UTC().Year(); y >= 1 && y <= 9999 {
		a.Expires = record.At(chain[0].NotAfter)
	}
}
