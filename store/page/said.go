package page

import (
	"bytes"
	"crypto/sha256"
	"strings"
)

// A Said is what a provider says in a form that is made for machines: the JSON
// of Statuspage (its API v2), a feed of Atom (RFC 4287) or of RSS 2.0. All of it
// is their word. Text has its white space folded; markup is left out.
type Said struct {
	Rules      string      // by which it was read, and which name its form
	Title      string      // of the page or feed
	Indicator  string      // Statuspage: none, minor, major, critical, maintenance; empty where it is not told
	Summary    string      // Statuspage: the indicator in words
	Components []Component // Statuspage, in the order told
	Entries    []Entry     // in the order told
}

// A Component is a part of the provider's service and how it is said to be.
type Component struct{ ID, Name, Status string }

// An Entry is one incident, one maintenance, one notice. Times are as they were
// written, empty where they were not.
type Entry struct {
	ID, Title   string
	Maintenance bool   // announced work, not a failure
	State       string // in their words: investigating, resolved; empty where it is not told
	Impact      string // Statuspage: none, minor, major, critical, maintenance
	Began       string // when it is said to have begun; of work, for when it is announced
	Ended       string // when it is said to have ended; of work, until when it is announced
	Published   string // when it was first put there
	Updated     string // when it was changed last
	Updates     []Update
	Text        []string // what stands there beside the updates, line by line
}

// An Update is one thing said of an incident.
type Update struct {
	State string
	At    string // RFC 3339 where it could be told, else as written
	Text  []string
}

// Rules of what is made for machines.
const (
	StatuspageVersion = "statuspage/1"
	FeedVersion       = "feed/1"
)

// Bounds of what is read; what goes past one is a page like any other.
const (
	maxEntries = 5000 // components, entries, and updates of one entry
	maxDepth   = 64   // of elements
)

// Read reads what is made for machines, by what it holds and not by what type it is
// said to be of. It is false for anything else.
func Read(body []byte) (Said, bool) {
	text := strings.TrimSpace(decode(body))
	switch {
	case strings.HasPrefix(text, "{"):
		return statuspage(text)
	case strings.HasPrefix(text, "<"):
		return feed(text)
	}
	return Said{}, false
}

// Statement is the digest of what stays the same in a provider's statement, and
// the rules that reduced it: those of [Read], or those of any page.
func Statement(contentType string, body []byte) (digest [32]byte, rules string) {
	s, ok := Read(body)
	if !ok {
		return Normal(contentType, body), Version
	}
	return sha256.Sum256(s.Form()), s.Rules
}

// Form is what [Statement] hashes: one item a line, written down in FORMAT.md.
func (s Said) Form() []byte {
	var b bytes.Buffer
	line(&b, s.Rules)
	told(&b, "title", s.Title)
	told(&b, "indicator", s.Indicator)
	told(&b, "summary", s.Summary)
	for _, c := range s.Components {
		line(&b, "<component")
		told(&b, "id", c.ID)
		told(&b, "name", c.Name)
		told(&b, "status", c.Status)
	}
	for _, e := range s.Entries {
		e.form(&b)
	}
	return b.Bytes()
}

func (e Entry) form(b *bytes.Buffer) {
	line(b, "<entry")
	if e.Maintenance {
		line(b, " maintenance=")
	}
	for _, f := range [][2]string{{"id", e.ID}, {"title", e.Title}, {"state", e.State}, {"impact", e.Impact},
		{"began", e.Began}, {"ended", e.Ended}, {"published", e.Published}, {"updated", e.Updated}} {
		told(b, f[0], f[1])
	}
	for _, u := range e.Updates {
		line(b, "<update")
		told(b, "state", u.State)
		told(b, "at", u.At)
		texts(b, u.Text)
	}
	texts(b, e.Text)
}

func told(b *bytes.Buffer, name, value string) {
	if value != "" {
		line(b, " ", name, "=", value)
	}
}

func texts(b *bytes.Buffer, lines []string) {
	for _, l := range lines {
		line(b, "=", l)
	}
}

// Lines gives s to be read: what a person would see on the provider's page.
func (s Said) Lines() (out []string) {
	out = some(out, s.Title)
	out = some(out, joined(" — ", s.Indicator, s.Summary))
	for _, c := range s.Components {
		out = append(out, joined(": ", c.Name, c.Status))
	}
	for _, e := range s.Entries {
		out = append(out, e.Lines()...)
	}
	return out
}

// Lines gives an entry to be read.
func (e Entry) Lines() (out []string) {
	out = some(out, joined(" · ", e.Title, e.State, e.Impact, joined(" – ", e.Began, e.Ended)))
	for _, u := range e.Updates {
		head := joined(" · ", u.At, u.State)
		for _, t := range u.Text {
			head = joined(": ", head, t)
			out = append(out, head)
			head = ""
		}
		out = some(out, head)
	}
	return append(out, e.Text...)
}

func some(list []string, s string) []string {
	if s == "" {
		return list
	}
	return append(list, s)
}

// joined joins those parts that are not empty.
func joined(between string, parts ...string) string {
	var there []string
	for _, p := range parts {
		there = some(there, p)
	}
	return strings.Join(there, between)
}
