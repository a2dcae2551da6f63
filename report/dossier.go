// Package report turns verified bundles and the contract's terms into a
// dossier: every fact with the leaves that prove it.
//
// A [Dossier] is all that a page, a sheet or a form may say. Those who render
// it compute nothing, so the PDF, the JSON and the tables cannot disagree.
// Building one is a pure function of verified bundles, a method and an
// instant: no clock, no network, no database.
package report

import "constat/store/record"

// Schema names the form of the dossier's JSON. It grows; keys are never
// renamed and never absent.
const Schema = "constat-dossier/1"

// A Ref points at what proves a fact: the log, the leaf, and the observation
// in it, counted from zero, or -1 for the whole leaf.
type Ref struct {
	Log  string `json:"log"`
	Leaf int64  `json:"leaf"`
	Item int    `json:"item"`
}

// A Dossier is all that a report may say. Times are RFC 3339 in UTC with
// three decimals, null where unknown; durations are seconds with up to three
// decimals.
type Dossier struct {
	Schema      string       `json:"schema"`
	Period      Period       `json:"period"`
	At          Time         `json:"at"`
	Built       Built        `json:"built"`
	Method      Method       `json:"method"`
	Vantages    []Vantage    `json:"vantages"`
	Checks      Verification `json:"verification"`
	Targets     []Target     `json:"targets"`
	Incidents   []Incident   `json:"incidents"`
	Unconfirmed []Incident   `json:"unconfirmed"` // failures that fewer vantages saw than the quorum asks
	Changes     []Change     `json:"changes"`
	Losses      []Loss       `json:"losses"`
	Contracts   []Contract   `json:"contracts"`
	SecondHand  []SecondHand `json:"second_hand"`
	Notes       []Note       `json:"notes"`
	Custody     []Act        `json:"custody"`
	Files       []File       `json:"files"` // the evidence this report was built from
}

// A Period is what the report speaks of.
type Period struct {
	From Time `json:"from"`
	To   Time `json:"to"`
}

// Built says with what the dossier was computed.
type Built struct {
	Version string      `json:"version"`
	Binary  record.Hash `json:"binary"` // SHA-256 of the program, zero where it is not known
}

// A File is one bundle the dossier was built from. It is named by its first
// vantage and its digest, not by what somebody called it.
type File struct {
	Name   string      `json:"name"` // "saguenay-1-1021f278.zip"
	SHA256 record.Hash `json:"sha256"`
	Bytes  int64       `json:"bytes"`
}

// A Method is the accounting method: how facts become verdicts.
type Method struct {
	Name    string      `json:"name"`
	Version int         `json:"version"`
	SHA256  record.Hash `json:"sha256"`
	Text    string      `json:"text"`
	// Declared tells whether every vantage entered this digest in its log
	// before the first round that counts here.
	Declared bool `json:"declared"`
	// LateJudged tells whether the reader's policy names time authorities:
	// without any, no record is left out for having come late.
	LateJudged bool `json:"late_judged"`
	// Quorum is how many of all vantages must agree that a target is down.
	// One that does not ask it is absent, and stays counted.
	Quorum Quorum `json:"quorum"`
}

// A Quorum is N of M vantages; absent ones stay in M.
type Quorum struct {
	Needed int `json:"needed"`
	Of     int `json:"of"`
}

// A Vantage is one log and the instrument that wrote it.
type Vantage struct {
	Name       string       `json:"name"`       // origin without its epoch: "saguenay-1"
	Log        string       `json:"log"`        // origin: "saguenay-1/1"
	Key        string       `json:"key"`        // verifier key, c2sp.org/signed-note
	Size       int64        `json:"size"`       // leaves under the last checkpoint
	Root       record.Hash  `json:"root"`       // root hash of the last checkpoint
	Checkpoint string       `json:"checkpoint"` // the last one, as signed
	Sealed     Time         `json:"sealed"`     // when the vantage says it signed it
	From       Time         `json:"from"`       // first round shown
	To         Time         `json:"to"`         // last round shown
	Shown      int          `json:"shown"`      // targets disclosed, controls not counted
	Withheld   int          `json:"withheld"`
	Leaves     int64        `json:"leaves"` // leaves disclosed
	Instrument []Instrument `json:"instrument"`
	Gaps       []Gap        `json:"gaps"`
	Stamps     []Stamp      `json:"stamps"`
	Controls   []Control    `json:"controls"`
	Watched    Seconds      `json:"watched_s"` // of the period, over its targets' average
	// ShownFrom and ShownTo are set where the bundles show less of this log than
	// the period.
	ShownFrom Time `json:"shown_from"`
	ShownTo   Time `json:"shown_to"`
	// SameMachine names other vantages that report the same addresses or have
	// the same key: that they are independent is not shown.
	SameMachine []string `json:"same_machine"`
}

