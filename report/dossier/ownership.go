package dossier

// An Ownership is what one way showed of one site that a member of a claim names, as it
// is kept with the member's file: in codes, and in the reader's words.
type Ownership struct {
	Part     int    // of the member's file
	Received string // when that part was: RFC 3339, UTC
	Known    bool   // what is kept is what a check writes; else nothing of it is told
	Way      Coded
	Weight   Coded // of the way, never of another
	Site     string
	At       string // the end of the try, as the asking machine's clock had it
	Result   Coded
	Reason   Coded
	Token    string // that was looked for
	Steps    []OwnershipStep
}

// Coded is a word of a closed list, and what a reader calls it.
type Coded struct{ Code, Words string }

// An OwnershipStep is one question and the kind of its answer.
type OwnershipStep struct {
	Asked, Where, As, Answered string
	Words                      string // all of it as a line for a reader
}
