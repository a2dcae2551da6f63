package bundle

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Print writes checks as text, one line each under the five heads, then what
// is proven and what is not.
func Print(w io.Writer, lang string, checks []Check) {
	marks := map[Result]string{OK: "ok", Failed: word(lang, "FAUX", "FAILED"), Unchecked: "?", NotAsked: "-"}
	for _, head := range Heads {
		printed := false
		for _, c := range checks {
			if c.Head != head {
				continue
			}
			if !printed {
				fmt.Fprintf(w, "%s\n", headWords[head].In(lang))
				printed = true
			}
			fmt.Fprintf(w, "  %-7s %s: %s\n", marks[c.Result], plain(c.Log), plain(c.Detail.In(lang)))
		}
	}
	fmt.Fprintf(w, "\n%s\n", verdictWords[Judge(checks)].In(lang))
	for _, line := range unproven {
		fmt.Fprintf(w, "  - %s\n", line.In(lang))
	}
}

// plain writes out what a terminal would obey or hide: a bundle chooses some of
// the words, and its file name is anybody's.
func plain(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		if unicode.IsGraphic(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\u%04x", r)
		}
	}
	return b.String()
}

func word(lang, french, english string) string { return Words{french, english}.In(lang) }

var headWords = map[Head]Words{
	Integrity:    {"Intégrité : rien n’a été changé", "Integrity: nothing was changed"},
	Completeness: {"Complétude : rien n’a été omis", "Completeness: nothing was left out"},
	Time:         {"Temps : quand cela a été consigné", "Time: when it was recorded"},
	History:      {"Unicité : une seule version du journal", "Single history: one version of the log"},
	Identity:     {"Identité : de qui est la clé", "Identity: whose key it is"},
}

var verdictWords = map[Verdict]Words{
	Proven:  {"PROUVÉ : tout ce que la politique demande est vérifié.", "PROVEN: all that the policy asks for was verified."},
	Broken:  {"BRISÉ : ce qui a été donné ne peut pas être cru.", "BROKEN: what was given cannot be believed."},
	Partial: {"NON VÉRIFIÉ : rien n’est faux, mais tout n’a pas pu être vérifié ; voir les lignes « ? ».", "UNCHECKED: nothing is false, but not everything could be checked; see the lines marked ?."},
}

// unproven is what no verification can show.
var unproven = []Words{
	{"Ne prouve pas que l’exploitant a mesuré honnêtement (serveur, résolveur, pare-feu, programme).", "Does not prove that the operator measured honestly (server, resolver, firewall, program)."},
	{"Ne prouve pas quand les faits ont eu lieu, ni qui les a causés.", "Does not prove when the events happened, nor who caused them."},
	{"Sans horodatage ni témoin extérieurs, le détenteur de la clé aurait pu écrire un autre journal.", "Without outside time stamps and witnesses, the holder of the key could have written another log."},
	{"Ne dit rien des moments où rien n’a été demandé, ni de ce que d’autres visiteurs ont reçu.", "Says nothing of moments when nothing was asked, nor of what other visitors were served."},
}

// A JSONCheck is a check as JSON has it.
type JSONCheck struct {
	Log    string `json:"log"`
	Head   Head   `json:"head"`
	Name   string `json:"name"`
	Result Result `json:"result"`
	Detail string `json:"detail"`
}

// PrintJSON writes the verdict and the checks: keys and sentences are English.
func PrintJSON(w io.Writer, checks []Check) error {
	out := struct {
		Verdict Verdict     `json:"verdict"`
		Checks  []JSONCheck `json:"checks"`
	}{Judge(checks), []JSONCheck{}}
	for _, c := range checks {
		out.Checks = append(out.Checks, JSONCheck{plain(c.Log), c.Head, c.Name, c.Result, plain(c.Detail.English)})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// Exit returns the exit status of a verdict: 0 proven, 1 broken, 2 unchecked.
func (v Verdict) Exit() int {
	return map[Verdict]int{Proven: 0, Broken: 1, Partial: 2}[v]
}
