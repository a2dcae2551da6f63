package contract

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// Evaluate works out c over f, one result for each of the contract's periods
// that f speaks of, in order. Its fields are never shared with later results.
func (c *Contract) Evaluate(f Facts, zone *time.Location) []Result {
	rule := c.Rule
	force := c.bounds(zone)
	in := incident.Span{From: max(f.Period.From, force.From), To: min(f.Period.To, force.To)}
	if in.To < in.From {
		return nil
	}
	var outages []incident.Span
	for _, list := range rule.joined(f.least()) {
		outages = append(outages, list...)
	}
	var all []Result
	var before *evaluation
	for _, t := range rule.Period.terms(in, c.since(zone), zone, incident.Unite(outages)) {
		e := evaluation{contract: c, facts: f, zone: zone, term: t, period: t.span(zone), force: force, before: before}
		all, before = append(all, e.result()), &e
	}
	return all
}

// ZoneName names the zone that c's periods are counted in: the rule's, where it
// fixes one, else the contract's.
func (c *Contract) ZoneName() string { return cmp.Or(c.Rule.Period.Zone, c.Zone, "UTC") }

func (f Facts) least() (all [][]incident.Span) {
	for _, s := range f.Sites {
		all = append(all, s.Least)
	}
	return all
}

func (f Facts) most() (all [][]incident.Span) {
	for _, s := range f.Sites {
		all = append(all, s.Most)
	}
	return all
}

// An evaluation is one contract over one period.
type evaluation struct {
	contract *Contract
	facts    Facts
	zone     *time.Location
	term     term
	period   incident.Span
	force    incident.Span // when the contract was in force
	before   *evaluation   // of the period before; nil where that was not computed
}

// total is how many minutes r divides by.
func (e evaluation) total(r *Rule) *big.Rat {
	switch r.Over {
	case "average_month":
		return big.NewRat(730*60, 1)
	case "thirty_days":
		return big.NewRat(30*24*60, 1)
	case "lifetime_minutes":
		return minutes(e.period.And(e.force).Length())
	case "user_minutes":
		return times(minutes(e.period.Length()), big.NewRat(int64(max(1, len(e.facts.Sites))), 1))
	}
	return minutes(e.period.Length())
}

// A reading is one way to read the rule, applied to one bound.
type reading struct {
	rule *Rule
	tally
	Case
}

// read counts a bound of downtime and works out the credit.
func (e evaluation) read(r *Rule, sites [][]incident.Span, windows []incident.Span, generous bool) reading {
	var cut [][]incident.Span
	for _, list := range sites {
		cut = append(cut, incident.Cut(list, e.force))
	}
	c := counter{rule: r, contract: e.contract, sites: cut, most: e.facts.most(), reach: incident.Unite(slices.Concat(e.facts.most()...)), windows: windows, period: e.period}
	t := c.count()
	b := bill{rule: r, fee: e.fee(r), feeless: e.contract.Fee.Amount == nil, money: e.contract.Fee.Currency, total: e.total(r), spare: minutes(e.period.Length()),
		days: over(minutes(e.days()), big.NewRat(24*60, 1)), generous: generous}
	if e.before != nil {
		b.used = func(o outage) []*big.Rat { return e.before.read(r, sites, windows, generous).Credit.met[o.id()] }
	}
	return reading{r, t, b.due(t)}
}

// days is the length of the period in whole civil days: one of 23 hours is one.
func (e evaluation) days() time.Duration { return e.term.to.utc().Sub(e.term.from.utc()) }

// fee is what the credit is a share of.
func (e evaluation) fee(r *Rule) *big.Rat { return e.contract.fee(r) }

// readings computes every way to read the rule for both bounds of downtime, and
// with the maintenance of unknown notice counted. The first is the rule's own
// for the lower bound, the second for the upper.
func (e evaluation) readings() (all []reading, unknown bool) {
	doubtful, unknown := e.contract.left(e.contract.Rule, e.zone, false)
	known, _ := e.contract.left(e.contract.Rule, e.zone, true)
	for _, r := range e.contract.Rule.readings() {
		for _, windows := range [][]incident.Span{doubtful, known} {
			for _, generous := range []bool{false, true} {
				all = append(all, e.read(r, e.facts.least(), windows, generous), e.read(r, e.facts.most(), windows, generous))
			}
		}
	}
	return all, unknown
}

