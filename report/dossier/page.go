package dossier

import (
	"net/url"
	"strings"

	"constat/report/loss"
	"constat/store/record"
)

// A Page is what became of what a target served, as one vantage saw it.
type Page struct {
	Target     string           `json:"target"`
	TargetID   record.Hash      `json:"target_id"`
	Site       string           `json:"site"`
	Provider   string           `json:"provider"`
	URL        string           `json:"url"`
	Kind       string           `json:"kind"` // of file, by the address; "page" where it names none
	Vantage    string           `json:"vantage"`
	Variance   PageVariance     `json:"variance"`
	States     []PageState      `json:"states"`     // in order
	Unread     int              `json:"unread"`     // contents that were not compared: there were too many
	Pictures   []PagePicture    `json:"pictures"`   // in order
	Requisites []PageRequisites `json:"requisites"` // in order
}

// Now is the last state, and whether there is one.
func (p Page) Now() (PageState, bool) {
	if len(p.States) == 0 {
		return PageState{}, false
	}
	return p.States[len(p.States)-1], true
}

// Changed reports whether anything but the page's own content was seen.
func (p Page) Changed() bool {
	for _, s := range p.States {
		if s.State != "unchanged" && s.State != "edited" {
			return true
		}
	}
	return false
}

// Front reports whether p is the front page of its host.
func (p Page) Front() bool {
	u, err := url.Parse(p.URL)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// PageVariance is what changes of a page were like in ordinary life. Likeness is
// phrases of both over phrases of either, see store/page.
type PageVariance struct {
	Contents int   `json:"contents"` // that were the page's own
	Steps    int   `json:"steps"`    // changes between them that could be compared
	Lowest   Ratio `json:"lowest"`   // of the two least alike
	Middle   Ratio `json:"middle"`   // the lower median
	Returned int   `json:"returned"` // changes back to an earlier content
}

// A Ratio is n of d, never rounded; 0 of 0 where nothing was compared.
type Ratio struct {
	N  int `json:"n"`
	Of int `json:"of"`
}

// A PageState is a time over which a page was in one state.
type PageState struct {
	State      string      `json:"state"`      // closed list of package report/loss
	Review     []string    `json:"review"`     // why a person must look: closed list likewise
	Recognised *Recognised `json:"recognised"` // the page of the catalogue that stood there, or null
	From       Time        `json:"from"`       // the first answer with it was complete
	To         Time        `json:"to"`         // the last question answered with it left
	Contents   int         `json:"contents"`   // that followed one another
	Like       Ratio       `json:"like"`       // to the page's own content before
	Held       Ratio       `json:"held"`       // of a part: phrases of the content before that are back
	Content    Content     `json:"content"`    // as first received
	Past       *PagePast   `json:"past"`       // the earlier content that is back, or null
	Leaves     []Ref       `json:"leaves"`
	// What follows was added later: the last of the contents that followed one
	// another, content itself where there is one, and since when: the first answer
	// with it was complete.
	Newest Content `json:"newest"`
	Since  Time    `json:"since"`
}

// Recognised is a page of the catalogue.
type Recognised struct {
	ID   string `json:"id"`
	Sort string `json:"sort"`
	Of   string `json:"of"`
	// Added: of a catalogue that a log added; Of is the word of whoever chose it.
	Added bool `json:"added"`
}

// A PagePast is an earlier content of a page that came back, and what it lost.
type PagePast struct {
	From    Time  `json:"from"`    // the first answer with it was complete
	LastSo  Time  `json:"last_so"` // the last question answered with it then
	Next    Time  `json:"next"`    // the first answer with what followed was complete
	Exactly bool  `json:"exactly"` // the same reduced content; else one that sides with it
	Sides   Ratio `json:"sides"`   // of the phrases that told it from what was lost, those that side with it
	Like    Ratio `json:"like"`
	// Lost is the time whose work is gone: at least from the first answer with
	// what followed to the last with what was lost, at most from the last
	// question answered with the earlier content to the first answer with it again.
	Lost Bounds `json:"lost"`
}

// A Catalogue is what default pages were recognised by.
type Catalogue struct {
	Name    string      `json:"name"`
	Version int         `json:"version"`
	SHA256  record.Hash `json:"sha256"`
	Pages   int         `json:"pages"`
	Settled bool        `json:"settled"` // it is the one that the method names
}

// An AddedCatalogue is default pages that a log adds to the catalogue, for what
// was received since.
type AddedCatalogue struct {
	Name    string      `json:"name"`
	Version int         `json:"version"`
	SHA256  record.Hash `json:"sha256"`
	Pages   int         `json:"pages"`
	Log     string      `json:"log"`
	Since   Time        `json:"since"` // it was entered
	Proof   Ref         `json:"proof"`
}

// PageRule is how changes of a page are told from losses, see report/loss.
type PageRule struct {
	Judged    bool      `json:"judged"` // the method has a rule
	Alike     int       `json:"alike_percent"`
	Agree     int       `json:"agree_percent"`
	Margin    int       `json:"margin_percent"`
	Steps     int       `json:"steps"`
	Rounds    int       `json:"rounds"`
	Catalogue Catalogue `json:"catalogue"`
	// Added are those that logs add; none where whoever made the report chose one.
	Added []AddedCatalogue `json:"added"`
}

// bytes are those of the newest own content, or of the last that was lost.
func (p Page) Bytes() (n int64) {
	for _, s := range p.States {
		if s.State == string(loss.Unchanged) || s.State == string(loss.Edited) {
			n = s.Content.Bytes
		}
	}
	return n
}

// struck returns from when on something else was seen, and from when on the
// page had content of its own again, of this time or another.
func (p *Page) Struck() (began, back Time) {
	for _, s := range p.States {
		live := s.State == string(loss.Unchanged) || s.State == string(loss.Edited)
		switch {
		case !live && !began.Known:
			began = s.From
		case began.Known && (live || s.State == string(loss.RolledBack) || s.State == string(loss.Partial)):
			return began, s.From
		}
	}
	return began, Time{}
}
