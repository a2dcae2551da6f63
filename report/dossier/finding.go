package dossier

import "constat/store/record"

// An Incident is a stretch in which a target was down. It began after
// LastGood and by FirstBad, and ended after LastBad and by FirstGood.
type Incident struct {
	Number     int         `json:"number"` // from 1, in order of first_bad; the report cites it
	Target     string      `json:"target"`
	TargetID   record.Hash `json:"target_id"`
	Site       string      `json:"site"` // as the first bad round had it; the provider too
	Provider   string      `json:"provider"`
	LastGood   Time        `json:"last_good"`
	FirstBad   Time        `json:"first_bad"`
	LastBad    Time        `json:"last_bad"`
	FirstGood  Time        `json:"first_good"` // null while open
	OpenStart  string      `json:"open_start"` // why last_good is null: "none", or "not-shown" where the bundles begin later
	OpenEnd    string      `json:"open_end"`   // and first_good
	AtLeast    Seconds     `json:"at_least_s"`
	AtMost     Seconds     `json:"at_most_s"`
	NotWatched Seconds     `json:"not_watched_s"` // part of at_most_s that too few vantages watched
	// Clock is how far the clocks can have been off around it: at_least_s is
	// less for it and at_most_s more, at every end. Null where nothing is known.
	Clock *Seconds `json:"clock_s"`
	// ClockKnown tells whether clock_s is a bound: near it, time servers told of
	// the clocks of all its vantages. Else the clocks can have been further off.
	ClockKnown bool        `json:"clock_known"`
	Runs       []Run       `json:"runs"`          // what at_least_s rests on
	Cause      string      `json:"cause"`         // closed list of record.Fault and http-status, body-mismatch
	Status     []int       `json:"status"`        // the statuses seen, in order of first sight
	Causes     []CauseSeen `json:"causes"`        // every cause seen, with how often, per vantage
	Layer      string      `json:"layer"`         // of cause: name, network, transport, certificate, front, between, origin, application
	Beside     []string    `json:"layers_beside"` // those that can't be told from it
	Fronts     []string    `json:"fronts"`        // what stood in front of the origin, by its own word; "-" without a name
	NotBefore  Time        `json:"not_before"`
	NotAfter   Time        `json:"not_after"`
	// Authorities attest both, two at the least; empty where nobody does.
	Authorities []string `json:"authorities"`
	Vantages    []string `json:"vantages"` // that saw it
	Quorum      Quorum   `json:"quorum"`
	Review      []string `json:"review"`
	Leaves      []Ref    `json:"leaves"` // of the observations that bound it
	Onset       []Ref    `json:"-"`      // those of Leaves that prove that it began, and that it ended
	End         []Ref    `json:"-"`
	// Attempts are the questions asked otherwise beside its failures, and Behind
	// who stood behind the name then; null where nothing is known of that.
	Attempts []Attempt `json:"attempts"`
	Behind   *Behind   `json:"behind"`
}

// A Run are failures that one vantage met one right after the other, in one row
// or several.
type Run struct {
	Vantage  string  `json:"vantage"`
	Rows     int     `json:"rows"`
	Failures int     `json:"failures"`
	Longest  int     `json:"longest"` // failures of the longest row
	Interval Seconds `json:"interval_s"`
}

// CauseSeen is one cause as one vantage met it.
type CauseSeen struct {
	Vantage string `json:"vantage"`
	Cause   string `json:"cause"`
	Status  int    `json:"status"`
	Detail  string `json:"detail"`
	Rounds  int    `json:"rounds"`
	Layer   string `json:"layer"`
	Front   string `json:"front"`     // likewise; empty where none showed itself
	Led     string `json:"elsewhere"` // host to which redirects had led, where it is not the one asked
}

// A Change is content that is no longer what it was. What several vantages
// saw of it is one change where an instant lies between the bounds of all.
type Change struct {
	Target   string      `json:"target"`
	TargetID record.Hash `json:"target_id"`
	Vantages []string    `json:"vantages"` // that saw it, in alphabetical order
	// LastSeen is the start of the last question, by any of them, that was
	// answered with the earlier content, First the end of the first answer
	// with the later one.
	LastSeen Time    `json:"last_seen"`
	First    Time    `json:"first_seen"`
	Before   Content `json:"before"` // as the first vantage has it
	After    Content `json:"after"`
	// Equals is set where the later content, as reduced, is one that was seen
	// before: when it was last asked for then. Exactly tells that the bytes
	// received were the same too.
	Equals  Time         `json:"equals"`
	Exactly bool         `json:"equals_exactly"`
	Diff    []DiffLine   `json:"diff"` // readable, in full or cut
	More    int          `json:"more"` // lines of difference not listed
	Seen    []ChangeSeen `json:"seen"`
	Leaves  []Ref        `json:"leaves"` // of all vantages
}

// ChangeSeen is one change as one vantage saw it.
type ChangeSeen struct {
	Vantage  string  `json:"vantage"`
	LastSeen Time    `json:"last_seen"`
	First    Time    `json:"first_seen"`
	Before   Content `json:"before"`
	After    Content `json:"after"`
	Equals   Time    `json:"equals"`
	Exactly  bool    `json:"equals_exactly"`
}

// Content is one body as received, and what was kept of it: this body or
// another of the same reduced form, zero where nothing was.
type Content struct {
	Status int         `json:"status"`
	SHA256 record.Hash `json:"sha256"`
	Normal record.Hash `json:"normal"`
	Bytes  int64       `json:"bytes"`
	Cut    bool        `json:"cut"` // what was kept is the beginning only
	Kept   record.Hash `json:"kept"`
	Title  string      `json:"title"` // of what was kept
	File   record.Hash `json:"file"`  // the WARC file that holds it
}

// A DiffLine is one line of a readable difference: " ", "-" or "+".
type DiffLine struct {
	Op   string `json:"op"`
	Text string `json:"text"`
}

// ended is the last instant at which i was certainly going on.
func (i Incident) ended() record.Instant { return i.LastBad.Instant }
