package probe

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"constat/store/record"
)

// A place is where a URL points to.
type place struct {
	host string // as the resolver and the certificate have it: ASCII, or an address
	port uint16
	tls  bool // before anything is said
	bare bool // without a port
}

// places has, for each scheme, the port where none is given (0: one must be)
// and whether TLS comes first.
var places = map[string]place{
	"http":  {port: 80},
	"https": {port: 443, tls: true},
	"tcp":   {},
	"tls":   {port: 443, tls: true},
	"dns":   {port: 53},
	"smtp":  {port: 25},
	"smtps": {port: 465, tls: true},
	"imap":  {port: 143},
	"imaps": {port: 993, tls: true},
	"pop3":  {port: 110},
	"pop3s": {port: 995, tls: true},
	"ssh":   {port: 22},
	"icmp":  {bare: true},
	"ws":    {port: 80},
	"wss":   {port: 443, tls: true},
}

// placeOf reads the part of a URL that says whom to call. The scheme is one of
// the kind's.
func placeOf(kind, raw string) (place, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return place{}, errors.New("malformed URL")
	}
	if schemes := record.Schemes[kind]; !slices.Contains(schemes, u.Scheme) {
		return place{}, errors.New("neither " + strings.Join(schemes, " nor "))
	}
	p := places[u.Scheme]
	p.host = u.Hostname()
	if s := u.Port(); s != "" {
		n, err := strconv.ParseUint(s, 10, 16)
		if err != nil {
			return place{}, errors.New("malformed port")
		}
		p.port = uint16(n)
	}
	if (p.port == 0) != p.bare {
		return place{}, errors.New("no port")
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
func (c *call) connect(ctx context.Context) (net.Conn, error) {
	if err := c.find(ctx); err != nil {
		return nil, err
	}
	c.first(record.PhaseConnect)
	// With an address in place of a name, the dialer has nothing to choose from.
	conn, err := dialer.DialContext(ctx, "tcp", c.result.Answer.Peer.String())
	if err != nil || !c.where.tls {
		return conn, err
	}
	c.next(record.PhaseTLS)
	secured, err := c.handshake(ctx, conn)
	if err != nil {
		return nil, err
	}
	return secured, nil
}

// find notes the address that is asked.
func (c *call) find(ctx context.Context) error {
	where, err := placeOf(c.ask.Question.Kind, c.ask.Question.URL)
	if err != nil {
		return notAsked{err}
	}
	c.where = where
	if !c.ask.Address.Addr().IsValid() {
		c.ask.Address = pinOf(c.ask.Question.Address)
	}
	address, err := c.resolve(ctx)
	if err != nil {
		return err
	}
	c.result.Answer.Peer = netip.AddrPortFrom(address, c.where.port)
	if !c.admits() {
		return errPrivate
	}
	return nil
}

// pinned returns the address that is asked in place of what the resolver says.
func (c *call) pinned() (netip.Addr, bool) {
	a := c.ask.Address
	if !a.Addr().IsValid() {
		return netip.Addr{}, false
	}
	if a.Port() != 0 && !c.where.bare {
		c.where.port = a.Port()
	}
	return a.Addr().Unmap(), true
}

// ofFamily reports whether an address is of the family that is asked for.
func (c *call) ofFamily(a netip.Addr) bool {
	switch c.ask.Family {
	case "ip4":
		return a.Is4()
	case "ip6":
		return a.Is6()
	}
	return true
}

// No keep-alive probes: the connection does not live that long.
var dialer = net.Dialer{KeepAlive: -1}

// resolve returns the first address that the resolver names, in the order of
// RFC 6724, and none of another family than the one that is asked for.
func (c *call) resolve(ctx context.Context) (netip.Addr, error) {
	address, given := c.pinned()
	if literal, err := netip.ParseAddr(c.where.host); err == nil && !given {
		address, given = literal.Unmap(), true
	}
	if given && !c.ofFamily(address) {
		return netip.Addr{}, notAsked{errors.New("the address is of another family")}
	}
	if given {
		c.phase = none // no name, no DNS
		return address, nil
	}
	resolver := c.ask.Resolver
	if resolver == nil {
		resolver = net.DefaultResolver
	}
	addresses, err := resolver.LookupNetIP(ctx, cmp.Or(c.ask.Family, "ip"), c.where.host)
	if err != nil {
		return netip.Addr{}, err
	}
	if len(addresses) == 0 {
		return netip.Addr{}, &net.DNSError{IsNotFound: true}
	}
	return addresses[0].Unmap(), nil
}

// handshake puts TLS on conn. The certificate is noted whether or not it holds.
func (c *call) handshake(ctx context.Context, conn net.Conn) (*tls.Conn, error) {
	secured := tls.Client(conn, &tls.Config{
		ServerName:         c.where.host,
		RootCAs:            c.ask.Roots,
		NextProtos:         c.protocols,
		InsecureSkipVerify: c.unchecked,
	})
	err := secured.HandshakeContext(ctx)
	var refused *tls.CertificateVerificationError
	if errors.As(err, &refused) {
		c.note(refused.UnverifiedCertificates)
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	c.note(secured.ConnectionState().PeerCertificates)
	return secured, nil
}

func (c *call) note(chain []*x509.Certificate) {
	if len(chain) == 0 {
		return
	}
	c.chain = chain
	a := &c.result.Answer
	a.Certificate = record.Sum(chain[0].Raw)
	// X.509 knows a year 0, an Instant does not.
	if y := chain[0].NotAfter.UTC().Year(); y >= 1 && y <= 9999 {
		a.Expires = record.At(chain[0].NotAfter)
	}
}

// ASCII returns a host's name as it is asked for, RFC 5891.
func ASCII(host string) (string, error) {
	p := place{host: host}
	err := p.toASCII()
	return p.host, err
}
