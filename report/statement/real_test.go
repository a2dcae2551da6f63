package statement

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/store/page"
	"constat/store/record"
)

// A provider's own history of three years: 399 incidents, as others read them.
type realIncident struct {
	ID       string    `json:"id"`
	Entry    string    `json:"entry_id"`
	Title    string    `json:"title"`
	Impact   string    `json:"impact"`
	Began    time.Time `json:"started_at"`
	Resolved time.Time `json:"resolved_at"`
	Window   *struct {
		Start time.Time `json:"start_at"`
	} `json:"impact_window"`
	Updates []struct {
		At              time.Time
		Status, Message string
	}
	Published string `json:"published_at"`
	Updated   string `json:"updated_at"`
}

type realFacts struct {
	Incidents int            `json:"incidents"`
	ByImpact  map[string]int `json:"by_impact"`
	Updates   int            `json:"updates_total"`
	Minutes   int            `json:"minutes_started_to_resolved_without_maintenance"`
	Stated    int            `json:"with_provider_stated_window"`
	Lag       struct {
		Median  int
		Over60  int `json:"over_60"`
		Largest []struct {
			ID      string
			Minutes int
		}
	} `json:"ack_lag_minutes"`
}

func real(t *testing.T) (list []realIncident, facts realFacts) {
	t.Helper()
	dir := os.Getenv("CONSTAT_DATA")
	if dir == "" {
		t.Skip("no CONSTAT_DATA: the real history is not here")
	}
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, "incidents-github-2022-2024", name))
		if err != nil {
			t.Skip(err)
		}
		return b
	}
	for l := range bytes.Lines(read("incidents.jsonl")) {
		var i realIncident
		if err := json.Unmarshal(l, &i); err != nil {
			t.Fatal(err)
		}
		list = append(list, i)
	}
	if err := json.Unmarshal(read("expected.json"), &facts); err != nil {
		t.Fatal(err)
	}
	return list, facts
}

// feedOf writes incidents as the provider's feed does, with the first updates of
// each only.
func feedOf(list []realIncident, updates int) []byte {
	var b bytes.Buffer
	b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"><title>History</title>`)
	for _, i := range list {
		var content strings.Builder
		for _, u := range slices.Backward(i.Updates[:min(updates, len(i.Updates))]) {
			at := u.At.UTC()
			fmt.Fprintf(&content, "<p><small>%s <var data-var='date'>%2d</var>, <var data-var='time'>%s</var> UTC</small><br><strong>%s</strong> - %s</p>",
				at.Format("Jan"), at.Day(), at.Format("15:04"), u.Status, html.EscapeString(u.Message))
		}
		b.WriteString("<entry><id>" + i.Entry + "</id><published>" + i.Published + "</published><updated>" + i.Updated + `</updated><title>`)
		_ = xml.EscapeText(&b, []byte(i.Title))
		b.WriteString(`</title><content type="html">`)
		_ = xml.EscapeText(&b, []byte(content.String()))
		b.WriteString("</content></entry>")
	}
	b.WriteString("</feed>")
	return b.Bytes()
}

// TestARealHistoryAddsUp: what others counted in three years of a provider's feed is
// what we read in it.
func TestARealHistoryAddsUp(t *testing.T) {
	list, facts := real(t)
	text := Read("application/atom+xml", feedOf(list, 1<<20), false)
	if !text.Structured || len(text.Entries) != facts.Incidents {
		t.Fatalf("%v, %d entries", text.Structured, len(text.Entries))
	}
	updates, minutes, maintenance, open := 0, 0, 0, 0
	for n, e := range text.Entries {
		updates += len(e.Updates)
		began, _ := page.When(e.Began)
		ended, known := page.When(e.Ended)
		if e.Maintenance {
			maintenance++
		} else {
			minutes += int(ended.Sub(began).Minutes())
		}
		if !known || e.Maintenance != (list[n].Impact == "maintenance") {
			open++
			t.Errorf("%s: %q ends %q, maintenance %v", e.ID, e.State, e.Ended, e.Maintenance)
		}
	}
	if updates != facts.Updates || minutes != facts.Minutes || maintenance != facts.ByImpact["maintenance"] {
		t.Errorf("%d updates, %d minutes, %d of maintenance; others counted %d, %d, %d", updates, minutes, maintenance, facts.Updates, facts.Minutes, facts.ByImpact["maintenance"])
	}
}

// TestRealSilencesAreTimed: from the beginning that the provider itself stated later
// to its first word, as a vantage that looks each minute would have it.
func TestRealSilencesAreTimed(t *testing.T) {
	list, facts := real(t)
	lags := map[string]int{}
	for n, i := range list {
		if i.Window == nil || i.Window.Start.IsZero() {
			continue
		}
		before := Read("", feedOf(list[max(0, n-20):n], 1<<20), false)
		after := Read("", feedOf(append(slices.Clone(list[max(0, n-20):n]), i), 1), false)
		// What was said before is of no matter here: other outages of the same days are left out.
		before.Entries = slices.DeleteFunc(before.Entries, func(e page.Entry) bool {
			return of(e, nil, Window{i.Window.Start.Add(-time.Hour), i.Resolved}) != ""
		})
		after.Entries = append(slices.Clone(before.Entries), after.Entries[len(after.Entries)-1])
		begin := record.At(i.Window.Start)
		o := Outage{Before: begin - 60_000, Known: true, FirstBad: begin, Shown: begin, Over: record.At(i.Resolved)}
		var looks []Look
		for at := begin - 120_000; at <= record.At(i.Resolved); at += 60_000 {
			l := Look{Vantage: "v", Start: at, End: at, Interval: time.Minute, Read: true, Rules: page.FeedVersion, Normal: record.Hash{1}, Text: &before}
			if at >= record.At(i.Began) {
				l.Normal, l.Text = record.Hash{2}, &after
			}
			looks = append(looks, l)
		}
		s := Silence(Order(looks), o)
		if s.Result != Admitted || s.AtMost == nil {
			t.Errorf("%s: %+v", i.ID, s)
			continue
		}
		// Between the last look without a word and the first with one lies a minute.
		if most := (*s.AtMost - time.Minute); most-s.AtLeast != time.Minute && s.Looks > 1 {
			t.Errorf("%s: between %v and %v", i.ID, s.AtLeast, most)
		}
		lags[i.ID] = int((*s.AtMost - time.Minute).Minutes())
	}
	var sorted []int
	over := 0
	for _, l := range lags {
		sorted = append(sorted, l)
		if l > 60 {
			over++
		}
	}
	slices.Sort(sorted)
	if len(sorted) != facts.Stated || over != facts.Lag.Over60 {
		t.Fatalf("%d silences, %d over an hour: %v", len(sorted), over, sorted)
	}
	// Of an even number the others took the upper one.
	if median := sorted[len(sorted)/2]; median != facts.Lag.Median {
		t.Errorf("a median of %d minutes of %v; others found %d", median, sorted, facts.Lag.Median)
	}
	for _, l := range facts.Lag.Largest {
		if lags[l.ID] != l.Minutes {
			t.Errorf("%s: %d minutes; others found %d", l.ID, lags[l.ID], l.Minutes)
		}
	}
}
