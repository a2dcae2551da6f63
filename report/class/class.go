// Package class is one event, many harmed: when each of many sites failed, who failed together, and who is apart.
//
// It works on what accounts of single sites say: proven, possible and watched
// time, and outages between brackets. An [Event] is a cluster of onsets; [Rule]
// is a part of the accounting method. [Compare] holds the provider's sites against those
// of others in one minute, by an exact test of which the minute is chosen by rule.
//
// Doubt never counts: time that nobody watched, or that two accounts tell
// otherwise, is neither failing nor well, and takes part in no share.
//
// The package does not say why sites failed, nor whose fault it was.
package class

import (
	"cmp"
	"slices"

	"constat/report/incident"
	"constat/store/record"
)

// A Rule is how events are told from single failures, by the accounting method.
type Rule struct {
	Gap   record.Instant // onsets this far apart, in milliseconds, or less follow one another in an event
	Sites int            // the least that an event has, of two members or more
	Alike int            // percent of the signs known of both that two sites share to be alike
	Odds  int64          // one in so many, or less, is called told apart from chance
}

// A Site is how one site of one provider went, by all accounts together.
type Site struct {
	Name     string   // unique, and what orders sites
	Members  []string // whose it is, in order; none for one that is watched for comparison
	Ours     bool     // it lies at the provider that the class is about
	Vantages []string // that watched it: those that can't be told apart are one
	Unit     string   // what it shares with others that may be their one cause: addresses, see [Addresses]; "" where not known
	Down     []incident.Span
	May      []incident.Span
	Watched  []incident.Span
	Disputed []incident.Span // one account proves it down, another shows it well
	Outages  []Outage        // in order of onset
}

// An Outage began after LastGood and by FirstBad, and ended after LastBad and
// by FirstGood.
type Outage struct {
	LastGood  incident.Moment
	FirstBad  record.Instant
	LastBad   record.Instant
	FirstGood incident.Moment
	Vantages  []string          // that saw it fail, as [Site.Vantages] names them
	Signs     map[string]string // what may be alike between sites, by sort; what is not known is absent
	Review    []string          // why a person must look at it, in order
	Onset     []Ref             // what proves that it began, and that it ended
	End       []Ref
}

// reaches is the time over which o may have lasted.
func (o Outage) reaches() incident.Span {
	s := incident.Span{From: o.FirstBad, To: o.LastBad}
	if o.LastGood.Known {
		s.From = min(s.From, o.LastGood.Instant)
	}
	if o.FirstGood.Known {
		s.To = max(s.To, o.FirstGood.Instant)
	}
	return s
}

// Minute is how long a minute is.
const Minute = record.Instant(60_000)

// A State is what is known of a site over one minute.
type State int

// The states.
const (
	Unknown State = iota // not watched throughout, or told otherwise by two accounts
	Well                 // watched throughout, and cannot have been down
	Failing              // proven down throughout
)

// At returns the state of s over the minute that begins at from.
func (s Site) At(from record.Instant) State {
	m := incident.Span{From: from, To: from + Minute}
	whole := m.Length()
	switch {
	case touches(s.Disputed, m):
		return Unknown
	case incident.Length(incident.Cut(s.Down, m)) == whole:
		return Failing
	case incident.Length(incident.Cut(s.Watched, m)) == whole && !touches(s.May, m):
		return Well
	}
	return Unknown
}

// touches reports whether list has time in m.
func touches(list []incident.Span, m incident.Span) bool {
	i, _ := slices.BinarySearchFunc(list, m.From+1, func(s incident.Span, at record.Instant) int { return cmp.Compare(s.To, at) })
	return i < len(list) && list[i].From < m.To
}

// Merge makes one of all accounts of a site, in whatever order. What one proves and
// another excludes is disputed, and counts for neither; an outage that any such time
// touches is none.
func Merge(accounts ...Site) Site {
	m := accounts[0]
	if len(accounts) == 1 {
		return m
	}
	var members, vantages, units []string
	var down, may, watched, well, disputed []incident.Span
	for _, a := range accounts {
		members, vantages, units = append(members, a.Members...), append(vantages, a.Vantages...), append(units, a.Unit)
		down, may, watched = append(down, a.Down...), append(may, a.May...), append(watched, a.Watched...)
		well, disputed = append(well, incident.Without(a.Watched, a.May)...), append(disputed, a.Disputed...)
	}
	m.Members, m.Vantages, m.Unit = union(members, nil), union(vantages, nil), Addresses(units...)
	down, may, well = incident.Unite(down), incident.Unite(may), incident.Unite(well)
	m.Disputed = incident.Unite(append(disputed, incident.Both(down, well)...))
	m.Down = incident.Without(down, m.Disputed)
	m.Watched = incident.Unite(watched)
	m.May = incident.Unite(slices.Concat(incident.Without(may, well), m.Down, m.Disputed))
	m.Outages = nil
	for _, a := range accounts {
		m.Outages = append(m.Outages, undisputed(a.Outages, m.Disputed)...)
	}
	m.Outages = Join(m.Outages)
	return m
}

func undisputed(list []Outage, disputed []incident.Span) (out []Outage) {
	for _, o := range list {
		if !touches(disputed, incident.Span{From: o.FirstBad, To: max(o.LastBad, o.FirstBad+1)}) {
			out = append(out, o)
		}
	}
	return out
}

// Join makes one of outages whose brackets meet, and orders them by onset.
func Join(list []Outage) (out []Outage) {
	slices.SortStableFunc(list, func(a, b Outage) int {
		return cmp.Or(cmp.Compare(a.FirstBad, b.FirstBad), cmp.Compare(a.LastBad, b.LastBad), moment(a.LastGood, b.LastGood), moment(b.FirstGood, a.FirstGood), cmp.Compare(written(a.Signs), written(b.Signs)))
	})
	for _, o := range list {
		n := len(out) - 1
		if n < 0 || o.reaches().From > out[n].reaches().To {
			out = append(out, o)
			continue
		}
		out[n] = out[n].with(o)
	}
	return out
}

// moment compares two: one that is not known comes first.
func moment(a, b incident.Moment) int {
	switch {
	case a.Known && b.Known:
		return cmp.Compare(a.Instant, b.Instant)
	case a.Known:
		return 1
	case b.Known:
		return -1
	}
	return 0
}

// with joins o and p, of which o began first: it is known to have begun no
// earlier, and to have ended no later, than both allow.
func (o Outage) with(p Outage) Outage {
	if p.FirstBad-o.FirstBad <= Minute && p.LastGood.Known && (!o.LastGood.Known || p.LastGood.Instant > o.LastGood.Instant) && p.LastGood.Instant <= o.FirstBad {
		o.LastGood, o.Onset = p.LastGood, refs(o.Onset, p.Onset)
	} else if p.FirstBad == o.FirstBad && p.LastGood == o.LastGood {
		o.Onset = refs(o.Onset, p.Onset)
	}
	switch {
	case p.LastBad == o.LastBad && p.FirstGood == o.FirstGood:
		o.End = refs(o.End, p.End)
	case p.LastBad >= o.LastBad:
		o.LastBad, o.FirstGood, o.End = p.LastBad, p.FirstGood, p.End
	}
	o.Vantages = union(o.Vantages, p.Vantages)
	if len(p.Review) > 0 {
		o.Review = union(o.Review, p.Review)
	}
	signs := map[string]string{}
	for _, list := range []map[string]string{p.Signs, o.Signs} {
		for k, v := range list {
			signs[k] = v
		}
	}
	o.Signs = signs
	return o
}

func union(a, b []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(slices.Concat(a, b))))
}
