package main

import (
	"net/url"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

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
	switch u.Scheme {
	case "tcp":
		if u.Port() == "" {
			return say("l'adresse %q n'a pas de port", "address %q has no port", u.String()), say("écrivez-la comme %q", "write it as %q", "tcp://"+u.Host+":22")
		}
	case "http", "https":
		return Phrase{}, Phrase{}
	}
	return checkBare(u)
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
var pageKeys = []string{"method", "headers", "body_limit"}

// subjects are what conditions can be about, by kind; every kind has
// [CONNECTED], [IP] and [RESPONSE_TIME].
var subjects = map[string][]probe.Subject{
	"http": {probe.SubjectStatus, probe.SubjectBody, probe.SubjectCertificate},
	"tcp":  {},
	"tls":  {probe.SubjectBody, probe.SubjectCertificate},
}

// checkKindKeys holds keys and conditions against the kind of the target.
func (r *configReader) checkKindKeys(t *Target, keys map[string]ast.Node) {
	kind := kindOf(t.URL)
	if kind == "" || kind == "http" {
		return
	}
	for _, k := range pageKeys {
		if keys[k] != nil {
			r.at(keys[k], say("%q n'a pas cours pour %s", "%q has no place in %s", k, kind), say("enlevez cette clé", "leave this key out"))
		}
	}
	t.Method, t.BodyLimit, t.Headers = "", 0, nil
}

// checkSubject refuses a condition on what an answer of the target's kind never
// has: it could not be evaluated.
func (r *configReader) checkSubject(t Target, s probe.Subject, at ast.Node) {
	kind := kindOf(t.URL)
	always := s == probe.SubjectConnected || s == probe.SubjectIP || s == probe.SubjectResponseTime
	if _, known := subjects[kind]; known && !always && !slices.Contains(subjects[kind], s) {
		r.at(at, say("une réponse %s n'a pas de %s", "an answer of %s has no %s", kind, s.String()), say("enlevez cette condition", "leave this condition out"))
	}
	if s == probe.SubjectBody && t.Method == "HEAD" {
		r.at(at, say("une question HEAD ne rapporte pas de contenu", "a HEAD request brings no body"), say(`écrivez "method: GET"`, `write "method: GET"`))
	}
}
