package dossier

import (
	"constat/report/loss"
	"constat/store/record"
)

// Telling is from how many bytes on a content tells of itself, see package report/loss.
const Telling = loss.Telling

// A MovedFile is one file that went from a store and whose very content was in another
// one that was listed too, after it was last seen here: it is not gone.
type MovedFile struct {
	State        string      `json:"state"` // "moved"
	Item         string      `json:"item"`  // the path, in the one form of manifests
	Kind         string      `json:"kind"`
	Bytes        int64       `json:"bytes"`
	SHA256       record.Hash `json:"sha256"` // of the content, zero where it was never read
	Told         string      `json:"told"`
	LastSeen     Time        `json:"last_seen"`     // the last list here that had it began
	FirstMissing Time        `json:"first_missing"` // the first that had not ended
	To           string      `json:"to"`            // the other store
	ToID         record.Hash `json:"to_id"`
	ToItem       string      `json:"to_item"` // where it was in the last list there that had it
	SecondHand   bool        `json:"to_second_hand"`
	Since        Time        `json:"since"` // the first list there that had it began
	Until        Time        `json:"until"` // the last that had it
	// Lacked is when the last list there began that had it not yet, though it was
	// begun after it was missing here; null where no list shows that it was in neither.
	Lacked Time  `json:"lacked"`
	Leaves []Ref `json:"leaves"` // last seen, first missing, since and until
	// Unsized is 1 where no list tells the size, and Bytes is 0.
	Unsized int64 `json:"unsized"`
}

// MovedTo is what moved from one store to another.
type MovedTo struct {
	To         string      `json:"to"`
	ToID       record.Hash `json:"to_id"`
	SecondHand bool        `json:"to_second_hand"`
	Moved      Amount      `json:"moved"`
	Between    Amount      `json:"between"` // of these, those that a list shows to have been in neither for a time
	Since      Time        `json:"since"`   // the first list there that had any of them began
	Leaves     []Ref       `json:"leaves"`  // the lists here and there that bound them
}
