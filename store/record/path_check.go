package record

import (
	"net/netip"
	"slices"
	"strings"
)

func (p Path) check() error {
	incident := p.Reason == "incident"
	_, err := netip.ParseAddr(p.Host)
	switch named := err != nil; {
	case !slices.Contains(PathReasons, p.Reason), incident != (p.Failed != 0), p.Failed > p.Round:
		return errorf("path for %q after round %d in round %d", p.Reason, p.Failed, p.Round)
	case p.Ended < p.Time, p.Host == "", len(p.Host) > maxName, p.More < 0:
		return errorf("path of host %.80q from %v to %v", p.Host, p.Time, p.Ended)
	case p.Addresses == nil, len(p.Addresses) > MaxPathAddresses, p.More > 0 && len(p.Addresses) < MaxPathAddresses:
		return errorf("path with %d addresses and %d more", len(p.Addresses), p.More)
	case (p.Fault != NoFault) != (len(p.Addresses) == 0):
		return errorf("path with %d addresses and fault %q", len(p.Addresses), p.Fault)
	case named != (p.Zone != nil), named != (p.Domain != nil), !named && !p.Aliases.none():
		return errorf("path of an address with what only a name has, or of a name without")
	case incident != (p.Trace != nil):
		return errorf("path for %q with a trace, or an incident's without", p.Reason)
	}
	return p.parts()
}

