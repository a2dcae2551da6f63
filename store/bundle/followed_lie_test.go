package bundle

import (
	"net/netip"
	"strings"
	"testing"

	"constat/store/record"
)

// What a claimant can write of redirects, of versions of HTTP and of addresses
// that were asked whatever the name leads to.
var followedLies = []lie{
	{"a redirect that the question does not follow", Integrity, "entries", "more redirects than are followed", page(record.Answer{Status: 200, Hops: led("/fr")}, follows(0))},
	{"more redirects than the question follows", Integrity, "entries", "more redirects than are followed", page(record.Answer{Status: 200, Hops: led("/1", "/2", "/3")}, follows(2))},
	{"redirects in a circle", Integrity, "entries", "asked before", page(record.Answer{Status: 200, Hops: led("/1", "/2", "/1", "/2")}, follows(5))},
	{"a redirect from what was not asked", Integrity, "entries", "from what was not asked", page(record.Answer{Status: 200, Hops: []record.Hop{{URL: "https://shop.example/2", Status: 301, Peer: front, Location: "/1"}}}, follows(5))},
	{"a redirect to no address", Integrity, "entries", "no address", page(record.Answer{Status: 200, Hops: led("http://%zz/")}, follows(5))},
	{"a redirect said to be the answer", Integrity, "entries", "is its answer", page(moved("/fr", record.NoFault, ""), follows(5))},
	{"a redirect not followed for no reason", Integrity, "entries", "no known reason", page(moved("/fr", record.Unfollowed, "it was late"), follows(5))},
	{"a redirect not followed for another reason", Integrity, "entries", "is not why", page(moved("/fr", record.Unfollowed, "a redirect to what is no address"), follows(5))},
	{"a redirect not followed that never came", Integrity, "entries", "none came", page(record.Answer{Fault: record.Unfollowed, Status: 200, Detail: record.Unfollowing[0]}, follows(5))},
	{"a redirect not followed for a secret that is not there", Integrity, "entries", "is not why", page(moved("/fr", record.Unfollowed, record.ErrSecretInside.Error()), follows(5))},
	{"a public address refused", Integrity, "entries", "anyone may be led to", page(record.Answer{Fault: record.AddressRefused}, follows(5))},
	{"a public address refused to a port", Integrity, "entries", "anyone may be led to", reply("tcp://shop.example:22", record.Answer{Fault: record.AddressRefused, Peer: somewhere})},
	{"an address refused that was asked for outright", Integrity, "entries", "which is no name", reply("http://10.0.0.7/", record.Answer{Fault: record.AddressRefused, Peer: netip.MustParseAddrPort("10.0.0.7:80")}, follows(0))},
	{"a redirect from another address than was asked", Integrity, "entries", "redirect 1: 192.0.2.7 was reached where 198.51.100.1", page(record.Answer{Status: 200, Peer: pinnedTo, Hops: led("/fr")}, follows(5), at("198.51.100.1"))},
	{"another address than was to be asked", Integrity, "entries", "192.0.2.7 was reached where 198.51.100.1", page(record.Answer{Status: 200}, at("198.51.100.1"))},
	{"another port than was to be asked", Integrity, "entries", "port 443 was reached where 8443", page(record.Answer{Status: 200}, at("192.0.2.7:8443"))},
	{"another port of the page", Integrity, "entries", "port 21 was reached where 443", page(record.Answer{Status: 200, Peer: netip.MustParseAddrPort("192.0.2.7:21")})},
	{"a name lost that nobody looked up", Integrity, "entries", "which is no name", page(record.Answer{Fault: record.DNSNotFound}, at("192.0.2.7"))},
	{"an address in two forms", Integrity, "entries", "which is no address", page(record.Answer{Status: 200}, at("192.0.2.07"))},
	{"an address that is a name", Integrity, "entries", "which is no address", page(record.Answer{Status: 200}, at("origin.example"))},
	{"another port of a mail server", Integrity, "entries", "port 25 was reached where 2525", reply("smtp://mx.example", record.Answer{Peer: netip.MustParseAddrPort("192.0.2.7:25"), Proto: "SMTP", Status: 220, Text: "220 mx"}, at("192.0.2.7:2525"))},
	{"a version that was not offered", Integrity, "entries", "where it was not offered", page(record.Answer{Status: 200, Proto: "HTTP/2"})},
	{"a version without TLS", Integrity, "entries", "where it was not offered", reply("http://shop.example/", record.Answer{Status: 200, Proto: "HTTP/2", Peer: netip.MustParseAddrPort("192.0.2.7:80")}, func(q *record.Question) { q.HTTP = 2 })},
	{"a version that nobody knows", Integrity, "entries", "in a version 7", page(record.Answer{Status: 200}, func(q *record.Question) { q.HTTP = 7 })},
	{"words behind a GET", Integrity, "entries", "sends 3 bytes", page(record.Answer{Status: 200}, func(q *record.Question) { q.Method, q.Body = "GET", "q=1" })},
	{"words without end", Integrity, "entries", "sends 5000 bytes", page(record.Answer{Status: 200}, func(q *record.Question) { q.Method, q.Body = "POST", strings.Repeat("x", 5000) })},
	{"redirects without end", Integrity, "entries", "follows 11 redirects", page(record.Answer{Status: 200}, follows(11))},
	{"redirects of a port", Integrity, "entries", "parts of a question that is HTTP", reply("tcp://shop.example:22", record.Answer{Peer: somewhere}, follows(1))},
	{"a redirect from a port", Integrity, "entries", "parts of an answer that is HTTP", reply("tcp://shop.example:22", record.Answer{Peer: somewhere, Hops: led("/fr")})},
	{"TLS that no redirect came by", Integrity, "entries", "phase 2 took its time", reply("http://shop.example/", record.Answer{Status: 200, Proto: "HTTP/1.1", Peer: netip.MustParseAddrPort("192.0.2.7:80")}, tookIts(record.PhaseTLS))},
}

