package main

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"constat/collector/inventory"
	"constat/collector/probe"
)

// whole reads a number from 0 to most.
func (r *configReader) whole(n ast.Node, most int) int {
	v, ok := n.(*ast.IntegerNode)
	if !ok {
		r.wrongKind(n, say("un nombre", "a number"))
		return 0
	}
	i, err := strconv.Atoi(v.GetToken().Value)
	if err != nil || i < 0 || i > most {
		r.at(n, say("%s est hors de portée", "%s is out of range", v.GetToken().Value), say("de 0 à %d", "from 0 to %d", most))
		return 0
	}
	return i
}

// version reads which version of HTTP is offered: 1.1, or 2 beside it.
func (r *configReader) version(n ast.Node) int {
	switch written := n.GetToken().Value; written {
	case "2":
		return 2
	case "1.1":
		return 0
	default:
		r.at(n, say("version %q de HTTP impossible", "version %q of HTTP is not possible", written), say("1.1 ou 2", "1.1 or 2"))
	}
	return 0
}

// maxBody bounds what is sent with a question: it goes into the log.
const maxBody = 4096

func (r *configReader) body(n ast.Node) string {
	s, ok := r.text(n)
	if ok && (len(s) > maxBody || !utf8.ValidString(s)) {
		r.at(n, say("le corps dépasse 4096 octets", "the body is over 4096 bytes"), say("un corps plus court : il entre au registre", "a shorter one: it goes into the log"))
	}
	return s
}

// pin reads the address that is asked in place of the one the name leads to,
// and returns it in its one form.
func (r *configReader) pin(n ast.Node) string {
	s, ok := r.text(n)
	if !ok {
		return ""
	}
	bare := strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	if a, err := netip.ParseAddr(bare); err == nil && a.Zone() == "" {
		return a.Unmap().String()
	}
	if p, err := netip.ParseAddrPort(s); err == nil && p.Port() != 0 && p.Addr().Zone() == "" {
		return netip.AddrPortFrom(p.Addr().Unmap(), p.Port()).String()
	}
	r.at(n, say("%q n'est pas une adresse IP", "%q is not an IP address", s), say("écrivez 192.0.2.7, 192.0.2.7:8443 ou [2001:db8::7]:443", "write 192.0.2.7, 192.0.2.7:8443 or [2001:db8::7]:443"))
	return ""
}

// pinned are the kinds whose address can be named outright: those that call one
// place, by its name.
var pinned = []string{"http", "tcp", "tls", "dns", "smtp", "imap", "pop3", "ssh", "icmp", "ws"}

// checkPage holds what a page is asked with against the rest of the target.
func (r *configReader) checkPage(t *Target, keys map[string]ast.Node) {
	kind := kindOf(t.URL)
	switch {
	case kind == "http" && t.Body != "" && t.Method != "POST":
		r.at(keys["body"], say("une question %s n'envoie pas de corps", "a %s request sends no body", t.Method), say(`écrivez "method: POST"`, `write "method: POST"`))
	case t.HTTP == 2 && t.Follow == 0 && strings.HasPrefix(t.URL, "http:"):
		r.at(keys["http"], say("HTTP/2 n'est offert que sous TLS", "HTTP/2 is offered under TLS only"), say("écrivez %q", "write %q", "https"+strings.TrimPrefix(t.URL, "http")))
	}
	if t.Pin == "" {
		return
	}
	folder := t.Inventory != nil && strings.HasPrefix(t.Inventory.URL, "file:")
	if folder || kind != "" && !slices.Contains(pinned, kind) {
		r.at(keys["address"], say("%q n'a pas cours ici", "%q has no place here", "address"), say("enlevez cette clé", "leave this key out"))
	} else if _, err := netip.ParseAddr(t.Pin); kind == "icmp" && err != nil {
		r.at(keys["address"], say("un écho n'a pas de port", "an echo has no port"), say("écrivez l'adresse seule", "write the address alone"))
	}
}

// contact reads where those who are asked can write to. It goes into captures
// and into servers' logs.
func (r *configReader) contact(n ast.Node) string {
	s, ok := r.text(n)
	if !ok {
		return ""
	}
	if strings.Contains(s, "://") {
		if what, hint := checkURL(s, webSchemes); what != (Phrase{}) {
			r.at(n, what, hint)
		}
		return s
	}
	name, _, _ := strings.Cut(s, "@")
	switch {
	case !probe.Mailbox(s):
		r.at(n, say("%q n'est ni une boîte aux lettres ni une adresse", "%q is neither a mailbox nor an address", s), say("écrivez %q ou %q", "write %q or %q", "contact@example.org", "https://example.org/constat"))
	case !slices.Contains(roles, strings.ToLower(name)):
		r.at(n, say("%q peut être l'adresse d'une personne, qui finirait dans le registre", "%q may be somebody's address, which would end in the log", s),
			say("nommez une boîte de fonction : postmaster, info, contact, test…", "name a mailbox of a role: postmaster, info, contact, test…"))
	}
	return s
}

// rate reads how many questions a second one host is asked at most.
func (r *configReader) rate(n ast.Node) int {
	i := r.whole(n, 1000)
	if _, ok := n.(*ast.IntegerNode); ok && i == 0 {
		r.at(n, say("aucune question par seconde", "no question a second"), say("de 1 à 1000", "from 1 to 1000"))
	}
	return i
}

// agentOf is what each question says of who asks: the program, and where to
// write to.
func agentOf(c *Config) string {
	agent := "constat/" + version
	switch {
	case c == nil || c.Contact == "":
		return agent
	case strings.Contains(c.Contact, "://"):
		return agent + " (+" + c.Contact + ")"
	}
	return agent + " (+mailto:" + c.Contact + ")"
}

// introduce has each question say who asks.
func introduce(c *Config) { probe.Agent = agentOf(c); inventory.Agent = probe.Agent }

// namedBy are the addresses that a configuration names outright.
func namedBy(targets []Target) probe.Named {
	n := probe.Named{}
	for _, t := range targets {
		n.Name(t.Question())
	}
	return n
}
