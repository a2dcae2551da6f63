package contract

import (
	"math/big"
	"slices"
	"time"
)

// minutes is d in minutes, exactly.
func minutes(d time.Duration) *big.Rat {
	return big.NewRat(d.Milliseconds(), 60_000)
}

// Allowed is how many minutes of a period of so many a commitment in percent
// leaves.
func Allowed(commitment, of *big.Rat) *big.Rat {
	return over(times(new(big.Rat).Sub(hundred, commitment), of), hundred)
}

// availability is what downtime leaves of total minutes, in percent, never
// under zero.
func availability(down time.Duration, total *big.Rat) *big.Rat {
	if total.Sign() <= 0 {
		return hundred
	}
	left := new(big.Rat).Sub(total, minutes(down))
	if left.Sign() < 0 {
		return zero()
	}
	return over(times(left, hundred), total)
}

// A bill is what a credit is computed from.
type bill struct {
	rule *Rule
	fee  *big.Rat // for one period, or what the rule's base is
	// feeless is set where no fee is known: percentages are worked out all the
	// same, over a fee of a hundred.
	feeless bool
	money   string   // its currency
	total   *big.Rat // minutes of the period as the rule counts them
	spare   *big.Rat // minutes of the period as it was
	days    *big.Rat // days of the period
	// generous takes the other row where the table has a gap.
	generous bool
	// used says which share of each cap per incident the periods before used for an
	// outage that goes on from them; nil where none was computed.
	used func(outage) []*big.Rat
}

// due is what a tally gives.
func (b bill) due(t tally) Case {
	c := Case{Outages: len(t.outages), Counted: t.sum(), Availability: availability(t.sum(), b.total)}
	if len(t.outages) > 0 {
		c.Credit = b.credit(t, c.Availability)
	} else {
		c.Credit = Credit{Exact: zero(), Amount: zero()}
	}
	return c
}

func (b bill) credit(t tally, share *big.Rat) Credit {
	terms := b.rule.Credit
	k := Credit{Exact: zero(), Amount: zero(), feeless: b.feeless, met: map[outageID][]*big.Rat{}}
	if b.kept(t, share) {
		return k
	}
	if b.feeless {
		b.fee = hundred
	}
	per := slices.ContainsFunc(terms.Caps, func(c Cap) bool { return c.Per == "incident" })
	parts := []tally{t}
	if per && terms.Kind != "tiers" && terms.Kind != "flat_percent" {
		parts = nil
		for _, o := range t.outages {
			parts = append(parts, tally{outages: []outage{o}})
		}
	}
	for _, part := range parts {
		one := b.grown(part, share)
		k.gap = k.gap || one.gap
		b.capIncident(&k, &one, part)
		k.Exact.Add(k.Exact, one.Exact)
		k.Extends += one.Extends
		if one.Percent != nil {
			if k.Percent == nil {
				k.Percent = zero()
			}
			k.Percent.Add(k.Percent, one.Percent)
		}
	}
	b.capPeriod(&k)
	if k.Percent == nil && b.fee.Sign() > 0 && k.Extends == 0 {
		k.Percent = over(times(k.Exact, hundred), b.fee)
	}
	if b.feeless {
		k.Exact = zero()
	}
	b.floored(&k)
	if b.foreign() && !b.feeless {
		k.doubt = append(k.doubt, Currency)
	}
	k.Amount = round(k.Exact, terms.Cents, terms.Mode)
	return k
}

// foreign reports whether the rule has an amount of which it is not said that it
// is in the currency of the fee.
func (b bill) foreign() bool {
	terms := b.rule.Credit
	return terms.Money != b.money && (slices.ContainsFunc(terms.Caps, func(c Cap) bool { return c.Amount != nil }) || slices.ContainsFunc(terms.Tiers, func(t Tier) bool { return t.Amount != nil }))
}

// duration is q nanoseconds, cut, and never past what a duration can hold.
func duration(q *big.Rat) time.Duration {
	n := new(big.Int).Quo(q.Num(), q.Denom())
	if !n.IsInt64() {
		return 1<<63 - 1
	}
	return time.Duration(n.Int64())
}

