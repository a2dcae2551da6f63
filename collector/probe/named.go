package probe

import (
	"net/netip"
	"strings"

	"constat/store/record"
)

// Named are the addresses that the configuration names outright. They are asked
// wherever they are, and so is what a name of private networks alone leads to;
// what any other name, a redirect or another page leads to is asked
// only where that is a public address, see [record.Public]. A name that its
// owner, or our own resolver, has pointed at our network would else have us ask
// there, and blame the provider for what answers.
type Named map[netip.AddrPort]bool

// Name adds what a question names outright: its address, a literal one in its
// URL, or this machine by its own name.
func (n Named) Name(q record.Question) {
	scheme, _, _ := strings.Cut(q.URL, "://")
	where, err := placeOf(record.SchemeKind(scheme), q.URL)
	if err != nil {
		return
	}
	if at := pinOf(q.Address); at.Addr().IsValid() {
		if at.Port() != 0 {
			where.port = at.Port()
		}
		n[netip.AddrPortFrom(at.Addr().Unmap(), where.port)] = true
	}
	if a, err := netip.ParseAddr(where.host); err == nil {
		n[netip.AddrPortFrom(a.Unmap().WithZone(""), where.port)] = true
	}
	if isLocalhost(where.host) {
		n[netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), where.port)] = true
		n[netip.AddrPortFrom(netip.IPv6Loopback(), where.port)] = true
	}
}

// isLocalhost reports whether a name is this machine's own, RFC 6761 section 6.3.
func isLocalhost(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// Admits reports whether an address may be asked that a name led to.
func (n Named) Admits(a netip.AddrPort) bool {
	at := netip.AddrPortFrom(a.Addr().Unmap().WithZone(""), a.Port())
	return record.Public(at.Addr()) || n[at]
}

// admits reports whether the address that was found is asked.
func (c *call) admits() bool {
	_, err := netip.ParseAddr(c.where.host)
	outright := !c.away && (err == nil || record.PrivateName(c.where.host))
	return outright || c.ask.Address.Addr().IsValid() || c.ask.Named.Admits(c.result.Answer.Peer)
}

// errPrivate is the fault of an address that is not asked.
var errPrivate = faulty{record.AddressRefused, "a private address"}

// pinOf reads the address of a question; port 0 where it has none.
func pinOf(s string) netip.AddrPort {
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.AddrPortFrom(a, 0)
	}
	at, _ := netip.ParseAddrPort(s)
	return at
}

// pinText is what pinOf reads.
func pinText(a netip.AddrPort) string {
	switch {
	case !a.Addr().IsValid():
		return ""
	case a.Port() == 0:
		return a.Addr().String()
	}
	return a.String()
}
