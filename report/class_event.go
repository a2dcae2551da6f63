package report

import (
	"math/big"
	"slices"

	"constat/report/class"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/store/record"
)

// Doubts of an event, in the order in which they are given.
const (
	classOneVantage   = "one-vantage"    // too few of its sites were seen to fail by two vantages: one's own way to them can be what failed
	classBothSides    = "both-sides"     // a site of it shares an address with one that is told to lie elsewhere
	classNoComparison = "no-comparison"  // no vantage watched sites of both sides
	classSpread       = "spread"         // its onsets lie further apart than two gaps: a chain of failures, each near the one before
	classApartInTime  = "never-together" // in the minute compared, fewer of its sites were failing than an event takes
	classOneMember    = "one-member"     // more than half of its sites are one member's, without whom it would be none, or not be told apart
	classPicked       = "picked"         // with the sites that no list takes it would not be told apart
	classNotToldApart = "not-told-apart" // sites of others failed as well, or too few are known
)

// events finds the events, and holds each against chance.
func (g *gathering) events() {
	var rows int
	g.found, g.of, rows = class.Events(g.rule, g.all)
	tests := int64(rows)
	for _, e := range g.found {
		two, seen := e.SeenByTwo(g.rule, g.all)
		c := class.Compare(g.all, e.Minute)
		if seen { // what one vantage alone saw is left out of the test
			c = class.CompareSeen(g.all, e.Minute)
		}
		bounded := c.Bounded(tests)
		row := dossier.ClassEvent{Number: e.Number, From: dossier.Known(e.Onset.From), To: dossier.Known(e.Onset.To), SeenByTwo: two, Start: dossier.Known(e.Start), Last: dossier.Known(e.Last),
			Minute: dossier.Known(e.Minute), Ours: g.share(e.Minute, true), Others: g.share(e.Minute, false),
			Chance: c.Chance.RatString(), OneIn: class.OneIn(c.Chance).String(), Tests: tests, Bounded: bounded.RatString(), BoundedIn: class.OneIn(bounded).String()}
		for _, s := range c.Strata {
			row.Strata = append(row.Strata, dossier.ClassStratum{Vantages: s.Vantages, Ours: dossier.ClassShare(s.Ours), Others: dossier.ClassShare(s.Others)})
		}
		g.parts(e, &row)
		g.doubts(&row, e, c, bounded)
		row.Largest.Member, row.Largest.Sites = e.Largest(g.all)
		if g.ofOneMember(e, row, tests) {
			row.Doubts = append(row.Doubts, classOneMember)
		}
		if len(row.Doubts) == 0 && g.picked(e.Minute, tests) {
			row.Doubts = append(row.Doubts, classPicked)
		}
		row.Steps = g.steps(e, row.EndTo)
		g.d.Events = append(g.d.Events, row)
	}
	g.marked()
}

func (g *gathering) share(minute record.Instant, ours bool) dossier.ClassShare {
	return dossier.ClassShare(class.ShareAt(g.all, minute, func(s class.Site) bool { return s.Ours == ours }))
}

func (g *gathering) parts(e class.Event, row *dossier.ClassEvent) {
	ended := true
	for _, p := range e.Parts {
		s, o := g.list[p.Site], g.all[p.Site].Outages[p.Outage]
		if !slices.Contains(row.Sites, s.number) {
			row.Sites = append(row.Sites, s.number)
		}
		row.Members = append(row.Members, s.Members...)
		row.Vantages = append(row.Vantages, o.Vantages...)
		row.Review = reviewed(row.Review, o.Review)
		if o.FirstGood.Known { // of one whose records end nobody knows when it returned
			row.EndFrom = earlier(row.EndFrom, o.LastBad)
		}
		if ended = ended && o.FirstGood.Known; ended {
			row.EndTo = later(row.EndTo, o.FirstGood.Instant)
		}
	}
	if !ended {
		row.EndTo = dossier.Time{}
	}
	slices.SortFunc(row.Members, g.byLot)
	row.Members = slices.Compact(row.Members)
	slices.Sort(row.Vantages)
	row.Vantages = slices.Compact(row.Vantages)
}

