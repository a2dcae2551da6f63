package owner

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/miekg/dns"

	"constat/store/record"
)

// challengeLabel stands in front of the host's name, RFC 8552.
const challengeLabel = "_constat-challenge."

// Bounds of what is asked of a zone.
const (
	maxServers = 4 // name servers of a zone
	maxPerName = 2 // addresses of one of them
	maxRecords = 64
)

// dns asks the zone's own servers for the token, and each resolver whether it sees the
// same: a cache, or whoever stands at one resolver, can't say yes alone. The same is asked
// for a name that nobody knew before, since a wildcard answers for any.
func (a *Asker) dns(ctx context.Context, c Challenge) Result {
	r := begin(DNS, c)
	r.Token = a.Key.Token(c)
	servers, why := a.authorities(ctx, c, &r)
	if why != "" {
		return r.end(outcomeOf(why), why)
	}
	name := challengeLabel + c.Asset.Host
	stranger := "_constat-" + strings.ToLower(rand.Text()[:12]) + "." + c.Asset.Host
	own := a.askAll(ctx, servers, name, false)
	control := a.askAll(ctx, servers, stranger, false)
	seen := a.askAll(ctx, a.Resolvers, name, true)
	tell := func(list []reply, what, as string) (t tally) {
		for _, y := range list {
			s := y.says(r.Token)
			t[s]++
			r.note("TXT "+what, y.server.String(), as, s.String()+y.detail())
		}
		return t
	}
	told := tell(own, name, "authority")
	anyone := tell(control, stranger, "control")
	cached := tell(seen, name, "resolver")
	o, why := judge(told, anyone, cached)
	return r.end(o, why)
}

// judge is the whole rule of this way: all of the zone's servers that answered say yes, no
// resolver says otherwise, and a name that nobody placed says no.
func judge(told, anyone, cached tally) (Outcome, Reason) {
	no := told[saysNo] + told[saysOther] + told[saysAlias]
	switch {
	case told[saysYes]+no == 0:
		return Unreachable, NoAuthority
	case anyone[saysYes] > 0:
		return NotProven, Wildcard
	case told[saysYes] > 0 && no > 0:
		return Contradicted, AuthoritiesDiffer
	case no > 0 && cached[saysYes] > 0:
		return Contradicted, ResolversDiffer
	case told[saysAlias] > 0:
		return NotProven, Alias
	case told[saysOther] > 0:
		return NotProven, OtherToken
	case no > 0:
		return NotProven, Absent
	case cached[saysNo]+cached[saysOther]+cached[saysAlias] > 0:
		return Contradicted, ResolversDiffer
	case cached[saysYes] == 0:
		return Unreachable, NoAnswer
	case anyone[saysNo]+anyone[saysOther]+anyone[saysAlias] == 0:
		return Unreachable, NoAnswer // without the control nothing tells a wildcard apart
	}
	return Proven, ""
}

func outcomeOf(why Reason) Outcome {
	if why == ResolversDiffer {
		return Contradicted
	}
	return Unreachable
}

// What one answer says of the token.
type saying int

const (
	saysNothing saying = iota
	saysNo
	saysOther
	saysAlias
	saysYes
	sayings
)

type tally [sayings]int

func (s saying) String() string {
	return [sayings]string{"no answer", "no token", "another token", "an alias", "the token"}[s]
}

// A reply is what one server answered.
type reply struct {
	server netip.AddrPort
	m      *dns.Msg // nil: nothing that can be used
}

func (y reply) detail() string {
	if y.m == nil {
		return ""
	}
	code := dns.RcodeToString[y.m.Rcode]
	if code == "" {
		code = "RCODE" + strconv.Itoa(y.m.Rcode)
	}
	return fmt.Sprintf(" (%s, records: %d)", code, len(y.m.Answer))
}

// says looks for the token among the records of the very name that was asked for.
func (y reply) says(token string) saying {
	if y.m == nil {
		return saysNothing
	}
	s := saysNo
	for i, rr := range y.m.Answer {
		own := strings.EqualFold(rr.Header().Name, y.m.Question[0].Name)
		switch rr := rr.(type) {
		case *dns.CNAME:
			return saysAlias
		case *dns.TXT:
			if text := strings.Join(rr.Txt, ""); own && i < maxRecords && text == token {
				s = saysYes
			} else if own && s == saysNo && strings.HasPrefix(text, tokenPrefix) {
				s = saysOther
			}
		}
	}
	return s
}