// kept reports whether the promise was kept.
func (b bill) kept(t tally, share *big.Rat) bool {
	r := b.rule
	switch {
	case r.Credit.When == "any_downtime" || r.Credit.When == "unspecified":
		return false
	case r.Free >= 0:
		return t.begun() <= r.Free
	case r.Allowed > 0:
		return t.sum() <= r.Allowed
	case r.Commitment != nil:
		return share.Cmp(r.Commitment) >= 0
	}
	return false
}

// beyond is the downtime that a credit grows with, in minutes, never under zero.
func (b bill) beyond(t tally) *big.Rat {
	down := minutes(t.sum())
	switch b.rule.Credit.Grows {
	case "beyond_commitment":
		down.Sub(down, Allowed(b.rule.Commitment, b.total))
	case "beyond_allowance":
		down.Sub(down, minutes(b.rule.Allowed))
	}
	if down.Sign() < 0 {
		return zero() // one outage of several may stay below what they go beyond together
	}
	return down
}

// units is how often the rule's unit goes into down minutes.
func (t Terms) units(down *big.Rat) *big.Rat {
	n := over(down, minutes(t.Unit))
	if t.Units == "continuous" {
		return n
	}
	whole := new(big.Int).Quo(n.Num(), n.Denom())
	if t.Units == "started" && !n.IsInt() && n.Sign() > 0 {
		whole.Add(whole, big.NewInt(1))
	}
	if whole.Sign() < 0 {
		whole.SetInt64(0)
	}
	return new(big.Rat).SetInt(whole)
}

// grown is the credit of t before caps, floor and rounding.
func (b bill) grown(t tally, share *big.Rat) Credit {
	terms := b.rule.Credit
	k := Credit{Exact: zero(), Amount: zero()}
	percent := func(p *big.Rat) { k.Percent, k.Exact = p, over(times(b.fee, p), hundred) }
	hours := terms.Hours
	if hours == nil {
		hours = over(b.spare, big.NewRat(60, 1))
	}
	switch terms.Kind {
	case "tiers":
		b.tiered(&k, share)
	case "flat_percent":
		percent(terms.Percent)
	case "percent_per_unit":
		percent(times(terms.Percent, terms.units(b.beyond(t))))
	case "multiple_of_time":
		factor := times(terms.Factor, over(over(minutes(t.sum()), big.NewRat(60, 1)), hours))
		if terms.Places >= 0 {
			factor = round(factor, terms.Places, "half_up")
		}
		k.Exact = times(b.fee, factor)
	case "hourly_share":
		k.Exact = times(over(b.fee, hours), over(minutes(t.sum()), big.NewRat(60, 1)))
	case "days_of_service":
		n := new(big.Rat).SetInt64(int64(max(0, t.begun()-max(b.rule.Free, 0))))
		if !terms.PerCase {
			n = terms.units(b.beyond(t))
		}
		k.Exact = b.ofDays(times(terms.Days, n))
	case "extension":
		k.Extends = duration(times(big.NewRat(int64(t.sum()), 1), terms.Factor))
	}
	return k
}

func (b bill) ofDays(n *big.Rat) *big.Rat { return over(times(b.fee, n), b.days) }

// tiered takes the row of the table that holds share. Where the table has
// none, the row below it in credit is taken, and said so.
func (b bill) tiered(k *Credit, share *big.Rat) {
	row, ok := b.rule.tier(share)
	k.gap = !ok
	if !ok && b.generous {
		row = b.rule.rowBelow(share)
	}
	if row == nil {
		return
	}
	switch {
	case row.Percent != nil:
		k.Percent, k.Exact = row.Percent, over(times(b.fee, row.Percent), hundred)
	case row.Days != nil:
		k.Exact = b.ofDays(row.Days)
	case row.Months != nil:
		k.Exact = times(b.fee, row.Months)
	case row.Amount != nil && !b.feeless:
		k.Exact = row.Amount
	}
}

// tier returns the row that holds share; else, and not ok, the nearest one
// above it, which credits less, nil where there is none.
func (r *Rule) tier(share *big.Rat) (row *Tier, ok bool) {
	var nearest *Tier
	for i := range r.Credit.Tiers {
		t := &r.Credit.Tiers[i]
		if t.holds(share) {
			return t, true
		}
		if t.Least != nil && t.Least.Cmp(share) >= 0 && (nearest == nil || t.Least.Cmp(nearest.Least) < 0) {
			nearest = t
		}
	}
	return nearest, false
}

