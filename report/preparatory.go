package report

import (
	"fmt"
	"slices"
	"strings"

	"constat/report/clock"
	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
)

// preparatory answers the checks of one vantage from what its log says of
// itself. Its clock is to be known at moments.
func (a *account) preparatory(list []dossier.Instrument, measured dossier.Clock, moments []record.Instant) []dossier.Preparatory {
	c := checking{a: a, list: list, measured: measured, moments: moments, requests: a.requests(), none: dossier.Ref{Log: a.origin, Leaf: -1, Item: -1}}
	c.first.Proof = c.none
	if len(list) > 0 {
		c.first = list[0]
	}
	return []dossier.Preparatory{
		c.named("E-1", c.machine), c.named("E-2", c.program), c.named("E-3", c.addresses), c.named("E-4", c.network),
		c.named("E-5", c.proxy), c.named("E-6", c.stateless), c.clock(), c.named("E-8", c.path),
		c.named("E-9", c.packets), c.named("E-10", c.scan), c.named("E-11", c.firstVisit),
	}
}

// checking is what the checks of one vantage look at.
type checking struct {
	a        *account
	list     []dossier.Instrument // in order
	first    dossier.Instrument
	measured dossier.Clock
	moments  []record.Instant
	requests requests
	none     dossier.Ref
}

// named runs one check. Without any description nothing is known.
func (c checking) named(id string, check func() (string, []dossier.Fact)) dossier.Preparatory {
	if len(c.list) == 0 && id != "E-9" && id != "E-10" {
		return dossier.Preparatory{ID: id, Result: dossier.NotKnown, Facts: []dossier.Fact{fact("undescribed")}, Proof: c.none}
	}
	result, facts := check()
	return dossier.Preparatory{ID: id, Result: result, Facts: facts, Proof: c.first.Proof}
}

func fact(name string, values ...string) dossier.Fact {
	return dossier.Fact{Fact: name, Values: values}
}

// either gives the fact with its values, or another where there are none.
func either(name string, values []string, missing string) (dossier.Fact, bool) {
	values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	if len(values) == 0 {
		return fact(missing), false
	}
	return fact(name, values...), true
}

// all is Pass when every answer is there, and Partly when some are.
func all(known ...bool) string {
	switch {
	case !slices.Contains(known, false):
		return dossier.Pass
	case slices.Contains(known, true):
		return dossier.Partly
	}
	return dossier.NotKnown
}

