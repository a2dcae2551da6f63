package forum

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/report/lang"
)

// decides are words that would say that a criterion is met, or is not.
var decides = regexp.MustCompile(`(?i)\b(est|sont) (bien |donc )?(rempli|satisfait|établi)e?s?\b|\b(is|are) (thus |clearly )?(met|satisfied|fulfilled)\b`)

func TestNoWordOfAForumDecides(t *testing.T) {
	for _, f := range All {
		words := []Words{f.Place, f.Title, f.Statute, f.Lead}
		words = append(words, f.Notes...)
		for _, c := range f.Criteria {
			words = append(words, c.Name, c.Cite, c.Asks, c.Check)
		}
		for _, w := range words {
			if decides.MatchString(w.French) || decides.MatchString(w.English) {
				t.Errorf("%s: %q, %q decide", f.ID, w.French, w.English)
			}
		}
	}
}

func TestEveryCriterionCitesAndAsksInBothLanguages(t *testing.T) {
	var ids []string
	for _, f := range All {
		if len(f.Languages) == 0 || f.Paper == "" || f.Lead.French == "" || f.Lead.English == "" || len(f.Criteria) == 0 {
			t.Errorf("%s: %+v", f.ID, f)
		}
		for _, c := range f.Criteria {
			ids = append(ids, f.ID+" "+c.ID)
			for _, w := range []Words{c.Name, c.Cite, c.Asks} {
				if w.French == "" || w.English == "" {
					t.Errorf("%s %s lacks words", f.ID, c.ID)
				}
			}
			if (c.Check.French == "") != (c.Check.English == "") || len(c.missing) == 0 {
				t.Errorf("%s %s: what is to be checked or what is missing", f.ID, c.ID)
			}
			for _, l := range []*lang.Language{lang.French, lang.English} {
				for _, g := range c.missing {
					if l.Forum.Gaps[string(g)] == "" {
						t.Errorf("%s: %s has no words in %s", c.ID, g, l.Code)
					}
				}
			}
		}
	}
	if len(slices.Compact(slices.Sorted(slices.Values(ids)))) != len(ids) {
		t.Errorf("two criteria of one name: %v", ids)
	}
}

// Whatever can be said for the class, what speaks against it is asked for too.
func TestWhatBearsIsNeverAlone(t *testing.T) {
	against := map[Fact][]Fact{Standing: {Origin}, Groups: {ManyGroups, OutOfEvents, Apart}, Sheets: {SheetApart, SheetShared}, Amounts: {Undocumented}, Counted: {OutOfEvents}, Events: {Doubts, Durations}}
	for _, f := range All {
		for _, c := range f.Criteria {
			for _, b := range c.bears {
				if want, ok := against[b]; ok && !slices.ContainsFunc(want, func(a Fact) bool { return slices.Contains(c.against, a) }) {
					t.Errorf("%s %s: %s bears on it, and none of %v is asked for", f.ID, c.ID, b, want)
				}
			}
		}
	}
}

func doubtful() *dossier.Class {
	return &dossier.Class{Schema: dossier.ClassSchema, Provider: "whc",
		Members:   []dossier.ClassMember{{Member: "1", Sites: []int{1}, Events: []int{1}, AtLeast: 60_000, Lost: 1}, {Member: "2", Sites: []int{2}}},
		Sites:     []dossier.ClassSite{{Number: 1, Members: []string{"1"}}, {Number: 2, Members: []string{"2"}, Apart: []dossier.ClassApart{{Event: 1, Reason: "well"}}}},
		Bundles:   []dossier.ClassBundle{{Members: []string{"2"}}, {Members: []string{"1"}}, {}},
		Events:    []dossier.ClassEvent{{Number: 1, Sites: []int{1}, Others: dossier.ClassShare{Failing: 3, Known: 9}, Doubts: []string{"one-vantage", "not-told-apart"}}},
		Questions: []dossier.ClassQuestion{{Question: "one-event", Members: 1, Of: 2}, {Question: "statement", Of: 2}}}
}

