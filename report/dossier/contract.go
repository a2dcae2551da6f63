package dossier

import (
	"constat/store/record"
)

// Terms are the file of contracts that a dossier was made with.
type Terms struct {
	SHA256   record.Hash    `json:"sha256"`   // zero where none was given
	Declared bool           `json:"declared"` // every vantage logged this digest before the first round that counts
	Rules    []ContractRule `json:"rules"`    // each once, in the order in which contracts name them
}

// A ContractRule is the rule of a contract.
type ContractRule struct {
	Name    string      `json:"name"`
	Version int         `json:"version"`
	SHA256  record.Hash `json:"sha256"`
	Status  string      `json:"status"` // "verified", "example"
	Grade   string      `json:"grade"`  // of its best source: "official", "secondary", "community"
	Source  string      `json:"source"` // the address of it
	Dated   string      `json:"dated"`  // the version's date, "" where it says none
	Text    string      `json:"text"`
	// Declared tells whether every vantage entered the rule's digest in its log
	// before the first round that counts here.
	Declared bool `json:"declared"`
	// Sources are the texts that the rule was written from.
	Sources []RuleSource `json:"sources"`
}

// A Contract is what one contract makes of one of its own periods. Its
// availability divides by the whole period, in which time not watched counts as
// up.
type Contract struct {
	Contract string `json:"contract"`
	Provider string `json:"provider"`
	Rule     string `json:"rule"` // its name; its text is in terms
	Period   Period `json:"period"`
	Zone     string `json:"zone"` // that its days are counted in
	Result   string `json:"result"`
	// Reasons are why the result is not a plain yes or no: closed lists, see
	// packages report/contract and report/incident.
	Reasons      []string     `json:"reasons"`
	Availability Availability `json:"availability"` // the contract's own way
	Down         Bounds       `json:"down"`         // as observed
	Counted      Bounds       `json:"counted"`      // by the contract's own way
	Outages      int          `json:"outages"`      // that count in the lower case
	NotWatched   Seconds      `json:"not_watched_s"`
	// Ours is the availability over the same period from the beginning to the end
	// of each outage, with nothing left out.
	Ours        Availability `json:"ours"`
	Maintenance Maintenance  `json:"maintenance"`
	// Credit is what is claimed: the lower case. Worst and Best are over all ways
	// to read the rule and both bounds of downtime.
	Credit   Credit   `json:"credit"`
	Worst    Case     `json:"worst"`
	Best     Case     `json:"best"`
	ClaimBy  Time     `json:"claim_by"`     // the end of the last day to ask
	ClaimDay string   `json:"claim_by_day"` // that day in the contract's zone
	AskBy    Time     `json:"ask_by"`       // the earliest that any reading gives
	AskDay   string   `json:"ask_by_day"`
	Targets  []string `json:"targets"`
	Steps    []string `json:"steps"` // in English; in French below
	French   []string `json:"steps_fr"`
	// What follows was added later.
	TargetIDs []record.Hash `json:"target_ids"` // in the order of targets
	// Reservations are what can be argued beside a result under which a credit may
	// be owed: a closed list, see package report/contract.
	Reservations []string `json:"reservations"`
	Free         Free     `json:"uncharged"` // beside the credit, without a request
	// AskDays are the last days to ask, of each outage by the earliest reading, in
	// order: ask_by_day is the first. They are days of zone.
	AskDays []string `json:"ask_days"`
}

// A Case is one way to read a rule, for one bound of downtime.
type Case struct {
	Availability string  `json:"availability"` // percent, to six places, cut
	Exact        string  `json:"exact"`
	Counted      Seconds `json:"counted_s"`
	Credit       Credit  `json:"credit"`
}

// Maintenance is what declared maintenance does to the lower case.
type Maintenance struct {
	Declared Seconds `json:"declared_s"` // of the period
	With     Credit  `json:"left_out"`   // the credit with all of it left out
	Without  Credit  `json:"counted"`    // and with all of it counted
}

// A Credit is an amount owed.
type Credit struct {
	Amount   string  `json:"amount"` // rounded as the rule says; "" where no fee is known
	Currency string  `json:"currency"`
	Percent  string  `json:"percent"` // of the fee, after caps and before any floor
	Exact    string  `json:"exact"`   // before rounding, a decimal or a fraction
	Extends  Seconds `json:"extends_s"`
}

// A Damage is one head of damage as the customer declares it.
type Damage struct {
	Contract    string        `json:"contract"`
	Head        string        `json:"head"`
	Description string        `json:"description"`
	Date        string        `json:"date"`
	Amount      string        `json:"amount"`
	Currency    string        `json:"currency"`
	Method      string        `json:"method"`
	Vouchers    []record.Hash `json:"vouchers"`
}

// Free is what a rule says is not charged for; see [contract.Free].
type Free struct {
	Promised bool    `json:"promised"` // the rule has such a right
	Each     Seconds `json:"each_s"`
	AtLeast  int     `json:"at_least"` // steps of the clock
	AtMost   int     `json:"at_most"`
	Amount   string  `json:"amount"` // that the former come to; "" where it is not known
	Currency string  `json:"currency"`
}
