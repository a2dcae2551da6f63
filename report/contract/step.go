package contract

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/report/incident"
	"constat/report/lang"
	"constat/store/record"
)

// said is a step in both languages.
func said(words func(l *lang.Language) string) Step {
	return Step{words(lang.French), words(lang.English)}
}

// written is q as a reader of l writes a decimal: exactly where that takes at
// most six decimals, else cut there.
func written(l *lang.Language, q *big.Rat) string {
	text := Plain(q)
	if strings.Contains(text, "/") || len(text)-strings.IndexByte(text, '.') > 7 && strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(Fixed(q, 6), "0"), ".")
	}
	return strings.Replace(text, ".", l.Number.Mark, 1)
}

// number is written with the thousands set apart.
func number(l *lang.Language, q *big.Rat) string {
	whole, decimals, cut := strings.Cut(written(l, q), l.Number.Mark)
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return written(l, q)
	}
	if cut {
		return l.Number.Int(n) + l.Number.Mark + decimals
	}
	return l.Number.Int(n)
}

// Minutes writes d in minutes.
func Minutes(l *lang.Language, d time.Duration) string { return number(l, minutes(d)) }

// Write writes an amount in l.
func (m Money) Write(l *lang.Language) string {
	fixed := Fixed(m.Amount, 2)
	if m.Amount.Cmp(round(m.Amount, 2, "down")) != 0 {
		fixed = Plain(m.Amount)
		if strings.Contains(fixed, "/") {
			fixed = Fixed(m.Amount, 6) + "…"
		}
	}
	whole, cents, _ := strings.Cut(fixed, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return l.Contract.Money(fixed, m.Currency)
	}
	return l.Contract.Money(l.Number.Int(n)+"."+cents, m.Currency)
}

// steps shows the work, line by line.
func (e evaluation) steps(res Result, lower, upper reading) []Step {
	s := stepper{e: e, res: res, rule: e.contract.Rule, lower: lower, upper: upper}
	s.promise()
	s.times()
	s.way()
	s.share()
	s.owed()
	s.spared()
	s.asked()
	return s.all
}

type stepper struct {
	e            evaluation
	res          Result
	rule         *Rule
	lower, upper reading
	all          []Step
}

func (s *stepper) add(words func(l *lang.Language) string) {
	if step := said(words); step.French != "" {
		s.all = append(s.all, step)
	}
}

func (s *stepper) plain(words func(c lang.Contract) string) {
	s.add(func(l *lang.Language) string { return words(l.Contract) })
}

func (s *stepper) promise() {
	r := s.rule
	s.all = append(s.all, r.Introduction()...)
	s.add(func(l *lang.Language) string {
		return l.Contract.Period(s.at(l, s.res.Period.From), s.at(l, s.res.Period.To), s.e.zone.String(), number(l, minutes(s.res.Period.Length())))
	})
	if r.Over != "total_minutes" {
		s.add(func(l *lang.Language) string { return l.Contract.Overs[r.Over](number(l, s.res.Total)) })
	}
}

// Introduction says which rule it is and where it was read.
func (r *Rule) Introduction() (all []Step) {
	source := r.Best()
	all = append(all, said(func(l *lang.Language) string {
		return l.Contract.Rule(r.Product, r.Provider, r.Name, strconv.Itoa(r.Version), r.Digest.String()[:12])
	}), said(func(l *lang.Language) string {
		dated := ""
		if t, err := time.Parse(time.DateOnly, source.Dated); err == nil {
			dated = l.Time.Day(t)
		}
		return l.Contract.Source(Rank(l, source.Grade, r.Own()), source.URL, dated)
	}), said(func(l *lang.Language) string {
		if r.Captured() {
			return l.Contract.Kept
		}
		return l.Contract.NotKept
	}))
	if !r.Own() {
		all = append(all, said(func(l *lang.Language) string { return l.Contract.Foreign }))
	}
	if !r.Verified {
		all = append(all, said(func(l *lang.Language) string { return l.Contract.Example }))
	}
	if r.Note != (Step{}) {
		all = append(all, r.Note)
	}
	for _, f := range r.Flags() {
		all = append(all, f.Step)
	}
	return all
}

func (s *stepper) at(l *lang.Language, i record.Instant) string {
	t := i.Time().In(s.e.zone)
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return l.Time.Day(t)
	}
	return l.Time.Instant(t)
}

func (s *stepper) outages(l *lang.Language, n int) string {
	if l == lang.French {
		return l.Number.Count(int64(n), "indisponibilité", "indisponibilités")
	}
	return l.Number.Count(int64(n), "outage", "outages")
}

func (s *stepper) seen(sites [][]incident.Span) (n int) {
	for _, list := range s.rule.joined(sites) {
		n += len(incident.Cut(list, s.res.Period))
	}
	return n
}

