package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"constat/report/incident"
	"constat/report/loss"
)

// printed are the commands in the text of a PDF that begin with a word, with
// the lines that a shell would join.
func printed(t *testing.T, file, word string) (all []string) {
	t.Helper()
	text, err := exec.Command("pdftotext", "-layout", "-nopgbrk", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	open := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case open && line != "":
			all[len(all)-1] += " " + line
		case strings.HasPrefix(line, word+" "):
			all = append(all, line)
		default:
			continue
		}
		last, more := strings.CutSuffix(all[len(all)-1], `\`)
		all[len(all)-1], open = strings.TrimSpace(last), more
	}
	return all
}

// Whatever a report was made with, the commands that it prints make it again,
// byte for byte.
func TestThePrintedCommandsMakeTheReportAgain(t *testing.T) {
	for _, tool := range []string{"pdftotext", "pdfdetach"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not installed")
		}
	}
	x := newExhibit(t)
	x.save("own.yaml", []byte(ticketed))
	x.save("terms.yaml", []byte("contracts: [{name: pro, rule: own.yaml, targets: [shop], fee: 9.99, currency: CAD, timezone: America/Toronto}, {name: two, rule: mayday-hosting, targets: [shop], fee: 9.99, currency: USD}]\n"))
	x.save("method.json", []byte(strings.Replace(incident.Standard().Text, "constat-standard", "of-our-own", 1)))
	x.save("catalogue.json", []byte(strings.Replace(loss.Standard().Text, loss.Standard().Name, "of-our-own", 1)))
	policy := []string{"--policy", x.path("policy")}
	for name, args := range map[string][]string{
		"plain":     nil,
		"policy":    policy,
		"contracts": append([]string{"--terms", x.path("terms.yaml")}, policy...),
		"all": append([]string{"--terms", x.path("terms.yaml"), "--method", x.path("method.json"), "--catalogue", x.path("catalogue.json"),
			"--zone", "America/Toronto", "--paper", "a4", "--sign", x.path(signerName), "--stamp", x.authorities[0].URL()}, policy...),
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			x.run(0, append([]string{"report", x.path("bundle.zip"), "-o", "report.pdf"}, args...)...)
			for _, c := range append(printed(t, "report.pdf", "pdfdetach"), printed(t, "report.pdf", "constat report")...) {
				words := strings.Fields(c)
				if words[0] != "constat" {
					if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
						t.Fatalf("%s: %v\n%s", c, err, out)
					}
					continue
				}
				x.run(0, words[1:]...)
			}
			again, report := contents(t, "again.pdf"), contents(t, "report.pdf")
			if !bytes.HasPrefix(report, again) || name != "all" && len(report) != len(again) {
				t.Errorf("of %d bytes, %d made again", len(report), len(again))
			}
			if files, err := filepath.Glob("*.zip"); err != nil || len(files) != 1 {
				t.Errorf("evidence taken out: %v, %v", files, err)
			}
		})
	}
}

// What a recipe holds is not given beside it.
func TestARecipeIsGivenAlone(t *testing.T) {
	var out bytes.Buffer
	if code := run(t.Context(), []string{"report", "bundle.zip", "--recipe", "report.json", "--zone", "UTC", "-o", "again.pdf", "--lang", "en"}, &out, &out); code != 2 || !strings.Contains(out.String(), "--zone") {
		t.Errorf("%d, %s", code, &out)
	}
}
