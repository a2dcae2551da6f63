package owner

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"constat/collector/probe"
	"constat/store/record"
)

var errNoResolver = errors.New("no resolver is known")

const rdapTime = 10_000 // milliseconds for one question to a registry

// rdap asks the registry of the domain who holds it, RFC 9082 and RFC 9083, and compares the
// name with the member's. Two names that are written alike may be two persons', and a
// registry has what the registrant typed: it is told as recorded, no more. Of a holder who
// is not the member no name is kept.
func (a *Asker) rdap(ctx context.Context, c Challenge) Result {
	r := begin(RDAP, c)
	if c.Asset.Shared {
		return r.end(NotProven, SharedSuffix)
	}
	page, ok := a.domain(ctx, c, &r)
	if !ok {
		return r.end(Unreachable, NoRegistry)
	}
	names := page.holders()
	switch {
	case len(names) == 0:
		r.note("registrant of "+c.Asset.Domain, "", "registry", "nobody is named")
		return r.end(NotProven, HolderHidden)
	case !slices.ContainsFunc(names, func(n string) bool { return sameName(n, c.Name) }):
		r.note("registrant of "+c.Asset.Domain, "", "registry", "another name")
		return r.end(NotProven, OtherHolder)
	}
	r.note("registrant of "+c.Asset.Domain, "", "registry", "the member's name")
	return r.end(Proven, "")
}

// Contacts are the addresses that the registry publishes for who holds the domain, or runs
// it for them; ok is false when no registry answered.
func (a *Asker) Contacts(ctx context.Context, c Challenge) (list []string, ok bool) {
	var r Result
	return a.contacts(ctx, c, &r)
}

func (a *Asker) contacts(ctx context.Context, c Challenge, r *Result) (list []string, ok bool) {
	if c.Asset.Shared {
		return nil, true
	}
	page, ok := a.domain(ctx, c, r)
	if !ok {
		return nil, false
	}
	for _, e := range page.Entities {
		if !e.is("registrant") && !e.is("administrative") {
			continue
		}
		if m := e.property("email"); bareAddress(m) && !slices.Contains(list, m) && len(list) < 8 {
			list = append(list, m)
		}
	}
	return list, true
}

// domain gets the registry's page about the domain.
func (a *Asker) domain(ctx context.Context, c Challenge, r *Result) (page rdapPage, ok bool) {
	if a.Lists == "" {
		return page, false
	}
	lists := strings.TrimSuffix(a.Lists, "/") + "/dns.json"
	named := probe.Named{}
	named.Name(record.Question{URL: lists})
	ask := probe.Ask{Roots: a.Roots, Resolver: a.resolver(), Named: named, Question: record.Question{Timeout: rdapTime, Follow: 2}}
	server := probe.Registries.Domain(ctx, ask, lists, c.Asset.Domain)
	if server == "" {
		r.note("RDAP server of "+c.Asset.Domain, lists, "registry", "none is known")
		return page, false
	}
	got := probe.LookUp(ctx, ask, server+"domain/"+c.Asset.Domain)
	ok = got.Answer.Fault == record.NoFault && got.Answer.Status == http.StatusOK && !got.Answer.Cut && got.Exchange != nil &&
		json.Unmarshal(got.Exchange.Body, &page) == nil && page.Class == "domain" && strings.EqualFold(strings.TrimSuffix(page.Name, "."), c.Asset.Domain)
	said := "a page about it"
	if !ok {
		said = "nothing of use"
	}
	r.note("RDAP domain/"+c.Asset.Domain, server, "registry", said)
	return page, ok
}

// An rdapPage is what of RFC 9083 section 5.3 is read.
type rdapPage struct {
	Class    string        `json:"objectClassName"`
	Name     string        `json:"ldhName"`
	Entities []*rdapEntity `json:"entities"`
}

// An rdapEntity is an organisation or a person; its card is a jCard, RFC 7095: "vcard" and a list
// of properties, each of name, parameters, type and values.
type rdapEntity struct {
	Roles []string          `json:"roles"`
	Card  []json.RawMessage `json:"vcardArray"`
}

func (p rdapPage) holders() (names []string) {
	for _, e := range p.Entities {
		if !e.is("registrant") {
			continue
		}
		for _, n := range []string{e.property("org"), e.property("fn")} {
			if n != "" && !hidden(n) {
				names = append(names, n)
			}
		}
	}
	return names
}

// hidden reports whether a name stands in for one that is not published.
func hidden(name string) bool {
	f := folded(name)
	return f == "" || slices.ContainsFunc([]string{"redacted", "privacy", "private", "whoisguard", "withheld", "proxy", "notdisclosed", "masked", "anonym"}, func(w string) bool {
		return strings.Contains(f, w)
	})
}

func (e *rdapEntity) is(role string) bool { return e != nil && slices.Contains(e.Roles, role) }

// property is the text of the first property of a name; of an organisation, its units come after.
func (e *rdapEntity) property(name string) string {
	var list [][]json.RawMessage
	if len(e.Card) < 2 || json.Unmarshal(e.Card[1], &list) != nil {
		return ""
	}
	for _, p := range list {
		var have, text string
		if len(p) < 4 || json.Unmarshal(p[0], &have) != nil || have != name {
			continue
		}
		var parts []string
		switch {
		case json.Unmarshal(p[3], &text) == nil:
			return text
		case json.Unmarshal(p[3], &parts) == nil && len(parts) > 0:
			return parts[0]
		}
	}
	return ""
}

// sameName compares two names without case, spaces and punctuation.
func sameName(a, b string) bool { return folded(a) != "" && folded(a) == folded(b) }

func folded(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
