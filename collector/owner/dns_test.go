package owner

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"
)

const nameServers = "@ NS ns1.dns.example.\n@ NS ns2.dns.example.\n@ A 192.0.2.80\n@ A 198.51.100.80\n"

// dnsZone has the name servers' own addresses.
var dnsZone = "@ NS ns1\nns1 A 192.0.2.53\nns2 A 198.51.100.53\n"

// serve runs the two name servers with what stands in the zone at each.
func (d *desk) serve(one, two string) {
	d.t.Helper()
	named(d.t, d.lies[nsOne], map[string]string{"dns.example": dnsZone, d.c.Asset.Domain: nameServers + one})
	named(d.t, d.lies[nsTwo], map[string]string{"dns.example": dnsZone, d.c.Asset.Domain: nameServers + two})
}

func txt(name, token string) string { return name + " TXT \"" + token + "\"\n" }

// Real name servers, and all that a zone can answer.
func TestOnlyTheZonesOwnServersSayYes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		one, two func(d *desk) string
		want     Outcome
		why      Reason
	}{
		{"placed", placed, placed, Proven, ""},
		{"not placed", nothing, nothing, NotProven, Absent},
		{"at one server only", placed, nothing, Contradicted, AuthoritiesDiffer},
		{"another member's", others, others, NotProven, OtherToken},
		{"any name", wild, wild, NotProven, Wildcard},
		{"an alias of the host's", alias, alias, NotProven, Alias},
		{"other name servers at one resolver", placed, moved, Contradicted, ResolversDiffer},
		{"many records", crowd, crowd, Proven, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, "shop.example")
			d.serve(c.one(d), c.two(d))
			r := d.want(DNS, DNS, c.want, c.why)
			if r.Token != d.token() || len(r.Steps) < 3 && c.why != ResolversDiffer {
				t.Errorf("%+v", r)
			}
			if strings.Contains(steps(r), "Terre") {
				t.Error("the member's name is told")
			}
		})
	}
}

func placed(d *desk) string { return txt("_constat-challenge", d.token()) }
func nothing(*desk) string  { return "" }
func wild(d *desk) string   { return txt("*", d.token()) }
func alias(d *desk) string  { return "_constat-challenge CNAME other\n" + txt("other", d.token()) }
func moved(d *desk) string  { return "@ NS ns3.dns.example.\n" + placed(d) }
func crowd(d *desk) string  { return many(40) + placed(d) }
func others(d *desk) string {
	c := d.c
	c.Member++
	return txt("_constat-challenge", d.a.Key.Token(c))
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(txt("_constat-challenge", strings.Repeat(string(rune('a'+i%26)), 60+i)))
	}
	return b.String()
}

// A resolver that lies, or remembers, is found out by the zone's own servers.
func TestResolverAloneSaysNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	d.serve("", "")
	third := local(free(t))
	named(t, third, map[string]string{"dns.example": dnsZone, "shop.example": nameServers + placed(d)})
	d.a.Resolvers = []netip.AddrPort{third}
	d.want(DNS, DNS, Contradicted, ResolversDiffer)
}

// A resolver that can't be reached is no no; nor are name servers that don't answer.
func TestSilenceIsNoNo(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	d.serve(placed(d), placed(d))
	d.a.Resolvers = []netip.AddrPort{d.lies[nsOne], local(1)}
	d.want(DNS, DNS, Proven, "")
	d.lies[nsOne], d.lies[nsTwo] = local(1), local(1)
	d.want(DNS, DNS, Unreachable, NoAuthority)
	d.a.Resolvers = []netip.AddrPort{local(1)}
	d.want(DNS, DNS, Unreachable, NoAuthority)
	d.a.Resolvers = nil
	d.want(DNS, DNS, Unreachable, NoAuthority)
}

// A zone whose servers have private addresses gets no packet there.
func TestZoneLeadsToNoPrivateServer(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	inside := "@ NS ns1\nns1 A 127.0.0.1\nns1 A 169.254.169.254\nns2 A 10.0.0.1\nns2 AAAA ::1\n"
	for _, at := range []string{nsOne, nsTwo} {
		named(t, d.lies[at], map[string]string{"dns.example": inside, "shop.example": nameServers + placed(d)})
	}
	r := d.want(DNS, DNS, Unreachable, NoAuthority)
	for _, s := range r.Steps {
		if s.As == "authority" {
			t.Errorf("asked: %+v", s)
		}
	}
}

// Nameservers that answer for all names, lie about their authority, send rubbish or hang.
func TestHostileNameServers(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(d *desk, m *dns.Msg){
		"not its own authority": func(d *desk, m *dns.Msg) { m.Authoritative = false },
		"another name's record": func(d *desk, m *dns.Msg) { m.Answer[0].Header().Name = "other.example." },
		"another question":      func(d *desk, m *dns.Msg) { m.Question[0].Name = "other.example." },
		"no success":            func(d *desk, m *dns.Msg) { m.Rcode = dns.RcodeServerFailure },
		"another number":        func(d *desk, m *dns.Msg) { m.Id++ },
		"any name":              func(d *desk, m *dns.Msg) { m.Answer[0].Header().Name = m.Question[0].Name },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, "shop.example")
			conn, err := net.ListenPacket("udp", d.lies[nsOne].String())
			if err != nil {
				t.Fatal(err)
			}
			server := &dns.Server{PacketConn: conn, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
				m := new(dns.Msg).SetReply(q)
				m.Authoritative = true
				switch q.Question[0].Qtype {
				case dns.TypeNS:
					m.Answer = append(m.Answer, &dns.NS{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeNS, Class: dns.ClassINET}, Ns: "ns1.dns.example."})
				case dns.TypeA:
					m.Answer = append(m.Answer, &dns.A{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: net.IPv4(192, 0, 2, 53)})
				case dns.TypeTXT:
					m.Answer = append(m.Answer, &dns.TXT{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeTXT, Class: dns.ClassINET}, Txt: []string{d.token()}})
					answer(d, m)
				}
				_ = w.WriteMsg(m)
			})}
			go server.ActivateAndServe()
			t.Cleanup(func() { _ = server.Shutdown() })
			d.a.Resolvers = d.a.Resolvers[:1]
			ctx, cancel := context.WithTimeout(context.Background(), 8*time.Second)
			defer cancel()
			if r := d.a.Try(ctx, d.c, DNS); r.Result == Proven {
				t.Errorf("proven:\n%s", steps(r))
			}
		})
	}
}
