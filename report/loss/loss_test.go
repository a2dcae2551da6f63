package loss

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"constat/store/page"
	"constat/store/record"
)

// seen is one answer a minute, with each page's text as its body; a word that
// begins with "!" is an answer that does not count.
func seen(pages ...string) (sights []Sight) {
	for i, p := range pages {
		body := html(p)
		s := Sight{Round: record.Round(600 * i), Start: record.Instant(60000 * i), End: record.Instant(60000*i + 200),
			Status: 200, Body: record.Sum(body), Size: int64(len(body)), Normal: page.Normal("text/html", body), Rules: page.Version, Ref: Ref{"a/1", int64(i), 0}}
		switch p {
		case "!refused":
			s = Sight{Round: s.Round, Start: s.Start, End: s.End, Fault: record.TCPRefused, Ref: s.Ref}
		case "!503":
			s.Status = 503
		case "!challenge":
			s.Challenge = true
		}
		sights = append(sights, s)
	}
	return sights
}

func html(text string) []byte {
	return []byte("<html><head><title>" + text + "</title></head><body><h1>" + text + "</h1><p>Horaires</p></body></html>")
}

func keep(pages ...string) (kept []Kept) {
	for i, p := range pages {
		body := html(p)
		k := Kept{Ref: Ref{"a/1", int64(1000 + i), 0}, Read: func() (string, []byte, error) { return "text/html", body, nil }}
		k.Body, k.Size, k.Normal, k.Rules = record.Sum(body), int64(len(body)), page.Normal("text/html", body), page.Version
		k.File = record.Sum([]byte("file of " + p))
		kept = append(kept, k)
	}
	return kept
}

func changes(t *testing.T, sights []Sight, kept []Kept) []Change {
	t.Helper()
	list, err := Changes(sights, kept)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAChangeLiesBetweenTheLastOfOneAndTheFirstOfTheOther(t *testing.T) {
	list := changes(t, seen("shop", "shop", "empty", "empty"), keep("shop", "empty"))
	if len(list) != 1 {
		t.Fatalf("%d changes", len(list))
	}
	c := list[0]
	if c.LastSeen != 60000 || c.FirstSeen != 120200 || c.After.Status != 200 || c.Before.Status != 200 || c.Returned {
		t.Errorf("got %+v", c)
	}
	if c.Before.Title != "shop" || c.After.Title != "empty" || c.Before.Body != record.Sum(html("shop")) || c.After.File != record.Sum([]byte("file of empty")) {
		t.Errorf("got %+v, %+v", c.Before, c.After)
	}
	want := []page.Line{{Op: '-', Text: "shop"}, {Op: '-', Text: "shop"}, {Op: '+', Text: "empty"}, {Op: '+', Text: "empty"}, {Op: ' ', Text: "Horaires"}}
	if !slices.Equal(c.Diff, want) || c.More != 0 {
		t.Errorf("got %q and %d more", c.Diff, c.More)
	}
	if want := []Ref{{"a/1", 1, 0}, {"a/1", 2, 0}, {"a/1", 1000, 0}, {"a/1", 1001, 0}}; !slices.Equal(c.Leaves, want) {
		t.Errorf("got %v", c.Leaves)
	}
}

func TestAReturnSaysWhenItWasLastSo(t *testing.T) {
	list := changes(t, seen("old", "old", "new", "new", "old", "newer"), nil)
	if len(list) != 3 || !list[1].Returned || list[1].LastSo != 60000 || list[0].Returned || list[2].Returned {
		t.Errorf("got %+v", list)
	}
}

func TestAnswersThatFailedAreNoChange(t *testing.T) {
	if list := changes(t, seen("shop", "!refused", "!503", "!challenge", "shop"), nil); len(list) != 0 {
		t.Errorf("got %+v", list)
	}
	list := changes(t, seen("shop", "!refused", "!503", "empty"), nil)
	if len(list) != 1 || list[0].LastSeen != 0 || list[0].FirstSeen != 180200 {
		t.Errorf("got %+v", list)
	}
}

func TestOrderOfArrivalChangesNothing(t *testing.T) {
	sights := seen("a", "b", "a", "c", "c", "a")
	want := fmt.Sprint(changes(t, sights, nil))
	slices.Reverse(sights)
	if got := fmt.Sprint(changes(t, sights, nil)); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestOtherRulesClaimNoChange(t *testing.T) {
	sights := seen("a", "b", "c")
	sights[1].Rules, sights[2].Rules = "page/2", "page/2"
	if list := changes(t, sights, nil); len(list) != 1 || list[0].FirstSeen != 120200 {
		t.Errorf("got %+v", list)
	}
	sights = seen("a", "a", "a")
	sights[1].Rules, sights[1].Normal = "page/2", record.Sum([]byte("other rules"))
	if list := changes(t, sights[:2], nil); len(list) != 0 {
		t.Errorf("the same body changed: %+v", list)
	}
}

func TestContentOfTheSameFormStandsForAnother(t *testing.T) {
	sights := seen("shop", "shop", "empty")
	sights[1].Body, sights[1].Size = record.Sum([]byte("shop, with another token")), 99
	list := changes(t, sights, keep("shop"))
	if c := list[0]; c.Before.Body != sights[1].Body || c.Before.Bytes != 99 || c.Before.Kept != record.Sum(html("shop")) || c.Before.File.IsZero() || c.After.Body != sights[2].Body || !c.After.Kept.IsZero() || !c.After.File.IsZero() {
		t.Errorf("got %+v", c)
	}
	if c := list[0]; c.Diff != nil || c.Before.Title != "shop" || c.After.Title != "" {
		t.Errorf("got %+v", c)
	}
}

func TestAFileThatRefersToAnotherIsNamedByTheOther(t *testing.T) {
	kept := keep("shop", "empty")
	kept[1].Kept = record.Sum([]byte("earlier file"))
	if c := changes(t, seen("shop", "empty"), kept)[0]; c.After.File != kept[1].Kept {
		t.Errorf("got %v", c.After.File)
	}
}

func TestLongDifferencesAreCutAndSaySo(t *testing.T) {
	var before, after []string
	for i := range 100 {
		before = append(before, fmt.Sprint("old ", i), "same")
		after = append(after, fmt.Sprint("new ", i), "same")
	}
	before[0] = strings.Repeat("é", 1000)
	lines, more := shorten(page.Diff(before, after))
	changed := 0
	for _, l := range lines {
		if l.Op != ' ' {
			changed++
		}
	}
	if len(lines) > MaxLines || changed+more != 200 || len([]rune(lines[0].Text)) != MaxRunes {
		t.Errorf("%d lines, %d changes and %d more", len(lines), changed, more)
	}
}

func TestARestlessPageIsShownOnlySoOften(t *testing.T) {
	var pages []string
	for i := range MaxDiffs + 10 {
		pages = append(pages, fmt.Sprint("visit ", i))
	}
	list := changes(t, seen(pages...), keep(pages...))
	if len(list) != MaxDiffs+9 || list[MaxDiffs-1].Diff == nil || list[MaxDiffs].Diff != nil {
		t.Errorf("%d changes", len(list))
	}
}

func TestContentThatCannotBeReadIsAnError(t *testing.T) {
	kept := keep("a", "b")
	kept[0].Read = func() (string, []byte, error) { return "", nil, errors.New("gone") }
	if _, err := Changes(seen("a", "b"), kept); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("got %v", err)
	}
}
