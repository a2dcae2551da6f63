package notify

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/report/lang"
	"constat/store/record"
)

// shown is how many things a message names; the others are counted.
const shown = 20

// A Source is who tells.
type Source struct {
	Vantage string
	Trial   bool // nothing of what is told has happened
}

// Write puts a message into words: what, since when, what is sure and what is
// not, what to do now, what to run next.
func (m *Message) Write(from Source, d Destination) (title, text string) {
	l := languageOf(d.Lang)
	n := l.Notice
	part := m.part(n)
	var w writer
	if from.Trial {
		w.line(n.Trial)
		w.line("")
	}
	title = part.Title(m.count(), m.name(l))
	if from.Trial {
		title = n.Try(title)
	}
	title = n.From(title)
	w.line(n.Provisional(from.Vantage))
	w.line("")
	for _, c := range m.Concerns[:min(shown, len(m.Concerns))] {
		w.line(m.item(l, d, c))
	}
	if more := len(m.Concerns) - shown; more > 0 {
		w.line(n.More(more))
	}
	w.line("")
	if p := m.provider(); p != "" {
		w.line(n.Provider(p))
	}
	w.line(n.Times(zoneOf(l, d)))
	w.line("")
	sure, unsure := m.witnessed(n, part)
	w.line(n.Sure(sure))
	w.line(n.Unsure(unsure))
	w.steps(n.Do, append(m.remedies(n), part.Steps...))
	w.commands(n.Next, part.Commands)
	return title, w.String()
}

// count is how many things it is about: a publication that changed twice is one.
func (m *Message) count() int {
	if m.About != Statement {
		return len(m.Concerns)
	}
	names := map[string]bool{}
	for _, c := range m.Concerns {
		names[c.Name] = true
	}
	return len(names)
}

func languageOf(code string) *lang.Language {
	if code == "fr" {
		return lang.French
	}
	return lang.English
}

// zoneOf names the zone that times are told in: this machine's own has no name.
func zoneOf(l *lang.Language, d Destination) string {
	now := time.Now().In(d.zone())
	if d.zone() == time.Local {
		return lang.Offset(now)
	}
	return l.Time.Zone(now)
}

func (d Destination) zone() *time.Location {
	if d.Zone == nil {
		return time.Local
	}
	return d.Zone
}

func (m *Message) part(n lang.Notice) lang.NoticePart {
	switch {
	case m.About == Evidence && m.End:
		return n.Well
	case m.End:
		return n.Up
	case m.About == Deadline && m.Concerns[0].Kind == "ticket":
		return n.Ticket
	case m.ofBreach():
		return n.Breach
	case m.About == Trial:
		return n.Test
	}
	return map[string]lang.NoticePart{Down: n.Down, Loss: n.Loss, Statement: n.Statement, Evidence: n.Evidence, Deadline: n.LastDay}[m.About]
}

// ofBreach reports whether it is about the 72 hours of a breach.
func (m *Message) ofBreach() bool { return strings.HasPrefix(m.Concerns[0].Kind, OfBreach) }

// name is what stands in the title where there is one thing alone.
func (m *Message) name(l *lang.Language) string {
	first := m.Concerns[0]
	if m.About == Deadline && first.Kind != "ticket" && !m.ofBreach() {
		earliest := slices.MinFunc(m.Concerns, func(a, b Concern) int { return strings.Compare(a.Day, b.Day) })
		return dayOf(l, earliest.Day)
	}
	return clean(first.Name)
}

// dayOf writes a day such as 2026-12-01.
func dayOf(l *lang.Language, day string) string {
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		return l.Time.Day(t)
	}
	return day
}

