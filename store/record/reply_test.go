package record

import (
	"encoding/hex"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Answers of the kinds that are no pages, and the question of one, as they
// were written once.
func TestReplyVectors(t *testing.T) {
	peer := netip.MustParseAddrPort("192.0.2.53:53")
	for name, b := range map[string][]byte{
		"question-smtp":      encodeJSON(Question{Kind: "smtp", URL: "smtp://mx.terreciel.example/?rcpt=postmaster@terreciel.example", Timeout: 15000, Conditions: []string{"[STATUS] == 250"}}),
		"question-auth":      encodeJSON(Question{Kind: "http", URL: "https://terreciel.example/members", Method: "GET", Auth: "basic", Timeout: 15000, BodyLimit: 1 << 20}),
		"question-statement": encodeJSON(Question{Kind: AskStatement, URL: "https://status.example/history.atom", Method: "GET", Timeout: 15000, BodyLimit: 4 << 20, Matter: MatterStatus}),
		"answer-dns":         Answer{Peer: peer, Proto: "DNS/UDP", Code: "NOERROR", Conditions: "t", Text: "terreciel.example. A 192.0.2.1\nterreciel.example. A 192.0.2.2"}.Encode(),
		"question-page":      encodeJSON(Question{Kind: "http", URL: "https://terreciel.example/", Method: "POST", Timeout: 15000, BodyLimit: 1 << 20, Follow: 5, HTTP: 2, Body: "q=1", Address: "192.0.2.7:8443"}),
		"answer-hops": Answer{Peer: peer, Proto: "HTTP/2", Status: 200, Conditions: "t", Body: Sum(nil),
			Hops: []Hop{{URL: "http://terreciel.example/", Status: 301, Peer: peer, Location: "https://terreciel.example/"}, {URL: "https://terreciel.example/", Status: 302, Peer: peer, Location: "/fr/"}}}.Encode(),
		"answer-smtp": Answer{Peer: peer, Proto: "SMTP", Status: 550, Code: "5.1.1", Certificate: Sum([]byte("der")), Expires: 1_795_316_645_000,
			Text: "220 mx.terreciel.example ESMTP\nRCPT 550 5.1.1 <x>: \"unknown\" \ufffd"}.Encode(),
		"answer-asked": Answer{Proto: "HTTP/1.1", Status: 200, Peer: peer, Asked: "resolver [2001:db8::53]:53"}.Encode(),
		"answer-echo":  Answer{Fault: ICMPTimeout, Detail: "timeout", Peer: netip.AddrPortFrom(peer.Addr(), 0)}.Encode(),
	} {
		file := filepath.Join("testdata", name+".hex")
		if _, err := os.Stat(file); os.IsNotExist(err) && os.Getenv("CONSTAT_WRITE_VECTORS") != "" {
			if err := os.WriteFile(file, []byte(hex.Dump(b)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if hex.Dump(b) != string(want) {
			t.Errorf("%s no longer encodes as its vector:\n%s", name, b)
		}
		if a, err := DecodeAnswer(b); strings.HasPrefix(name, "answer") && (err != nil || string(a.Encode()) != string(b)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnswersAreBounded(t *testing.T) {
	for _, a := range []Answer{{Text: strings.Repeat("x", MaxText+1)}, {Code: strings.Repeat("x", 65)}, {Fault: "gone"}, {Asked: "twice"}, {Asked: "family 5"}, {Asked: "resolver 192.0.2.53"}, {Asked: "address [::ffff:192.0.2.7]:443"}} {
		if _, err := DecodeAnswer(a.Encode()); err == nil {
			t.Errorf("%.80s was read", a.Encode())
		}
	}
}
