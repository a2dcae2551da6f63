package owner

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"constat/collector/probe"
	"constat/collector/rdap"
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
	names := holders(page)
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
		if !e.Is("registrant") && !e.Is("administrative") {
			continue
		}
		if m := e.Property("email"); bareAddress(m) && !slices.Contains(list, m) && len(list) < 8 {
			list = append(list, m)
		}
	}
	return list, true
}

// domain gets the registry's page about the domain.
func (a *Asker) domain(ctx context.Context, c Challenge, r *Result) (page rdap.Page, ok bool) {
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
	if got.Answer.Fault == record.NoFault && got.Answer.Status == http.StatusOK && !got.Answer.Cut && got.Exchange != nil {
		page, ok = rdap.Read(got.Exchange.Body, "domain")
		ok = ok && strings.EqualFold(strings.TrimSuffix(page.LDH, "."), c.Asset.Domain)
	}
	said := "a page about it"
	if !ok {
		said = "nothing of use"
	}
	r.note("RDAP domain/"+c.Asset.Domain, server, "registry", said)
	return page, ok
}

// holders are the names that a page gives to who holds the domain.
func holders(p rdap.Page) (names []string) {
	for _, e := range p.Entities {
		if !e.Is("registrant") {
			continue
		}
		for _, n := range []string{e.Property("org"), e.Property("fn")} {
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
