package report

import (
	"slices"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/record"
)

// customers reports whether a contract about t says that the customer
// administers the machine behind it.
func (b *builder) customers(t dossier.Target) bool {
	return b.opt.Terms != nil && slices.ContainsFunc(b.opt.Terms.Contracts, func(c *contract.Contract) bool {
		return c.Managed == contract.ManagedByCustomer && covers(c, t)
	})
}

// targetOf is as much of the target of s as a contract knows it by.
func targetOf(s *subject) dossier.Target {
	return dossier.Target{ID: s.id, Name: s.target.Name, Site: s.target.Site, Provider: s.target.Provider, Question: s.target.Question}
}

// onMachine are the layers of failures at which the machine itself was there:
// it refused, or broke off, what it was asked.
var onMachine = []string{string(incident.LayerTransport), string(incident.LayerCertificate), string(incident.LayerApplication)}

// served reports whether a failure of c shows that the machine was there and what
// ran on it failed. On a shared host or a managed service that is the provider's
// to keep up: it starts the web server, and nobody else can. On a machine that the
// customer administers it may be the customer's own program, stopped, overloaded or
// misconfigured, and nobody can tell from outside. Where nothing comes back at
// all no layer tells the two apart, and the rest of the evidence must: were that
// enough for doubt, no outage of such a machine could ever be shown.
func served(c dossier.CauseSeen) bool { return slices.Contains(onMachine, c.Layer) }

// servedDown reports whether any incident of ids failed so.
func (b *builder) servedDown(ids []record.Hash) bool {
	return slices.ContainsFunc(b.d.Incidents, func(i dossier.Incident) bool {
		return slices.Contains(ids, i.TargetID) && slices.ContainsFunc(i.Causes, served)
	})
}
