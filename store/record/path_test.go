package record

import (
	"net/netip"
	"strings"
	"testing"
)

// wholePath is a path with every part, some learnt and some not.
func wholePath(link Link, now Instant) Path {
	near, far := netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("2001:db8::7")
	return Path{Link: link, Time: now, Ended: now + 4711, Round: 17_953_166_450, Reason: "incident", Failed: 17_953_166_440, Host: "shop.terreciel.example",
		Aliases: PathNames{List: []string{"cloud.reseller.example"}},
		Addresses: []PathAddress{
			{Address: near, Reverse: PathNames{List: []string{"web7.host.example"}},
				Origin: PathOrigin{Systems: []PathSystem{{64500, "HOST-AS"}, {64501, ""}}, Prefix: netip.MustParsePrefix("192.0.2.0/24"), Country: "CA", Registry: "arin"},
				Network: PathNetwork{Handle: "NET-192-0-2-0-1", Name: "HOST-NET", First: netip.MustParseAddr("192.0.2.0"), Last: netip.MustParseAddr("192.0.2.255"), Country: "CA",
					Holder: PathHolder{"HOST-1", "Hébergement Exemple inc."}, Server: "https://rdap.example/", Asked: now - 3600_000}},
			{Address: far, Reverse: PathNames{Missed: Missed{DNSTimeout, "timeout"}}, Origin: PathOrigin{Missed: Missed{PathAbsent, ""}},
				Network: PathNetwork{Missed: Missed{TCPRefused, "connection refused"}, Server: "https://rdap.example/", Asked: now}},
		},
		Zone: &PathZone{Name: "terreciel.example", Servers: PathNames{List: []string{"ns1.dns.example", "ns2.dns.example"}}, Mail: PathNames{List: []string{"10 mx.terreciel.example"}}},
		Domain: &PathDomain{Name: "terreciel.example", Registrar: "Registraire inc.", RegistrarID: "9999", Holder: PathHolder{Name: "Terre Ciel inc."},
			Server: "https://rdap.example/", Asked: now},
		Trace: &PathTrace{Address: near, Means: "udp", Hops: []PathHop{{1, netip.MustParseAddr("198.51.100.1"), 812}, {3, near, 10_400}}, Reached: true},
	}
}

