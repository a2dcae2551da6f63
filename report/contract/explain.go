package contract

import (
	"math/big"
	"slices"
	"time"

	"constat/report/lang"
)

// Explain says r in prose, in both languages.
func (r *Rule) Explain() []Step {
	all := r.Introduction()
	add := func(words func(l *lang.Language) string) {
		if step := said(words); step.French != "" {
			all = append(all, step)
		}
	}
	add(func(l *lang.Language) string {
		return l.Contract.Covers(l.Contract.Scopes[r.Scope], l.Contract.Downs[r.Down])
	})
	add(func(l *lang.Language) string { return r.Period.words(l) })
	if over := r.usual(); over != nil {
		add(func(l *lang.Language) string { return l.Contract.Overs[r.Over](number(l, over)) })
	}
	add(func(l *lang.Language) string { return l.Contract.Sites[r.Sites] })
	add(func(l *lang.Language) string { return l.Contract.Starts[r.Clock] })
	h := r.Shortest
	if h.For > 0 {
		add(func(l *lang.Language) string { return l.Contract.Shortest(l.Duration(h.For), h.Over, h.Counts) })
	}
	if h.Grid > 0 {
		add(func(l *lang.Language) string { return l.Contract.Grid(l.Duration(h.Grid)) })
	}
	add(func(l *lang.Language) string { return l.Contract.Partials[h.Partial] })
	add(func(l *lang.Language) string { return r.promised(l, r.example()) })
	all = append(all, r.growth()...)
	all = append(all, r.stops()...)
	add(func(l *lang.Language) string { return l.Contract.Whens[r.Credit.When] })
	if r.Uncharged != nil {
		add(func(l *lang.Language) string { return r.Uncharged.words(l) })
	}
	if len(r.Claim) == 0 {
		add(func(l *lang.Language) string { return l.Contract.NoClaim })
	}
	for _, c := range r.Claim {
		add(func(l *lang.Language) string { return l.Contract.Ask(c.words(l)) })
	}
	if len(r.Asked) > 0 {
		add(func(l *lang.Language) string { return l.Contract.States(r.states(l)) })
	}
	all = append(all, r.asking()...)
	return append(all, r.way()...)
}

// Clause says what r promises for a period so long, in the few sentences that a
// letter relies on.
func (r *Rule) Clause(period time.Duration) (all []Step) {
	add := func(words func(l *lang.Language) string) {
		if step := said(words); step.French != "" {
			all = append(all, step)
		}
	}
	over := r.usual()
	if r.Over == "total_minutes" || r.Over == "five_minute_intervals" {
		over = minutes(period)
	}
	add(func(l *lang.Language) string { return r.Period.words(l) })
	add(func(l *lang.Language) string { return r.promised(l, over) })
	all = append(all, r.growth()...)
	all = append(all, r.stops()...)
	for _, c := range r.Claim {
		add(func(l *lang.Language) string { return l.Contract.Ask(c.words(l)) })
	}
	return all
}

// usual is what the availability is divided by where that is the same for each
// period, nil where it is not.
func (r *Rule) usual() *big.Rat {
	switch r.Over {
	case "average_month":
		return big.NewRat(730*60, 1)
	case "thirty_days":
		return big.NewRat(30*24*60, 1)
	}
	return nil
}

// example is what is divided by, in a month of thirty days where months differ.
func (r *Rule) example() *big.Rat {
	if over := r.usual(); over != nil || slices.Contains([]string{"half_year", "calendar_year", "rolling_days"}, r.Period.Kind) {
		return over
	}
	return big.NewRat(30*24*60, 1)
}

// promised says what is promised, and what that allows of so many minutes where
// they are known.
func (r *Rule) promised(l *lang.Language, over *big.Rat) string {
	switch {
	case r.Free >= 0:
		return l.Contract.Free(l.Number.Int(int64(r.Free)))
	case r.Allowed > 0:
		return l.Contract.AllowedFor(Minutes(l, r.Allowed))
	case r.Commitment != nil && over == nil:
		return l.Contract.PromisedRate(written(l, r.Commitment))
	case r.Commitment != nil:
		return l.Contract.Promised(written(l, r.Commitment), number(l, Allowed(r.Commitment, over)), number(l, over))
	}
	return ""
}

// states are what a request must say.
func (r *Rule) states(l *lang.Language) string {
	var list []string
	if r.Subject != "" {
		list = append(list, l.Contract.Subject(r.Subject))
	}
	for _, k := range r.Asked {
		list = append(list, lang.Pick(l.Contract.Asks, k))
	}
	return l.List(list)
}

func (p Period) words(l *lang.Language) string { return l.Contract.Periods(p.Kind, p.Day, p.Zone) }
