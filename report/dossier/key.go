package dossier

import "constat/store/record"

// A Key is one key of a vantage and what became of it: an epoch of the
// vantage, a log of its own.
type Key struct {
	Vantage string `json:"vantage"`
	Log     string `json:"log"`
	Key     string `json:"key"`   // verifier key, c2sp.org/signed-note
	Shown   bool   `json:"shown"` // false for a log of which only the next one speaks
	From    Time   `json:"from"`  // of the log's first entry, null where that is not shown
	Opened  Ref    `json:"opened"`
	// Until and Ended say when and why the log ended: "rotation", "theft", "loss",
	// or "" where nothing shown says that it did.
	Until Time   `json:"until"`
	Ended string `json:"ended"`
	// Closed is the entry by which this key announced the next one, leaf -1
	// where it is not shown or, after a loss, cannot be.
	Closed    Ref    `json:"closed"`
	Successor string `json:"successor"` // log that goes on with this one, as announced or as it says itself
	Follows   string `json:"follows"`   // log that this one goes on with, "" for the first
	Cited     int64  `json:"cited"`     // leaves of that one's checkpoint that this one cites
	// Stamped is the latest time at which an authority of the reader's policy
	// attests a checkpoint of the log: nothing under it was signed later.
	Stamped     Time   `json:"stamped"`
	StampedBy   string `json:"stamped_by"`
	StampedSize int64  `json:"stamped_size"`
	Size        int64  `json:"size"` // leaves under the last checkpoint shown
}

// A Conversion is a change of form on the way from the logs to this report.
// Report and tables may be made offline: they carry the record of it
// themselves.
type Conversion struct {
	Output string      `json:"output"` // name of what came out
	Log    string      `json:"log"`    // it is of, "" for all
	SHA256 record.Hash `json:"sha256"` // of what came out, zero where it cannot be known here
	Tool   string      `json:"tool"`
	// Version and Binary are the tool's; the binary is zero where it is not known.
	Version string        `json:"version"`
	Binary  record.Hash   `json:"binary"`
	Inputs  []record.Hash `json:"inputs"` // SHA-256 of each thing that went in
	// Parameters are what else the output depends on, by name: "at", "method".
	Parameters []Parameter `json:"parameters"`
}

// A Parameter is one thing that a conversion was told.
type Parameter struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
