package lang

// A Deed is one declaration: who states what, on which facts.
type Deed struct {
	Name       string // short, for the heads of pages: "FRE 902(13)"
	Title      string
	Law        string
	Language   *Language // it is written in
	Notes      []string  // under the notice that counsel must review it
	Person     []string  // blanks about the person
	Statements []Statement
	Facts      []string // groups of facts, as the pages draw them
	Truth      []Statement
	Oath       []string // blanks of whoever receives the oath
	Limits     []string // what it does not say, before what none says
}

// A Statement is a choice: what the person may tick, and what they fill in.
type Statement struct {
	Text   string
	Blanks []string
	Lines  int  // ruled, to be written by hand
	Plain  bool // not a choice: words that introduce
}

// The groups of facts that a deed can ask for.
const (
	FactsProcess    = "process"
	FactsInstrument = "instrument"
	FactsPeriod     = "period"
	FactsChecked    = "checked"
	FactsErrors     = "errors"
	FactsRoutine    = "routine"
	FactsCopies     = "copies"
	FactsMention    = "mention"
	FactsTransfer   = "transfer"
)

// Deeds are the declarations for a reader of l: the federal ones of the United
// States in English, that of Quebec in l, that of France in French.
func Deeds(l *Language) []Deed {
	all := append([]Deed{}, deedsFederal...)
	for i := range all {
		all[i].Language = English
	}
	quebec, france := quebecFrench, attestation
	if l == English {
		quebec = quebecEnglish
	}
	quebec.Language, france.Language = l, French
	return append(all, quebec, france)
}
