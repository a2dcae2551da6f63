package loss

import "constat/store/record"

// A State is what became of what a page held.
type State string

// The states. Only those that [State.Lost] names are losses.
const (
	Unchanged  State = "unchanged"   // the page's own content, as it was
	Edited     State = "edited"      // the page's own content, changed as it was wont to
	Vanished   State = "gone"        // the server answers, and says that the page is not there
	Replaced   State = "replaced"    // a page of the catalogue stands in its place
	RolledBack State = "rolled-back" // the content of an earlier time is back, and what came after is not
	Partial    State = "partial"     // a part of the content is back
	Emptied    State = "emptied"     // the server answers, with nothing
	Shut       State = "closed"      // a notice says that the site is closed for a while
	Unknown    State = "unknown"     // nothing is established
)

// Lost reports whether the content that was there is not.
func (s State) Lost() bool {
	switch s {
	case Vanished, Replaced, RolledBack, Partial, Emptied:
		return true
	}
	return false
}

// A Doubt is why a state is unknown, or why a person must look at it first.
type Doubt string

// The doubts.
const (
	FewSteps   Doubt = "few-steps"        // too few changes before to know what is ordinary
	Unlike     Doubt = "unlike"           // another content, further from the last than any change before
	NoFailure  Doubt = "no-failure"       // no failure of [Least] directly before, see [Soon]: whoever runs the site may have done it
	OwnProgram Doubt = "own-program"      // what failed answered so, and the site's own program can: whoever runs it may have changed the page
	OwnHand    Doubt = "own-hand"         // nothing but a short failure came between: whoever runs the site may have put the page back, or made it shorter
	Wont       Doubt = "returned-before"  // the page had gone back as far before while nothing failed
	Small      Doubt = "small"            // no larger than an ordinary change, undone while something failed
	NeverOther Doubt = "never-other"      // nothing else was ever seen there
	Once       Doubt = "once"             // one answer alone says so
	NoText     Doubt = "no-text"          // not kept, or no text: only digests were compared
	Failing    Doubt = "failing"          // no answer with a content came
	Contested  Doubt = "contested"        // another vantage was given the content meanwhile
	Unequal    Doubt = "served-otherwise" // another vantage was given another content meanwhile, and no default page
	Otherwise  Doubt = "other-question"   // the same URL, asked otherwise, gave the content meanwhile
	OneVantage Doubt = "one-vantage"      // one vantage alone saw it
	TooMany    Doubt = "too-many"         // more contents than are read
	Elsewhere  Doubt = "elsewhere"        // redirects had led to another host, which never gave the content before
	Led        Doubt = "led-elsewhere"    // the content, or what came instead, came from another host to which redirects had led
	NewAddress Doubt = "new-address"      // from addresses that never gave content of the page's own
	Account    Doubt = "account"          // asked under an account, and nothing says that it stayed the same
	NewName    Doubt = "provider-changed" // the provider or the site that was named for the page is another than before
	FrontMade  Doubt = "front"            // a CDN, cache or firewall answered by itself
	Later      Doubt = "announced"        // the answer itself says that it is not for good
	Maintained Doubt = "maintenance"      // seen only during maintenance that the provider had announced
	Through    Doubt = "through-front"    // it came through what stands in front of the site, which may have given it by itself
	Cached     Doubt = "cached"           // from a cache alone: what was so once
	Between    Doubt = "between"          // another content had stood there since, and nobody can tell whose it was
	Chosen     Doubt = "chosen"           // told by a page of a catalogue that a log added

	OwnNotice Doubt = "own-notice" // the catalogue knows it by words alone, and it bears words of the page's own
	Meant     Doubt = "meant"      // the answer says that the page was removed on purpose

	// Of the files of a store.
	Ordinary Doubt = "ordinary" // as large a share had left before, from one listing to the next
	Renewed  Doubt = "renewed"  // others came in the same listing that may have taken their place

	// The last are of the record, as for any incident: see package report/incident.
	SameMachine   Doubt = "same-machine"   // vantages that agree cannot be told apart
	TimeUnchecked Doubt = "time-unchecked" // no authority attests when its bounds were recorded
	ClockUnknown  Doubt = "clock-unknown"  // how far a clock was off then is not settled
)

