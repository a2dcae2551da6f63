package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"

	"constat/report/dossier"
)

// A name leads to a host of two addresses, which are of nobody's Internet but
// this one, and sometimes to another.
const (
	wayHost4, wayHost6, wayOther = "192.0.2.7", "2001:db8:ff::7", "203.0.113.9"
	wayMark                      = "\x03www\x08terrasse\x07example"
	wayResolver                  = "127.77.0.64:53"
	wayConfig                    = "path: {as: asn.example, rdap: \"http://127.0.0.1:8301/\"}\nresolvers: [\"" + wayResolver + "\"]\n"
)

// wayOwners are whose addresses they are, by their system.
var wayOwners = map[string]string{wayHost4: "64500 Premier Hébergeur inc.", wayHost6: "64500 Premier Hébergeur inc.", wayOther: "64510 Second Hébergeur SAS"}

const wayHead = "$TTL 1\n@ SOA ns1.terrasse.example. hostmaster.terrasse.example. 1 3600 600 86400 1\n@ NS ns1.terrasse.example.\n"

var wayFiles = map[string]string{
	"way":       wayHead + "ns1 A 127.0.0.1\nwww A " + wayHost4 + "\nwww AAAA " + wayHost6 + "\n",
	"way-moved": wayHead + "ns1 A 127.0.0.1\nwww A " + wayOther + "\n",
	"way-asn": wayHead + `7.2.0.192.origin TXT "64500 | 192.0.2.0/24 | CA | arin | 2010-01-01"
9.113.0.203.origin TXT "64510 | 203.0.113.0/24 | FR | ripencc | 2012-01-01"
7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.f.f.0.0.8.b.d.0.1.0.0.2.origin6 TXT "64500 | 2001:db8::/32 | CA | arin | 2010-01-01"
AS64500 TXT "64500 | CA | arin | 2010-01-01 | PREMIER-AS"
AS64510 TXT "64510 | FR | ripencc | 2012-01-01 | SECOND-AS"
`,
}

func wayZones(file string) string {
	return ` zone "terrasse.example" { type primary; file "` + file + `"; }; zone "asn.example" { type primary; file "way-asn"; };`
}

// serveNetworks is the registry of these networks.
func serveNetworks(l net.Listener) {
	base := "http://" + l.Addr().String() + "/"
	network := func(name, holder, first, last string) string {
		return fmt.Sprintf(`{"objectClassName": "ip network", "name": %q, "startAddress": %q, "endAddress": %q, "entities": [{"handle": "ORG-1", "roles": ["registrant"],
 "vcardArray": ["vcard", [["kind", {}, "text", "org"], ["fn", {}, "text", %q]]]}]}`, name, first, last, holder)
	}
	answers := map[string]string{
		"/dns.json":        `{"services": [[["example"], ["` + base + `"]]]}`,
		"/ipv4.json":       `{"services": [[["0.0.0.0/0"], ["` + base + `"]]]}`,
		"/ipv6.json":       `{"services": [[["::/0"], ["` + base + `"]]]}`,
		"/ip/" + wayHost4:  network("PREMIER-4", "Premier Hébergeur inc.", "192.0.2.0", "192.0.2.255"),
		"/ip/" + wayHost6:  network("PREMIER-6", "Premier Hébergeur inc.", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
		"/ip/" + wayOther:  network("SECOND-4", "Second Hébergeur SAS", "203.0.113.0", "203.0.113.255"),
		"/domain/terrasse": `{}`,
	}
	_ = http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a, known := answers[r.URL.Path]; known {
			fmt.Fprint(w, a)
			return
		}
		http.NotFound(w, r)
	}))
}

// abroad gives this network addresses that are not of one machine alone.
func (f *field) abroad() error {
	if err := os.WriteFile("/proc/sys/net/ipv6/conf/lo/keep_addr_on_down", []byte("1"), 0o644); err != nil {
		return err
	}
	for _, a := range []string{wayHost4 + "/32", wayOther + "/32", wayHost6 + "/128", everythingControls[0] + "/32", everythingControls[1] + "/32"} {
		args := []string{"addr", "add", a, "dev", "lo"}
		if strings.Contains(a, ":") {
			args = append(args, "nodad")
		}
		if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("address %s: %w: %s", a, err, out)
		}
	}
	return nil
}

