package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// An extent is what bundles show of one chain: the leaves after base and up to
// end, without a hole.
type extent struct {
	base, end int64
	from, to  record.Instant // as asked; zero where all there is was asked for
}

// extentOf returns what all parts of c together show. A hole is time that whoever
// gives the bundles keeps back: nothing can be said across it.
func (c *chain) extentOf(origin string) (extent, error) {
	parts := slices.SortedStableFunc(slices.Values(c.parts), func(x, y part) int {
		return cmp.Or(cmp.Compare(x.log.Base, y.log.Base), cmp.Compare(x.log.End, y.log.End))
	})
	first := parts[0].log
	e := extent{base: first.Base, end: first.End, from: first.From, to: shownTo(first)}
	for _, p := range parts[1:] {
		if p.log.Base > e.end {
			return e, fmt.Errorf("the bundles of log %q leave out leaves %d to %d of target %q: give the bundle of that time too",
				origin, e.end+1, p.log.Base, c.final().Name)
		}
		if p.log.Base == e.base {
			e.from = min(e.from, p.log.From)
		}
		if p.log.End >= e.end {
			e.end, e.to = p.log.End, max(e.to, shownTo(p.log))
		}
	}
	return e, nil
}

// seamless refuses logs of one vantage between which something is kept back:
// a vantage that began a new log is still one vantage.
func (s *subject) seamless() error {
	var list []source
	for _, q := range s.sources {
		if q.chain.first.Known {
			list = append(list, q)
		}
	}
	slices.SortStableFunc(list, func(x, y source) int {
		return cmp.Or(strings.Compare(x.vantage, y.vantage), cmp.Compare(x.chain.first.Instant, y.chain.first.Instant))
	})
	for i := 1; i < len(list); i++ {
		p, q := list[i-1], list[i]
		_, to := p.bounds(p.chain)
		from, _ := q.bounds(q.chain)
		if p.vantage == q.vantage && p.account != q.account && (to.Known || from.Known) {
			return fmt.Errorf("the bundles leave out the end of log %q or the beginning of log %q: give the bundle of that time too", p.origin, q.origin)
		}
	}
	return nil
}

// shownTo is the instant up to which every round of l is shown.
func shownTo(l *bundle.Log) record.Instant { return min(cmp.Or(l.To, l.Sealed), l.Sealed) }

// bounds returns from when and to when a shows c, each unknown where the log,
// or the chain in it, is shown from its beginning or to its end.
func (a *account) bounds(c *chain) (from, to incident.Moment) {
	if c.extent.base >= 0 && c.definitions[0].Leaf <= c.extent.base {
		from = incident.Moment{Instant: c.extent.from, Known: true}
	}
	if c.extent.end+1 < a.newest().Head.Size {
		to = incident.Moment{Instant: c.extent.to, Known: true}
	}
	return from, to
}

// opened returns the earliest instant that the rounds of a can be of: a day
// before its first own entry. A clock that was not set says anything.
func (a *account) opened() record.Instant {
	at := a.newest().Sealed
	for _, l := range a.logs {
		at = min(at, l.Sealed)
	}
	for _, i := range a.entries {
		if w, ok := i.Entry.(record.Watch); ok {
			at = min(at, w.Time)
		}
	}
	const day = 24 * 60 * 60 * 1000
	return at - day
}
