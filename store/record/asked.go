package record

import (
	"net/netip"
	"strings"
)

// An Asked says in what a diagnostic attempt differed from the question of its
// target. Exactly one of its fields is set.
type Asked struct {
	Family   int            // 4 or 6: addresses of this family alone
	Resolver netip.AddrPort // this name server was asked for the address
	Address  netip.AddrPort // this address was asked, whatever the name leads to
}

// String gives the form that stands in [Answer.Asked]: "family 6", "resolver
// 192.0.2.53:53", "address 192.0.2.7:443"; empty for the question itself.
func (a Asked) String() string {
	switch {
	case a.Family != 0:
		return "family " + string(rune('0'+a.Family))
	case a.Resolver.IsValid():
		return "resolver " + a.Resolver.String()
	case a.Address.IsValid():
		return "address " + a.Address.String()
	}
	return ""
}

// ParseAsked reads what String writes and nothing else.
func ParseAsked(s string) (a Asked, err error) {
	word, rest, _ := strings.Cut(s, " ")
	switch word {
	case "family":
		if rest == "4" || rest == "6" {
			a.Family = int(rest[0] - '0')
		}
	case "resolver":
		a.Resolver, err = netip.ParseAddrPort(rest)
	case "address":
		a.Address, err = netip.ParseAddrPort(rest)
	}
	for _, p := range []netip.AddrPort{a.Resolver, a.Address} {
		if p.Addr().Is4In6() || p.Addr().Zone() != "" {
			return Asked{}, errorf("asked %.80q", s)
		}
	}
	if err != nil || s == "" || a.String() != s {
		return Asked{}, errorf("asked %.80q", s)
	}
	return a, nil
}
