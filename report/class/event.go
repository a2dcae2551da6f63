package class

import (
	"cmp"
	"slices"

	"constat/report/incident"
	"constat/store/record"
)

// An Event is a cluster of onsets among the provider's sites.
type Event struct {
	Number int
	// Onset is from the last good question before the first onset to the first
	// failure of the last; End likewise of the ends, open where none has ended.
	Onset  incident.Span
	Start  record.Instant // the lower median of the first failures
	Last   record.Instant // and of the last ones, of those that are known to have ended
	Parts  []Part         // in order of first failure
	Minute record.Instant // the one that is compared: the middle between Start and Last, whole
}

// A Part is one site of an event, and its outage.
type Part struct{ Site, Outage int }

// Events returns the clusters of onsets among the provider's sites, in order,
// and what each of their outages belongs to: the number of its event, or 0.
//
// Onsets are taken in order of the first failure. One follows the one before in
// a cluster where no more than the rule's gap lies between. A cluster with fewer
// sites than the rule asks, or of one member alone, is none. Where the last good
// question lies further before the first failure than the gap, the onset is too
// coarse, or not known, and makes no cluster. Rows are all the clusters that were
// looked at, those too small included: each could have been an event.
func Events(rule Rule, sites []Site) (events []Event, of map[Part]int, rows int) {
	var fine []Part
	for i, s := range sites {
		for n, o := range s.Outages {
			if s.Ours && o.Fine(rule) {
				fine = append(fine, Part{i, n})
			}
		}
	}
	at := func(p Part) Outage { return sites[p.Site].Outages[p.Outage] }
	slices.SortStableFunc(fine, func(a, b Part) int {
		return cmp.Or(cmp.Compare(at(a).FirstBad, at(b).FirstBad), cmp.Compare(sites[a.Site].Name, sites[b.Site].Name))
	})
	of = map[Part]int{}
	for len(fine) > 0 {
		n := 1
		for n < len(fine) && at(fine[n]).FirstBad-at(fine[n-1]).FirstBad <= rule.Gap {
			n++
		}
		rows++
		if parts := fine[:n]; enough(rule, sites, parts) {
			e := Event{Number: len(events) + 1, Parts: parts}
			e.bound(at)
			events = append(events, e)
			for _, p := range parts {
				of[p] = e.Number
			}
		}
		fine = fine[n:]
	}
	return events, of, rows
}

// Fine reports whether the onset of o is known as closely as the rule asks.
func (o Outage) Fine(rule Rule) bool {
	return o.LastGood.Known && o.FirstBad-o.LastGood.Instant <= rule.Gap
}

// enough reports whether parts are an event: of so many sites, and of two members
// each of whom has a site there that the other has not. One person under two
// numbers, of which the second has a part of the sites of the first, is one.
func enough(rule Rule, sites []Site, parts []Part) bool {
	seen := map[int]bool{}
	var owners [][]string
	for _, p := range parts {
		if !seen[p.Site] {
			seen[p.Site] = true
			owners = append(owners, sites[p.Site].Members)
		}
	}
	return len(seen) >= rule.Sites && apart(owners)
}

// apart reports whether two of the lists have each something that the other has
// not: where none have, each holds all that is in the shorter ones.
func apart(lists [][]string) bool {
	slices.SortStableFunc(lists, func(a, b []string) int { return cmp.Compare(len(a), len(b)) })
	for n := 1; n < len(lists); n++ {
		for _, m := range lists[n-1] {
			if !slices.Contains(lists[n], m) {
				return true
			}
		}
	}
	return false
}

// SeenByTwo reports whether two vantages or more saw s fail over the minute that
// begins at from.
func (s Site) SeenByTwo(from record.Instant) bool {
	return slices.ContainsFunc(s.Outages, func(o Outage) bool {
		return len(o.Vantages) > 1 && o.FirstBad <= from && from <= o.LastBad
	})
}

// SeenByTwo counts the sites of e whose failure two vantages or more saw, and
// reports whether these alone would be an event.
func (e Event) SeenByTwo(rule Rule, sites []Site) (n int, enoughOf bool) {
	var parts []Part
	seen := map[int]bool{}
	for _, p := range e.Parts {
		if len(sites[p.Site].Outages[p.Outage].Vantages) > 1 {
			parts = append(parts, p)
			seen[p.Site] = true
		}
	}
	return len(seen), enough(rule, sites, parts)
}

// bound works out the times of e. An outage whose end is not known, because its
// records end or it lasts, takes part in Last only where all are so.
func (e *Event) bound(at func(Part) Outage) {
	var first, last, ended []record.Instant
	e.Onset = incident.Span{From: at(e.Parts[0]).LastGood.Instant, To: at(e.Parts[0]).FirstBad}
	for _, p := range e.Parts {
		o := at(p)
		first, last = append(first, o.FirstBad), append(last, o.LastBad)
		if o.FirstGood.Known {
			ended = append(ended, o.LastBad)
		}
		e.Onset.From, e.Onset.To = min(e.Onset.From, o.LastGood.Instant), max(e.Onset.To, o.FirstBad)
	}
	if len(ended) > 0 {
		last = ended
	}
	e.Start, e.Last = median(first), median(last)
	middle := e.Start + (e.Last-e.Start)/2
	e.Minute = middle - middle%Minute
}

// median is the lower one.
func median(list []record.Instant) record.Instant {
	slices.Sort(list)
	return list[(len(list)-1)/2]
}

// A Share is how many sites were failing in one minute, of those of which it is
// known.
type Share struct{ Failing, Known, Unknown int }

// ShareAt counts the sites that keep accepts over the minute that begins at from.
func ShareAt(sites []Site, from record.Instant, keep func(Site) bool) (s Share) {
	for _, site := range sites {
		if !keep(site) {
			continue
		}
		switch site.At(from) {
		case Failing:
			s.Failing++
			s.Known++
		case Well:
			s.Known++
		default:
			s.Unknown++
		}
	}
	return s
}

// Apart is why a site of the provider is not in an event.
type Apart string

// The reasons.
const (
	Stayed     Apart = "well"          // it answered when the others failed
	NotWatched Apart = "not-watched"   // nothing is known of it then
	Disputed   Apart = "disputed"      // two accounts contradict each other
	Before     Apart = "before"        // it had failed before
	OtherTime  Apart = "other-time"    // it failed then, and began at another time
	Coarse     Apart = "coarse"        // it was asked too seldom to tell when it began
	NoOnset    Apart = "no-onset"      // no good answer is known before
	Unseen     Apart = "not-confirmed" // its failures were seen by fewer vantages than the quorum asks
)

// Why returns why site i, which has no part in e, has none.
func (e Event) Why(rule Rule, s Site) Apart {
	span := incident.Span{From: e.Onset.From, To: max(e.Last, e.Onset.To)}
	for _, o := range s.Outages {
		r := o.reaches()
		if r.To < span.From || r.From > span.To {
			continue
		}
		switch {
		case !o.LastGood.Known && o.FirstBad >= e.Onset.From:
			return NoOnset
		case o.FirstBad < e.Onset.From:
			return Before
		case !o.Fine(rule):
			return Coarse
		}
		return OtherTime
	}
	switch {
	case touches(s.Disputed, span):
		return Disputed
	case s.At(e.Minute) == Well:
		return Stayed
	case touches(s.May, span):
		return Unseen
	}
	return NotWatched
}
