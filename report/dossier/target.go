package dossier

import "constat/store/record"

// A Target is one question and how its period went.
type Target struct {
	ID       record.Hash     `json:"id"`
	Name     string          `json:"name"`
	Site     string          `json:"site"`
	Provider string          `json:"provider"`
	Question record.Question `json:"question"`
	Interval Seconds         `json:"interval_s"`
	// Descriptions are the names, providers and intervals under which the
	// question was asked in the period, in order; those above are the last.
	Descriptions []Description `json:"descriptions"`
	Vantages     []string      `json:"vantages"` // that ask it
	Quorum       Quorum        `json:"quorum"`   // of all vantages of the dossier
	Observations Counts        `json:"observations"`
	Cached       int           `json:"cached"` // good answers among them that a cache gave: no proof that the origin was up
	Down         Bounds        `json:"down"`
	NotWatched   Seconds       `json:"not_watched_s"`
	NotShown     Seconds       `json:"not_shown_s"` // of the period, kept back by whoever gave the bundles
	Availability Availability  `json:"availability"`
	Seen         []Seen        `json:"seen"`
	Latency      []Latency     `json:"latency"`
	Review       []string      `json:"review"` // why a person must look: closed list, see package report/incident
}

// A Description is how vantages named a target, and how often they asked it,
// from an instant on. For the first, that instant can lie before the period.
type Description struct {
	From     Time     `json:"from"`
	Name     string   `json:"name"`
	Site     string   `json:"site"`
	Provider string   `json:"provider"`
	Interval Seconds  `json:"interval_s"`
	Vantages []string `json:"vantages"`
}

// Counts are observations by verdict.
type Counts struct {
	Good    int `json:"good"`
	Bad     int `json:"bad"`
	Slow    int `json:"slow"`
	Blocked int `json:"blocked"`
	Unknown int `json:"unknown"`
}

// Bounds are the least and the most that a duration can have been.
type Bounds struct {
	AtLeast Seconds `json:"at_least_s"`
	AtMost  Seconds `json:"at_most_s"`
}

// Availability is a share of watched time in percent: to six places, the
// lower rounded down and the upper rounded up, beside the exact ratio.
type Availability struct {
	Lower      string `json:"lower"`
	Upper      string `json:"upper"`
	ExactLower string `json:"exact_lower"` // "2725/31", in percent
	ExactUpper string `json:"exact_upper"`
}

// Seen is how one vantage saw a target: stretches of one verdict, in order,
// without overlap. What lies in no stretch of the period was not watched.
type Seen struct {
	Vantage      string    `json:"vantage"`
	Observations Counts    `json:"observations"`
	Cached       int       `json:"cached"`
	Stretches    []Stretch `json:"stretches"`
}

// A Stretch is time over which consecutive rounds gave the same verdict. It
// runs from the start of its first round to the start of the round after its
// last, or one interval past its last where that round is missing; both cut to
// the period. Of a failure, the time from Last to To was not shown to be one.
type Stretch struct {
	From    Time   `json:"from"`
	To      Time   `json:"to"`
	Verdict string `json:"verdict"` // good, bad, slow, blocked, unknown
	Cause   string `json:"cause"`
	Rounds  int    `json:"rounds"` // that began in the period
	Last    Time   `json:"last"`   // the start of its last round; before From where that began before the period
}

// A Latency is how long good answers took over one bucket of time, in whole
// microseconds: the tenth, half and nine tenths, by nearest rank. Buckets
// without a good answer are left out.
type Latency struct {
	From  Time  `json:"from"`
	To    Time  `json:"to"`
	P10   int64 `json:"p10_us"`
	P50   int64 `json:"p50_us"`
	P90   int64 `json:"p90_us"`
	Count int   `json:"count"`
}

func (d Description) Same(e Description) bool {
	return d.Name == e.Name && d.Site == e.Site && d.Provider == e.Provider && d.Interval == e.Interval
}

func (c Counts) Plus(d Counts) Counts {
	return Counts{c.Good + d.Good, c.Bad + d.Bad, c.Slow + d.Slow, c.Blocked + d.Blocked, c.Unknown + d.Unknown}
}
