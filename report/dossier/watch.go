package dossier

// A Watch is how a vantage itself stood: when it watched, and when it was blind.
// Nothing of that ever counts as downtime. It is of the vantage as a whole,
// whatever logs it kept.
type Watch struct {
	From Time       `json:"from"` // the part of the period that the bundles show
	To   Time       `json:"to"`
	Ran  WatchShare `json:"ran"` // some question was asked in its time, and could be kept
	// Network is where some control answered in its time; NoNetwork where controls
	// were asked and none did, Unasked the rest. Controls tells whether any was configured.
	Network   WatchShare `json:"network"`
	NoNetwork Seconds    `json:"no_network_s"`
	Unasked   Seconds    `json:"network_unasked_s"`
	Controls  bool       `json:"controls"`
	// Clock is where time servers told that the clock was as near as the method
	// asks. Compared tells whether any was asked.
	Clock    WatchShare `json:"clock"`
	Compared bool       `json:"compared"`
	Whole    WatchShare `json:"whole"` // Ran, with Network and Clock as far as these were watched
	// Parts are the days of it in UTC, or the months where these are many.
	Parts   []WatchPart  `json:"parts"`
	Reasons []WatchCount `json:"reasons"` // why rounds did not run, as entered
	Blind   []Blind      `json:"blind"`   // the longest, by length
	More    int          `json:"blind_more"`
	Moves   []Move       `json:"moves"` // changes of its own network
}

// A WatchShare is a part of a watch: in percent to six places, rounded down,
// and exactly.
type WatchShare struct {
	Length  Seconds `json:"s"`
	Percent string  `json:"percent"`
	Exact   string  `json:"exact"`
}

// A WatchPart is one day or month.
type WatchPart struct {
	From    Time     `json:"from"`
	To      Time     `json:"to"`
	Month   bool     `json:"month"`
	Of      Seconds  `json:"of_s"` // as much of it as lies in the watch
	Ran     Seconds  `json:"ran_s"`
	Network Seconds  `json:"network_s"`
	Clock   Seconds  `json:"clock_s"`
	Whole   Seconds  `json:"whole_s"`
	Reasons []string `json:"reasons"`
}

// A WatchCount is how many rounds did not run for one reason.
type WatchCount struct {
	Reason string `json:"reason"`
	Gaps   int    `json:"gaps"`
	Rounds int64  `json:"rounds"`
}

// A Blind is time in which the vantage saw nothing, or nothing that counts.
type Blind struct {
	From   Time    `json:"from"`
	To     Time    `json:"to"`
	Length Seconds `json:"s"`
	Kind   string  `json:"kind"` // "not-asked", "no-network", "clock"
	// Reasons are those of the gaps that were entered of it, "stop", "start" or
	// "before" the first entry; none where nothing was entered.
	Reasons []string `json:"reasons"`
	Leaves  []Ref    `json:"leaves"`
}

// A Move is a change of the vantage's own network.
type Move struct {
	Time      Time     `json:"time"`
	Routes    []string `json:"routes"`
	Resolvers []string `json:"resolvers"`
	Came      []string `json:"came"` // addresses, routes and name servers that are new
	Went      []string `json:"went"`
	Proof     Ref      `json:"proof"`
}
