package dossier

import (
	"math/big"

	"constat/report/loss"
	"constat/store/record"
)

// An Inventory is what a target held, listing by listing, by one vantage.
type Inventory struct {
	Target   string          `json:"target"`
	TargetID record.Hash     `json:"target_id"`
	Site     string          `json:"site"`
	Provider string          `json:"provider"`
	Question record.Question `json:"question"`
	Interval Seconds         `json:"interval_s"`
	Vantages []string        `json:"vantages"` // whose listings these are: one, or none
	// Whole tells how many listings count: whole, not sealed too late, and not
	// made while the vantage said that it had stopped. The
	// others are unknown, and nothing follows from them. Those that may be one look at
	// the store are one together; and of lists of others, those of which nobody can
	// tell which came first: Unordered tells how many they are.
	Whole    int      `json:"whole"`
	Listings []Listed `json:"listings"` // in order of time
	// SecondHand tells that these lists are of others: what they say, and of when,
	// is the word of who brought them.
	SecondHand bool `json:"second_hand"`
	Unordered  int  `json:"unordered"`
	// History has a step for each listing at which files were first missing, or
	// back; Copies are the customer's own folders that were looked through.
	History []Step    `json:"history"`
	Copies  []Ref     `json:"copies"`
	Kinds   []Holding `json:"kinds"` // from the first that counts to the last, by kind of file; empty where records are counted
	Total   Holding   `json:"total"`
	// MovedTo sums what is not gone but stood in another store, by store; Moves
	// lists it file by file, the first of them where they are very many.
	MovedTo []MovedTo   `json:"moved_to"`
	Moves   []MovedFile `json:"moves"`
}

// Has reports whether l is a loss of this target, as this vantage listed it.
func (n Inventory) Has(l Loss) bool {
	return l.TargetID == n.TargetID && l.Target == n.Target && l.SecondHand == n.SecondHand && len(n.Vantages) > 0 && l.Vantage == n.Vantages[0]
}

// A Listed is one listing, or one count of records.
type Listed struct {
	Vantage    string      `json:"vantage"`
	Time       Time        `json:"time"`
	Ended      Time        `json:"ended"`
	Counts     bool        `json:"counts"` // as Inventory.Whole tells
	Fault      string      `json:"fault"`
	Detail     string      `json:"detail"`
	Late       bool        `json:"late"`
	Items      int64       `json:"items"`
	Bytes      int64       `json:"bytes"`
	Read       int64       `json:"read"`
	ReadBytes  int64       `json:"read_bytes"`
	Unreadable int64       `json:"unreadable"`
	Missing    int64       `json:"missing"` // paths, against the listing before
	Altered    int64       `json:"altered"`
	New        int64       `json:"new"`
	Root       record.Hash `json:"root"`
	File       record.Hash `json:"file"` // the manifest, in the bundle's data/files
	NotBefore  Time        `json:"not_before"`
	NotAfter   Time        `json:"not_after"`
	Proof      Ref         `json:"proof"`
	// Other tells that the store was asked under another account than the time
	// before: what is missing against that listing is unknown.
	Other bool `json:"other_account"`
	// Absent tells that it was made while the vantage, by its own account, had
	// stopped.
	Absent bool `json:"absent"`
	// Joined is the proof of an earlier list with which it makes one, as Inventory.Whole
	// tells; or null.
	Joined *Ref `json:"joined"`
}

// A Step is what one listing that counts was the first to show.
type Step struct {
	Time     Time   `json:"time"` // it ended
	Gone     Amount `json:"gone"`
	Restored Amount `json:"restored"`
	Missing  Amount `json:"missing"` // gone until then, and not back
	Proof    Ref    `json:"proof"`
}

// A Share is a part of a whole in percent, to six places, rounded down; empty of
// nothing, and for bytes where the size of any file is unknown.
type Share struct {
	Files string `json:"files"`
	Bytes string `json:"bytes"`
}

// A Holding is what became of the files of one kind; see package report/loss.
type Holding struct {
	Kind     string `json:"kind"` // "" for all
	First    Amount `json:"first"`
	Last     Amount `json:"last"`
	Gone     Amount `json:"gone"`
	Restored Amount `json:"restored"`
	Missing  Amount `json:"missing"` // gone, and not back by the last listing
	Altered  Amount `json:"altered"`
	New      Amount `json:"new"`
	Moved    Amount `json:"moved"`
	Unknown  Amount `json:"unknown"`
	Once     Amount `json:"once"` // missing from the last listing alone, and not counted as gone
	// What follows was added later.
	RestoredAltered Amount `json:"restored_altered"` // of the restored, proven to hold another content
	HeldLocally     Amount `json:"held_locally"`     // of the gone, proven to be held by the customer still
	GoneShare       Share  `json:"gone_share"`       // what part of the first listing is gone: what came later is in no share
	MissingShare    Share  `json:"missing_share"`    // likewise
	GoneFirst       Amount `json:"gone_first"`       // of the gone, what the first listing had, with its sizes there
	MissingFirst    Amount `json:"missing_first"`    // likewise
	MovedAway       Amount `json:"moved_away"`       // of the moved, in another store: see Inventory.MovedTo
	HeldElsewhere   Amount `json:"held_elsewhere"`   // of the gone, proven to be held by another store still, that had a copy before
}

