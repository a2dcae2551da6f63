package path

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"constat/store/record"
)

// Zones of the name server: the shop's, the reseller's that it leads to, the
// host's, the reverse ones, and a table of routes.
var zones = map[string]string{
	"terreciel.example": `@ NS ns1.dns.example.
@ NS ns2.dns.example.
@ MX 10 mx.terreciel.example.
@ MX 20 mx.reseller.example.
shop CNAME shops.reseller.example.
plain A 192.0.2.7
inside A 10.1.2.3
bad CNAME bad.broken.example.
`,
	"reseller.example": `@ NS ns1.dns.example.
shops CNAME web7.host.example.
`,
	"host.example": `@ NS ns1.dns.example.
web7 A 192.0.2.7
web7 AAAA 2001:db8:ff::7
`,
	"2.0.192.in-addr.arpa": `@ NS ns1.dns.example.
7 PTR WEB7.host.example.
`,
	"asn.example": `@ NS ns1.dns.example.
7.2.0.192.origin TXT "64501 64500 | 192.0.2.0/24 | CA | arin | 2010-01-01"
7.2.0.192.origin TXT "64499 | 192.0.0.0/16 | CA | arin | 2010-01-01"
AS64500 TXT "64500 | CA | arin | 2010-01-01 | HOST-AS, CA"
`,
}

// bind runs a real name server that holds the zones.
func bind(t *testing.T) string {
	t.Helper()
	named := "/usr/sbin/named"
	if _, err := os.Stat(named); err != nil {
		t.Skip("named is not installed")
	}
	dir := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := l.Addr().String()
	l.Close()
	_, port, _ := net.SplitHostPort(server)
	conf := fmt.Sprintf(`options { directory "%[1]s"; pid-file "%[1]s/pid"; session-keyfile "%[1]s/key"; managed-keys-directory "%[1]s";
	listen-on port %[2]s { 127.0.0.1; }; listen-on-v6 { none; }; recursion yes; forward only; forwarders { 127.0.0.1 port 1; }; dnssec-validation no; };
controls {};
zone "broken.example" { type primary; file "broken"; };
`, dir, port)
	files := map[string]string{"broken": "this is no zone\n"}
	for name, text := range zones {
		files[name] = "$TTL 300\n@ SOA ns1.dns.example. hostmaster.dns.example. 1 3600 600 86400 300\n" + text
		conf += fmt.Sprintf("zone %q { type primary; file %q; };\n", name, name)
	}
	files["named.conf"] = conf
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	cmd := exec.Command(named, "-g", "-n", "1", "-c", filepath.Join(dir, "named.conf"))
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", server); err == nil {
			c.Close()
			return server
		}
	}
	said, _ := os.ReadFile(log.Name())
	t.Fatalf("named does not listen: %s", said)
	return ""
}

const ours = `["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "%s"], ["kind", {}, "text", "%s"], ["email", {}, "text", "someone@host.example"]]]`

// registry runs a registry of networks and domains, and counts what it is asked.
func registry(t *testing.T) (*httptest.Server, func() int) {
	t.Helper()
	var mu sync.Mutex
	asked := 0
	var own *httptest.Server
	own = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/lists/dns.json":
			fmt.Fprintf(w, `{"services": [[["example"], ["%s/rdap/"]]]}`, own.URL)
			return
		case "/lists/ipv4.json":
			fmt.Fprintf(w, `{"services": [[["0.0.0.0/0"], ["http://192.0.2.99/"]], [["192.0.2.0/24"], ["%s/rdap"]]]}`, own.URL)
			return
		case "/lists/ipv6.json":
			fmt.Fprintf(w, `{"services": [[["2001:db8::/32"], ["%s/rdap/"]]]}`, own.URL)
			return
		}
		mu.Lock()
		asked++
		mu.Unlock()
		host, person := fmt.Sprintf(ours, "Hébergement Exemple inc.", "org"), fmt.Sprintf(ours, "Jean Tremblay", "individual")
		switch r.URL.Path {
		case "/rdap/ip/192.0.2.7":
			fmt.Fprintf(w, `{"objectClassName": "ip network", "handle": "NET-192-0-2-0-1", "name": "HOST-NET", "startAddress": "192.0.2.0", "endAddress": "192.0.2.255", "country": "CA",
				"entities": [{"handle": "JT1-X", "roles": ["registrant"], "vcardArray": %s}, {"handle": "JT2-X", "roles": ["technical"], "vcardArray": %s}, {"handle": "HOST-1", "roles": ["registrant", "abuse"], "vcardArray": %s}]}`, person, person, host)
		case "/rdap/ip/2001:db8:ff::7":
			io.WriteString(w, `{"objectClassName": "ip network", "startAddress": "2001:db8:1::", "endAddress": "2001:db8:2::"}`)
		case "/rdap/domain/terreciel.example":
			fmt.Fprintf(w, `{"objectClassName": "domain", "ldhName": "Terreciel.EXAMPLE", "entities": [
				{"roles": ["registrar"], "publicIds": [{"type": "IANA Registrar ID", "identifier": "9999"}], "vcardArray": ["vcard", [["fn", {}, "text", "Registraire inc."]]]},
				{"handle": "JT3", "roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Jean Tremblay"], ["org", {}, "text", ["Terre Ciel inc.", "Boutique"]]]]}]}`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(own.Close)
	return own, func() int { mu.Lock(); defer mu.Unlock(); return asked }
}

func asker(t *testing.T) (*Asker, func() int) {
	t.Helper()
	server := bind(t)
	reg, asked := registry(t)
	resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server)
	}}
	return &Asker{Servers: []string{"127.0.0.1:1", server}, Routes: "asn.example", Registries: reg.URL + "/lists/", Resolver: resolver,
		Roots: reg.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}, asked
}

