package incident

import (
	"cmp"
	"slices"
	"strings"

	"constat/store/record"
)

// causes returns every cause met in s by vantage, and the statuses in order of
// first sight.
func (s stretch) causes() ([]CauseSeen, []int) {
	var all []CauseSeen
	for _, v := range s.seers {
		all = append(all, tally(v.Vantage, v.badIn(s.span))...)
	}
	var status []int
	for _, o := range s.bad() {
		if o.Status != 0 && !slices.Contains(status, o.Status) {
			status = append(status, o.Status)
		}
	}
	return all, status
}

// bad returns the bad rounds of all vantages in s, by their starts.
func (s stretch) bad() []Observation {
	var bad []Observation
	for _, v := range s.seers {
		bad = append(bad, v.badIn(s.span)...)
	}
	slices.SortStableFunc(bad, func(a, b Observation) int { return cmp.Compare(a.Start, b.Start) })
	return bad
}

// defined returns the definitions that the bad rounds of s were put by.
func (s stretch) defined() []Ref {
	var list []Ref
	for _, o := range s.bad() {
		if r := (Ref{o.Ref.Log, o.Defined, -1}); !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}

func tally(vantage string, bad []Observation) []CauseSeen {
	rounds := map[CauseSeen]int{}
	for _, o := range bad {
		rounds[CauseSeen{Vantage: vantage, Cause: o.Cause, Status: o.Status, Detail: o.Detail, Place: o.Place}]++
	}
	var list []CauseSeen
	for c, n := range rounds {
		c.Rounds = n
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b CauseSeen) int {
		return cmp.Or(cmp.Compare(a.Cause.rank(), b.Cause.rank()), strings.Compare(string(a.Cause), string(b.Cause)),
			cmp.Compare(a.Status, b.Status), cmp.Compare(a.Detail, b.Detail), a.Place.compare(b.Place))
	})
	return list
}

// mainCause returns the cause of most rounds; of several, the one that comes
// first in [Causes].
func mainCause(seen []CauseSeen) Cause {
	rounds := map[Cause]int{}
	for _, c := range seen {
		rounds[c.Cause] += c.Rounds
	}
	var main Cause
	for c, n := range rounds {
		if n > rounds[main] || n == rounds[main] && c.rank() < main.rank() {
			main = c
		}
	}
	return main
}

// rank is c's place in [Causes]; what is not among them comes last.
func (c Cause) rank() int {
	if i := slices.Index(Causes, c); i >= 0 {
		return i
	}
	return len(Causes)
}

// A Reason says why a person must look at an incident before anyone relies on
// it.
type Reason string

// The reasons.
const (
	OneVantage      Reason = "one-vantage"      // one vantage alone saw it: unreachable from there
	NeverGood       Reason = "never-good"       // too few vantages ever had a good answer before
	QuestionChanged Reason = "question-changed" // the question changed close to it
	NoControls      Reason = "no-controls"      // too few vantages know their own network
	MayBeOwn        Reason = "cause-may-be-own" // a cause met can be the customer's own
	CustomerManaged Reason = "customer-managed" // what failed ran on a machine that the customer administers, by the terms
	LayerInDoubt    Reason = "layer-in-doubt"   // the failure can lie where others than the provider may answer for it
	TimeUnchecked   Reason = "time-unchecked"   // too few vantages have their time attested
	ShownFrom       Reason = "shown-from"       // it reaches back beyond what is shown
	ShownTo         Reason = "shown-to"         // it goes on beyond what is shown
	ProviderChanged Reason = "provider-changed" // another provider was named for the question in the period
	NetworkChanged  Reason = "network-changed"  // the name led to other networks in the period
	OtherwiseGood   Reason = "otherwise-good"   // an attempt in another way, beside a failure, was no failure
	CoarseInterval  Reason = "coarse-interval"  // more than five minutes lie between two questions
	ShortTimeout    Reason = "short-timeout"    // an answer had less than a second
	SameMachine     Reason = "same-machine"     // vantages that agree name the same addresses
	LedElsewhere    Reason = "led-elsewhere"    // redirects had led to another host, which failed
	ClockUnknown    Reason = "clock-unknown"    // time servers were asked, and did not settle how far off a clock was
)

