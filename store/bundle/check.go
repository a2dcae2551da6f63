package bundle

import (
	"cmp"
	"fmt"
	"slices"
)

// A Head groups checks as the verifier prints them.
type Head string

// The five heads.
const (
	Integrity    Head = "integrity"
	Completeness Head = "completeness"
	Time         Head = "time"
	History      Head = "history"
	Identity     Head = "identity"
)

// Heads lists the heads in the order of printing.
var Heads = []Head{Integrity, Completeness, Time, History, Identity}

// A Result is what one check gave.
type Result string

// The results. NotAsked means that the reader's policy does not ask for it:
// nothing is proven under that name, and nothing is missing either.
const (
	OK        Result = "ok"
	Failed    Result = "failed"
	Unchecked Result = "unchecked"
	NotAsked  Result = "not-asked"
)

// A Check is one thing looked at.
type Check struct {
	Log    string // origin of the log, or name of the file
	Head   Head
	Name   string
	Result Result
	Detail Words
}

// Words are one sentence in both languages.
type Words struct{ French, English string }

func say(french, english string, args ...any) Words {
	return Words{fmt.Sprintf(french, args...), fmt.Sprintf(english, args...)}
}

// some chooses among what is said of none, of one and of more; the last has a
// %d for how many.
func some[N int | int64 | uint64](n N, none, one, more Words) Words {
	switch n {
	case 0:
		return none
	case 1:
		return one
	}
	return say(more.French, more.English, n)
}

// of writes a number and what it counts: in French nought is singular, in
// English plural.
func of[N int | int64 | uint64](n N, french, frenchMore, english, englishMore string) Words {
	if n > 1 {
		french = frenchMore
	}
	if n != 1 {
		english = englishMore
	}
	return say("%[1]d %[2]s", "%[1]d %[3]s", n, french, english)
}

// In returns the sentence in "fr", or in English.
func (w Words) In(lang string) string {
	if lang == "fr" {
		return w.French
	}
	return w.English
}

// A Verdict sums checks up.
type Verdict string

// The verdicts, and the exit status that goes with each.
const (
	Proven  Verdict = "proven"    // 0
	Broken  Verdict = "broken"    // 1
	Partial Verdict = "unchecked" // 2
)

// Judge returns the verdict of checks: broken if one failed, unchecked if one
// could not be made, else proven.
func Judge(checks []Check) Verdict {
	v := Proven
	for _, c := range checks {
		switch c.Result {
		case Failed:
			return Broken
		case Unchecked:
			v = Partial
		}
	}
	return v
}

// checks collects what a verification finds.
type checks struct {
	log  string
	list []Check
}

func (c *checks) add(h Head, name string, r Result, d Words) {
	c.list = append(c.list, Check{c.log, h, name, r, d})
}

// try adds a check that is OK with ok's sentence, or failed with err's.
func (c *checks) try(h Head, name string, err error, ok Words) bool {
	if err != nil {
		c.add(h, name, Failed, Words{fmt.Sprintf("%s (détail : %s)", broken[name], err), err.Error()})
		return false
	}
	c.add(h, name, OK, ok)
	return true
}

// broken says in French what a failed check means; the detail that follows is
// the program's own, in English, and names the place.
var broken = map[string]string{
	"archive":         "ce n’est pas un dossier dans sa forme unique",
	"manifest":        "les empreintes ne sont pas celles des fichiers",
	"disclosure":      "ce que le dossier dit de lui-même n’est pas lisible ou se contredit",
	"signature":       "la clé du journal n’a pas signé ce manifeste",
	"checkpoints":     "une tête de journal n’est pas signée par sa clé",
	"cosignatures":    "une cosignature n’est pas de la clé que sa ligne nomme, ou n’est pas sous une tête de ce journal",
	"witnesses":       "une ligne porte le nom d’un témoin que la politique nomme, et n’est pas de sa clé",
	"tree":            "les entrées ne donnent pas la racine signée",
	"entries":         "une entrée ou une réponse n’est pas lisible, ou contredit les autres",
	"captures":        "une page conservée n’est pas celle que son entrée décrit",
	"time stamps":     "un jeton d’horodatage n’est pas celui que son entrée décrit",
	"imports":         "une pièce de seconde main n’est pas celle de sa liste",
	"inventories":     "un inventaire n’est pas celui de sa liste, ou contredit les autres",
	"pictures":        "une image n’est pas d’une page du journal, ou son fichier n’a pas la forme que constat lui donne",
	"requisites":      "les éléments d’une page conservée ne sont pas de son état, ou ne sont pas ceux de leurs fichiers",
	"bodies":          "un contenu conservé du parcours d’un site n’est pas celui de sa liste, ou n’est pas celui de son fichier",
	"paths":           "un relevé de ce qui se trouvait derrière un nom n’est pas celui de sa question, ou contredit les autres entrées",
	"table":           "le tableau ne dit pas ce que disent les entrées",
	"seals":           "le dossier ne commence ou ne finit pas là où il le dit, ou montre des entrées choisies",
	"own entries":     "il manque des entrées propres au point d’observation",
	"targets":         "une cible montrée a une lacune",
	"withheld":        "une configuration manque, alors qu’aucune cible n’est tue",
	"controls":        "il manque un site témoin, ou il en est déclaré qui ne sont pas dans le journal",
	"epochs":          "ce que ce journal dit de celui d’avant ou d’après lui se contredit",
	"control answers": "ce qui est dit des autres questions n’est pas ce qu’elles ont vu, ou elles se chevauchent",
}

// sortChecks orders checks that were found in no order.
func sortChecks(list []Check) {
	slices.SortFunc(list, func(a, b Check) int {
		return cmp.Or(cmp.Compare(a.Log, b.Log), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Detail.English, b.Detail.English))
	})
}
