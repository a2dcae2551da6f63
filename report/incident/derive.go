package incident

import (
	"cmp"
	"slices"

	"constat/store/record"
)

// Derive makes the incidents of one question over period out of what the
// views saw. Of is how many vantages were expected to watch; those that gave
// no view stay in it. Give all observations at hand: those outside the period
// bound the incidents that reach into it, and only what lies in it is counted.
//
// At least is the time over which the proven time of as many vantages as the
// method needs overlaps; at most is the length of the stretch over which they
// may all have seen the target down. A vantage counts there only around its
// own bad rounds: one that was blind is not taken to agree. First and last bad are the first and last
// instants at which that many were certain, or, where never so many were at
// once, the first and last at which any was.
func (m Method) Derive(of int, period Span, views []View) Timeline {
	views = m.gather(views)
	d := derivation{method: m, period: period, slack: record.Instant(longest(views).Milliseconds())}
	d.quorum = Quorum{m.Needed(max(of, len(views))), max(of, len(views))}
	for _, v := range views {
		d.sights = append(d.sights, see(v))
	}
	return d.timeline()
}

// shown returns the time of the period for which as many vantages as needed
// are shown, or gave no view at all: those are absent.
func (d derivation) shown() spans {
	var all []spans
	for _, s := range d.sights {
		v := d.period
		if s.ShownFrom.Known {
			v.From = max(v.From, s.ShownFrom.Instant)
		}
		if s.ShownTo.Known {
			v.To = min(v.To, s.ShownTo.Instant)
		}
		all = append(all, unite([]Span{v}))
	}
	for range d.quorum.Of - len(d.sights) {
		all = append(all, unite([]Span{d.period}))
	}
	return shared(min(d.quorum.Needed, d.quorum.Of), all...)
}

type derivation struct {
	method Method
	quorum Quorum
	period Span
	slack  record.Instant
	sights []sight
}

func (d derivation) timeline() Timeline {
	t := Timeline{Quorum: d.quorum}
	found := d.timed(merge(d.quorum.Needed, d.sights), d.sights)
	t.Incidents = d.incidents(d.quorum.Needed, d.sights, found)
	confirmed := joined(found)
	t.Unconfirmed = d.unconfirmed(confirmed)
	for _, s := range d.sights {
		t.Seen = append(t.Seen, s.seen(d.period))
	}
	both := d.watched(d.quorum.Needed, d.sights)
	t.Watched = both.length()
	rest := d.period.length() - t.Watched
	t.NotShown = min(rest, d.period.length()-d.shown().length())
	t.NotWatched = rest - t.NotShown
	proven := d.certainly(agreed(d.quorum.Needed, d.sights), found).and(both)
	possible := d.possibly(found).and(both)
	t.AtLeast, t.AtMost = proven.length(), possible.length()
	t.Proven, t.Possible, t.Covered = proven, possible, both
	t.Availability = Share(t.Watched, t.AtLeast, t.AtMost)
	return t
}

// unconfirmed returns what fewer vantages than needed saw: first those that
// still agree with others, then each vantage by itself, so that none is merged
// with a failure it did not see.
func (d derivation) unconfirmed(accounted spans) []Incident {
	var list []Incident
	rest := leftover(d.sights, accounted, d.slack)
	for n := min(d.quorum.Needed-1, len(rest)); n > 1; n-- {
		found := d.timed(merge(n, rest), rest)
		list = append(list, d.incidents(n, rest, found)...)
		rest = leftover(rest, joined(found), d.slack)
	}
	for _, s := range rest {
		alone := []sight{s}
		list = append(list, d.incidents(1, alone, d.timed(merge(1, alone), alone))...)
	}
	slices.SortStableFunc(list, byFirstBad)
	return list
}

// joined returns the time that list covers.
func joined(list []stretch) spans {
	var all []Span
	for _, s := range list {
		all = append(all, s.span)
	}
	return unite(all)
}

func byFirstBad(a, b Incident) int { return cmp.Compare(a.FirstBad, b.FirstBad) }

