package lang

import (
	"strings"
	"testing"
)

// From the first to the last failure more time can lie than the least
// duration has, clocks allowed for: a reader must be able to see why.
func TestAStepIsSaidToCountForOneIntervalAtMost(t *testing.T) {
	for l, words := range map[*Language]string{French: "un intervalle au plus", English: "one interval at most"} {
		if s := l.Finding.Rests("x"); !strings.Contains(s, words) {
			t.Errorf("the incident says %q", s)
		}
		if s := l.Method.Counted[0]; !strings.Contains(s, words) {
			t.Errorf("the method says %q", s)
		}
	}
}
