package bundle

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

// What a claimant can write of targets that are no pages.
var kindLies = []lie{
	{"a page's address asked of a port", Integrity, "entries", `kind "tcp" at an address "https"`, reply("https://shop.example/", record.Answer{}, func(q *record.Question) { q.Kind = "tcp" })},
	{"a kind that nobody knows", Integrity, "entries", `kind "gopher"`, reply("gopher://shop.example/", record.Answer{}, func(q *record.Question) { q.Kind = "gopher" })},
	{"a port asked by POST", Integrity, "entries", "parts of a question that is HTTP", reply("tcp://shop.example:22", record.Answer{}, func(q *record.Question) { q.Method = "POST" })},
	{"a status of a port", Integrity, "entries", "an answer of tcp does not have", reply("tcp://shop.example:22", record.Answer{Status: 200, Peer: somewhere})},
	{"words of a port", Integrity, "entries", "an answer of tcp does not have", reply("tcp://shop.example:22", record.Answer{Text: "hello", Peer: somewhere})},
	{"a page of a port", Integrity, "entries", "parts of an answer that is HTTP", reply("tcp://shop.example:22", record.Answer{Body: record.Hash{1}, Size: 1, Peer: somewhere})},
	{"a certificate of a port", Integrity, "entries", "a certificate where none", reply("tcp://shop.example:22", record.Answer{Certificate: record.Hash{1}, Peer: somewhere})},
	{"a port that speaks late", Integrity, "entries", "answer-timeout, which tcp does not meet", reply("tcp://shop.example:22", record.Answer{Fault: record.AnswerTimeout, Peer: somewhere})},
	{"a port reached nowhere", Integrity, "entries", "an answer from nowhere", reply("tcp://shop.example:22", record.Answer{})},
	{"a port that took time to speak", Integrity, "entries", "phase 3 took its time", reply("tcp://shop.example:22", record.Answer{Peer: somewhere}, tookIts(record.PhaseFirstByte))},
	{"a handshake without its chain", Integrity, "entries", "an answer of tls without its words", reply("tls://shop.example", record.Answer{Certificate: record.Hash{1}, Peer: somewhere, Proto: "TLS 1.3"})},
	{"a handshake without a certificate", Integrity, "entries", "over TLS without a certificate", reply("tls://shop.example", record.Answer{Text: "0 subject CN=x", Peer: somewhere, Proto: "TLS 1.3"})},
	{"a page's protocol in a handshake", Integrity, "entries", "an answer of tls does not have", reply("tls://shop.example", record.Answer{Text: "0 subject CN=x", Certificate: record.Hash{1}, Peer: somewhere, Proto: "HTTP/1.1"})},
	{"an expired certificate after the handshake", Integrity, "entries", "phase 3 took its time", reply("tls://shop.example", record.Answer{Fault: record.TLSExpired, Certificate: record.Hash{1}, Peer: somewhere}, tookIts(record.PhaseFirstByte))},
	{"a name server without a code", Integrity, "entries", "an answer of dns without its words", reply("dns://192.0.2.53/shop.example?type=MX", record.Answer{Peer: somewhere, Proto: "DNS/UDP"})},
	{"a name server over TLS", Integrity, "entries", "phase 2 took its time", reply("dns://192.0.2.53/shop.example", record.Answer{Peer: somewhere, Proto: "DNS/UDP", Code: "NOERROR"}, tookIts(record.PhaseTLS))},
	{"a name server that fell silent in no time", Integrity, "entries", "dns-timeout after", reply("dns://192.0.2.53/shop.example", record.Answer{Peer: somewhere, Fault: record.DNSTimeout}, tookIts(record.PhaseFirstByte))},
	{"a name gone that is said to be there", Integrity, "entries", `is said to be 't' of code "NXDOMAIN"`, reply("dns://192.0.2.53/shop.example", record.Answer{Peer: somewhere, Proto: "DNS/UDP", Code: "NXDOMAIN", Conditions: "t"},
		func(q *record.Question) { q.Conditions = []string{"[DNS_RCODE] == NOERROR"} })},
	{"a mail server without a status", Integrity, "entries", "an answer of smtp without its words", reply("smtp://mx.example", record.Answer{Peer: somewhere, Proto: "SMTP", Code: "2.1.5", Text: "220 mx"})},
	{"a mail server over the wrong TLS", Integrity, "entries", "an answer over TLS without", reply("smtps://mx.example", record.Answer{Peer: somewhere, Proto: "SMTP", Status: 250, Text: "220 mx"})},
	{"a mail store that counts", Integrity, "entries", "an answer of imap does not have", reply("imap://mx.example", record.Answer{Peer: somewhere, Proto: "IMAP", Status: 250, Code: "OK", Text: "OK"})},
	{"a mail store that speaks HTTP", Integrity, "entries", "an answer of pop3 does not have", reply("pop3://mx.example", record.Answer{Peer: somewhere, Proto: "HTTP/1.1", Code: "+OK", Text: "+OK"})},
	{"a login without a banner", Integrity, "entries", "an answer of ssh without its words", reply("ssh://shop.example", record.Answer{Peer: somewhere, Proto: "SSH"})},
	{"a login over TLS", Integrity, "entries", "a certificate where none", reply("ssh://shop.example", record.Answer{Peer: somewhere, Proto: "SSH", Text: "SSH-2.0-x", Certificate: record.Hash{1}})},
	{"silence in no time", Integrity, "entries", "answer-timeout after", reply("imap://mx.example", record.Answer{Peer: somewhere, Fault: record.AnswerTimeout}, tookIts(record.PhaseFirstByte))},
	{"an echo with a certificate", Integrity, "entries", "a certificate where none", reply("icmp://shop.example", record.Answer{Peer: somewhere, Proto: "ICMP", Certificate: record.Hash{1}})},
	{"an echo lost in no time", Integrity, "entries", "icmp-timeout after", reply("icmp://shop.example", record.Answer{Peer: somewhere, Fault: record.ICMPTimeout}, tookIts(record.PhaseFirstByte))},
	{"an echo in no time at all", Integrity, "entries", "in no time at all", reply("icmp://shop.example", record.Answer{Peer: somewhere, Proto: "ICMP"})},
	{"a port opened in no time at all", Integrity, "entries", "in no time at all", reply("tcp://shop.example:22", record.Answer{Peer: somewhere})},
	{"an echo refused by TCP", Integrity, "entries", "tcp-refused, which icmp does not meet", reply("icmp://shop.example", record.Answer{Peer: somewhere, Fault: record.TCPRefused, Detail: "connection refused"})},
	{"an echo ended in order", Integrity, "entries", "tcp-closed, which icmp does not meet", reply("icmp://shop.example", record.Answer{Peer: somewhere, Fault: record.TCPClosed, Detail: "EOF"})},
	{"a port that ended in order", Integrity, "entries", "tcp-closed, which tcp does not meet", reply("tcp://shop.example:22", record.Answer{Peer: somewhere, Fault: record.TCPClosed, Detail: "EOF"})},
	{"words of one's own", Integrity, "entries", "with the words", reply("imap://mx.example", record.Answer{Peer: somewhere, Fault: record.AnswerTimeout, Detail: "the provider admitted it"})},
	{"words of a fault that was not", Integrity, "entries", "where there is none", reply("tcp://shop.example:22", record.Answer{Peer: somewhere, Detail: "slow"}, tookIts(record.PhaseConnect))},
	{"too many words", Integrity, "entries", "bytes of words", reply("tcp://shop.example:22", record.Answer{Peer: somewhere, Fault: record.TCPRefused, Detail: strings.Repeat("no ", 99)}, tookIts(record.PhaseConnect))},
	{"a socket without a status", Integrity, "entries", "an answer of ws without its words", reply("ws://shop.example/", record.Answer{Peer: somewhere, Proto: "HTTP/1.1"})},
	{"a registry without a status", Integrity, "entries", "an answer of rdap without its words", reply("rdap://shop.example", record.Answer{Peer: somewhere, Proto: "RDAP"})},
	{"a refusal that no door speaks", Integrity, "entries", `a code "Too many connections`, reply("ssh://shop.example", record.Answer{Peer: somewhere, Proto: "SSH", Code: "Too many connections"})},
	{"a banner that is none", Integrity, "entries", "does not begin with SSH-", reply("ssh://shop.example", record.Answer{Peer: somewhere, Proto: "SSH", Text: "hello"})},
	{"an RCODE that nobody knows", Integrity, "entries", `a code "GONE"`, reply("dns://192.0.2.53/shop.example", record.Answer{Peer: somewhere, Proto: "DNS/UDP", Code: "GONE"})},
	{"records of a name that is gone", Integrity, "entries", "said not to be there", reply("dns://192.0.2.53/shop.example", record.Answer{Peer: somewhere, Proto: "DNS/UDP", Code: "NXDOMAIN", Text: "shop.example. A 192.0.2.1"})},
	{"a reply that was not said", Integrity, "entries", "a reply 552 that was not said", reply("smtp://mx.example?rcpt=a@mx.example", record.Answer{Peer: somewhere, Proto: "SMTP", Status: 552, Text: "220 mx\nEHLO 250 mx\nRCPT 250 ok"})},
	{"a code that was not said", Integrity, "entries", "a reply 550 5.1.1 that was not said", reply("smtp://mx.example?rcpt=a@mx.example", record.Answer{Peer: somewhere, Proto: "SMTP", Status: 550, Code: "5.1.1", Text: "220 mx\nRCPT 550 5.7.1 no"})},
	{"a code of another class", Integrity, "entries", "code 5.1.1 of status 250", reply("smtp://mx.example", record.Answer{Peer: somewhere, Proto: "SMTP", Status: 250, Code: "5.1.1", Text: "220 mx"})},
	{"a status of no reply", Integrity, "entries", "status 999", reply("smtp://mx.example", record.Answer{Peer: somewhere, Proto: "SMTP", Status: 999, Text: "999 x"})},
	{"a code of one's own", Integrity, "entries", `a code "lost"`, reply("smtp://mx.example", record.Answer{Peer: somewhere, Proto: "SMTP", Status: 550, Code: "lost", Text: "550 5.7.1 no"})},
	{"a store that crashed", Integrity, "entries", `a code "CRASHED"`, reply("imap://mx.example", record.Answer{Peer: somewhere, Proto: "IMAP", Code: "CRASHED", Text: "BYE"})},
	{"a store that said something else", Integrity, "entries", "of a greeting that does not have it", reply("imap://mx.example", record.Answer{Peer: somewhere, Proto: "IMAP", Code: "BYE [UNAVAILABLE]", Text: "BYE too many"})},
	{"a socket opened by 200", Integrity, "entries", "status 200 of a socket", reply("ws://shop.example/", record.Answer{Peer: somewhere, Proto: "HTTP/1.1", Status: 200})},
	{"a domain that is there and gone", Integrity, "entries", "status 404 of a registry", reply("rdap://shop.example", record.Answer{Peer: somewhere, Proto: "RDAP", Status: 404, Text: "domain shop.example"})},
	{"a domain without words", Integrity, "entries", "status 200 of a registry", reply("rdap://shop.example", record.Answer{Peer: somewhere, Proto: "RDAP", Status: 200})},
	{"another port", Integrity, "entries", "port 22 was reached where 443 was asked", reply("tcp://shop.example:443", record.Answer{Peer: netip.MustParseAddrPort("192.0.2.8:22")})},
	{"another host", Integrity, "entries", "192.0.2.8 was reached where 198.51.100.1", reply("tcp://198.51.100.1:22", record.Answer{Peer: netip.MustParseAddrPort("192.0.2.8:22")})},
	{"a certificate that nobody minded", Integrity, "entries", "where nobody minds the certificate", reply("smtp://mx.example", record.Answer{Peer: somewhere, Proto: "SMTP", Status: 220, Fault: record.TLSExpired, Certificate: record.Hash{1}, Text: "220 mx"})},
	{"a certificate that was never asked for", Integrity, "entries", "tls-name, which imap does not meet", reply("imap://mx.example?starttls=never", record.Answer{Peer: somewhere, Fault: record.TLSName, Certificate: record.Hash{1}})},
	{"TLS that was never asked for", Integrity, "entries", "phase 2 took its time", reply("imap://mx.example?starttls=never", record.Answer{Peer: somewhere, Proto: "IMAP", Code: "OK", Text: "OK"}, tookIts(record.PhaseTLS))},
	{"an address without a name", Integrity, "entries", "of an address that is no name", reply("dns://192.0.2.53/shop.example", record.Answer{Fault: record.DNSNotFound})},
	{"a text of a page", Integrity, "entries", "parts of an answer that is not HTTP", impossible(func(a *record.Answer) { a.Text = "hello" })},
	{"an echo of a page", Integrity, "entries", "parts of an answer that is not HTTP", impossible(func(a *record.Answer) { *a = record.Answer{Fault: record.ICMPTimeout} })},
}

