// Package lang is every sentence, date and number the reader sees, in French and in English.
//
// A [Language] is a struct of sentences, and there are two values of it.
// What takes an argument is a function, so that a plural or an elision is
// decided where the language is known. Nothing here reads a catalogue, a
// clock or the environment.
//
// French is that of Quebec unless the forum asks for another: "courriel",
// "témoin", no-break spaces before : ; ! ? and %, and inside « ». Sentences
// are ones a bailiff would sign: who observed what, from where, when.
package lang

import (
	"fmt"
	"strings"
)

// A Language is all that is said in one language.
type Language struct {
	Code     string // "fr-CA", as in BCP 47
	Name     string // what the language calls itself
	Number   Number
	Time     Clock
	Words    Words
	Chapters Chapters
	Cover    Cover
	Summary  Summary
	Finding  Finding
	Many     Many
	Layer    Layer
	Job      Job
	Own      Own
	Chart    Chart
	Change   Change
	Held     Held
	Brought  Brought
	Moved    Moved
	Led      Led
	Said     Said
	Stood    Stood
	Pages    Pages
	Site     Site
	Method   Method
	Tool     Tool
	Ready    Preparatory
	Hour     Hour
	Watch    Watch
	Check    Check
	Limit    Limit
	Verify   Verify
	Custody  Custody
	Deed     Declaration
	Keys     Keys
	Glossary Glossary
	Annex    Annex
	Asked    Asked
	Contract Contract
	Letter   Letter
	Restore  Restore
	Notice   Notice
	Register Register
	Class    Class
	Breach   Breach
	Forum    Forum
}

// French and English are of equal rank.
var French, English *Language

// The values name one another, so they are tied together here and not where
// they are declared.
func init() {
	French = &Language{
		Code: "fr-CA", Name: "français", Number: numberFrench, Time: clockFrench, Words: wordsFrench,
		Chapters: chaptersFrench, Cover: coverFrench, Summary: summaryFrench, Finding: findingFrench, Many: manyFrench, Layer: layerFrench, Job: jobFrench, Own: ownFrench,
		Chart: chartFrench, Change: changeFrench, Held: heldFrench, Brought: broughtFrench, Moved: movedFrench, Led: ledFrench, Pages: pagesFrench, Site: siteFrench, Said: saidFrench, Stood: stoodFrench, Method: methodFrench, Tool: toolFrench, Ready: preparatoryFrench, Hour: hourFrench, Watch: watchFrench,
		Check: checkFrench, Limit: limitFrench, Verify: verifyFrench, Custody: custodyFrench, Keys: keysFrench,
		Deed: declarationFrench, Glossary: glossaryFrench, Annex: annexFrench, Asked: askedFrench, Contract: contractFrench, Letter: letterFrench, Restore: restoreFrench, Notice: noticeFrench, Register: registerFrench, Class: classFrench,
		Breach: breachFrench, Forum: forumFrench,
	}
	English = &Language{
		Code: "en-CA", Name: "English", Number: numberEnglish, Time: clockEnglish, Words: wordsEnglish,
		Chapters: chaptersEnglish, Cover: coverEnglish, Summary: summaryEnglish, Finding: findingEnglish, Many: manyEnglish, Layer: layerEnglish, Job: jobEnglish, Own: ownEnglish,
		Chart: chartEnglish, Change: changeEnglish, Held: heldEnglish, Brought: broughtEnglish, Moved: movedEnglish, Led: ledEnglish, Pages: pagesEnglish, Site: siteEnglish, Said: saidEnglish, Stood: stoodEnglish, Method: methodEnglish, Tool: toolEnglish, Ready: preparatoryEnglish, Hour: hourEnglish, Watch: watchEnglish,
		Check: checkEnglish, Limit: limitEnglish, Verify: verifyEnglish, Custody: custodyEnglish, Keys: keysEnglish,
		Deed: declarationEnglish, Glossary: glossaryEnglish, Annex: annexEnglish, Asked: askedEnglish, Contract: contractEnglish, Letter: letterEnglish, Restore: restoreEnglish, Notice: noticeEnglish, Register: registerEnglish, Class: classEnglish,
		Breach: breachEnglish, Forum: forumEnglish,
	}
}

// For returns the language that a code such as "fr", "fr-CA", "fr_CA.UTF-8"
// or "en-GB" asks for.
func For(code string) (*Language, error) {
	switch main, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(code), "_", "-"), "-"); main {
	case "fr":
		return French, nil
	case "en":
		return English, nil
	}
	return nil, fmt.Errorf("language %q is not known: fr and en are", code)
}
