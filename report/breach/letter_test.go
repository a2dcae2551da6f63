package breach

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"constat/report/lang"
)

// agency is the whole file, with a processor between the supplier and the controllers.
func agency(controllers ...string) string {
	text, _, _ := strings.Cut(whole, "controllers:")
	text = strings.Replace(text, "supplier: Host SA\n", "supplier: Host SA\nprocessor: {name: Agence Nord, contact: {name: Nora, email: nora@example.org}, aware: {at: 2021-08-28 11:30, by: Nora}}\n", 1)
	return text + "controllers:\n" + strings.Join(controllers, "")
}

func letters(t *testing.T, text string) (all []*Notice) {
	t.Helper()
	for _, n := range Notices(parsed(t, text), nil, asked(t)) {
		if n.To == ToController {
			all = append(all, n)
		}
	}
	return all
}

// GDPR article 33(2), FADP article 24(3): each controller is told, in its own letter,
// which holds nothing of another. The awareness in it is the processor's.
func TestAProcessorTellsEachOfItsControllers(t *testing.T) {
	var rows []string
	for i := range 20 {
		rows = append(rows, fmt.Sprintf("  - {id: c%02d, name: Customer-%02d-name, targets: [site-%02d], tell: [cnil], aware: {at: 2021-08-29 01:%02d, by: Person-%02d}, people: {number: %d}}\n", i, i, i, i, i, 100+i))
	}
	all := letters(t, agency(rows...))
	if len(all) != 20 {
		t.Fatalf("%d letters", len(all))
	}
	for i, n := range all {
		if n.Name() != "processor" || n.Duty != Due || *n.Counts.People != 100+i || n.Stamps[2].At.Instant != at(t, "2021-08-28T09:30:00Z") || !strings.Contains(strings.Join(n.Stamps[2].Text, " "), "Nora") {
			t.Errorf("%s: %s %s %v %v", n.Controller, n.Name(), n.Duty, n.Counts, n.Stamps[2])
		}
		facts, err := JSON([]*Notice{n})
		if err != nil {
			t.Fatal(err)
		}
		for j := range 20 {
			for _, word := range []string{"Customer-%02d-name", "Person-%02d", "site-%02d"} {
				if word = fmt.Sprintf(word, j); strings.Contains(string(facts), word) && j != i {
					t.Errorf("%s is handed %q", n.Controller, word)
				}
			}
		}
	}
}

// Each field of the letter stands in a law of the controller, and names it. What a
// controller alone can say is not asked of its processor.
func TestALetterAsksOnlyWhatTheControllersLawsName(t *testing.T) {
	for tell, want := range map[string]string{
		"cnil":              "processor nature people_categories people data records consequences measures when circumstances cause contact",
		"gdpr":              "processor nature people_categories people data records consequences measures contact",
		"quebec":            "processor data circumstances cause when people residents measures contact",
		"switzerland":       "processor nature when duration data records people_categories people consequences measures contact",
		"gdpr, switzerland": "processor nature people_categories people data records consequences measures when duration contact",
	} {
		n := letters(t, agency("  - {id: c, name: C, tell: ["+tell+"]}\n"))[0]
		var have []string
		for _, f := range n.Fields {
			have = append(have, f.Name)
			if slices.Contains(itsOwn, f.Name) && f.Name != fieldContact {
				t.Errorf("%s: %s is asked of the processor", tell, f.Name)
			}
			if f.Need == Possible && len(f.Laws) == 0 && f.Name != fieldContact {
				t.Errorf("%s: no law asks for %s", tell, f.Name)
			}
			for _, l := range []*lang.Language{lang.French, lang.English} {
				if l.Breach.Fields[f.Name] == "" {
					t.Errorf("%s: %s has no words", l.Code, f.Name)
				}
			}
		}
		if got := strings.Join(have, " "); got != want {
			t.Errorf("%s asks for\n%s, want\n%s", tell, got, want)
		}
	}
	both := letters(t, agency("  - {id: c, name: C, tell: [gdpr, switzerland]}\n"))[0]
	if got := both.Fields[1].Laws; !slices.Equal(got, []Article{{GDPR, "33(3)(a)"}, {Switzerland, "15(1)(a)"}}) {
		t.Errorf("the nature is asked for by %v", got)
	}
	if got := both.Fields[0].Laws; !slices.Equal(got, []Article{{GDPR, "33(2)"}, {Switzerland, "24(3)"}}) {
		t.Errorf("the letter is asked for by %v", got)
	}
}

