package contract

import (
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// A civil day, of no zone yet.
type civil struct {
	year  int
	month time.Month
	day   int
}

func civilOf(t time.Time) civil {
	y, m, d := t.Date()
	return civil{y, m, d}
}

// in is the first instant of the day in zone. Where the clocks skip midnight it
// is the first that there is.
func (c civil) in(zone *time.Location) time.Time {
	t := time.Date(c.year, c.month, c.day, 0, 0, 0, 0, zone)
	if civilOf(t) != civilOf(time.Date(c.year, c.month, c.day, 12, 0, 0, 0, time.UTC)) || t.Hour() != 0 {
		return time.Date(c.year, c.month, c.day, 1, 0, 0, 0, zone)
	}
	return t
}

func (c civil) utc() time.Time { return time.Date(c.year, c.month, c.day, 0, 0, 0, 0, time.UTC) }

func (c civil) plus(days int) civil { return civilOf(c.utc().AddDate(0, 0, days)) }

// months returns the same day n months on, or the last of a month that is
// shorter.
func (c civil) months(n int) civil {
	first := time.Date(c.year, c.month, 1, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0)
	return civil{first.Year(), first.Month(), min(c.day, daysIn(first))}
}

func daysIn(t time.Time) int {
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// last reports whether c is the last day of its month.
func (c civil) last() bool { return c.day == daysIn(c.utc()) }

// end is the last day of c's month.
func (c civil) end() civil { return civil{c.year, c.month, daysIn(c.utc())} }

// A term is one period of a contract: its first day, and that of the next.
type term struct{ from, to civil }

func (t term) span(zone *time.Location) incident.Span {
	return incident.Span{From: record.At(t.from.in(zone)), To: record.At(t.to.in(zone))}
}

// term returns the period, counted from the one that holds day, n periods on.
// since is the day of the sign-up, which billing cycles and periods of thirty
// days run from.
func (p Period) term(day civil, since civil, n int) term {
	switch p.Kind {
	case "billing_cycle":
		anchor := p.Day
		if anchor == 0 {
			anchor = since.day
		}
		return cycle(day, anchor, n)
	case "thirty_days":
		return thirty(day, since, n)
	case "half_year":
		first := civil{day.year, time.January + 6*((day.month-1)/6), 1}
		return term{first.months(6 * n), first.months(6 * (n + 1))}
	case "calendar_year":
		first := civil{day.year + n, time.January, 1}
		return term{first, first.months(12)}
	}
	first := civil{day.year, day.month, 1}
	return term{first.months(n), first.months(n + 1)}
}

// cycle is the billing cycle n on from that which holds day. One that begins on
// the 31st begins on the last day of a shorter month.
func cycle(day civil, anchor, n int) term {
	begins := func(months int) civil {
		first := civil{day.year, day.month, 1}.months(months)
		return civil{first.year, first.month, min(anchor, daysIn(first.utc()))}
	}
	if day.utc().Before(begins(0).utc()) {
		n--
	}
	return term{begins(n), begins(n + 1)}
}

func thirty(day, since civil, n int) term {
	days := int(day.utc().Sub(since.utc()) / (24 * time.Hour))
	k := days / 30
	if days < 0 && days%30 != 0 {
		k--
	}
	first := since.plus(30 * (k + n))
	return term{first, first.plus(30)}
}

// terms are the periods that evidence over span speaks of, in order. Of a
// rolling window there is one for the first outage, and another for the first
// that lies after it.
func (p Period) terms(span incident.Span, since civil, zone *time.Location, outages []incident.Span) (all []term) {
	const most = 1200
	if p.Kind == "rolling_days" {
		return p.windows(span, zone, outages)
	}
	from, to := civilOf(span.From.Time().In(zone)), max(span.To, span.From+1)
	for n := 0; n < most; n++ {
		t := p.term(from, since, n)
		if t.span(zone).From >= to {
			break
		}
		if t.span(zone).To > span.From {
			all = append(all, t)
		}
	}
	return all
}

func (p Period) windows(span incident.Span, zone *time.Location, outages []incident.Span) (all []term) {
	after := record.Instant(0)
	for _, o := range outages {
		if o.From < after {
			continue
		}
		from := civilOf(o.From.Time().In(zone))
		t := term{from, from.plus(p.Day)}
		all, after = append(all, t), t.span(zone).To
	}
	if len(all) == 0 {
		from := civilOf(span.From.Time().In(zone))
		all = append(all, term{from, from.plus(p.Day)})
	}
	return all
}
