package report

import (
	"slices"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store/record"
)

// A dating is the time that a record claims, and the log it is in.
type dating struct {
	log string
	at  incident.Span
}

// datedBy is what is held against the times that bound a loss, as against
// those of an incident: that no authority attests them, or that a clock was not
// known. Each bound is of one vantage, so that the doubt of one is enough.
func (b *builder) datedBy(bounds []dating) (list []loss.Doubt) {
	if slices.ContainsFunc(bounds, func(d dating) bool { return !b.attested(d.log) }) {
		list = append(list, loss.TimeUnchecked)
	}
	if slices.ContainsFunc(bounds, b.clockless) {
		list = append(list, loss.ClockUnknown)
	}
	return list
}

// attested is the function of that name, asked once for each log.
func (b *builder) attested(log string) bool {
	at, ok := b.attests[log]
	if !ok {
		at = attested(log, b.bundles)
		b.attests[log] = at
	}
	return at
}

// clockless reports whether time servers were asked and did not settle how far
// the clock of a record was off, or it was further than the method allows.
func (b *builder) clockless(d dating) bool {
	i := slices.IndexFunc(b.accounts, func(a *account) bool { return a.origin == d.log })
	if i < 0 || b.opt.Method.ClockWithin == 0 {
		return false
	}
	return !incident.ClocksOf(b.accounts[i].doubts(b.opt.Method)).Settled(d.at, b.opt.Method.ClockWithin)
}

// twinned reports whether any two of vantages cannot be told apart.
func (b *builder) twinned(vantages []string) bool {
	return slices.ContainsFunc(vantages, func(v string) bool {
		return slices.ContainsFunc(b.twins[v], func(o string) bool { return slices.Contains(vantages, o) })
	})
}

// datings are those of the bounds of a loss of a page.
func (s sightedLoss) datings() []dating {
	list := []dating{{s.Leaves[0].Log, instant(s.LastSeen)}, {s.Leaves[1].Log, instant(s.Missing)}}
	if s.Restored != 0 {
		list = append(list, dating{s.Leaves[len(s.Leaves)-1].Log, instant(s.Restored)})
	}
	return list
}

func instant(at record.Instant) incident.Span { return incident.Span{From: at, To: at} }

// datedLists is datedBy for lists that bound what is gone of a store, each of which dates both ends.
func (b *builder) datedLists(lists ...dossier.Listed) []string {
	var bounds []dating
	for _, l := range lists {
		bounds = append(bounds, dating{l.Proof.Log, incident.Span{From: l.Time.Instant, To: l.Ended.Instant}})
	}
	return named(b.datedBy(bounds))
}

// untrusted are the sets of doubts of time: millions of losses share them.
var untrusted = [...][]string{nil, {string(loss.TimeUnchecked)}, {string(loss.ClockUnknown)}, {string(loss.TimeUnchecked), string(loss.ClockUnknown)}}

// dated is what is held against the time of any of lists.
func dated(lists ...counting) []string {
	n := 0
	for _, l := range lists {
		if slices.Contains(l.dated, string(loss.TimeUnchecked)) {
			n |= 1
		}
		if slices.Contains(l.dated, string(loss.ClockUnknown)) {
			n |= 2
		}
	}
	return untrusted[n]
}

// doubts are those of a review.
func doubts(review []string) (list []loss.Doubt) {
	for _, d := range review {
		list = append(list, loss.Doubt(d))
	}
	return list
}

// named are doubts in their order, by name.
func named(doubts []loss.Doubt) (list []string) {
	for _, d := range loss.Doubts {
		if slices.Contains(doubts, d) {
			list = append(list, string(d))
		}
	}
	return list
}
