// Package path learns who stood behind a name: its addresses, whose networks they lie in, and the way there.
//
// It asks DNS (addresses, aliases, reverse names, the zone's servers and mail
// exchanges), a table of routes that is read over DNS, and the registries of
// networks and domains (RDAP). After a failure it follows the way to the address
// too. Each part that can't be learnt gets its fault; the others stand.
//
// It is polite: a registry is asked one question a second at most, and what it
// said of a network or a domain is taken for a day. It asks nobody about this
// machine or about addresses that are not of the Internet.
//
// Of persons it keeps nothing: of what registries hold, organisations only.
package path

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

// Time limits.
const (
	Patience     = 40 * time.Second // for a path as a whole
	dnsTimeout   = 3 * time.Second
	rdapTimeout  = 8 * time.Second
	traceTimeout = 4 * time.Second
)

// An Asker learns paths. Its fields are set before the first question; it is for
// several goroutines at once.
type Asker struct {
	// Servers are the name servers that are asked, as IP or IP:PORT: the first
	// that answers at all. With none, only addresses are learnt.
	Servers []string
	// Routes is the domain under which a table of routes is read, as
	// "asn.cymru.com"; empty: it is not asked.
	Routes string
	// Registries is where the lists of registries lie (RFC 9224), as
	// "https://data.iana.org/rdap/"; empty: no registry is asked.
	Registries string
	Resolver   *net.Resolver  // who turns the name into addresses, as for probes; nil: the system's
	Roots      *x509.CertPool // who may vouch for a registry's certificate; nil: the system's

	registry sync.Mutex // one question to registries at a time
	asked    time.Time  // when the last one left
	known    memory
}

// A Wanted path: of whom, and why.
type Wanted struct {
	Host   string         // as in the question's address
	Reason string         // one of record.PathReasons
	Failed record.Round   // of an incident
	Peer   netip.AddrPort // of an incident: whom the failed question asked, the zero AddrPort for nobody
}

// OnNetwork reports whether a host is asked for at all: neither this machine nor
// a name of one link alone (RFC 6761, RFC 6762).
func OnNetwork(host string) bool {
	if a, err := netip.ParseAddr(host); err == nil {
		return !a.IsLoopback() && !a.IsUnspecified() && !a.IsMulticast() && a.Zone() == ""
	}
	name := "." + strings.ToLower(host)
	return host != "" && !strings.HasSuffix(name, ".localhost") && !strings.HasSuffix(name, ".local")
}

// Ask learns a path, within [Patience]. Link and round are the caller's to fill in.
func (a *Asker) Ask(ctx context.Context, w Wanted) record.Path {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	l := &lookup{Asker: a, ctx: ctx, entry: record.Path{Time: record.At(time.Now()), Reason: w.Reason, Failed: w.Failed, Host: w.Host, Addresses: []record.PathAddress{}}}
	l.addresses()
	traced := make(chan *record.PathTrace, 1)
	go func() { traced <- l.trace(w) }()
	l.name()
	for i := range l.entry.Addresses {
		l.address(&l.entry.Addresses[i])
	}
	l.domain()
	l.entry.Trace = <-traced
	l.entry.Ended = max(l.entry.Time, record.At(time.Now())) // the clock may be set meanwhile
	return l.entry
}

// A lookup is one path on its way.
type lookup struct {
	*Asker
	ctx   context.Context
	entry record.Path
}

func missed(f record.Fault, detail string) record.Missed {
	return record.Missed{Fault: f, Detail: clip(detail)}
}

var unasked = record.Missed{Fault: record.PathUnasked}

// addresses learns where the name leads, as probes do.
func (l *lookup) addresses() {
	list, err := l.resolve()
	if err != nil {
		l.entry.Missed = notResolved(err)
		return
	}
	for i := range list {
		list[i] = list[i].Unmap().WithZone("")
	}
	slices.SortFunc(list, netip.Addr.Compare)
	list = slices.Compact(list)
	if over := len(list) - record.MaxPathAddresses; over > 0 {
		l.entry.More, list = over, list[:record.MaxPathAddresses]
	}
	for _, a := range list {
		l.entry.Addresses = append(l.entry.Addresses, record.PathAddress{Address: a})
	}
}

func (l *lookup) resolve() ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(l.entry.Host); err == nil {
		return []netip.Addr{a}, nil
	}
	name, err := probe.ASCII(l.entry.Host)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(l.ctx, 2*dnsTimeout)
	defer cancel()
	list, err := cmp.Or(l.Resolver, net.DefaultResolver).LookupNetIP(ctx, "ip", name)
	if err == nil && len(list) == 0 {
		err = &net.DNSError{IsNotFound: true}
	}
	return list, err
}

func notResolved(err error) record.Missed {
	e, ok := errors.AsType[*net.DNSError](err)
	switch {
	case !ok && !errors.Is(err, context.DeadlineExceeded):
		return missed(record.Local, err.Error())
	case !ok || e.IsTimeout:
		return missed(record.DNSTimeout, "timeout")
	case e.IsNotFound:
		return missed(record.DNSNotFound, "no such host")
	}
	return missed(record.DNSFailure, "no answer that could be used")
}

// address learns whose an address is.
func (l *lookup) address(a *record.PathAddress) {
	if !record.Public(a.Address) {
		a.Reverse.Missed, a.Origin.Missed, a.Network.Missed = unasked, unasked, unasked
		return
	}
	a.Reverse = l.reverse(a.Address)
	a.Origin = l.origin(a.Address)
	a.Network = l.network(a.Address)
}

// clip makes foreign words fit: one line, of a length that an entry can have.
func clip(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	if s = strings.TrimSpace(s); len(s) > 128 {
		s = strings.TrimSpace(strings.ToValidUTF8(s[:128], ""))
	}
	return s
}
