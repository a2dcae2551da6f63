package path

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"constat/store/record"
)

// trace follows the way to the address that was asked, or else the first one,
// after a failure; otherwise it is nil.
func (l *lookup) trace(w Wanted) *record.PathTrace {
	if w.Reason != "incident" {
		return nil
	}
	to := w.Peer.Addr().Unmap().WithZone("")
	if !to.IsValid() && len(l.entry.Addresses) > 0 {
		to = l.entry.Addresses[0].Address
	}
	if !to.IsValid() {
		return &record.PathTrace{Missed: unasked}
	}
	ctx, cancel := context.WithTimeout(l.ctx, traceTimeout)
	defer cancel()
	t := trace(ctx, to)
	return &t
}

// trace sends one datagram for each number of steps from 1 to 30, and another
// where none is answered within half of the time, and listens for who on the way
// says that it went no further (RFC 792, RFC 4443 section 3.3). The kernel hands
// these words to the socket that sent, so that no right is needed.
func trace(ctx context.Context, to netip.Addr) record.PathTrace {
	hops := make([]*hop, record.MaxPathHops)
	var all sync.WaitGroup
	ctx, over := context.WithCancelCause(ctx)
	defer over(nil)
	for i := range hops {
		h := &hop{ttl: i + 1, to: to}
		hops[i] = h
		all.Go(func() {
			if err := h.ask(ctx); err != nil {
				over(err)
			}
		})
		// Routers answer so many a second and no more; a way is mostly short.
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
		if ctx.Err() != nil || i > 0 && hops[i-1].reached() {
			hops = hops[:i+1]
			break
		}
	}
	go func() { all.Wait(); over(nil) }()
	settled(ctx, hops)
	over(nil)
	all.Wait()
	if refused, ok := errors.AsType[refusal](context.Cause(ctx)); ok {
		return record.PathTrace{Missed: missed(record.Local, words(refused.error))}
	}
	return way(to, hops)
}

// settled waits until the address itself has answered and all nearer hops had
// their time, or there is no more.
func settled(ctx context.Context, hops []*hop) {
	for tick := time.NewTicker(10 * time.Millisecond); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
		whole := false
		for _, h := range hops {
			from, _ := h.answer()
			if whole = from == h.to; whole || !from.IsValid() {
				break
			}
		}
		if whole {
			tick.Stop()
			return
		}
	}
}

// way puts the answers together: up to the address itself, each once.
func way(to netip.Addr, hops []*hop) record.PathTrace {
	t := record.PathTrace{Address: to, Means: "udp"}
	for _, h := range hops {
		from, took := h.answer()
		if !from.IsValid() {
			continue
		}
		t.Hops = append(t.Hops, record.PathHop{TTL: h.ttl, Address: from, Took: took.Microseconds()})
		if from == to {
			t.Reached = true
			break
		}
	}
	return t
}

// A hop is who answers a datagram that may go so many steps.
type hop struct {
	ttl int
	to  netip.Addr

	mu   sync.Mutex
	from netip.Addr
	took time.Duration
}

func (h *hop) answer() (netip.Addr, time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.from, h.took
}

func (h *hop) reached() bool {
	from, _ := h.answer()
	return from == h.to
}

// A refusal is the kernel's, or the network's, to let us ask at all.
type refusal struct{ error }

// words are the kernel's own, without ports or addresses.
func words(err error) string {
	if e, ok := errors.AsType[unix.Errno](err); ok {
		return e.Error()
	}
	return err.Error()
}

// firstPort is where nobody listens, by the custom of traceroute.
const firstPort = 33434

func (h *hop) ask(ctx context.Context) error {
	conn, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(netip.AddrPortFrom(h.to, uint16(firstPort+h.ttl))))
	if err != nil {
		return refusal{err}
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })()
	raw, err := conn.SyscallConn()
	if err != nil {
		return refusal{err}
	}
	if err := h.prepare(raw); err != nil {
		return refusal{err}
	}
	sent := time.Now()
	if _, err := conn.Write([]byte("constat " + strconv.Itoa(h.ttl))); err != nil {
		return refusal{err}
	}
	again := time.AfterFunc(traceTimeout/2, func() { _, _ = conn.Write([]byte("constat")) })
	defer again.Stop()
	if from, err := h.listen(raw); err == nil && from.IsValid() {
		h.mu.Lock()
		h.from, h.took = from.Unmap().WithZone(""), time.Since(sent)
		h.mu.Unlock()
	}
	return nil
}

// prepare sets how far a datagram may go, and has errors told with who says them.
func (h *hop) prepare(raw control) (err error) {
	failed := raw.Control(func(fd uintptr) {
		if h.to.Is4() {
			err = errors.Join(unix.SetsockoptInt(int(fd), unix.IPPROTO_IP, unix.IP_TTL, h.ttl), unix.SetsockoptInt(int(fd), unix.IPPROTO_IP, unix.IP_RECVERR, 1))
			return
		}
		err = errors.Join(unix.SetsockoptInt(int(fd), unix.IPPROTO_IPV6, unix.IPV6_UNICAST_HOPS, h.ttl), unix.SetsockoptInt(int(fd), unix.IPPROTO_IPV6, unix.IPV6_RECVERR, 1))
	})
	return errors.Join(failed, err)
}

type control interface {
	Control(func(uintptr)) error
	Read(func(uintptr) bool) error
}

// listen waits for the first word of ICMP. An answer by the address itself, that
// somebody listens there after all, is one too.
func (h *hop) listen(raw control) (from netip.Addr, err error) {
	p, oob := make([]byte, 64), make([]byte, 512)
	failed := raw.Read(func(fd uintptr) bool {
		var n int
		_, n, _, _, err = unix.Recvmsg(int(fd), p, oob, unix.MSG_ERRQUEUE|unix.MSG_DONTWAIT)
		if err == nil {
			from = offender(oob[:n])
			return from.IsValid()
		}
		if _, _, err = unix.Recvfrom(int(fd), p, unix.MSG_DONTWAIT); err == nil {
			from = h.to
			return true
		}
		return !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EHOSTUNREACH) && !errors.Is(err, unix.ECONNREFUSED)
	})
	return from, errors.Join(failed, err)
}
