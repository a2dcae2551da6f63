package statement

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/store/page"
	"constat/store/record"
)

// begun is when the first question failed, in minutes 0; all times are told from there.
var begun = record.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))

func at(minutes float64) record.Instant { return begun + record.Instant(minutes*60_000) }

func written(minutes float64) string { return at(minutes).Time().Format(time.RFC3339) }

// outage was met at 0, seen by 0.25, over at 60; the last good answer was of a minute before.
func outage() Outage {
	return Outage{Before: at(-1), Known: true, FirstBad: begun, Shown: at(0.25), Over: at(60)}
}

// summary is a status page in JSON with these incidents.
func summary(indicator string, incidents ...string) string {
	return `{"page":{"id":"p"},"status":{"indicator":"` + indicator + `"},"incidents":[` + strings.Join(incidents, ",") + `]}`
}

func incident(id, state string, began, ended float64) string {
	over := "null"
	if ended != 0 {
		over = `"` + written(ended) + `"`
	}
	return fmt.Sprintf(`{"id":%q,"name":%q,"status":%q,"created_at":%q,"started_at":%q,"resolved_at":%s}`, id, id, state, written(began), written(began), over)
}

// A watch is a page looked at by one vantage every five minutes.
type watch struct {
	looks []Look
	texts map[string]*Text
}

// see looks at the page at some minutes; "" for a page that does not answer.
func (w *watch) see(vantage, body string, minutes ...float64) *watch {
	if w.texts == nil {
		w.texts = map[string]*Text{}
	}
	for _, m := range minutes {
		l := Look{Vantage: vantage, Start: at(m), End: at(m) + 500, Interval: 5 * time.Minute, Ref: Ref{vantage, int64(m * 100), 0}}
		if body != "" {
			if w.texts[body] == nil {
				t := Read("", []byte(body), false)
				w.texts[body] = &t
			}
			h, rules := page.Statement("", []byte(body))
			l.Read, l.Normal, l.Rules, l.Text = true, h, rules, w.texts[body]
		}
		w.looks = append(w.looks, l)
	}
	return w
}

const (
	fine         = "none"
	page1, page2 = "<!doctype html><p>All is well", "<!doctype html><p>All is not well"
)

