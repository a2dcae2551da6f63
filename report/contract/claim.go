package contract

import (
	"slices"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// Deadline returns the last day to ask by c, for downtime that began at first
// and ended at last in the period t, in zone.
func (c Claim) deadline(p Period, t term, since civil, first, last record.Instant, tickets []record.Instant, holidays []string, zone *time.Location) Day {
	anchor, whole := c.anchor(t, first, last, tickets, zone)
	counted := 0 // of the anchor's own day
	if c.First && c.N > 0 {
		counted = 1
	}
	switch c.Unit {
	case "cycles":
		return dayOf(p.term(t.from, since, c.N).to.plus(-1), zone)
	case "months":
		d := anchor.months(c.N)
		if whole && anchor.last() {
			d = d.end()
		}
		return dayOf(d.plus(-counted), zone)
	case "business_days":
		return dayOf(working(anchor.plus(-counted), c.N, holidays), zone) // the anchor's own day too must be one
	}
	return dayOf(anchor.plus(c.N-counted), zone)
}

// anchor is the day that c counts from. It is whole where it ends a month or
// a period: months are then counted from end to end.
func (c Claim) anchor(t term, first, last record.Instant, tickets []record.Instant, zone *time.Location) (day civil, whole bool) {
	at := func(i record.Instant) civil { return civilOf(i.Time().In(zone)) }
	switch c.Anchor {
	case "resolution":
		return at(last), false
	case "month_end":
		return at(first).end(), true
	case "period_end", "cycle_end":
		return t.to.plus(-1), true
	case "next_month_start":
		return at(first).end().plus(1), false
	case "ticket":
		if len(tickets) > 0 {
			return at(slices.Min(tickets)), false
		}
	}
	return at(first), false
}

// working is n business days after day: weekends and holidays are none.
func working(day civil, n int, holidays []string) civil {
	for n > 0 {
		day = day.plus(1)
		t := day.utc()
		if w := t.Weekday(); w != time.Saturday && w != time.Sunday && !slices.Contains(holidays, t.Format(time.DateOnly)) {
			n--
		}
	}
	return day
}

func dayOf(c civil, zone *time.Location) Day {
	return Day{c.utc().Format(time.DateOnly), record.At(c.plus(1).in(zone)) - 1}
}

// deadlines are the last day by the rule to ask for o, and the earliest that any
// of its sources gives, from when o can have begun or ended. An outage counts
// from its own beginning even where that lies in the period before; the month
// whose end counts is one of the period.
func (r *Rule) deadlines(t term, c *Contract, o outage, tickets []record.Instant, zone *time.Location) (by, earliest Day) {
	tickets = slices.DeleteFunc(slices.Clone(tickets), func(at record.Instant) bool { return at < o.early.From || at >= o.whole.To })
	for n, w := range r.Claim {
		for k, x := range []incident.Span{o.whole, o.early} {
			if w.Anchor != "incident" && w.Anchor != "ticket" {
				x.From = max(x.From, t.span(zone).From)
			}
			d := w.deadline(r.Period, t, c.since(zone), x.From, x.To, tickets, c.Holidays, zone)
			if n+k == 0 {
				by, earliest = d, d
			}
			if d.End < earliest.End {
				earliest = d
			}
		}
	}
	return by, earliest
}
