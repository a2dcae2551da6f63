package lang

import (
	"regexp"
	"strings"
	"testing"
)

// The printed command finds a cited observation in a table of pages, and in one
// that also has the replies of other kinds of targets.
func TestCitationIsFoundInTheTable(t *testing.T) {
	for _, v := range []Verify{verifyFrench, verifyEnglish} {
		var pattern string
		for _, step := range v.Steps {
			for _, c := range step.Commands {
				if rest, ok := strings.CutPrefix(c, "grep -E '"); ok {
					pattern, _, _ = strings.Cut(rest, "'")
				}
			}
		}
		find := regexp.MustCompile("(?m)" + strings.NewReplacer("LEAF", "24", "ITEM", "6").Replace(pattern))
		answer := strings.Repeat("0a", 32)
		for line, want := range map[string]bool{
			"shop,975,,24,6\r":                           true,
			"mx,0,,,24,6,2.1.5," + answer + "\r":         true,
			"port,0,,,24,6,," + answer + "\r":            true,
			"shop,975,,24,61\r":                          false,
			"shop,24,6,975,,30,1\r":                      false,
			"mx,24,6,975,,30,1,NOERROR," + answer + "\r": false,
			"mx,0,,,124,6,NOERROR," + answer + "\r":      false,
		} {
			if find.MatchString(line) != want {
				t.Errorf("%s, %q: %v", pattern, line, !want)
			}
		}
	}
}