// An Amount is how many files, and their bytes as far as sizes are known. Unsized are
// the files whose size is in no list: Bytes is without theirs.
type Amount struct {
	Files   int64 `json:"files"`
	Bytes   int64 `json:"bytes"`
	Unsized int64 `json:"unsized"`
}

// Minus takes a part away.
func (a Amount) Minus(part Amount) Amount {
	return Amount{a.Files - part.Files, a.Bytes - part.Bytes, a.Unsized - part.Unsized}
}

// A Loss is content that is no longer held. Of an inventory there is one for
// each time that a file was gone, and before them one for the target as a whole, whose
// item is empty: "partial", or "emptied" where a listing found nothing left. Of a
// page there is one for each time that its content was lost, whose item is its
// address; and, for a site of several pages, one for all, whose item is empty.
type Loss struct {
	Target       string `json:"target"`
	State        string `json:"state"` // "gone" for a file, "partial", "emptied"; of a page also "replaced", "rolled-back"
	Item         string `json:"item"`  // the path, in the one form of manifests
	Kind         string `json:"kind"`  // of file, see record.FileKind; "" for all
	Bytes        int64  `json:"bytes"`
	LastSeen     Time   `json:"last_seen"`     // the last listing that had it began
	FirstMissing Time   `json:"first_missing"` // the first that had not ended
	Restored     Time   `json:"restored"`      // the first that had it again began; null while missing
	SecondHand   bool   `json:"second_hand"`
	// What follows was added later.
	TargetID  record.Hash `json:"target_id"`
	Site      string      `json:"site"`
	Provider  string      `json:"provider"`
	SHA256    record.Hash `json:"sha256"` // of the content, zero where it was never read
	Files     int64       `json:"files"`
	OfFiles   int64       `json:"of_files"` // in the first listing, for a target as a whole
	OfBytes   int64       `json:"of_bytes"`
	Missing   Amount      `json:"missing"`   // of these, not back by the last listing
	Elsewhere bool        `json:"elsewhere"` // it came back under another path
	Altered   bool        `json:"altered"`   // another content came back under its path
	Same      bool        `json:"same"`      // the very content came back
	Leaves    []Ref       `json:"leaves"`    // the listings that bound it
	Vantage   string      `json:"vantage"`   // whose listings they are
	Page      bool        `json:"page"`      // it is of what was served, or of a site as a whole: see Dossier.Pages
	Vantages  []string    `json:"vantages"`  // of a page: all that saw it
	Review    []string    `json:"review"`    // why a person must look, closed list of package report/loss; of a list of others, what is held against the time alone
	Told      string      `json:"told"`      // the digest that a list tells of the content, "md5:…"; empty for none
	// HeldLocally tells that the customer still holds a file of this very
	// content, and HeldAs under which path; of a target as a whole Local counts them.
	HeldLocally bool   `json:"held_locally"`
	HeldAs      string `json:"held_as"`
	Local       Amount `json:"local"`
	// Undigested counts, of a target as a whole, the files of which no list had a digest.
	Undigested int64 `json:"undigested"`
	// Emptied tells, of the files of a store whose state is "emptied", of which listings that is
	// said: the other bounds are those of all files that are gone, at whatever time.
	Emptied *Emptying `json:"emptied"`
	// OfFirst counts, of a store as a whole, those that were in the first listing,
	// with their sizes there: the others came later.
	OfFirst Amount `json:"of_first"`
	// HeldElsewhere tells that another store, that had a copy before, held it still by
	// its last list, begun at HeldOn: HeldIn is that store, HeldInAs the path there.
	HeldElsewhere bool   `json:"held_elsewhere"`
	HeldIn        string `json:"held_in"`
	HeldInAs      string `json:"held_in_as"`
	HeldOn        Time   `json:"held_on"`
	// Unsized counts the files whose size is in no list: Bytes is without theirs, and
	// so is OfBytes without those that OfUnsized counts.
	Unsized   int64 `json:"unsized"`
	OfUnsized int64 `json:"of_unsized"`
	// Of the files of a store as a whole: Lists counts the listings in which any of
	// them was first missing, Came the files that stood in these under a path no
	// listing had had before, Renewed those in whose place others may have come
	// (the word "renewed" in review), and Churn is what had left before.
	Lists   int64 `json:"lists"`
	Came    int64 `json:"came"`
	Renewed int64 `json:"renewed"`
	Churn   Churn `json:"churn"`
	// Title is of the content of a page that was lost; Followed the end of the first answer
	// with another that became the page's own while it was: what was lost did not come back.
	Title    string `json:"title"`
	Followed Time   `json:"followed"`
	// Failed is the failure of a page that directly preceded its loss, as the vantage saw
	// it that first lacked the content; null where none did.
	Failed *PageFailure `json:"failed"`
}

