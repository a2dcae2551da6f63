package clock

import (
	"slices"
	"time"

	"constat/store/record"
)

// A Hold is how far from it a reading holds. The zero Hold is that of a method
// that says nothing of it: readings hold at any distance, unchanged.
type Hold struct {
	// For is how long, before and after it. Beyond, a clock is not known.
	For time.Duration
	// Drift is what a clock may gain or lose on true time meanwhile, in parts
	// per million: RFC 5905, section 7.2, takes 15 for any clock that keeps
	// time (its frequency tolerance, PHI).
	Drift int64
}

// allowance is what is added to a reading at a distance, none of it left out,
// and no more than at the distance to which it holds: what a clock was off by
// far from any reading is not made known by guessing.
func (h Hold) allowance(distance time.Duration) time.Duration {
	ms := min(distance, h.For).Milliseconds() + 1
	return time.Duration(ms*h.Drift) * time.Nanosecond // a millionth of a millisecond
}

// doubt is the worst of all over from to to, cut where the allowance has
// doubled. It is known where each of all has a reading that holds.
func (h Hold) doubt(from, to record.Instant, sure bool, all ...bounds) []Doubt {
	worst := Doubt{From: min(from, to), To: max(from, to), Known: sure}
	for _, b := range all {
		within, known := b.worst()
		worst.Within, worst.Known = max(worst.Within, within), worst.Known && known
	}
	if h.For <= 0 {
		return []Doubt{worst}
	}
	var list []Doubt
	edges := h.edges(worst.From, worst.To, all)
	for i := 1; i < len(edges); i++ {
		d := worst
		d.From, d.To = edges[i-1], edges[i]
		if away, any := furthest(d, all); any {
			d.Within += h.allowance(away)
			d.Known = d.Known && away <= h.For
		}
		list = append(list, d)
	}
	return list
}

// edges returns where a doubt is cut: from and to, and what lies between them
// at one minute from a reading, at two, four and so on, and where it ends to
// hold.
func (h Hold) edges(from, to record.Instant, all []bounds) []record.Instant {
	list := []record.Instant{from, to}
	for _, b := range all {
		for _, r := range []*heard{b.past, b.future} {
			if r == nil || !r.known {
				continue
			}
			for away := time.Minute; ; away = min(2*away, h.For) {
				for _, at := range []record.Instant{r.at - record.Instant(away.Milliseconds()), r.at + record.Instant(away.Milliseconds())} {
					if from < at && at < to {
						list = append(list, at)
					}
				}
				if away >= h.For {
					break
				}
			}
		}
	}
	slices.Sort(list)
	if list = slices.Compact(list); len(list) == 1 {
		list = append(list, to)
	}
	return list
}

// furthest returns how far any instant of d can be from the nearer reading of
// each of all, if any of them has one.
func furthest(d Doubt, all []bounds) (most time.Duration, any bool) {
	for _, b := range all {
		near := record.Instant(-1)
		for _, r := range []*heard{b.past, b.future} {
			if r == nil || !r.known {
				continue
			}
			if away := max(r.at-d.From, d.From-r.at, r.at-d.To, d.To-r.at); near < 0 || away < near {
				near = away
			}
		}
		if near >= 0 {
			most, any = max(most, distance(near)), true
		}
	}
	return most, any
}

// distance is n milliseconds, kept from where it would overflow.
func distance(n record.Instant) time.Duration {
	return time.Duration(min(n, record.Instant(far.Milliseconds()))) * time.Millisecond
}
