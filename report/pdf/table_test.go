package pdf

import (
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// unbrokenWords fails for each word of t's titles and first column that its column
// would break.
func unbrokenWords(t *testing.T, s *sheet, tab table) {
	t.Helper()
	widths := s.widths(tab)
	check := func(i int, text string) {
		for _, w := range s.words(text, small) {
			if w != nil && w.width() > widths[i]-2*pad {
				t.Errorf("%s, %s: %q needs %.1f mm of %.1f", s.l.Code, plain(tab.title), plain(text), w.width(), widths[i]-2*pad)
			}
		}
	}
	for i, c := range tab.columns {
		check(i, bold(c.title))
	}
	for _, row := range tab.rows {
		check(0, row[0])
	}
}

func TestTablesOfFilesBreakNoWord(t *testing.T) {
	n := dossier.Inventory{Target: "photos"}
	for _, k := range []string{"photo", "video", "music", "document", "mail", "page", "code", "archive", "other", "record"} {
		n.Kinds = append(n.Kinds, dossier.Holding{Kind: k})
	}
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for _, paper := range papers {
			s := newSheet(sample(), Options{Zone: time.UTC}, l, paper, [32]byte{})
			unbrokenWords(t, s, s.byKind(n))
			unbrokenWords(t, s, s.gone(n, nil))
		}
	}
}

func TestTimesAndLeavesAreBrokenOnlyAtTheirMarks(t *testing.T) {
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []*lang.Language{lang.French, lang.English} {
		s := newSheet(sample(), Options{Zone: toronto}, l, papers["letter"], [32]byte{})
		at, leaf := dossier.Known(record.At(time.Date(2026, 11, 22, 10, 44, 53, 75e6, time.UTC))), dossier.Ref{Log: "saguenay-1/1", Leaf: 1127, Item: 3}
		whole := []string{s.stamp(at), s.stamp(at), s.cite([]dossier.Ref{leaf, leaf}), s.stamp(at), s.cite([]dossier.Ref{leaf})}
		for share := 8; share < 60; share += 4 {
			tab := table{columns: []column{{"", 40, "L", false}, {"", float64(share), "L", false}, {"", 14, "L", false}, {"", 16, "L", true}, {"", float64(share), "L", true}}, rows: [][]string{whole}}
			cells, _ := s.cells(tab, whole, s.widths(tab))
			for i, lines := range cells {
				for _, line := range lines {
					for _, w := range line {
						part := drawn(w)
						if !slices.ContainsFunc(s.words(whole[i], small), func(w word) bool { return parted(w, part) }) {
							t.Errorf("%s, share %d, column %d: %q of %q", l.Code, share, i+1, part, plain(whole[i]))
						}
					}
				}
			}
		}
	}
}

// drawn is what w draws, parted whether part is w or what lies between its marks.
func drawn(w word) (all string) {
	for _, r := range w {
		all += r.text
	}
	return all
}

func parted(w word, part string) bool {
	return drawn(w) == part || slices.ContainsFunc(w, func(r run) bool { return strings.TrimPrefix(r.text, lang.NoBreak) == part })
}
