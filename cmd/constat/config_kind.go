package main

import (
	"net/url"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"constat/collector/inventory"
	"constat/collector/probe"
	"constat/store/record"
)

// kindOf returns the kind of question that an address asks.
func kindOf(address string) string {
	scheme, _, _ := strings.Cut(address, "://")
	return record.SchemeKind(scheme)
}

// checkKind says what is wrong with an address of its kind, or nothing.
func checkKind(u *url.URL) (what, hint Phrase) {
	if slices.Contains(inventory.DatabaseSchemes, u.Scheme) {
		return checkDatabaseAddress(u)
	}
	if slices.Contains(inventory.Schemes(), u.Scheme) {
		return Phrase{}, Phrase{}
	}
	switch u.Scheme {
	case "tcp":
		if u.Port() == "" {
			return say("l'adresse %q n'a pas de port", "address %q has no port", u.String()), say("écrivez-la comme %q", "write it as %q", "tcp://"+u.Host+":22")
		}
	case "dns":
		return checkName(u)
	case "smtp", "smtps", "imap", "imaps", "pop3", "pop3s":
		return checkMail(u)
	case "rdap":
		return checkDomain(u)
	case "push":
		return checkJob(u)
	case "icmp":
		if u.Port() != "" {
			return say("un écho n'a pas de port", "an echo has no port"), say("écrivez %q", "write %q", "icmp://"+u.Hostname())
		}
	case "http", "https", "ws", "wss":
		return Phrase{}, Phrase{}
	}
	return checkBare(u)
}

// checkName checks what a name server is asked for.
func checkName(u *url.URL) (what, hint Phrase) {
	example := say("écrivez-la comme %q", "write it as %q", "dns://"+u.Host+"/example.org?type=MX")
	if name := strings.TrimPrefix(u.Path, "/"); name == "" || strings.Contains(name, "/") {
		return say("l'adresse %q ne dit pas quel nom est demandé", "address %q does not say which name is asked for", u.String()), example
	}
	for key, values := range u.Query() {
		if key != "type" || len(values) != 1 {
			return say("%q n'a pas de sens pour dns", "%q means nothing to dns", key), example
		}
		if !probe.DNSType(strings.ToUpper(values[0])) {
			return say("type %q inconnu", "unknown type %q", values[0]), say("A, AAAA, CNAME, MX, NS, SOA, TXT…", "A, AAAA, CNAME, MX, NS, SOA, TXT…")
		}
	}
	return Phrase{}, Phrase{}
}

// checkDomain checks what a registry is asked for.
func checkDomain(u *url.URL) (what, hint Phrase) {
	example := say("écrivez %q", "write %q", "rdap://example.org")
	server := u.Query().Get("server")
	switch only := len(u.Query()) == 0 || len(u.Query()) == 1 && server != ""; {
	case u.Port() != "" || u.Path != "" && u.Path != "/" || !only:
		return say("un registre de noms n'est interrogé que sur un domaine", "a registry is asked for a domain alone"), example
	case server != "":
		return checkURL(server, webSchemes)
	}
	return Phrase{}, Phrase{}
}

// roles are the mailboxes that belong to nobody in particular, RFC 2142; whoever
// is named in an address is named in the log.
var roles = []string{"postmaster", "hostmaster", "webmaster", "abuse", "noc", "security", "info", "support", "sales", "marketing", "contact", "admin", "test", "constat"}

