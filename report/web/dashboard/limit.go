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
	addresses counters
	names     counters
	familiar  map[string]bool // address and name
}

// counters count tries by a key. Those that count no more are swept now and then.
type counters struct {
	all   map[string]*rate.Limiter
	burst int
	every time.Duration
	swept time.Time
}

func newAttempts() *attempts {
	return &attempts{addresses: counters{all: map[string]*rate.Limiter{}, burst: triesByAddress, every: tryEvery},
		names: counters{all: map[string]*rate.Limiter{}, burst: triesByName, every: nameEvery}, familiar: map[string]bool{}}
}

// may says whether a try is looked at.
func (a *attempts) may(address, name string, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.addresses.of(address, now).AllowN(now, 1) {
		return false
	}
	return a.familiar[address+" "+name] || a.names.of(name, now).AllowN(now, 1)
}

// succeeded forgets what was counted against an address.
func (a *attempts) succeeded(address, name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.addresses.all, address)
	if len(a.familiar) >= maxCounted {
		clear(a.familiar)
	}
	a.familiar[address+" "+name] = true
}

// everybody is the key of all those for whom there is no room.
const everybody = ""

func (c *counters) of(key string, now time.Time) *rate.Limiter {
	if c.all[key] == nil && len(c.all) >= maxCounted && now.Sub(c.swept) > time.Second {
		c.swept = now
		for k, l := range c.all {
			if l.TokensAt(now) >= float64(c.burst) {
				delete(c.all, k)
			}
		}
	}
	if c.all[key] == nil && len(c.all) >= maxCounted {
		key = everybody
	}
	if c.all[key] == nil {
		c.all[key] = rate.NewLimiter(rate.Every(c.every), c.burst)
	}
	return c.all[key]
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
