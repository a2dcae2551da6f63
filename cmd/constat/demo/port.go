package demo

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"sync/atomic"
	"syscall"
)

// Ports are taken from below those that systems hand out to outgoing
// connections (32768 on Linux, 49152 by IANA), so that nobody takes one while
// its site refuses.
const (
	firstPort = 20000
	ports     = 12000
)

// nextPort begins elsewhere in each process, so that two demonstrations on one
// machine keep out of each other's way.
var nextPort = func() *atomic.Uint32 {
	var n atomic.Uint32
	n.Store(uint32(os.Getpid()) * 61)
	return &n
}()

// listen takes a free port of 127.0.0.1.
func listen() (net.Listener, error) {
	return onFreePort(func(address string) (net.Listener, error) { return net.Listen("tcp4", address) })
}

// listenPacket takes a free UDP port of 127.0.0.1.
func listenPacket() (net.PacketConn, error) {
	return onFreePort(func(address string) (net.PacketConn, error) { return net.ListenPacket("udp4", address) })
}

// onFreePort opens what it can on 127.0.0.1, passing over ports that are taken.
func onFreePort[T any](open func(address string) (T, error)) (opened T, err error) {
	for range ports {
		port := firstPort + nextPort.Add(1)%ports
		at := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), uint16(port))
		if opened, err = open(at.String()); !errors.Is(err, syscall.EADDRINUSE) {
			break
		}
	}
	return opened, err
}
