package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/report/notify"
	"constat/store"
	"constat/store/record"
)

func stillNotifier(t *testing.T) *notifier {
	t.Helper()
	n := &notifier{holder: &holder{dir: t.TempDir()}, log: slog.New(slog.DiscardHandler), started: 1000, heard: newEar(),
		replaced: map[string]notify.Concern{}, restored: map[string]record.Instant{}, memory: notify.NewMemory()}
	n.dir = n.holder.dir
	n.plan = order{names: map[string]string{"photos": "Host Inc.", "shop": "Host Inc."}, chains: map[record.Chain]record.Target{{1}: {Name: "shop"}}}
	return n
}

func TestTimeWithoutADaemonIsTold(t *testing.T) {
	n := stillNotifier(t)
	start := record.At(time.Date(2021, 8, 28, 10, 0, 0, 0, time.UTC))
	last := func(ago time.Duration) []store.State {
		return []store.State{{}, {Last: record.Round((start - record.Instant(ago.Milliseconds())) / 100)}}
	}
	for _, c := range []struct {
		ago, interval time.Duration
		want          int
	}{{time.Hour, time.Minute, 1}, {4 * time.Minute, time.Minute, 0}, {time.Hour, time.Hour, 0}} {
		n.before = off(last(c.ago), start, c.interval)
		if got := n.missed(); len(got) != c.want {
			t.Errorf("%v: %+v", c, got)
		}
	}
	if got := off([]store.State{{}}, start, time.Minute); got != nil {
		t.Errorf("a store that never watched missed %+v", got)
	}
	n.heard.append([]record.Entry{record.Gap{From: 1, To: 2, Reason: "storage"}, record.Gap{From: 1, To: 2, Reason: "rate"}})
	if got := n.missed(); len(got) != 1 || got[0].Reason != "storage" {
		t.Errorf("%+v", got)
	}
}

func TestWaitingForASealIsToldOnceItLasts(t *testing.T) {
	var s sealing
	var ails int
	see := func(pending int, at time.Duration) {
		s.see(store.Health{Leaves: 10, Pending: pending}, record.Instant(at.Milliseconds())+1, func(string, string, record.Instant) { ails++ }, func(string, string) {})
	}
	s.leaves = 10
	h := func(d int) time.Duration { return time.Duration(d) * time.Hour }
	see(0, h(0))
	see(5, h(1))
	if ails != 0 {
		t.Error("an hour is no trouble")
	}
	see(5, h(2))
	see(5, h(3))
	if ails == 0 {
		t.Error("not told")
	}
}

// A list that broke off is no loss, nor is the first, nor one that was looked at
// before, nor what a walk over a site no longer leads to.
func TestOnlyAWholeSecondListTellsOfALoss(t *testing.T) {
	n := stillNotifier(t)
	look := func(url, pick string, e record.Inventory) []notify.Concern {
		t.Helper()
		var p notify.Present
		n.listed(&p, []store.State{{Target: record.Target{Name: "photos", Question: record.Question{Kind: record.AskInventory, URL: url, Pick: pick}}, Inventory: &e}})
		return p.Concerns
	}
	inventory := func(at record.Instant, items, missing int64) record.Inventory {
		return record.Inventory{Time: at, Ended: at + 1, Items: items, File: record.Hash{1}, Root: record.Hash{1}, Difference: record.Difference{Missing: missing}}
	}
	const dav = "webdav://cloud.example/"
	if got := look(dav, "", inventory(1, 10, 0)); got != nil {
		t.Errorf("the first: %+v", got)
	}
	broken := inventory(2, 3, 7)
	broken.Fault = record.TCPReset
	if got := look(dav, "", broken); got != nil {
		t.Errorf("broken off: %+v", got)
	}
	got := look(dav, "", inventory(3, 6, 4))
	if len(got) != 1 || got[0].Count != 4 || got[0].Kind != "files" || got[0].Provider != "Host Inc." {
		t.Fatalf("%+v", got)
	}
	if got := look(dav, "", inventory(3, 6, 4)); got != nil {
		t.Errorf("twice: %+v", got)
	}
	if got := look("https://shop.example/", "", inventory(4, 1, 5)); got != nil {
		t.Errorf("a walk: %+v", got)
	}
	if got := look("https://shop.example/", "$.total", inventory(5, 1, 0)); got != nil {
		t.Errorf("as many: %+v", got)
	}
	if got := look("https://shop.example/", "$.total", inventory(6, 0, 0)); len(got) != 1 || got[0].Kind != "records" || got[0].Other != 1 {
		t.Errorf("fewer: %+v", got)
	}
}

// A page that was never anything else is as it always was.
func TestOnlyAPageThatWasAnotherIsReplaced(t *testing.T) {
	n := stillNotifier(t)
	h := func(at record.Instant, text string) heardPage {
		return heardPage{record.Chain{1}, at, []byte(text), "text/html"}
	}
	const bare = "<html><title>Welcome to nginx!</title><p>If you see this page, the nginx web server is successfully installed and working.</p></html>"
	n.heardOf(h(1, bare))
	if len(n.replaced) != 0 {
		t.Error("it never was another")
	}
	n.heardOf(h(2, "<html><title>Shop</title><p>Open all year.</p></html>"))
	n.heardOf(h(3, bare))
	if c := n.replaced["loss page shop"]; c.Since != 3 || c.Cause != "nginx" {
		t.Errorf("%+v", n.replaced)
	}
	n.heardOf(heardPage{record.Chain{9}, 4, []byte(bare), "text/html"})
	n.heardOf(h(5, "<html><title>Shop</title><p>Open.</p></html>"))
	if len(n.replaced) != 0 || n.restored["loss page shop"] != 5 {
		t.Errorf("%+v, %+v", n.replaced, n.restored)
	}
}

