package collector

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"constat/store/record"
)

const (
	attemptEvery   = 10 * time.Minute // between two times that a failing question is asked another way
	attemptsAtOnce = 32               // of all targets
	pinsAtMost     = 2                // addresses of other targets that are asked for one
)

// notice sees a target begin to fail: who stands behind its name is learnt, and
// the question asked in other ways, at once and again while it lasts. What comes
// of that stands beside the answer and changes nothing of it.
func (r *rounds) notice(a answer) {
	t := a.target
	if t.Control || a.attempt > 0 {
		return
	}
	reply := a.result.Answer
	before := t.trouble
	if t.trouble = troubleOf(t.Question, reply); t.trouble < failure {
		t.good = peerOf(reply)
	}
	if t.trouble == none || r.stopping {
		return
	}
	first := t.trouble > before
	if first {
		r.ways.failed(t.Watched, a.round, peerOf(reply), t.trouble)
	}
	if t.Question.AskedOtherwise(reply) && (first || time.Since(t.tried) >= attemptEvery) {
		r.try(a)
	}
}

// A trouble is how bad an answer is. What is to expire in a month warns for that
// month, and must not hide that a failure begins in it.
type trouble uint8

const (
	none trouble = iota
	warning
	failure
)

func troubleOf(q record.Question, a record.Answer) trouble {
	switch {
	case q.Fails(a):
		return failure
	case a.AsksControls():
		return warning
	}
	return none
}

// peerOf returns whom a question asked first: redirects lead elsewhere.
func peerOf(a record.Answer) netip.AddrPort {
	if len(a.Hops) > 0 {
		return a.Hops[0].Peer
	}
	return a.Peer
}

// try asks a question in each other way there is, all at once. If our own network
// is down that tells nothing, and is left.
func (r *rounds) try(a answer) {
	list := otherWays(a, r.options.Resolvers, r.pins(a.target))
	if dark := len(r.controls) > 0 && r.dark(); dark || r.trying+len(list) > attemptsAtOnce {
		return
	}
	a.target.tried = time.Now()
	for _, asked := range list {
		if !r.courtesy.spares(a.target.Question, a.target.tried) {
			return
		}
		h := &held{target: a.target, try: true, open: true}
		a.target.held = append(a.target.held, h)
		r.asked++
		r.trying++
		go func() { r.answers <- r.attempt(a, asked, h) }()
	}
}

// otherWays lists in what attempts at a failed question can differ: by the other
// family of addresses, by other name servers, by the address that answered last,
// and by those at which other targets ask for the same host: the origin behind a
// front.
func otherWays(a answer, resolvers, pins []netip.AddrPort) (list []record.Asked) {
	t, peer := a.target, peerOf(a.result.Answer)
	if _, err := netip.ParseAddr(t.Question.Host()); err == nil || t.Question.Host() == "" || t.Question.Address != "" {
		return nil // nothing was chosen that could be chosen otherwise
	}
	switch {
	case peer.Addr().Is4():
		list = append(list, record.Asked{Family: 6})
	case peer.Addr().Is6():
		list = append(list, record.Asked{Family: 4})
	}
	for _, server := range resolvers {
		list = append(list, record.Asked{Resolver: server})
	}
	for _, address := range append([]netip.AddrPort{t.good}, pins...) {
		asked := record.Asked{Address: address}
		if address.IsValid() && address != peer && !slices.Contains(list, asked) {
			list = append(list, asked)
		}
	}
	return list
}

// pins returns the addresses, a few at most, at which the configuration has pages
// of the same host asked for, each at a port of its own or that of t.
func (r *rounds) pins(t *target) (list []netip.AddrPort) {
	if t.Question.Kind != "http" {
		return nil
	}
	for _, o := range r.queue {
		q := o.Question
		if q.Kind != "http" || q.Address == "" || !strings.EqualFold(q.Host(), t.Question.Host()) {
			continue
		}
		address, err := netip.ParseAddrPort(q.Address)
		if err != nil {
			bare, _ := netip.ParseAddr(q.Address)
			address = netip.AddrPortFrom(bare, portOf(t.Question))
		}
		if address.IsValid() && address.Port() != 0 && !slices.Contains(list, address) {
			list = append(list, address)
		}
	}
	slices.SortFunc(list, netip.AddrPort.Compare) // the queue has no order of its own
	return list[:min(len(list), pinsAtMost)]
}

// portOf is the port of a page.
func portOf(q record.Question) uint16 {
	u, err := url.Parse(q.URL)
	if err != nil {
		return 0
	}
	_, port, _ := net.SplitHostPort(record.HostPort(u))
	n, _ := strconv.ParseUint(port, 10, 16)
	return uint16(n)
}

// attempt asks once, in another way.
func (r *rounds) attempt(failed answer, asked record.Asked, h *held) answer {
	ask := r.askOf(failed.target, failed.round)
	server, ok := elsewhere(asked.Resolver)
	switch {
	case asked.Family != 0:
		ask.Family = map[int]string{4: "ip4", 6: "ip6"}[asked.Family]
	case asked.Address.IsValid():
		ask.Address = asked.Address
	default:
		ask.Resolver = server
	}
	a := r.put(failed.target, failed.round, 0, ask)
	a.try = h
	a.result.Answer.Asked, a.result.Exchange = asked.String(), nil
	a.cut = a.cut || asked.Resolver.IsValid() && !ok.Load()
	return a
}

// elsewhere asks one name server and no other, and tells whether it was asked at
// all: a name may stand in a file of this machine.
func elsewhere(server netip.AddrPort) (*net.Resolver, *atomic.Bool) {
	asked := new(atomic.Bool)
	return &net.Resolver{PreferGo: true, StrictErrors: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		asked.Store(true)
		return new(net.Dialer).DialContext(ctx, network, server.String())
	}}, asked
}

// hearAttempt takes in what came of an attempt, or that nothing did.
func (r *rounds) hearAttempt(a answer) {
	r.asked--
	r.trying--
	a.try.open, a.try.dropped = false, a.cut
	a.try.seen = seenOf(a)
	r.release(a.target)
}
