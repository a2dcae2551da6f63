package demo

import "time"

// A Kind is a kind of thing that a provider does to a site, or lets its owner
// do.
type Kind string

// The kinds. Those that last end with the next act on the same site.
const (
	Refused     Kind = "refused"     // lasts: nobody listens, the machine answers with TCP RST
	Hung        Kind = "hung"        // lasts: takes the request and never answers
	Unavailable Kind = "unavailable" // lasts: status 503, with a page that excuses itself
	Replaced    Kind = "replaced"    // lasts: the host's default page, with status 200
	Edited      Kind = "edited"      // the owner changed the page
	RolledBack  Kind = "rolled-back" // an older state of the page is back
	Partial     Kind = "partial"     // a part of the page is back
	Restored    Kind = "restored"    // the page is back as it was
	Admitted    Kind = "admitted"    // the provider says that something is wrong, on its status page; of no site

	over Kind = "over"
)

// Lasts reports whether the site fails its visitors until the next act.
func (k Kind) Lasts() bool {
	return k == Refused || k == Hung || k == Unavailable || k == Replaced
}

// Changes reports whether visitors find other content afterwards than before.
func (k Kind) Changes() bool {
	return k == Replaced || k == Edited || k == RolledBack || k == Partial
}

// An Act is one thing the provider did, by its own clock. To is zero for what
// does not last, and for what lasts still. Doing a thing takes time, on a slow
// machine much: it was not done before From and was by Done, and what lasts was
// not over before Ending and was by To.
type Act struct {
	Site   string    `json:"site"`
	Act    Kind      `json:"act"`
	From   time.Time `json:"from"`
	Done   time.Time `json:"done"`
	Ending time.Time `json:"ending,omitzero"`
	To     time.Time `json:"to,omitzero"`
}

// A step is an act to come: so long after the beginning.
type step struct {
	at    time.Duration
	site  string
	act   Kind
	state string // of the page from then on; "" to leave it
}

// script is one bad night. What fails does so for some seconds and a half, so
// that rounds a second apart can neither fill it nor overstep it by chance. The
// provider speaks long after the last failure began: a machine with much else to
// do may be seconds late to find that out.
var script = []step{
	{2000 * time.Millisecond, "journal", Edited, "corrected"},
	{3000 * time.Millisecond, "boutique", Edited, "novelty"},
	{6000 * time.Millisecond, "boutique", Refused, ""},
	{9000 * time.Millisecond, "bibliotheque", Hung, ""},
	{10500 * time.Millisecond, "notaire", Replaced, ""},
	{12000 * time.Millisecond, "photographe", Unavailable, ""},
	{13500 * time.Millisecond, "boutique", RolledBack, "first"},
	{16500 * time.Millisecond, "bibliotheque", Restored, ""},
	{18000 * time.Millisecond, "", Admitted, ""},
	{19500 * time.Millisecond, "photographe", Partial, "rest"},
	{24000 * time.Millisecond, "", over, ""},
}

// Length is how long the script takes.
var Length = script[len(script)-1].at
