package pdf

import (
	"strings"
	"testing"
)

// A job that was late was so from its due time on: it had been heard from before, and nobody
// asked it anything.
func TestAJobThatWasLateHasDueTimes(t *testing.T) {
	for code, want := range map[string][]string{
		"fr": {"a été en retard sur son signalement à", "Dernière échéance tenue", "Première échéance manquée"},
		"en": {"was overdue to report in to", "Last due time kept", "First due time missed"},
	} {
		d := sample()
		d.Incidents = d.Incidents[:1]
		d.Incidents[0].Cause = "push-missing"
		words := flat(t, written(t, d, Options{Lang: code}))
		for _, w := range want {
			if !strings.Contains(words, w) {
				t.Errorf("%s: %q is not there", code, w)
			}
		}
	}
}
