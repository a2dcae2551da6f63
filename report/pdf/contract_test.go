package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// The summary gives an amount only where it is owed, and a day only where there
// is something to ask for.
func TestTheSummaryGivesAnAmountOnlyWhereItIsOwed(t *testing.T) {
	for _, x := range []struct{ result, says, never string }{
		{"ELIGIBLE", "(0,50 CAD, à demander au plus tard le 28 novembre 2026 ; chapitre", "non établi"},
		{"NOT_ELIGIBLE", "aucun crédit n’est dû (chapitre 9).", "novembre 2026 ;"},
		{"INSUFFICIENT_EVIDENCE", "(crédit non établi, à demander au plus tard le 28 novembre 2026 s’il est dû ; chapitre 9).", "CAD"},
		{"REVIEW_REQUIRED", "(crédit non établi, à demander au plus tard le 28 novembre 2026 s’il est dû ; chapitre 9).", "CAD"},
	} {
		d := newStory(1, 1).d
		d.Contracts = []dossier.Contract{{Contract: "pro", Result: x.result, Down: dossier.Bounds{AtMost: 1}, Credit: dossier.Credit{Amount: "0.50", Currency: "CAD"}, AskDay: "2026-11-28"}}
		o := Options{Lang: "fr"}
		l, paper, err := o.check()
		if err != nil {
			t.Fatal(err)
		}
		words := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(plain(newSheet(d, o, l, paper, [32]byte{}).promised()))
		if !strings.Contains(words, x.says) || strings.Contains(words, x.never) {
			t.Errorf("%s: %s", x.result, words)
		}
	}
}

// Where the evidence does not suffice no amount of nothing is printed, in the
// table of the two ways either.
func TestNothingIsNoAmountWhereTheEvidenceDoesNotSuffice(t *testing.T) {
	d := newStory(1, 1).d
	zero := dossier.Credit{Amount: "0.00", Currency: "CAD"}
	for result, never := range map[string]bool{"INSUFFICIENT_EVIDENCE": true, "NOT_ELIGIBLE": false} {
		d.Contracts = []dossier.Contract{{Contract: "pro", Result: result, Zone: "UTC", Period: d.Period, Down: dossier.Bounds{AtMost: 1}, Credit: zero, Best: dossier.Case{Credit: zero},
			Maintenance: dossier.Maintenance{Declared: 1, With: zero, Without: zero}}}
		d.Terms.SHA256[0] = 1
		o := Options{Lang: "fr"}
		l, paper, err := o.check()
		if err != nil {
			t.Fatal(err)
		}
		s := newSheet(d, o, l, paper, [32]byte{})
		if got := s.may(d.Contracts[0], zero); (got == l.Contract.Page.NotSettled) != never {
			t.Errorf("%s: %s", result, got)
		}
		if got := s.may(d.Contracts[0], dossier.Credit{Amount: "0.50", Currency: "CAD"}); got == l.Contract.Page.NotSettled {
			t.Errorf("%s: an amount that could be owed is not said", result)
		}
		if got := s.credits(d.Contracts); never && !strings.Contains(got, l.Contract.Page.NotSettled) {
			t.Errorf("%s: %s", result, got)
		}
	}
}

// A table of periods says how much of each was not watched, and no page gives an
// answer by its code; reasons that hold lists are told apart.
func TestAPeriodSaysWhatWasNotWatched(t *testing.T) {
	d := newStory(1, 1).d
	c := dossier.Contract{Contract: "pro", Result: "REVIEW_REQUIRED", Zone: "UTC", Period: d.Period, Down: dossier.Bounds{AtMost: 1}, NotWatched: 3_600_000}
	for _, l := range []*lang.Language{lang.French, lang.English} {
		s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		row := s.periodTable([]dossier.Contract{c}).rows[0]
		if want := l.Time.Unwatched("", span(c.NotWatched)); !strings.HasSuffix(row[0], want) {
			t.Errorf("%q, want it to end with %q", row[0], want)
		}
		if all := strings.Join(row, " ") + s.credits([]dossier.Contract{c}); strings.Contains(all, c.Result) {
			t.Errorf("%q has the code", all)
		}
		c.NotWatched = 0
		if row := s.periodTable([]dossier.Contract{c}).rows[0]; row[0] != s.periodOf(c) {
			t.Errorf("%q", row[0])
		}
		c.NotWatched = 3_600_000
	}
	if got := lang.French.Clauses([]string{"a et b", "c"}); got != "a et b\u00a0; c" {
		t.Errorf("%q", got)
	}
	if got := lang.English.Clauses([]string{"a and b", "c"}); got != "a and b; c" {
		t.Errorf("%q", got)
	}
}
