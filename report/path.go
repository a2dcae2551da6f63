package report

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// paths adds who stood behind the name of t, vantage by vantage.
func (b *builder) paths(s *subject, t dossier.Target, w *witnessed) {
	for _, q := range s.sources {
		all := q.stood()
		if len(all) == 0 {
			continue
		}
		list := timely(all)
		p := dossier.Path{Target: t.Name, TargetID: t.ID, Site: t.Site, Provider: t.Provider, Vantage: q.vantage, Host: all[0].Host, Asked: len(all), Undated: len(all) - len(list)}
		for _, e := range list {
			tellPath(&p, q.origin, e)
		}
		p.Moves = moves(q.origin, list)
		b.spans(&p, w)
		b.d.Paths = append(b.d.Paths, p)
	}
}

// stood returns the paths of a chain, each once, in order.
func (q source) stood() (list []bundle.Stood) {
	for _, p := range q.chain.parts {
		for e := range p.Stands() {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(x, y bundle.Stood) int { return cmp.Compare(x.Leaf, y.Leaf) })
	return slices.CompactFunc(list, func(x, y bundle.Stood) bool { return x.Leaf == y.Leaf })
}

// timely leaves out the paths whose times do not go with what stands around them.
func timely(list []bundle.Stood) []bundle.Stood {
	return slices.DeleteFunc(slices.Clone(list), func(e bundle.Stood) bool { return !e.Timely })
}

// tellPath adds an entry to the state before, if it says the same, or as a new one.
func tellPath(p *dossier.Path, origin string, e bundle.Stood) {
	s := stateOf(e.Path)
	ref := dossier.Ref{Log: origin, Leaf: e.Leaf, Item: -1}
	if n := len(p.States); n > 0 && p.States[n-1].Same(s) {
		last := &p.States[n-1]
		last.To, last.Times, last.Leaves = s.To, last.Times+1, append(last.Leaves[:1:1], ref)
		return
	}
	s.Leaves = []dossier.Ref{ref}
	p.States = append(p.States, s)
}

func stateOf(e record.Path) dossier.PathState {
	s := dossier.PathState{From: dossier.Known(e.Time), To: dossier.Known(e.Time), Times: 1, Fault: string(e.Fault), Aliases: e.Aliases.List, Addresses: addressesOf(e), More: e.More}
	if z := e.Zone; z != nil {
		s.Zone, s.Servers, s.Mail = z.Name, z.Servers.List, z.Mail.List
	}
	if d := e.Domain; d != nil {
		s.Domain, s.Registrar, s.Holder = d.Name, d.Registrar, d.Holder.Name
	}
	return s
}

func addressesOf(e record.Path) (list []dossier.PathAddress) {
	for _, a := range e.Addresses {
		out := dossier.PathAddress{Address: a.Address.String(), Reverse: a.Reverse.List, Handle: a.Network.Handle, Network: a.Network.Name,
			Holder: a.Network.Holder.Name, Country: cmp.Or(a.Network.Country, a.Origin.Country), Server: a.Network.Server}
		if a.Network.Fault != record.NoFault {
			out.Server = ""
		}
		for _, n := range a.Origin.Systems {
			out.Systems = append(out.Systems, dossier.PathSystem{Number: int64(n.Number), Name: n.Name})
		}
		if a.Origin.Prefix.IsValid() {
			out.Prefix = a.Origin.Prefix.String()
		}
		if !record.Public(a.Address) { // nobody is asked whose it is
			out = dossier.PathAddress{Address: out.Address, Reverse: out.Reverse}
		}
		list = append(list, out)
	}
	return list
}

// moves finds where the name began to lead to other networks. What could not be
// learnt is no move: it is left out, and neighbours that tell are compared.
func moves(origin string, list []bundle.Stood) (out []dossier.PathMove) {
	var last *bundle.Stood
	for i := range list {
		e := &list[i]
		if e.Fault != record.NoFault {
			continue
		}
		if last != nil && last.Host == e.Host {
			if kind := moved(last.Path, e.Path); kind != "" {
				out = append(out, dossier.PathMove{From: dossier.Known(last.Time), To: dossier.Known(e.Time), Kind: kind, Leaves: []dossier.Ref{{Log: origin, Leaf: last.Leaf, Item: -1}, {Log: origin, Leaf: e.Leaf, Item: -1}}})
			}
		}
		last = e
	}
	return out
}

// moved says in what two entries have nothing in common: the networks, where
// both tell whose all of theirs were, or else the addresses. A registry that calls
// the holder of an address otherwise moved nothing, and of other addresses in the
// same system it is not known that they are another's.
func moved(a, b record.Path) string {
	x, _ := every(a.Addresses, addresses)
	y, _ := every(b.Addresses, addresses)
	if share(x, y) {
		return ""
	}
	for _, whose := range []func(record.PathAddress) []string{holders, systems} {
		x, knownX := every(a.Addresses, whose)
		y, knownY := every(b.Addresses, whose)
		if !knownX || !knownY {
			continue
		}
		switch {
		case share(x, y):
			return ""
		case share(some(a.Addresses, systems), some(b.Addresses, systems)):
			return "addresses"
		}
		return "network"
	}
	if a.More > 0 || b.More > 0 {
		return ""
	}
	return "addresses"
}

func addresses(a record.PathAddress) []string { return []string{a.Address.String()} }

func holders(a record.PathAddress) []string {
	if h := a.Network.Holder; h.Name != "" {
		return []string{h.Name}
	}
	return nil
}

func systems(a record.PathAddress) (all []string) {
	for _, s := range a.Origin.Systems {
		all = append(all, fmt.Sprint(s.Number))
	}
	return all
}

// every collects what is told of all addresses; it is known only if all tell.
func every(list []record.PathAddress, whose func(record.PathAddress) []string) (all []string, known bool) {
	for _, a := range list {
		some := whose(a)
		if len(some) == 0 {
			return nil, false
		}
		all = append(all, some...)
	}
	return all, len(all) > 0
}

// some collects what is told of any address.
func some(list []record.PathAddress, whose func(record.PathAddress) []string) (all []string) {
	for _, a := range list {
		all = append(all, whose(a)...)
	}
	return all
}

func share(x, y []string) bool {
	return slices.ContainsFunc(x, func(s string) bool { return slices.Contains(y, s) })
}

// spans gives the figures of the period before, in and after each move, counted
// as the whole is.
func (b *builder) spans(p *dossier.Path, w *witnessed) {
	if len(p.Moves) == 0 {
		return
	}
	from := b.period.From
	add := func(to record.Instant, moving bool) {
		span := incident.Span{From: from, To: min(to, b.period.To)}
		if span.From >= span.To {
			return
		}
		tl := b.opt.Method.Derive(len(vantagesOf(b.accounts)), span, w.views)
		p.Spans = append(p.Spans, dossier.PathSpan{From: dossier.Known(span.From), To: dossier.Known(span.To), Moving: moving, Addresses: standing(p, span.From, moving), Down: dossier.Bounds{AtLeast: seconds(tl.AtLeast), AtMost: seconds(tl.AtMost)},
			NotWatched: seconds(tl.NotWatched), Availability: availability(tl.Availability)})
		from = span.To
	}
	for _, m := range p.Moves {
		add(m.From.Instant, false)
		add(m.To.Instant, true)
	}
	add(b.period.To, false)
}

// at returns the addresses that the name led to at an instant.
func standing(p *dossier.Path, i record.Instant, moving bool) (all []string) {
	for _, s := range p.States {
		if s.Fault == "" && (s.From.Instant <= i || all == nil) && !moving {
			all = nil
			for _, a := range s.Addresses {
				all = append(all, a.Address)
			}
		}
	}
	return all
}

// diagnosed completes the incidents of t, and returns why any that is confirmed
// must be looked at.
func (b *builder) diagnosed(s *subject, t dossier.Target, w *witnessed) []string {
	var confirmed []dossier.Incident
	for n, list := range [][]dossier.Incident{b.d.Incidents, b.d.Unconfirmed} {
		for i := range list {
			if list[i].TargetID != t.ID {
				continue
			}
			b.behind(&list[i], s, w)
			if n == 0 {
				confirmed = append(confirmed, list[i])
			}
		}
	}
	return reasons(confirmed)
}

// behind says who stood behind the name at an incident, and what other ways of
// asking brought.
func (b *builder) behind(n *dossier.Incident, s *subject, w *witnessed) {
	n.Attempts = w.attemptsOf(*n)
	for i, a := range n.Attempts {
		n.Attempts[i].Stranger = !b.placed(s, w, a.Asked)
	}
	if slices.ContainsFunc(n.Attempts, dossier.Attempt.Reached) {
		review(n, incident.OtherwiseGood)
	}
	for _, p := range b.d.Paths {
		if p.TargetID == n.TargetID && len(p.Moves) > 0 {
			review(n, incident.NetworkChanged)
		}
	}
	for _, q := range s.sources {
		for _, e := range timely(q.stood()) {
			after := e.Reason == "incident" && e.Time >= n.FirstBad.Instant && record.Instant(e.Failed.Millis()) <= n.LastBad.Instant
			before := e.Time < n.FirstBad.Instant
			if !slices.Contains(n.Vantages, q.vantage) || !after && !before || n.Behind != nil && n.Behind.Followed {
				continue
			}
			n.Behind = &dossier.Behind{Vantage: q.vantage, Time: dossier.Known(e.Time), Followed: after, Fault: string(e.Fault), Addresses: addressesOf(e.Path), Trace: traceOf(e.Path), Proof: dossier.Ref{Log: q.origin, Leaf: e.Leaf, Item: -1}}
		}
	}
}

// review adds a reason, in the order of the closed list.
func review(n *dossier.Incident, r incident.Reason) {
	var list []string
	for _, known := range incident.Reasons {
		if known == r || slices.Contains(n.Review, string(known)) {
			list = append(list, string(known))
		}
	}
	n.Review = list
}

func traceOf(e record.Path) *dossier.Trace {
	if e.Trace == nil {
		return nil
	}
	t := &dossier.Trace{Reached: e.Trace.Reached, Fault: string(e.Trace.Fault), Hops: []dossier.Hop{}}
	if e.Trace.Address.IsValid() {
		t.Address = e.Trace.Address.String()
	}
	for _, h := range e.Trace.Hops {
		t.Hops = append(t.Hops, dossier.Hop{TTL: h.TTL, Address: h.Address.String()})
	}
	return t
}

// attemptsOf returns the attempts beside the failures of an incident: of each
// vantage from its own first failure, which can lie before the one that
// confirmed it, to its last.
func (w *witnessed) attemptsOf(n dossier.Incident) (list []dossier.Attempt) {
	type round struct {
		vantage string
		at      record.Round
	}
	failed := map[round]record.Instant{}
	within := func(at record.Instant) bool {
		return (!n.LastGood.Known || at >= n.LastGood.Instant) && (!n.FirstGood.Known || at <= n.FirstGood.Instant)
	}
	for _, v := range w.views {
		for _, o := range v.Observations {
			if o.Attempt == 0 && o.Verdict == incident.Bad && within(o.Start) {
				failed[round{v.Vantage, o.Round}] = o.Start
			}
		}
	}
	for _, a := range w.attempts {
		at, ok := failed[round{a.vantage, a.Round}]
		if !ok {
			continue
		}
		out := dossier.Attempt{Vantage: a.vantage, Round: dossier.Known(at), Time: dossier.Known(a.Start), Asked: a.asked, Verdict: string(a.Verdict), Cause: string(a.Cause), Status: a.Status, Proof: dossier.Ref(a.Ref)}
		if a.peer != (netip.AddrPort{}) {
			out.Peer = a.peer.String()
		}
		list = append(list, out)
	}
	slices.SortStableFunc(list, func(x, y dossier.Attempt) int {
		return cmp.Or(cmp.Compare(x.Time.Instant, y.Time.Instant), cmp.Compare(x.Vantage, y.Vantage))
	})
	return slices.Compact(list)
}
