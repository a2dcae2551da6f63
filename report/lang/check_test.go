package lang

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// points is a check that the verifier adds: its head, and its name in quotation marks.
var points = regexp.MustCompile(`\b(?:Integrity|Completeness|Time|History|Identity), "([a-z ]+)"`)

func TestEveryPointVerifiedHasItsName(t *testing.T) {
	files, err := filepath.Glob("../../store/bundle/*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range points.FindAllSubmatch(source, -1) {
			seen++
			for _, l := range []*Language{French, English} {
				if l.Check.Names[string(m[1])] == "" {
					t.Errorf("%s: the point %q of %s has no name", l.Code, m[1], filepath.Base(name))
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d points were found", seen)
	}
}
