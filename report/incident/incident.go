// Package incident decides when a target was down, seen from where, and whose fault the cause can be.
//
// A [Method] judges each observation: good, bad, slow, blocked or unknown.
// [Method.Derive] makes incidents of what was judged. Both are pure functions
// of their input, so that whoever holds the records comes to the same figures.
//
// A target is down at an instant when a question put at that instant gets no
// good answer. A bad round proves that for its start, and two that follow one
// another for the step between them; a good answer excludes it.
//
// An incident is an interval with bounds, because nobody watches between two
// questions. The lower bound, at least, is proven: the sum of the steps
// between bad rounds that follow one another at exactly the target's interval,
// with nothing between them that is missing, late or anything but bad. The
// upper bound, at most, is what cannot be excluded: it runs from the start of
// the last good question, since an answer may have been given the moment it
// was asked for, to the end of the first good answer, since the target may
// have come back only then. FirstBad and LastBad are starts of questions.
//
// Where time servers told how far off a clock can have been, every instant that
// it dated can have been so much earlier or later. So much is taken from either
// end of what is proven, and given to either end of what cannot be excluded.
// Where it is more than the method allows, the record tells nothing.
//
// Doubt never counts: an observation that is slow, blocked, unknown or late
// neither ends an incident nor adds to what is proven. A good answer to a
// diagnostic question ends an incident like any other; a bad one counts for
// nothing.
//
// The package does not say what was promised or what is owed.
package incident

import (
	"time"

	"constat/store/record"
)

// A Ref is the place of an observation: the log, the leaf, the place in it.
type Ref struct {
	Log  string
	Leaf int64
	Item int
}

// A Quorum is how many of how many vantages must agree that a target is down.
// Absent vantages stay in Of.
type Quorum struct {
	Needed int
	Of     int
}

// A Moment is an instant that may be unknown.
type Moment struct {
	Instant record.Instant
	Known   bool
}

// An Incident is a stretch over which a target was down. It began after
// LastGood and by FirstBad, and ended after LastBad and by FirstGood.
type Incident struct {
	LastGood  Moment // start of the last good question; unknown where there is none
	FirstBad  record.Instant
	LastBad   record.Instant
	FirstGood Moment // end of the first good answer; unknown while open
	// AtLeast and AtMost are of the part that lies in the period, Clock taken
	// from each proven stretch at both ends and given to the whole.
	AtLeast time.Duration
	AtMost  time.Duration
	// Clock is the most by which the clocks of its vantages can have been off
	// around it. Compared tells whether anything is known of that.
	Clock    time.Duration
	Compared bool
	// ClockKnown tells whether Clock is a bound: time servers told it of every
	// vantage. Without that it is what could be told, and more is possible.
	ClockKnown bool
	// NotWatched is the part of AtMost over which too few vantages watched.
	NotWatched time.Duration
	// OpenStart and OpenEnd say why LastGood and FirstGood are unknown.
	OpenStart, OpenEnd Opening
	// Cause is the one most often met; where several were, the one that comes
	// first in Causes.
	Cause    Cause
	Status   []int       // the statuses seen, in order of first sight
	Causes   []CauseSeen // all of them, by vantage
	Layer    Layer       // of the rounds of Cause, the one most often met
	Beside   []Layer     // those that can't be told from it, in any of these rounds
	Fronts   []string    // what stood in front, by name, in order of first sight
	Vantages []string    // that saw it, in alphabetical order
	Quorum   Quorum
	Runs     []Run // what AtLeast rests on, by vantage
	Defined  []Ref // definitions that its bad rounds were put by, in order of first sight
	Review   []Reason
	Leaves   []Ref // of the observations that bound it, vantage by vantage
	// Onset and End are those of Leaves that prove each: the last good answer and
	// the first bad one, the last bad one and the first good one after.
	Onset, End []Ref
}

// An Opening says why an end of an incident is unknown.
type Opening string

// The openings.
const (
	Closed   Opening = ""          // it is known
	NoGood   Opening = "none"      // no good answer had come, or none has
	NotShown Opening = "not-shown" // it lies outside what is shown
)

// A Run are failures of one vantage that followed one another at one interval,
// in one row or, with other answers between them, in several.
type Run struct {
	Vantage  string
	Rows     int
	Failures int
	Longest  int // failures of the longest row
	Interval time.Duration
}

// A CauseSeen is one cause as one vantage met it.
type CauseSeen struct {
	Vantage string
	Cause   Cause
	Status  int
	Detail  string
	Place   Place
	Rounds  int
}

// A Timeline is how a target went over a period.
type Timeline struct {
	Quorum      Quorum
	Incidents   []Incident // that the quorum confirms, in order of FirstBad
	Unconfirmed []Incident // that fewer vantages saw
	// Watched is the time over which as many vantages as the quorum needs
	// watched. Of the rest of the period, NotShown is what is shown of too few
	// vantages to tell, and NotWatched what is left.
	Watched    time.Duration
	NotWatched time.Duration
	NotShown   time.Duration
	// AtLeast and AtMost are how long the target was down in the period, time
	// not watched left out.
	AtLeast      time.Duration
	AtMost       time.Duration
	Availability Availability
	Seen         []Seen // one per vantage, in alphabetical order
	// Proven, Possible and Covered are the times that AtLeast, AtMost and
	// Watched add up: in order, without overlap.
	Proven, Possible, Covered []Span
}
