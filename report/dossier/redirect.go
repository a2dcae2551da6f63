package dossier

import "constat/store/record"

// A Redirect is that a page's server led elsewhere, each time alike, from one
// question to another, as one vantage was told. Where it was not followed, the
// answers say nothing of the page, and no loss follows from them.
type Redirect struct {
	Target   string      `json:"target"`
	TargetID record.Hash `json:"target_id"`
	Site     string      `json:"site"`
	Provider string      `json:"provider"`
	URL      string      `json:"url"`
	Vantage  string      `json:"vantage"`
	Sort     string      `json:"sort"`
	Host     string      `json:"host"`    // the last that it led to, empty where it is the one asked or not known
	Answers  int         `json:"answers"` // that said so in turn
	From     Time        `json:"from"`    // the first of these was complete
	To       Time        `json:"to"`      // the last of these questions was put
	Leaves   []Ref       `json:"leaves"`  // the first of the answers and the last
}

// The sorts of redirects.
const (
	LedElsewhere = "elsewhere" // followed, to another host
	LedInCircle  = "circle"    // to what was asked before
	LedTooFar    = "too-many"  // more of them than the question follows
	LedNowhere   = "nowhere"   // to no address that a page can be asked at
	LedInside    = "private"   // to an address that no visitor from elsewhere can reach
	LedToSecret  = "secret"    // to an address with the secret of the question
	LedUnasked   = "unasked"   // the question follows none
)