// authorities finds the addresses of the servers of the zone that the host lies in. The
// resolvers must agree on who they are.
func (a *Asker) authorities(ctx context.Context, c Challenge, r *Result) (servers []netip.AddrPort, why Reason) {
	var names []string
	for _, resolver := range a.Resolvers {
		found, zone, ok := a.zoneAt(ctx, resolver, c.Asset)
		if !ok {
			r.note("NS "+c.Asset.Host, resolver.String(), "resolver", saysNothing.String())
			continue
		}
		r.note("NS "+zone, resolver.String(), "resolver", strings.Join(found, ", "))
		if names != nil && !slices.Equal(names, found) {
			return nil, ResolversDiffer
		}
		names = found
	}
	for _, name := range names[:min(len(names), maxServers)] {
		for _, at := range a.addresses(ctx, name, maxPerName) {
			servers = append(servers, netip.AddrPortFrom(at, 53))
		}
	}
	slices.SortFunc(servers, netip.AddrPort.Compare)
	servers = slices.Compact(servers)
	if len(servers) == 0 {
		return nil, NoAuthority
	}
	return servers[:min(len(servers), maxServers)], ""
}

// zoneAt asks one resolver for the nearest name above the host that has name servers. ok
// is false when it answered nothing of use.
func (a *Asker) zoneAt(ctx context.Context, resolver netip.AddrPort, asset Asset) (servers []string, zone string, ok bool) {
	zones := asset.zones()
	for _, zone = range zones[:min(len(zones), 10)] {
		m := a.ask(ctx, resolver, zone, dns.TypeNS, true)
		if m == nil {
			return nil, zone, false
		}
		for _, rr := range m.Answer {
			if ns, is := rr.(*dns.NS); is && strings.EqualFold(ns.Hdr.Name, dns.Fqdn(zone)) && len(servers) < maxRecords {
				servers = append(servers, strings.ToLower(ns.Ns))
			}
		}
		if len(servers) > 0 {
			slices.Sort(servers)
			return slices.Compact(servers), zone, true
		}
	}
	return nil, zone, false
}

// addresses are those of a name that may be asked, at most so many.
func (a *Asker) addresses(ctx context.Context, name string, most int) (list []netip.Addr) {
	for _, kind := range []uint16{dns.TypeA, dns.TypeAAAA} {
		for _, resolver := range a.Resolvers {
			m := a.ask(ctx, resolver, name, kind, true)
			if m == nil {
				continue // perhaps the next one answers
			}
			list = append(list, publicOf(m)...)
			break
		}
	}
	return list[:min(len(list), most)]
}

func publicOf(m *dns.Msg) (list []netip.Addr) {
	for _, rr := range m.Answer {
		var ip net.IP
		switch rr := rr.(type) {
		case *dns.A:
			ip = rr.A
		case *dns.AAAA:
			ip = rr.AAAA
		}
		if at, ok := netip.AddrFromSlice(ip); ok && record.Public(at) && len(list) < maxRecords {
			list = append(list, at.Unmap())
		}
	}
	return list
}

// askAll puts one question to all servers at once; the replies are in the servers' order.
func (a *Asker) askAll(ctx context.Context, servers []netip.AddrPort, name string, recurse bool) []reply {
	replies := make([]reply, len(servers))
	var wg sync.WaitGroup
	for i, server := range servers {
		wg.Go(func() {
			replies[i] = reply{server: server}
			to, ok := server, true
			if !recurse { // a resolver is ours, a zone's server is a stranger's
				to, ok = a.dialled(server)
			}
			if !ok {
				return
			}
			m := a.ask(ctx, to, name, dns.TypeTXT, recurse)
			if m != nil && (recurse || m.Authoritative) { // what is no authority's word is nobody's
				replies[i].m = m
			}
		})
	}
	wg.Wait()
	return replies
}

// ask puts one question: by UDP, once more when nothing comes, by TCP when it did not fit. It
// is nil when nothing came that answers it.
func (a *Asker) ask(ctx context.Context, server netip.AddrPort, name string, kind uint16, recurse bool) *dns.Msg {
	q := new(dns.Msg).SetQuestion(dns.Fqdn(name), kind)
	q.RecursionDesired = recurse
	q.SetEdns0(1232, false)
	for _, network := range []string{"udp", "udp", "tcp"} {
		q.Id = dns.Id()
		client := dns.Client{Net: network, Timeout: askTime}
		m, _, err := client.ExchangeContext(ctx, q, server.String())
		if err != nil || !answers(q, m) {
			continue
		}
		if m.Truncated && network == "udp" {
			network = "tcp"
			client.Net = network
			if m, _, err = client.ExchangeContext(ctx, q, server.String()); err != nil || !answers(q, m) {
				return nil
			}
		}
		if m.Rcode != dns.RcodeSuccess && m.Rcode != dns.RcodeNameError {
			return nil // SERVFAIL and REFUSED are no answer to what was asked
		}
		return m
	}
	return nil
}

func answers(q, m *dns.Msg) bool {
	return m != nil && m.Response && m.Id == q.Id && len(m.Question) == 1 &&
		m.Question[0].Qtype == q.Question[0].Qtype && strings.EqualFold(m.Question[0].Name, q.Question[0].Name)
}
