package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
)

// An address that stands in nothing else tells of nothing, whatever it answered.
func TestAStrangersAnswerConcludesNothing(t *testing.T) {
	d := sample()
	for l, want := range map[*lang.Language]string{lang.French: "qui ne figure dans rien d’autre", lang.English: "which stands in nothing else"} {
		for _, verdict := range []string{good, bad} {
			s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
			got := s.tried(dossier.Incident{Attempts: []dossier.Attempt{{Vantage: "levis-1", Asked: "address 198.51.100.1:443", Verdict: verdict, Time: d.Period.From, Stranger: true}}})
			if !strings.Contains(got, want) || strings.Contains(got, l.Stood.Lay["address"]) || strings.Contains(got, l.Stood.Nowhere) {
				t.Errorf("%s: %q", verdict, got)
			}
		}
	}
}
