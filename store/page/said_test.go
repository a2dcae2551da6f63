package page

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// realIncident is an incident as somebody else read it from the same feed.
type realIncident struct {
	Entry    string `json:"entry_id"`
	Title    string `json:"title"`
	Began    string `json:"started_at"`
	Resolved string `json:"resolved_at"`
	Updates  []struct{ At, Status, Message string }
}

func realFile(t *testing.T, name string) []byte {
	t.Helper()
	if os.Getenv("CONSTAT_DATA") == "" {
		t.Skip("no CONSTAT_DATA: the real feeds are not here")
	}
	b, err := os.ReadFile(filepath.Join(os.Getenv("CONSTAT_DATA"), "incidents-github-2022-2024", name))
	if err != nil {
		t.Skip("no real feed: ", err)
	}
	return b
}

// TestARealFeedIsReadAsOthersReadIt: 25 entries of a provider's history, each
// update with its instant, though the feed tells no year.
func TestARealFeedIsReadAsOthersReadIt(t *testing.T) {
	said, ok := Read(realFile(t, "github-status-history-2024-12-31.atom"))
	if !ok || said.Rules != FeedVersion || len(said.Entries) != 25 || said.Title != "GitHub Status - Incident History" {
		t.Fatalf("%v, %d entries of %q", ok, len(said.Entries), said.Title)
	}
	known := map[string]realIncident{}
	for l := range bytes.Lines(realFile(t, "incidents.jsonl")) {
		var i realIncident
		if err := json.Unmarshal(l, &i); err != nil {
			t.Fatal(err)
		}
		known[i.Entry] = i
	}
	// The provider corrected a capital later: only the words are held against each other.
	for _, e := range said.Entries {
		want, there := known[e.ID]
		if !there || e.Title != want.Title || e.Began != want.Began || e.Ended != want.Resolved || len(e.Updates) != len(want.Updates) {
			t.Errorf("%s: %q from %s to %s, %d updates; others read %+v", e.ID, e.Title, e.Began, e.Ended, len(e.Updates), want)
			continue
		}
		for i, u := range want.Updates { // oldest first there
			got := e.Updates[len(e.Updates)-1-i]
			if got.At != u.At || got.State != u.Status || !strings.EqualFold(bare(strings.Join(got.Text, " ")), bare(u.Message)) {
				t.Errorf("%s, update %d:\n%+v\n%+v", e.ID, i, got, u)
			}
		}
	}
}

// bare leaves out the blanks, which readers of markup put in different places.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }

// TestStatementsAreReadAsWrittenDown: each file holds a body, the form, and what a
// person reads.
func TestStatementsAreReadAsWrittenDown(t *testing.T) {
	names, _ := filepath.Glob("testdata/said-1/*.txtar")
	if len(names) < 4 {
		t.Fatalf("%d vectors", len(names))
	}
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		said, ok := Read(a.Files[0].Data)
		if !ok {
			t.Errorf("%s was not read", name)
			continue
		}
		got := []txtar.File{a.Files[0], {Name: "form", Data: said.Form()}, {Name: "lines", Data: []byte(strings.Join(said.Lines(), "\n") + "\n")}}
		if len(a.Files) == 1 && os.Getenv("CONSTAT_WRITE_VECTORS") != "" {
			a.Files = got
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.EqualFunc(got, a.Files, func(x, y txtar.File) bool { return x.Name == y.Name && bytes.Equal(x.Data, y.Data) }) {
			t.Errorf("%s:\n%s", name, txtar.Format(&txtar.Archive{Files: got[1:]}))
		}
	}
}

