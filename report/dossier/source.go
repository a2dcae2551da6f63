package dossier

import "constat/store/record"

// A RuleSource is a text that a rule was written from, and what the logs kept of
// it.
type RuleSource struct {
	URL      string          `json:"url"`
	Grade    string          `json:"grade"`
	Dated    string          `json:"dated"`
	Read     string          `json:"read"`
	SHA256   record.Hash     `json:"sha256"` // as the rule has it, zero where it has none
	Captures []SourceCapture `json:"captures"`
}

// A SourceCapture is what one vantage kept of a source, as the provider's terms.
type SourceCapture struct {
	Statement string      `json:"statement"` // the target
	Vantage   string      `json:"vantage"`
	SHA256    record.Hash `json:"sha256"` // of the body in force as the period began, or first seen in it
	Seen      Time        `json:"seen"`
	Last      Time        `json:"last_look"` // of the period that was answered, by any vantage; null for none
	// Changed are the times in the period by which another content was seen, as
	// reduced: what changes with every reading is no change.
	Changed []Time `json:"changed"`
	More    bool   `json:"more"` // changes may not all be listed
	// Other tells that no content kept is the one whose digest the rule has.
	Other bool `json:"other"`
	Proof Ref  `json:"proof"` // of the capture
}
