package clock

import (
	"math"
	"time"

	"constat/store/record"
)

const (
	// stepSize is what counts as a step. Less than that is the noise of
	// reading two clocks, and is reckoned with all the same.
	stepSize = 100 * time.Millisecond
	// prompt is how long after it a step was entered at the latest (see
	// store/record/FORMAT.md).
	prompt = record.Instant(60_000)

	// Far enough, and still far from where sums overflow.
	beginning = record.Instant(math.MinInt64 / 8)
	end       = record.Instant(math.MaxInt64 / 8)
)

// Step returns how far the wall clock was set before c was entered, and
// whether it was.
func Step(c record.Clock) (time.Duration, bool) {
	by := micros(c.Step)
	return by, by.Abs() >= stepSize
}

// A Doubt is the most by which a clock can have been wrong while it showed
// From to To, both included. A clock that was set back shows times twice, so
// doubts may overlap; the largest holds.
type Doubt struct {
	From, To record.Instant
	Within   time.Duration
	// Known tells whether it rests on what time servers said throughout, and
	// those that were asked at either end agreed. Without it, Within is what
	// can be told all the same: from the next reading there is, or a step.
	Known bool
}

// Doubts follows the clock entries of one log, in its order. The first doubt
// has no beginning and the last no end. Without an entry there is none.
//
// A reading holds until the next one and back to the one before, through steps:
// what a clock gained on the monotonic one is what it is off by since. Nothing
// is carried from before a start, since nobody counted until then.
func Doubts(entries []record.Clock) []Doubt {
	points := follow(entries)
	var list []Doubt
	for i, p := range points {
		last := point{Clock: record.Clock{Time: beginning}, after: p.before}
		if i > 0 {
			last = points[i-1]
		}
		list = append(list, between(last, p)...)
	}
	if n := len(points); n > 0 {
		last := points[n-1]
		list = append(list, doubt(last.Time, end, last.sure(), last.after))
	}
	return list
}

// A point is an entry, and what is known of the clock right before and after
// its step: from the readings before it, and from those after.
type point struct {
	record.Clock
	Reading
	step          time.Duration
	before, after bounds
}

// bounds are what the reading before says of a moment, and the one after.
type bounds struct{ past, future *Interval }

func (b bounds) worst() (most time.Duration, known bool) {
	for _, i := range []*Interval{b.past, b.future} {
		if i != nil {
			most, known = max(most, i.Worst()), true
		}
	}
	return most, known
}

// sure reports whether the servers, where any were asked, agreed.
func (p point) sure() bool { return p.Asked == 0 || p.Known }

// begins reports whether nobody counted what the clock did before p.
func (p point) begins() bool { return p.Reason == "start" }

// unset is what the clock would have shown at p, had it not been set.
func (p point) unset() record.Instant { return p.Time - record.Instant(p.step.Milliseconds()) }

func follow(entries []record.Clock) []point {
	points := make([]point, len(entries))
	var past *Interval
	for i, c := range entries {
		p := point{Clock: c, Reading: Read(c), step: micros(c.Step)}
		if p.begins() {
			past = nil
		}
		p.before.past = past
		past = moved(past, -p.step)
		if p.Known {
			past = &p.Interval
		}
		p.after.past = past
		points[i] = p
	}
	var future *Interval
	for i := len(points) - 1; i >= 0; i-- {
		p := &points[i]
		p.after.future = future
		if p.Known {
			future = &p.Interval
		}
		future = moved(future, p.step)
		p.before.future = future
		if p.begins() {
			future = nil
		}
	}
	return points
}

// moved returns i as it was or is on the other side of a step.
func moved(i *Interval, by time.Duration) *Interval {
	if i == nil {
		return nil
	}
	m := i.shifted(by)
	return &m
}

// between returns the doubts from a to b. Where b tells of a step, that came
// in the last minute before it: the clock showed both what it did before and
// what it does since.
func between(a, b point) []Doubt {
	sure := a.sure() && b.sure()
	by, stepped := Step(b.Clock)
	if stepped && b.begins() {
		return []Doubt{doubt(a.Time, max(b.Time, b.unset()), sure, a.after, b.before, b.after)}
	}
	if !stepped {
		d := doubt(a.Time, b.Time, sure, a.after, b.before, bounds{past: b.after.past})
		trim := record.Instant(by.Abs().Milliseconds()) + 1 // it may have come anywhere between
		d.From, d.To = d.From-trim, d.To+trim
		return []Doubt{d}
	}
	old := b.unset()
	list := []Doubt{doubt(a.Time, old, sure, a.after, b.before)}
	for _, shown := range []record.Instant{old, b.Time} {
		d := doubt(shown-prompt, shown, sure, a.after, b.before, b.after)
		if d.Within == 0 {
			d.Within = b.step.Abs() // nothing but the step is known
		}
		list = append(list, d)
	}
	return list
}

// doubt is the worst of all. It is known where each has a reading.
func doubt(from, to record.Instant, sure bool, all ...bounds) Doubt {
	d := Doubt{From: min(from, to), To: max(from, to), Known: sure}
	for _, b := range all {
		worst, known := b.worst()
		d.Within, d.Known = max(d.Within, worst), d.Known && known
	}
	return d
}
