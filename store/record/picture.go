package record

import "slices"

// Faults of a picture: why there is none.
const (
	PictureBrowser Fault = "picture-browser" // the browser did not start, or broke down
	PictureTimeout Fault = "picture-timeout" // the page did not come to rest in time
	PictureLoad    Fault = "picture-load"    // the browser was given no page
	PictureLimit   Fault = "picture-limit"   // the page asked for more than is allowed
)

// PictureFaults lists the faults that pictures alone can have.
var PictureFaults = []Fault{PictureBrowser, PictureTimeout, PictureLoad, PictureLimit}

// A Picture is what a browser showed of a page that it asked for by itself,
// after an answer that was kept. It is no answer to the probe's question.
type Picture struct {
	Link
	Time    Instant `json:"time"`  // the browser was sent to the page
	Ended   Instant `json:"ended"` // the pictures were taken, or it was given up
	Round   Round   `json:"round"` // of the observation that was the reason, attempt 0
	Reason  string  `json:"reason"`
	Fault   Fault   `json:"fault,omitempty"`
	Browser string  `json:"browser,omitempty"` // as it names itself
	Status  int     `json:"status,omitempty"`  // of the page that the browser was given
	View    Hash    `json:"view,omitzero"`     // PNG of the window as opened
	Full    Hash    `json:"full,omitzero"`     // PNG of the page from its top
	Cut     bool    `json:"cut,omitempty"`     // the page went on below Full
	Refused int64   `json:"refused,omitempty"` // requests of the page that were refused
}

func (p Picture) check() error {
	taken := p.Fault == NoFault
	switch {
	case !slices.Contains([]string{"first", "change", "failure", "return"}, p.Reason):
		return errorf("picture for %q", p.Reason)
	case !taken && !slices.Contains(PictureFaults, p.Fault):
		return errorf("picture with fault %q", p.Fault)
	case p.Ended < p.Time, p.Ended-p.Time > MaxPictureTime:
		return errorf("picture that took from %v to %v", p.Time, p.Ended)
	case p.Round < 1 || p.Refused < 0 || p.Status < 0 || p.Status > 999 || len(p.Browser) > 256:
		return errorf("picture with impossible figures")
	case taken != !p.View.IsZero(), taken != !p.Full.IsZero(), taken && p.Browser == "", !taken && p.Cut:
		return errorf("picture of fault %q with view %v, full %v and browser %q", p.Fault, p.View, p.Full, p.Browser)
	}
	return nil
}

// Bounds of pictures. A window has PictureWidth by ViewHeight pixels; a page is
// as wide, and from ViewHeight to MaxFullHeight high.
const (
	PictureWidth   = 1280
	ViewHeight     = 800
	MaxFullHeight  = 8000
	MaxPicture     = 8 << 20 // bytes of a file
	MaxPictureTime = 2 * 60 * 1000
)