// checkMail checks what a mail server or store is asked.
func checkMail(u *url.URL) (what, hint Phrase) {
	example := say("écrivez-la comme %q", "write it as %q", u.Scheme+"://"+u.Host+"/?starttls=always")
	if u.Path != "" && u.Path != "/" {
		return say("%s n'a pas d'emploi pour un chemin", "%s has no use for a path", u.Scheme), example
	}
	for key, values := range u.Query() {
		switch {
		case len(values) == 1 && key == "starttls" && !slices.Contains([]string{"auto", "always", "never"}, values[0]):
			return say("starttls=%s est inconnu", "starttls=%s is unknown", values[0]), say("auto, always ou never", "auto, always or never")
		case len(values) == 1 && key == "starttls":
		case len(values) == 1 && key == "rcpt" && strings.HasPrefix(u.Scheme, "smtp"):
			if name, _, _ := strings.Cut(values[0], "@"); !probe.Mailbox(values[0]) {
				return say("%q n'est pas une boîte aux lettres", "%q is not a mailbox", values[0]), say("écrivez %q", "write %q", "rcpt=postmaster@example.org")
			} else if !slices.Contains(roles, strings.ToLower(name)) {
				return say("%q peut être l'adresse d'une personne, qui finirait dans le registre", "%q may be somebody's address, which would end in the log", values[0]),
					say("nommez une boîte de fonction : postmaster, info, contact, test…", "name a mailbox of a role: postmaster, info, contact, test…")
			}
		default:
			return say("%q n'a pas de sens pour %s", "%q means nothing to %s", key, u.Scheme), example
		}
	}
	return Phrase{}, Phrase{}
}

// checkBare refuses what an address of a kind other than http has no use for.
func checkBare(u *url.URL) (what, hint Phrase) {
	if u.Path != "" || u.RawQuery != "" || u.ForceQuery {
		bare := u.Scheme + "://" + u.Host
		return say("%s n'a pas d'emploi pour ce qui suit l'hôte", "%s has no use for what follows the host", u.Scheme), say("écrivez %q", "write %q", bare)
	}
	return Phrase{}, Phrase{}
}

// pageKeys say how a page is asked for; other kinds have no use for them.
var pageKeys = []string{"method", "headers", "body_limit", "auth", "follow", "http", "body"}

// subjects are what conditions can be about, by kind; every kind has
// [CONNECTED], [IP] and [RESPONSE_TIME].
var subjects = map[string][]probe.Subject{
	"http": {probe.SubjectStatus, probe.SubjectBody, probe.SubjectCertificate},
	"tcp":  {},
	"tls":  {probe.SubjectBody, probe.SubjectCertificate},
	"dns":  {probe.SubjectBody, probe.SubjectCode},
	"smtp": {probe.SubjectStatus, probe.SubjectBody, probe.SubjectCertificate},
	"imap": {probe.SubjectBody, probe.SubjectCertificate},
	"pop3": {probe.SubjectBody, probe.SubjectCertificate},
	"ssh":  {probe.SubjectBody},
	"icmp": {},
	"push": {},
	"rdap": {probe.SubjectStatus, probe.SubjectBody, probe.SubjectCertificate, probe.SubjectDomain},
	"ws":   {probe.SubjectStatus, probe.SubjectCertificate},
}

// checkKindKeys holds keys and conditions against the kind of the target.
func (r *configReader) checkKindKeys(t *Target, keys map[string]ast.Node) {
	kind := t.kind()
	r.checkPage(t, keys)
	if kind == "" || kind == "http" || kind == record.AskStatement {
		return
	}
	for _, k := range pageKeys {
		if keys[k] != nil {
			r.at(keys[k], say("%q n'a pas cours pour %s", "%q has no place in %s", k, kind), say("enlevez cette clé", "leave this key out"))
		}
	}
	t.Method, t.BodyLimit, t.Headers, t.Follow, t.HTTP, t.Body = "", 0, nil, 0, 0, ""
}

// checkSubject refuses a condition on what an answer of the target's kind never
// has: it could not be evaluated.
func (r *configReader) checkSubject(t Target, s probe.Subject, at ast.Node) {
	kind := t.kind()
	always := s == probe.SubjectConnected || s == probe.SubjectIP || s == probe.SubjectResponseTime
	if _, known := subjects[kind]; known && !always && !slices.Contains(subjects[kind], s) {
		hint := say("enlevez cette condition", "leave this condition out")
		if s == probe.SubjectDomain {
			hint = say("faites-en une cible %q", "make it a target %q", "rdap://example.org")
		}
		r.at(at, say("une réponse %s n'a pas de %s", "an answer of %s has no %s", kind, s.String()), hint)
	}
	if s == probe.SubjectBody && t.Method == "HEAD" {
		r.at(at, say("une question HEAD ne rapporte pas de contenu", "a HEAD request brings no body"), say(`écrivez "method: GET"`, `write "method: GET"`))
	}
}
