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
	// AtLeast and AtMost are of the part that lies in the period.
	AtLeast time.Duration
	AtMost  time.Duration
	// Cause is the one most often met; where several were, the one that comes
	// first in Causes.
	Cause    Cause
	Status   []int       // the statuses seen, in order of first sight
	Causes   []CauseSeen // all of them, by vantage
	Vantages []string    // that saw it, in alphabetical order
	Quorum   Quorum
	Review   []Reason
	Leaves   []Ref // of the observations that bound it, vantage by vantage
}

// A CauseSeen is one cause as one vantage met it.
type CauseSeen struct {
	Vantage string
	Cause   Cause
	Status  int
	Detail  string
	Rounds  int
}

// A Timeline is how a target went over a period.
type Timeline struct {
	Quorum      Quorum
	Incidents   []Incident // that the quorum confirms, in order of FirstBad
	Unconfirmed []Incident // that fewer vantages saw
	// Watched is the time over which as many vantages as the quorum needs
	// watched; NotWatched is the rest of the period.
	Watched    time.Duration
	NotWatched time.Duration
	// AtLeast and AtMost are how long the target was down in the period, time
	// not watched left out.
	AtLeast      time.Duration
	AtMost       time.Duration
	Availability Availability
	Seen         []Seen // one per vantage, in alphabetical order
}
