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
	// cut is what an instant loses where it is cut to the millisecond.
	cut = record.Instant(1)

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
	// Known tells whether it rests on what time servers said near enough, and
	// those that were asked at either end agreed. Without it, Within is what
	// can be told all the same: from the nearest reading there is, or a step.
	Known bool
}

// Doubts follows the clock entries of one log, in its order. The first doubt
// has no beginning and the last no end. Without an entry there is none.
//
// A reading holds until the next one and back to the one before, through steps:
// what a clock gained on the monotonic one is what it is off by since. Nothing
// is carried from before a start, since nobody counted until then. What hold
// allows is added for the distance to the nearer reading; see [Hold].
func Doubts(entries []record.Clock, hold Hold) []Doubt {
	points := follow(entries)
	var list []Doubt
	for i, p := range points {
		last := point{Clock: record.Clock{Time: beginning}, after: p.before}
		if i > 0 {
			last = points[i-1]
		}
		list = append(list, hold.between(last, p)...)
	}
	if n := len(points); n > 0 {
		last := points[n-1]
		list = append(list, hold.doubt(last.Time, end, last.sure(), last.after)...)
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

// A heard is what servers said, whether that makes the clock known, and what
// the clock showed then, or would have shown on this side of the steps since.
type heard struct {
	Interval
	at    record.Instant
	known bool
}

// bounds are what the reading before says of a moment, and the one after.
type bounds struct{ past, future *heard }

func (b bounds) worst() (most time.Duration, known bool) {
	for _, i := range []*heard{b.past, b.future} {
		if i != nil {
			most, known = max(most, i.Worst()), known || i.known
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
	var past *heard
	for i, c := range entries {
		c.Time = min(max(c.Time, beginning), end)
		p := point{Clock: c, Reading: Read(c), step: micros(c.Step)}
		if p.begins() {
			past = nil
		}
		p.before.past = past
		past = moved(past, -p.step)
		past = p.onto(past)
		p.after.past = past
		points[i] = p
	}
	var future *heard
	for i := len(points) - 1; i >= 0; i-- {
		p := &points[i]
		p.after.future = future
		future = p.onto(future)
		future = moved(future, p.step)
		p.before.future = future
		if p.begins() {
			future = nil
		}
	}
	return points
}

// onto returns what holds from p on, either way, where h held up to it: p's
// reading, or h with what was said without being known.
func (p point) onto(h *heard) *heard {
	switch {
	case p.Known || p.Said && h == nil:
		return &heard{p.Interval, p.Time, p.Known}
	case !p.Said:
		return h
	}
	return &heard{Interval{min(h.Low, p.Low), max(h.High, p.High)}, h.at, h.known}
}

// moved returns h as it was or is on the other side of a step.
func moved(h *heard, by time.Duration) *heard {
	if h == nil {
		return nil
	}
	return &heard{h.shifted(by), h.at - record.Instant(by.Milliseconds()), h.known}
}

// between returns the doubts from a to b. Where b tells of a step, that came
// in the last minute before it: the clock showed both what it did before and
// what it does since.
func (h Hold) between(a, b point) []Doubt {
	sure := a.sure() && b.sure()
	by, stepped := Step(b.Clock)
	if stepped && b.begins() {
		return h.doubt(a.Time, max(b.Time, b.unset())+cut, sure, a.after, b.before, b.after)
	}
	if !stepped {
		newest := bounds{past: b.after.past}
		if newest.past != nil {
			newest.future = a.after.past // the nearer of both ends counts
		}
		trim := record.Instant(by.Abs().Milliseconds()) + cut // it may have come anywhere between
		return h.doubt(min(a.Time, b.Time)-trim, max(a.Time, b.Time)+trim, sure, a.after, b.before, newest)
	}
	old := b.unset()
	list := h.doubt(a.Time, old+cut, sure, a.after, b.before)
	for _, shown := range []record.Instant{old, b.Time} {
		for _, d := range h.doubt(shown-prompt-cut, shown+cut, sure, a.after, b.before, b.after) {
			if d.Within == 0 {
				d.Within = b.step.Abs() // nothing but the step is known
			}
			list = append(list, d)
		}
	}
	return list
}
