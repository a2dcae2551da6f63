// Package owner asks whether a member holds the site it names.
//
// There are several ways to show it (see [Ways]), and each stays what it is: its own name,
// its own weight with a sentence why, its own result. They are not added up. What can't be
// reached is not a no, and a yes that something else gainsays is no yes. A proof is of the
// instant at which it was asked for: who held the site before is for counsel to tell.
//
// Members are strangers and may be hostile: only public addresses are asked, each checked
// before the very address is dialled; nothing that answers is kept but what kind of answer it was.
package owner

import (
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"time"

	"constat/store/record"
)

// Bounds of one try.
const (
	tryTime  = 40 * time.Second // everything
	askTime  = 3 * time.Second  // one question to a name server
	fileTime = 8 * time.Second  // one question to a site
	mailTime = 30 * time.Second // one mail handed over
)

// A Challenge is what one member says of one site, in one claim.
type Challenge struct {
	Claim  string // its name
	Member int    // the number
	Asset  Asset
	Name   string // the member's own, compared with a registry's; sent nowhere
}

// An Asker asks. Its fields are set before the first question.
type Asker struct {
	Key       Key
	Resolvers []netip.AddrPort // who turns names into addresses: the first is used, all must agree
	Mail      *Account         // nil: no mail is sent

	Lists string         // folder of RFC 9224's lists; empty: no registry of domains is asked
	Roots *x509.CertPool // nil: the system's

	// Instead is what is dialled in place of a public address. A test sets it, which has no
	// public addresses; nil: the address itself.
	Instead func(netip.AddrPort) netip.AddrPort
}

// Try asks by one way, and tells what came of it. Mail goes by [Asker.Send] and [Asker.Typed];
// what has to be read by a person goes by [Looked].
func (a *Asker) Try(ctx context.Context, c Challenge, w Way) Result {
	ctx, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	switch w {
	case DNS:
		return a.dns(ctx, c)
	case File, FileClear:
		return a.file(ctx, c)
	case RDAP:
		return a.rdap(ctx, c)
	}
	return begin(w, c).end(Unreachable, NotByMachine)
}

// dialled is what is dialled for an address and port. ok is false where nothing may be: a
// member that names a site of ours, or has a name lead to one, gets nothing from there.
func (a *Asker) dialled(at netip.AddrPort) (to netip.AddrPort, ok bool) {
	at = netip.AddrPortFrom(at.Addr().Unmap().WithZone(""), at.Port())
	if !record.Public(at.Addr()) {
		return netip.AddrPort{}, false
	}
	if a.Instead != nil {
		at = a.Instead(at)
	}
	return at, true
}

// resolver is the first of the resolvers, for what asks by names.
func (a *Asker) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		if len(a.Resolvers) == 0 {
			return nil, errNoResolver
		}
		return new(net.Dialer).DialContext(ctx, network, a.Resolvers[0].String())
	}}
}