// TestWhatMovesByItselfIsNoStatement: when a page or a feed was touched, and how
// often it may be asked for, says nothing.
func TestWhatMovesByItselfIsNoStatement(t *testing.T) {
	for _, pair := range [][2]string{
		{`{"page":{"id":"p","name":"P","updated_at":"2026-01-01T00:00:00Z"},"status":{"indicator":"none","description":"All Systems Operational"}}`,
			`{"page":{"id":"p","name":"P","updated_at":"2026-01-02T00:00:00Z"},"status":{"description":"All Systems Operational","indicator":"none"}}`},
		{`{"page":{"id":"p"},"components":[{"id":"c","name":"Web","status":"operational","updated_at":"1","position":1}]}`,
			`{"page":{"id":"p"},"components":[{"id":"c","name":"Web","status":"operational","updated_at":"2","position":2}]}`},
		{`<feed xmlns="http://www.w3.org/2005/Atom"><updated>2026-01-01T00:00:00Z</updated><title>T</title><entry><id>1</id></entry></feed>`,
			`<feed xmlns="http://www.w3.org/2005/Atom"><updated>2026-01-02T00:00:00Z</updated><title>T</title><generator>g</generator><entry><id>1</id></entry></feed>`},
		{`<rss version="2.0"><channel><title>T</title><lastBuildDate>a</lastBuildDate><item><guid>1</guid></item></channel></rss>`,
			`<rss version="2.0"><channel><title>T</title><lastBuildDate>b</lastBuildDate><ttl>5</ttl><item><guid>1</guid></item></channel></rss>`},
	} {
		x, rules := Statement("", []byte(pair[0]))
		y, again := Statement("", []byte(pair[1]))
		if x != y || rules != again || rules == Version {
			t.Errorf("%s and %s by %s and %s", pair[0], pair[1], rules, again)
		}
	}
}

// TestNoMachineReadableStatementIsAPage: what is not surely one of the known
// forms is a page, and every byte of it counts.
func TestNoMachineReadableStatementIsAPage(t *testing.T) {
	bomb := `<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>`
	for _, s := range []string{
		"", "{", "{}", `{"page":{}}`, `{"page":{"id":"p"}}`, `{"page":{"id":"p"},"status":[]}`, "<", "<html><body>x", `<feed><title>no namespace</title></feed>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry>`, `<feed xmlns="http://www.w3.org/2005/Atom"/><rss/>`, bomb,
		strings.Repeat("<a>", 100), `<rss>` + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + `</rss>`,
		strings.Repeat(`{"page":`, 20000), `{"page":{"id":"p"},"components":[` + strings.Repeat(`{},`, maxEntries) + `{}]}`,
		`<rss><channel>` + strings.Repeat("<item/>", maxEntries+1) + `</channel></rss>`,
	} {
		if said, ok := Read([]byte(s)); ok {
			t.Errorf("%.80q was read: %+v", s, said)
		}
		want := Normal("text/xml", []byte(s))
		if got, rules := Statement("text/xml", []byte(s)); rules != Version || got != want {
			t.Errorf("%.80q is reduced by %s", s, rules)
		}
	}
}

func TestTimesOfStatements(t *testing.T) {
	for s, want := range map[string]string{
		"2024-12-20T16:18:00Z": "2024-12-20T16:18:00Z", "2024-12-20T16:18:00.123-05:00": "2024-12-20T21:18:00Z",
		"Fri, 20 Dec 2024 16:18:00 GMT": "2024-12-20T16:18:00Z", "Fri, 20 Dec 2024 16:18:00 -0500": "2024-12-20T21:18:00Z", "20 Dec 2024 16:18:00 +0000": "2024-12-20T16:18:00Z",
		"Fri, 20 Dec 2024 16:18:00 EST": "", "yesterday": "", "": "", "0001-01-01T00:00:00Z": "",
	} {
		got, ok := When(s)
		if ok != (want != "") || ok && got.Format(time.RFC3339) != want {
			t.Errorf("%q is %v, %v; want %s", s, got, ok, want)
		}
	}
}

// FuzzRead holds that anything can be read without a panic, and what was read has a
// form that is not longer than what it says.
func FuzzRead(f *testing.F) {
	names, _ := filepath.Glob("testdata/said-1/*.txtar")
	for _, name := range names {
		if a, err := txtar.ParseFile(name); err == nil {
			f.Add(a.Files[0].Data)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		said, ok := Read(body)
		if !ok {
			return
		}
		if form := said.Form(); len(form) > 64*len(body)+64 || bytes.Count(form, []byte("\n")) != len(strings.Split(strings.TrimSuffix(string(form), "\n"), "\n")) {
			t.Fatalf("a form of %d bytes of %d", len(form), len(body))
		}
		for _, l := range said.Lines() {
			if strings.ContainsAny(l, "\n\r") {
				t.Fatalf("line %q", l)
			}
		}
	})
}
