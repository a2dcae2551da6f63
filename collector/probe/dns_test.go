package probe

import (
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/miekg/dns"

	"constat/store/record"
)

const zone = `$TTL 300
@       SOA ns hostmaster 2026112200 3600 600 86400 300
@       NS  ns
ns      A   127.0.0.1
@       A   192.0.2.2
@       A   192.0.2.1
@       MX  20 mx2
@       MX  10 mx1
www     CNAME @
@       TXT "v=spf1 -all" "Réservez"
empty   TXT "nothing else"
lent    NS  ns.elsewhere.example.
%s`

// bind runs a real name server that holds shop.example.
func bind(t *testing.T) int {
	t.Helper()
	named, dir, port := installed(t, "named"), t.TempDir(), freePort(t)
	var long strings.Builder
	for n := range 40 {
		fmt.Fprintf(&long, "long TXT \"%s%d\"\n", strings.Repeat("x", 100), n)
	}
	write(t, dir, map[string]string{
		"zone":   fmt.Sprintf(zone, long.String()),
		"broken": "this is no zone\n",
		"named.conf": fmt.Sprintf(`options { directory "%[1]s"; pid-file "%[1]s/pid"; session-keyfile "%[1]s/key"; managed-keys-directory "%[1]s";
	listen-on port %[2]d { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; };
controls {};
zone "shop.example" { type primary; file "zone"; };
zone "broken.example" { type primary; file "broken"; };
`, dir, port),
	})
	start(t, port, named, "-g", "-n", "1", "-c", dir+"/named.conf")
	return port
}

func TestBINDAnswers(t *testing.T) {
	server := fmt.Sprint("dns://127.0.0.1:", bind(t), "/")
	for _, c := range []struct {
		what, code, text, conditions string
		ask                          []string
	}{
		{"shop.example", "NOERROR", "shop.example. A 192.0.2.1\nshop.example. A 192.0.2.2", "ttt", []string{"[DNS_RCODE] == NOERROR", "[BODY] == pat(*192.0.2.2)", "[CONNECTED] == true"}},
		{"SHOP.example.?type=mx", "NOERROR", "shop.example. MX 10 mx1.shop.example.\nshop.example. MX 20 mx2.shop.example.", "", nil},
		{"www.shop.example?type=A", "NOERROR", "shop.example. A 192.0.2.1\nshop.example. A 192.0.2.2\nwww.shop.example. CNAME shop.example.", "f", []string{"[BODY] == pat(*CNAME*)"}},
		{"shop.example?type=TXT", "NOERROR", `shop.example. TXT "v=spf1 -all" "R\195\169servez"`, "", nil},
		{"empty.shop.example?type=A", "NOERROR", "authority shop.example. SOA", "t", []string{"len([BODY]) == 0"}},
		{"below.lent.shop.example?type=A", "NOERROR", "", "t", []string{"len([BODY]) == 0"}}, // sent elsewhere
		{"gone.shop.example", "NXDOMAIN", "", "tf", []string{"[DNS_RCODE] == NXDOMAIN", "[DNS_RCODE] == NOERROR"}},
		{"broken.example", "SERVFAIL", "", "", nil},
		{"elsewhere.example", "REFUSED", "", "", nil},
	} {
		r := ask(t, asked(server+c.what, c.ask...))
		want(t, r, record.NoFault, 0)
		reached(t, r, "F")
		if a := r.Answer; a.Code != c.code || a.Text != c.text || a.Conditions != c.conditions || a.Proto != "DNS/UDP" {
			t.Errorf("%s: answer %+v", c.what, a)
		}
	}
	r := ask(t, asked(server+"long.shop.example?type=TXT"))
	want(t, r, record.NoFault, 0)
	reached(t, r, "CFB")
	if a := r.Answer; a.Proto != "DNS/TCP" || strings.Count(a.Text, "\n") != 39 {
		t.Errorf("answer %+v", a)
	}
}

func TestNameServersFailInTheirOwnWay(t *testing.T) {
	serve := func(answer func(m *dns.Msg) []byte) string {
		c, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		go func() {
			for b := make([]byte, 1500); ; {
				n, from, err := c.ReadFrom(b)
				if err != nil {
					return
				}
				m := new(dns.Msg)
				if m.Unpack(b[:n]) == nil {
					c.WriteTo(answer(m), from)
				}
			}
		}()
		return c.LocalAddr().String()
	}
	packed := func(m *dns.Msg, edit func(*dns.Msg)) []byte {
		r := new(dns.Msg).SetReply(m)
		edit(r)
		b, _ := r.Pack()
		return b
	}
	silent, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { silent.Close() })
	asks := 0
	for _, c := range []struct {
		why, address string
		fault        record.Fault
		code         string
	}{
		{"nobody there", closed(t), record.ICMPRefused, ""},
		{"silent", silent.LocalAddr().String(), record.DNSTimeout, ""},
		{"noise", serve(func(*dns.Msg) []byte { return []byte("\xff\xfe not DNS") }), record.AnswerProtocol, ""},
		{"another's answer", serve(func(m *dns.Msg) []byte { return packed(m, func(r *dns.Msg) { r.Id++ }) }), record.AnswerProtocol, ""},
		{"records of a name that is gone", serve(func(m *dns.Msg) []byte {
			return packed(m, func(r *dns.Msg) {
				r.Rcode = dns.RcodeNameError
				r.Answer = append(r.Answer, &dns.A{Hdr: dns.RR_Header{Name: m.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: net.IPv4(192, 0, 2, 1)})
			})
		}), record.AnswerProtocol, ""},
		{"to another question", serve(func(m *dns.Msg) []byte { return packed(m, func(r *dns.Msg) { r.Question[0].Name = "x.example." }) }), record.AnswerProtocol, ""},
		{"truncated, and no TCP", serve(func(m *dns.Msg) []byte { return packed(m, func(r *dns.Msg) { r.Truncated = true }) }), record.TCPRefused, ""},
		{"the first datagram lost", serve(func(m *dns.Msg) []byte {
			if asks++; asks == 1 {
				return nil
			}
			return packed(m, func(*dns.Msg) {})
		}), record.NoFault, "NOERROR"},
		{"a code without a name", serve(func(m *dns.Msg) []byte { return packed(m, func(r *dns.Msg) { r.Rcode = 13 }) }), record.NoFault, "RCODE13"},
	} {
		q := asked("dns://" + c.address + "/shop.example")
		q.Timeout = 600
		r := ask(t, q)
		want(t, r, c.fault, 0)
		if r.Answer.Code != c.code || !r.Answer.Peer.IsValid() {
			t.Errorf("%s: answer %+v", c.why, r.Answer)
		}
	}
	for _, url := range []string{"dns://127.0.0.1", "dns://127.0.0.1/", "dns://127.0.0.1/a..b", "dns://127.0.0.1/a?type=AXFR", "dns://127.0.0.1/a?type=ANY", "dns://127.0.0.1/a?type=X"} {
		want(t, ask(t, asked(url)), record.Local, 0)
	}
}
