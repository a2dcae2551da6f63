package pdf

import (
	"strings"
	"testing"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/report/statement"
	"constat/store/record"
)

// spoken is a dossier of a provider with a page, held against the first incident with
// this result.
func spoken(result string) *dossier.Dossier {
	d := sample()
	i := &d.Incidents[0]
	i.Provider = "hebergeur"
	leaves := []dossier.Ref{{Log: "saguenay-1/1", Leaf: 7, Item: 2}, {Log: "saguenay-1/1", Leaf: 9, Item: -1}}
	d.Statements = []dossier.Statement{{
		Target: "page-etat", TargetID: record.Hash{9}, Provider: "hebergeur", Matter: "status", Interval: 300_000, Vantages: []string{"saguenay-1"},
		Question: record.Question{Kind: record.AskStatement, URL: "https://status.example/", Matter: "status"},
		Looks:    dossier.Counts{Good: 288, Bad: 3}, First: d.Period.From, Last: d.Period.To,
		Unanswered: []dossier.Unanswered{{Vantage: "saguenay-1", From: d.Period.From, To: d.Period.To, Cause: "http-status", Status: 503, Looks: 3, Leaves: leaves[:1]}},
		Sayings: []dossier.Saying{
			{Vantage: "saguenay-1", Seen: d.Period.From, Reason: "first", Status: 200, SHA256: record.Hash{1}, Normal: record.Hash{1}, Bytes: 1, Text: []string{"Tout va bien"}, Leaves: leaves},
			{Vantage: "saguenay-1", LastBefore: d.Period.From, Seen: d.Period.To, Reason: "change", Status: 200, SHA256: record.Hash{2}, Normal: record.Hash{2}, Bytes: 2, Leaves: leaves,
				Diff: []dossier.DiffLine{{Op: "-", Text: "Tout va bien"}, {Op: "+", Text: "Nous cherchons"}}, More: 1},
		}, More: 4,
	}}
	x := dossier.Silence{Incident: i.Number, Target: i.Target, Provider: "hebergeur", FirstBad: i.FirstBad, LastGood: i.LastGood, Statement: "page-etat",
		StatementID: record.Hash{9}, URL: "https://status.example/", Matter: "status", Result: result, Base: i.LastGood, Leaves: leaves}
	switch statement.Result(result) {
	case statement.Unknown:
		x.Base, x.Leaves, x.Why = dossier.Time{}, nil, string(statement.UnreadBefore)
	case statement.Before:
		x.Words = []dossier.Word{{Kind: "open", Text: "Panne", Stated: "2021-08-28T04:00:00Z"}}
	default:
		x.Without, x.AtLeast, x.Apart, x.Looks = i.FirstBad, 754_000, 300_000, 3
	}
	if result == "admitted" || result == "changed" {
		most := dossier.Seconds(1_054_000)
		x.Said, x.AtMost, x.SHA256, x.File = i.LastBad, &most, record.Hash{2}, record.Hash{3}
		x.Diff = d.Statements[0].Sayings[1].Diff
	}
	if result == "admitted" {
		for _, k := range statement.Words {
			x.Words = append(x.Words, dossier.Word{Kind: k, Text: "Nous cherchons", Stated: "2021-08-28T05:30:00Z"})
		}
		x.More = 2
	}
	d.Silences = []dossier.Silence{x, x}
	return d
}