// Each row is a rule of what a page is taken to have said; least is in minutes.
func TestSilence(t *testing.T) {
	ok := summary(fine)
	old := incident("old", "resolved", -500, -400)
	feed := func(entries string) string {
		return `<rss version="2.0"><channel><title>N</title>` + entries + `</channel></rss>`
	}
	for name, c := range map[string]struct {
		watch  *watch
		result Result
		least  float64 // minutes
		most   float64 // -1: not known
		word   string
	}{
		"it never says a word":                         {new(watch).see("v", ok, -5, 0.5, 5, 10, 15), Silent, 14.75, -1, ""},
		"it says so in its indicator":                  {new(watch).see("v", ok, -5, 2, 7, 12).see("v", summary("minor"), 17), Admitted, 11.75, 18.01, "indicator"},
		"it says so in an incident":                    {new(watch).see("v", ok, -5, 2, 7).see("v", summary(fine, incident("new", "investigating", 10, 0)), 12), Admitted, 6.75, 13.01, "open"},
		"it says so once it is over":                   {new(watch).see("v", ok, -5, 2, 7).see("v", summary(fine, incident("new", "resolved", 1, 9)), 12), Admitted, 6.75, 13.01, "dated"},
		"a maintenance was announced for then":         {new(watch).see("v", `{"page":{"id":"p"},"scheduled_maintenances":[{"id":"m","name":"m","status":"scheduled","scheduled_for":"`+written(30)+`","scheduled_until":"`+written(90)+`"}]}`, -5, 2), Before, 0, -1, "dated"},
		"a maintenance is announced for next week":     {new(watch).see("v", `{"page":{"id":"p"},"scheduled_maintenances":[{"id":"m","name":"m","status":"scheduled","created_at":"`+written(-900)+`","scheduled_for":"`+written(9000)+`","scheduled_until":"`+written(9090)+`"}]}`, -5, 2, 7), Silent, 6.75, -1, ""},
		"what was wrong long before is no word":        {new(watch).see("v", summary(fine, old), -5, 2, 7), Silent, 6.75, -1, ""},
		"something else was wrong already":             {new(watch).see("v", summary("minor"), -5, 2, 7), Before, 0, -1, "indicator"},
		"an old incident is altered after":             {new(watch).see("v", summary(fine, old), -5, 2).see("v", summary(fine, strings.Replace(old, "resolved", "postmortem", 1)), 7), Admitted, 1.75, 8.01, "changed"},
		"a notice without a state or a time":           {new(watch).see("v", feed("<item><guid>1</guid></item>"), -5, 2).see("v", feed("<item><guid>2</guid></item><item><guid>1</guid></item>"), 7), Admitted, 1.75, 8.01, "new"},
		"an entry that goes says nothing":              {new(watch).see("v", feed("<item><guid>1</guid></item>"), -5, 2).see("v", feed(""), 7), Silent, 6.75, -1, ""},
		"nobody looked before":                         {new(watch).see("v", ok, 2, 7), Unknown, 0, -1, ""},
		"nobody looked shortly before":                 {new(watch).see("v", ok, -30, 2, 7), Unknown, 0, -1, ""},
		"the page did not answer then":                 {new(watch).see("v", ok, -20).see("v", "", -15, -10, -5, 2).see("v", ok, 7), Unknown, 0, -1, ""},
		"one look is missing":                          {new(watch).see("v", ok, -5, 2).see("v", "", 7).see("v", ok, 12, 17), Silent, 16.75, -1, ""},
		"a row that is broken proves no more":          {new(watch).see("v", ok, -5, 2, 7).see("v", "", 12, 17).see("v", ok, 22, 27), Silent, 6.75, -1, ""},
		"and still it was said after":                  {new(watch).see("v", ok, -5, 2, 7).see("v", "", 12, 17).see("v", summary("major"), 22), Admitted, 6.75, 23.01, "indicator"},
		"the look before it had been seen to fail":     {new(watch).see("v", ok, -5, 0.1).see("v", summary("major"), 5), Admitted, 0, 6.01, "indicator"},
		"a look under way when it began":               {new(watch).see("v", ok, -5, -0.005).see("v", summary("major"), 5), Admitted, 0, 6.01, "indicator"},
		"a page that changes is left to the reader":    {new(watch).see("v", page1, -5, 2, 7).see("v", page2, 12), Changed, 6.75, 13.01, ""},
		"what it held last is what counts":             {new(watch).see("v", page1, -8).see("v", page2, -4, 2, 7), Unchanged, 6.75, -1, ""},
		"a page that stays":                            {new(watch).see("v", page1, -5, 2, 7), Unchanged, 6.75, -1, ""},
		"a status page that becomes a page":            {new(watch).see("v", ok, -5, 2).see("v", page1, 7), Changed, 1.75, 8.01, ""},
		"two vantages, and one is told first":          {new(watch).see("v", ok, -5, 2, 7, 12).see("w", ok, -4, 3).see("w", summary("minor"), 8), Admitted, 6.75, 9.01, "indicator"},
		"a page that differs by place stays so":        {new(watch).see("v", page1, -5, 2, 7).see("w", page2, -4, 3, 8), Unchanged, 7.75, -1, ""},
		"a vantage that began later sees a word":       {new(watch).see("v", ok, -5, 2, 7, 12).see("w", summary("minor"), 3, 8), Admitted, 1.75, 4.01, "indicator"},
		"a vantage that began later sees the same":     {new(watch).see("v", page1, -5, 2, 7).see("w", page1, 3, 8), Unchanged, 7.75, -1, ""},
		"a vantage that began later sees another page": {new(watch).see("v", page1, -5, 2, 7).see("w", page2, 3, 8), Changed, 1.75, 4.01, ""},
		"no page at all":                               {new(watch), Unknown, 0, -1, ""},
	} {
		s := Silence(Order(c.watch.looks), outage())
		most := -1.0
		if s.AtMost != nil {
			most = s.AtMost.Minutes()
		}
		if s.Result != c.result || s.AtLeast != time.Duration(c.least*float64(time.Minute)) || most > c.most+0.01 || most < c.most-0.01 {
			t.Errorf("%s: %s, at least %v, at most %v; want %s, %v, %v", name, s.Result, s.AtLeast, most, c.result, c.least, c.most)
		}
		if (c.word == "") != (len(s.Words) == 0) || c.word != "" && s.Words[0].Kind != c.word {
			t.Errorf("%s: %+v, want %q", name, s.Words, c.word)
		}
	}
}

