package path

import (
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"constat/collector/probe"
	"constat/collector/rdap"
	"constat/store/record"
)

// How long what a registry said is taken, and that it said nothing; between two
// questions to registries.
const (
	goodFor  = 23 * time.Hour
	badFor   = 10 * time.Minute
	mostKept = 4096
	courtesy = time.Second
)

// A memory keeps what registries said.
type memory struct {
	mu       sync.Mutex
	networks []record.PathNetwork
	domains  map[string]record.PathDomain
	missing  map[netip.Addr]record.PathNetwork
}

func fresh(asked record.Instant, m record.Missed) bool {
	age := time.Since(asked.Time())
	return age >= 0 && (age < badFor || age < goodFor && (m.Fault == record.NoFault || m.Fault == record.PathAbsent))
}

func (m *memory) network(a netip.Addr) (record.PathNetwork, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, n := range m.networks {
		if n.First.Compare(a) <= 0 && n.Last.Compare(a) >= 0 && n.First.BitLen() == a.BitLen() && fresh(n.Asked, n.Missed) {
			return n, true
		}
	}
	n, ok := m.missing[a]
	return n, ok && fresh(n.Asked, n.Missed)
}

// keep remembers; what is full begins anew.
func (m *memory) keep(a netip.Addr, n record.PathNetwork) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.networks) >= mostKept {
		m.networks = nil
	}
	if len(m.missing) >= mostKept || m.missing == nil {
		m.missing = map[netip.Addr]record.PathNetwork{}
	}
	if n.Fault == record.NoFault {
		m.networks = append(m.networks, n)
		return
	}
	m.missing[a] = n
}

func (m *memory) domain(name string) (record.PathDomain, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, ok := m.domains[name]
	return d, ok && fresh(d.Asked, d.Missed)
}

func (m *memory) keepDomain(name string, d record.PathDomain) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.domains) >= mostKept || m.domains == nil {
		m.domains = map[string]record.PathDomain{}
	}
	m.domains[name] = d
}

// network learns in which network a registry holds an address.
func (l *lookup) network(a netip.Addr) (n record.PathNetwork) {
	if l.Registries == "" {
		n.Missed = unasked
		return n
	}
	if n, ok := l.known.network(a); ok {
		return n
	}
	l.turn()
	defer l.registry.Unlock()
	if n, ok := l.known.network(a); ok {
		return n // somebody asked while we waited
	}
	list := strings.TrimSuffix(l.Registries, "/") + "/ipv4.json"
	if a.Is6() {
		list = strings.TrimSuffix(l.Registries, "/") + "/ipv6.json"
	}
	server := probe.Registries.Network(l.ctx, l.ask(), list, a)
	if server == "" {
		n.Missed = missed(record.PathUnasked, "no registry is known for it")
		return n
	}
	page, m := l.page(server + "ip/" + a.String())
	if m.Fault == record.NoFault {
		n, m = networkOf(page, a)
	}
	n.Missed, n.Server, n.Asked = m, clip(server), record.At(time.Now())
	l.known.keep(a, n)
	return n
}

// domain learns who registered the zone's domain.
func (l *lookup) domain() {
	if l.entry.Zone == nil {
		return
	}
	l.entry.Domain = &record.PathDomain{Missed: unasked}
	name := l.entry.Zone.Name
	if l.Registries == "" || !strings.Contains(name, ".") {
		return
	}
	d := l.registered(name)
	if _, above, _ := strings.Cut(name, "."); d.Fault == record.PathAbsent && strings.Contains(above, ".") {
		d = l.registered(above) // a zone may be cut below what is registered
	}
	l.entry.Domain = &d
}

func (l *lookup) registered(name string) (d record.PathDomain) {
	if d, ok := l.known.domain(name); ok {
		return d
	}
	l.turn()
	defer l.registry.Unlock()
	if d, ok := l.known.domain(name); ok {
		return d
	}
	server := probe.Registries.Domain(l.ctx, l.ask(), strings.TrimSuffix(l.Registries, "/")+"/dns.json", name)
	if server == "" {
		d.Missed = missed(record.PathUnasked, "no registry is known for it")
		return d
	}
	page, m := l.page(server + "domain/" + name)
	if m.Fault == record.NoFault {
		d, m = domainOf(page, name)
	}
	d.Missed, d.Server, d.Asked = m, clip(server), record.At(time.Now())
	l.known.keepDomain(name, d)
	return d
}

// turn waits until registries may be asked again, and holds them.
func (l *lookup) turn() {
	l.registry.Lock()
	select {
	case <-l.ctx.Done():
	case <-time.After(time.Until(l.asked.Add(courtesy))):
	}
	l.asked = time.Now()
}

func (l *lookup) ask() probe.Ask {
	named := probe.Named{}
	named.Name(record.Question{URL: l.Registries})
	// A registry sends on to another what it has handed over.
	return probe.Ask{Roots: l.Roots, Resolver: l.Resolver, Named: named, Question: record.Question{Timeout: rdapTimeout.Milliseconds(), Follow: 2}}
}

// page asks a registry for one object.
func (l *lookup) page(address string) ([]byte, record.Missed) {
	r := probe.LookUp(l.ctx, l.ask(), address)
	switch a := r.Answer; {
	case a.Fault != record.NoFault:
		return nil, missed(a.Fault, a.Detail)
	case a.Status == http.StatusNotFound:
		return nil, missed(record.PathAbsent, "")
	case a.Status != http.StatusOK || a.Cut:
		return nil, missed(record.AnswerProtocol, http.StatusText(a.Status))
	}
	return r.Exchange.Body, record.Missed{}
}

func read(page []byte, class string) (p rdap.Page, m record.Missed) {
	p, ok := rdap.Read(page, class)
	if !ok {
		m = missed(record.AnswerProtocol, "this is not RDAP")
	}
	return p, m
}

func networkOf(page []byte, a netip.Addr) (n record.PathNetwork, m record.Missed) {
	b, m := read(page, "ip network")
	first, err := netip.ParseAddr(b.First)
	last, err2 := netip.ParseAddr(b.Last)
	switch {
	case m.Fault != record.NoFault:
		return n, m
	case err != nil || err2 != nil || first.BitLen() != a.BitLen() || last.BitLen() != a.BitLen() || first.Compare(a) > 0 || last.Compare(a) < 0:
		return n, missed(record.AnswerProtocol, "another network than was asked for")
	}
	return record.PathNetwork{Handle: clip(b.Handle), Name: clip(b.Name), First: first, Last: last, Country: clip(b.Country), Holder: holderOf(b.Entities)}, m
}

func domainOf(page []byte, name string) (d record.PathDomain, m record.Missed) {
	b, m := read(page, "domain")
	switch {
	case m.Fault != record.NoFault:
		return d, m
	case dnsName(b.LDH) != name:
		return d, missed(record.AnswerProtocol, "another domain than was asked for")
	}
	d.Name, d.Holder = name, holderOf(b.Entities)
	for _, e := range b.Entities {
		if e.Is("registrar") && !person(e) {
			d.Registrar, d.RegistrarID = clip(e.Property("fn")), clip(e.Number())
			break
		}
	}
	return d, m
}
