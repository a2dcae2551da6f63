package incident

import (
	"time"

	"constat/store/record"
)

// Counts are scheduled observations by verdict. Late ones are unknown.
type Counts struct{ Good, Bad, Slow, Blocked, Unknown int }

// Seen is how one vantage saw a target over a period: stretches of one
// verdict, in order, without overlap. What lies in no stretch was not watched.
type Seen struct {
	Vantage   string
	Counts    Counts
	Stretches []Stretch
	Watched   time.Duration
	Cached    int // good rounds that a cache answered; Counts has them
}

// A Stretch is time over which consecutive rounds gave the same verdict for
// the same cause. It runs from the start of its first round to the start of
// the round after its last, or one interval past its last where that round is
// missing; both cut to the period.
type Stretch struct {
	Span
	Verdict Verdict
	Cause   Cause
	Rounds  int            // that began in the period
	Last    record.Instant // the start of the last round; before From where that began earlier
}

func (c *Counts) add(v Verdict) {
	switch v {
	case Good:
		c.Good++
	case Bad:
		c.Bad++
	case Slow:
		c.Slow++
	case Blocked:
		c.Blocked++
	default:
		c.Unknown++
	}
}

func (v View) seen(period Span) Seen {
	rounds := scheduled(v.Observations)
	times := owned(rounds)
	s := Seen{Vantage: v.Vantage, Watched: unite(times).within(period).length()}
	for i, o := range rounds {
		starts := period.From <= o.Start && o.Start < period.To
		if starts {
			s.Counts.add(o.Verdict)
			s.Cached += one(o.Verdict == Good && o.Place.Cached)
		}
		goes := i > 0 && o.follows(rounds[i-1]) && o.Verdict == rounds[i-1].Verdict && o.Cause == rounds[i-1].Cause
		s.extend(Stretch{times[i].and(period), o.Verdict, o.Cause, one(starts), o.Start}, goes)
	}
	return s
}

// extend adds a round to s: to the last stretch if it goes on. Where the wall
// clock was set back, a stretch begins where the one before ended.
func (s *Seen) extend(r Stretch, goes bool) {
	if n := len(s.Stretches); n > 0 {
		last := &s.Stretches[n-1]
		r.From, r.To = max(r.From, last.To), max(r.To, last.To)
		if goes && r.From == last.To && r.Verdict == last.Verdict && r.Cause == last.Cause {
			last.To, last.Rounds, last.Last = r.To, last.Rounds+r.Rounds, max(last.Last, r.Last)
			return
		}
	}
	if r.From < r.To {
		s.Stretches = append(s.Stretches, r)
	}
}
