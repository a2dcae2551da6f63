package lang

import (
	"strings"
	"testing"
)

// words are all texts of a deed.
func (d Deed) words() []string {
	all := append([]string{d.Name, d.Title, d.Law}, d.Notes...)
	all = append(append(append(all, d.Person...), d.Oath...), d.Limits...)
	for _, s := range append(append([]Statement{}, d.Statements...), d.Truth...) {
		all = append(append(all, s.Text), s.Blanks...)
	}
	return all
}

func TestDeedsAreWholeAndInTheirLanguage(t *testing.T) {
	for _, l := range []*Language{French, English} {
		deeds := Deeds(l)
		if len(deeds) != 5 {
			t.Fatalf("%d deeds", len(deeds))
		}
		for n, d := range deeds {
			want := []*Language{English, English, English, l, French}[n]
			if d.Language != want || len(d.Person) < 5 || len(d.Statements) == 0 || len(d.Facts) == 0 || len(d.Truth) == 0 || len(d.Limits) == 0 {
				t.Errorf("%s in %s: %+v", d.Name, d.Language.Code, d)
			}
			for _, w := range d.words() {
				bad := machine.FindString(w)
				if d.Language == French {
					bad += breaking.FindString(w)
				}
				if w == "" || bad != "" {
					t.Errorf("%s: %q in %q", d.Name, bad, w)
				}
			}
		}
	}
}

// A person asserts nothing that they have not ticked or written: words that
// introduce never speak in the first person, but above ruled lines.
func TestOnlyChoicesSpeakInTheFirstPerson(t *testing.T) {
	for _, d := range append(Deeds(French), Deeds(English)...) {
		plain := append(append(append([]string{}, d.Notes...), d.Limits...), d.Language.Deed.Process...)
		for _, s := range d.Statements {
			if s.Plain && s.Lines == 0 {
				plain = append(plain, s.Text)
			}
		}
		for _, text := range plain {
			for _, own := range []string{"I ", " my ", "Je ", "J’ai", " mon "} {
				if strings.Contains(" "+text, " "+own) {
					t.Errorf("%s: %q says %q outside a choice", d.Name, text, own)
				}
			}
		}
	}
}

func TestTheThreeStatementsOfTheBusinessRecord(t *testing.T) {
	text := strings.Join(Deeds(English)[0].words(), "\n")
	for _, want := range []string{"(A) ", "at or near the time", "(B) ", "regularly conducted activity", "(C) ", "regular practice"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not there", want)
		}
	}
}
