package main

import (
	"maps"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"constat/collector/inventory"
	"constat/store/record"
)

// laterSchemes are those of questions that are not asked yet.
var laterSchemes = []string{
	"grpc", "sctp", "starttls", "udp",
}

// webSchemes are those of pages.
var webSchemes = []string{"http", "https"}

// askedSchemes are those of all questions, those of pages first.
var askedSchemes = func() []string {
	all := slices.Clone(webSchemes)
	for _, kind := range slices.Sorted(maps.Keys(record.Schemes)) {
		if kind != "http" && kind != record.AskStatement {
			all = append(all, record.Schemes[kind]...)
		}
	}
	return all
}()

// url reads an http or https address, and returns it as it is written.
func (r *configReader) url(n ast.Node) (string, bool) { return r.address(n, webSchemes) }

// address reads an address of one of some schemes.
func (r *configReader) address(n ast.Node, schemes []string) (string, bool) {
	s, ok := r.text(n)
	if !ok {
		return "", false
	}
	if what, hint := checkURL(s, schemes); what != (Phrase{}) {
		r.at(n, what, hint)
		return "", false
	}
	return s, true
}

// checkURL says what is wrong with an address, or nothing. It never repeats
// what stands before an "@", which may be a password.
func checkURL(s string, schemes []string) (what, hint Phrase) {
	scheme, rest, found := strings.Cut(s, "://")
	switch {
	case !found:
		return say("l'adresse %q n'a pas de schéma", "address %q has no scheme", withoutUser(s)), say("écrivez %q", "write %q", "https://"+withoutUser(s))
	case slices.Contains(laterSchemes, strings.ToLower(scheme)):
		return say("le genre %s n'est pas encore disponible", "kind %s is not available yet", strings.ToLower(scheme)), oneOf(schemes)
	case slices.Contains(inventory.Schemes(), scheme) && !slices.Contains(schemes, scheme) && !slices.Contains(askedSchemes, scheme):
		return say("%s ne répond pas, il contient", "%s does not answer, it holds", scheme), say("écrivez %q au lieu de %q", "write %q instead of %q", "inventory", "url")
	case slices.Contains(askedSchemes, scheme) && !slices.Contains(schemes, scheme):
		return say("%s n'a pas cours ici", "%s has no place here", scheme), oneOf(schemes)
	case !slices.Contains(schemes, scheme):
		if hint = didYouMean(scheme, schemes); hint == (Phrase{}) {
			hint = oneOf(schemes)
		}
		return say("schéma inconnu %q", "unknown scheme %q", scheme), hint
	case len(s) > 2048:
		return say("l'adresse dépasse 2048 octets", "the address is over 2048 bytes"), Phrase{}
	}
	authority := strings.TrimLeft(rest, "/")
	if i := strings.IndexAny(authority, "/?#"); i >= 0 {
		authority = authority[:i]
	}
	if strings.Contains(authority, "@") {
		return say("l'adresse contient un nom d'utilisateur ou un mot de passe", "the address holds a user name or a password"),
			say("enlevez ce qui précède « @ » : l'adresse entre au registre", `remove what stands before "@": the address goes into the log`)
	}
	return checkParts(s)
}

// oneOf names what may stand there.
func oneOf(words []string) Phrase {
	last := len(words) - 1
	if last == 0 {
		return Phrase{FR: words[0], EN: words[0]}
	}
	first := strings.Join(words[:last], ", ")
	return Phrase{FR: first + " ou " + words[last], EN: first + " or " + words[last]}
}

func checkParts(s string) (what, hint Phrase) {
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsAny(s, " \t\n\r\\"):
		return say("%q n'est pas une adresse", "%q is not an address", s), say("écrivez-la comme %q", "write it as %q", "https://example.org/")
	case u.Hostname() == "":
		return say("l'adresse %q n'a pas d'hôte", "address %q has no host", s), say("écrivez-la comme %q", "write it as %q", "https://example.org/")
	case strings.Contains(s, "#"):
		return say("l'adresse %q a un fragment", "address %q has a fragment", s),
			say("enlevez « # » et la suite : un serveur ne les voit pas", `remove "#" and what follows: a server never sees it`)
	}
	if p := u.Port(); p != "" || strings.HasSuffix(u.Host, ":") {
		if n, err := strconv.ParseUint(p, 10, 16); err != nil || n == 0 {
			return say("le port de %q est impossible", "the port of %q is not possible", s), say("de 1 à 65535", "from 1 to 65535")
		}
	}
	return checkKind(u)
}

// isHere says whether an address leads to this machine by its looks.
func isHere(s string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	if u.Scheme == "file" || u.Scheme == "push" { // nobody is asked
		return true
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	ip := net.ParseIP(host)
	return ip.IsLoopback() || ip != nil && ip.IsUnspecified() || host == "localhost" || strings.HasSuffix(host, ".localhost") // RFC 6761 section 6.3
}

func withoutUser(s string) string {
	if i := strings.LastIndex(s, "@"); i >= 0 {
		return s[i+1:]
	}
	return s
}
