package dossier

import (
	"constat/store/record"
)

// PageRequisites are what it takes to show one state of a page again, asked for
// after its content was kept.
type PageRequisites struct {
	Vantage string          `json:"vantage"`
	Time    Time            `json:"time"` // asking began; null where that does not go with what stands around it in the log
	Ended   Time            `json:"ended"`
	Capture record.Hash     `json:"capture"` // the content's WARC file, in the bundle's data/captures
	Parts   []PageRequisite `json:"parts"`   // in the order asked
	Refused int64           `json:"refused"` // not asked: at no public address
	Failed  int64           `json:"failed"`  // no whole answer came
	Left    int64           `json:"left"`    // past a bound
	Proof   Ref             `json:"proof"`
}

// A PageRequisite is one style sheet, picture or font, or an answer in its place.
type PageRequisite struct {
	URL    string      `json:"url"`
	Status int         `json:"status"`
	SHA256 record.Hash `json:"sha256"` // of the body
	Bytes  int64       `json:"bytes"`
	File   record.Hash `json:"file"` // the WARC file that holds the body
}

// Furnished adds up what was kept to show the page again: for how many of its
// states, how many answers, and how many requisites were not obtained or left out.
func (p Page) Furnished() (states, parts, unanswered, left int64) {
	for _, x := range p.Requisites {
		states, parts, unanswered, left = states+1, parts+int64(len(x.Parts)), unanswered+x.Refused+x.Failed, left+x.Left
	}
	return states, parts, unanswered, left
}
