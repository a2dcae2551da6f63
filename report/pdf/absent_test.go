package pdf

import (
	"strings"
	"testing"
)

// A vantage that the policy names and nobody gave is named in the summary and
// in the chapter on the method; that others may have watched, always.
func TestVantagesNobodyGaveAreNamed(t *testing.T) {
	for l, want := range map[string][2]string{
		"fr": {"désigne aussi deux points d’observation dont aucun fichier de preuve n’a été fourni (levis-2 et paris-1)", "qu’aucun autre point d’observation n’a interrogé ces cibles"},
		"en": {"also names two vantages of which no evidence file was given (levis-2 and paris-1)", "that no other vantage watched these targets"},
	} {
		for n, names := range [][]string{nil, {"levis-2", "paris-1"}} {
			d := sample()
			d.Absent = names
			words := flat(t, written(t, d, Options{Lang: l}))
			if got := strings.Count(words, want[0]); got != 2*n {
				t.Errorf("%s: %q is there %d times of %v", l, want[0], got, names)
			}
			if !strings.Contains(words, want[1]) {
				t.Errorf("%s: %q is not there", l, want[1])
			}
		}
	}
}