// What Quebec asks of a provider was not read: no article is put in its mouth, and
// counsel is told.
func TestQuebecsProviderIsLeftToCounsel(t *testing.T) {
	n := letters(t, agency("  - {id: c, name: C, tell: [quebec]}\n"))[0]
	if len(n.Ordered()) != 0 || n.Duty != Undecided || !slices.Contains(n.Doubts, "quebec-provider") || !n.Letter() {
		t.Errorf("%v %s %v", n.Ordered(), n.Duty, n.Doubts)
	}
	if n := letters(t, agency("  - {id: c, name: C, tell: [gdpr]}\n"))[0]; slices.Contains(n.Doubts, "quebec-provider") || n.Letter() {
		t.Errorf("%v", n.Doubts)
	}
}

// What is not known is listed, and no field is filled in of what nobody said.
func TestALetterMakesNothingUp(t *testing.T) {
	text := "schema: constat-breach/1\nid: x\nprocessor: {name: Agence}\ncontrollers:\n  - {id: c, tell: [cnil, switzerland]}\n"
	n := letters(t, text)[0]
	for _, f := range n.Fields {
		if f.Given != (f.Name == fieldProcessor) {
			t.Errorf("%s: %v", f.Name, f.Text)
		}
	}
	if len(n.Open) != len(n.Fields)-1 || n.Clock.State != Unset || len(n.Missing) != 0 {
		t.Errorf("open %v, missing %v, clock %s", n.Open, n.Missing, n.Clock.State)
	}
	if n := letters(t, strings.Replace(text, "{name: Agence}", "{contact: {email: a@example.org}}", 1))[0]; !slices.Equal(n.Missing, []string{fieldProcessor}) {
		t.Errorf("a letter of nobody lacks %v", n.Missing)
	}
	if all := letters(t, strings.Replace(text, "{name: Agence}", "{name: }", 1)); len(all) != 0 {
		t.Errorf("%d letters of no processor", len(all))
	}
}

// The register tells that the controller was told, by whom and when, as does the
// next letter. An authority may count the controller's 72 hours from then.
func TestTheRegisterTellsThatTheControllerWasTold(t *testing.T) {
	text := agency("  - {id: c, name: C, tell: [cnil], aware: {at: 2021-08-29 08:00}, told: [{at: 2021-08-28 10:00, by: supplier, to: processor}, {at: 2021-08-28 16:00, by: processor, to: controller, how: by phone}]}\n")
	e := Register(parsed(t, text), nil, "c", asked(t))[0]
	told := e.Fields[fieldTold]
	for _, want := range []string{"Host SA told Agence Nord", "16:00:00", "Agence Nord told C (by phone)"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not in %q", want, told)
		}
	}
	if e.Clock.Earlier.Instant != at(t, "2021-08-28T14:00:00Z") {
		t.Errorf("an authority may count from %v", e.Clock.Earlier)
	}
	n := letters(t, text)[0]
	if n.Phase != Complementary || n.First.Instant != at(t, "2021-08-28T14:00:00Z") || n.Clock.State != Sent || !slices.Contains(n.Doubts, "processor-told-earlier") {
		t.Errorf("%s %v %s %v", n.Phase, n.First, n.Clock.State, n.Doubts)
	}
	// A controller that nobody told has an empty line, and a first letter.
	quiet := agency("  - {id: c, name: C, tell: [cnil], told: []}\n")
	if e := Register(parsed(t, quiet), nil, "c", asked(t))[0]; e.Fields[fieldTold] != "" {
		t.Errorf("told: %q", e.Fields[fieldTold])
	}
	if n := letters(t, quiet)[0]; n.Phase != Initial || !slices.Contains(n.Doubts, "processor-supplier-silent") || n.Clock.State != Promptly {
		t.Errorf("%s %v %s", n.Phase, n.Doubts, n.Clock.State)
	}
}