// TestClocksTakeFromASilence: what the clocks leave in doubt is the provider's.
func TestClocksTakeFromASilence(t *testing.T) {
	w := new(watch).see("v", summary(fine), -5, 2, 7).see("v", summary("major"), 12)
	for i := range w.looks {
		w.looks[i].Within = 3 * time.Second
	}
	o := outage()
	o.Within = 2 * time.Second
	s := Silence(Order(w.looks), o)
	if want := 6*time.Minute + 45*time.Second - 5*time.Second; s.AtLeast != want || *s.AtMost != 13*time.Minute+500*time.Millisecond+5*time.Second {
		t.Errorf("%v, %v", s.AtLeast, *s.AtMost)
	}
}

// TestACopyProvesNoSilence: what a cache gives, or another host, can be old; the word that
// it holds was said all the same.
func TestACopyProvesNoSilence(t *testing.T) {
	ok := summary(fine)
	for name, c := range map[string]struct {
		fresh  *watch // then copies
		copies *watch
		result Result
		least  float64
	}{
		"copies alone":                  {new(watch).see("v", ok, -5), new(watch).see("v", ok, 2, 7, 12), Unknown, 0},
		"a copy between":                {new(watch).see("v", ok, -5, 2, 12), new(watch).see("v", ok, 7), Silent, 11.75},
		"a copy at the end":             {new(watch).see("v", ok, -5, 2), new(watch).see("v", ok, 7, 12), Silent, 1.75},
		"a copy that says a word":       {new(watch).see("v", ok, -5, 2, 12), new(watch).see("v", summary("minor"), 7), Admitted, 1.75},
		"a copy before":                 {new(watch).see("v", ok, 2, 7), new(watch).see("v", ok, -5), Unknown, 0},
		"a copy before that has a word": {new(watch).see("v", ok, 2, 7), new(watch).see("v", summary("minor"), -5), Before, 0},
	} {
		for i := range c.copies.looks {
			c.copies.looks[i].Copy = true
		}
		s := Silence(Order(append(c.fresh.looks, c.copies.looks...)), outage())
		if s.Result != c.result || s.AtLeast != time.Duration(c.least*float64(time.Minute)) {
			t.Errorf("%s: %s, at least %v; want %s, %v", name, s.Result, s.AtLeast, c.result, c.least)
		}
	}
}

