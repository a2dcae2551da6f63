package probe

import (
	"context"
	"errors"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/miekg/dns"

	"constat/store/record"
)

// DNS asks one name server for the records of a name, RFC 1035:
//
//	dns://SERVER/NAME?type=MX      A where no type is given
//
// by UDP, and by TCP where the answer says that it did not fit. A datagram may
// be lost, so the same one is sent again after each third of the time: it is
// one question, as a TCP segment sent again is.
func DNS(ctx context.Context, a Ask) Result {
	return put(ctx, a, func(ctx context.Context, c *call) error {
		m, err := dnsQuestion(a.Question.URL)
		if err != nil {
			return notAsked{err}
		}
		if err := c.find(ctx); err != nil {
			return err
		}
		c.first(record.PhaseFirstByte)
		answer, err := c.byUDP(ctx, m)
		if err == nil && answer.Truncated {
			answer, err = c.byTCP(ctx, m)
		}
		if err == nil && contradicts(m.Question[0], answer) {
			err = faulty{record.AnswerProtocol, "records of a name that is not there"}
		}
		if err == nil {
			c.records(m.Question[0], answer)
		}
		return err
	})
}

// DNSType reports whether records of a type, as "MX", can be asked for.
func DNSType(name string) bool {
	t, known := dns.StringToType[name]
	return known && (t < dns.TypeTKEY || t == dns.TypeCAA || t == dns.TypeURI) && t != dns.TypeNone && t != dns.TypeOPT
}

// dnsQuestion reads the part of the address that says what is asked.
func dnsQuestion(raw string) (*dns.Msg, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, errors.New("malformed URL")
	}
	p := place{host: strings.TrimSuffix(strings.TrimPrefix(u.Path, "/"), ".")}
	kind := strings.ToUpper(u.Query().Get("type"))
	if kind == "" {
		kind = "A"
	}
	if err := p.toASCII(); err != nil {
		return nil, err
	}
	if _, ok := dns.IsDomainName(p.host); !ok || !DNSType(kind) {
		return nil, errors.New("malformed name or type")
	}
	return new(dns.Msg).SetQuestion(dns.Fqdn(p.host), dns.StringToType[kind]), nil
}

func (c *call) byUDP(ctx context.Context, m *dns.Msg) (*dns.Msg, error) {
	conn, err := dialer.DialContext(ctx, "udp", c.result.Answer.Peer.String())
	if err != nil {
		return nil, unreachable(err)
	}
	defer conn.Close()
	defer bound(ctx, conn)()
	packed, err := m.Pack()
	if err != nil {
		return nil, notAsked{err}
	}
	if _, err := conn.Write(packed); err != nil {
		return nil, unreachable(err)
	}
	defer again(ctx, c.ask.Question, func() { _, _ = conn.Write(packed) })()
	noise := false
	for b := make([]byte, dns.MaxMsgSize); ; {
		n, err := conn.Read(b)
		switch {
		case err != nil && noise && isTimeout(err):
			return nil, faulty{record.AnswerProtocol, "not an answer to this question"}
		case err != nil && isTimeout(err):
			return nil, faulty{record.DNSTimeout, "timeout"}
		case err != nil:
			return nil, unreachable(err)
		}
		// Whatever is no answer to this question may come from anyone.
		if answer := new(dns.Msg); answer.Unpack(b[:n]) == nil && answers(m, answer) {
			return answer, nil
		}
		noise = true
	}
}

// again does what was done before after each third of the question's time,
// until stop.
func again(ctx context.Context, q record.Question, do func()) (stop func()) {
	third := time.Duration(q.Timeout) * time.Millisecond / 3
	first, second := time.AfterFunc(third, do), time.AfterFunc(2*third, do)
	return func() { first.Stop(); second.Stop() }
}

// unreachable names what UDP meets: its refusal is an ICMP message, RFC 1122
// section 4.1.3.3.
func unreachable(err error) error {
	if errors.Is(err, syscall.ECONNREFUSED) {
		return faulty{record.ICMPRefused, "port unreachable"}
	}
	if errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETUNREACH) {
		return faulty{record.TCPUnreachable, words(err)}
	}
	return err
}

// byTCP asks again as RFC 7766 wants it of an answer that did not fit.
func (c *call) byTCP(ctx context.Context, m *dns.Msg) (*dns.Msg, error) {
	c.next(record.PhaseConnect)
	conn, err := dialer.DialContext(ctx, "tcp", c.result.Answer.Peer.String())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	defer bound(ctx, conn)()
	c.next(record.PhaseBody)
	c.result.Answer.Proto = "DNS/TCP"
	over := &dns.Conn{Conn: conn}
	if err := over.WriteMsg(m); err != nil {
		return nil, err
	}
	answer, err := over.ReadMsg()
	if _, network := errors.AsType[net.Error](err); err != nil && (network || isEnd(err)) {
		return nil, err
	}
	if err != nil || !answers(m, answer) {
		return nil, faulty{record.AnswerProtocol, "not an answer to this question"}
	}
	return answer, nil
}

// answers reports whether a is an answer to m.
func answers(m, a *dns.Msg) bool {
	return a.Response && a.Id == m.Id && a.Opcode == m.Opcode && len(a.Question) == 1 &&
		a.Question[0].Qtype == m.Question[0].Qtype && a.Question[0].Qclass == m.Question[0].Qclass &&
		strings.EqualFold(a.Question[0].Name, m.Question[0].Name)
}

// records writes the answer down: its code, and its records without the time
// that they may be kept, in order. Of an answer that is empty it writes down
// the zone that says so, if one does.
func (c *call) records(q dns.Question, m *dns.Msg) {
	a := &c.result.Answer
	if a.Proto == "" {
		a.Proto = "DNS/UDP"
	}
	var known bool
	if a.Code, known = dns.RcodeToString[m.Rcode]; !known {
		a.Code = "RCODE" + strconv.Itoa(m.Rcode)
	}
	var lines, wanted []string
	for _, r := range m.Answer {
		h := r.Header()
		kind := dns.Type(h.Rrtype).String()
		data := strings.TrimPrefix(r.String(), h.String())
		lines = append(lines, strings.ToLower(h.Name)+" "+kind+" "+data)
		if h.Rrtype == q.Qtype {
			wanted = append(wanted, data)
		}
	}
	slices.Sort(lines)
	slices.Sort(wanted)
	var t text
	for _, l := range slices.Compact(lines) {
		t.add(l)
	}
	if zone := authority(q, m); zone != "" && a.Code == "NOERROR" && len(m.Answer) == 0 {
		t.add("authority", zone, "SOA")
	}
	a.Text, c.facts.Body, c.facts.BodyCut = t.String(), []byte(strings.Join(wanted, "\n")), t.full
}

// authority returns the zone that says of itself, in m, that it does not have
// what was asked, RFC 2308 section 2.2.
func authority(q dns.Question, m *dns.Msg) string {
	for _, r := range m.Ns {
		if soa, ok := r.(*dns.SOA); ok && dns.IsSubDomain(soa.Hdr.Name, q.Name) {
			return strings.ToLower(soa.Hdr.Name)
		}
	}
	return ""
}

// contradicts reports whether m has the very records of a name of which it says
// that it is not there. An alias may lead to one, RFC 2308 section 2.1.
func contradicts(q dns.Question, m *dns.Msg) bool {
	return m.Rcode == dns.RcodeNameError && q.Qtype != dns.TypeCNAME &&
		slices.ContainsFunc(m.Answer, func(r dns.RR) bool { return r.Header().Rrtype == q.Qtype })
}
