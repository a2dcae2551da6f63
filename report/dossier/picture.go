package dossier

import "constat/store/record"

// A PagePicture is what a browser showed of a page, asked for by itself after
// an answer that was kept.
type PagePicture struct {
	Vantage string      `json:"vantage"`
	Time    Time        `json:"time"` // the browser was sent to the page; null where that does not go with what stands around it in the log
	Ended   Time        `json:"ended"`
	Reason  string      `json:"reason"`
	Fault   string      `json:"fault"` // why there is none
	Browser string      `json:"browser"`
	Status  int         `json:"status"`
	View    record.Hash `json:"view"` // the window, in the bundle's data/files; zero with a fault
	Full    record.Hash `json:"full"` // the page from its top
	Cut     bool        `json:"cut"`
	Refused int64       `json:"refused"`
	// Shown tells where the pages show it: "before", "during" or "after" what
	// befell the page; "" for the others.
	Shown     string `json:"shown"`
	NotBefore Time   `json:"not_before"`
	NotAfter  Time   `json:"not_after"`
	Proof     Ref    `json:"proof"`

	Image []byte `json:"-"` // the file of View, of those that are shown
	Whole []byte `json:"-"` // Full at half its scale, of a page that lost its content and is longer than its window
}
