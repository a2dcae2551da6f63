package bundle

import (
	"regexp"
	"strings"
	"testing"
)

func TestGuideSaysTheSameInBothLanguages(t *testing.T) {
	parts := strings.Split(Guide, strings.Repeat("-", 79)+"\n")
	if len(parts) != 3 {
		t.Fatalf("%d parts", len(parts))
	}
	marks := regexp.MustCompile(`(?m)\[[A-I]\]|^[1-9]0?\. |^  - |^     data/\S+|RFC \d+|c2sp\.org/\S+?[),; ]`)
	french, english := marks.FindAllString(parts[0], -1), marks.FindAllString(parts[1], -1)
	if strings.Join(french, "|") != strings.Join(english, "|") {
		t.Errorf("the two parts differ:\n%q\n%q", french, english)
	}
	if bad := regexp.MustCompile(` [:;?!»]|« `).FindString(parts[0]); bad != "" {
		t.Errorf("a plain space beside %q", bad)
	}
}