// every collects what the descriptions say, each thing once.
func (c checking) every(pick func(record.Watch) []string) (out []string) {
	for _, i := range c.list {
		for _, v := range pick(i.Watch) {
			if v != "" && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return out
}

func one(v string) []string { return []string{v} }

// machine is E-1: type, make, serial number, system, last patches. The serial
// number is the administrator's to read, so this is never wholly met.
func (c checking) machine() (string, []dossier.Fact) {
	m := c.first.Machine
	facts := []dossier.Fact{fact("system", strings.TrimSpace(c.first.Release), c.first.Kernel, c.first.System)}
	made, a := either("machine", []string{strings.TrimSpace(m.Vendor + " " + m.Product)}, "machine-not-told")
	if len(m.Virtual) > 0 {
		facts, a = append(facts, fact("virtual", m.Virtual...)), true
	}
	processor, b := either("processor", one(m.Processor), "machine-not-told")
	if facts = append(facts, made); b {
		facts = append(facts, processor)
	}
	patched := ""
	if m.Patched != 0 {
		patched = m.Patched.String()
	}
	last, d := either("patched", one(patched), "patched-not-told")
	return all(c.first.Release != "", c.first.Kernel != "", a, b, d, false), append(facts, last, fact("serial-not-read"))
}

// program is E-2: the client and its exact version, nothing added to it.
func (c checking) program() (string, []dossier.Fact) {
	var facts []dossier.Fact
	built := c.every(func(w record.Watch) []string { return one(digest(w.Binary)) })
	facts = append(facts, fact("program", c.first.Version, digest(c.first.Binary)))
	if len(built) > 1 {
		facts = append(facts, fact("programs-changed", fmt.Sprint(len(built))))
	}
	commit, a := either("commit", one(c.first.Build.Commit), "commit-not-told")
	libraries, b := either("libraries", one(digest(c.first.Build.Dependencies)), "libraries-not-told")
	result := all(c.first.Version != "", len(built) > 0, a, b)
	facts = append(facts, commit)
	if slices.ContainsFunc(c.list, func(i dossier.Instrument) bool { return i.Build.Modified }) {
		result, facts = dossier.Fail, append(facts, fact("modified"))
	}
	return result, append(facts, libraries)
}

// digest writes a digest, nothing where there is none.
func digest(h record.Hash) string {
	if h.IsZero() {
		return ""
	}
	return h.String()
}

// addresses is E-3: local and public ones.
func (c checking) addresses() (string, []dossier.Fact) {
	local, a := either("local-addresses", c.every(func(w record.Watch) []string {
		return slices.DeleteFunc(slices.Clone(w.Addresses), loopback)
	}), "local-not-told")
	missing := "public-not-asked"
	if slices.ContainsFunc(c.list, func(i dossier.Instrument) bool { return len(i.Network.Echoes) > 0 }) {
		missing = "public-not-told"
	}
	public, b := either("public-addresses", c.every(func(w record.Watch) (out []string) {
		for _, e := range w.Network.Echoes {
			if publicly(e) {
				out = append(out, e.Address)
			}
		}
		return out
	}), missing)
	facts := []dossier.Fact{local, public}
	if in := c.indoors(); len(in) > 0 {
		facts = append(facts, fact("echoes-indoors", in...))
	}
	return all(a, b), facts
}

// network is E-4: the local network, the firewall, who carries it. The last two
// the program cannot know.
func (c checking) network() (string, []dossier.Fact) {
	routes, known := either("routes", c.every(func(w record.Watch) []string { return w.Network.Routes }), "routes-not-told")
	return all(known, false), []dossier.Fact{routes, fact("firewall-not-known"), fact("carrier-not-known")}
}

// proxy is E-5. The program goes through none that the machine names; one that
// stands on the way unseen shows where independent services are asked.
func (c checking) proxy() (string, []dossier.Fact) {
	set, _ := either("proxy-set", c.every(func(w record.Watch) []string { return w.Proxy }), "proxy-none")
	facts := []dossier.Fact{set, fact("direct")}
	agree, differ := c.echoes()
	vias := c.every(func(w record.Watch) (out []string) {
		for _, e := range w.Network.Echoes {
			out = append(out, e.Via)
		}
		return out
	})
	if len(vias) > 0 {
		facts = append(facts, fact("via", vias...))
	}
	if in := c.indoors(); len(in) > 0 {
		facts = append(facts, fact("echoes-indoors", in...))
	}
	switch {
	case len(differ) > 0:
		return dossier.Fail, append(facts, fact("echoes-differ", differ...))
	case len(agree) == 0:
		return dossier.Partly, append(facts, fact("echoes-too-few"))
	case len(vias) > 0:
		return dossier.Partly, append(facts, fact("echoes-agree", agree...))
	}
	return dossier.Pass, append(facts, fact("echoes-agree", agree...))
}

// stateless is E-6: no cache, no cookie, no history. It holds by how the
// program is made; that it did, the requests kept of it show.
func (c checking) stateless() (string, []dossier.Fact) {
	if c.requests.asked == 0 {
		return dossier.NotKnown, []dossier.Fact{fact("no-pages")}
	}
	result, facts := c.constructed("stateless")
	r := c.requests
	if r.odd > 0 {
		return dossier.Fail, append(facts, fact("requests-odd", fmt.Sprint(r.odd), fmt.Sprint(r.seen)))
	}
	if clean := r.seen - r.own; clean > 0 {
		facts = append(facts, fact("requests-clean", fmt.Sprint(clean)))
	} else {
		facts = append(facts, fact("requests-none"))
	}
	if r.own > 0 {
		facts = append(facts, fact("requests-own", fmt.Sprint(r.own)))
	}
	if result == dossier.Pass && (r.seen == 0 || r.own > 0) {
		result = dossier.Partly
	}
	return result, facts
}

// constructed is what holds of a program that is known.
func (c checking) constructed(name string) (string, []dossier.Fact) {
	if c.first.Binary.IsZero() {
		return dossier.NotKnown, []dossier.Fact{fact("program", c.first.Version)}
	}
	return dossier.Pass, []dossier.Fact{fact(name, digest(c.first.Binary))}
}

// synchronised is how far a clock may be from the time servers' and pass for
// synchronised: sentences give times to the second.
const synchronised = dossier.Seconds(1000)

// readBy is how far from a moment the clock must have been read for it to pass
// for synchronised then: as far as a reading holds in the built-in method.
const readBy = record.Instant(2 * 60 * 60 * 1000)

// unread counts the moments with no reading of the clock near enough.
func (c checking) unread() (n int) {
	var at []record.Instant
	entries, _ := c.a.clocks()
	for _, e := range entries {
		if clock.Read(e).Known {
			at = append(at, e.Time)
		}
	}
	for _, m := range c.moments {
		near := func(t record.Instant) bool { return m-readBy <= t && t <= m+readBy }
		n += count(!slices.ContainsFunc(at, near))
	}
	return n
}

// moments are when the clock of a must be known: at the start of the period,
// or of what v shows of it, and where each incident that a bears on begins and
// ends, as far as a goes.
func (b *builder) moments(a *account, v dossier.Vantage) []record.Instant {
	list := []record.Instant{b.period.From}
	if v.From.Known {
		list[0] = max(b.period.From, v.From.Instant)
	}
	for _, i := range b.d.Incidents {
		if slices.ContainsFunc(i.Leaves, func(r dossier.Ref) bool { return r.Log == a.origin }) {
			for _, t := range []dossier.Time{i.FirstBad, i.LastBad} {
				at := t.Instant
				if v.From.Known && v.To.Known {
					at = min(max(at, v.From.Instant), v.To.Instant)
				}
				list = append(list, at)
			}
		}
	}
	return list
}

// clock is E-7: the clock against time servers, which are named, and when the
// watch began. It is not wholly met where at some moment that counts the clock
// had not been read for long, nor was soon after, or where all the servers that
// answered are on the machine itself.
func (c checking) clock() dossier.Preparatory {
	p := dossier.Preparatory{ID: "E-7", Result: dossier.NotKnown, Facts: []dossier.Fact{fact("clock-not-measured")}, Proof: c.none}
	k := c.measured
	var servers []string
	elsewhere := len(k.Servers) == 0
	for _, s := range k.Servers {
		if s.Answered > 0 {
			servers = append(servers, s.Server)
			elsewhere = elsewhere || !serverHere(s.Server)
		}
	}
	switch {
	case k.Asked > 0 && k.Agreed == 0:
		p.Facts[0] = fact("clock-silent", fmt.Sprint(k.Asked))
	case k.Asked > 0:
		p.Result, p.Proof = all(k.Agreed == k.Asked, len(k.Steps) == 0, c.unread() == 0, elsewhere, true), k.Proof
		p.Facts[0] = fact("clock-agreed", append([]string{fmt.Sprint(k.Agreed), fmt.Sprint(k.Asked)}, servers...)...)
	}
	if k.WorstOffset != nil && k.Uncertainty != nil {
		p.Facts = append(p.Facts, fact("clock-worst", k.WorstOffset.String(), k.Uncertainty.String()))
		if max(*k.WorstOffset, -*k.WorstOffset)-*k.Uncertainty > synchronised {
			p.Result = dossier.Fail
		}
	}
	if n := c.unread(); k.Agreed > 0 && n > 0 {
		p.Facts = append(p.Facts, fact("clock-far", fmt.Sprint(n), fmt.Sprint(len(c.moments))))
	}
	if len(servers) > 0 && !elsewhere {
		p.Facts = append(p.Facts, fact("clock-here"))
	}
	if len(k.Steps) > 0 {
		p.Facts = append(p.Facts, fact("clock-stepped", fmt.Sprint(len(k.Steps))))
	}
	if len(c.list) > 0 {
		p.Facts = append(p.Facts, fact("started", c.first.Time.String()))
	}
	return p
}

// path is E-8: name servers, and the way to the address.
func (c checking) path() (string, []dossier.Fact) {
	servers, _ := either("resolvers", c.every(func(w record.Watch) []string { return w.Resolvers }), "resolvers-not-told")
	told, traced := c.a.stood()
	facts := []dossier.Fact{servers, fact("peer-kept")}
	if told > 0 {
		facts = append(facts, fact("path-recorded", fmt.Sprint(told)))
	} else {
		facts = append(facts, fact("names-not-kept"))
	}
	if traced > 0 {
		return dossier.Partly, append(facts, fact("path-traced", fmt.Sprint(traced)))
	}
	return dossier.Partly, append(facts, fact("path-not-traced"))
}

// stood counts how often a noted who stood behind a name, and the ways it followed.
func (a *account) stood() (told, traced int) {
	seen := map[int64]bool{}
	for _, c := range a.chains {
		for _, p := range c.parts {
			for e := range p.Stands() {
				if seen[e.Leaf] {
					continue
				}
				seen[e.Leaf] = true
				told += count(e.Fault == record.NoFault)
				traced += count(e.Trace != nil && e.Trace.Fault == record.NoFault)
			}
		}
	}
	return told, traced
}

// packets is E-9: a capture of the network's packets.
func (c checking) packets() (string, []dossier.Fact) {
	kept := 0
	for _, ch := range c.a.chains {
		for _, p := range ch.parts {
			kept += len(p.Captures)
		}
	}
	return dossier.NotDone, []dossier.Fact{fact("packets-not-kept"), fact("exchanges-kept", fmt.Sprint(kept))}
}

// scan is E-10: a search for malware.
func (c checking) scan() (string, []dossier.Fact) {
	if c.first.Binary.IsZero() {
		return dossier.NotDone, []dossier.Fact{fact("scan-not-done")}
	}
	return dossier.NotDone, []dossier.Fact{fact("scan-not-done"), fact("program", c.first.Version, digest(c.first.Binary))}
}

// firstVisit is E-11: nothing was visited between the purge and the page.
func (c checking) firstVisit() (string, []dossier.Fact) {
	if c.requests.asked == 0 {
		return dossier.NotKnown, []dossier.Fact{fact("no-pages")}
	}
	return c.constructed("first-visit")
}

// requests are the first kept request of each target: how many targets are
// pages at all, how many requests were looked at, how many carry what a program
// without memory would not send, and how many have fields of the question's own
// in place of the fixed ones.
type requests struct{ asked, seen, odd, own int }

func (a *account) requests() (r requests) {
	for _, ch := range a.chains {
		if !ch.control() && ch.ofPages() {
			r.asked++
		}
		log, item := ch.firstKept()
		if log == nil {
			continue
		}
		request, err := log.Request(item.Entry.(record.Capture))
		if err != nil {
			continue
		}
		r.seen++
		switch {
		case ch.ownFields():
			r.own++
		case !memoryless(request):
			r.odd++
		}
	}
	return r
}

// firstKept is the oldest capture of c that is shown.
func (c *chain) firstKept() (log *bundle.Log, item bundle.Item) {
	for _, p := range c.parts {
		for _, i := range p.Captures {
			if log == nil || i.Leaf < item.Leaf {
				log, item = p.log, i
			}
		}
	}
	return log, item
}

// ofPages reports whether c was ever asked for a page, by HTTP.
func (c *chain) ofPages() bool {
	return slices.ContainsFunc(c.definitions, func(d bundle.Definition) bool { return d.Question.ByHTTP() })
}

// ownFields reports whether the question sends fields of this kind itself.
func (c *chain) ownFields() bool {
	for _, d := range c.definitions {
		for _, h := range d.Question.Headers {
			if strings.EqualFold(h.Name, "Cookie") || strings.EqualFold(h.Name, "Cache-Control") {
				return true
			}
		}
	}
	return false
}

// memoryless reports whether a request asks for the page as it is now, brings
// no cookie and no validator of an earlier answer, and ends its connection
// (RFC 9111, section 5.2.1.4; RFC 6265, section 4.2; RFC 9110, section 13.1;
// RFC 9112, section 9.6).
func memoryless(request []byte) bool {
	fields := map[string]string{}
	for line := range strings.Lines(string(request)) {
		if name, value, ok := strings.Cut(line, ":"); ok {
			fields[strings.ToLower(name)] = strings.ToLower(strings.TrimSpace(value))
		}
	}
	for _, name := range []string{"cookie", "if-none-match", "if-modified-since"} {
		if _, there := fields[name]; there {
			return false
		}
	}
	return fields["cache-control"] == "no-cache" && fields["connection"] == "close"
}
