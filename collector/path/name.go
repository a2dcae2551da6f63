package path

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"constat/collector/probe"
	"constat/store/record"
)

// A told record is a line of a DNS answer: name, type and data.
type told struct{ name, kind, data string }

// dns asks for the records of a name. With a fault there are none; a name that
// is not there has none either.
func (l *lookup) dns(name, kind string) (list []told, m record.Missed) {
	m = unasked
	for _, server := range l.Servers {
		r := probe.DNS(l.ctx, probe.Ask{Question: record.Question{Kind: "dns", URL: dnsURL(server, name, kind), Timeout: dnsTimeout.Milliseconds()}})
		a := r.Answer
		switch {
		case a.Fault != record.NoFault:
			m = missed(a.Fault, a.Detail)
			continue // perhaps the next one answers
		case a.Code != "NOERROR" && a.Code != "NXDOMAIN":
			return nil, missed(record.DNSFailure, a.Code)
		}
		return lines(a.Text), record.Missed{}
	}
	return nil, m
}

// dnsURL is the address of a question to a name server.
func dnsURL(server, name, kind string) string {
	host := server
	if a, err := netip.ParseAddr(server); err == nil && a.Is6() {
		host = "[" + server + "]"
	}
	u := url.URL{Scheme: "dns", Host: host, Path: "/" + strings.TrimSuffix(name, "."), RawQuery: "type=" + kind}
	return u.String()
}

func lines(text string) (list []told) {
	for line := range strings.Lines(text) {
		if f := strings.SplitN(strings.TrimRight(line, "\n"), " ", 3); len(f) == 3 {
			list = append(list, told{f[0], f[1], f[2]})
		}
	}
	return list
}

// dnsName is a name in the form that entries have.
func dnsName(s string) string { return clip(strings.TrimSuffix(strings.ToLower(s), ".")) }

// names takes the names of one type from an answer, in order, at most so many.
func names(list []told, kind string, most int, read func(string) string) (out []string) {
	for _, t := range list {
		if n := read(t.data); t.kind == kind && n != "" && len(n) <= 253 {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), most)]
}

// name learns what DNS says of a name beside its addresses.
func (l *lookup) name() {
	if _, err := netip.ParseAddr(l.entry.Host); err == nil {
		return
	}
	host, err := probe.ASCII(l.entry.Host)
	host = strings.ToLower(host)
	l.entry.Zone = &record.PathZone{}
	if z := l.entry.Zone; err != nil || !strings.Contains(host, ".") {
		l.entry.Aliases.Missed, z.Missed = unasked, unasked
		return
	}
	l.entry.Aliases = l.aliases(host)
	l.zone(host)
}

// aliases follows the CNAME records that lead to an address, RFC 1034 section 3.6.2.
func (l *lookup) aliases(host string) (n record.PathNames) {
	list, m := l.dns(host, "A")
	if n.Missed = m; m.Fault != record.NoFault {
		return n
	}
	for at, left := host+".", record.MaxPathNames; left > 0; left-- {
		i := slices.IndexFunc(list, func(t told) bool { return t.kind == "CNAME" && t.name == at })
		if i < 0 {
			break
		}
		at = strings.ToLower(list[i].data)
		if next := dnsName(at); next != "" && !slices.Contains(n.List, next) {
			n.List = append(n.List, next)
		}
	}
	return n
}

// zone finds the zone that a host lies in, the nearest above it that has a SOA
// record (RFC 1034 section 4.2), and its servers.
func (l *lookup) zone(host string) {
	z := l.entry.Zone
	for at, left := host, 8; left > 0 && strings.Contains(at, "."); left-- {
		list, m := l.dns(at, "SOA")
		if m.Fault != record.NoFault {
			z.Missed = m
			return
		}
		for _, t := range list {
			own := t.kind == "SOA" && t.name == at+"."
			if own || t.name == "authority" && (at+".") != t.kind && strings.HasSuffix("."+at+".", "."+t.kind) {
				z.Name = at
				if !own {
					z.Name = strings.TrimSuffix(t.kind, ".")
				}
			}
		}
		if z.Name != "" {
			break
		}
		_, at, _ = strings.Cut(at, ".")
	}
	if z.Name == "" {
		z.Missed = missed(record.PathAbsent, "")
		return
	}
	list, m := l.dns(z.Name, "NS")
	z.Servers = record.PathNames{List: names(list, "NS", record.MaxPathNames, dnsName), Missed: m}
	list, m = l.dns(z.Name, "MX")
	z.Mail = record.PathNames{List: names(list, "MX", record.MaxPathNames, dnsName), Missed: m}
}

// reverse learns the names of an address, RFC 1035 section 3.5.
func (l *lookup) reverse(a netip.Addr) record.PathNames {
	list, m := l.dns(backwards(a, "in-addr.arpa", "ip6.arpa"), "PTR")
	return record.PathNames{List: names(list, "PTR", 4, dnsName), Missed: m}
}

// backwards writes an address as a name: the last part first, under one of two
// domains (RFC 1035 section 3.5, RFC 3596 section 2.5).
func backwards(a netip.Addr, four, six string) string {
	var parts []string
	if a.Is4() {
		for _, b := range a.As4() {
			parts = append(parts, strconv.Itoa(int(b)))
		}
	} else {
		for _, b := range a.As16() {
			parts = append(parts, strconv.FormatUint(uint64(b>>4), 16), strconv.FormatUint(uint64(b&15), 16))
		}
		four = six
	}
	slices.Reverse(parts)
	return strings.Join(append(parts, four), ".")
}
