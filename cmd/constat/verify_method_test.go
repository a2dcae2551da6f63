package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"constat/report/incident"
)

// Whoever verifies a report is told by which method it judges, and whether that
// is the program's own.
func TestVerifyNamesTheMethod(t *testing.T) {
	x := newExhibit(t)
	out := x.run(0, "verify", x.path("report.pdf"), "--policy", x.path("policy"))
	if want := fmt.Sprintf("by the program's own method (method constat-standard, edition %d)", incident.Standard().Version); !strings.Contains(out, want) {
		t.Errorf("%q is not in\n%s", want, out)
	}
	earlier, err := os.ReadFile("../../report/incident/testdata/method-2.json")
	x.must(err)
	mine := strings.NewReplacer("constat-standard", "generous", `"blocked": [403, 429]`, `"blocked": []`).Replace(incident.Standard().Text)
	for want, text := range map[string]string{
		"by an earlier edition of the program's own method (method constat-standard, edition 2)":                                    string(earlier),
		fmt.Sprintf("by a method that is not the program's own (method generous, edition %d, SHA-256", incident.Standard().Version): mine,
	} {
		x.report("other.pdf", "--method", x.save("method.json", []byte(text)))
		out := x.run(2, "verify", x.path("other.pdf"), "--policy", x.path("policy")) // it is not signed
		if !strings.Contains(out, want) || !strings.Contains(out, "byte for byte") {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	posing := x.save("method.json", []byte(strings.Replace(mine, "generous", "constat-standard", 1)))
	if out := x.run(2, "report", x.path("bundle.zip"), "--method", posing, "-o", x.path("none.pdf")); !strings.Contains(out, "give it a name of its own") {
		t.Error(out)
	}
	x.report("other.pdf", "--catalogue", x.save("catalogue.json", []byte(`{"name":"mine","version":1,"pages":[]}`)))
	if out := x.run(2, "verify", x.path("other.pdf"), "--policy", x.path("policy")); !strings.Contains(out, "by a catalogue that is not the program's own (mine, edition 1, SHA-256") || !strings.Contains(out, "byte for byte") {
		t.Error(out)
	}
}