// ways are a site whose name leads to addresses of two families: who stands
// behind it is recorded, and when it fails it is asked in other ways.
func (f *field) ways() error {
	old, errOld := openGate(net.JoinHostPort(wayHost4, "80"), "127.0.0.1:8100")
	far, errFar := openGate(net.JoinHostPort(wayHost6, "80"), "127.0.0.1:8100")
	_, errOther := openPool(wayResolver, "127.0.0.1:5300")
	if err := errors.Join(errOld, errFar, errOther, f.asks.divert(wayMark, "127.0.0.1:5300")); err != nil {
		return err
	}
	w, err := f.at("terrace", "http://www.terrasse.example/", "", `[BODY] == pat(*Réservez*)`)
	if err != nil {
		return err
	}
	w.befalls("nobody listens at its address of version 6", "tcp-refused", func() error { return far.become(manner{refuse: true}) }, func() error { return far.become(manner{}) }).tried =
		map[string]string{"family 4": "good", "resolver " + wayResolver: "bad"}
	leads := func(to string) func() error { return func() error { return f.asks.divert(wayMark, to) } }
	w.befalls("name servers are silent to us alone", "dns-timeout", leads(""), leads("127.0.0.1:5300")).tried =
		map[string]string{"resolver " + wayResolver: "good", "address [" + wayHost6 + "]:80": "good"}
	w.befalls("its name leads to a host where nobody listens", "tcp-refused", leads("127.0.0.1:5301"), leads("127.0.0.1:5300")).tried =
		map[string]string{"resolver " + wayResolver: "good", "address [" + wayHost6 + "]:80": "good"}
	w.befalls("nobody listens at either address", "tcp-refused",
		func() error { return errors.Join(old.become(manner{refuse: true}), far.become(manner{refuse: true})) },
		func() error { return errors.Join(old.become(manner{}), far.become(manner{})) }).tried =
		map[string]string{"family 4": "bad", "resolver " + wayResolver: "bad"}
	return nil
}

// tried holds what came of other ways to ask against what must have.
func (f *field) tried(truth []*befallen) (wrong []string) {
	found, all := 0, 0
	for _, b := range truth {
		if b.tried == nil || b.incident == nil {
			continue
		}
		for asked, verdict := range b.tried {
			all++
			i := slices.IndexFunc(b.incident.Attempts, func(a dossier.Attempt) bool { return a.Asked == asked })
			if i < 0 {
				continue
			}
			found++
			a := b.incident.Attempts[i]
			b.unless(a.Verdict == verdict, "asked %s: %s %s", asked, a.Verdict, a.Cause)
			doubt := slices.Contains(b.incident.Review, "otherwise-good")
			b.unless(verdict != "good" || doubt, "a good answer to %s, and no doubt of it", asked)
		}
	}
	if found*3 < all*2 {
		wrong = append(wrong, fmt.Sprintf("of %d other ways to ask %d are told", all, found))
	}
	return wrong
}

// unseen says what the dossier does not hold, or not rightly, of who stood
// behind the name.
func (f *field) unseen(d *dossier.Dossier) (wrong []string) {
	seen, followed := map[string]bool{}, false
	for _, p := range d.Paths {
		for _, s := range p.States {
			for _, a := range s.Addresses {
				seen[a.Address] = true
				if got := ownerOf(a); wayOwners[a.Address] != got && got != "" {
					wrong = append(wrong, fmt.Sprintf("%s: %s is said to be of %s", p.Target, a.Address, got))
				}
			}
		}
		if p.Target != "terrace" && p.Target != "origin" {
			wrong = append(wrong, p.Target+": who stood behind its name is told, and it is of this machine")
		}
	}
	for _, i := range d.Incidents {
		followed = followed || i.Behind != nil && i.Behind.Followed && i.Target == "terrace"
	}
	if !seen[wayHost4] || !seen[wayHost6] || !followed {
		wrong = append(wrong, fmt.Sprintf("terrace: who stood behind its name is not told: %v, followed %v", seen, followed))
	}
	return wrong
}

// ownerOf is whose an address is said to be; empty where that was not learnt.
func ownerOf(a dossier.PathAddress) string {
	if len(a.Systems) == 0 || a.Holder == "" {
		return ""
	}
	return fmt.Sprintf("%d %s", a.Systems[0].Number, a.Holder)
}