// kept fills in what the caller of Ask does, and reads the entry back.
func kept(t *testing.T, p record.Path) record.Path {
	t.Helper()
	p.Round = p.Failed + 1
	leaf, err := record.Encode(p)
	if err != nil {
		t.Fatalf("%v: %+v", err, p)
	}
	for _, personal := range []string{"Tremblay", "someone@", "JT1", "JT2"} {
		if strings.Contains(string(leaf), personal) {
			t.Errorf("it holds %q: %s", personal, leaf)
		}
	}
	t.Logf("%s", leaf)
	return p
}

// Everything is learnt from a real name server, a table of routes and a registry.
func TestPathOfAName(t *testing.T) {
	a, asked := asker(t)
	p := kept(t, a.Ask(t.Context(), Wanted{Host: "Shop.terreciel.example", Reason: "daily"}))
	if got := strings.Join(p.Aliases.List, " "); got != "shops.reseller.example web7.host.example" {
		t.Errorf("aliases %q", got)
	}
	if p.Zone.Name != "terreciel.example" || strings.Join(p.Zone.Servers.List, " ") != "ns1.dns.example ns2.dns.example" || strings.Join(p.Zone.Mail.List, ", ") != "10 mx.terreciel.example, 20 mx.reseller.example" {
		t.Errorf("zone %+v", p.Zone)
	}
	if d := p.Domain; d.Name != "terreciel.example" || d.Registrar != "Registraire inc." || d.RegistrarID != "9999" || d.Holder.Name != "Terre Ciel inc." {
		t.Errorf("domain %+v", d)
	}
	if len(p.Addresses) != 2 || p.Trace != nil {
		t.Fatalf("%+v", p)
	}
	near, far := p.Addresses[0], p.Addresses[1]
	if strings.Join(near.Reverse.List, " ") != "web7.host.example" {
		t.Errorf("reverse %+v", near.Reverse)
	}
	if o := near.Origin; fmt.Sprint(o.Systems, o.Prefix, o.Country, o.Registry) != "[{64500 HOST-AS, CA} {64501 }] 192.0.2.0/24CAarin" {
		t.Errorf("origin %+v", o)
	}
	if n := near.Network; n.Handle != "NET-192-0-2-0-1" || n.Name != "HOST-NET" || n.Last != netip.MustParseAddr("192.0.2.255") || n.Country != "CA" || n.Holder != (record.PathHolder{Handle: "HOST-1", Name: "Hébergement Exemple inc."}) {
		t.Errorf("network %+v", n)
	}
	if far.Network.Fault != record.AnswerProtocol || far.Origin.Fault != record.PathAbsent || far.Reverse.Fault != record.DNSFailure {
		t.Errorf("%+v", far)
	}
	if again := kept(t, a.Ask(t.Context(), Wanted{Host: "plain.terreciel.example", Reason: "daily"})); again.Addresses[0].Network != near.Network || asked() != 3 {
		t.Errorf("after %d questions to the registry %+v", asked(), again)
	}
}

// What cannot be learnt has its fault, and the rest stands.
func TestPathSaysWhatIsNotKnown(t *testing.T) {
	a, asked := asker(t)
	gone := kept(t, a.Ask(t.Context(), Wanted{Host: "gone.terreciel.example", Reason: "incident", Failed: 1}))
	if gone.Fault != record.DNSNotFound || gone.Zone.Name != "terreciel.example" || gone.Domain.Registrar == "" || gone.Trace.Fault != record.PathUnasked {
		t.Errorf("%+v, %+v, %+v", gone, gone.Zone, gone.Trace)
	}
	elsewhere := kept(t, a.Ask(t.Context(), Wanted{Host: "www.elsewhere.test", Reason: "start"}))
	if elsewhere.Fault != record.DNSFailure || elsewhere.Zone.Fault != record.DNSFailure || elsewhere.Zone.Detail != "SERVFAIL" || elsewhere.Domain.Fault != record.PathUnasked {
		t.Errorf("%+v, %+v", elsewhere, elsewhere.Zone)
	}
	before := asked()
	for _, host := range []string{"inside.terreciel.example", "10.1.2.3", "shop"} {
		p := kept(t, a.Ask(t.Context(), Wanted{Host: host, Reason: "start"}))
		for _, own := range p.Addresses {
			if own.Network.Fault != record.PathUnasked || own.Origin.Fault != record.PathUnasked || own.Reverse.Fault != record.PathUnasked {
				t.Errorf("others were asked about %v: %+v", own.Address, own)
			}
		}
	}
	if asked() != before {
		t.Error("a registry was asked about addresses that are not of the Internet")
	}
	nobody := &Asker{Servers: []string{"127.0.0.1:1"}, Resolver: a.Resolver}
	p := kept(t, nobody.Ask(t.Context(), Wanted{Host: "plain.terreciel.example", Reason: "start"}))
	if p.Fault != record.NoFault || p.Zone.Fault != record.ICMPRefused || p.Addresses[0].Network.Fault != record.PathUnasked || p.Addresses[0].Origin.Fault != record.PathUnasked {
		t.Errorf("%+v", p)
	}
}

func TestOnlyTheNetworkIsAsked(t *testing.T) {
	for host, want := range map[string]bool{"shop.example": true, "shop": true, "192.0.2.7": true, "10.0.0.1": true, "2001:db8::7": true,
		"localhost": false, "shop.localhost": false, "127.0.0.9": false, "::1": false, "0.0.0.0": false, "printer.local": false, "": false, "fe80::1%eth0": false} {
		if OnNetwork(host) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}
