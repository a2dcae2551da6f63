// Package dossier is what a report may say, as data: every fact with the leaves
// that prove it.
//
// A [Dossier] is all that a page, a sheet or a form may say. Those who render
// it compute nothing, so the PDF, the JSON and the tables cannot disagree.
package dossier

import (
	"iter"

	"constat/store/record"
)

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
	Absent      []string     `json:"absent"` // vantages that the reader's policy names and of which no log was given
	Checks      Verification `json:"verification"`
	Targets     []Target     `json:"targets"`
	Incidents   []Incident   `json:"incidents"`
	Unconfirmed []Incident   `json:"unconfirmed"` // failures that fewer vantages saw than the quorum asks
	Changes     []Change     `json:"changes"`
	Losses      []Loss       `json:"losses"`
	// Unlisted counts the losses of files that are not among Losses, because there
	// are very many; the sum of their target has them. Rest makes them.
	Unlisted    int64            `json:"unlisted"`
	Rest        []iter.Seq[Loss] `json:"-"`
	Pages       []Page           `json:"pages"` // what became of what was served
	Inventories []Inventory      `json:"inventories"`
	Statements  []Statement      `json:"statements"` // what providers said, page by page
	Silences    []Silence        `json:"silences"`   // how long after an incident began their pages were without a word
	Paths       []Path           `json:"paths"`      // who stood behind the names of targets
	Contracts   []Contract       `json:"contracts"`  // one per contract and period of its own
	Terms       Terms            `json:"terms"`
	Damages     []Damage         `json:"damages"` // that the customer declares; never added to a credit
	SecondHand  []SecondHand     `json:"second_hand"`
	Notes       []Note           `json:"notes"`
	Custody     []Act            `json:"custody"`
	Keys        []Key            `json:"keys"`        // of all vantages, each in the order of its epochs
	Conversions []Conversion     `json:"conversions"` // of form, from the logs to this dossier
	Files       []File           `json:"files"`       // the evidence this report was built from
	Providers   []Provider       `json:"providers"`   // of those that logs name in full
	Redirects   []Redirect       `json:"redirects"`   // where pages led elsewhere than asked, target by target
}

// Lost counts the losses of d, those that it does not list included.
func (d *Dossier) Lost() int64 { return int64(len(d.Losses)) + d.Unlisted }

// A Provider is what the word that a configuration uses for one stands for, by
// what the logs say.
type Provider struct {
	Provider string   `json:"provider"`
	Names    []string `json:"names"` // in full: one, unless logs differ
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
	// Own tells whether it is an edition of the program's own method, and
	// Current whether it is the one that the program has built in.
	Own     bool `json:"own"`
	Current bool `json:"current"`
	// Blocked and BlockedReplies are the answers that say no to a probe and
	// never count: statuses of HTTP, and replies of other protocols.
	Blocked        []int    `json:"blocked"`
	BlockedReplies []string `json:"blocked_replies"`
	BadReplies     []string `json:"bad_replies"` // where given, all others that say no are blocked
	// ReviewLayers are those for which others than the provider may answer: a
	// failure that may lie there is for a person to look at.
	ReviewLayers []string `json:"review_layers"`
	// Declared tells whether every vantage entered this digest in its log
	// before the first round that counts here.
	Declared bool `json:"declared"`
	// LateJudged tells whether the reader's policy names time authorities:
	// without any, no record is left out for having come late.
	LateJudged bool `json:"late_judged"`
	// ClockWithin is how far a clock may have been off for its records to
	// count; 0 for a method that does not look at clocks.
	ClockWithin Seconds `json:"clock_within_s"`
	// ClockHolds is how far from a reading a clock is known, ClockDrift what is
	// added for that distance, in parts per million; both 0 for a method that
	// lets readings hold at any distance.
	ClockHolds Seconds `json:"clock_holds_s"`
	ClockDrift int64   `json:"clock_drift_ppm"`
	// Quorum is how many of all vantages must agree that a target is down.
	// One that does not ask it is absent, and stays counted.
	Quorum Quorum   `json:"quorum"`
	Pages  PageRule `json:"pages"`
}

// A Quorum is N of M vantages; absent ones stay in M.
type Quorum struct {
	Needed int `json:"needed"`
	Of     int `json:"of"`
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

// SecondHand are records that somebody else made.
type SecondHand struct {
	Source    string      `json:"source"`
	SHA256    record.Hash `json:"sha256"`
	Kind      string      `json:"kind"`
	Target    string      `json:"target"`
	Records   int         `json:"records"`
	Good      int         `json:"good"`
	Bad       int         `json:"bad"`
	Incidents []Incident  `json:"incidents"`
	// What follows was added later.
	TargetID   record.Hash `json:"target_id"`
	Site       string      `json:"site"`
	Provider   string      `json:"provider"`
	Vantage    string      `json:"vantage"`  // in whose log it is
	Imported   Time        `json:"imported"` // when it was taken in
	Of         Time        `json:"of"`       // of when it is, by the word of who brought it; null for what is held locally
	Day        bool        `json:"of_day"`   // only the day was told
	Offset     int         `json:"of_zone"`  // it was told in, in minutes east of UTC
	Local      bool        `json:"local"`    // a folder that the customer still holds
	Bytes      int64       `json:"bytes"`
	Unreadable int64       `json:"unreadable"`
	File       record.Hash `json:"file"` // the rows, in the bundle's data/files
	Root       record.Hash `json:"root"`
	Version    string      `json:"version"` // of the program that read it
	Proof      Ref         `json:"proof"`
}
