package lang

import "strings"

// Words are the names of things, the same on every page.
type Words struct {
	And      string
	Colon    string // with the space that comes before it
	Page     func(n, of int) string
	Chapter  func(n int) string
	Annex    func(letter string) string
	Para     func(n int) string
	Table    func(n int) string
	Figure   func(n int) string
	Incident func(n int) string
	Failure  func(n int) string // one that fewer vantages saw than the quorum asks
	Leaf     func(log, leaf string) string
	Quote    func(s string) string
	Unknown  string // a fact that is not known
	Zones    func(zone string) string
	// Demonstration says, on every page, that the authorities of the time are
	// none that anybody should believe.
	Demonstration func(names string) string
	Cut           func(n int, where string) string // rows of a table that stand elsewhere
	Targets       func(n int) string
	Sites         func(n int) string
	Verdicts      map[string]string // good, bad, slow, blocked, unknown, unwatched
	Causes        map[string]string // closed list, see [Language.Cause]
	Reviews       map[string]string // why a person must look
}

// Quotation marks within a quotation are those of the second rank: what is quoted
// cannot end its own quotation.
var (
	innerFrench  = strings.NewReplacer("«\u00a0", "“", "«\u202f", "“", "« ", "“", "«", "“", "\u00a0»", "”", "\u202f»", "”", " »", "”", "»", "”", "《", "“", "》", "”")
	innerEnglish = strings.NewReplacer("“", "‘", "”", "’", "„", "‚", "‟", "‛", "〝", "‘", "〞", "’", "〟", "’")
)

var wordsFrench = Words{
	And: "et", Colon: "\u00a0:",
	Page:     func(n, of int) string { return French.Number.Int(int64(n)) + " de " + French.Number.Int(int64(of)) },
	Chapter:  func(n int) string { return "chapitre " + French.Number.Int(int64(n)) },
	Annex:    func(letter string) string { return "annexe " + letter },
	Para:     func(n int) string { return "§\u00a0" + French.Number.Int(int64(n)) },
	Table:    func(n int) string { return "Tableau " + French.Number.Int(int64(n)) },
	Figure:   func(n int) string { return "Figure " + French.Number.Int(int64(n)) },
	Incident: func(n int) string { return "Incident " + French.Number.Int(int64(n)) },
	Failure:  func(n int) string { return "Échec non confirmé " + French.Number.Int(int64(n)) },
	Leaf:     func(log, leaf string) string { return log + " nº\u00a0" + leaf },
	Quote:    func(s string) string { return "«\u00a0" + innerFrench.Replace(s) + "\u00a0»" },
	Unknown:  "inconnu",
	Zones:    func(zone string) string { return "Heures" + French.Words.Colon + " " + zone },
	Demonstration: func(names string) string {
		return "Horodatages de démonstration, que rien ne garantit : " + names
	},
	Cut: func(n int, where string) string {
		return French.Number.Count(int64(n), "ligne se trouve", "autres lignes se trouvent") + " à l’" + where + "."
	},
	Targets: func(n int) string { return feminine(n) + NoBreak + plural(n > 1, "cibles", "cible") },
	Sites:   func(n int) string { return French.Number.Cardinal(n) + NoBreak + plural(n > 1, "sites", "site") },
	Verdicts: map[string]string{
		"good": "bonne réponse", "bad": "échec", "slow": "réponse lente", "blocked": "accès filtré",
		"unknown": "indéterminé", "unwatched": "non observé", "unsettled": "non établi", "unconfirmed": "échec non confirmé",
	},
	Causes: causesFrench, Reviews: reviewsFrench,
}

var wordsEnglish = Words{
	And: "and", Colon: ":",
	Page:     func(n, of int) string { return English.Number.Int(int64(n)) + " of " + English.Number.Int(int64(of)) },
	Chapter:  func(n int) string { return "chapter " + English.Number.Int(int64(n)) },
	Annex:    func(letter string) string { return "annex " + letter },
	Para:     func(n int) string { return "para. " + English.Number.Int(int64(n)) },
	Table:    func(n int) string { return "Table " + English.Number.Int(int64(n)) },
	Figure:   func(n int) string { return "Figure " + English.Number.Int(int64(n)) },
	Incident: func(n int) string { return "Incident " + English.Number.Int(int64(n)) },
	Failure:  func(n int) string { return "Unconfirmed failure " + English.Number.Int(int64(n)) },
	Leaf:     func(log, leaf string) string { return log + " no.\u00a0" + leaf },
	Quote:    func(s string) string { return "“" + innerEnglish.Replace(s) + "”" },
	Unknown:  "not known",
	Zones:    func(zone string) string { return "Times: " + zone },
	Demonstration: func(names string) string {
		return "Demonstration time stamps, for which nobody vouches: " + names
	},
	Cut: func(n int, where string) string {
		return English.Number.Count(int64(n), "more line is", "more lines are") + " in " + where + "."
	},
	Targets: func(n int) string { return English.Number.Cardinal(n) + NoBreak + plural(n != 1, "targets", "target") },
	Sites:   func(n int) string { return English.Number.Cardinal(n) + NoBreak + plural(n != 1, "sites", "site") },
	Verdicts: map[string]string{
		"good": "good answer", "bad": "failure", "slow": "slow answer", "blocked": "access filtered",
		"unknown": "undetermined", "unwatched": "not watched", "unsettled": "not established", "unconfirmed": "unconfirmed failure",
	},
	Causes: causesEnglish, Reviews: reviewsEnglish,
}

// List joins names as a sentence does: "a, b et c".
func (l *Language) List(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + l.Words.And + " " + names[last]
}

// Clauses joins reasons, which may have lists of their own.
func (l *Language) Clauses(list []string) string {
	return strings.Join(list, strings.Replace(l.Words.Colon, ":", "; ", 1))
}

// Some joins the first few names and counts the rest.
func (l *Language) Some(names []string, most int) string {
	if len(names) <= most {
		return l.List(names)
	}
	rest := l.Cover.Others(len(names) - most + 1)
	return l.List(append(append([]string{}, names[:most-1]...), rest))
}
