package dossier

import "constat/store/record"

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
	Clock      Clock        `json:"clock"`
	Witnesses  []Witness    `json:"witnesses"`
	Single     Single       `json:"single_history"`
	Controls   []Control    `json:"controls"`
	Watched    Seconds      `json:"watched_s"` // of the period, over its targets' average
	Watch      Watch        `json:"watch"`     // how the vantage itself stood
	// ShownFrom and ShownTo are set where the bundles show less of this log than
	// the period.
	ShownFrom Time `json:"shown_from"`
	ShownTo   Time `json:"shown_to"`
	// SameMachine names other vantages that report the same addresses or the same
	// system, or have the same key: that they are independent is not shown.
	SameMachine []string      `json:"same_machine"`
	Preparatory []Preparatory `json:"preparatory"` // E-1 to E-11, in order
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
	Here     bool   `json:"here"` // on the machine that asks it: it tells nothing of the network
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
