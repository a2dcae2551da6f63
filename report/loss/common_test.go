package loss

import (
	"fmt"
	"slices"
	"testing"

	"constat/store/page"
	"constat/store/record"
)

// by shifts what a vantage saw by some milliseconds.
func by(t *testing.T, vantage string, shift record.Instant, pages ...string) (list []Sighted) {
	t.Helper()
	sights := seen(pages...)
	for i := range sights {
		sights[i].Start += shift
		sights[i].End += shift
	}
	for _, c := range changes(t, sights, nil) {
		list = append(list, Sighted{vantage, c})
	}
	return list
}

func TestOneChangeSeenByTwoIsOne(t *testing.T) {
	list := append(by(t, "saguenay", 30000, "a", "b", "a", "a"), by(t, "levis", 0, "a", "b", "b", "a")...)
	groups := Common(list)
	if len(groups) != 2 || len(groups[0]) != 2 || groups[0][0].Vantage != "levis" {
		t.Fatalf("got %+v", groups)
	}
	if last, first := Bounds(groups[0]); last != 30000 || first != 60200 {
		t.Errorf("between %d and %d", last, first)
	}
	if last, first := Bounds(groups[1]); last != 120000 || first != 150200 {
		t.Errorf("the return lies between %d and %d", last, first)
	}
	slices.Reverse(list)
	if again := Common(list); fmt.Sprint(again) != fmt.Sprint(groups) {
		t.Errorf("another order gives %+v", again)
	}
}

func TestChangesThatCannotBeOneStayApart(t *testing.T) {
	for name, list := range map[string][]Sighted{
		"other content":  append(by(t, "levis", 0, "a", "b"), by(t, "saguenay", 0, "a", "c")...),
		"no instant":     append(by(t, "levis", 0, "a", "b", "b"), by(t, "saguenay", 300, "a", "a", "b")...),
		"the same eyes":  append(by(t, "levis", 0, "a", "b"), by(t, "levis", 1, "a", "b")...),
		"another origin": append(by(t, "levis", 0, "a", "b"), by(t, "saguenay", 0, "c", "b")...),
	} {
		if groups := Common(list); len(groups) != 2 {
			t.Errorf("%s: %d changes", name, len(groups))
		}
	}
}

func TestOnlyTheSameBytesAreExactlyTheSame(t *testing.T) {
	sights := seen("old", "new", "old", "new", "old")
	sights[4].Body = record.Sum([]byte("old, at another hour"))
	list := changes(t, sights, nil)
	if len(list) != 4 || !list[1].Exactly || !list[3].Returned || list[3].Exactly || list[0].Exactly {
		t.Errorf("got %+v", list)
	}
}

func TestDatesThatTheRulesLeaveOutAreNoDifference(t *testing.T) {
	got := compare([]string{"Journal", "Servie le 22 novembre 2026, 04:27:28", "du 5 avril"},
		[]string{"Journal", "Servie le 22 novembre 2026, 04:27:31", "du 6 avril"})
	want := []page.Line{{Op: ' ', Text: "Journal"}, {Op: ' ', Text: "Servie le […]"}, {Op: '-', Text: "du 5 avril"}, {Op: '+', Text: "du 6 avril"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