// A Stamp is an RFC 3161 time stamp over a checkpoint, by an authority that the
// reader's policy names.
type Stamp struct {
	Time      Time        `json:"time"` // as the authority says, give or take Accuracy
	Accuracy  Seconds     `json:"accuracy_s"`
	Authority string      `json:"authority"` // its name in the policy
	Signer    string      `json:"signer"`    // the name in its certificate
	Asked     string      `json:"asked"`     // the address that was asked
	Size      int64       `json:"size"`      // leaves of the checkpoint
	Policy    string      `json:"policy"`    // the authority's own, an object identifier
	Serial    string      `json:"serial"`
	Qualified bool        `json:"qualified"` // the token calls itself so (eIDAS, article 42)
	SHA256    record.Hash `json:"sha256"`    // of the response as given
	Proof     Ref         `json:"proof"`
}

// An Instrument is what the vantage was at a start, reload or stop.
type Instrument struct {
	record.Watch
	Proof Ref `json:"proof"`
}

// A Gap is time in which rounds did not run.
type Gap struct {
	record.Gap
	Proof Ref `json:"proof"`
}

// A Control is a target asked to know the vantage's own network.
type Control struct {
	URL      string `json:"url"`
	Asked    int    `json:"asked"`
	Answered int    `json:"answered"`
}

// A Verification is what checking the bundles gave.
type Verification struct {
	Verdict string  `json:"verdict"` // "proven", "unchecked" (broken ones make no dossier)
	Checks  []Check `json:"checks"`
}

// A Check is one thing verified.
type Check struct {
	Log    string `json:"log"`
	Head   string `json:"head"` // integrity, completeness, time, history, identity
	Name   string `json:"name"`
	Result string `json:"result"` // "ok", "unchecked", "not-asked"
	Detail string `json:"detail"` // in English; in French below
	French string `json:"detail_fr"`
}

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
	Stretches    []Stretch `json:"stretches"`
}

// A Stretch is time over which consecutive rounds gave the same verdict. It
// runs from the start of its first round to the start of the round after its
// last, or one interval past its last where that round is missing.
type Stretch struct {
	From    Time   `json:"from"`
	To      Time   `json:"to"`
	Verdict string `json:"verdict"` // good, bad, slow, blocked, unknown
	Cause   string `json:"cause"`
	Rounds  int    `json:"rounds"`
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
	Runs       []Run       `json:"runs"`          // what at_least_s rests on
	Cause      string      `json:"cause"`         // closed list of record.Fault and http-status, body-mismatch
	Status     []int       `json:"status"`        // the statuses seen, in order of first sight
	Causes     []CauseSeen `json:"causes"`        // every cause seen, with how often, per vantage
	NotBefore  Time        `json:"not_before"`
	NotAfter   Time        `json:"not_after"`
	// Authorities attest both, two at the least; empty where nobody does.
	Authorities []string `json:"authorities"`
	Vantages    []string `json:"vantages"` // that saw it
	Quorum      Quorum   `json:"quorum"`
	Review      []string `json:"review"`
	Leaves      []Ref    `json:"leaves"` // of the observations that bound it
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

// A Note is what the operator wrote down.
type Note struct {
	record.Note
	Proof Ref `json:"proof"`
}

// An Act is a line of the custody ledger.
type Act struct {
	record.Custody
	Proof Ref `json:"proof"`
}

// A Loss, a Contract and a SecondHand record have their form already and are
// filled by packages to come.
type (
	Loss struct {
		Target       string `json:"target"`
		State        string `json:"state"`
		Item         string `json:"item"`
		Kind         string `json:"kind"`
		Bytes        int64  `json:"bytes"`
		LastSeen     Time   `json:"last_seen"`
		FirstMissing Time   `json:"first_missing"`
		Restored     Time   `json:"restored"`
		SecondHand   bool   `json:"second_hand"`
	}
	Contract struct {
		Contract     string       `json:"contract"`
		Period       Period       `json:"period"`
		Result       string       `json:"result"`
		Availability Availability `json:"availability"`
		Credit       Credit       `json:"credit"`
		ClaimBy      Time         `json:"claim_by"`
		Steps        []string     `json:"steps"`
	}
	Credit struct {
		Amount   string `json:"amount"`
		Currency string `json:"currency"`
	}
	SecondHand struct {
		Source    string      `json:"source"`
		SHA256    record.Hash `json:"sha256"`
		Kind      string      `json:"kind"`
		Target    string      `json:"target"`
		Records   int         `json:"records"`
		Good      int         `json:"good"`
		Bad       int         `json:"bad"`
		Incidents []Incident  `json:"incidents"`
	}
)
