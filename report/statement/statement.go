// Package statement reads status pages, and times the silence.
//
// A [Page] is one address at which a provider says what is down, as vantages
// looked at it. [Silence] holds it against one outage that was measured: how long
// after the first failure the page still said nothing of it, and when it first
// said something that can have been about it.
//
// All doubt is the provider's. Of a page made for machines anything that can be
// a word about the outage counts as one: an indicator or a component that is not
// as it should be, an entry that is open, new or changed, or one whose own times
// touch the outage, whatever it is about. Of any other page it is never said what it
// means, only that it stayed the same or changed. What is claimed runs from the end
// of the first question that failed to the beginning of the last look in an unbroken
// row; between two looks anything can have been said and taken back, so a row breaks
// where two looks are more than two intervals apart.
//
// The times that a provider gives are its own word, and bound nothing here.
package statement

import (
	"slices"
	"strings"
	"time"

	"constat/store/page"
	"constat/store/record"
)

// A Text is what a page held.
type Text struct {
	page.Said
	Structured bool     // made for machines: Said tells what it says
	Lines      []string // as a person reads it
}

// Read reads a page. One that was cut is not read by a machine.
func Read(contentType string, body []byte, cut bool) Text {
	if s, ok := page.Read(body); ok && !cut {
		return Text{Said: s, Structured: true, Lines: s.Lines()}
	}
	return Text{Lines: page.Text(contentType, body)}
}

// A Look is one time that a vantage looked at a page.
type Look struct {
	Vantage    string
	Start, End record.Instant
	Interval   time.Duration
	Within     time.Duration // by which the vantage's clock can have been off
	Read       bool          // the page answered well and what it held is known
	Normal     record.Hash   // what stays the same of it, by Rules
	Rules      string
	// Copy says that a cache gave it, or another host to which redirects had led: a word in
	// it counts, that it holds none proves nothing of then.
	Copy bool
	Text *Text // nil where it was not kept: then nothing is known of a structured page
	Ref  Ref
}

// A Ref is the place of an observation: the log, the leaf, the place in it.
type Ref struct {
	Log  string
	Leaf int64
	Item int
}

func (l Look) same(m Look) bool { return l.Normal == m.Normal && l.Rules == m.Rules }

// A Word is something that a page made for machines says and that can be about
// an outage.
type Word struct {
	Kind   string // one of Words
	Text   string // theirs
	Stated string // the time that they give for it, as written; empty where none
}

// Words lists the kinds of a [Word], in the order in which they are looked for.
var Words = []string{"indicator", "component", "open", "dated", "new", "changed"}

// A Window is the time in which an outage can have been.
type Window struct{ From, To time.Time }

// slack is what a provider's own times are taken to be rounded by.
const slack = time.Minute

// words returns what t says that can be about an outage in w; before is what it held
// at the look before the outage, nil for that look itself.
func (t *Text) words(before *Text, w Window) (list []Word) {
	if s := strings.ToLower(t.Indicator); s != "" && s != "none" {
		list = append(list, Word{"indicator", joined(t.Indicator, t.Summary), ""})
	}
	for _, c := range t.Components {
		if s := strings.ToLower(c.Status); s != "" && s != "operational" {
			list = append(list, Word{"component", joined(c.Name, c.Status), ""})
		}
	}
	for _, e := range t.Entries {
		if kind := of(e, before, w); kind != "" {
			list = append(list, Word{kind, strings.Join(e.Lines(), " / "), stated(e)})
		}
	}
	slices.SortStableFunc(list, func(a, b Word) int { return slices.Index(Words, a.Kind) - slices.Index(Words, b.Kind) })
	return list
}

func joined(name, says string) string {
	if name == "" || says == "" {
		return name + says
	}
	return name + ": " + says
}

// of says why an entry can be about an outage, empty where it cannot.
func of(e page.Entry, before *Text, w Window) string {
	switch {
	case open(e):
		return "open"
	case dated(e, w):
		return "dated"
	case before == nil:
		return ""
	}
	i := slices.IndexFunc(before.Entries, func(b page.Entry) bool { return b.ID == e.ID && b.Title == e.Title })
	if i < 0 {
		return "new"
	}
	if !slices.Equal(before.Entries[i].Lines(), e.Lines()) || before.Entries[i].Updated != e.Updated {
		return "changed"
	}
	return ""
}

// over are the states in which an entry is not, or no longer, under way.
var over = []string{"", "resolved", "completed", "postmortem", "scheduled"}

func open(e page.Entry) bool { return !slices.Contains(over, strings.ToLower(e.State)) }

// dated says whether the times of an entry touch w, or what was said since. That
// work was announced before is a word about the outage only where it was announced
// for then.
func dated(e page.Entry, w Window) bool {
	if e.Maintenance {
		began, hasBegun := page.When(e.Began)
		ended, hasEnded := page.When(e.Ended)
		if !hasEnded {
			ended = began
		}
		return hasBegun && !began.After(w.To.Add(slack)) && !ended.Before(w.From.Add(-slack))
	}
	times := []string{e.Began, e.Ended, e.Published, e.Updated}
	for _, u := range e.Updates {
		times = append(times, u.At)
	}
	return slices.ContainsFunc(times, func(s string) bool {
		at, ok := page.When(s)
		return ok && !at.Before(w.From.Add(-slack))
	})
}

// stated is the time that a provider gives for the beginning of an entry, else
// for its publication.
func stated(e page.Entry) string {
	for _, s := range []string{e.Began, e.Published, e.Updated} {
		if s != "" {
			return s
		}
	}
	return ""
}
