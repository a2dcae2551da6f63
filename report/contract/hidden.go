package contract

import (
	"slices"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// maxHidden bounds the outages that are thought into time not watched: more
// than the promise of any rule allows.
const maxHidden = 2000

// unwatchedDecides reports whether a credit could be due for what nobody
// watched: had the target been down for all of it, or in as many outages as
// there was room for, whichever way the rule is read.
func (e evaluation) unwatchedDecides() bool {
	if !slices.ContainsFunc(e.facts.Sites, func(s Site) bool { return len(incident.Cut(s.Unseen, e.period)) > 0 }) {
		return false
	}
	var solid [][]incident.Span
	for _, s := range e.facts.Sites {
		solid = append(solid, incident.Unite(slices.Concat(s.Most, s.Unseen)))
	}
	for _, r := range e.contract.Rule.readings() {
		if e.supposing(solid).read(r, solid, nil, false).Credit.Due() {
			return true
		}
		many := e.parted(r, solid)
		if e.supposing(many).read(r, many, nil, false).Credit.Due() {
			return true
		}
	}
	return false
}

// supposing is e with sites down so at most.
func (e evaluation) supposing(sites [][]incident.Span) evaluation {
	all := slices.Clone(e.facts.Sites)
	for n := range all {
		all[n].Most = sites[n]
	}
	e.facts.Sites = all
	return e
}

// parted cuts what could have been downtime, joined as r joins its sites, into
// as many outages that count as there is room for. Each ends where it is long
// enough and a target that nobody watched can have answered.
func (e evaluation) parted(r *Rule, solid [][]incident.Span) [][]incident.Span {
	lists, known := r.joined(solid), r.joined(e.facts.most())
	need, within := r.shortest()
	in := incident.Span{From: e.period.From + within - need, To: e.period.To - within + need}
	if r.counts() {
		in.From = max(in.From, e.period.From) // one that begins before is none of this period
	}
	var cut [][]incident.Span
	for n, list := range lists {
		cut = append(cut, part(incident.Cut(list, in), known[n], need))
	}
	if len(cut) == len(solid) {
		return cut
	}
	return slices.Repeat(cut[:1], len(solid)) // joined into one, as they are again
}

// part cuts list into stretches of need, or longer where known, in which nobody
// can have seen an answer, goes on.
func part(list, known []incident.Span, need record.Instant) (all []incident.Span) {
	for _, s := range list {
		for s.To-s.From >= need && len(all) < maxHidden {
			end := s.From + need
			if i := slices.IndexFunc(known, func(k incident.Span) bool { return k.From <= end && end < k.To }); i >= 0 {
				end = known[i].To
			}
			end = min(end, s.To)
			all = append(all, incident.Span{From: s.From, To: end})
			s.From = end + 1
		}
	}
	return all
}

// shortest is how long an outage is, in milliseconds, that counts wherever it
// begins, and how much of it must lie in the period.
func (r *Rule) shortest() (need, within record.Instant) {
	h := r.Shortest
	need, within = record.Instant(h.For.Milliseconds()), 1
	if h.Over {
		need++
	}
	if h.Partial == "drop" {
		within = record.Instant(time.Minute.Milliseconds())
	}
	if h.Grid > 0 {
		within = max(within, record.Instant(2*h.Grid.Milliseconds()))
	}
	if h.Counts == "beyond" {
		need += within
	}
	return max(need, within), within
}