func (p Path) parts() error {
	for i, a := range p.Addresses {
		if !a.Address.IsValid() || a.Address.Is4In6() || a.Address.Zone() != "" || i > 0 && !p.Addresses[i-1].Address.Less(a.Address) {
			return errorf("address %v of a path", a.Address)
		}
		if err := first(a.Reverse.check(maxReverse), a.Origin.check(a.Address), a.Network.check(a.Address, p.Ended)); err != nil {
			return err
		}
	}
	err := first(p.Missed.check(), p.Aliases.check(MaxPathNames))
	if p.Zone != nil {
		err = first(err, p.Zone.check(p.Host), p.Domain.check(p.Host, p.Ended))
	}
	if p.Trace != nil {
		err = first(err, p.Trace.check())
	}
	return err
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (m Missed) check() error {
	if !m.Fault.known() && !slices.Contains(PathFaults, m.Fault) || m.Fault == NoFault && m.Detail != "" || !short(m.Detail) {
		return errorf("part of a path with fault %q, %.80q", m.Fault, m.Detail)
	}
	return nil
}

func (n PathNames) none() bool { return len(n.List) == 0 && n.Missed == Missed{} }

func (n PathNames) check(most int) error {
	if len(n.List) > most || n.Fault != NoFault && len(n.List) > 0 {
		return errorf("%d names with fault %q", len(n.List), n.Fault)
	}
	for _, s := range n.List {
		if s == "" || len(s) > maxName+6 || !printed(s) || s != strings.ToLower(s) { // a preference stands before
			return errorf("name %.80q in a path", s)
		}
	}
	return n.Missed.check()
}

func (o PathOrigin) check(a netip.Addr) error {
	missed := o.Fault != NoFault
	switch {
	case missed != (len(o.Systems) == 0), len(o.Systems) > maxReverse, missed && (o.Prefix.IsValid() || o.Country != "" || o.Registry != ""):
		return errorf("origin of %v with %d systems and fault %q", a, len(o.Systems), o.Fault)
	case o.Prefix.IsValid() && (o.Prefix != o.Prefix.Masked() || !o.Prefix.Contains(a)), !missed && !o.Prefix.IsValid():
		return errorf("origin of %v with the prefix %v", a, o.Prefix)
	}
	for i, s := range o.Systems {
		if !short(s.Name) || i > 0 && o.Systems[i-1].Number >= s.Number {
			return errorf("origin of %v from system %d", a, s.Number)
		}
	}
	if !short(o.Country, o.Registry) {
		return errorf("origin of %v in %.80q", a, o.Country)
	}
	return o.Missed.check()
}

func (n PathNetwork) check(a netip.Addr, ended Instant) error {
	learnt := n
	learnt.Missed, learnt.Server, learnt.Asked = Missed{}, "", 0
	switch {
	case n.Fault != NoFault && learnt != PathNetwork{}:
		return errorf("network of %v with fault %q", a, n.Fault)
	case n.Fault == NoFault && (!n.First.IsValid() || n.First.Compare(a) > 0 || n.Last.Compare(a) < 0 || n.First.BitLen() != a.BitLen() || n.Last.BitLen() != a.BitLen()):
		return errorf("network of %v from %v to %v", a, n.First, n.Last)
	case n.Fault == NoFault && n.Server == "", !askedBy(n.Server, n.Asked, ended):
		return errorf("network of %v asked at %v", a, n.Asked)
	case !short(n.Handle, n.Name, n.Country, n.Holder.Handle, n.Holder.Name):
		return errorf("network of %v with words too long", a)
	}
	return n.Missed.check()
}

func (z PathZone) check(host string) error {
	if (z.Fault != NoFault) != (z.Name == "") || z.Name != "" && !within(host, z.Name) {
		return errorf("zone %.80q of host %.80q", z.Name, host)
	}
	if z.Name == "" && !(z.Servers.none() && z.Mail.none()) {
		return errorf("servers of no zone")
	}
	return first(z.Missed.check(), z.Servers.check(MaxPathNames), z.Mail.check(MaxPathNames))
}

func (d PathDomain) check(host string, ended Instant) error {
	learnt := d
	learnt.Missed, learnt.Server, learnt.Asked = Missed{}, "", 0
	switch {
	case d.Fault != NoFault && learnt != PathDomain{}, d.Fault == NoFault && (d.Name == "" || d.Server == ""):
		return errorf("domain %.80q with fault %q", d.Name, d.Fault)
	case d.Name != "" && !within(host, d.Name), !askedBy(d.Server, d.Asked, ended):
		return errorf("domain %.80q of host %.80q asked at %v", d.Name, host, d.Asked)
	case !short(d.Registrar, d.RegistrarID, d.Holder.Handle, d.Holder.Name):
		return errorf("domain %.80q with words too long", d.Name)
	}
	return d.Missed.check()
}

func (t PathTrace) check() error {
	if (t.Fault == NoFault) != t.Address.IsValid() || t.Fault != NoFault && (t.Means != "" || len(t.Hops) > 0 || t.Reached) ||
		t.Fault == NoFault && t.Means != "udp" || len(t.Hops) > MaxPathHops || t.Reached && len(t.Hops) == 0 {
		return errorf("trace to %v with %d hops and fault %q", t.Address, len(t.Hops), t.Fault)
	}
	for i, h := range t.Hops {
		last := i == len(t.Hops)-1
		if h.TTL < 1 || h.TTL > MaxPathHops || i > 0 && t.Hops[i-1].TTL >= h.TTL || !h.Address.IsValid() || h.Took < 0 || (h.Address == t.Address) != (last && t.Reached) {
			return errorf("hop %d of a trace", h.TTL)
		}
	}
	return t.Missed.check()
}

// within reports whether a host is a zone, or lies under it. A host with
// letters beyond ASCII has another name in DNS, RFC 5891.
func within(host, zone string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	ascii := !strings.ContainsFunc(host, func(r rune) bool { return r >= 0x80 })
	return !ascii || host == zone || strings.HasSuffix(host, "."+zone)
}

// askedBy reports whether a registry was asked within a day before the end, or
// not at all.
func askedBy(server string, asked, ended Instant) bool {
	if server == "" || asked == 0 {
		return server == "" && asked == 0
	}
	const day = 24 * 3600 * 1000
	return len(server) <= maxName && printed(server) && asked <= ended && asked >= ended-day-600_000
}

func short(words ...string) bool {
	return !slices.ContainsFunc(words, func(s string) bool { return len(s) > maxPathText || !printed(s) })
}

// printed reports whether s has no control characters.
func printed(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' })
}