// Doubts lists them in the order in which they are given.
var Doubts = []Doubt{OneVantage, SameMachine, Contested, Unequal, Otherwise, Once, NeverOther, FewSteps, NoFailure, OwnProgram, OwnNotice, Meant, OwnHand, Wont, Small, Unlike, NoText, TooMany, Elsewhere, Led, NewAddress, Account, NewName, FrontMade, Through, Later, Maintained, Cached, Between, Chosen, Ordinary, Renewed, Failing, TimeUnchecked, ClockUnknown}

// OfTime reports whether d leaves the loss standing, and doubts its time alone.
func (d Doubt) OfTime() bool { return d == TimeUnchecked || d == ClockUnknown }

// A Rule says how far likeness goes. It is a part of the accounting method.
// The zero rule judges nothing: all states are unknown.
type Rule struct {
	Alike  int // percent of phrases shared, from which two contents are alike
	Agree  int // percent of the phrases that tell two contents apart, from which a third sides with one
	Margin int // percent of phrases by which a change may go beyond all before it
	Steps  int // changes that must have been seen to know what is ordinary
	Rounds int // answers in a row that a loss takes, 1 or 2; so many of anything else end what a failure explains
}

// sidesFrom is how many phrases must tell two contents apart to side with one.
const sidesFrom = 3

// A Spell is a time over which a page was in one state.
type Spell struct {
	State  State
	Doubts []Doubt
	Known  *Known // the page of the catalogue that stood there, nil for none
	First  Sight  // the first answer of the spell, and the last
	Last   Sight
	Fresh  record.Instant // start of the last question of it whose answer came from no cache, 0 for none
	// Contents tells how many contents followed one another in it, Like how
	// alike the first is to the last own content before, as far as both could be read.
	Contents int
	Like     Share
	Content  Content // as first received
	Newest   Content // the last of those that followed one another, and the first answer with it
	Since    Sight
	Past     *Past // the earlier content that is back
	Held     Share // Partial: of the phrases there were, those that are back
	Leaves   []Ref
}

// A Past is an earlier content of the page.
type Past struct {
	From    record.Instant // end of the first answer with it
	LastSo  record.Instant // start of the last question answered with it
	Next    record.Instant // end of the first answer with the content that followed it
	Exactly bool           // the same but for what the rules of package page leave out
	Sides   Share          // else: of the phrases that told both contents apart, those that side with it
	Like    Share          // and how alike it is
}

// A Lost is content that was there and was not any more.
type Lost struct {
	Spell    int            // that it began with
	LastSeen record.Instant // start of the last question that was answered with the content
	Missing  record.Instant // end of the first answer without: another content, or none, may have stood there before the spell
	Until    record.Instant // start of the last question whose answer shows the loss
	Restored record.Instant // start of the first question that was answered with it again; 0 for never
	Content  Content        // that was lost
	Followed record.Instant // end of the first answer with another content, that became the page's own while this one was lost; 0 for none
	Provider string         // named for the page when that was last seen, and the site
	Site     string
	Failure  *Failure // that directly preceded it, nil for none
	Leaves   []Ref
}

// A Variance is what changes of a page were like in ordinary life: what came
// after a failure, and what is no change of its own content, left out.
type Variance struct {
	Contents int   // that were the page's own
	Steps    int   // changes from one to the next that could be compared
	Lowest   Share // the likeness of the two that were least alike
	Middle   Share // the lower median
	Returned int   // changes that went back to an earlier content
}

// A Course is what became of a page, as one vantage saw it.
type Course struct {
	Spells   []Spell // in order
	Losses   []Lost
	Variance Variance // up to the last loss, or the end
	Unread   int      // contents that were not compared, because there were too many
	// Fronts are the addresses of what stands in front of the site; see [Sight.Through].
	Fronts map[string]bool
}