func TestWhatNobodyWatchesIsDropped(t *testing.T) {
	n := stillNotifier(t)
	for key, want := range map[string]bool{"down shop": false, "down gone": true, "loss page shop": false, "loss page gone": true, "loss gone\n5": false,
		"evidence blind ": true, "evidence disk ": false, "evidence unstamped http://tsa.example/": true, "evidence clock-wrong ": true, "evidence gap\nlate 5": false, "deadline week pro\n2021-09-12": false} {
		if n.dropped(key) != want {
			t.Errorf("%q: dropped %v", key, !want)
		}
	}
}

// An address is nowhere but in its file: not in a mistake, nor in check.
func TestAddressesAreInNoMistake(t *testing.T) {
	const address = "smtp://marie:motdepasse@mail.example/?from=a@b.example&to=c@d.example"
	text := "name: v1\ntargets:\n  - {name: a, url: \"https://example.org/\"}\nnotify:\n  - {to: %s, about: [down, outages], lang: de, after: 48h}\n  - {lang: fr}\n"
	_, mistakes := ParseConfig("constat.yaml", []byte(strings.Replace(text, "%s", `"`+address+`"`, 1)))
	for _, lang := range []string{"fr", "en"} {
		said := (&ConfigError{mistakes}).In(lang)
		if len(mistakes) != 5 || strings.Contains(said, "motdepasse") || strings.Contains(said, "marie") {
			t.Errorf("%d mistakes:\n%s", len(mistakes), said)
		}
	}
	dir := t.TempDir()
	for content, want := range map[string]string{"url: " + address: "", "url: slack://motdepasse": "lacks something", "url: gopher://motdepasse": "no such kind", "token: motdepasse": "no line"} {
		path := filepath.Join(dir, "n.secret")
		putText(t, path, content+"\n")
		chmod(t, path)
		to, err := addressees(dir, &Config{Notify: []Notice{{To: "n.secret", Lang: "fr"}}})
		switch {
		case want == "" && (err != nil || to[0].address != address || to[0].Name != "n.secret"):
			t.Errorf("%v, %+v", err, to)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "motdepasse")):
			t.Errorf("%q: %v", content, err)
		}
	}
}

func chmod(t *testing.T, path string) {
	t.Helper()
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
}

// What changes at every reading is told three times, the third as that, and no
// more until it stands still; what is not told yet is one thing.
func TestARestlessPublicationDoesNotFlood(t *testing.T) {
	n := stillNotifier(t)
	n.plan.names["news"] = "Host Inc."
	read := func(minute, content int) []notify.Concern {
		t.Helper()
		var p notify.Present
		n.published(&p, []store.State{{Target: record.Target{Name: "news", Question: record.Question{Kind: record.AskStatement, Method: "GET", Matter: record.MatterNotice, BodyLimit: 1000, Timeout: 1000, URL: "https://host.example/news"}},
			Since: record.Round(minute * 600), Last: record.Round(minute * 600), Control: record.Answered, Answer: record.Answer{Status: 200, Proto: "HTTP/1.1", Normal: record.Hash{byte(content)}}}})
		return p.Concerns
	}
	told, keys := 0, map[string]bool{}
	for m := range 31 {
		for range 3 { // it is looked at more often than read
			for _, c := range read(m+1, m+1) {
				if told, keys[c.Key] = told+1, true; (c.Kind == "restless") != (told == 3) {
					t.Errorf("the telling %d is %+v", told, c)
				}
			}
		}
	}
	if told != 3 || len(keys) != 1 {
		t.Errorf("told %d times, of %d things", told, len(keys))
	}
	for m := range 6 {
		if got := read(40+m, 31); len(got) != 0 {
			t.Errorf("%+v", got)
		}
	}
	if got := read(50, 99); len(got) != 1 || got[0].Kind != "" {
		t.Errorf("after it stood still: %+v", got)
	}
}

// Whoever tries the way to somebody sees every sort of message that may come by
// it, the ticket to be opened at once among them.
func TestTrialsHaveAMessageOfEachSort(t *testing.T) {
	for code, ticket := range map[string]string{"fr": "ouvrez une demande", "en": "open a ticket"} {
		d := notify.Destination{Name: "a.secret", Lang: code, About: []string{notify.Deadline}}
		var told []string
		for _, m := range trials(d, record.At(time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC))) {
			title, text := m.Write(notify.Source{Vantage: "saguenay-1", Trial: true}, d)
			told = append(told, kindOfTrial(m)+": "+strings.ToLower(title+"\n"+text))
		}
		if len(told) != 2 || !strings.HasPrefix(told[0], "deadline (ticket): ") || !strings.Contains(told[0], ticket) || !strings.HasPrefix(told[1], "deadline: ") || strings.Contains(told[1], ticket) {
			t.Errorf("%s: %q", code, told)
		}
	}
	if all := trials(notify.Destination{Lang: "en"}, 0); len(all) != 7 {
		t.Errorf("%d trials of everything", len(all))
	}
}
