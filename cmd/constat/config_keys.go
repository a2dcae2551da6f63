package main

import (
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"constat/report/lang"
	"constat/store/record"
)

// vantageName is what a log's origin can be made of.
var vantageName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$`)

// foreignKeys are those that users of Gatus bring along.
var foreignKeys = []string{
	"alerting", "announcements", "client", "concurrency", "connectivity", "debug", "disable-monitoring-lock", "external-endpoints",
	"maintenance", "metrics", "remote", "security", "skip-invalid-config-update", "storage", "suites", "tunneling", "ui", "web",
}

func foreignFields(keys []string) []configField {
	fields := make([]configField, len(keys))
	for i, k := range keys {
		fields[i] = configField{name: k, foreign: true}
	}
	return fields
}

func (r *configReader) readConfig(root ast.Node) {
	fields := []configField{
		{name: "name", read: r.readName},
		{name: "targets", read: r.readTargets},
		{name: "endpoints", read: r.readEndpoints},
		{name: "controls", read: r.readControls},
		{name: "providers", read: r.readProviders},
		{name: "contracts", read: r.readContracts},
		{name: "terms", read: func(n ast.Node) { r.config.Terms, _ = r.text(n) }},
		{name: "breaches", read: func(n ast.Node) {
			r.list(n, func(v ast.Node) {
				if s, ok := r.text(v); ok && r.once(v, "breaches "+s, s) {
					r.config.Breaches = append(r.config.Breaches, s)
				}
			})
		}},
		{name: "anchors", read: r.readAnchors},
		{name: "witnesses", read: r.readWitnesses},
		{name: "witness", read: r.readWitness},
		{name: "clock", read: r.readClock},
		{name: "echo", read: func(n ast.Node) { r.config.Echo = r.addresses(n, "echo") }},
		{name: "listen", read: func(n ast.Node) { r.config.Listen = r.listenAddress(n) }},
		{name: "tls", read: r.readTLS},
		{name: "behind_proxy", read: func(n ast.Node) { r.config.BehindProxy = r.yes(n) }},
		{name: "users", read: r.readUsers},
		{name: "public", read: r.readPublic},
		{name: "claims", read: r.readClaims},
		{name: "claims_at", read: r.readClaimsAt},
		{name: "contact", read: func(n ast.Node) { r.config.Contact = r.contact(n) }},
		{name: "path", read: r.readPath},
		{name: "resolvers", read: r.readResolvers},
		{name: "rate", read: func(n ast.Node) { r.config.Rate = r.rate(n) }},
		{name: "method", read: func(n ast.Node) { r.config.Method, _ = r.text(n) }},
		{name: "catalogue", read: func(n ast.Node) { r.config.Catalogue, _ = r.text(n) }},
		{name: "notify", read: r.readNotify},
	}
	for _, k := range []string{"secrets"} {
		fields = append(fields, configField{name: k, notYet: true})
	}
	keys, ok := r.mapping(root, append(fields, foreignFields(foreignKeys)...))
	if !ok {
		return
	}
	if keys["name"] == nil {
		r.note(1, 0, say("%q manque", "%q is missing", "name"), say(`nommez ce point de vue, par exemple "name: saguenay-1"`, `name this vantage, as in "name: saguenay-1"`))
	}
	if keys["targets"] == nil && keys["endpoints"] == nil {
		r.note(1, 0, say("%q manque", "%q is missing", "targets"), say("donnez au moins une cible", "give at least one target"))
	}
	for _, add := range r.stated {
		add()
	}
	for _, check := range r.later {
		check()
	}
}

func (r *configReader) readName(n ast.Node) {
	name, ok := r.text(n)
	if ok && !vantageName.MatchString(name) {
		r.at(n, say("%q ne peut pas nommer un point de vue", "%q can't name a vantage", name),
			say("1 à 63 lettres sans accent, chiffres, points, tirets ou soulignés, une lettre ou un chiffre d'abord",
				"1 to 63 letters without accents, digits, dots, dashes or underscores, a letter or digit first"))
	}
	r.config.Name = name
}

func (r *configReader) readControls(n ast.Node) {
	r.config.Controls = r.controlAddresses(n)
	r.later = append(r.later, func() { r.checkControls(n) })
}

// checkControls notes the controls that are on this machine: they answer when
// the network is down. They may be where every target is here too; a name
// server may be anyway, for it proves no network.
func (r *configReader) checkControls(n ast.Node) {
	if !slices.ContainsFunc(r.config.Targets, func(t Target) bool { return !isHere(t.Address()) }) {
		return
	}
	r.list(n, func(v ast.Node) {
		if s, ok := v.(*ast.StringNode); ok && isHere(s.Value) && (record.Question{Kind: kindOf(s.Value)}).Vouches() {
			r.at(v, say("le témoin %q est sur cette machine : il répond même sans réseau", "control %q is on this machine: it answers without any network", s.Value),
				say("prenez un site d'ailleurs", "choose a site elsewhere"))
		}
	})
}

func (r *configReader) readAnchors(n ast.Node) {
	r.config.Anchors = r.addresses(n, "anchor")
}

// addresses reads a list of http and https addresses, none of them twice.
func (r *configReader) addresses(n ast.Node, kind string) (all []string) {
	r.list(n, func(v ast.Node) {
		if u, ok := r.url(v); ok && r.once(v, kind+" "+u, u) {
			all = append(all, u)
		}
	})
	return all
}

// once notes a value that was already given.
func (r *configReader) once(n ast.Node, key, written string) bool {
	line, _ := placeOf(n)
	if before, twice := r.lines[key]; twice {
		r.at(n, say("%q donné deux fois", "%q given twice", written), say("il est déjà à la ligne %d", "it is already on line %d", before))
		return false
	}
	r.lines[key] = line
	return true
}

func (r *configReader) readClock(list ast.Node) {
	r.list(list, func(v ast.Node) {
		server, ok := r.text(v)
		if !ok {
			return
		}
		if !isServer(server) {
			r.at(v, say("%q n'est pas un serveur de temps", "%q is not a time server", server), say("donnez un nom ou une adresse, sans « ntp:// », avec ou sans port", `give a name or an address, without "ntp://", with or without a port`))
			return
		}
		if r.once(v, "clock "+server, server) {
			r.config.Clock = append(r.config.Clock, server)
		}
	})
	if n := len(r.config.Clock); n > maxServers {
		r.at(list, say("%d serveurs de temps, %d au plus", "%d time servers, at most %d", n, maxServers), say("quatre suffisent", "four will do"))
	}
}

// maxServers bounds an entry of what they said: a leaf is small.
const maxServers = 16

func isServer(s string) bool {
	if host, port, err := net.SplitHostPort(s); err == nil {
		n, err := strconv.ParseUint(port, 10, 16)
		return err == nil && n > 0 && isHost(host)
	}
	return isHost(s)
}

func isHost(s string) bool {
	return s != "" && (net.ParseIP(s) != nil || !strings.ContainsAny(s, "/:?#@ \t[]"))
}

func (r *configReader) readProviders(n ast.Node) {
	r.config.Providers = map[string]Provider{}
	r.pairs(n, func(key string, at, value ast.Node) {
		var p Provider
		r.checkKey(at, key)
		r.mapping(value, []configField{
			{name: "name", read: func(n ast.Node) { p.Name = r.labelOf(n, 200) }},
			{name: "status_page", read: func(n ast.Node) { p.StatusPage, _ = r.url(n) }},
			{name: "terms", read: func(n ast.Node) { p.Terms = r.addresses(n, "terms of "+key) }},
			{name: "notices", read: func(n ast.Node) { p.Notices = r.addresses(n, "notices of "+key) }},
		})
		r.stated = append(r.stated, func() { r.addStatements(key, at, p) })
		r.config.Providers[key] = p
	})
}

func (r *configReader) checkKey(at ast.Node, key string) {
	if !vantageName.MatchString(key) {
		r.at(at, say("%q ne peut pas servir de clé ici", "%q can't be a key here", key),
			say("lettres sans accent, chiffres, points, tirets ou soulignés", "letters without accents, digits, dots, dashes or underscores"))
	}
}

func (r *configReader) readContracts(n ast.Node) {
	r.config.Contracts = map[string]Contract{}
	r.pairs(n, func(key string, at, value ast.Node) {
		var c Contract
		r.checkKey(at, key)
		keys, ok := r.mapping(value, []configField{
			{name: "provider", read: func(n ast.Node) { c.Provider = r.provider(n) }},
			{name: "rule", read: func(n ast.Node) { c.Rule, _ = r.text(n) }},
			{name: "targets", read: func(n ast.Node) { c.Targets = r.contractTargets(n) }},
			{name: "timezone", read: func(n ast.Node) { c.Zone = r.zoneName(n) }},
			{name: "since", read: func(n ast.Node) { c.Since = r.day(n) }},
		})
		for _, k := range []string{"provider", "rule"} {
			if ok && keys[k] == nil {
				r.at(at, say("%q manque au contrat %q", "%q is missing in contract %q", k, key), say("un contrat a un fournisseur et une règle", "a contract has a provider and a rule"))
			}
		}
		r.config.Contracts[key] = c
	})
}

func (r *configReader) contractTargets(n ast.Node) (names []string) {
	r.list(n, func(v ast.Node) {
		if s, ok := r.text(v); ok {
			names = append(names, s)
		}
	})
	return names
}

func (r *configReader) zoneName(n ast.Node) string {
	s, ok := r.text(n)
	if _, err := lang.Zone(s); ok && err != nil {
		r.at(n, say("fuseau inconnu %q", "unknown zone %q", s), say("écrivez par exemple America/Toronto", "write for instance America/Toronto"))
	}
	return s
}

func (r *configReader) day(n ast.Node) string {
	s, ok := r.text(n)
	if _, err := time.Parse(time.DateOnly, s); ok && err != nil {
		r.at(n, say("%q n'est pas une date", "%q is not a date", s), say("écrivez 2020-07-06", "write 2020-07-06"))
	}
	return s
}

// provider reads the key of a provider, which must be one of "providers" when
// there is any.
func (r *configReader) provider(n ast.Node) string {
	key, ok := r.text(n)
	if !ok {
		return ""
	}
	r.later = append(r.later, func() {
		if _, known := r.config.Providers[key]; known || len(r.config.Providers) == 0 {
			return
		}
		var known []string
		for k := range r.config.Providers {
			known = append(known, k)
		}
		hint := didYouMean(key, known)
		if hint == (Phrase{}) {
			hint = say("ajoutez-le sous %q", "add it under %q", "providers")
		}
		r.at(n, say("fournisseur inconnu %q", "unknown provider %q", key), hint)
	})
	return key
}
