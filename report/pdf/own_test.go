package pdf

import (
	"strings"
	"testing"

	"constat/report"
)

// What was not watched is in no figure of all that was: the row says so.
func TestWhatWasNotWatchedIsInNoFigureOfAll(t *testing.T) {
	for _, c := range []struct {
		compared bool
		fr, en   string
	}{{true, "tout cela à la fois", "all of this at once"}, {false, "ce qui a été suivi, à la fois", "what was watched, at once"}} {
		for code, want := range map[string]string{"fr": c.fr, "en": c.en} {
			d := sample()
			for i := range d.Vantages {
				w := &d.Vantages[i].Watch
				w.From, w.To, w.Controls, w.Compared = d.Period.From, d.Period.To, true, c.compared
				w.Ran = report.WatchShare{Length: 1000, Percent: "100.000000", Exact: "1"}
			}
			words := flat(t, written(t, d, Options{Lang: code}))
			if !strings.Contains(words, want) || !c.compared && strings.Contains(words, "tout cela à la fois") {
				t.Errorf("%s, compared %v: %q is not there", code, c.compared, want)
			}
		}
	}
}
