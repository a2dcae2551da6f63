package form

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often one caller may post: a family, an office or a meeting room shares an address,
// and a voucher of 20 MB takes 20 posts.
const (
	postsEach    = 4  // a second
	postsAtOnce  = 60 // before that counts
	sendsEvery   = 3 * time.Second
	sendsAtOnce  = 40
	sendsAll     = 60 // new members a second, whoever asks
	sendsAllOnce = 600
	maxKnown     = 20_000 // callers remembered
	forgetAfter  = 10 * time.Minute
)

// limits bound how often a caller posts, and how many new members come in all. Addresses stay
// in memory, and not for long.
type limits struct {
	proxy, free bool
	all         *rate.Limiter
	blind       func() // told that the proxy doesn't say who asks, once

	mu    sync.Mutex
	known map[netip.Prefix]*caller
}

type caller struct {
	posts, sends, mails *rate.Limiter
	seen                time.Time
}

func newLimits(o Options) *limits {
	return &limits{proxy: o.Proxy, free: o.Free, all: rate.NewLimiter(sendsAll, sendsAllOnce), blind: func() {}, known: map[netip.Prefix]*caller{}}
}

// allow counts a post.
func (l *limits) allow(r *http.Request) bool { return l.free || l.of(r).posts.Allow() }

// send counts a new member.
func (l *limits) send(r *http.Request) bool { return l.free || l.of(r).sends.Allow() && l.all.Allow() }

// mail counts a mail that is sent on somebody's word.
func (l *limits) mail(r *http.Request) bool { return l.free || l.of(r).mails.Allow() }

func newCaller() *caller {
	return &caller{posts: rate.NewLimiter(postsEach, postsAtOnce), sends: rate.NewLimiter(rate.Every(sendsEvery), sendsAtOnce), mails: rate.NewLimiter(rate.Every(time.Hour/mailsOfLine), mailsOfLine)}
}

// of is the caller that asks; a new one each time where the proxy doesn't tell.
func (l *limits) of(r *http.Request) *caller {
	from := network(l.address(r))
	if l.proxy && !from.IsValid() { // one bound for the whole world would shut it out
		l.blind()
		return newCaller()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.known[from]
	if c == nil {
		l.forget()
		c = newCaller()
		l.known[from] = c
	}
	c.seen = time.Now()
	return c
}

// line is the network that asks, none where the proxy doesn't tell.
func (l *limits) line(r *http.Request) netip.Prefix {
	if l.free {
		return netip.Prefix{}
	}
	return network(l.address(r))
}

// forget makes room: of those long gone, and if that isn't enough of any.
func (l *limits) forget() {
	if len(l.known) < maxKnown {
		return
	}
	for k, c := range l.known {
		if time.Since(c.seen) > forgetAfter {
			delete(l.known, k)
		}
	}
	for k := range l.known {
		if len(l.known) < maxKnown {
			return
		}
		delete(l.known, k)
	}
}

// address is who asks. Only our own proxy is believed, and of what it hands on only the last word, its own;
// "" when it says nothing: the proxy's own address is nobody's.
func (l *limits) address(r *http.Request) string {
	if l.proxy {
		all := r.Header.Values("X-Forwarded-For")
		if len(all) == 0 {
			return ""
		}
		last := all[len(all)-1]
		return strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// network is the address, of IPv6 the /64 that one line is given; none for what is no address. Some
// proxies write a port behind it, or brackets around it.
func network(address string) netip.Prefix {
	ip, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(address, "["), "]"))
	if err != nil {
		with, err := netip.ParseAddrPort(address)
		if err != nil {
			return netip.Prefix{}
		}
		ip = with.Addr()
	}
	bits := 32
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		bits = 64
	}
	p, _ := ip.Prefix(bits)
	return p
}
