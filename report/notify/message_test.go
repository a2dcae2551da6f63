package notify

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"constat/report/lang"
	"constat/store/record"
)

// every is a message of each kind, about one thing and about thirty.
func every() (all []*Message) {
	now := night
	for _, m := range []Message{
		{About: Down, Concerns: []Concern{{Name: "shop", Site: "terreciel", Provider: "WHC", Since: now, Cause: "http-status", Status: 503, Witnessed: true}}},
		{About: Down, Concerns: []Concern{{Name: "shop", Since: now, Cause: "tcp-refused"}}},
		{About: Down, End: true, Concerns: []Concern{{Name: "shop", Since: now, Until: now + 60_000}}},
		{About: Loss, Concerns: []Concern{{Name: "photos", Kind: "files", Since: now, Count: 12, Other: 3}}},
		{About: Loss, Concerns: []Concern{{Name: "rows", Kind: "records", Since: now, Count: 12, Other: 30}}},
		{About: Loss, Concerns: []Concern{{Name: "shop", Kind: "page", Since: now, Cause: "nginx"}}},
		{About: Statement, Concerns: []Concern{{Name: "page", Since: now}}},
		{About: Statement, Concerns: []Concern{{Name: "page", Kind: "restless", Since: now}}},
		{About: Deadline, Concerns: []Concern{{Name: "pro", Kind: "ticket", Since: now, Targets: []string{"shop"}}}},
		{About: Deadline, Concerns: []Concern{{Name: "pro", Kind: "day", Since: now, Targets: []string{"shop"}, Day: "2021-09-12", Zone: "America/Toronto"}}},
		{About: Deadline, Concerns: []Concern{{Name: "incident-1", Site: "mairie", Kind: "breach-hours", Cause: "cnil", By: now, Zone: "America/Toronto", Since: now, Targets: []string{"contact"}}}},
		{About: Deadline, Concerns: []Concern{{Name: "incident-1", Site: "mairie", Kind: "breach-over", Cause: "gdpr", By: now, Zone: "America/Toronto", Since: now}}},
	} {
		all = append(all, &m)
	}
	for _, kind := range Ailments {
		c := Concern{Kind: kind, Since: now}
		if kind == "gap" {
			c.Until = now + 600_000
		}
		all = append(all, &Message{About: Evidence, Concerns: []Concern{c}}, &Message{About: Evidence, End: true, Concerns: []Concern{{Kind: kind, Since: now, Until: now + 1000}}})
	}
	for _, m := range all {
		more := *m
		more.Concerns = nil
		for range 30 {
			more.Concerns = append(more.Concerns, m.Concerns[0])
		}
		all = append(all, &more)
	}
	return all
}

// Who is woken at night is told what, since when, what is sure and what is not,
// what to do and what to run; that it is no evidence; and nobody is blamed.
func TestEachMessageSaysAllThatIsNeeded(t *testing.T) {
	zone := time.FixedZone("America/Toronto", -4*3600)
	machine := regexp.MustCompile(`(?i)%!|null|tcp-refused|http-status|clock-|unsealed|: ;|- :|<nil>`)
	for _, l := range []struct {
		code   string
		of     *lang.Language
		no     string
		at     string
		blamed string
	}{{"fr", lang.French, "Ce n’est pas une preuve", "27 août 2021, 23", "faute"}, {"en", lang.English, "It is no evidence", "27 August 2021, 23:00:00", "at fault"}} {
		d := Destination{Lang: l.code, Zone: zone}
		for _, m := range every() {
			title, text := m.Write(Source{Vantage: "saguenay-1"}, d)
			text = strings.ReplaceAll(text, lang.NoBreak, " ")
			for _, part := range []string{l.no, "saguenay-1", l.of.Notice.Do, l.of.Notice.Next, "constat status", "America/Toronto", "\n1. "} {
				if !strings.Contains(text, strings.ReplaceAll(part, lang.NoBreak, " ")) && !(part == "constat status" && m.About == Deadline) {
					t.Errorf("%s: no %q in\n%s", title, part, text)
				}
			}
			if m.About != Deadline && !strings.Contains(text, l.at) {
				t.Errorf("%s: no time in\n%s", title, text)
			}
			if bad := machine.FindString(text + title); bad != "" || strings.Contains(text, l.blamed) || strings.Contains(title, "\n") || len(title) > 120 {
				t.Errorf("%q in %s\n%s", bad, title, text)
			}
			if strings.Count(text, "\n- ") > shown {
				t.Errorf("%s names too much", title)
			}
		}
	}
}

// A name from elsewhere ends no line: a mail has its headers from us alone.
func TestNamesBreakNoLine(t *testing.T) {
	m := &Message{About: Down, Concerns: []Concern{{Name: "shop\r\nBcc: all@example.org", Site: "a\nb", Provider: "x\u202e\ny", Since: record.Instant(1)}}}
	title, text := m.Write(Source{Vantage: "v"}, Destination{})
	if strings.ContainsAny(title, "\r\n") || strings.Contains(text, "\nBcc") || strings.Contains(text, "\nb") || strings.Contains(text, "\ny") {
		t.Errorf("%q\n%s", title, text)
	}
}
