package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/lang"
)

// Questions share a table only where their terms are the same, and none is lost.
func TestQuestionsAskedAlikeShareTheirTerms(t *testing.T) {
	d := breakdown(30)
	d.Targets[2].Question.Conditions = []string{"[STATUS] == 204"}
	d.Targets[3].Question.Timeout = 500
	for n := 10; n < 15; n++ {
		d.Targets[n].Interval = 300_000
	}
	for _, l := range []*lang.Language{lang.French, lang.English} {
		s := newSheet(d, Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		var sizes []int
		seen := map[string]bool{}
		for _, alike := range s.askedAlike(d.Targets) {
			sizes = append(sizes, len(alike))
			for _, x := range alike {
				seen[x.Name] = true
				if s.inTerms(s.question(x)) != s.inTerms(s.question(alike[0])) {
					t.Errorf("%s shares the terms of %s", x.Name, alike[0].Name)
				}
			}
		}
		if len(seen) != 30 || len(sizes) != 4 || sizes[0] != 23 || sizes[1] != 1 || sizes[2] != 1 || sizes[3] != 5 {
			t.Errorf("%d targets in tables of %v", len(seen), sizes)
		}
		if few := s.askedAlike(d.Targets[:fewQuestions]); len(few) != fewQuestions {
			t.Errorf("few questions are put into %d tables", len(few))
		}
	}
	out := strings.Join(strings.Fields(judge(t, "pdftotext", "-nopgbrk", written(t, d, Options{Lang: "en"}), "-")), " ")
	for _, x := range d.Targets {
		if id := strings.Fields(groups(x.ID.String())); !strings.Contains(out, strings.Join(id[:4], " ")) || !strings.Contains(out, strings.Join(id[4:], " ")) {
			t.Errorf("the digest of the question to %s is not there", x.Name)
		}
	}
}
