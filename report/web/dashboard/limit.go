package dashboard

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often somebody may try to log in: from one address, and under one name from anywhere. An address
// from which a name was logged in before is not held to the second, so that strangers can't lock
// anybody out of a machine they use.
const (
	triesByAddress = 8
	tryEvery       = 15 * time.Second
	triesByName    = 40
	nameEvery      = 30 * time.Second
	maxCounted     = 10_000
)

// attempts counts tries to log in. Addresses live in memory only, and no longer than they count.
type attempts struct {
	mu        sync.Mutex
	addresses map[string]*rate.Limiter
	names     map[string]*rate.Limiter
	familiar  map[string]bool // address and name
}

func newAttempts() *attempts {
	return &attempts{addresses: map[string]*rate.Limiter{}, names: map[string]*rate.Limiter{}, familiar: map[string]bool{}}
}

// may says whether a try is looked at.
func (a *attempts) may(address, name string, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !limiter(a.addresses, address, triesByAddress, tryEvery, now).AllowN(now, 1) {
		return false
	}
	return a.familiar[address+" "+name] || limiter(a.names, name, triesByName, nameEvery, now).AllowN(now, 1)
}

// succeeded forgets what was counted against an address.
func (a *attempts) succeeded(address, name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.addresses, address)
	if len(a.familiar) >= maxCounted {
		clear(a.familiar)
	}
	a.familiar[address+" "+name] = true
}

func limiter(all map[string]*rate.Limiter, key string, burst int, every time.Duration, now time.Time) *rate.Limiter {
	if l := all[key]; l != nil {
		return l
	}
	if len(all) >= maxCounted {
		for k, l := range all {
			if l.TokensAt(now) >= float64(burst) { // it counts no more
				delete(all, k)
			}
		}
	}
	if len(all) >= maxCounted { // everybody at once: they share one
		key = ""
		if l := all[key]; l != nil {
			return l
		}
	}
	l := rate.NewLimiter(rate.Every(every), burst)
	all[key] = l
	return l
}

// caller is from where somebody asks: an address, or for IPv6 the network that one customer has. Behind a proxy it is
// the last that the proxy noted; what stands before that, anybody can write.
func caller(r *http.Request, behindProxy bool) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if behindProxy {
		all := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if last := strings.TrimSpace(all[len(all)-1]); last != "" {
			host = last
		}
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return "unknown"
	}
	if a = a.Unmap(); a.Is6() {
		if p, err := a.WithZone("").Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
