// Package notify tells people what changed, and which deadline nears.
//
// What is told is provisional and no evidence: it comes from one vantage, before
// anything was compared or attested, and nothing of it goes back into the log.
// What we could not see ourselves is told as our own trouble, never as the
// provider's.
//
// The caller says again and again what is so (a [Present]); a [Ledger] for each
// destination remembers what of it was told. So each thing is told once, and its
// end once, over restarts too; what comes and goes between is not told. A
// [Courier] carries messages, each in a process of its own that is ended when it
// takes too long: where a message goes is a secret, and who takes it a stranger.
package notify

import (
	"slices"
	"time"

	"constat/store/record"
)

// What people are told about.
const (
	Down      = "down"
	Up        = "up" // that what was down is so no more
	Loss      = "loss"
	Statement = "statement"
	Evidence  = "evidence"
	Deadline  = "deadline"
)

// Trial is a message that only tries the way.
const Trial = "test"

// Abouts lists them.
var Abouts = []string{Down, Up, Loss, Statement, Evidence, Deadline}

// A Destination is where messages go.
type Destination struct {
	Name  string         // as it may be told: not its address
	About []string       // of Abouts; all where there is none
	Lang  string         // "fr" or "en"
	After time.Duration  // how long a thing must have been so before it is told
	Zone  *time.Location // that times are told in
}

// Wants says whether somebody there wants to be told.
func (d Destination) Wants(about string) bool {
	return len(d.About) == 0 || slices.Contains(d.About, about)
}

// A Concern is one thing that somebody may have to know.
type Concern struct {
	Key   string `json:"key"`   // the same for as long as it is the same thing
	About string `json:"about"` // of Abouts, but for Up
	// Kind is what it is, within what it is about: of a loss "files", "records" or
	// "page"; of a statement "restless" where it changes at nearly every reading; of
	// the evidence one of Ailments; of a deadline "ticket", "week" or "day", or
	// OfBreach and "day", "hours" or "over".
	Kind     string         `json:"kind,omitempty"`
	Name     string         `json:"name"` // of the target, the contract, or who did not answer
	Site     string         `json:"site,omitempty"`
	Provider string         `json:"provider,omitempty"` // in full, where that is known
	Since    record.Instant `json:"since"`
	Until    record.Instant `json:"until,omitempty"` // 0 while it is so
	Cause    string         `json:"cause,omitempty"` // as an incident's
	Status   int            `json:"status,omitempty"`
	// Witnessed says that another site did answer us meanwhile.
	Witnessed bool     `json:"witnessed,omitempty"`
	Count     int64    `json:"count,omitempty"`   // of what is gone
	Other     int64    `json:"other,omitempty"`   // that is new, or that was there
	Targets   []string `json:"targets,omitempty"` // under the contract; of a breach, the fields that are missing
	// By is when the 72 hours of a breach end: of the incident Name, for the
	// controller Site, towards the authority Cause.
	By   record.Instant `json:"by,omitempty"`
	Day  string         `json:"day,omitempty"`  // the last to ask, in the contract's zone
	Zone string         `json:"zone,omitempty"` // that one
	// Event is set for what happens and does not end; Quiet for what ends without
	// a word.
	Event bool `json:"event,omitempty"`
	Quiet bool `json:"quiet,omitempty"`
}

// OfBreach begins the kinds of deadlines that the law sets who lost personal data.
const OfBreach = "breach-"

// Ailments are what the evidence itself can suffer from.
var Ailments = []string{"unsealed", "unstamped", "uncosigned", "clock-unknown", "clock-wrong", "disk", "gap", "blind"}

// A Present is what is so now.
type Present struct {
	Time     record.Instant
	Concerns []Concern
	// Ended are the keys of what is so no more, and since when. What is neither a
	// concern nor ended is not known: nothing is told of it.
	Ended map[string]record.Instant
	// Dropped says of a key that nobody watches it any more.
	Dropped func(key string) bool
}
