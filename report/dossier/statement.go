package dossier

import "constat/store/record"

// A Statement is one page at which a provider says something: its status page, its
// notices, its terms. Whether it answers counts for nobody's availability.
type Statement struct {
	Target   string          `json:"target"`
	TargetID record.Hash     `json:"target_id"`
	Provider string          `json:"provider"`
	Matter   string          `json:"matter"` // status, notice or terms
	Question record.Question `json:"question"`
	Interval Seconds         `json:"interval_s"`
	Vantages []string        `json:"vantages"`
	// Looks are how often it was asked for in the period, by what came of it.
	Looks Counts `json:"looks"`
	First Time   `json:"first_look"` // that was answered
	Last  Time   `json:"last_look"`
	// Reads are the looks of the period that found something to read, by all vantages, and
	// Contents how many different contents, as reduced, they found.
	Reads    int `json:"reads"`
	Contents int `json:"contents"`
	// Unanswered are the stretches of the period over which it did not answer, in order.
	Unanswered []Unanswered `json:"unanswered"`
	Sayings    []Saying     `json:"sayings"` // what it held, at first sight and at each change, in order of time
	More       int          `json:"more"`    // sayings that are not listed
}

// Unanswered is a row of looks of one vantage at which a page did not answer well.
type Unanswered struct {
	Vantage string `json:"vantage"`
	From    Time   `json:"from"`  // start of the first
	To      Time   `json:"to"`    // end of the last
	Cause   string `json:"cause"` // of the first
	Status  int    `json:"status"`
	Looks   int    `json:"looks"`
	Leaves  []Ref  `json:"leaves"` // of the first and the last
}

// A Saying is what a page held from one look on.
type Saying struct {
	Vantage string `json:"vantage"`
	// LastBefore is the start of the last look at which it held what it held before,
	// null where this is the first; Seen the end of the first look that found this.
	LastBefore Time        `json:"last_before"`
	Seen       Time        `json:"seen"`
	Reason     string      `json:"reason"` // why it was kept: first, change, failure, return
	Status     int         `json:"status"`
	SHA256     record.Hash `json:"sha256"` // of the body as received
	Normal     record.Hash `json:"normal"`
	Rules      string      `json:"rules"` // page/1, feed/1, statuspage/1
	Bytes      int64       `json:"bytes"`
	Cut        bool        `json:"cut"`
	File       record.Hash `json:"file"`       // the WARC file that holds it
	Structured bool        `json:"structured"` // it is made for machines, and was read by one
	Text       []string    `json:"text"`       // its first lines, of the first of a vantage
	Diff       []DiffLine  `json:"diff"`       // against what it held before
	More       int         `json:"more"`       // lines of difference not listed
	Leaves     []Ref       `json:"leaves"`     // of the observation and of the capture
}

// A Silence is one page of a provider held against one incident of what it keeps;
// see package report/statement.
type Silence struct {
	Incident    int         `json:"incident"` // its number
	Target      string      `json:"target"`
	Provider    string      `json:"provider"`
	FirstBad    Time        `json:"first_bad"`
	LastGood    Time        `json:"last_good"`
	Review      []string    `json:"review"`    // of the incident
	Statement   string      `json:"statement"` // the page, by its target
	StatementID record.Hash `json:"statement_id"`
	URL         string      `json:"url"`
	Matter      string      `json:"matter"`
	Result      string      `json:"result"` // closed list, see package report/statement
	Why         string      `json:"why"`    // it is unknown: unread-before, illegible or unread-after; else empty
	// Base is the end of the last look before the first failure, Without the start of the last one
	// of an unbroken row at which nothing was said, Said the end of the first at
	// which something was. Null where there is none.
	Base    Time     `json:"base"`
	Without Time     `json:"last_without"`
	Said    Time     `json:"first_said"`
	AtLeast Seconds  `json:"at_least_s"`
	AtMost  *Seconds `json:"at_most_s"` // null where it is not known
	// Apart is the longest time between two neighbouring looks of the row, Looks how
	// many it had after the first failure.
	Apart  Seconds     `json:"apart_s"`
	Looks  int         `json:"looks"`
	Words  []Word      `json:"words"` // theirs; of a page made for machines
	More   int         `json:"more_words"`
	Diff   []DiffLine  `json:"diff"`   // between base and said
	Cut    int         `json:"more"`   // lines of difference not listed
	SHA256 record.Hash `json:"sha256"` // of the body that says it, zero where there is none
	File   record.Hash `json:"file"`
	Leaves []Ref       `json:"leaves"` // of base, without, said, and of the captures of base and said
}

// A Word is something that a provider said, and the time it gave for it.
type Word struct {
	Kind   string `json:"kind"` // indicator, component, open, dated, new, changed
	Text   string `json:"text"`
	Stated string `json:"stated"` // as written, the provider's own word; empty where none
}
