package contract

import (
	"slices"
	"strings"
	"time"

	"constat/report/lang"
)

// owed is how the credit grows, where it stops, and what it comes to.
func (s *stepper) owed() {
	if len(s.lower.outages)+len(s.upper.outages) == 0 {
		return
	}
	s.all = append(s.all, s.rule.growth()...)
	s.row()
	if s.e.contract.Fee.Amount == nil {
		s.plain(func(c lang.Contract) string { return c.NoFee })
	} else {
		s.add(func(l *lang.Language) string { return l.Contract.Fee(s.money(l, Credit{Exact: s.e.fee(s.rule)})) })
	}
	s.all = append(s.all, s.rule.stops()...)
	if left := s.lower.Credit.left; left != nil {
		s.add(func(l *lang.Language) string { return l.Contract.CapLeft(written(l, times(left, hundred))) })
	}
	s.sum()
}

// growth says how a credit grows under r.
func (r *Rule) growth() (all []Step) {
	t := r.Credit
	switch t.Kind {
	case "none":
		all = append(all, said(func(l *lang.Language) string { return l.Contract.NoCredit }))
	case "unknown":
		all = append(all, said(func(l *lang.Language) string { return l.Contract.Unclear }))
	case "tiers":
		for _, row := range t.Tiers {
			all = append(all, said(func(l *lang.Language) string { return l.Contract.Tier(row.words(l), row.gives(l)) }))
		}
	case "flat_percent":
		all = append(all, said(func(l *lang.Language) string {
			c := Tier{Most: r.Commitment, Percent: t.Percent}
			return l.Contract.Tier(c.words(l), c.gives(l))
		}))
	case "percent_per_unit":
		all = append(all, said(func(l *lang.Language) string {
			return l.Contract.PerUnit(written(l, t.Percent), l.Duration(t.Unit), l.Contract.Unitings[t.Units], l.Contract.Grows[t.Grows])
		}))
	case "multiple_of_time":
		all = append(all, said(func(l *lang.Language) string {
			places := ""
			if t.Places >= 0 {
				places = l.Number.Int(int64(t.Places))
			}
			return l.Contract.Multiple(written(l, t.Factor), places)
		}))
	case "hourly_share":
		all = append(all, said(func(l *lang.Language) string { return l.Contract.Hourly }))
	case "days_of_service":
		all = append(all, said(func(l *lang.Language) string { return r.ofDays(l) }))
	case "extension":
		all = append(all, said(func(l *lang.Language) string {
			return l.Contract.Extension(written(l, t.Factor), l.Contract.Payments["extension"])
		}))
	}
	return all
}

func (r *Rule) ofDays(l *lang.Language) string {
	t := r.Credit
	unit := l.Duration(t.Unit)
	if t.PerCase {
		unit = l.Contract.Pers["incident"]
		return upperFirst(l.Contract.DaysOf(written(l, t.Days)) + " " + unit + ".")
	}
	return upperFirst(l.Contract.DaysOf(written(l, t.Days)) + " (" + unit + ", " + l.Contract.Unitings[t.Units] + ").")
}

