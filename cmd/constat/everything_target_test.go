package main

import (
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A watched is a target of the run of everything, and what can befall it.
type watched struct {
	name, url  string
	conditions []string
	key        string        // of its address in the configuration; "": url
	extra      string        // of its configuration: ", follow: 3"
	interval   time.Duration // 0: that of all; the timeout too
	timeout    time.Duration
	gate       *gate // nil where it has none of its own
	trials     []trial
}

// A trial is one thing that befalls a target. Its want is the cause that the
// report must name, or, in brackets, what it must count for instead of a
// failure.
type trial struct {
	what, want string
	begin, end func() error
	target     string            // of a trial of all together: whom to look at
	item       func() string     // of a store: the file
	ahead      func() error      // happens before it, while nothing befalls the target yet
	midway     func() error      // and in the middle of it
	also       map[string]string // what it is for other targets, by their names
	layer      string            // that the report must name; "" for any
	tried      map[string]string // what comes of other ways to ask: "family 4": good
}

// A field is all that is watched, with the servers behind.
type field struct {
	dir      string
	playbill playbill
	servers  servers
	targets  []*watched
	controls []*gate
	names    *gate // of the name server that the machine itself asks, over TCP
	asks     *pool // and over UDP
	jobs     []*job
	words    *words // of the provider
}

// at gives the next address of 127.77.0.0/24 a gate to what listens behind.
func (f *field) at(name, url, behind string, conditions ...string) (*watched, error) {
	host := fmt.Sprintf("127.77.0.%d", len(f.targets)+1)
	w := &watched{name: name, url: strings.ReplaceAll(url, "$AT", host), conditions: conditions}
	f.targets = append(f.targets, w)
	if behind == "" {
		return w, nil
	}
	_, port, _ := strings.Cut(behind, ">")
	if port == "" {
		port = portOf(w.url)
	}
	behind, _, _ = strings.Cut(behind, ">")
	g, err := openGate(net.JoinHostPort(host, port), "127.0.0.1:"+behind)
	w.gate = g
	return w, err
}

var everythingPorts = map[string]string{"http": "80", "https": "443", "smtp": "25", "imap": "143", "imaps": "993", "pop3s": "995", "ssh": "22", "ws": "80", "tls": "443", "dns": "53"}

func portOf(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	rest, _, _ = strings.Cut(rest, "/")
	if _, port, ok := strings.Cut(rest, ":"); ok {
		return port
	}
	return everythingPorts[scheme]
}

// meets adds a trial in which the gate meets visitors in another manner.
func (w *watched) meets(what, want string, m manner) *trial {
	return w.befalls(what, want, func() error { return w.gate.become(m) }, func() error { return w.gate.become(manner{}) })
}

// leads adds a trial in which another server is behind the gate.
func (w *watched) leads(what, want, port string) *trial {
	return w.meets(what, want, manner{behind: "127.0.0.1:" + port})
}

func (w *watched) befalls(what, want string, begin, end func() error) *trial {
	w.trials = append(w.trials, trial{what: what, want: want, begin: begin, end: end})
	return &w.trials[len(w.trials)-1]
}

// everyWay are the trials that any connection can meet; silence is the cause
// where a server takes connections and says nothing.
func (w *watched) everyWay(silence string) {
	if silence != "" {
		w.meets("connections are taken, nothing is said", silence, manner{instead: silent})
		w.meets("connections are reset", "tcp-reset", manner{instead: reset})
		w.meets("connections are ended before a word", isBlocked, manner{instead: closed})
	}
	w.meets("nobody listens", "tcp-refused", manner{refuse: true})
	w.meets("the first packet is dropped", "tcp-timeout", manner{drop: true})
}

// stops has the server itself end, behind a gate that then refuses, as the
// kernel would.
func (f *field) stops(w *watched, address string) {
	s := f.servers[address]
	w.befalls("the server is stopped", "tcp-refused",
		func() error { return firstOf(w.gate.become(manner{refuse: true}), s.stop()) },
		func() error { return firstOf(s.start(), w.gate.become(manner{})) })
}

// freezes has the server's processes stand still.
func (f *field) freezes(w *watched, address, want string) {
	s := f.servers[address]
	w.befalls("the server's processes stand still", want,
		func() error { return s.signal(syscall.SIGSTOP) }, func() error { return s.signal(syscall.SIGCONT) })
}

func firstOf(errs ...error) error {
	i := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if i < 0 {
		return nil
	}
	return errs[i]
}

// Counted for nothing, whatever the cause.
const (
	isBlocked = "(blocked)"
	isSlow    = "(slow)"
	isUnknown = "(unknown)"
)

// build opens every gate. It is called once, in namespaces of its own.
func (f *field) build() error {
	for _, part := range []func() error{f.abroad, f.pages, f.encrypted, f.others, f.mail, f.nameServers, f.networks, f.stores, f.buckets, f.reports, f.fronts, f.statements, f.ways} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (f *field) pages() error {
	page := `[BODY] == pat(*Réservez*)`
	shop, err := f.at("shop", "http://$AT/", "8120", page)
	if err != nil {
		return err
	}
	f.stops(shop, "127.0.0.1:8120")
	f.freezes(shop, "127.0.0.1:8120", "http-timeout")
	shop.everyWay("http-timeout")
	status, err := f.at("statuses", "http://$AT/", "8100", page)
	if err != nil {
		return err
	}
	status.leads("status 503", "http-status", "8503")
	status.leads("status 500", "http-status", "8500")
	status.leads("status 404", "http-status", "8404")
	status.leads("status 403", isBlocked, "8403")
	status.leads("status 429", isBlocked, "8429")
	status.leads("a page that asks whether one is human", isBlocked, "8102")
	body, err := f.at("bodies", "http://$AT/", "8100", page, `[RESPONSE_TIME] < 500`)
	if err != nil {
		return err
	}
	body.leads("another page", "body-mismatch", "8101")
	body.meets("the page is cut short", "body-truncated", manner{passing: cut(700)})
	body.meets("the page takes its time", isSlow, manner{passing: late(700 * time.Millisecond)})
	body.meets("this is not HTTP", "http-protocol", manner{instead: hears("220 mx1 ESMTP\r\n")})
	return nil
}

func (f *field) encrypted() error {
	for _, c := range []struct{ name, url, silence string }{{"secure", "https://$AT/", "tls-timeout"}, {"cipher", "tls://$AT", "tls-timeout"}} {
		w, err := f.at(c.name, c.url, "8110")
		if err != nil {
			return err
		}
		w.leads("the certificate has expired", "tls-expired", "8111")
		w.leads("the certificate is another's", "tls-name", "8112")
		w.leads("nobody known vouches for the certificate", "tls-untrusted", "8113")
		w.leads("this is not TLS", "tls-failure", "8500")
		w.meets("connections are taken, nothing is said", c.silence, manner{instead: silent})
		w.meets("connections are reset", "tcp-reset", manner{instead: reset})
	}
	return nil
}

func (f *field) others() error {
	port, err := f.at("port", "tcp://$AT:8443", "8110", "[CONNECTED] == true")
	if err != nil {
		return err
	}
	port.everyWay("")
	door, err := f.at("door", "ssh://$AT", "2200")
	if err != nil {
		return err
	}
	f.freezes(door, "127.0.0.1:2200", "answer-timeout")
	door.meets("the server has heard too many", isBlocked, manner{instead: says("Exceeded MaxStartups\r\n")})
	door.everyWay("answer-timeout")
	socket, err := f.at("socket", "ws://$AT/ws", "8100")
	if err != nil {
		return err
	}
	socket.leads("nobody behind the front", "http-status", "8502")
	socket.leads("status 403", isBlocked, "8403")
	socket.leads("the upgrade, and no pong", "answer-timeout", "8201")
	socket.everyWay("answer-timeout")
	domain, err := f.at("domain", "rdap://shop.localhost?server=http://$AT", "8300>80")
	if err != nil {
		return err
	}
	domain.meets("the registry is away", isUnknown, manner{refuse: true})
	domain.leads("the registry knows no such domain", "dns-nxdomain", "8404")
	return nil
}

func (f *field) mail() error {
	mail, err := f.at("mail", "smtp://$AT/?rcpt=info@shop.example", "2500")
	if err != nil {
		return err
	}
	f.freezes(mail, "127.0.0.1:2500", "answer-timeout")
	mail.everyWay("answer-timeout")
	box, err := f.at("mailbox", "smtp://$AT/?rcpt=info@shop.example", "2502")
	if err != nil {
		return err
	}
	box.leads("the mailbox is not there", "answer-refused", "2501")
	box.meets("the greeting says no", isBlocked, manner{instead: says("554 5.7.1 no service for you\r\n")})
	box.meets("the greeting has no room", isBlocked, manner{instead: says("421 4.3.2 come back later\r\n")})
	box.meets("the mail system is out of order", "answer-refused", manner{instead: says("421 4.3.5 misconfigured\r\n")})
	letters, err := f.at("letters", "imap://$AT", "1430")
	if err != nil {
		return err
	}
	letters.meets("the store says that it is not available", "answer-refused", manner{instead: says("* BYE [UNAVAILABLE] back end\r\n")})
	letters.meets("the store says good-bye", isBlocked, manner{instead: says("* BYE too many connections\r\n")})
	letters.everyWay("answer-timeout")
	pop, err := f.at("letters-pop", "pop3s://$AT", "9950")
	if err != nil {
		return err
	}
	pop.everyWay("tls-timeout")
	return nil
}

func (f *field) nameServers() (err error) {
	zone, err := f.at("zone", "dns://$AT/shop.localhost?type=A", "", "[DNS_RCODE] == NOERROR", "[BODY] == 127.77.0.53")
	if err != nil {
		return err
	}
	p, err := openPool(fmt.Sprintf("127.77.0.%d:53", len(f.targets)), "127.0.0.1:5300")
	if err != nil {
		return err
	}
	answers := func(what, want, port string) {
		zone.befalls(what, want, func() error { return p.lead(port) }, func() error { return p.lead("127.0.0.1:5300") })
	}
	answers("the name is gone", "dns-nxdomain", "127.0.0.1:5302")
	answers("the zone is broken", "dns-failure", "127.0.0.1:5303")
	answers("the zone is not served to us", isBlocked, "127.0.0.1:5304")
	answers("the name leads elsewhere", "body-mismatch", "127.0.0.1:5301")
	answers("questions are dropped", "dns-timeout", "")
	zone.befalls("nobody listens", "icmp-unreachable", p.refuse, p.open)
	return nil
}

// everythingControls are elsewhere, as far as that goes.
var everythingControls = []string{"198.51.100.1", "198.51.100.2"}

// networks has what only the kernel can do: a host that answers no echo, and a
// name server for the machine itself.
func (f *field) networks() (err error) {
	echo := func(on string) func() error {
		return func() error { return os.WriteFile("/proc/sys/net/ipv4/icmp_echo_ignore_all", []byte(on), 0o644) }
	}
	host, err := f.at("host", "icmp://$AT", "", "[CONNECTED] == true")
	if err != nil {
		return err
	}
	host.befalls("echoes are dropped", "icmp-timeout", echo("1"), echo("0"))
	if f.asks, err = openPool("127.77.0.63:53", "127.0.0.1:5300"); err != nil {
		return err
	}
	if f.names, err = openGate("127.77.0.63:53", "127.0.0.1:5300"); err != nil {
		return err
	}
	if _, err = openGate("127.77.0.53:80", "127.0.0.1:8100"); err != nil {
		return err
	}
	site, err := f.at("site", "http://shop.localhost/", "")
	if err != nil {
		return err
	}
	leads := func(what, want, to string) {
		site.befalls(what, want, func() error { return f.asks.lead(to) }, func() error { return f.asks.lead("127.0.0.1:5300") })
	}
	leads("the name is gone", "dns-nxdomain", "127.0.0.1:5302")
	leads("the zone is broken", "dns-failure", "127.0.0.1:5303")
	leads("name servers are silent", "dns-timeout", "")
	for _, address := range everythingControls {
		c, err := openGate(address+":80", "127.0.0.1:8100")
		if err != nil {
			return err
		}
		f.controls = append(f.controls, c)
	}
	return nil
}