func TestPathsRefuseWhatCannotBe(t *testing.T) {
	for name, edit := range map[string]func(*Path){
		"reason":                    func(p *Path) { p.Reason = "whim" },
		"incident without failure":  func(p *Path) { p.Failed = 0 },
		"failure after its path":    func(p *Path) { p.Failed = p.Round + 1 },
		"ended before it began":     func(p *Path) { p.Ended = p.Time - 1 },
		"no host":                   func(p *Path) { p.Host = "" },
		"address and fault":         func(p *Path) { p.Fault = DNSNotFound },
		"neither":                   func(p *Path) { p.Addresses = []PathAddress{} },
		"null addresses":            func(p *Path) { p.Addresses, p.Fault = nil, DNSNotFound },
		"addresses out of order":    func(p *Path) { p.Addresses[0], p.Addresses[1] = p.Addresses[1], p.Addresses[0] },
		"an address twice":          func(p *Path) { p.Addresses[1].Address = p.Addresses[0].Address },
		"more of few":               func(p *Path) { p.More = 1 },
		"unknown fault":             func(p *Path) { p.Addresses[1].Reverse.Fault = "path-cosmic" },
		"detail without fault":      func(p *Path) { p.Detail = "x" },
		"long detail":               func(p *Path) { p.Addresses[1].Reverse.Detail = strings.Repeat("x", 129) },
		"names and a fault":         func(p *Path) { p.Addresses[0].Reverse.Fault = DNSTimeout },
		"name in capitals":          func(p *Path) { p.Aliases.List[0] = "Cloud.example" },
		"name on two lines":         func(p *Path) { p.Aliases.List[0] = "a\nb" },
		"too many reverse names":    func(p *Path) { p.Addresses[0].Reverse.List = strings.Split(strings.Repeat("a ", 5), " ")[:5] },
		"origin elsewhere":          func(p *Path) { p.Addresses[0].Origin.Prefix = netip.MustParsePrefix("198.51.100.0/24") },
		"origin with host bits":     func(p *Path) { p.Addresses[0].Origin.Prefix = netip.MustParsePrefix("192.0.2.7/24") },
		"origin without prefix":     func(p *Path) { p.Addresses[0].Origin.Prefix = netip.Prefix{} },
		"systems out of order":      func(p *Path) { p.Addresses[0].Origin.Systems[1].Number = 1 },
		"origin and fault":          func(p *Path) { p.Addresses[0].Origin.Fault = PathAbsent },
		"network elsewhere":         func(p *Path) { p.Addresses[0].Network.Last = netip.MustParseAddr("192.0.2.6") },
		"network of two kinds":      func(p *Path) { p.Addresses[0].Network.Last = netip.MustParseAddr("2001:db8::") },
		"network by nobody":         func(p *Path) { p.Addresses[0].Network.Server, p.Addresses[0].Network.Asked = "", 0 },
		"network and fault":         func(p *Path) { p.Addresses[0].Network.Fault = PathAbsent },
		"network asked afterwards":  func(p *Path) { p.Addresses[0].Network.Asked = p.Ended + 1 },
		"network asked long before": func(p *Path) { p.Addresses[0].Network.Asked = p.Ended - 2*24*3600_000 },
		"holder in two lines":       func(p *Path) { p.Addresses[0].Network.Holder.Name = "a\nb" },
		"zone of another host":      func(p *Path) { p.Zone.Name = "ciel.example" },
		"zone without a name":       func(p *Path) { p.Zone.Name = "" },
		"servers of no zone":        func(p *Path) { p.Zone.Name, p.Zone.Fault = "", DNSTimeout },
		"no zone":                   func(p *Path) { p.Zone = nil },
		"domain of another host":    func(p *Path) { p.Domain.Name = "example.org" },
		"domain and fault":          func(p *Path) { p.Domain.Fault = PathAbsent },
		"domain without a name":     func(p *Path) { p.Domain.Name = "" },
		"no trace":                  func(p *Path) { p.Trace = nil },
		"trace without incident":    func(p *Path) { p.Reason, p.Failed = "daily", 0 },
		"trace by carrier pigeon":   func(p *Path) { p.Trace.Means = "pigeon" },
		"trace and fault":           func(p *Path) { p.Trace.Fault = Local },
		"hops out of order":         func(p *Path) { p.Trace.Hops[0].TTL = 4 },
		"hop past the bound":        func(p *Path) { p.Trace.Hops[1].TTL = 31 },
		"reached by another":        func(p *Path) { p.Trace.Hops[1].Address = p.Trace.Hops[0].Address },
		"not reached, and yet":      func(p *Path) { p.Trace.Reached = false },
		"an address with a zone":    func(p *Path) { p.Host = "192.0.2.7"; p.Aliases = PathNames{} },
	} {
		p := wholePath(Link{}, 1_795_316_645_123)
		edit(&p)
		if _, err := Encode(p); err == nil {
			t.Errorf("%s: encoded", name)
		}
	}
}

// The largest path that its bounds allow is a leaf.
func TestLargestPathIsALeaf(t *testing.T) {
	p := wholePath(Link{}, 1_795_316_645_123)
	word, name := strings.Repeat("x", maxPathText), strings.Repeat("y", maxName)
	var names []string
	for range MaxPathNames {
		names = append(names, name)
	}
	a := p.Addresses[0]
	a.Reverse.List = names[:maxReverse]
	a.Origin.Systems = nil
	for n := range uint32(maxReverse) {
		a.Origin.Systems = append(a.Origin.Systems, PathSystem{4_294_967_290 + n, word})
	}
	a.Origin.Country, a.Origin.Registry = word, word
	a.Network.Handle, a.Network.Name, a.Network.Country, a.Network.Holder, a.Network.Server = word, word, word, PathHolder{word, word}, name
	p.Addresses, p.More = nil, 1
	for n := range byte(MaxPathAddresses) {
		a.Address = netip.AddrFrom4([4]byte{192, 0, 2, n})
		p.Addresses = append(p.Addresses, a)
	}
	p.Aliases.List, p.Zone.Servers.List, p.Zone.Mail.List = names, names, names
	p.Trace = &PathTrace{Missed: Missed{Local, word}}
	leaf, err := Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", len(leaf))
}
