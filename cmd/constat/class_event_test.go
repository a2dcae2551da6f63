package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"constat/report/lang"
	"constat/store/record"
)

// chained are sites that fail one after the other, each for so many minutes.
func chained(minutes int) (sites []stagedSite) {
	sites = doubtful(6, 20)
	for n := range 6 {
		sites[n].fails = []stagedFailure{{from: 6 + 4*n, to: 6 + 4*n + minutes, fault: record.TCPTimeout}}
	}
	return sites
}

// What is doubtful in an event is said by the report and by the exhibit, in the language
// of each.
func TestEachDoubtOfAnEventIsOnThePages(t *testing.T) {
	oneMember := doubtful(9, 20)
	for n := range 8 {
		oneMember[n].member = "1"
	}
	oneMember[8].member = "2"
	for _, x := range []struct {
		doubt string
		sites []stagedSite
	}{{"one-member", oneMember}, {"spread", chained(30)}, {"never-together", chained(2)}} {
		t.Run(x.doubt, func(t *testing.T) {
			dir := t.TempDir()
			list := "member,bundle,sites\n"
			for i, origin := range []string{"saguenay-1/1", "levis-22/1"} {
				list += stageDoubt(t, dir, origin, 30*i, 66, slices.Clone(x.sites), nil)
			}
			file := filepath.Join(dir, "list.csv")
			if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, l := range []*lang.Language{lang.French, lang.English} {
				out, court := filepath.Join(dir, l.Code+".pdf"), filepath.Join(dir, l.Code+"-court.pdf")
				d := (stagedFolder{}).class(t, "--list", file, "--lang", l.Code[:2], "-o", out, "--public", filepath.Join(dir, l.Code+"-public.pdf"), "--authorisation", court, "--forum", "quebec")
				if len(d.Events) != 1 || !slices.Contains(d.Events[0].Doubts, x.doubt) {
					t.Fatalf("%+v", d.Events)
				}
				words := strings.Join(strings.Fields(strings.ReplaceAll(l.Class.Doubts[x.doubt], "\u00a0", " ")), " ")
				for _, page := range []string{out, court} {
					said := strings.ReplaceAll(pdfText(t, page), "\u00a0", " ")
					if rest := strings.TrimSuffix(words[2:], "."); !strings.Contains(said, rest) { // a sentence may begin small after a colon
						t.Errorf("%s: %q is not in\n%s", filepath.Base(page), rest, said)
					}
					if titled := map[string]string{"fr": "Événement 1 (non établi) : ", "en": "Event 1 (not established): "}[l.Code[:2]]; page == court && !strings.Contains(said, titled) {
						t.Errorf("%s: %q is not said", filepath.Base(page), titled)
					}
					if largest := l.Class.Largest("1", 8, 9); x.doubt == "one-member" && !strings.Contains(said, strings.ReplaceAll(largest[2:], "\u00a0", " ")[:40]) {
						t.Errorf("%s: %q is not said", filepath.Base(page), largest)
					}
				}
			}
		})
	}
}
