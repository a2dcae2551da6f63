package main

import (
	"net/netip"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// A PathSource names who is asked whose the networks behind a name are. An
// empty one is not asked.
type PathSource struct {
	Routes     string // a domain under which a table of routes is read, as asn.cymru.com
	Registries string // where the lists of registries lie (RFC 9224), https or http
}

func (r *configReader) readPath(n ast.Node) {
	r.mapping(n, []configField{
		{name: "as", read: func(n ast.Node) { r.config.Path.Routes = r.routes(n) }},
		{name: "rdap", read: func(n ast.Node) { r.config.Path.Registries, _ = r.url(n) }},
	})
}

// routes reads a domain; the names under it are ours to make.
func (r *configReader) routes(n ast.Node) string {
	s, ok := r.text(n)
	domain, under := strings.CutPrefix(strings.TrimSuffix(s, "."), "origin.")
	switch {
	case !ok:
		return ""
	case under:
		r.at(n, say("%q est un des noms de cette table", "%q is one of the names of that table", s), say("donnez le domaine, %q", "give the domain, %q", domain))
	case !isHost(domain) || !strings.Contains(domain, "."):
		r.at(n, say("%q n'est pas un domaine", "%q is not a domain", s), say("donnez le domaine d'une table de routes, par exemple asn.cymru.com", "give the domain of a table of routes, as in asn.cymru.com"))
	}
	return domain
}

// readResolvers reads the name servers that a diagnostic attempt asks.
func (r *configReader) readResolvers(list ast.Node) {
	r.list(list, func(v ast.Node) {
		s, ok := r.text(v)
		if !ok {
			return
		}
		at, err := netip.ParseAddrPort(s)
		if a, plain := netip.ParseAddr(s); plain == nil {
			at, err = netip.AddrPortFrom(a, 53), nil
		}
		if err != nil || at.Port() == 0 || at.Addr().Zone() != "" {
			r.at(v, say("%q n'est pas l'adresse d'un serveur de noms", "%q is not the address of a name server", s), say("donnez une adresse IP, avec ou sans port", "give an IP address, with or without a port"))
			return
		}
		at = netip.AddrPortFrom(at.Addr().Unmap(), at.Port())
		if r.once(v, "resolver "+at.String(), s) {
			r.config.Resolvers = append(r.config.Resolvers, at)
		}
	})
	if n := len(r.config.Resolvers); n > maxResolvers {
		r.at(list, say("%d serveurs de noms, %d au plus", "%d name servers, at most %d", n, maxResolvers), say("un seul, tenu par d'autres, suffit", "one, kept by others, will do"))
	}
}

const maxResolvers = 2
