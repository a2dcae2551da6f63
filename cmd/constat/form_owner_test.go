package main

import (
	"net/netip"
	"os"
	"strings"
	"testing"

	own "constat/collector/owner"
	"constat/report/web/form"
)

// The form is told in words what to place, and what came of a try; no address of a private
// network is asked for on anybody's word.
func TestFormTriesASite(t *testing.T) {
	asset, err := own.ParseAsset("shop.example")
	if err != nil {
		t.Fatal(err)
	}
	a := &own.Asker{Key: own.Key{7}}
	server := nameServer(t, map[string]string{"_constat-challenge.shop.example.": a.Key.Token(own.Challenge{Claim: "whc", Member: 7, Asset: asset})})
	a.Resolvers, a.Instead = []netip.AddrPort{server}, func(netip.AddrPort) netip.AddrPort { return server }
	sites := sitesBy(a, "whc")
	host, ways, wrong := sites.Ways("fr", 7, "https://Shop.example/a")
	if host != "shop.example" || wrong != "" || len(ways) != 2 || ways[0].Name != "Enregistrement DNS" || len(ways[0].Copies) != 3 || !strings.HasPrefix(ways[0].Copies[2].Text, "constat-owner=") || ways[0].Shows == "" {
		t.Errorf("%q %q %+v", host, wrong, ways)
	}
	for site, says := range map[string]string{"10.0.0.1": "An address is not a name", "router.local": "private networks", "github.io": "anybody can put a site", "<b>": "This is not the name"} {
		if _, ways, wrong := sites.Ways("en", 7, site); ways != nil || !strings.Contains(wrong, says) {
			t.Errorf("%q: %q %v", site, wrong, ways)
		}
		if r := sites.Try(t.Context(), "en", form.Trial{Member: 7, Site: site, Way: "dns"}); r.Good || r.Note != nil {
			t.Errorf("%q: %+v", site, r)
		}
	}
	r := sites.Try(t.Context(), "en", form.Trial{Member: 7, Site: "shop.example", Way: "dns"})
	if note, ok := r.Note.(own.Result); !ok || !r.Good || r.Name != "DNS record" || r.Word != "shown" || note.Result != own.Proven || len(r.Steps) < 3 {
		t.Errorf("%+v", r)
	}
	if r := sites.Try(t.Context(), "fr", form.Trial{Member: 8, Site: "shop.example", Way: "dns"}); r.Good || !strings.Contains(r.Text, "autre membre") {
		t.Errorf("another member: %+v", r)
	}
	if r := sites.Try(t.Context(), "en", form.Trial{Member: 7, Site: "shop.example", Way: "mail", To: "postmaster@shop.example"}); r.Good || r.Sent {
		t.Errorf("mail without an account: %+v", r)
	}
	for way, was := range map[string]bool{"invoice": false, "rdap": false, "capture_token": false} {
		if r := sites.Try(t.Context(), "en", form.Trial{Member: 7, Site: "shop.example", Way: way}); r.Good != was {
			t.Errorf("%s: %+v", way, r)
		}
	}
}

// The account is read from a file that nobody else reads, where there is one.
func TestFormSendsByTheClaimsAccount(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(dir+"/whc", 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := openSites(dir, "whc"); err != nil {
		t.Error(err)
	}
	text := []byte("url: smtp://mail.example:587/?from=register@mail.example\nuser: u\npassword: p\n")
	if err := os.WriteFile(dir+"/whc/smtp", text, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := openSites(dir, "whc"); err == nil {
		t.Error("a file that others can read is taken")
	}
	if err := os.Chmod(dir+"/whc/smtp", 0o600); err != nil {
		t.Fatal(err)
	}
	sites, err := openSites(dir, "whc")
	if err != nil {
		t.Fatal(err)
	}
	if _, ways, _ := sites.Ways("en", 7, "shop.example"); len(ways) != 3 || len(ways[2].To) != len(own.Mailboxes) {
		t.Errorf("%+v", ways)
	}
}
