package main

import (
	"bytes"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// A fact that bears on several criteria is told once; the others name its paragraph,
// in the language of the exhibit.
func TestAnExhibitTellsAFactOnce(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not here")
	}
	d := newClassDesk(t)
	for _, x := range []struct{ lang, forum, also, source string }{
		{"fr", "quebec", `S’y rapportent aussi les faits énoncés plus haut \(§ \d`, `\(rapport, p\. \d`},
		{"en", "us-rule-23", `The facts stated above \(para\. \d`, `\(report, p\. \d`},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), []string{"class", "--list", d.list, "--provider", "whc", "--policy", d.path("policy"), "--representative", "1", "--public", d.path("public-" + x.lang + ".pdf"),
			"--authorisation", d.path("court-" + x.lang + ".pdf"), "--forum", x.forum, "--lang", x.lang}, &stdout, &stderr); code != 0 {
			t.Fatalf("%d: %s", code, stderr.String())
		}
		out, err := exec.CommandContext(t.Context(), "pdftotext", d.path("court-"+x.lang+".pdf"), "-").Output()
		d.must(err)
		words := strings.Join(strings.Fields(strings.ReplaceAll(string(out), "\u00a0", " ")), " ")
		if !regexp.MustCompile(x.also).MatchString(words) || !regexp.MustCompile(x.source).MatchString(words) {
			t.Errorf("%s: no criterion names the paragraph of a fact told before", x.forum)
		}
		for _, once := range map[string][]string{"fr": {"ont cessé de répondre après le"}, "en": {"ceased to answer after"}}[x.lang] {
			if n := strings.Count(words, once); n != 1 {
				t.Errorf("%s: %q stands %d times", x.forum, once, n)
			}
		}
	}
}