// rowBelow returns the nearest row under share, which credits more, nil where
// there is none.
func (r *Rule) rowBelow(share *big.Rat) (nearest *Tier) {
	for i := range r.Credit.Tiers {
		t := &r.Credit.Tiers[i]
		if t.Most != nil && t.Most.Cmp(share) <= 0 && (nearest == nil || t.Most.Cmp(nearest.Most) > 0) {
			nearest = t
		}
	}
	return nearest
}

func (t Tier) holds(share *big.Rat) bool {
	if t.Least != nil {
		if c := share.Cmp(t.Least); c < 0 || c == 0 && t.AboveLeast {
			return false
		}
	}
	if t.Most != nil {
		if c := share.Cmp(t.Most); c > 0 || c == 0 && !t.UpToMost {
			return false
		}
	}
	return true
}

// capIncident holds one, the credit of part, to the caps per incident, and notes
// in k how much of them it used. One incident has one cap, however many periods
// it lasts.
func (b bill) capIncident(k, one *Credit, part tally) {
	var used []*big.Rat
	for _, o := range part.outages {
		if o.before && b.used != nil && used == nil {
			used = b.used(o)
		}
	}
	var met []*big.Rat
	for _, c := range b.rule.Credit.Caps {
		if c.Per != "incident" {
			continue
		}
		left := big.NewRat(1, 1)
		if n := len(met); n < len(used) {
			left.Sub(left, used[n])
			k.left = least(orOne(k.left), left)
		}
		b.hold(one, c, left)
		met = append(met, new(big.Rat).Sub(big.NewRat(1, 1), left)) // what one takes of it is added below
	}
	n := 0
	for _, c := range b.rule.Credit.Caps {
		if c.Per == "incident" {
			met[n].Add(met[n], b.share(*one, c))
			n++
		}
	}
	for _, o := range part.outages {
		k.met[o.id()] = met
	}
}

func orOne(q *big.Rat) *big.Rat {
	if q == nil {
		return big.NewRat(1, 1)
	}
	return q
}

// share is how much of a cap a credit takes, between 0 and 1.
func (b bill) share(k Credit, c Cap) *big.Rat {
	q := zero()
	if top := b.top(c); top != nil && top.Sign() > 0 {
		q = over(k.Exact, top)
	}
	if c.Extends > 0 {
		q = big.NewRat(int64(k.Extends), int64(c.Extends))
	}
	return least(q, big.NewRat(1, 1))
}

// capPeriod holds k to the caps of a period, and of a year.
func (b bill) capPeriod(k *Credit) {
	for _, c := range b.rule.Credit.Caps {
		if c.Per == "incident" {
			continue
		}
		b.hold(k, c, big.NewRat(1, 1))
		if c.Per == "year" {
			k.doubt = append(k.doubt, Allowance)
		}
	}
}

// hold holds k to what is left of a cap.
func (b bill) hold(k *Credit, c Cap, left *big.Rat) {
	if top := b.top(c); top != nil {
		k.Exact = least(k.Exact, times(top, left))
		if c.Percent != nil && k.Percent != nil {
			k.Percent = least(k.Percent, times(c.Percent, left))
		}
	}
	if c.Extends > 0 {
		k.Extends = min(k.Extends, duration(times(big.NewRat(int64(c.Extends), 1), left)))
	}
}

func (b bill) top(c Cap) *big.Rat {
	switch {
	case c.Percent != nil:
		return over(times(b.fee, c.Percent), hundred)
	case c.Days != nil:
		return b.ofDays(c.Days)
	case c.Amount != nil && !b.feeless:
		return c.Amount
	}
	return nil
}

// floored takes away a credit that is too small to be given.
func (b bill) floored(k *Credit) {
	f := b.rule.Credit.Floor
	if f == nil || k.Exact.Sign() == 0 {
		return
	}
	if b.money != f.Currency {
		k.doubt = append(k.doubt, Currency)
		return
	}
	if c := k.Exact.Cmp(f.Amount); c < 0 || c == 0 && f.Over {
		k.Exact = zero()
	}
}