func (e evaluation) result() Result {
	all, unknown := e.readings()
	lower, upper := all[0], all[1]
	res := Result{Rule: e.contract.Rule, Period: e.period, Zone: e.zone, Total: e.total(lower.rule),
		Lower: lower.Case, Upper: upper.Case, Credit: lesser(lower.Credit, upper.Credit), Worst: lower.Case, Best: lower.Case}
	for _, r := range all {
		if r.Credit.compare(res.Worst.Credit) < 0 {
			res.Worst = r.Case
		}
		if r.Credit.compare(res.Best.Credit) > 0 {
			res.Best = r.Case
		}
	}
	e.observe(&res)
	e.maintain(&res)
	res.Free = e.free()
	e.date(&res, all)
	res.Reasons = e.reasons(all, unknown, &res)
	res.Doubts = e.doubts(res)
	res.Answer = e.answer(res)
	if res.Best.Credit.Due() {
		res.Reservations = slices.Clone(e.facts.Reserve)
		if e.meets(e.facts.Also) {
			res.Reservations = append(res.Reservations, AlsoUnder)
		}
	}
	res.Steps = e.steps(res, lower, upper)
	return res
}

// lesser returns the smaller of two credits.
func lesser(a, b Credit) Credit {
	if b.compare(a) < 0 {
		return b
	}
	return a
}

// compare orders credits: by amount, by percentage where there is no fee, by
// what they extend.
func (k Credit) compare(o Credit) int {
	if n := k.Exact.Cmp(o.Exact); n != 0 {
		return n
	}
	a, b := k.Percent, o.Percent
	if a == nil {
		a = zero()
	}
	if b == nil {
		b = zero()
	}
	if n := a.Cmp(b); n != 0 {
		return n
	}
	return int(k.Extends/time.Millisecond) - int(o.Extends/time.Millisecond)
}

// Due reports whether k is more than nothing.
func (k Credit) Due() bool {
	return k.Exact.Sign() > 0 || k.Extends > 0 || k.feeless && k.Percent != nil && k.Percent.Sign() > 0
}

// observe fills in downtime as it was observed, and our own way to count.
func (e evaluation) observe(res *Result) {
	share := func(sites [][]incident.Span) Share {
		down := time.Duration(0)
		for _, list := range e.contract.Rule.joined(sites) {
			for _, o := range incident.Cut(incident.Cut(list, e.force), e.period) {
				down += o.Length()
			}
		}
		total := minutes(e.period.Length())
		if r := e.contract.Rule; r.Sites == "sum" || r.Over == "user_minutes" {
			total = times(total, big.NewRat(int64(max(1, len(sites))), 1))
		}
		return Share{down, availability(down, total)}
	}
	res.OursLower, res.OursUpper = share(e.facts.least()), share(e.facts.most())
	res.Least, res.Most = res.OursLower.Down, res.OursUpper.Down
	var unseen []incident.Span
	for _, s := range e.facts.Sites {
		unseen = append(unseen, incident.Cut(s.Unseen, e.period)...)
	}
	for _, u := range incident.Unite(unseen) {
		res.Unwatched += u.Length()
	}
}

// maintain fills in the lower case with maintenance left out and counted.
func (e evaluation) maintain(res *Result) {
	var windows []incident.Span
	for _, w := range e.contract.Maintenance {
		windows = append(windows, w.Span)
	}
	for _, w := range incident.Cut(incident.Unite(windows), e.period) {
		res.Maintenance += w.Length()
	}
	rule := e.contract.Rule.readings()[0]
	res.With = e.read(rule, e.facts.least(), incident.Unite(windows), false).Credit
	res.Without = e.read(rule, e.facts.least(), nil, false).Credit
}

