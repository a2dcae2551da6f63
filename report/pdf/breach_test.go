package pdf

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"constat/report/breach"
	"constat/report/lang"
	"constat/store/record"
)

// Words that a careless or hostile hand can put into declarations.
const declaredBreach = `schema: constat-breach/1
id: incident-7
timezone: Europe/Paris
supplier: Hébergeur ÉÀŒ’«»
evidence: {from: 2021-08-28T00:00:00Z}
common:
  nature: [availability, confidentiality]
  circumstances: "LONG"
  told: [{at: 2021-08-28 09:00, by: supplier, to: controller, how: "par \u202Etexte", sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855}]
  data: [noms]
  consequences: [des messages trompeurs]
  risk: {level: high, serious_injury: yes, why: adresses}
  measures_taken: [fermé]
  advice: [changez vos mots de passe]
  preventive_shutdown: {from: 2021-08-28 12:00, ordered_by: le ministère, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855}
controllers:
  - id: shop
    name: Terre Ciel
    tell: [cnil, gdpr, quebec, switzerland]
    authority: Autorité belge
    aware: {at: 2021-08-28 10:17, by: la gérante}
    people: {number: 12400, approximate: true}
`

// Each draft is a file that a reader accepts, the same twice, marked as a draft,
// with its gaps named; what goes to people has nothing of the law in its part.
func TestDraftsOfABreach(t *testing.T) {
	d := sample()
	f, err := breach.Parse([]byte(strings.Replace(declaredBreach, "LONG", strings.Repeat("mot ", 400), 1)), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []*lang.Language{lang.French, lang.English} {
		drawn := 0
		for _, n := range breach.Notices(f, d, breach.Ask{At: max(d.At.Instant, f.Controllers[0].Aware.At) + record.Instant(3_600_000), Lang: l}) {
			var twice [2]bytes.Buffer
			for i := range twice {
				if err := WriteBreach(&twice[i], n, d, BreachOptions{Lang: l.Code[:2], Paper: "a4", Zone: n.Zone()}); err != nil {
					t.Fatal(err)
				}
			}
			name := l.Code + " " + n.Name()
			if !bytes.Equal(twice[0].Bytes(), twice[1].Bytes()) {
				t.Errorf("%s: two drafts differ", name)
			}
			path := onDisk(t, twice[0].Bytes())
			if out := judge(t, "qpdf", "--check", path); strings.Contains(out, "WARNING") {
				t.Errorf("%s: %s", name, out)
			}
			text := flat(t, path)
			first, _, _ := strings.Cut(text, l.Breach.Missing)
			for _, want := range []string{n.Addressee(l), "incident-7", lang.Pick(l.Breach.Titles, n.Regime+" "+n.To), l.Breach.Limits, l.Breach.Stop} {
				if n.To == breach.People && want == n.Addressee(l) {
					want = l.Breach.Keep
				}
				if !strings.Contains(text, strings.NewReplacer("\u00a0", " ").Replace(want)) {
					t.Errorf("%s: without %q in\n%s", name, want, text)
				}
			}
			for _, never := range []string{"□", "art. 33", "1182/71"} {
				if n.To == breach.People && strings.Contains(first, never) || never == "□" && strings.Contains(strings.ReplaceAll(text, "par □texte", ""), never) {
					t.Errorf("%s: %q in\n%s", name, never, text)
				}
			}
			for _, field := range n.Missing {
				if !strings.Contains(strings.ToLower(text), strings.ToLower(strings.ReplaceAll(l.Breach.Fields[field], "\u00a0", " "))) {
					t.Errorf("%s: %s is missing and not said", name, field)
				}
			}
			drawn++
			if dir := os.Getenv("CONSTAT_LOOK"); dir != "" {
				if err := os.WriteFile(dir+"/"+l.Code+"-"+n.Name()+".pdf", twice[0].Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		if drawn != 8 {
			t.Errorf("%s: %d drafts", l.Code, drawn)
		}
	}
}
