package record

import "net/url"

// Bounds of the requisites of one state of a page. They keep a leaf under
// [MaxLeaf].
const (
	MaxParts          = 64
	MaxPartsBytes     = 8 << 20 // of all bodies
	MaxPartAddress    = 400     // bytes of one address
	MaxRequisitesTime = 5 * 60 * 1000
)

// Requisites are what a page needs to be shown as it stood: style sheets,
// pictures and fonts that it names, asked for after a content of the page was
// kept. They are no answers to the probe's question.
type Requisites struct {
	Link
	Time    Instant `json:"time"`  // the first question left, at the earliest
	Ended   Instant `json:"ended"` // the last answer was there, or given up
	Round   Round   `json:"round"` // of the capture
	Capture Hash    `json:"capture"`
	Parts   []Part  `json:"parts,omitempty"`   // in the order asked, none twice
	Refused int64   `json:"refused,omitempty"` // not asked: the address is not public
	Failed  int64   `json:"failed,omitempty"`  // no whole answer came
	Left    int64   `json:"left,omitempty"`    // named, and past a bound
}

// A Part is one requisite as it was answered, a redirect included.
type Part struct {
	URL    string  `json:"url"`
	Time   Instant `json:"time"`
	Status int     `json:"status"`
	Body   Hash    `json:"body"`
	Size   int64   `json:"size"`
	File   Hash    `json:"file"`          // the WARC file of the exchange
	Kept   Hash    `json:"kept,omitzero"` // the earlier WARC file that holds the same body
}

func (r Requisites) check() error {
	switch {
	case r.Round < 1 || r.Capture.IsZero():
		return errorf("requisites of no capture")
	case r.Ended < r.Time, r.Ended-r.Time > MaxRequisitesTime:
		return errorf("requisites that took from %v to %v", r.Time, r.Ended)
	case r.Refused < 0, r.Failed < 0, r.Left < 0, len(r.Parts) > MaxParts:
		return errorf("requisites with impossible figures")
	}
	seen, left := map[string]bool{}, int64(MaxPartsBytes)
	for i, p := range r.Parts {
		if err := p.check(); err != nil {
			return err
		}
		if left -= p.Size; left < 0 || seen[p.URL] {
			return errorf("requisite %d is told twice, or past the bound", i)
		}
		if p.Time < r.Time || p.Time > r.Ended || i > 0 && p.Time < r.Parts[i-1].Time {
			return errorf("requisite %d was asked at %v", i, p.Time)
		}
		seen[p.URL] = true
	}
	return nil
}

func (p Part) check() error {
	switch {
	case !PartAddress(p.URL):
		return errorf("requisite %.100q", p.URL)
	case p.Status < 1 || p.Status > 999 || p.Size < 0 || p.Size > MaxPartsBytes:
		return errorf("requisite with impossible figures")
	case p.Body.IsZero() || p.File.IsZero() || p.Kept == p.File:
		return errorf("requisite without its file")
	}
	return nil
}

// PartAddress reports whether a requisite can have an address: printable ASCII
// without user and fragment, of http or https.
func PartAddress(address string) bool {
	for i := range len(address) {
		if c := address[i]; c <= ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' {
			return false
		}
	}
	u, err := url.Parse(address)
	return err == nil && len(address) <= MaxPartAddress && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil && u.Fragment == "" && u.String() == address
}