// TestWhatWasNotReadCanHaveSpoken: of a page made for machines, the text of which is not
// there, nothing is said: it can have admitted already.
func TestWhatWasNotReadCanHaveSpoken(t *testing.T) {
	spoke := summary("critical", incident("x", "investigating", -20, 0))
	for name, c := range map[string]struct {
		watch  *watch
		lost   string // vantages of which no text is there
		result Result
	}{
		"it had spoken":                            {new(watch).see("v", spoke, -5, 2, 7, 12), "", Before},
		"its text is not there":                    {new(watch).see("v", spoke, -5, 2, 7, 12), "v", Unknown},
		"nor is that of what came after":           {new(watch).see("v", spoke, -5).see("v", summary(fine), 2, 7), "v", Unknown},
		"another vantage's text is not there":      {new(watch).see("v", summary(fine), -5, 2, 7).see("w", spoke, -4, 3), "w", Unknown},
		"what is there had spoken":                 {new(watch).see("v", spoke, -5, 2, 7).see("w", summary(fine), -4, 3), "w", Before},
		"a page for people has nothing to be read": {new(watch).see("v", page1, -5, 2, 7), "v", Unchanged},
	} {
		for i := range c.watch.looks {
			if l := &c.watch.looks[i]; l.Vantage == c.lost {
				l.Text = nil
			}
		}
		s := Silence(Order(c.watch.looks), outage())
		if s.Result != c.result || (s.AtLeast > 0) != (c.result == Unchanged) || s.Result == Unknown && s.AtMost != nil {
			t.Errorf("%s: %s, at least %v, at most %v; want %s", name, s.Result, s.AtLeast, s.AtMost, c.result)
		}
	}
}

// TestWhatIsUnknownHasItsReason, and what is known has none.
func TestWhatIsUnknownHasItsReason(t *testing.T) {
	unread := new(watch).see("v", summary(fine), -5, 2)
	for i := range unread.looks {
		unread.looks[i].Text = nil
	}
	for want, w := range map[Why]*watch{
		"":           new(watch).see("v", summary(fine), -5, 2),
		UnreadBefore: new(watch).see("v", summary(fine), 2, 7),
		UnreadAfter:  new(watch).see("v", summary(fine), -5, 20),
		Illegible:    unread,
	} {
		if s := Silence(Order(w.looks), outage()); s.Why != want || (s.Why == "") != (s.Result != Unknown) {
			t.Errorf("%s for %q, want %q", s.Result, s.Why, want)
		}
	}
}

// TestACutPageIsNotReadByAMachine: what lay behind the cut can have been the word.
func TestACutPageIsNotReadByAMachine(t *testing.T) {
	if r := Read("application/json", []byte(summary(fine)), true); r.Structured || len(r.Lines) == 0 {
		t.Errorf("%+v", r)
	}
}

// TestMoreToReadNeverAddsSilence: another look, by whomever and whatever it found, never
// makes the silence that is claimed longer than the time from the failure to the last
// look that found nothing; and one that found a word never lets it go past that look.
func TestMoreToReadNeverAddsSilence(t *testing.T) {
	bodies := []string{"", summary(fine), summary("minor"), summary(fine, incident("new", "investigating", 3, 0)), page1, page2, summary(fine, incident("old", "resolved", -500, -400))}
	rapid.Check(t, func(t *rapid.T) {
		w := new(watch)
		for n := range rapid.IntRange(0, 30).Draw(t, "looks") {
			body := rapid.SampledFrom(bodies).Draw(t, "body")
			w.see(rapid.SampledFrom([]string{"v", "w"}).Draw(t, "vantage"), body, float64(n)*rapid.SampledFrom([]float64{1, 5}).Draw(t, "step")-10)
		}
		s := Silence(Order(w.looks), outage())
		if s.AtLeast > 0 && (s.Last == nil || s.AtLeast > span(begun, s.Last.Start)) {
			t.Fatalf("%v claimed up to %+v", s.AtLeast, s.Last)
		}
		if s.First != nil && s.Last != nil && s.Last.Start > s.First.Start {
			t.Fatal("a look without a word after one with a word")
		}
		for _, l := range w.looks {
			if l.Read && l.Text.Indicator == "minor" && s.Result == Silent && l.End >= begun {
				t.Fatalf("silent, and yet %+v", l)
			}
		}
		again := Silence(Order(Order(w.looks)), outage())
		if a, _ := json.Marshal(s); true {
			if b, _ := json.Marshal(again); string(a) != string(b) {
				t.Fatal("another order, another silence")
			}
		}
	})
}
