package witness

import (
	"net/netip"
	"sync"
)

// eachAtOnce is how many requests of one address are read at a time.
const eachAtOnce = 32

// Callers counts requests by address, so that one who asks for much leaves room
// for others. IPv6 addresses count by /64, which one caller usually has whole.
// This machine's own are not counted: a proxy before the witness has them, and
// stands for everybody.
type callers struct {
	mu     sync.Mutex
	asking map[netip.Prefix]int
}

// enter takes a place for an address and port, and returns what gives it back;
// ok is false where the address has all of its own.
func (c *callers) enter(remote string) (leave func(), ok bool) {
	who, counted := caller(remote)
	if !counted {
		return func() {}, true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asking[who] >= eachAtOnce {
		return nil, false
	}
	if c.asking == nil {
		c.asking = map[netip.Prefix]int{}
	}
	c.asking[who]++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.asking[who]--; c.asking[who] == 0 {
			delete(c.asking, who)
		}
	}, true
}

func caller(remote string) (who netip.Prefix, counted bool) {
	a, err := netip.ParseAddrPort(remote)
	if err != nil || a.Addr().Unmap().IsLoopback() {
		return who, false
	}
	addr, bits := a.Addr().Unmap().WithZone(""), 32
	if addr.Is6() {
		bits = 64
	}
	who, err = addr.Prefix(bits)
	return who, err == nil
}