func (m *Message) item(l *lang.Language, d Destination, c Concern) string {
	n := l.Notice
	at := func(i record.Instant) string { return l.Time.Instant(i.Time().In(d.zone())) }
	name, site := clean(c.Name), clean(c.Site)
	switch {
	case m.End:
		lasted := time.Duration(c.Until-c.Since) * time.Millisecond
		over := n.Over(at(c.Since), at(c.Until), l.Duration(lasted.Round(time.Second)))
		if m.About == Evidence {
			return n.Item(ailing(n, c), "", over)
		}
		return n.Item(name, site, over)
	case m.About == Trial:
		return n.Item(name, "", at(c.Since))
	case m.About == Down:
		return n.Item(name, site, n.Since(at(c.Since))+n.Then(causeOf(l, c)))
	case m.About == Loss:
		return n.Item(name, site, n.Since(at(c.Since))+n.Then(missing(n, c)))
	case m.About == Statement && c.Kind == "restless":
		return n.Item(name, "", n.Changed(at(c.Since))+n.Then(n.Restless))
	case m.About == Statement:
		return n.Item(name, "", n.Changed(at(c.Since)))
	case m.About == Evidence && c.Until != 0:
		return n.Item(ailing(n, c), "", n.Over(at(c.Since), at(c.Until), l.Duration(time.Duration(c.Until-c.Since)*time.Millisecond)))
	case m.About == Evidence:
		return n.Item(ailing(n, c), "", n.Since(at(c.Since)))
	case c.Kind == "ticket":
		if p := clean(c.Provider); p != "" {
			name += " (" + p + ")"
		}
		return n.Under(name, names(c.Targets)) + n.Then(n.Since(at(c.Since)))
	}
	if m.ofBreach() {
		return n.TellBy(name, site, lang.Pick(l.Breach.To, c.Cause+" authority"), byIn(l, c), c.Kind == OfBreach+"over", fields(l, c.Targets))
	}
	return n.AskBy(name, names(c.Targets), dayOf(l, c.Day), c.Zone)
}

// byIn is the end of 72 hours, in the controller's zone.
func byIn(l *lang.Language, c Concern) string {
	zone, err := lang.Zone(c.Zone)
	if err != nil {
		zone = time.UTC
	}
	at := c.By.Time().In(zone)
	return l.Time.Instant(at) + " (" + lang.Offset(at) + ")"
}

func fields(l *lang.Language, list []string) string {
	var all []string
	for _, f := range list {
		all = append(all, lang.Pick(l.Breach.Fields, f))
	}
	return strings.Join(all, ", ")
}

func causeOf(l *lang.Language, c Concern) string {
	if c.Status != 0 {
		return l.Cause(c.Cause, c.Status)
	}
	return l.Cause(c.Cause)
}

func ailing(n lang.Notice, c Concern) string {
	if c.Name == "" {
		return n.Ailments[c.Kind]
	}
	return clean(c.Name) + ", " + n.Ailments[c.Kind]
}

func missing(n lang.Notice, c Concern) string {
	switch c.Kind {
	case "records":
		return n.Records(c.Count, c.Other)
	case "page":
		return n.Page(c.Cause)
	}
	return n.Files(c.Count, c.Other)
}

func names(list []string) string {
	more := ""
	if len(list) > shown {
		list, more = list[:shown], ", …"
	}
	return clean(strings.Join(list, ", ")) + more
}

// provider is whose all of it is, where that is one.
func (m *Message) provider() string {
	if m.About == Evidence || m.About == Deadline {
		return ""
	}
	return clean(m.Concerns[0].Provider)
}

// witnessed are what is sure and what is not: of what is down, whether another
// site answered us belongs to one or to the other.
func (m *Message) witnessed(n lang.Notice, part lang.NoticePart) (sure, unsure string) {
	switch {
	case m.About != Down || m.End:
		return part.Sure, part.Unsure
	case slices.ContainsFunc(m.Concerns, func(c Concern) bool { return !c.Witnessed }):
		return part.Sure + ".", part.Unsure + " " + n.Unseen
	}
	return part.Sure + n.Then(n.Witnessed) + ".", part.Unsure
}

// remedies are what to do about what ails, each once.
func (m *Message) remedies(n lang.Notice) (all []string) {
	for _, c := range m.Concerns {
		if r := n.Remedies[c.Kind]; m.About == Evidence && !m.End && !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	return all
}

// clean keeps a name from breaking a line, or a header of a mail.
func clean(s string) string {
	if runes := []rune(s); len(runes) > 200 {
		s = string(runes[:199]) + "…"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r == 0x2028 || r == 0x2029 {
			return '\ufffd'
		}
		return r
	}, s)
}

type writer struct{ strings.Builder }

func (w *writer) line(s string) { w.WriteString(s + "\n") }

func (w *writer) steps(head string, all []string) {
	w.line("")
	w.line(head)
	for i, s := range all {
		w.line(strconv.Itoa(i+1) + ". " + s)
	}
}

func (w *writer) commands(head string, all []string) {
	w.line("")
	w.line(head)
	for _, s := range all {
		w.line("  " + s)
	}
}
