package record

import (
	"net/netip"
	"slices"
	"strings"
)

// reserved are the blocks of addresses that lead to no public place: of the
// registries of RFC 6890, those that are not globally reachable, and what
// carries an address of version 4 inside.
var reserved = func() (all []netip.Prefix) {
	for _, s := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
		"198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
		"::/96", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2002::/16", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
	} {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}()

var translated = netip.MustParsePrefix("64:ff9b::/96")

// Public reports whether an address is one that a stranger's word may lead to:
// not our own machine, its network, its neighbours or a cloud's metadata
// (RFC 1918, RFC 3927, RFC 4193, RFC 6598). One that is translated to version 4
// (RFC 6052) is what it is translated to; one that is tunnelled is not public.
func Public(a netip.Addr) bool {
	if a = a.Unmap().WithZone(""); !a.IsValid() {
		return false
	}
	if b := a.As16(); translated.Contains(a) {
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// privateNames are top-level domains that no public registry gives out: RFC 6761
// section 6.3, RFC 6762 section 3 and its appendix G, RFC 8375.
var privateNames = []string{"localhost", "local", "arpa", "internal", "intranet", "private", "corp", "home", "lan"}

// Outright reports whether a host names a place that may be private: an address,
// or a name of private networks alone.
func Outright(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil || PrivateName(host)
}

// PrivateName reports whether a host's name can only be that of a private
// network, so that whoever writes it down means an address of there.
func PrivateName(host string) bool {
	labels := strings.Split(strings.ToLower(strings.TrimSuffix(host, ".")), ".")
	top := labels[len(labels)-1]
	if top == "arpa" && (len(labels) < 3 || labels[len(labels)-2] != "home") {
		return false
	}
	return top != "" && (len(labels) == 1 || slices.Contains(privateNames, top))
}