var somewhere = netip.MustParseAddrPort("192.0.2.7:22")

// tookIts has a question take a millisecond in a phase.
type tookIts int

// reply has a target of another kind give an answer: to a question put as more
// edits it, in phases that more names.
func reply(url string, a record.Answer, more ...any) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) { f.story().reply(url, a, more...) })
}

func (f *forge) reply(address string, a record.Answer, more ...any) {
	var o record.Observation
	f.reenter("shop", func(t *record.Target) {
		t.Question = record.Question{Kind: record.SchemeKind(schemeOf(address)), URL: address, Timeout: 15000}
		for _, m := range more {
			if edit, ok := m.(func(*record.Question)); ok {
				edit(&t.Question)
			}
		}
	})
	for _, m := range more {
		if phase, ok := m.(tookIts); ok {
			o.Timing[phase] = record.StepOf(time.Millisecond)
		}
	}
	if a.Peer == somewhere { // as it was asked
		a.Peer = asAsked(address)
	}
	n := f.named["shop"]
	o.Round, o.Answer = roundAt(180), f.answer(a)
	f.add(record.Segment{Link: f.link(n.chain), Target: n.leaf, Observations: []record.Observation{o}})
	f.seal(morning.Add(4 * time.Hour))
}

// asAsked is whom a question reaches.
func asAsked(raw string) netip.AddrPort {
	u, _ := url.Parse(raw)
	port, _ := strconv.ParseUint(u.Port(), 10, 16)
	if port == 0 {
		port = uint64(ports[u.Scheme])
	}
	address, err := netip.ParseAddr(u.Hostname())
	if err != nil {
		address = somewhere.Addr()
	}
	return netip.AddrPortFrom(address, uint16(port))
}

