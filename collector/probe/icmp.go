package probe

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"net"
	"net/netip"
	"os"
	"syscall"

	"golang.org/x/net/icmp"
	"golang.org/x/net/ipv4"
	"golang.org/x/net/ipv6"

	"constat/store/record"
)

// ICMP asks a host for an echo, RFC 792 and RFC 4443 section 4. It needs no
// special right where the kernel lets the user ask. An echo may be lost on its
// way, so the same one is sent again after each third of the time.
func ICMP(ctx context.Context, a Ask) Result {
	return put(ctx, a, func(ctx context.Context, c *call) error {
		if err := c.find(ctx); err != nil {
			return err
		}
		address := c.result.Answer.Peer.Addr()
		conn, err := echoSocket(address)
		if err != nil {
			return unreachable(err)
		}
		defer conn.Close()
		defer bound(ctx, conn)()
		c.first(record.PhaseFirstByte)
		cookie := append([]byte("constat "), make([]byte, 8)...)
		_, _ = rand.Read(cookie[8:]) // it never fails
		packed, err := echo(address, cookie)
		if err != nil {
			return notAsked{err}
		}
		if _, err := conn.Write(packed); err != nil {
			return refusedEcho(err)
		}
		defer again(ctx, c.ask.Question, func() { _, _ = conn.Write(packed) })()
		c.result.Answer.Proto = "ICMP"
		return c.awaitEcho(conn, address, cookie)
	})
}

func echo(to netip.Addr, cookie []byte) ([]byte, error) {
	m := icmp.Message{Type: ipv4.ICMPTypeEcho, Body: &icmp.Echo{ID: os.Getpid() & 0xffff, Seq: 1, Data: cookie}}
	if to.Is6() {
		m.Type = ipv6.ICMPTypeEchoRequest
	}
	return m.Marshal(nil) // the kernel adds the sum for version 6
}

// awaitEcho waits for what brings the cookie back.
func (c *call) awaitEcho(conn net.Conn, from netip.Addr, cookie []byte) error {
	number, wanted := 1, icmp.Type(ipv4.ICMPTypeEchoReply) // of the protocol
	if from.Is6() {
		number, wanted = 58, ipv6.ICMPTypeEchoReply
	}
	for b := make([]byte, 1500); ; {
		n, err := readEcho(conn, b)
		switch {
		case err != nil && isTimeout(err):
			return faulty{record.ICMPTimeout, "timeout"}
		case err != nil:
			return refusedEcho(err)
		}
		m, err := icmp.ParseMessage(number, b[:n])
		if err != nil || m.Type != wanted {
			continue
		}
		if e, ok := m.Body.(*icmp.Echo); ok && bytes.Equal(e.Data, cookie) {
			return nil
		}
	}
}

// readEcho leaves the head of an IP packet away, which only raw sockets show.
func readEcho(conn net.Conn, b []byte) (int, error) {
	if raw, ok := conn.(*net.IPConn); ok {
		n, _, err := raw.ReadFrom(b)
		return n, err
	}
	return conn.Read(b)
}

// echoSocket opens one for echoes, connected, so that the kernel tells what the
// way answers: as any user if that is allowed, else as who may send anything.
func echoSocket(to netip.Addr) (net.Conn, error) {
	conn, err := userSocket(to)
	if !errors.Is(err, syscall.EACCES) && !errors.Is(err, syscall.EPERM) {
		return conn, err
	}
	network := "ip4:icmp"
	if to.Is6() {
		network = "ip6:ipv6-icmp"
	}
	raw, err := net.Dial(network, to.String())
	if errors.Is(err, syscall.EACCES) || errors.Is(err, syscall.EPERM) {
		return nil, notAsked{errors.New("echoes are not permitted; put the group of constat into net.ipv4.ping_group_range, or give it CAP_NET_RAW")}
	}
	return raw, err
}

func userSocket(to netip.Addr) (net.Conn, error) {
	family, protocol := syscall.AF_INET, syscall.IPPROTO_ICMP
	var where syscall.Sockaddr
	if to.Is6() {
		family, protocol, where = syscall.AF_INET6, syscall.IPPROTO_ICMPV6, &syscall.SockaddrInet6{Addr: to.As16()}
	} else {
		where = &syscall.SockaddrInet4{Addr: to.As4()}
	}
	fd, err := syscall.Socket(family, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC|syscall.SOCK_NONBLOCK, protocol)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	file := os.NewFile(uintptr(fd), "echo")
	defer file.Close()
	if err := syscall.Connect(fd, where); err != nil {
		return nil, os.NewSyscallError("connect", err)
	}
	return net.FileConn(file)
}

// refusedEcho names what the way says of a host, RFC 1122 section 3.2.2.1.
func refusedEcho(err error) error {
	if errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETUNREACH) {
		return faulty{record.ICMPRefused, "host unreachable"}
	}
	return unreachable(err)
}