// Reasons lists them in the order in which they are given.
var Reasons = []Reason{OneVantage, SameMachine, NeverGood, ShownFrom, ShownTo, QuestionChanged, ProviderChanged, NetworkChanged, OtherwiseGood, CoarseInterval, ShortTimeout,
	NoControls, MayBeOwn, CustomerManaged, LayerInDoubt, LedElsewhere, TimeUnchecked, ClockUnknown}

// review returns why incident i, seen as s by n vantages or more, must be
// looked at.
func (d derivation) review(n int, s stretch, i Incident) []Reason {
	var controls, attested, good, cut int
	for _, v := range s.seers {
		controls += one(v.Controls && !v.unaskedIn(s.span))
		attested += one(v.Attested)
		before := v.in(s.span)[0].before
		good += one(before != nil)
		cut += one(before == nil && v.ShownFrom.Known)
	}
	holds := map[Reason]bool{
		OneVantage:      len(s.seers) == 1,
		NeverGood:       good+cut < n,
		ShownFrom:       i.OpenStart == NotShown || good < n && cut > 0,
		ShownTo:         i.OpenEnd == NotShown,
		QuestionChanged: d.changedNear(s),
		NoControls:      controls < n,
		MayBeOwn:        slices.ContainsFunc(i.Causes, d.mayBeOwn),
		LayerInDoubt:    d.layerInDoubt(s, i),
		LedElsewhere:    slices.ContainsFunc(i.Causes, func(c CauseSeen) bool { return c.Place.Elsewhere != "" }),
		TimeUnchecked:   attested < n,
		ClockUnknown:    !s.clock.known,
	}
	var list []Reason
	for _, r := range Reasons {
		if holds[r] {
			list = append(list, r)
		}
	}
	return list
}

// mayBeOwn reports whether rounds of c can have failed by the customer: a few of
// them among others are enough.
func (d derivation) mayBeOwn(c CauseSeen) bool {
	return slices.Contains(d.method.MayBeOwn, c.Cause) || c.Cause.ofJob()
}

// layerInDoubt reports whether rounds of i can have failed at a layer that the
// method leaves for a person to look at. Where the cause says by itself that it
// may be the customer's own, that is reason enough. A front that nobody saw, on
// an answer or around the failure, is taken not to be there: anything that
// doesn't answer could stand behind one.
func (d derivation) layerInDoubt(s stretch, i Incident) bool {
	fronted := len(i.Fronts) > 0 || s.fronted()
	return slices.ContainsFunc(i.Causes, func(c CauseSeen) bool {
		return !d.mayBeOwn(c) && slices.ContainsFunc(append(c.Place.Beside(c.Cause, c.Status), c.Place.Layer), func(l Layer) bool {
			return slices.Contains(d.method.ReviewLayers, l) && (l != LayerFront || fronted)
		})
	})
}

// fronted reports whether the good answers around s came through a front.
func (s stretch) fronted() bool {
	through := func(o *Observation) bool { return o != nil && o.Place.Front != "" }
	for _, v := range s.seers {
		if slices.ContainsFunc(v.in(s.span), func(o outage) bool { return through(o.before) || through(o.after) }) {
			return true
		}
	}
	return false
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// changedNear reports whether any vantage changed its question within the
// method's time of s.
func (d derivation) changedNear(s stretch) bool {
	settle := record.Instant(d.method.Settle.Milliseconds())
	for _, v := range d.sights {
		for _, c := range v.Changed {
			if (Span{c - settle, c + settle}).meets(s.span) {
				return true
			}
		}
	}
	return false
}