func upperFirst(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// words say which rates a row holds.
func (t Tier) words(l *lang.Language) string {
	low, high := "", ""
	if t.Least != nil {
		low = written(l, t.Least)
	}
	if t.Most != nil {
		high = written(l, t.Most)
	}
	return l.Contract.Row(low, high, t.AboveLeast, t.UpToMost)
}

func (t Tier) gives(l *lang.Language) string {
	switch {
	case t.Percent != nil:
		return l.Contract.Percents(written(l, t.Percent))
	case t.Days != nil:
		return l.Contract.DaysOf(written(l, t.Days))
	case t.Months != nil:
		return l.Contract.MonthsOf(written(l, t.Months))
	}
	return written(l, t.Amount)
}

// row is what the table has for the rate; the table itself was said before.
func (s *stepper) row() {
	if s.rule.Credit.Kind == "tiers" && s.lower.Credit.gap {
		s.plain(func(c lang.Contract) string { return c.Gap })
	}
}

// stops says where a credit stops under r.
func (r *Rule) stops() (all []Step) {
	for _, c := range r.Credit.Caps {
		all = append(all, said(func(l *lang.Language) string { return l.Contract.Cap(c.words(l), l.Contract.Pers[c.Per]) }))
	}
	if f := r.Credit.Floor; f != nil {
		all = append(all, said(func(l *lang.Language) string { return l.Contract.Floor(Money{f.Amount, f.Currency}.Write(l), f.Over) }))
	}
	return all
}

func (c Cap) words(l *lang.Language) string {
	switch {
	case c.Percent != nil:
		return l.Contract.Percents(written(l, c.Percent))
	case c.Days != nil:
		return l.Contract.DaysOf(written(l, c.Days))
	case c.Extends > 0:
		return l.Duration(c.Extends)
	}
	return written(l, c.Amount)
}

// money writes what k comes to, before rounding where that is not done.
func (s *stepper) money(l *lang.Language, k Credit) string {
	return k.Write(l, s.e.contract.Fee.Currency)
}

// Write writes k: an amount where a fee is known, else a percentage, or an
// extension.
func (k Credit) Write(l *lang.Language, currency string) string {
	q := k.Amount
	if q == nil {
		q = k.Exact
	}
	switch {
	case k.Extends > 0:
		return l.Duration(k.Extends.Truncate(time.Second))
	case currency == "" && k.Percent != nil:
		return l.Contract.Percents(written(l, k.Percent))
	case currency == "" || q == nil:
		return l.Contract.Page.NoAmount
	}
	return Money{q, currency}.Write(l)
}

// sum is the credit, with what other readings and the other bound would give.
func (s *stepper) sum() {
	k, t := s.res.Credit, s.rule.Credit
	if k.Extends > 0 {
		s.add(func(l *lang.Language) string {
			return l.Contract.Extension(written(l, t.Factor), l.Duration(k.Extends))
		})
	} else if (k.Due() || s.res.Answer != Insufficient) && s.e.contract.Fee.Amount != nil && t.Kind != "none" && t.Kind != "unknown" {
		s.add(func(l *lang.Language) string {
			return l.Contract.Rounded(s.money(l, Credit{Exact: k.Exact}), s.money(l, k), l.Contract.Modes[t.Mode])
		})
	}
	if slices.Contains(s.res.Reasons, Ambiguous) || slices.Contains(s.res.Reasons, TierGap) {
		s.add(func(l *lang.Language) string {
			var which []string
			for _, key := range s.rule.open() {
				if key != "claim" {
					which = append(which, l.Contract.Dimensions[key])
				}
			}
			if len(which) == 0 {
				return ""
			}
			return l.Contract.Reading(l.List(which), s.money(l, s.res.Worst.Credit), s.money(l, s.res.Best.Credit))
		})
	}
	if s.lower.Credit.compare(s.upper.Credit) != 0 {
		s.add(func(l *lang.Language) string {
			return l.Contract.Upper(Minutes(l, s.res.Upper.Counted), s.money(l, s.upper.Credit))
		})
	}
}

// asked is until when and how to ask, and what the provider may answer.
func (s *stepper) asked() {
	if s.res.Most == 0 {
		return
	}
	s.deadline()
	if met := s.e.contract.Met; len(met) > 0 {
		s.add(func(l *lang.Language) string { return l.Contract.Declared(listed(l, met, l.Contract.Needs)) })
	}
	s.all = append(s.all, s.rule.way()...)
}

func (s *stepper) deadline() {
	by, ask := s.res.ClaimBy, s.res.AskBy
	if by.Date == "" {
		s.plain(func(c lang.Contract) string { return c.NoClaim })
		return
	}
	s.add(func(l *lang.Language) string {
		return l.Contract.Deadline(day(l, by.Date), s.e.zone.String(), s.rule.Claim[0].words(l))
	})
	if len(s.res.AskDays) > 1 {
		s.plain(func(c lang.Contract) string { return c.EachDay })
	}
	if ask.Date != by.Date {
		s.add(func(l *lang.Language) string { return l.Contract.Earlier(day(l, ask.Date)) })
	}
}

func (c Claim) words(l *lang.Language) string {
	return l.Contract.Within(c.N, c.Unit, c.Anchor, c.First)
}

func day(l *lang.Language, date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return l.Time.Day(t)
}

func listed(l *lang.Language, keys []string, words map[string]string) string {
	var list []string
	for _, k := range keys {
		list = append(list, lang.Pick(words, k))
	}
	return l.List(list)
}

// way says how a credit is paid, what the promise supposes, whose measurement
// decides, and what a provider may plead.
func (r *Rule) way() (all []Step) {
	add := func(words func(l *lang.Language) string) {
		if step := said(words); step.French != "" {
			all = append(all, step)
		}
	}
	if len(r.Needs) > 0 {
		add(func(l *lang.Language) string { return l.Contract.Needed(listed(l, r.Needs, l.Contract.Needs)) })
	}
	add(func(l *lang.Language) string { return l.Contract.Measures[r.Measure] })
	add(func(l *lang.Language) string { return l.Contract.Payments[r.Credit.Payment] })
	if r.Automatic {
		add(func(l *lang.Language) string { return l.Contract.Automatic })
	}
	if len(r.Credit.Not) > 0 {
		add(func(l *lang.Language) string { return l.Contract.Alone(l.List(r.Credit.Not)) })
	}
	if r.SoleRemedy {
		add(func(l *lang.Language) string { return l.Contract.Sole })
	}
	var kinds []string
	for _, e := range r.Exclusions {
		kinds = append(kinds, e.Kind)
	}
	if len(kinds) > 0 {
		add(func(l *lang.Language) string { return l.Contract.Pleaded(listed(l, kinds, l.Contract.Excluded)) })
	}
	return all
}
