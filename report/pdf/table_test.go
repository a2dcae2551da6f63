package pdf

import (
	"testing"
	"time"

	"constat/report"
	"constat/report/lang"
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
	n := report.Inventory{Target: "photos"}
	for _, k := range []string{"photo", "video", "music", "document", "mail", "page", "code", "archive", "other", "record"} {
		n.Kinds = append(n.Kinds, report.Holding{Kind: k})
	}
	for _, l := range []*lang.Language{lang.French, lang.English} {
		for _, paper := range papers {
			s := newSheet(sample(), Options{Zone: time.UTC}, l, paper, [32]byte{})
			unbrokenWords(t, s, s.byKind(n))
			unbrokenWords(t, s, s.gone(n, nil))
		}
	}
}
