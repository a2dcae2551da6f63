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
	var err error
	for range ports {
		port := firstPort + nextPort.Add(1)%ports
		at := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), uint16(port))
		var l net.Listener
		if l, err = net.Listen("tcp4", at.String()); err == nil {
			return l, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, err
		}
	}
	return nil, err
}
