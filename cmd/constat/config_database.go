package main

import (
	"net/url"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"constat/collector/inventory"
	"constat/store/record"
)

// query reads what a database is asked.
func (r *configReader) query(n ast.Node) string {
	s, ok := r.text(n)
	if !ok {
		return ""
	}
	s = strings.TrimSpace(s)
	switch {
	case strings.Contains(s, "@"):
		r.at(n, say("la requête peut nommer une personne, et elle entre au registre", "the query may name a person, and it goes into the log"), say("comptez sans nommer personne", "count without naming anybody"))
	case inventory.CheckQuery(s) != nil:
		r.at(n, say("ce n'est pas une requête qui compte", "this is not a query that counts"),
			say("un seul SELECT, sur une ligne, sans remarque ni point-virgule : %q", "one SELECT, on one line, without remarks or a semicolon: %q", "select count(*) from addresses"))
	}
	return s
}

// checkDatabase holds a query against the address it is put to.
func (r *configReader) checkDatabase(n ast.Node, i Inventory, keys map[string]ast.Node) {
	database := record.AsksDatabase(i.URL)
	switch {
	case database && keys["query"] == nil:
		r.at(n, say("%q manque : une base de données se compte par une requête", "%q is missing: a database is counted by a query", "query"), say("ajoutez %q", "add %q", "query: select count(*) from addresses"))
	case !database && i.URL != "" && keys["query"] != nil:
		r.at(keys["query"], say("%q va avec une base de données", "%q goes with a database", "query"), say("postgres:// ou mysql://", "postgres:// or mysql://"))
	case database && keys["records"] != nil:
		r.at(keys["records"], say("%q n'a pas cours pour une base de données", "%q has no place in a database", "records"), say("enlevez cette clé", "leave this key out"))
	case database && keys["read"] != nil:
		r.at(keys["read"], say("%q n'a pas cours pour une base de données", "%q has no place in a database", "read"), say("enlevez cette clé", "leave this key out"))
	}
}

// checkDatabaseAddress wants the name of a database, and nothing that a client
// could take for an order.
func checkDatabaseAddress(u *url.URL) (what, hint Phrase) {
	name := strings.TrimPrefix(u.Path, "/")
	tls := u.Query().Get("tls")
	switch {
	case name == "" || strings.Contains(name, "/"):
		return say("l'adresse %q ne nomme pas de base", "address %q names no database", u.String()), say("écrivez %q", "write %q", u.Scheme+"://"+u.Host+"/base")
	case len(u.Query()) > 1 || len(u.Query()) == 1 && tls != "verify":
		return say("%q n'a pas de sens pour %s", "%q means nothing to %s", u.RawQuery, u.Scheme), say("TLS est vérifié partout ailleurs que sur cette machine ; %q le demande aussi là", "TLS is checked everywhere but on this machine; %q asks for it there too", "?tls=verify")
	}
	return Phrase{}, Phrase{}
}
