// Package forum says what a court asks before many may sue as one, and which figures of a class report bear on it.
//
// What is asked are data, one file for each place: the statute with its article
// and paragraph, and what it asks in words of our own. Nothing here decides. A
// figure bears on a criterion, speaks against it, or is missing; whether a
// criterion is met is for the court alone, and no word here says that it is.
// Where a source was not read in its official text, the criterion says that
// counsel must check it.
package forum

import (
	"fmt"
	"slices"
	"strings"
)

// Words are the same in French and in English.
type Words struct{ French, English string }

// In returns the words in a language, by its code.
func (w Words) In(code string) string {
	if strings.HasPrefix(code, "fr") {
		return w.French
	}
	return w.English
}

// A Forum is a place where a court may be asked.
type Forum struct {
	ID        string   // as a register names it: "quebec", "us-rule-23"
	Languages []string // in which the exhibit is drafted; the first unless another is asked for
	Paper     string
	Place     Words // "Québec"
	Title     Words // of the exhibit
	Statute   Words
	Lead      Words // what the court is asked for, or that it cannot be asked
	Criteria  []Criterion
	Notes     []Words // what counsel must know of this place besides
}

// A Criterion is one thing that the court asks.
type Criterion struct {
	ID    string // "575-1"
	Name  Words
	Cite  Words // statute, article, paragraph
	Asks  Words // in our own words
	Check Words // what of it was not read in the official text; empty where nothing

	bears, against []Fact
	missing        []Gap
}

// All are the places that are known, in the order in which they are listed.
var All = []Forum{quebec, france, belgium, unitedStates, switzerland}

// ByID returns the forum of a name; "us" is short for the federal courts of the
// United States.
func ByID(name string) (Forum, error) {
	if name == "us" {
		name = unitedStates.ID
	}
	if i := slices.IndexFunc(All, func(f Forum) bool { return f.ID == name }); i >= 0 {
		return All[i], nil
	}
	var ids []string
	for _, f := range All {
		ids = append(ids, f.ID)
	}
	return Forum{}, fmt.Errorf("forum %q is not known: %s are", name, strings.Join(ids, ", "))
}

// Language returns the code to draft in: the one asked for where the court takes
// it, else the court's own.
func (f Forum) Language(asked string) string {
	if slices.Contains(f.Languages, asked) {
		return asked
	}
	return f.Languages[0]
}