var (
	front    = netip.MustParseAddrPort("192.0.2.7:443")
	pinnedTo = netip.MustParseAddrPort("198.51.100.1:443")
)

// page has a page give an answer: see reply.
func page(a record.Answer, more ...any) func(*testing.T, *forge) []byte {
	return reply("https://shop.example/", fromFront(a), append(more, func(q *record.Question) {})...)
}

// fromFront gives an answer what it has of a page that came from front.
func fromFront(a record.Answer) record.Answer {
	if a.Status != 0 && a.Proto == "" {
		a.Proto = "HTTP/1.1"
	}
	if !a.Peer.IsValid() && a.Fault != record.DNSNotFound {
		a.Peer = front
	}
	return a
}

func follows(n int) func(*record.Question) { return func(q *record.Question) { q.Follow = n } }

func at(address string) func(*record.Question) {
	return func(q *record.Question) { q.Address = address }
}

func moved(to string, f record.Fault, why string) record.Answer {
	return record.Answer{Fault: f, Detail: why, Status: 302, Headers: []record.Header{{Name: "Location", Value: to}}}
}

// led are redirects from https://shop.example/ from one location to the next.
func led(locations ...string) (hops []record.Hop) {
	url := "https://shop.example/"
	for _, l := range locations {
		hops = append(hops, record.Hop{URL: url, Status: 302, Peer: front, Location: l})
		url = "https://shop.example" + l
	}
	return hops
}

// What honest vantages write of redirects and of addresses passes.
func TestRedirectsAndAddressesCanBe(t *testing.T) {
	private := netip.MustParseAddrPort("10.0.0.7:80")
	plain := []record.Hop{{URL: "http://shop.example/", Status: 301, Peer: netip.MustParseAddrPort("192.0.2.7:80"), Location: "https://shop.example/"}}
	for name, f := range map[string]func(*testing.T, *forge) []byte{
		"followed":               page(record.Answer{Status: 200, Hops: led("/fr", "/fr/")}, follows(5)),
		"not followed":           page(moved("/fr", record.NoFault, "")),
		"to TLS":                 reply("http://shop.example/", fromFront(record.Answer{Status: 200, Hops: plain}), follows(1), tookIts(record.PhaseTLS)),
		"to a server that is up": reply("http://shop.example/", fromFront(record.Answer{Fault: record.TCPRefused, Hops: plain}), follows(1), tookIts(record.PhaseBody)),
		"in a circle":            page(moved("/", record.Unfollowed, "a redirect to what was asked before"), follows(5)),
		"to a file":              page(moved("file:///etc/passwd", record.Unfollowed, "a redirect to what is neither http nor https"), follows(5)),
		"to a private address":   page(record.Answer{Fault: record.AddressRefused, Peer: private, Hops: led("http://10.0.0.7/")}, follows(5)),
		"a name that is private": reply("tcp://shop.example:80", record.Answer{Fault: record.AddressRefused, Peer: private}),
		"behind a front":         page(record.Answer{Status: 200, Peer: pinnedTo}, at("198.51.100.1")),
		"behind another port":    page(record.Answer{Status: 200, Peer: netip.MustParseAddrPort("[2001:db8::7]:8443")}, at("[2001:db8::7]:8443")),
		"led away from there":    page(record.Answer{Status: 200, Peer: front, Hops: []record.Hop{{URL: "https://shop.example/", Status: 302, Peer: pinnedTo, Location: "https://b.shop.example/"}}}, at("198.51.100.1"), follows(1)),
		"in version 2":           page(record.Answer{Status: 200, Proto: "HTTP/2"}, func(q *record.Question) { q.HTTP = 2 }),
		"in version 1 at last":   page(record.Answer{Status: 200}, func(q *record.Question) { q.HTTP = 2 }),
		"with words":             page(record.Answer{Status: 200}, func(q *record.Question) { q.Method, q.Body = "POST", "q=1" }),
		"at a mail server":       reply("smtp://mx.example", record.Answer{Peer: netip.MustParseAddrPort("192.0.2.7:2525"), Proto: "SMTP", Status: 220, Text: "220 mx"}, at("192.0.2.7:2525")),
	} {
		g := newForge(t)
		if b := verifyBytes(t, f(t, g), g.policy()); b.Verdict() != Proven {
			t.Errorf("%s: %s %+v", name, b.Verdict(), b.Checks)
		}
	}
}
