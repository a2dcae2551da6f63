package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// In a cell of a state stands which doubts there are, and each doubt in full once
// beneath the table: a row is no higher for them than by a line or two.
func TestDoubtsStandOnceBeneathTheirTable(t *testing.T) {
	d := sample()
	for _, l := range []*lang.Language{lang.French, lang.English} {
		s := newSheet(d, Options{Lang: l.Code, Zone: time.UTC}, l, papers["letter"], [32]byte{})
		s.page()
		p := dossier.Page{URL: "https://a.example/", Vantage: "levis-1", States: []dossier.PageState{
			{State: "replaced", Review: []string{"one-vantage", "few-steps", "through-front"}},
			{State: "rolled-back", Review: []string{"no-failure", "few-steps"}},
		}}
		table := s.statesOf(p)
		if got := []string{plain(table.rows[0][0]), plain(table.rows[1][0])}; !strings.HasSuffix(got[0], "(a, b, c)") || !strings.HasSuffix(got[1], "(b, d)") {
			t.Errorf("%s: %q", l.Code, got)
		}
		for i, row := range table.rows {
			if _, height := s.cells(table, row, s.widths(table)); height > 3*small.height()+1.7 {
				t.Errorf("%s: row %d is %.1f mm high", l.Code, i, height)
			}
		}
		if len(table.notes) != 4 || table.notes[0] != l.Pages.Doubts["one-vantage"] || table.notes[3] != l.Pages.Doubts["no-failure"] {
			t.Errorf("%s: %q", l.Code, table.notes)
		}
		was, tall := s.y, s.tallTable(table)
		if s.grid(table); s.y-was < tall-0.01 || s.y-was > tall+0.01 {
			t.Errorf("%s: %.2f mm drawn, %.2f foreseen", l.Code, s.y-was, tall)
		}
	}
}

// The notes of a table stand on the page of its last row, wherever that ends.
func TestNotesStandBeneathTheLastRow(t *testing.T) {
	for rows := 30; rows < 60; rows++ {
		s := newSheet(sample(), Options{Lang: "fr-CA", Zone: time.UTC}, lang.French, papers["letter"], [32]byte{})
		s.page()
		whole := table{columns: []column{{"a", 1, "L", false}}}
		for range rows {
			whole.rows = append(whole.rows, []string{"x"})
		}
		for n := range 8 {
			whole.notes = append(whole.notes, strings.Repeat("mot ", 10*n))
		}
		s.grid(whole)
		if tall := s.tallNotes(whole); s.y-4 > s.floor()+0.01 || s.y-4-tall < top {
			t.Errorf("%d rows: notes of %.0f mm end at %.0f of %.0f", rows, tall, s.y-4, s.floor())
		}
	}
	if letter(0) != "a" || letter(25) != "z" || letter(26) != "a2" {
		t.Error(letter(25), letter(26))
	}
}
