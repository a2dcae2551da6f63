package probe

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"constat/store/record"
)

// Bootstrap says which registry knows which domains, RFC 9224. The program may
// name another before the first question.
var Bootstrap = "https://data.iana.org/rdap/dns.json"

// RDAP asks a registry what it holds of a domain, RFC 9082 and RFC 9083:
//
//	rdap://example.org?server=https://rdap.example/
//
// Where no server is named, [Bootstrap] is asked which one it is, once a day
// at most; if that fails it is we who cannot ask. Of persons nothing is kept.
func RDAP(ctx context.Context, a Ask) Result {
	server, name, err := registry(ctx, a)
	if err != nil {
		c := newCall(a)
		c.finish(err, ctx.Err() != nil)
		return c.result
	}
	r := LookUp(ctx, a, server+"domain/"+name)
	c := call{ask: a, result: r}
	c.result.Answer = record.Answer{Fault: r.Answer.Fault, Detail: r.Answer.Detail, Peer: r.Answer.Peer, Status: r.Answer.Status,
		Certificate: r.Answer.Certificate, Expires: r.Answer.Expires}
	c.result.Exchange = nil
	c.registered(r)
	c.facts.ResponseTime = r.Took
	c.facts.Body = []byte(c.result.Answer.Text)
	c.result.Answer.Conditions = c.judge(c.facts)
	return c.result
}

// registered takes from a page of RDAP what is kept of a domain.
func (c *call) registered(r Result) {
	a := &c.result.Answer
	if f, ok := others[a.Fault]; ok {
		a.Fault = f
	}
	if a.Status != 0 {
		a.Proto = "RDAP"
	}
	if a.Fault != record.NoFault || a.Status >= 400 {
		return
	}
	var d domain
	if a.Status != http.StatusOK || json.Unmarshal(r.Exchange.Body, &d) != nil || d.Class != "domain" {
		a.Fault, a.Detail = record.AnswerProtocol, "this is not RDAP"
		return
	}
	a.Text = d.text()
	for _, e := range d.Events {
		if at, err := time.Parse(time.RFC3339, e.Date); err == nil && e.Action == "expiration" {
			c.facts.HasDomain, c.facts.DomainLeft = true, c.until(at)
		}
	}
}

// A domain is what of RFC 9083, section 5.3, is kept.
type domain struct {
	Class   string   `json:"objectClassName"`
	Name    string   `json:"ldhName"`
	Status  []string `json:"status"`
	Servers []struct {
		Name string `json:"ldhName"`
	} `json:"nameservers"`
	Events []struct {
		Action string `json:"eventAction"`
		Date   string `json:"eventDate"`
	} `json:"events"`
}

func (d domain) text() string {
	lines := []string{"domain " + short(strings.ToLower(d.Name))}
	for _, s := range d.Status {
		lines = append(lines, "status "+s)
	}
	for _, s := range d.Servers {
		lines = append(lines, "nameserver "+strings.ToLower(s.Name))
	}
	for _, e := range d.Events {
		if e.Action == "expiration" || e.Action == "registration" {
			lines = append(lines, e.Action+" "+e.Date)
		}
	}
	slices.Sort(lines)
	var t text
	for _, l := range slices.Compact(lines) {
		t.add(l)
	}
	return t.String()
}

// registry returns which server knows the domain of a question.
func registry(ctx context.Context, a Ask) (server, name string, err error) {
	u, err := url.Parse(a.Question.URL)
	if err != nil || u.Scheme != "rdap" || u.Port() != "" {
		return "", "", notAsked{errors.New("malformed URL")}
	}
	p := place{host: strings.TrimSuffix(u.Hostname(), ".")}
	if err := p.toASCII(); err != nil {
		return "", "", notAsked{err}
	}
	server = u.Query().Get("server")
	if server == "" {
		server = Registries.Domain(ctx, a, Bootstrap, p.host)
	}
	if server == "" {
		return "", "", notAsked{errors.New("no RDAP server is known for this domain")}
	}
	return strings.TrimSuffix(server, "/") + "/", p.host, nil
}
