package contract

import (
	"slices"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// A tally is what one reading of a rule counts in one period.
type tally struct {
	outages []outage // in order; of sites that are added up, one after the other
	// cut is how much maintenance took away, clocked how much went by before the
	// clock started, brief what was too short.
	cut, clocked, brief time.Duration
	unticketed          int // outages without a ticket, where the clock asks for one
}

// An outage that counts: the time of it that lies in the period.
type outage struct {
	span  incident.Span
	lasts time.Duration
	// whole is all of it, also beyond the period; early is from when it can have
	// begun to when it can first have ended.
	whole, early incident.Span
	before       bool // the period
	list         int  // of those that are added up
}

// An outageID tells outages apart, in whatever period.
type outageID struct {
	list int
	from record.Instant
}

func (o outage) id() outageID { return outageID{o.list, o.whole.From} }

// begun is how many began in the period: one that goes on from the period before
// was counted there.
func (t tally) begun() (n int) {
	for _, o := range t.outages {
		if !o.before {
			n++
		}
	}
	return n
}

func (t tally) sum() (d time.Duration) {
	for _, o := range t.outages {
		d += o.lasts
	}
	return d
}

// A counter counts one bound of downtime the contract's own way.
type counter struct {
	rule     *Rule
	contract *Contract
	sites    [][]incident.Span // the bound that is counted
	most     [][]incident.Span // the upper bound
	reach    []incident.Span   // the same of all: a ticket of an outage lies in it, or in that of its own site where sites are added up
	windows  []incident.Span   // of maintenance that is left out
	period   incident.Span
}

// joined returns downtime as the rule joins its sites: lists that are added up.
func (r *Rule) joined(sites [][]incident.Span) [][]incident.Span {
	if len(sites) == 0 {
		return nil
	}
	switch {
	case r.Sites == "sum" || r.Over == "user_minutes":
		return sites
	case r.Sites == "all":
		return [][]incident.Span{incident.Shared(len(sites), sites...)}
	}
	return [][]incident.Span{incident.Shared(1, sites...)}
}

func (c counter) count() tally {
	var t tally
	most := c.rule.joined(c.most)
	for n, list := range c.rule.joined(c.sites) {
		if len(most) > 1 {
			c.reach = incident.Unite(most[n])
		}
		for _, group := range grouped(list, most[n]) {
			c.one(&t, n, group, most[n])
		}
	}
	return t
}

// grouped puts the stretches of list that may be of one outage together: those
// that lie in one stretch of most, the upper bound. What is proven of an outage
// can have holes, and is one outage all the same.
func grouped(list, most []incident.Span) (groups [][]incident.Span) {
	place := func(o incident.Span) int {
		return slices.IndexFunc(most, func(r incident.Span) bool { return r.From <= o.From && o.From < r.To })
	}
	last := -1
	for _, o := range list {
		at := place(o)
		if at >= 0 && at == last {
			groups[len(groups)-1] = append(groups[len(groups)-1], o)
			continue
		}
		groups, last = append(groups, []incident.Span{o}), at
	}
	return groups
}

// one counts one outage, which may have holes. What a rule says of its length is
// asked of each stretch of it, also where that reaches beyond the period. It can
// have begun where most, the upper bound, does.
func (c counter) one(t *tally, list int, group, most []incident.Span) {
	whole := incident.Span{From: group[0].From, To: group[len(group)-1].To}
	if whole.And(c.period).Length() == 0 {
		return
	}
	started, ok := c.started(whole)
	if !ok {
		t.unticketed++
		for _, o := range group {
			t.clocked += o.And(c.period).Length()
		}
		return
	}
	n := outage{list: list, whole: whole, early: early(group[0], most), before: whole.From < c.period.From}
	for _, o := range group {
		c.stretch(t, &n, o, started)
	}
	switch c.rule.Shortest.Partial {
	case "drop":
		n.lasts = n.lasts.Truncate(time.Minute)
	case "up":
		n.lasts = (n.lasts + time.Minute - 1).Truncate(time.Minute)
	}
	if n.lasts <= 0 {
		return
	}
	t.outages = append(t.outages, n)
}

// early is o from where the upper bound begins that it lies in.
func early(o incident.Span, most []incident.Span) incident.Span {
	for _, m := range most {
		if m.From <= o.From && o.From < m.To {
			o.From = m.From
		}
	}
	return o
}

// stretch adds what counts of o to n.
func (c counter) stretch(t *tally, n *outage, o incident.Span, started record.Instant) {
	in := o.And(c.period)
	before := in.Length()
	late := incident.Span{From: max(in.From, started), To: max(in.To, started)}
	t.clocked += before - late.Length()
	for _, w := range c.windows {
		t.cut += w.And(late).Length()
	}
	for _, piece := range incident.Without([]incident.Span{{From: max(o.From, started), To: max(o.To, started)}}, c.windows) {
		c.piece(t, n, piece)
	}
}

// started is when the contract's clock began to run for o.
func (c counter) started(o incident.Span) (at record.Instant, ok bool) {
	switch c.rule.Clock {
	case "event", "provider_detection", "earlier_of":
		return o.From, true // detection is theirs to show; nobody is late for what was observed
	}
	reach := o
	for _, r := range c.reach {
		if r.From <= o.From && o.From < r.To {
			reach.From = r.From
		}
	}
	for _, ticket := range c.contract.opened() {
		if ticket >= reach.From && ticket < o.To {
			return max(o.From, ticket), true
		}
	}
	return 0, false
}

func (c counter) piece(t *tally, n *outage, piece incident.Span) {
	in := piece.And(c.period)
	if in.Length() == 0 {
		return
	}
	s := c.rule.Shortest
	if piece.Length() < s.For || s.Over && piece.Length() == s.For {
		t.brief += in.Length()
		return
	}
	lasts := in.Length()
	if s.Counts == "beyond" {
		beyond := incident.Span{From: piece.From + record.Instant(s.For.Milliseconds()), To: piece.To}
		lasts = beyond.And(c.period).Length()
	}
	if s.Grid > 0 {
		lasts = onGrid(in, c.period.From, s.Grid)
	}
	if n.span == (incident.Span{}) {
		n.span = in
	}
	n.span.To, n.lasts = max(n.span.To, in.To), n.lasts+lasts
}

// onGrid is the time of whole steps of a grid, from origin on, that lie in s.
func onGrid(s incident.Span, origin record.Instant, step time.Duration) time.Duration {
	ms := record.Instant(step.Milliseconds())
	first, last := (s.From-origin+ms-1)/ms, (s.To-origin)/ms
	return time.Duration(max(0, last-first)) * step
}

// left returns the windows of maintenance that the rule leaves out. Those of
// which nobody knows when they were announced are left out where sure is
// false: the doubt is the provider's.
func (c *Contract) left(r *Rule, zone *time.Location, sure bool) (spans []incident.Span, unknown bool) {
	for _, w := range c.Maintenance {
		e, ok := r.Excludes(w.Kind)
		if !ok {
			continue
		}
		switch {
		case e.Notice > 0 && w.Announced == 0:
			unknown = true
			if sure {
				continue
			}
		case e.Notice > 0 && !e.noticed(w, c.Holidays, zone):
			continue
		}
		s := w.Span
		if e.Most > 0 {
			s.To = min(s.To, s.From+record.Instant(e.Most.Milliseconds()))
		}
		spans = append(spans, s)
	}
	return incident.Unite(spans), unknown
}

// noticed reports whether w was announced in time.
func (e Exclusion) noticed(w Window, holidays []string, zone *time.Location) bool {
	switch e.Unit {
	case "hours":
		return w.Span.From-w.Announced >= record.Instant((time.Duration(e.Notice) * time.Hour).Milliseconds())
	case "business_days":
		day := civilOf(w.Announced.Time().In(zone))
		begins := civilOf(w.Span.From.Time().In(zone))
		return !begins.utc().Before(working(day, e.Notice, holidays).utc())
	}
	// Of days some have 23 hours: at the same hour so many days before is in time.
	after := record.At(w.Announced.Time().In(zone).AddDate(0, 0, e.Notice))
	return w.Span.From >= min(after, w.Announced+record.Instant((time.Duration(e.Notice)*24*time.Hour).Milliseconds()))
}

// opened are the instants at which tickets were opened, in order.
func (c *Contract) opened() (all []record.Instant) {
	for _, t := range c.Tickets {
		all = append(all, t.Opened)
	}
	slices.Sort(all)
	return all
}
