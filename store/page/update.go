package page

import (
	"regexp"
	"strings"
	"time"
)

// Feeds of Statuspage tell the updates of an incident in the text of its entry,
// newest first: a line with month, day, hour and zone but no year, then a line
// with the state in words, a dash and the text.
var (
	updateAt    = regexp.MustCompile(`^([A-Z][a-z]{2}) ([0-9]{1,2}), ([0-9]{2}:[0-9]{2}) ([A-Z]{2,5})$`)
	updateState = regexp.MustCompile(`^(Investigating|Identified|Monitoring|Update|Resolved|Postmortem|Scheduled|In progress|Verifying|Completed) - (.*)$`)
)

// settle takes the updates out of an entry's text, where it has them, and from
// these its state and its times.
func (e *Entry) settle() {
	updates, ok := updatesOf(e.Text, e.near())
	if !ok || len(updates) > maxEntries {
		return
	}
	e.Updates, e.Text = updates, nil
	e.State = updates[0].State
	e.Began = updates[len(updates)-1].At
	for _, u := range updates {
		e.Maintenance = e.Maintenance || u.State == "Scheduled"
		if e.Ended == "" && (u.State == "Resolved" || u.State == "Completed") {
			e.Ended = u.At
		}
	}
}

// near is the time that tells the year of an entry's updates.
func (e *Entry) near() time.Time {
	for _, s := range []string{e.Published, e.Updated} {
		if t, ok := When(s); ok {
			return t
		}
	}
	return time.Time{}
}

func updatesOf(lines []string, near time.Time) (list []Update, ok bool) {
	for i := 0; i < len(lines); i++ {
		if updateAt.MatchString(lines[i]) && i+1 < len(lines) && updateState.MatchString(lines[i+1]) {
			state := updateState.FindStringSubmatch(lines[i+1])
			u := Update{State: state[1], At: inYear(lines[i], near)}
			u.Text = some(u.Text, strings.TrimSpace(state[2]))
			list = append(list, u)
			i++
			continue
		}
		if len(list) == 0 {
			return nil, false
		}
		last := &list[len(list)-1]
		last.Text = append(last.Text, lines[i])
	}
	return list, len(list) > 0
}

// inYear reads a time without its year: the one that comes nearest to another time.
// In a zone other than UTC, or without anything to be near to, it stays as written.
func inYear(s string, near time.Time) string {
	m := updateAt.FindStringSubmatch(s)
	if near.IsZero() || m[4] != "UTC" && m[4] != "GMT" {
		return s
	}
	best := time.Time{}
	for year := near.Year() - 1; year <= near.Year()+1; year++ {
		t, err := time.Parse("2006 Jan 2 15:04", time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")+" "+m[1]+" "+m[2]+" "+m[3])
		if err == nil && (best.IsZero() || t.Sub(near).Abs() < best.Sub(near).Abs()) {
			best = t
		}
	}
	if best.IsZero() {
		return s
	}
	return best.Format(time.RFC3339)
}

// When reads a time as statements have it: RFC 3339, or RFC 822 as RSS 2.0 has it.
func When(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "Mon, _2 Jan 2006 15:04:05 -0700", "Mon, _2 Jan 2006 15:04:05 MST", "_2 Jan 2006 15:04:05 -0700", "_2 Jan 2006 15:04:05 MST"} {
		t, err := time.Parse(layout, s)
		if err != nil || t.Year() < 1970 || t.Year() > 2199 {
			continue
		}
		// A zone by its letters is known only if it is that of Greenwich.
		if name, offset := t.Zone(); strings.HasSuffix(layout, "MST") && (offset != 0 || name != "UTC" && name != "GMT" && name != "UT" && name != "Z") {
			continue
		}
		return t.UTC(), true
	}
	return time.Time{}, false
}
