package bundle

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"constat/store/record"
)

// askable refuses questions that a configuration cannot hold.
func askable(q record.Question) error {
	_, placed := placeOf(q.Address)
	switch {
	case q.Follow < 0 || q.Follow > record.MaxHops:
		return fmt.Errorf("a question that follows %d redirects", q.Follow)
	case q.HTTP != 0 && q.HTTP != 2:
		return fmt.Errorf("a question in a version %d of HTTP", q.HTTP)
	case len(q.Body) > maxSent || q.Body != "" && q.Method != "POST":
		return fmt.Errorf("a question that sends %d bytes with %.20q", len(q.Body), q.Method)
	case q.Address != "" && !placed:
		return fmt.Errorf("a question put to %.60q, which is no address", q.Address)
	}
	return nil
}

// maxSent bounds what a question sends behind its head.
const maxSent = 4096

// placeOf reads the address that a question is put to, in its one form; port 0
// where it names none.
func placeOf(s string) (netip.AddrPort, bool) {
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.AddrPortFrom(a, 0), a.String() == s && a.Zone() == "" && !a.Is4In6()
	}
	p, err := netip.ParseAddrPort(s)
	return p, err == nil && p.String() == s && p.Port() != 0 && p.Addr().Zone() == "" && !p.Addr().Is4In6()
}

// followed refuses redirects that cannot have been followed, and answers that
// are redirects which the question follows.
func followed(q record.Question, a record.Answer) error {
	if _, err := q.After(a.Hops); err != nil {
		return fmt.Errorf("redirects: %w", err)
	}
	location, leads := locationOf(a)
	elsewhere := leads && slices.Contains(record.Redirects, a.Status)
	switch {
	case a.Fault == record.AddressRefused && (!a.Peer.IsValid() || record.Public(a.Peer.Addr())):
		return errors.New("an address that anyone may be led to was refused")
	case a.Fault == record.Unfollowed && (q.Follow == 0 || !elsewhere || !slices.Contains(record.Unfollowing, a.Detail)):
		return errors.New("a redirect that was not followed, and none came, or for no known reason")
	case a.Fault == record.NoFault && q.Follow > 0 && elsewhere && location != "":
		return errors.New("a redirect that the question follows is its answer")
	case a.Fault != record.Unfollowed || len(location) >= maxKept:
		return nil
	}
	hop := record.Hop{Status: a.Status, Peer: a.Peer, Location: location}
	last, _ := q.After(a.Hops)
	hop.URL = last.URL
	_, err := q.After(append(slices.Clone(a.Hops), hop))
	if said := a.Detail == record.ErrSecretInside.Error() && q.Auth != ""; !said && (err == nil || err.Error() != a.Detail) {
		return fmt.Errorf("%q is not why the redirect was not followed", a.Detail)
	}
	return nil
}

// maxKept is how long a kept field can be; a longer one was cut.
const maxKept = 250

func locationOf(a record.Answer) (string, bool) {
	for _, h := range a.Headers {
		if h.Name == "Location" {
			return h.Value, true
		}
	}
	return "", false
}

// throughout holds the address of each answer on the way against the question
// as it was put there. An attempt at an address was put as if the question had it.
func throughout(q record.Question, a record.Answer) error {
	if asked, err := record.ParseAsked(a.Asked); err == nil && asked.Address.IsValid() {
		q.Address = asked.Address.String()
	}
	for i, h := range a.Hops {
		at, _ := q.After(a.Hops[:i])
		if err := reached(at, h.Peer); err != nil {
			return fmt.Errorf("redirect %d: %w", i+1, err)
		}
	}
	last, _ := q.After(a.Hops)
	if err := reached(last, a.Peer); err != nil {
		return err
	}
	if at, given := givenBy(last); given && (a.Fault == record.AddressRefused && len(a.Hops) == 0 || strings.HasPrefix(string(a.Fault), "dns-")) {
		return fmt.Errorf("%s of %s, which is no name", a.Fault, at)
	}
	return nil
}

// reached refuses an address that is not the one that was to be asked.
func reached(q record.Question, peer netip.AddrPort) error {
	u, err := url.Parse(q.URL)
	if err != nil || !peer.IsValid() {
		return nil // nobody could ask, or nobody was reached
	}
	at, given := givenBy(q)
	if given && peer.Addr().Unmap().WithZone("") != at.Addr() {
		return fmt.Errorf("%s was reached where %s was asked", peer.Addr(), at.Addr())
	}
	place := record.HostPort(u)
	port, err := strconv.ParseUint(place[strings.LastIndexByte(place, ':')+1:], 10, 16)
	if given && at.Port() != 0 {
		port, err = uint64(at.Port()), nil
	}
	if err == nil && uint64(peer.Port()) != port {
		return fmt.Errorf("port %d was reached where %d was asked", peer.Port(), port)
	}
	return nil
}

// givenBy returns the address that a question names outright.
func givenBy(q record.Question) (netip.AddrPort, bool) {
	if at, ok := placeOf(q.Address); ok {
		return at, true
	}
	u, err := url.Parse(q.URL)
	if err != nil {
		return netip.AddrPort{}, false
	}
	literal, err := netip.ParseAddr(u.Hostname())
	return netip.AddrPortFrom(literal.Unmap().WithZone(""), 0), err == nil
}
