package main

import (
	"strings"

	"github.com/goccy/go-yaml/ast"

	"constat/collector/probe"
)

// auth reads by which authorization a page is asked for.
func (r *configReader) auth(n ast.Node) string {
	if _, nested := n.(*ast.MappingNode); nested {
		r.at(n, say("auth nomme la façon, pas le secret", "auth names the way, not the secret"), authExample("basic"))
		return ""
	}
	way, ok := r.text(n)
	if ok && probe.Authorizations[way] == nil {
		r.at(n, say("autorisation %q inconnue", "unknown authorization %q", way), say("basic ou bearer", "basic or bearer"))
		return ""
	}
	return way
}

func authExample(way string) Phrase {
	lines := `"` + strings.Join(probe.Authorizations[way], `: …", "`) + `: …"`
	return say(`écrivez "auth: %s" et "secret: FICHIER", un fichier en mode 0600 avec les lignes `+lines, `write "auth: %s" and "secret: FILE", a file of mode 0600 with the lines `+lines, way)
}

// secretHint says where what a header holds belongs.
func secretHint(header string) Phrase {
	if header == "Authorization" {
		return authExample("bearer")
	}
	return say("enlevez-le", "leave it out")
}

// checkAuth holds an authorization against its secret and the address: it is
// never sent in clear to another machine.
func (r *configReader) checkAuth(t *Target, secret string, keys map[string]ast.Node) {
	switch {
	case t.Auth == "":
		return
	case secret == "":
		r.at(keys["auth"], say("l'autorisation n'a pas de secret", "the authorization has no secret"), authExample(t.Auth))
	case strings.HasPrefix(t.URL, "http:") && !isHere(t.URL):
		r.at(keys["auth"], say("le secret passerait en clair", "the secret would go in clear"), say("écrivez %q", "write %q", "https"+strings.TrimPrefix(t.URL, "http")))
	}
	t.Secret = secret
}

// withoutInventory says what to do with a key of inventories where there is none.
func withoutInventory(key string) Phrase {
	if key == "secret" {
		return say("ajoutez %q ou %q, ou donnez %q au lieu de %q", "add %q or %q, or give %q instead of %q", "auth: basic", "auth: bearer", "inventory", "url")
	}
	return say("enlevez-le, ou donnez %q au lieu de %q", "leave it out, or give %q instead of %q", "inventory", "url")
}