// reviewed counts the reasons for which a person must look at one more outage, in
// the order of the closed list.
func reviewed(list []dossier.ClassReview, reasons []string) []dossier.ClassReview {
	for _, r := range reasons {
		i := slices.IndexFunc(list, func(x dossier.ClassReview) bool { return x.Reason == r })
		if i < 0 {
			i, list = len(list), append(list, dossier.ClassReview{Reason: r})
		}
		list[i].Outages++
	}
	place := func(r dossier.ClassReview) int { return slices.Index(incident.Reasons, incident.Reason(r.Reason)) }
	slices.SortStableFunc(list, func(a, b dossier.ClassReview) int { return place(a) - place(b) })
	return list
}

// spreadGaps is how many of the method's gaps the onsets of one event may span: the
// method joins each to the one before, and says nothing of the whole row.
const spreadGaps = 2

func (g *gathering) doubts(row *dossier.ClassEvent, e class.Event, c class.Comparison, bounded *big.Rat) {
	if _, seen := e.SeenByTwo(g.rule, g.all); !seen {
		row.Doubts = append(row.Doubts, classOneVantage)
	}
	both := class.OnBothSides(g.all)
	if slices.ContainsFunc(e.Parts, func(p class.Part) bool { return slices.Contains(both, p.Site) }) {
		row.Doubts = append(row.Doubts, classBothSides)
	}
	if e.Spread(g.all) > spreadGaps*g.rule.Gap {
		row.Doubts = append(row.Doubts, classSpread)
	}
	if e.Together(g.all) < g.rule.Sites {
		row.Doubts = append(row.Doubts, classApartInTime)
	}
	compared := slices.ContainsFunc(c.Strata, func(s class.Stratum) bool { return s.Ours.Known > 0 && s.Others.Known > 0 })
	switch {
	case !compared:
		row.Doubts = append(row.Doubts, classNoComparison)
	case !class.Told(bounded, g.rule.Odds):
		row.Doubts = append(row.Doubts, classNotToldApart)
	}
}

// ofOneMember reports whether an event rests on one member: a customer with forty
// sites is one customer, whatever befell all of them.
func (g *gathering) ofOneMember(e class.Event, row dossier.ClassEvent, tests int64) bool {
	if 2*row.Largest.Sites <= len(row.Sites) {
		return false
	}
	rest := e.Without(g.rule, g.all, row.Largest.Member)
	if rest == nil {
		return true
	}
	compare := class.Compare
	if _, seen := e.SeenByTwo(g.rule, g.all); seen {
		compare = class.CompareSeen
	}
	return len(row.Doubts) == 0 && !class.Told(compare(rest, e.Minute).Bounded(tests), g.rule.Odds)
}

// steps are the shares around an event, each time one changes: a part of its
// length before and after, and no less than a quarter of an hour.
func (g *gathering) steps(e class.Event, end dossier.Time) (out []dossier.ClassStep) {
	from, to := g.around(e, end)
	for at := from; at < to; at += class.Minute {
		s := dossier.ClassStep{From: dossier.Known(at), Ours: g.share(at, true), Others: g.share(at, false)}
		if n := len(out); n == 0 || out[n-1].Ours != s.Ours || out[n-1].Others != s.Others {
			out = append(out, s)
		}
	}
	return out
}

// mostSteps is how many minutes are counted around one event.
const mostSteps = 4 * 24 * 60

func (g *gathering) around(e class.Event, end dossier.Time) (from, to record.Instant) {
	last := g.d.Period.To.Instant
	if end.Known {
		last = end.Instant
	}
	room := max((last-e.Onset.From)/8, 15*class.Minute)
	from = max(e.Onset.From-room, g.d.Period.From.Instant)
	from -= from % class.Minute
	to = min(last+room, g.d.Period.To.Instant, from+mostSteps*class.Minute)
	return from, to
}

// marked says of each outage to which event it belongs, and lists those that
// belong to none.
func (g *gathering) marked() {
	for i, s := range g.list {
		if !s.Ours {
			continue
		}
		row := g.siteRow(s.number)
		for n := range row.Outages {
			if row.Outages[n].Event = g.of[class.Part{Site: i, Outage: n}]; row.Outages[n].Event == 0 {
				g.d.Lone = append(g.d.Lone, dossier.ClassLone{Site: s.number, Outage: n})
			}
		}
	}
}