func (d derivation) incidents(n int, sights []sight, found []stretch) []Incident {
	proven, watched := agreed(n, sights), d.watched(n, sights)
	var list []Incident
	for _, s := range found {
		if in := s.span.and(d.period); in.From < in.To {
			i := d.incident(n, s, sights)
			least, most := d.certainly(proven, []stretch{s}), d.possibly([]stretch{s})
			i.AtLeast, i.AtMost = least.length(), most.length()
			i.NotWatched = i.AtMost - watched.and(most).length()
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, byFirstBad)
	return list
}

// watched returns the time of the period over which n of sights watched.
func (d derivation) watched(n int, sights []sight) spans {
	var all []spans
	for _, s := range sights {
		all = append(all, s.watched.within(d.period))
	}
	return shared(n, all...)
}

func (d derivation) incident(n int, s stretch, sights []sight) Incident {
	i := Incident{Quorum: d.quorum, Runs: s.runs(), Defined: s.defined()}
	i.LastGood, i.OpenStart = s.start(sights)
	i.FirstGood, i.OpenEnd = s.end(sights)
	i.FirstBad, i.LastBad = s.certain(n)
	for _, v := range s.seers {
		i.Vantages = append(i.Vantages, v.Vantage)
		onset, end := v.onset(s.span), v.end(s.span)
		i.Onset, i.End = append(i.Onset, onset...), append(i.End, end...)
		i.Leaves = append(i.Leaves, slices.Compact(slices.Concat(onset, end))...)
	}
	i.Causes, i.Status = s.causes()
	i.Cause = mainCause(i.Causes)
	i.Layer, i.Beside, i.Fronts = located(i.Causes, i.Cause)
	i.Clock, i.Compared, i.ClockKnown = s.clock.within, s.clock.compared, s.clock.compared && s.clock.told
	i.Review = d.review(n, s, i)
	return i
}

// start returns when the last good question before s was put, or why that is
// unknown.
func (s stretch) start(sights []sight) (Moment, Opening) {
	for _, v := range sights {
		for _, o := range v.in(s.span) {
			if o.before == nil && o.span.From == s.span.From && v.ShownFrom.Known {
				return Moment{}, NotShown
			}
		}
	}
	if s.span.From == beginning {
		return Moment{}, NoGood
	}
	return Moment{s.span.From, true}, Closed
}

// end returns when the first good answer after s was complete, or why that is
// unknown.
func (s stretch) end(sights []sight) (Moment, Opening) {
	for _, v := range sights {
		for _, o := range v.in(s.span) {
			if o.after == nil && o.span.To == s.span.To && v.ShownTo.Known {
				return Moment{}, NotShown
			}
		}
	}
	if s.span.To == end {
		return Moment{}, NoGood
	}
	return Moment{s.span.To, true}, Closed
}

// certain returns the first and the last instant of s at which n vantages were
// certain, or any was where never so many were.
func (s stretch) certain(n int) (first, last record.Instant) {
	var all [][]Span
	for _, v := range s.seers {
		all = append(all, v.certain(s.span))
	}
	agreed := overlaps(n, all)
	if len(agreed) == 0 {
		agreed = overlaps(1, all)
	}
	return agreed[0].From, agreed[len(agreed)-1].To
}

// onset returns the records that show when what s saw in piece began: the last
// good answer before it, and the first bad one.
func (s sight) onset(piece Span) (refs []Ref) {
	if b := s.in(piece)[0].before; b != nil {
		refs = append(refs, b.Ref)
	}
	if bad := s.badIn(piece); len(bad) > 0 {
		refs = append(refs, bad[0].Ref)
	}
	return refs
}

// end returns those that show when it ended: the last bad one, and the first good
// one after.
func (s sight) end(piece Span) (refs []Ref) {
	if bad := s.badIn(piece); len(bad) > 0 {
		refs = append(refs, bad[len(bad)-1].Ref)
	}
	list := s.in(piece)
	if a := list[len(list)-1].after; a != nil {
		refs = append(refs, a.Ref)
	}
	return refs
}
