package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"constat/report/dossier"
)

// farAway runs the test again in a network of its own, and reports whether this
// is it: this machine, a router, and a host with the addresses of a shop.
//
//	here 198.51.100.2 ── 198.51.100.1 router 10.0.1.1 ── 10.0.1.2 host 192.0.2.7, 203.0.113.9, 2001:db8:ff::7
func farAway(t *testing.T) (network string, inside bool) {
	t.Helper()
	const variable = "CONSTAT_TEST_NETWORK"
	if name := os.Getenv(variable); name != "" {
		return name, true
	}
	for _, tool := range []string{"ip", "python3", "sysctl"} {
		if _, err := exec.LookPath(tool); err != nil || os.Getuid() != 0 {
			t.Skipf("a network of our own takes root and %s", tool)
		}
	}
	if _, err := os.Stat("/usr/sbin/named"); err != nil {
		t.Skip("named is not installed")
	}
	name := fmt.Sprintf("constat%d", os.Getpid())
	if out, err := exec.Command("ip", "netns", "add", name).CombinedOutput(); err != nil {
		t.Skipf("no network of our own: %s", out)
	}
	t.Cleanup(func() {
		for _, end := range []string{"", "r", "h"} {
			_ = exec.Command("ip", "netns", "del", name+end).Run()
		}
		_ = os.RemoveAll("/etc/netns/" + name)
	})
	if err := os.MkdirAll("/etc/netns/"+name, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("/etc/netns/"+name+"/resolv.conf", []byte("nameserver 127.0.0.1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	script := strings.ReplaceAll(`set -e
ip netns add Nr; ip netns add Nh
for n in N Nr Nh; do ip -n $n link set lo up; done
ip netns exec Nr sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
ip -n N link add right type veth peer name left netns Nr
ip -n Nr link add right type veth peer name left netns Nh
ip -n N addr add 198.51.100.2/24 dev right; ip -n Nr addr add 198.51.100.1/24 dev left
ip -n Nr addr add 10.0.1.1/24 dev right; ip -n Nh addr add 10.0.1.2/24 dev left
ip -n N addr add 2001:db8:1::2/64 dev right nodad; ip -n Nr addr add 2001:db8:1::1/64 dev left nodad
ip -n Nr addr add 2001:db8:2::1/64 dev right nodad; ip -n Nh addr add 2001:db8:2::2/64 dev left nodad
for l in "N right" "Nr right" "Nr left" "Nh left"; do set -- $l; ip -n $1 link set $2 up; done
ip -n N route add default via 198.51.100.1; ip -n N -6 route add default via 2001:db8:1::1
for p in 192.0.2.0/24 203.0.113.0/24; do ip -n Nr route add $p via 10.0.1.2; done
ip -n Nr -6 route add 2001:db8:ff::/64 via 2001:db8:2::2
ip -n Nh route add default via 10.0.1.1; ip -n Nh -6 route add default via 2001:db8:2::1
for a in 192.0.2.7/32 203.0.113.9/32; do ip -n Nh addr add $a dev lo; done
ip -n Nh addr add 2001:db8:ff::7/128 dev lo nodad
`, "N", name)
	// The letter stands for names alone.
	script = strings.ReplaceAll(script, "si"+name, "siN")
	if out, err := exec.Command("sh", "-c", script).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := exec.Command("ip", "netns", "exec", name, os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), variable+"="+name)
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
	return name, false
}

// A street is where the story of a shop takes place.
type street struct {
	t            *testing.T
	network, dir string
	named        *exec.Cmd
}

func (s *street) write(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// spawn starts a program, which is ended with the test.
func (s *street) spawn(log, name string, args ...string) *exec.Cmd {
	s.t.Helper()
	out, err := os.Create(filepath.Join(s.dir, log))
	if err != nil {
		s.t.Fatal(err)
	}
	defer out.Close()
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { stopped(cmd) })
	return cmd
}

func stopped(cmd *exec.Cmd) {
	if cmd.ProcessState == nil {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	}
}

func (s *street) wait(what string, holds func() bool) {
	s.t.Helper()
	for end := time.Now().Add(40 * time.Second); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			log, _ := os.ReadFile(filepath.Join(s.dir, "daemon.log"))
			s.t.Fatalf("%s does not come\n%s", what, log)
		}
	}
}

func (s *street) logged(words string, times int) func() bool {
	return func() bool {
		b, _ := os.ReadFile(filepath.Join(s.dir, "daemon.log"))
		return strings.Count(string(b), words) >= times
	}
}

func (s *street) constat(args ...string) string {
	s.t.Helper()
	var out, errs bytes.Buffer
	if code := run(context.Background(), args, &out, &errs); code != 0 {
		s.t.Fatalf("constat %v: %d\n%s%s", args, code, out.String(), errs.String())
	}
	return out.String()
}

// daemon starts the watch anew.
func (s *street) daemon() *exec.Cmd {
	s.t.Helper()
	self := filepath.Join(s.dir, "constat")
	if _, err := os.Lstat(self); err != nil {
		if err := os.Symlink(os.Args[0], self); err != nil {
			s.t.Fatal(err)
		}
	}
	return s.spawn("daemon.log", self, "run", "--config", filepath.Join(s.dir, "v", "constat.yaml"))
}

func (s *street) zone(web7 string) {
	s.write("host.example", "$TTL 1\n@ SOA ns1 hostmaster 1 3600 600 86400 1\n@ NS ns1\nns1 A 127.0.0.1\n"+web7)
	if s.named != nil {
		if err := s.named.Process.Signal(syscall.SIGHUP); err != nil {
			s.t.Fatal(err)
		}
	}
}

// names runs a real name server with the shop's zone, its reseller's host, the
// reverse zone and a table of routes.
func (s *street) names() {
	head := "$TTL 1\n@ SOA ns1.host.example. hostmaster.host.example. 1 3600 600 86400 1\n@ NS ns1.host.example.\n"
	s.write("terreciel.example", head+"@ MX 10 mx.reseller.example.\nshop CNAME web7.host.example.\n")
	s.write("2.0.192.in-addr.arpa", head+"7 PTR web7.host.example.\n")
	s.write("asn.example", head+`7.2.0.192.origin TXT "64500 | 192.0.2.0/24 | CA | arin | 2010-01-01"
9.113.0.203.origin TXT "64510 | 203.0.113.0/24 | FR | ripencc | 2012-01-01"
7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.f.f.0.0.8.b.d.0.1.0.0.2.origin6 TXT "64500 | 2001:db8::/32 | CA | arin | 2010-01-01"
AS64500 TXT "64500 | CA | arin | 2010-01-01 | PREMIER-AS"
AS64510 TXT "64510 | FR | ripencc | 2012-01-01 | SECOND-AS"
`)
	s.zone("web7 A 192.0.2.7\nweb7 AAAA 2001:db8:ff::7\n")
	conf := fmt.Sprintf(`options { directory "%[1]s"; pid-file "%[1]s/pid"; session-keyfile "%[1]s/key"; managed-keys-directory "%[1]s";
	listen-on { 127.0.0.1; 127.0.0.2; }; listen-on-v6 { none; }; recursion yes; forward only; forwarders { 127.0.0.1 port 1; }; dnssec-validation no; };
controls {};
`, s.dir)
	for _, z := range []string{"terreciel.example", "2.0.192.in-addr.arpa", "asn.example", "host.example"} {
		conf += fmt.Sprintf("zone %q { type primary; file %q; };\n", z, z)
	}
	s.write("named.conf", conf)
	s.named = s.spawn("named.log", "/usr/sbin/named", "-g", "-n", "1", "-c", filepath.Join(s.dir, "named.conf"))
	s.wait("the name server", func() bool {
		b, _ := os.ReadFile(filepath.Join(s.dir, "named.log"))
		return strings.Contains(string(b), "running")
	})
}

// registry runs a registry, and returns the address of its lists.
func (s *street) registry() string {
	var own *httptest.Server
	own = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		network := func(name, holder, first, last string) {
			fmt.Fprintf(w, `{"objectClassName": "ip network", "name": %q, "startAddress": %q, "endAddress": %q, "entities": [{"handle": "ORG-1", "roles": ["registrant"],
				"vcardArray": ["vcard", [["kind", {}, "text", "org"], ["fn", {}, "text", %q]]]}]}`, name, first, last, holder)
		}
		switch r.URL.Path {
		case "/dns.json":
			fmt.Fprintf(w, `{"services": [[["example"], ["%s/"]]]}`, own.URL)
		case "/ipv4.json":
			fmt.Fprintf(w, `{"services": [[["0.0.0.0/0"], ["%s/"]]]}`, own.URL)
		case "/ipv6.json":
			fmt.Fprintf(w, `{"services": [[["::/0"], ["%s/"]]]}`, own.URL)
		case "/ip/192.0.2.7":
			network("PREMIER-4", "Premier Hébergeur inc.", "192.0.2.0", "192.0.2.255")
		case "/ip/2001:db8:ff::7":
			network("PREMIER-6", "Premier Hébergeur inc.", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")
		case "/ip/203.0.113.9":
			network("SECOND-4", "Second Hébergeur SAS", "203.0.113.0", "203.0.113.255")
		case "/domain/terreciel.example":
			fmt.Fprint(w, `{"objectClassName": "domain", "ldhName": "terreciel.example", "entities": [{"roles": ["registrar"], "vcardArray": ["vcard", [["fn", {}, "text", "Registraire inc."]]]}]}`)
		default:
			http.NotFound(w, r)
		}
	}))
	s.t.Cleanup(own.Close)
	return own.URL + "/"
}

func (s *street) shop(address string) *exec.Cmd {
	s.t.Helper()
	if err := os.MkdirAll(filepath.Join(s.dir, "www"), 0o755); err != nil {
		s.t.Fatal(err)
	}
	cmd := s.spawn("web"+strings.ReplaceAll(address, ":", "-")+".log", "ip", "netns", "exec", s.network+"h", "python3", "-m", "http.server", "80", "--bind", address, "--directory", filepath.Join(s.dir, "www"))
	s.wait("the shop", func() bool {
		c, err := net.DialTimeout("tcp", net.JoinHostPort(address, "80"), time.Second)
		if err != nil {
			return false
		}
		return c.Close() == nil
	})
	return cmd
}

// rounds holds once a second passes for each of n rounds of the target, told by
// the state of the log.
func (s *street) rounds(config string, n int) func() bool {
	last := regexp.MustCompile(`"last": "([^"]+)"`)
	want := time.Now().Add(time.Duration(n) * time.Second).UTC().Format("2006-01-02T15:04:05.000Z")
	return func() bool {
		var out, errs bytes.Buffer
		run(context.Background(), []string{"status", "--config", config, "--json"}, &out, &errs)
		m := last.FindStringSubmatch(out.String())
		return len(m) == 2 && m[1] > want
	}
}

// A shop fails over IPv6 and answers over IPv4; then its name leads to another
// host. Both stand in the evidence, and in the report, in both languages.
func TestReportSaysWhoStoodBehindTheName(t *testing.T) {
	network, inside := farAway(t)
	if !inside {
		return
	}
	s := &street{t: t, network: network, dir: t.TempDir()}
	if err := os.Chmod(s.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s.names()
	registry := s.registry()
	s.shop("192.0.2.7")
	far := s.shop("2001:db8:ff::7")
	s.shop("203.0.113.9")
	dir := filepath.Join(s.dir, "v")
	s.constat("init", dir, "--name", "saguenay-1")
	s.write("v/constat.yaml", fmt.Sprintf(`name: saguenay-1
targets:
  - {name: boutique, site: terreciel, provider: revendeur, url: "http://shop.terreciel.example/", interval: 1s, timeout: 900ms}
providers:
  revendeur: {name: Revendeur Exemple}
path: {as: asn.example, rdap: %q}
resolvers: [127.0.0.2]
`, registry))
	config := filepath.Join(dir, "constat.yaml")
	states := func(words string) func() bool {
		return func() bool {
			var out, errs bytes.Buffer
			run(context.Background(), []string{"status", "--config", config, "--json"}, &out, &errs)
			return strings.Contains(out.String(), words)
		}
	}
	daemon := s.daemon()
	s.wait("the first path", s.logged("reason=start", 1))
	s.wait("a good answer", states(`"outcome": "good"`))
	stopped(far)
	s.wait("the path of the failure", s.logged("reason=incident", 1))
	s.wait("a failure", states(`"outcome": "bad"`))
	s.wait("several failures", s.rounds(config, 4))
	s.shop("2001:db8:ff::7")
	s.wait("the return", states(`"outcome": "good"`))
	stopped(daemon)
	s.zone("web7 A 203.0.113.9\n")
	daemon = s.daemon()
	s.wait("the path after the move", s.logged("reason=start", 1))
	s.wait("a good answer", states(`"outcome": "good"`))
	stopped(daemon)
	file := filepath.Join(s.dir, "b.zip")
	s.constat("bundle", "-o", file, "--config", config)
	if out := s.constat("verify", "--policy", filepath.Join(dir, "policy"), file); !strings.Contains(out, "PROVEN") || !strings.Contains(out, "who stood behind") {
		t.Errorf("%s", out)
	}
	s.read(file)
}

// read looks at the report in both languages.
func (s *street) read(file string) {
	t := s.t
	for lang, sentences := range map[string][]string{
		"fr": {"Qui se trouvait derrière le nom", "d’après le registre (RDAP), à Premier Hébergeur inc.", "posée par IPv4 seulement", "a reçu une bonne réponse", "Second Hébergeur SAS", "avant et après le changement", "Registraire inc."},
		"en": {"Who stood behind the name", "by the registry (RDAP), to Premier Hébergeur inc.", "asked over IPv4 alone", "received a good answer", "Second Hébergeur SAS", "before and after the change", "Registraire inc."},
	} {
		pdf, facts := filepath.Join(s.dir, lang+".pdf"), filepath.Join(s.dir, lang+".json")
		s.constat("report", file, "-o", pdf, "--lang", lang, "--json", facts)
		b, err := os.ReadFile(facts)
		if err != nil {
			t.Fatal(err)
		}
		var d dossier.Dossier
		if err := json.Unmarshal(b, &d); err != nil {
			t.Fatal(err)
		}
		s.facts(d)
		if look := os.Getenv("CONSTAT_LOOK"); look != "" {
			_ = exec.Command("cp", pdf, facts, file, look).Run()
		}
		text, err := exec.Command("pdftotext", pdf, "-").Output()
		if err != nil {
			t.Skip("pdftotext is not installed")
		}
		flat := strings.Join(strings.Fields(string(text)), " ")
		for _, want := range sentences {
			if !strings.Contains(flat, want) {
				t.Errorf("%s: %q is not in the report", lang, want)
			}
		}
	}
}

func (s *street) facts(d dossier.Dossier) {
	t := s.t
	if len(d.Incidents) == 0 || len(d.Paths) != 1 {
		t.Fatalf("%d incidents, %d paths", len(d.Incidents), len(d.Paths))
	}
	i := d.Incidents[0]
	var tried []string
	for _, a := range i.Attempts {
		tried = append(tried, a.Asked+" "+a.Verdict)
	}
	slices.Sort(tried) // in order of time, which the two ways share
	if got := strings.Join(tried, ", "); got != "family 4 good, resolver 127.0.0.2:53 bad" {
		t.Errorf("attempts: %s", got)
	}
	if b := i.Behind; b == nil || !b.Followed || len(b.Addresses) != 2 || b.Addresses[0].Holder != "Premier Hébergeur inc." || b.Trace == nil || len(b.Trace.Hops) == 0 || b.Trace.Hops[0].Address != "2001:db8:1::1" {
		t.Errorf("behind: %+v, %+v", b, b.Trace)
	}
	p := d.Paths[0]
	if len(p.Moves) != 1 || p.Moves[0].Kind != "network" || len(p.Spans) != 3 || !p.Spans[1].Moving {
		t.Errorf("moves %+v, spans %+v", p.Moves, p.Spans)
	}
}
