package main

import (
	"regexp"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// maxClaims bounds how many registers one daemon takes members in for.
const maxClaims = 100

var claimName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// readClaims reads for which registers, in claims/ beside the configuration, the form is
// served where jobs report in.
func (r *configReader) readClaims(n ast.Node) {
	r.list(n, func(v ast.Node) {
		s, ok := r.text(v)
		switch {
		case ok && !claimName.MatchString(s):
			r.at(v, say("%q ne peut pas nommer un registre", "%q can't name a register", s), say("1 à 64 lettres minuscules, chiffres et traits d'union, comme « constat claim new » les prend", `1 to 64 lower-case letters, digits and hyphens, as "constat claim new" takes them`))
		case ok && r.once(v, "claim "+s, s):
			r.config.Claims = append(r.config.Claims, s)
		}
	})
	if len(r.config.Claims) > maxClaims {
		r.at(n, say("%d registres, %d au plus", "%d registers, at most %d", len(r.config.Claims), maxClaims), Phrase{})
	}
	r.later = append(r.later, func() {
		c := &r.config
		switch {
		case len(c.Claims) == 0:
		case c.Listen == "":
			r.at(n, say("personne ne peut s'inscrire : rien n'écoute", "nobody can register: nothing listens"), say("ajoutez %q", "add %q", "listen: 127.0.0.1:8469"))
		case !isLoopback(c.Listen) && c.TLS == Certificate{} && !c.BehindProxy:
			r.at(n, say("ce que les membres écrivent passerait en clair par le réseau", "what members write would go over the network in clear"),
				say("écoutez à 127.0.0.1, ou donnez %q, ou écrivez %q si un mandataire chiffre devant", "listen at 127.0.0.1, or give %q, or write %q where a proxy encrypts before it", "tls", "behind_proxy: true"))
		}
	})
}

// readClaimsAt reads where members reach the forms: what a receipt's link and picture lead to.
func (r *configReader) readClaimsAt(n ast.Node) {
	s, ok := r.text(n)
	switch {
	case ok && (s == "" || !isOrigin(s)):
		r.at(n, say("%q n'est pas une adresse publique", "%q is no public address", s), say("dites-la comme https://hôte, sans rien après", "say it as https://host with nothing after it"))
	case ok:
		r.config.ClaimsAt = s
	}
	r.later = append(r.later, func() {
		if len(r.config.Claims) == 0 {
			r.at(n, say("aucun formulaire n'est servi ici", "no form is served here"), say("ajoutez %q", "add %q", "claims: [NOM]"))
		}
	})
}

// formsOf is what a restart is needed for when it changes.
func (c *Config) formsOf() []string {
	if len(c.Claims) == 0 {
		return nil
	}
	return append(slices.Clone(c.Claims), c.ClaimsAt)
}