// siteRow returns the row of the provider's site of a number: these come first.
func (g *gathering) siteRow(number int) *dossier.ClassSite { return &g.d.Sites[number-1] }

// apart says why each of the provider's sites has no part in which event.
func (g *gathering) apart() {
	for i, s := range g.list {
		if !s.Ours {
			continue
		}
		for k, e := range g.found {
			if slices.Contains(g.d.Events[k].Sites, s.number) {
				continue
			}
			row := g.siteRow(s.number)
			row.Apart = append(row.Apart, dossier.ClassApart{Event: e.Number, Reason: string(e.Why(g.rule, g.all[i]))})
		}
	}
}

// vantages lists who watched, each once.
func (g *gathering) vantages() {
	at := map[string]int{}
	crowd := crowdOf(g.accounts)
	labels := crowd.labels()
	for _, a := range g.accounts {
		for _, l := range a.Logs {
			name := labels[crowd.find("log "+l.Key)]
			i, ok := at[name]
			if !ok {
				i, at[name] = len(g.d.Vantages), len(g.d.Vantages)
				g.d.Vantages = append(g.d.Vantages, dossier.ClassVantage{Name: name})
			}
			if v := &g.d.Vantages[i]; !slices.Contains(v.Logs, l.Origin) {
				v.Logs = append(v.Logs, l.Origin)
			}
		}
	}
	for _, s := range g.list {
		for _, v := range s.Vantages {
			if i, ok := at[v]; ok && s.Ours {
				g.d.Vantages[i].Ours++
			} else if ok {
				g.d.Vantages[i].Others++
			}
		}
	}
	for i := range g.d.Vantages {
		slices.Sort(g.d.Vantages[i].Logs)
	}
	slices.SortFunc(g.d.Vantages, func(a, b dossier.ClassVantage) int {
		return slices.Compare([]string{a.Name, a.Logs[0]}, []string{b.Name, b.Logs[0]})
	})
}

// members lists them, with what became of their sites.
func (g *gathering) members() {
	at := map[string]*dossier.ClassMember{}
	var order []string
	for _, s := range g.list {
		if !s.Ours {
			continue
		}
		row := g.siteRow(s.number)
		for _, name := range s.Members {
			m := at[name]
			if m == nil {
				m = &dossier.ClassMember{Member: name, Also: g.also[name]}
				at[name], order = m, append(order, name)
			}
			m.Sites = append(m.Sites, s.number)
			m.AtLeast += row.AtLeast
			if lost(row) {
				m.Lost++
			}
			if len(s.Members) > 1 {
				m.Shared = append(m.Shared, s.number)
			}
			for _, o := range row.Outages {
				if o.Event > 0 && !slices.Contains(m.Events, o.Event) {
					m.Events = append(m.Events, o.Event)
				}
			}
		}
	}
	slices.SortFunc(order, g.byLot)
	for _, name := range order {
		at[name].Within = g.within(name, at[name].Sites)
		slices.Sort(at[name].Events)
		g.d.Members = append(g.d.Members, *at[name])
	}
}

// within names the other members who have all sites of member.
func (g *gathering) within(member string, sites []int) []string {
	var others []string
	for n, number := range sites {
		theirs := g.list[number-1].Members
		if n == 0 {
			others = slices.DeleteFunc(slices.Clone(theirs), func(m string) bool { return m == member })
		}
		others = slices.DeleteFunc(others, func(m string) bool { return !slices.Contains(theirs, m) })
	}
	slices.SortFunc(others, g.byLot)
	return others
}

// down returns the time of a site, proven and possible, within an outage of an event.
func (g *gathering) down(i int) (least, most dossier.Seconds) {
	s := g.all[i]
	var in []incident.Span
	for n, o := range s.Outages {
		if g.of[class.Part{Site: i, Outage: n}] == 0 {
			continue
		}
		span := incident.Span{From: o.FirstBad, To: o.LastBad}
		if o.LastGood.Known {
			span.From = o.LastGood.Instant
		}
		if o.FirstGood.Known {
			span.To = o.FirstGood.Instant
		}
		in = append(in, span)
	}
	in = incident.Unite(in)
	return seconds(incident.Length(incident.Both(s.Down, in))), seconds(incident.Length(incident.Both(s.May, in)))
}