// A PageFailure is that a page failed directly before its content was missing: from
// the first answer that failed, complete then, to the last question that did. Unseen
// is how long at most nobody saw what became of it then.
type PageFailure struct {
	From   Time    `json:"from"`
	To     Time    `json:"to"`
	Unseen Seconds `json:"unseen_s"`
}

// A Churn is the greatest share of its files that a store lost from one
// listing to the next, in percent, over so many steps; empty where there was none.
type Churn struct {
	Most  string `json:"most"`
	Steps int    `json:"steps"`
}

// ChurnOf writes a share down, rounded down.
func ChurnOf(most *big.Rat, steps int) Churn {
	if steps == 0 {
		return Churn{}
	}
	return Churn{percent(most.Num().Int64(), most.Denom().Int64()), steps}
}

// An Emptying is that a listing found nothing of all that the one before held.
type Emptying struct {
	LastHeld   Time  `json:"last_held"`   // that one began
	FoundEmpty Time  `json:"found_empty"` // the listing that found nothing ended
	Files      int64 `json:"files"`       // what that one held
	Bytes      int64 `json:"bytes"`
	Unsized    int64 `json:"unsized"` // of these, those whose size is in no list
}

// Amount is what l is of: its files, and what is known of their sizes.
func (l Loss) Amount() Amount { return Amount{l.Files, l.Bytes, l.Unsized} }

// Of reports whether l is of what p is of: one target's page.
func (l Loss) Of(p Page) bool { return l.Page && l.TargetID == p.TargetID && l.Item == p.URL }

// Sure reports whether nothing is in doubt of l but when it was.
func (l Loss) Sure() bool {
	doubts, _ := l.HeldAgainst()
	return len(doubts) == 0
}

// HeldAgainst parts what calls for review: of the loss itself, and of its time.
func (l Loss) HeldAgainst() (doubts, ofTime []string) {
	for _, d := range l.Review {
		if loss.Doubt(d).OfTime() {
			ofTime = append(ofTime, d)
		} else {
			doubts = append(doubts, d)
		}
	}
	return doubts, ofTime
}

// Shared adds what part of the first listing is gone.
func (h Holding) Shared() Holding {
	h.GoneShare, h.MissingShare = h.GoneFirst.of(h.First), h.MissingFirst.of(h.First)
	return h
}

// of is what part of the whole a is; of its bytes nothing is said where the
// size of any file is unknown.
func (a Amount) of(whole Amount) Share {
	s := Share{Files: percent(a.Files, whole.Files)}
	if a.Unsized+whole.Unsized == 0 {
		s.Bytes = percent(a.Bytes, whole.Bytes)
	}
	return s
}

func (h Holding) Plus(o Holding) Holding {
	sum := Holding{First: h.First.Plus(o.First), Last: h.Last.Plus(o.Last), Gone: h.Gone.Plus(o.Gone), Restored: h.Restored.Plus(o.Restored), Missing: h.Missing.Plus(o.Missing),
		Altered: h.Altered.Plus(o.Altered), New: h.New.Plus(o.New), Moved: h.Moved.Plus(o.Moved), Unknown: h.Unknown.Plus(o.Unknown), Once: h.Once.Plus(o.Once),
		GoneFirst: h.GoneFirst.Plus(o.GoneFirst), MissingFirst: h.MissingFirst.Plus(o.MissingFirst), RestoredAltered: h.RestoredAltered.Plus(o.RestoredAltered), HeldLocally: h.HeldLocally.Plus(o.HeldLocally),
		MovedAway: h.MovedAway.Plus(o.MovedAway), HeldElsewhere: h.HeldElsewhere.Plus(o.HeldElsewhere)}
	return sum.Shared()
}

func (a Amount) Plus(o Amount) Amount {
	return Amount{a.Files + o.Files, a.Bytes + o.Bytes, a.Unsized + o.Unsized}
}
