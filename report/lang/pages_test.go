package lang_test

import (
	"strings"
	"testing"

	"constat/report/lang"
	"constat/report/loss"
)

// What the catalogue says in English words is told in French: only names of
// products stand as they are.
func TestWhosePageItIsIsToldInFrench(t *testing.T) {
	for _, k := range loss.Standard().Pages {
		if _, ok := lang.French.Pages.Whose[k.Of]; !ok && (strings.HasPrefix(k.Of, "a ") || strings.HasPrefix(k.Of, "an ") || strings.Contains(k.Of, "status")) {
			t.Errorf("%q", k.Of)
		}
	}
}
