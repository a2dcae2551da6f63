package path

import (
	"encoding/binary"
	"net/netip"

	"golang.org/x/sys/unix"
)

// offender reads, from what comes with an error, who on the way said it: struct
// sock_extended_err of linux/errqueue.h, after which his address stands. What
// this machine itself says is nobody's.
func offender(oob []byte) netip.Addr {
	list, err := unix.ParseSocketControlMessage(oob)
	if err != nil {
		return netip.Addr{}
	}
	for _, m := range list {
		ours := m.Header.Level == unix.IPPROTO_IP && m.Header.Type == unix.IP_RECVERR || m.Header.Level == unix.IPPROTO_IPV6 && m.Header.Type == unix.IPV6_RECVERR
		const size = 16
		if !ours || len(m.Data) < size+2 {
			continue
		}
		origin, who := m.Data[4], m.Data[size:]
		switch family := binary.NativeEndian.Uint16(who); {
		case origin == unix.SO_EE_ORIGIN_ICMP && family == unix.AF_INET && len(who) >= 8:
			return netip.AddrFrom4([4]byte(who[4:8]))
		case origin == unix.SO_EE_ORIGIN_ICMP6 && family == unix.AF_INET6 && len(who) >= 24:
			return netip.AddrFrom16([16]byte(who[8:24]))
		}
	}
	return netip.Addr{}
}