// reasons are why the answer is not a plain one, in the order of their list.
func (e evaluation) reasons(all []reading, unknown bool, res *Result) (list []Reason) {
	rule, lower, upper := e.contract.Rule, all[0], all[1]
	add := func(holds bool, r Reason) {
		if holds && !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	// Of times that somebody gives, what evidence would have to show is supposed.
	shown := func(holds bool, r Reason) {
		if !e.facts.Supposed {
			add(holds, r)
		} else if holds && !slices.Contains(res.Supposed, r) {
			res.Supposed = append(res.Supposed, r)
		}
	}
	touched := res.Best.Credit.Due() || len(lower.outages)+len(upper.outages)+lower.unticketed+upper.unticketed > 0
	add(!rule.Verified, Example)
	for _, r := range e.facts.Settle {
		add(res.Best.Credit.Due(), r)
	}
	add(e.ambiguous(all), Ambiguous)
	add(lower.Credit.gap || upper.Credit.gap, TierGap)
	add(len(rule.Flags()) > 0 && touched && contradicts(rule), Contradicts)
	add(e.unticketed(lower), NoTicket)
	shown(touched && e.unmet(all, *res), Condition)
	shown(touched && slices.Contains([]string{"provider_sole", "named_third_party"}, rule.Measure), TheirMeasure)
	shown(touched && (rule.Down != vague && !slices.Contains(observable, rule.Down) || e.beside()), NotObserved)
	shown(res.Best.Credit.Due() && rule.Down == vague, Vague)
	shown(touched && e.younger(), Younger)
	shown(touched && len(e.facts.Sites) > 1 && slices.Contains(single, rule.Scope), Several)
	add(res.Best.Credit.Due() && e.meets(e.facts.Rivals), Exclusive)
	add(res.Best.Credit.Due() && e.meets(e.facts.Twice), Twice)
	shown(res.Best.Credit.Due() && e.part(), Part)
	add(unknown && e.matters(all), Announcement)
	for _, k := range []Credit{lower.Credit, upper.Credit} {
		for _, r := range k.doubt {
			add(true, r)
		}
	}
	add(rule.Period.Kind == "rolling_days" && touched, Rolling)
	add(lower.Credit.compare(upper.Credit) != 0, Bounds)
	add(!e.facts.Supposed && !lower.Credit.Due() && e.unwatchedDecides(), Unwatched)
	add(rule.Period.Kind == "billing_cycle" && rule.Period.Day == 0 && e.contract.Since == "" && touched, Cycle)
	add(len(e.facts.Sites) == 0, Nothing)
	add(e.facts.At != 0 && res.Best.Credit.Due() && res.AskBy.Date != "" && e.facts.At > res.AskBy.End, Expired)
	return list
}

// part reports whether the contract was in force for a part of the period only:
// what it cost in that part is not known.
func (e evaluation) part() bool {
	return e.contract.Fee.Amount != nil && e.contract.Rule.Credit.Kind != "extension" && e.period.And(e.force) != e.period
}

// meets reports whether some of list lies in the period.
func (e evaluation) meets(list []incident.Span) bool {
	return slices.ContainsFunc(list, func(s incident.Span) bool { return s.And(e.period).Length() > 0 })
}

// ambiguous reports whether the ways to read the rule give different credits
// for a bound.
func (e evaluation) ambiguous(all []reading) bool {
	for n, r := range all {
		if n%8 < 2 && r.Credit.compare(all[n%8].Credit) != 0 {
			return true
		}
	}
	return false
}

// beside reports whether something that the promise does not speak of was down
// in the period, or was down in another way than it says.
func (e evaluation) beside() bool {
	return slices.ContainsFunc(e.facts.Sites, func(s Site) bool {
		return s.Beside && len(incident.Cut(s.Most, e.period)) > 0 || len(incident.Cut(incident.Unite(s.Answered), e.period)) > 0
	})
}

// matters reports whether the maintenance of unknown notice changes a credit.
func (e evaluation) matters(all []reading) bool {
	return all[0].Credit.compare(all[4].Credit) != 0 || all[1].Credit.compare(all[5].Credit) != 0
}

// unticketed reports whether downtime was not counted for want of a ticket, or
// a ticket was only supposed.
func (e evaluation) unticketed(lower reading) bool {
	if clock := e.contract.Rule.Clock; clock != "ticket_opened" && clock != "customer_report" {
		return false
	}
	return lower.unticketed > 0 || e.facts.Supposed && e.contract.supposed()
}

// unmet reports whether the promise has a condition that is not said to be met,
// or that what is covered can't meet: one thing alone is never all of several.
func (e evaluation) unmet(all []reading, res Result) bool {
	return e.contract.Rule.Sites == "all" && len(e.facts.Sites) == 1 || slices.ContainsFunc(e.contract.Rule.Needs, func(n string) bool {
		return !slices.Contains(e.contract.Met, n) && !(n == "ticket_opened" && e.told(all, res))
	})
}

// told reports whether a ticket was opened for each outage that counts: not
// before it can have begun, and not after the last day to ask. One of another
// outage, or of another year, is none.
func (e evaluation) told(all []reading, res Result) bool {
	opened := e.contract.opened()
	for _, list := range e.dated(all) {
		for _, o := range list {
			if !slices.ContainsFunc(opened, func(at record.Instant) bool {
				return at >= o.early.From && (res.AskBy.Date == "" || at <= res.AskBy.End)
			}) {
				return false
			}
		}
	}
	return len(opened) > 0
}

// younger reports whether every source that has a date is of a later day than
// the beginning of the downtime: the text that held then was not read.
func (e evaluation) younger() bool {
	down := incident.Cut(incident.Unite(slices.Concat(e.facts.most()...)), e.period)
	if len(down) == 0 {
		return false
	}
	day := down[0].From.Time().In(e.zone).Format(time.DateOnly)
	dated := slices.DeleteFunc(slices.Clone(e.contract.Rule.Sources), func(s Source) bool { return s.Dated == "" })
	return len(dated) > 0 && !slices.ContainsFunc(dated, func(s Source) bool { return s.Dated <= day })
}

// contradicts reports whether the document's own figures contradict it.
func contradicts(r *Rule) bool {
	return slices.ContainsFunc(r.Flags(), func(f Flag) bool { return f.Kind == "arithmetic" })
}

// doubts are why a person must look at the downtime of the period, each once.
func (e evaluation) doubts(res Result) (list []string) {
	if !res.Best.Credit.Due() {
		return nil
	}
	for _, reason := range incident.Reasons {
		if slices.ContainsFunc(e.facts.Doubts, func(d Doubt) bool {
			return d.Reason == string(reason) && d.Span.From < e.period.To && d.Span.To > e.period.From
		}) {
			list = append(list, string(reason))
		}
	}
	return list
}

// answer weighs the reasons. What a person must settle comes before what more
// evidence would.
func (e evaluation) answer(res Result) Answer {
	has := func(list ...Reason) bool {
		return slices.ContainsFunc(res.Reasons, func(r Reason) bool { return slices.Contains(list, r) })
	}
	switch {
	case has(Nothing, NoTicket):
		return Insufficient
	case has(Example, Ambiguous, TierGap, Contradicts, Condition, TheirMeasure, NotObserved, Announcement, Currency, Rolling, Allowance, Cycle, Expired, Foreign, Unchecked, Kept, RuleForeign, Younger, Exclusive, Twice, Part, Several, Vague):
		return Review
	case !res.Credit.Due() && (res.Best.Credit.Due() || has(Unwatched)):
		return Insufficient
	case !res.Credit.Due():
		return NotEligible
	case len(res.Doubts) > 0:
		return Review
	}
	return Eligible
}

// date fills in the last days to ask: of each outage that counts by some
// reading for certain, or else at most, and the first of them.
func (e evaluation) date(res *Result, all []reading) {
	of := e.dated(all)
	if len(of) == 0 {
		return
	}
	for n, list := range of {
		for _, o := range list {
			by, ask := e.contract.Rule.deadlines(e.term, e.contract, o, e.contract.opened(), e.zone)
			if by.Date == "" {
				return
			}
			if n == 0 && (res.ClaimBy.Date == "" || by.End < res.ClaimBy.End) {
				res.ClaimBy = by
			}
			res.AskDays = append(res.AskDays, ask)
		}
	}
	slices.SortFunc(res.AskDays, func(a, b Day) int { return cmp.Compare(a.End, b.End) })
	res.AskDays = slices.Compact(res.AskDays)
	res.AskBy = res.AskDays[0]
}

// dated are the outages that deadlines run from, of one reading after the other,
// the rule's own first.
func (e evaluation) dated(all []reading) (of [][]outage) {
	for bound := range 2 { // the lower, then the upper
		for n, r := range all {
			if n%2 == bound && len(r.outages) > 0 {
				of = append(of, r.outages)
			}
		}
		if len(of) > 0 {
			return of
		}
	}
	// Nothing counted: what was down all the same could be asked for.
	for _, o := range incident.Unite(slices.Concat(e.facts.most()...)) {
		if o.And(e.period).Length() > 0 {
			of = append(of, []outage{{span: o.And(e.period), whole: o, early: o}})
		}
	}
	if len(of) > 0 {
		of = [][]outage{slices.Concat(of...)}
	}
	return of
}