func TestDoubtIsToldAgainstAndNeverFor(t *testing.T) {
	x, err := Weigh(quebec, doubtful(), nil)
	if err != nil {
		t.Fatal(err)
	}
	common := x.Criteria[0]
	has := func(list []Item, f Fact, reason string) bool {
		return slices.ContainsFunc(list, func(i Item) bool { return i.Fact == f && i.Reason == reason })
	}
	if has(common.Bears, Standing, "") {
		t.Error("an event in doubt stands")
	}
	for _, want := range []struct {
		fact   Fact
		reason string
	}{{Doubts, "one-vantage"}, {Doubts, "not-told-apart"}, {OthersFailing, ""}, {Apart, "well"}, {Silent, "statement"}, {Durations, ""}, {SomeLost, ""}, {Origin, ""}} {
		if !has(common.Against, want.fact, want.reason) {
			t.Errorf("%s %s is not told", want.fact, want.reason)
		}
	}
	if has(common.Bears, Questions, "statement") || !has(common.Bears, Questions, "one-event") {
		t.Errorf("%+v", common.Bears)
	}
	for _, i := range common.Bears {
		if i.Fact == Events && !slices.Equal(i.Bundles, []int{2}) {
			t.Errorf("the event rests on bundles %v", i.Bundles)
		}
	}
	people := x.Criteria[2]
	if !has(people.Against, OutOfEvents, "") || !slices.Contains(people.Missing, NoRegister) || !slices.Contains(x.Criteria[3].Missing, NoRepresentative) {
		t.Errorf("%+v", people)
	}
}

// Wherever an event bears on a criterion, or what was found in one, it is told beside it
// that the method does not hold that event to be established.
func TestDoubtsStandWhereverAnEventBears(t *testing.T) {
	for _, f := range All {
		x, err := Weigh(f, doubtful(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for n, k := range f.Criteria {
			rests := slices.ContainsFunc(k.bears, func(f Fact) bool { return slices.Contains(restOnEvents, f) })
			told := slices.ContainsFunc(x.Criteria[n].Against, func(i Item) bool { return i.Fact == Doubts && i.Reason == "one-vantage" })
			if rests && !told {
				t.Errorf("%s %s: %v without doubts", f.ID, k.ID, k.bears)
			}
		}
	}
}

func TestARegisterIsDeclared(t *testing.T) {
	r := &Register{Name: "whc", Members: 140, Complete: 88, Amounts: []RegisterSum{{Currency: "CAD", Members: 100, Documented: "25500.00", Declared: "10.00"}, {Currency: "EUR", Members: 1, Documented: "5.00", Declared: "0.00"}}}
	x, err := Weigh(unitedStates, doubtful(), r)
	if err != nil {
		t.Fatal(err)
	}
	count := x.Criteria[0]
	if slices.Contains(count.Missing, NoRegister) || !slices.Contains(count.Missing, Incomplete) {
		t.Errorf("%v", count.Missing)
	}
	var sums []string
	for _, i := range x.Criteria[5].Against {
		if i.Fact == Undocumented {
			sums = append(sums, i.Reason)
		}
	}
	if !slices.Equal(sums, []string{"CAD"}) {
		t.Errorf("without a document: %v", sums)
	}
	a, _ := x.JSON()
	again := new(Exhibit)
	if err := json.Unmarshal(a, again); err != nil {
		t.Fatal(err)
	}
	if b, _ := again.JSON(); !bytes.Equal(a, b) {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestTheCourtChoosesTheLanguage(t *testing.T) {
	for _, c := range []struct{ forum, asked, want string }{{"quebec", "en", "en"}, {"quebec", "de", "fr"}, {"france", "en", "fr"}, {"belgium", "en", "fr"}, {"us", "fr", "en"}, {"switzerland", "en", "fr"}} {
		f, err := ByID(c.forum)
		if err != nil || f.Language(c.asked) != c.want {
			t.Errorf("%s, asked for %s: %s, %v", c.forum, c.asked, f.Language(c.asked), err)
		}
	}
	if _, err := ByID("ontario"); err == nil {
		t.Error("a forum that is not known was found")
	}
}
