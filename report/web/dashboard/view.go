// Package dashboard shows what the daemon sees.
//
// What it shows is provisional: the present state, from one vantage, for people who
// must act now. Nothing was compared with other vantages and no verdict is final; a
// report is made of a verified bundle and never of this.
//
// The package is handed a [View] whenever somebody looks, and knows neither the store
// nor the network. Three roles see different parts of it, see [Role].
package dashboard

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"constat/report/incident"
	"constat/report/live"
	"constat/store/record"
)

// A View is all that can be shown at one moment. Whoever hands it over has taken
// secrets out of it: see [Address].
type View struct {
	Now       time.Time
	Started   time.Time // when the daemon did
	Vantage   string
	Version   string
	Targets   []Target // in the order of their names; controls among them
	Outages   []live.Outage
	Losses    []Loss
	Sayings   []Saying
	Deadlines []Deadline
	Evidence  Evidence
	Claims    []Claim
	Missed    map[string]live.Missed // by reason, since the daemon began
	Settings  []Setting
}

// A Target is one question and how it stands.
type Target struct {
	live.Target                // URL is emptied: Address is what is shown
	ID           string        // of its page
	Address      string        // of what is asked
	Kind         string        // of the question
	ProviderName string        // in full
	Interval     time.Duration // between two questions
	Asked        []Setting     // how it is asked, without anything secret
	Status       int           // of the newest answer, 0 for none
	Size         int64         // bytes of its content, 0 for none
	Expires      record.Instant
	Course       live.Course
	Held         *Held // nil for what is not asked what it holds
}

// A Held is what a store holds by its newest whole list.
type Held struct {
	Items, Most, Missing int64
	MostAt               record.Instant
}

// Lacks says whether less is held than was.
func (h *Held) Lacks() bool { return h != nil && (h.Items < h.Most || h.Missing > 0) }

// A Loss is content that is there no more, as this vantage alone saw it.
type Loss struct {
	Target, ID, Site string
	Page             string // whose page stands in the place of another; "" where a list holds less
	Since            record.Instant
	Held             *Held
}

// A Saying is what a provider publishes, against what was seen.
type Saying struct {
	Provider, Target, ID, Matter string
	Address                      string
	Readable                     bool
	Publication                  live.Publication
	Down                         record.Instant // since when the first of the provider's targets that are down is; 0 for none
}

// Silent says that a provider's targets are down, and that what it publishes there was read since
// and had not changed. What was not read since is no silence.
func (s Saying) Silent() bool {
	return s.Down != 0 && s.Publication.Changed < s.Down && s.Publication.Read > s.Down
}

// A Deadline is what a contract asks of those who were down.
type Deadline struct {
	Contract string
	Targets  []string
	By       record.Instant // 0 where the rule says none
	Day      string         // in the contract's zone
	Days     int            // left
	Ticket   bool           // a ticket is to be opened now
}

// A Claim is a register in figures.
type Claim struct {
	Name     string
	Members  int
	Complete int // whose file lacks nothing
	Gone     int // withdrawn or erased
	Readers  int // keys that can read it
	Newest   time.Time
	Trouble  bool // it cannot be read
}

// A Setting is a line of the configuration that may be shown.
type Setting struct{ Name, Value string }

// An Evidence is how the log stands.
type Evidence struct {
	Log, Key       string // its name, its verifier key
	Checkpoint     string // the newest, as signed
	Policy         string // the vantage's own statement of its keys
	Leaves, Size   int64  // in all; under the newest checkpoint
	Pending        int
	Bytes          int64
	Free           int64 // bytes of the disk; -1 where that is not known
	Sealed         time.Time
	Unsealed       time.Time // since when something waits
	Stamped        time.Time
	Covered        int64
	Authorities    []string // that are configured, by host
	Unstamped      []Awaited
	Witnesses      []Witness
	WitnessesAsked int
	Uncosigned     []Awaited
	Servers        int // time servers that are configured
	Clock          *Clock
	ClockWithin    time.Duration // what the method allows
	Gaps           []record.Gap  // the newest first
}

// An Awaited is somebody who does not answer.
type Awaited struct {
	Who   string // host
	Since time.Time
	Tries int
}

// A Witness is how far one cosigned.
type Witness struct {
	Name   string
	At     time.Time
	Leaves int64
}

// A Clock is what time servers said.
type Clock struct {
	At                      time.Time
	Known                   bool
	Offset, Within          time.Duration
	Asked, Answered, Agreed int
}

// ID is what stands for a name in addresses.
func ID(name string) string {
	sum := sha256.Sum256([]byte("target\x00" + name))
	return hex.EncodeToString(sum[:8])
}

// Ordinary says whether a target can be down: it is neither a control nor a statement.
func (t Target) Ordinary() bool { return !t.Control && t.Matter == "" }

// Lists says whether a target is asked what it holds.
func (t Target) Lists() bool { return t.Kind == record.AskInventory }

// Blind says whether no control answers: then nothing is known of anybody.
func (v *View) Blind() bool {
	silent := false
	for _, t := range v.Targets {
		switch {
		case !t.Control || t.Last == nil:
		case t.Up():
			return false
		default:
			silent = true
		}
	}
	return silent
}

// A Tally is how many ordinary targets stand how.
type Tally struct{ All, Up, Slow, Down, Blocked, Unknown, Never int }

// Tally counts.
func (v *View) Tally() (n Tally) {
	for _, t := range v.Targets {
		if !t.Ordinary() {
			continue
		}
		n.All++
		switch t.Outcome {
		case incident.Good:
			n.Up++
		case incident.Slow:
			n.Slow++
		case incident.Bad:
			n.Down++
		case incident.Blocked:
			n.Blocked++
		case "":
			n.Never++
		default:
			n.Unknown++
		}
	}
	return n
}

// byID finds a target.
func (v *View) byID(id string) (Target, bool) {
	for _, t := range v.Targets {
		if t.ID == id {
			return t, true
		}
	}
	return Target{}, false
}
