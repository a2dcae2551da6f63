package main

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"constat/report/web/dashboard"
)

// A Certificate has the server that listens speak TLS: two files in PEM form, relative
// to the configuration. Nobody else can read the key.
type Certificate struct{ Certificate, Key string }

// A User may log in on the dashboard.
type User struct {
	Name         string // the configuration goes into bundles: of a function, not of a person
	Role         dashboard.Role
	PasswordFile string // as "constat user add" writes it, relative to the configuration
}

// publics are what can be open to whoever reaches the server.
var publics = []string{"badges", "metrics"}

// maxUsers bounds who may log in.
const maxUsers = 100

func (r *configReader) readTLS(n ast.Node) {
	c := &r.config.TLS
	keys, ok := r.mapping(n, []configField{
		{name: "certificate", read: func(n ast.Node) { c.Certificate, _ = r.text(n) }},
		{name: "key", read: func(n ast.Node) { c.Key, _ = r.text(n) }},
	})
	for _, k := range []string{"certificate", "key"} {
		if ok && keys[k] == nil {
			r.at(n, say("%q manque", "%q is missing", k), say("donnez deux fichiers PEM : %q", "give two PEM files: %q", "tls: {certificate: constat.crt, key: constat.key}"))
		}
	}
}

func (r *configReader) readUsers(n ast.Node) {
	r.list(n, func(v ast.Node) {
		var u User
		keys, ok := r.mapping(v, []configField{
			{name: "name", read: func(n ast.Node) { u.Name = r.userName(n) }},
			{name: "role", read: func(n ast.Node) { u.Role = r.role(n) }},
			{name: "password_file", read: func(n ast.Node) { u.PasswordFile, _ = r.text(n) }},
		})
		for _, k := range []string{"name", "role", "password_file"} {
			if ok && keys[k] == nil {
				r.at(v, say("%q manque", "%q is missing", k), say("« constat user add NOM --role RÔLE » écrit le fichier, et dit la ligne", `"constat user add NAME --role ROLE" writes the file, and says the line`))
			}
		}
		if u.Name != "" && r.once(v, "user "+u.Name, u.Name) {
			r.config.Users = append(r.config.Users, u)
		}
	})
	if len(r.config.Users) > maxUsers {
		r.at(n, say("%d comptes, %d au plus", "%d accounts, at most %d", len(r.config.Users), maxUsers), Phrase{})
	}
	r.later = append(r.later, func() { r.checkWay(n) })
}

// checkWay holds what is listened at against who logs in there: a password never goes in clear
// over a network.
func (r *configReader) checkWay(n ast.Node) {
	c := &r.config
	switch {
	case len(c.Users) == 0:
	case c.Listen == "":
		r.at(n, say("personne ne peut se connecter : rien n'écoute", "nobody can log in: nothing listens"), say("ajoutez %q", "add %q", "listen: 127.0.0.1:8469"))
	case !isLoopback(c.Listen) && c.TLS == Certificate{} && !c.BehindProxy:
		r.at(n, say("les mots de passe passeraient en clair par le réseau", "passwords would go over the network in clear"),
			say("écoutez à 127.0.0.1, ou donnez %q, ou écrivez %q si un mandataire chiffre devant", "listen at 127.0.0.1, or give %q, or write %q where a proxy encrypts before it", "tls", "behind_proxy: true"))
	}
}

func (r *configReader) userName(n ast.Node) string {
	s, ok := r.text(n)
	if ok && !vantageName.MatchString(s) {
		r.at(n, say("%q ne peut pas nommer un compte", "%q can't name an account", s), say("lettres sans accent, chiffres, points, tirets ou soulignés : une fonction plutôt qu'une personne", "letters without accents, digits, dots, dashes or underscores: a function rather than a person"))
		return ""
	}
	return s
}

func (r *configReader) role(n ast.Node) dashboard.Role {
	s, ok := r.text(n)
	role := dashboard.Role(strings.TrimSpace(s))
	if ok && !role.Known() {
		r.at(n, say("rôle inconnu %q", "unknown role %q", s), oneOf(roleNames()))
		return ""
	}
	return role
}

func roleNames() (names []string) {
	for _, x := range dashboard.Roles {
		names = append(names, string(x))
	}
	return names
}

func (r *configReader) readPublic(n ast.Node) {
	r.list(n, func(v ast.Node) {
		s, ok := r.text(v)
		switch {
		case ok && !slices.Contains(publics, s):
			r.at(v, say("%q ne peut pas être ouvert à tous", "%q cannot be open to everybody", s), oneOf(publics))
		case ok && r.once(v, "public "+s, s):
			r.config.Public = append(r.config.Public, s)
		}
	})
	r.later = append(r.later, func() {
		if r.config.Listen == "" && len(r.config.Public) > 0 {
			r.at(n, say("rien n'écoute", "nothing listens"), say("ajoutez %q", "add %q", "listen: 127.0.0.1:8469"))
		}
	})
}
