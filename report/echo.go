package report

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"constat/store/record"
)

// What services told of a vantage's address, as far as it shows something: two
// URLs of one service are one service, and neither a service next door nor an
// address that is no public one says how the vantage is seen from outside.

// shared is space that carriers share among their customers (RFC 6598).
var shared = netip.MustParsePrefix("100.64.0.0/10")

// public reports whether an address can be that of a machine on the Internet.
func public(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsValid() && a.IsGlobalUnicast() && !a.IsPrivate() && !shared.Contains(a)
}

// serviceOf is who answers at the URL of an echo service: the last two labels
// of its name, so that two names of one firm are one service, or its address.
// ok is false for a service that is not out on the Internet.
func serviceOf(service string) (name string, ok bool) {
	u, err := url.Parse(service)
	if err != nil {
		return "", false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		return a.Unmap().WithZone("").String(), public(a)
	}
	labels := strings.Split(host, ".")
	if len(labels) < 2 || slices.Contains([]string{"localhost", "local", "internal", "lan", "home", "arpa"}, labels[len(labels)-1]) {
		return "", false
	}
	return strings.Join(labels[len(labels)-2:], "."), true
}

// outside are the echoes of a description that services on the Internet told.
func outside(w record.Watch) []record.Echo {
	return slices.DeleteFunc(slices.Clone(w.Network.Echoes), func(e record.Echo) bool {
		_, ok := serviceOf(e.Service)
		return !ok
	})
}

// publicly reports whether e told a public address from outside.
func publicly(e record.Echo) bool {
	_, ok := serviceOf(e.Service)
	a, err := netip.ParseAddr(e.Address)
	return ok && err == nil && public(a)
}

// echoes returns the public addresses that two services or more told alike,
// and those that they told differently, at one time and in one family of
// addresses.
func (c checking) echoes() (agree, differ []string) {
	for _, i := range c.list {
		told := map[bool][]record.Echo{} // IPv4 or not
		for _, e := range outside(i.Watch) {
			if a, err := netip.ParseAddr(e.Address); err == nil {
				told[a.Is4()] = append(told[a.Is4()], e)
			}
		}
		for _, list := range told {
			var once []string
			for _, e := range list {
				once = append(once, e.Address)
			}
			slices.Sort(once)
			once = slices.Compact(once)
			switch {
			case len(once) > 1:
				differ = append(differ, once...)
			case services(list) > 1 && publicly(list[0]):
				agree = append(agree, once...)
			}
		}
	}
	slices.Sort(agree)
	slices.Sort(differ)
	return slices.Compact(agree), slices.Compact(differ)
}

// services counts who told: those that show one certificate are one.
func services(list []record.Echo) int {
	var names []string
	var shown []record.Hash
	for _, e := range list {
		name, _ := serviceOf(e.Service)
		if slices.Contains(names, name) || !e.Certificate.IsZero() && slices.Contains(shown, e.Certificate) {
			continue
		}
		names, shown = append(names, name), append(shown, e.Certificate)
	}
	return len(names)
}

// indoors are the addresses that show nothing of how the vantage is seen from
// outside.
func (c checking) indoors() []string {
	return c.every(func(w record.Watch) (out []string) {
		for _, e := range w.Network.Echoes {
			if e.Address != "" && !publicly(e) {
				out = append(out, e.Address)
			}
		}
		return out
	})
}
