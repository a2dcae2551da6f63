package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	own "constat/collector/owner"
	"constat/store/registry"
)

// nameServer answers for shop.example: its own servers, its address, and the records given.
func nameServer(t *testing.T, txt map[string]string) netip.AddrPort {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &dns.Server{PacketConn: conn, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m, name := new(dns.Msg).SetReply(q), q.Question[0].Name
		m.Authoritative = true
		head := dns.RR_Header{Name: name, Rrtype: q.Question[0].Qtype, Class: dns.ClassINET}
		switch {
		case head.Rrtype == dns.TypeNS && name == "shop.example.":
			m.Answer = []dns.RR{&dns.NS{Hdr: head, Ns: "ns1.dns.example."}}
		case head.Rrtype == dns.TypeA:
			m.Answer = []dns.RR{&dns.A{Hdr: head, A: net.IPv4(192, 0, 2, 53)}}
		case head.Rrtype == dns.TypeTXT && txt[name] != "":
			m.Answer = []dns.RR{&dns.TXT{Hdr: head, Txt: []string{txt[name]}}}
		}
		_ = w.WriteMsg(m)
	})}
	go s.ActivateAndServe()
	t.Cleanup(func() { _ = s.Shutdown() })
	return netip.MustParseAddrPort(conn.LocalAddr().String())
}

// A site is asked for from the register, and what comes of it is kept for counsel alone.
func TestClaimCheckAsksAndKeeps(t *testing.T) {
	d := newClaimDesk(t)
	d.file("shop.json", `{"name_or_legal_name": "Élodie Planté", "assets": [{"domain": "shop.example"}, {"domain": "10.0.0.1"}]}`)
	d.run(0, "new", "whc", "--recipient", d.public)
	d.run(0, "add", "whc", d.path("shop.json"))
	key, _, err := own.ReadKey(d.path("claims/whc/owner.key"))
	if err != nil {
		t.Fatal(err)
	}
	asset, err := own.ParseAsset("shop.example")
	if err != nil {
		t.Fatal(err)
	}
	token := key.Token(own.Challenge{Claim: "whc", Member: 1, Asset: asset})
	server := nameServer(t, map[string]string{"_constat-challenge.shop.example.": token})
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "shop.example" && r.URL.Path == own.FilePath {
			fmt.Fprintln(w, token)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(site.Close)

	check := func(args ...string) (string, string) {
		var out, complaints bytes.Buffer
		c := &claimCommand{stdout: &out, stderr: &complaints, lang: "en", dir: d.path("claims"), identity: d.path("key.txt")}
		c.checking = claimChecking{ways: []string{"dns", "file"}, resolvers: []string{server.String()}}
		c.checking.instead = func(at netip.AddrPort) netip.AddrPort {
			switch at.Port() {
			case 53:
				return server
			case 80:
				return netip.MustParseAddrPort(site.Listener.Addr().String())
			}
			return netip.MustParseAddrPort("127.0.0.1:1")
		}
		if status := c.check(context.Background(), []string{"whc"}); status != 0 {
			t.Errorf("status %d: %s", status, complaints.String())
		}
		return out.String(), complaints.String()
	}
	out, complaints := check()
	d.has(out, "Member 1, shop.example, DNS record: shown.", "Weight: control of the name.", "Whoever placed this record could", "the zone's server (192.0.2.53:53): TXT _constat-challenge.shop.example → the token",
		"Member 1, shop.example, file on the site (in clear): shown.", "control (192.0.2.53:80)")
	d.has(complaints, "member 1, site 2: an address is not a name")
	if strings.Contains(complaints, "10.0.0.1") {
		t.Error("what a member wrote is told")
	}
	check() // what is as before is not kept again

	identity, err := os.ReadFile(d.path("key.txt"))
	if err != nil {
		t.Fatal(err)
	}
	claim, err := registry.Open(d.path("claims"), "whc")
	if err != nil {
		t.Fatal(err)
	}
	files, err := claim.Files(bytes.NewReader(identity))
	if err != nil || len(files) != 1 || len(files[0].Notes) != 2 {
		t.Fatalf("%v %+v", err, files)
	}
	var r own.Result
	if err := json.Unmarshal(files[0].Notes[0].Body, &r); err != nil || r.Way != own.DNS || r.Result != own.Proven || r.Token != token || len(r.Steps) < 4 {
		t.Errorf("%v %+v", err, r)
	}
	out, _ = d.run(0, "check", "whc", "--identity", d.path("key.txt"), "--show", "--json")
	d.has(out, `"way": "dns"`, `"result": "proven"`, `"weight": "control"`)
	walk(t, d.path("claims"), "shop.example", "Planté")
}

// walk looks for words in all that stands in a folder.
func walk(t *testing.T, dir string, words ...string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) {
				t.Errorf("%s holds %q", path, w)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A voucher that counsel read is looked at: who, which file, what it said.
func TestClaimCheckNotesAReading(t *testing.T) {
	d := newClaimDesk(t)
	d.file("shop.json", `{"name_or_legal_name": "Élodie Planté", "assets": [{"domain": "shop.example"}]}`)
	d.run(0, "new", "whc", "--recipient", d.public)
	d.run(0, "add", "whc", d.path("shop.json"))
	read := []string{"check", "whc", "--identity", d.path("key.txt"), "--member", "1", "--site", "shop.example", "--voucher", "1", "--by", "Me Roy", "--found", "yes"}
	_, complaints := d.run(2, read...)
	d.has(complaints, "no such voucher")
	claim, err := registry.Open(d.path("claims"), "whc")
	if err != nil {
		t.Fatal(err)
	}
	place, err := claim.Place(1)
	if err != nil {
		t.Fatal(err)
	}
	u, err := place.Voucher(registry.VoucherName{Name: "facture.pdf"}, time.Now())
	if err == nil {
		err = u.Chunk(1, []byte("facture"))
	}
	if err == nil {
		_, err = u.Close(time.Now())
	}
	if err != nil {
		t.Fatal(err)
	}
	out, _ := d.run(0, read...)
	d.has(out, "invoice read by a person: looked at by a person.", "was not checked with whoever issued it", "read by (Me Roy): voucher 1, SHA-256 ", "it names the member and the site")
	out, _ = d.run(0, "check", "whc", "--identity", d.path("key.txt"), "--show", "--lang", "fr")
	d.has(out, "facture lue par une personne\u00a0: lu par une personne.", "lecture par (Me Roy)\u00a0: pièce 1")
}

func TestClaimCheckSaysWhatIsMissing(t *testing.T) {
	d := newClaimDesk(t)
	d.run(0, "new", "whc", "--recipient", d.public)
	for _, args := range [][]string{
		{"check"}, {"check", "whc"}, {"check", "whc", "--member", "1"}, {"check", "whc", "--member", "1", "--site", "shop.example", "--mail", "postmaster@shop.example"},
		{"check", "whc", "--identity", "k", "--code", "0000"}, {"check", "whc", "--identity", "k", "--by", "me"}, {"check", "whc", "--identity", "k", "--way", "other"},
		{"check", "whc", "--member", "1", "--site", "shop.example", "--resolver", "x"}, {"check", "none", "--member", "1", "--site", "shop.example"},
		{"check", "whc", "--member", "1", "--site", "shop.example", "--mail", "postmaster@shop.example", "--smtp", d.file("account", "url: http://x\n")},
		{"check", "whc", "--member", "1", "--site", "shop.example", "--show"},
	} {
		d.run(2, args...)
		d.run(2, append(args, "--lang", "fr")...)
	}
}