// TestEachSilenceIsSaidInBothLanguages, with its bounds, its proof, and no more.
func TestEachSilenceIsSaidInBothLanguages(t *testing.T) {
	for code, want := range map[string]map[statement.Result]string{
		"fr": {
			statement.Admitted:  "Le fournisseur y est resté silencieux pendant au moins 12 min 34 s ; de la dernière bonne réponse à cette lecture, 17 min 34 s au plus.",
			statement.Silent:    "Rien qui puisse s’y rapporter n’y a paru jusqu’à la dernière de ces lectures. Le fournisseur y est resté silencieux pendant au moins 12 min 34 s.",
			statement.Before:    "la page annonçait déjà quelque chose",
			statement.Changed:   "La page est restée inchangée pendant au moins 12 min 34 s ; de la dernière",
			statement.Unchanged: "La page n’a pas changé jusqu’à la dernière de ces lectures. La page est restée inchangée pendant au moins 12 min 34 s.",
			statement.Unknown:   "aucune lecture utile à moins de deux intervalles avant le premier échec",
		},
		"en": {
			statement.Admitted:  "The provider remained silent there for at least 12 min 34 s; from the last good answer to that reading, 17 min 34 s at most.",
			statement.Silent:    "The provider remained silent there for at least 12 min 34 s.",
			statement.Before:    "already announced something",
			statement.Changed:   "This report does not say what that content means",
			statement.Unchanged: "The page remained unchanged for at least 12 min 34 s.",
			statement.Unknown:   "no useful reading within two intervals before the first failure",
		},
	} {
		for _, result := range statement.Results {
			words := flat(t, written(t, spoken(string(result)), Options{Lang: code}))
			if !strings.Contains(words, want[result]) {
				t.Errorf("%s, %s: %q is not there", code, result, want[result])
			}
			said := strings.Count(words, "silencieux pendant") + strings.Count(words, "remained silent there for")
			if quiet := strings.Contains(words, "encore rien publié") || strings.Contains(words, "still published nothing"); quiet != (said > 0) {
				t.Errorf("%s, %s: the summary has %v", code, result, quiet)
			}
			if judged := strings.Contains(words, "et non jugé") || strings.Contains(words, "and not judged"); !judged {
				t.Errorf("%s: the question of the page is not in the annex", code)
			}
			if claims := result == statement.Admitted || result == statement.Silent; (said > 0) != claims {
				t.Errorf("%s, %s: a silence is claimed %d times", code, result, said)
			}
		}
	}
}

// TestEveryWordOfAStatementHasItsName in both languages.
func TestEveryWordOfAStatementHasItsName(t *testing.T) {
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for _, r := range statement.Results {
			if l.Said.Results[string(r)] == nil {
				t.Errorf("%s: %s", l.Code, r)
			}
		}
		for _, y := range statement.Whys {
			if l.Said.Whys[string(y)] == "" {
				t.Errorf("%s: %s", l.Code, y)
			}
		}
		for _, k := range statement.Words {
			if l.Said.Kinds[k] == "" {
				t.Errorf("%s: %s", l.Code, k)
			}
		}
		for _, m := range record.Matters {
			if l.Said.Matters[m] == "" {
				t.Errorf("%s: %s", l.Code, m)
			}
		}
	}
}

// TestASilenceOfADoubtfulIncidentIsNotInTheSummary: it is worth no more than the incident,
// whose reserves stand beside it.
func TestASilenceOfADoubtfulIncidentIsNotInTheSummary(t *testing.T) {
	for code, want := range map[string]string{"fr": "Cet incident est à examiner : ", "en": "This incident is for review: "} {
		d := spoken("silent")
		for i := range d.Silences {
			d.Silences[i].Review = []string{"cause-may-be-own"}
		}
		words := flat(t, written(t, d, Options{Lang: code}))
		if strings.Contains(words, "encore rien publié") || strings.Contains(words, "still published nothing") || !strings.Contains(words, want) {
			t.Errorf("%s: the summary tells it, or the chapter has no %q", code, want)
		}
	}
}

// TestAPageReadOnceIsNotSaidToHaveStayed: what was read once was found the same by nobody.
func TestAPageReadOnceIsNotSaidToHaveStayed(t *testing.T) {
	for _, c := range []struct {
		reads, contents int
		fr, en          string
	}{
		{1, 1, "n’a été lue utilement qu’une fois, le ", "was usefully read only once, on "},
		{7, 1, "était la même, une fois réduite, à chacune des 7 lectures qui en ont donné le contenu, la première achevée le ", "was the same, once reduced, at each of the 7 readings that gave its content, "},
		{7, 2, "Premières lignes du premier contenu conservé de la page ", "First lines of the first content of page "},
	} {
		for code, want := range map[string]string{"fr": c.fr, "en": c.en} {
			d := spoken("unknown")
			p := &d.Statements[0]
			p.Reads, p.Contents, p.Sayings = c.reads, c.contents, p.Sayings[:1]
			if words := flat(t, written(t, d, Options{Lang: code})); !strings.Contains(words, want) || strings.Contains(words, "pas changé pendant") {
				t.Errorf("%s, %d readings of %d contents: %q is not there", code, c.reads, c.contents, want)
			}
		}
	}
}