func (s *stepper) times() {
	n := s.seen(s.e.facts.most())
	if s.e.facts.Supposed {
		s.add(func(l *lang.Language) string { return l.Contract.Supposed(s.outages(l, n), Minutes(l, s.res.Least)) })
	} else {
		s.add(func(l *lang.Language) string {
			return l.Contract.Observed(s.outages(l, n), Minutes(l, s.res.Least), Minutes(l, s.res.Most))
		})
	}
	if at := s.e.facts.At; at != 0 && at < s.res.Period.To {
		s.plain(func(c lang.Contract) string { return c.Running })
	}
	if s.res.Unwatched > 0 {
		s.add(func(l *lang.Language) string { return l.Contract.Unwatched(Minutes(l, s.res.Unwatched)) })
	}
	if len(s.e.facts.Sites) > 1 {
		s.plain(func(c lang.Contract) string { return c.Sites[s.rule.Sites] })
	}
}

// way is what the contract makes of the times.
func (s *stepper) way() {
	r, t := s.rule, s.lower.tally
	if s.res.Most == 0 && s.res.Least == 0 {
		return
	}
	if r.Clock != "event" {
		s.plain(func(c lang.Contract) string { return c.Starts[r.Clock] })
		s.tickets()
	}
	if t.clocked > 0 {
		s.add(func(l *lang.Language) string { return l.Contract.Waited(Minutes(l, t.clocked)) })
	}
	if t.unticketed > 0 {
		s.add(func(l *lang.Language) string { return l.Contract.NoTicket(s.outages(l, t.unticketed)) })
	}
	if t.cut > 0 {
		s.add(func(l *lang.Language) string { return l.Contract.Left(Minutes(l, t.cut)) })
	}
	if slices.Contains(s.res.Reasons, Announcement) {
		s.plain(func(c lang.Contract) string { return c.NotLeft })
	}
	s.thresholds()
	if t.brief > 0 {
		s.add(func(l *lang.Language) string { return l.Contract.Brief(Minutes(l, t.brief)) })
	}
	s.add(func(l *lang.Language) string {
		return l.Contract.Counted(s.outages(l, len(t.outages)), Minutes(l, t.sum()))
	})
	if n := len(t.outages) - t.begun(); n > 0 && r.counts() {
		s.add(func(l *lang.Language) string { return l.Contract.Before(s.outages(l, n)) })
	}
}

func (s *stepper) tickets() {
	if s.e.facts.Supposed && s.e.contract.supposed() {
		s.plain(func(c lang.Contract) string { return c.Assumed })
		return
	}
	opened := s.e.contract.opened()
	if len(opened) == 0 {
		return
	}
	s.add(func(l *lang.Language) string {
		var list []string
		for _, t := range opened {
			list = append(list, l.Time.Instant(t.Time().In(s.e.zone)))
		}
		return l.Contract.Ticket(l.Some(list, 5))
	})
}

func (s *stepper) thresholds() {
	h := s.rule.Shortest
	if h.For > 0 {
		s.add(func(l *lang.Language) string { return l.Contract.Shortest(l.Duration(h.For), h.Over, h.Counts) })
	}
	if h.Grid > 0 {
		s.add(func(l *lang.Language) string { return l.Contract.Grid(l.Duration(h.Grid)) })
	}
	if h.Partial != "keep" {
		s.plain(func(c lang.Contract) string { return c.Partials[h.Partial] })
	}
}

// share is the availability, and whether the promise was kept.
func (s *stepper) share() {
	r := s.rule
	if s.res.Lower.Counted > 0 {
		s.add(func(l *lang.Language) string {
			a := s.res.Lower.Availability
			return l.Contract.Share(number(l, s.res.Total), Minutes(l, s.res.Lower.Counted), a.RatString(), strings.Replace(incident.Percents(a, a).Upper, ".", l.Number.Mark, 1)) // as the table has it
		})
	}
	switch {
	case r.Free >= 0:
		s.add(func(l *lang.Language) string { return l.Contract.Free(l.Number.Int(int64(r.Free))) })
	case r.Allowed > 0:
		s.add(func(l *lang.Language) string { return l.Contract.AllowedFor(Minutes(l, r.Allowed)) })
	case r.Commitment != nil:
		s.add(func(l *lang.Language) string {
			return l.Contract.Committed(written(l, r.Commitment), number(l, Allowed(r.Commitment, s.res.Total)))
		})
	}
	s.plain(func(c lang.Contract) string {
		if s.lower.rule.Credit.When == "any_downtime" {
			return c.Whens[r.Credit.When]
		}
		if s.lower.outages == nil || (bill{rule: r, total: s.res.Total}).kept(s.lower.tally, s.res.Lower.Availability) {
			if s.res.Answer == Insufficient || slices.Contains(s.res.Reasons, Unwatched) {
				return c.Undecided
			}
			return c.Met
		}
		return c.Missed
	})
}