// TestAnswersOfEveryKindCanBe holds that what honest vantages write passes.
func TestAnswersOfEveryKindCanBe(t *testing.T) {
	for _, c := range []struct {
		url    string
		answer record.Answer
		phases []any
	}{
		{"tcp://shop.example:22", record.Answer{Peer: somewhere}, []any{tookIts(record.PhaseDNS), tookIts(record.PhaseConnect)}},
		{"tcp://shop.example:22", record.Answer{Fault: record.TCPReset, Peer: somewhere}, []any{tookIts(record.PhaseConnect)}},
		{"imap://mx.example", record.Answer{Fault: record.TCPClosed, Detail: "EOF", Peer: somewhere}, []any{tookIts(record.PhaseConnect), tookIts(record.PhaseFirstByte)}},
		{"tls://shop.example", record.Answer{Fault: record.TCPClosed, Detail: "EOF", Peer: somewhere}, []any{tookIts(record.PhaseTLS)}},
		{"tls://shop.example", record.Answer{Peer: somewhere, Proto: "TLS 1.3", Certificate: record.Hash{1}, Text: "0 subject CN=x"}, []any{tookIts(record.PhaseTLS)}},
		{"tls://shop.example", record.Answer{Peer: somewhere, Fault: record.TLSName, Certificate: record.Hash{1}, Text: "0 subject CN=x"}, []any{tookIts(record.PhaseTLS)}},
		{"dns://192.0.2.53/shop.example", record.Answer{Peer: somewhere, Proto: "DNS/TCP", Code: "NOERROR", Text: "shop.example. A 192.0.2.1"}, []any{tookIts(record.PhaseFirstByte), tookIts(record.PhaseConnect), tookIts(record.PhaseBody)}},
		{"dns://192.0.2.53/shop.example", record.Answer{Peer: somewhere, Proto: "DNS/UDP", Code: "REFUSED"}, []any{tookIts(record.PhaseFirstByte)}},
		{"dns://192.0.2.53/shop.example", record.Answer{Peer: somewhere, Fault: record.ICMPRefused}, []any{tookIts(record.PhaseFirstByte)}},
		{"dns://ns.shop.example/shop.example", record.Answer{Fault: record.DNSTimeout}, []any{tookIts(record.PhaseDNS)}},
		{"smtp://mx.example?rcpt=postmaster@mx.example", record.Answer{Peer: somewhere, Proto: "SMTP", Status: 550, Code: "5.1.1", Certificate: record.Hash{1}, Text: "220 mx\nRCPT 550 5.1.1 no\n0 sha256 x"}, []any{tookIts(record.PhaseFirstByte), tookIts(record.PhaseTLS), tookIts(record.PhaseBody)}},
		{"smtp://mx.example?starttls=always", record.Answer{Peer: somewhere, Proto: "SMTP", Status: 220, Fault: record.TLSExpired, Certificate: record.Hash{1}, Text: "220 mx"}, []any{tookIts(record.PhaseFirstByte), tookIts(record.PhaseTLS), tookIts(record.PhaseBody)}},
		{"pop3s://mx.example", record.Answer{Peer: somewhere, Proto: "POP3", Code: "+OK", Certificate: record.Hash{1}, Text: "+OK"}, []any{tookIts(record.PhaseTLS), tookIts(record.PhaseFirstByte)}},
		{"ssh://shop.example", record.Answer{Peer: somewhere, Proto: "SSH", Code: "Exceeded MaxStartups"}, []any{tookIts(record.PhaseFirstByte)}},
		{"ssh://shop.example", record.Answer{Peer: somewhere, Proto: "SSH", Code: "closed"}, []any{tookIts(record.PhaseFirstByte)}},
		{"imap://mx.example", record.Answer{Peer: somewhere, Proto: "IMAP", Code: "BYE [UNAVAILABLE]", Text: "BYE [UNAVAILABLE] later"}, []any{tookIts(record.PhaseFirstByte)}},
		{"imap://mx.example", record.Answer{Peer: somewhere, Fault: record.TLSExpired, Proto: "IMAP", Code: "OK", Certificate: record.Hash{1}, Text: "OK"}, []any{tookIts(record.PhaseFirstByte), tookIts(record.PhaseTLS)}},
		{"dns://192.0.2.53/gone.shop.example", record.Answer{Peer: somewhere, Proto: "DNS/UDP", Code: "NXDOMAIN", Text: "gone.shop.example. CNAME lost.shop.example."}, []any{tookIts(record.PhaseFirstByte)}},
		{"dns://192.0.2.53/shop.example", record.Answer{Peer: somewhere, Proto: "DNS/UDP", Code: "NOERROR", Text: "authority shop.example. SOA"}, []any{tookIts(record.PhaseFirstByte)}},
		{"tcp://[::ffff:192.0.2.9]:22", record.Answer{Peer: netip.MustParseAddrPort("192.0.2.9:22")}, []any{tookIts(record.PhaseConnect)}},
		{"ws://shop.example/x", record.Answer{Peer: somewhere, Proto: "HTTP/1.1", Status: 403}, []any{tookIts(record.PhaseFirstByte)}},
		{"icmp://shop.example", record.Answer{Peer: somewhere, Proto: "ICMP"}, []any{tookIts(record.PhaseFirstByte)}},
		{"wss://shop.example/x", record.Answer{Peer: somewhere, Proto: "HTTP/1.1", Status: 101, Certificate: record.Hash{1}, Text: "0 subject CN=x"}, []any{tookIts(record.PhaseTLS), tookIts(record.PhaseBody)}},
		{"ws://shop.example/x", record.Answer{Peer: somewhere, Fault: record.AnswerProtocol, Proto: "HTTP/1.1", Status: 200}, []any{tookIts(record.PhaseFirstByte)}},
		{"rdap://shop.example", record.Answer{Peer: somewhere, Proto: "RDAP", Status: 200, Certificate: record.Hash{1}, Text: "domain shop.example"}, []any{tookIts(record.PhaseTLS), tookIts(record.PhaseBody)}},
		{"rdap://shop.example", record.Answer{Peer: somewhere, Proto: "RDAP", Status: 404}, []any{tookIts(record.PhaseFirstByte)}},
	} {
		f := newForge(t)
		b := verifyBytes(t, lied(func(f *forge) { f.story().reply(c.url, c.answer, c.phases...) })(t, f), f.policy())
		if b.Verdict() != Proven {
			t.Errorf("%s, %+v: %s %+v", c.url, c.answer, b.Verdict(), b.Checks)
		}
	}
}
