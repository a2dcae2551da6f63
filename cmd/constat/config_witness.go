package main

import (
	"net"

	"github.com/goccy/go-yaml/ast"

	"constat/store/seal"
)

// A WitnessServer has this vantage witness others: where it listens, and its
// folder, relative to the configuration.
type WitnessServer struct{ Listen, Folder string }

func (r *configReader) readWitnesses(n ast.Node) {
	r.list(n, func(v ast.Node) {
		var w Witness
		keys, ok := r.mapping(v, []configField{
			{name: "url", read: func(n ast.Node) { w.URL, _ = r.url(n) }},
			{name: "key", read: func(n ast.Node) { w.Key = r.witnessKey(n) }},
		})
		for _, k := range []string{"url", "key"} {
			if ok && keys[k] == nil {
				r.at(v, say("%q manque au témoin", "%q is missing in the witness", k), say("un témoin a une adresse et une clé, que lui-même publie", "a witness has an address and a key, which it publishes itself"))
			}
		}
		if w.URL != "" && w.Key != "" && r.once(v, "witness "+w.URL, w.URL) && r.once(v, "witness "+w.Key, w.Key) {
			r.config.Witnesses = append(r.config.Witnesses, w)
		}
	})
}

// witnessKey reads a verifier key, of the type that cosigns.
func (r *configReader) witnessKey(n ast.Node) string {
	s, ok := r.text(n)
	if !ok {
		return ""
	}
	if _, err := seal.ParseWitness(s); err != nil {
		r.at(n, say("%q n'est pas la clé d'un témoin", "%q is not the key of a witness", s),
			say("elle est de la forme NOM+EMPREINTE+CLÉ, de type 0x04 : la clé commence par « B » (c2sp.org/tlog-cosignature)", `it has the form NAME+HASH+KEY, of type 0x04: the key begins with "B" (c2sp.org/tlog-cosignature)`))
		return ""
	}
	return s
}

func (r *configReader) readWitness(n ast.Node) {
	w := &r.config.Witness
	w.Folder = "witness"
	keys, ok := r.mapping(n, []configField{
		{name: "listen", read: func(n ast.Node) { w.Listen = r.listenAddress(n) }},
		{name: "folder", read: func(n ast.Node) { w.Folder, _ = r.text(n) }},
	})
	if ok && keys["listen"] == nil {
		r.at(n, say("%q manque", "%q is missing", "listen"), say(`dites où le témoin répond, par exemple listen: "localhost:8468"`, `say where the witness answers, as in listen: "localhost:8468"`))
	}
}

func (r *configReader) listenAddress(n ast.Node) string {
	s, ok := r.text(n)
	if !ok {
		return ""
	}
	if _, _, err := net.SplitHostPort(s); err != nil {
		r.at(n, say("%q n'est pas une adresse où écouter", "%q is not an address to listen on", s), say("écrivez HÔTE:PORT", "write HOST:PORT"))
		return ""
	}
	return s
}
