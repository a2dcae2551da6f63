package main

import (
	"slices"
	"time"

	"github.com/goccy/go-yaml/ast"

	"constat/store/record"
)

const glanceEvery = 20 * time.Second // at the machine's own network

// lookAround enters that the machine's own network is another: its default
// routes, addresses or name servers. Jobs may have called in vain meanwhile.
func (w *watch) lookAround() {
	now := record.Watch{Addresses: addresses(), Resolvers: resolvers(), Network: record.Network{Routes: here.routes()}}
	if !now.Moved(w.entered) {
		return
	}
	e := w.entered
	e.Time, e.Event = record.At(time.Now()), "network"
	e.Addresses, e.Resolvers, e.Network = now.Addresses, now.Resolvers, now.Network
	w.log.Warn("our own network changed", "routes", e.Network.Routes, "resolvers", e.Resolvers)
	w.desk.inbox.Deaf()
	if err := w.store.Append(e); err != nil {
		w.log.Error("the change of our own network was not kept; trying again", "err", err)
		return
	}
	w.entered = e
}

// controlAddresses reads the controls, of any kind that asks somebody. At least
// one must tell of the network, and not of a name server alone.
func (r *configReader) controlAddresses(n ast.Node) (all []string) {
	schemes := slices.DeleteFunc(slices.Clone(askedSchemes), func(s string) bool { return s == "push" || s == "rdap" })
	vouches := false
	r.list(n, func(v ast.Node) {
		u, ok := r.address(v, schemes)
		if !ok || !r.once(v, "control "+u, u) {
			return
		}
		all = append(all, u)
		vouches = vouches || record.Question{Kind: kindOf(u)}.Vouches()
	})
	if len(all) > 0 && !vouches {
		r.at(n, say("un serveur de noms ne prouve pas le réseau : il peut répondre de mémoire", "a name server does not prove the network: it may answer from memory"),
			say("ajoutez une page, par exemple %q", "add a page, as in %q", "https://example.com/"))
	}
	return all
}
