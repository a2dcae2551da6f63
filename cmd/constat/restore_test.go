package main

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/collector/probe"
	"constat/collector/requisite"
	"constat/store"
	"constat/store/record"
	"constat/store/warc"

	"github.com/chromedp/chromedp"
)

// furnish keeps what the pages of a round need.
func (w *pageWatcher) furnish(at time.Time) {
	w.t.Helper()
	round := record.Round(at.UnixMilli()/100) + w.shift
	for _, x := range w.targets {
		r := probe.HTTP(w.t.Context(), probe.Ask{Question: x.Question, ID: record.ProbeID(x.Secret, round)})
		if r.Exchange == nil || r.Answer.Status != 200 || !requisite.IsPage(*r.Exchange) {
			continue
		}
		e, exchanges := requisite.Asker{Agent: "constat/test"}.Ask(w.t.Context(), x.Question.URL, *r.Exchange)
		e.Chain, e.Round = x.Chain, round
		if err := w.store.Requisites(e, exchanges); err != nil {
			w.t.Fatal(err)
		}
	}
}

// A site is wiped; what was kept of it is given back, byte by byte, and a
// browser shows it.
func TestAWipedSiteIsGivenBack(t *testing.T) {
	h, lesson, nginx := teaching(t)
	monday := time.Date(2026, 10, 5, 6, 0, 0, 0, time.UTC)
	target := func(name, path string) record.Target {
		return record.Target{Time: record.At(monday.Add(-time.Hour)), Name: name, Site: "learning-area", Provider: "whc", Interval: 6 * 36000,
			Question: record.Question{Kind: "http", URL: h.base + path, Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}}
	}
	w := newPageWatcher(t, "saguenay-1/1", 0, []record.Target{target("lesson", "/"), target("script", "/main.js")})
	w.ask(monday)
	w.furnish(monday)
	w.ask(monday.Add(6 * time.Hour))
	h.serve(string(nginx))
	for n := range 6 {
		w.ask(monday.Add(time.Duration(2+n) * 6 * time.Hour))
	}
	file := filepath.Join(t.TempDir(), "site.zip")
	writeBundle(t, w.store, monday.Add(72*time.Hour), file)

	out := filepath.Join(t.TempDir(), "given")
	text := restored(t, "learning-area", file, "-o", out, "--lang", "en")
	if !strings.Contains(text, "the last content that was the page’s own,") || !strings.Contains(text, "is: replaced, with the reservations of the report.") {
		t.Errorf("it says %q", text)
	}
	host := strings.ReplaceAll(strings.TrimPrefix(h.base, "http://"), ":", "_")
	for given, want := range map[string]string{"index.html": "index.html", "style.css": "style.css", "alice.svg": "alice.svg", "main.js": "main.js"} {
		same(t, filepath.Join(out, "original", host, given), filepath.Join(lesson, want))
	}
	checkSums(t, out)
	checkWARC(t, filepath.Join(out, "captures.warc.gz"), lesson)
	showsItself(t, filepath.Join(out, "pages", host, "index.html"))
	if look := os.Getenv("CONSTAT_LOOK"); look != "" {
		if err := os.CopyFS(filepath.Join(look, "given"), os.DirFS(out)); err != nil {
			t.Log(err)
		}
	}

	// The same again from the same bundle, and from the store.
	again := filepath.Join(t.TempDir(), "again")
	restored(t, "learning-area", file, "-o", again, "--lang", "en")
	sameFolder(t, out, again)
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(t.TempDir(), "own")
	restored(t, "learning-area", "--config", filepath.Join(w.dir, "constat.yaml"), "-o", own, "--lang", "en")
	same(t, filepath.Join(own, "captures.warc.gz"), filepath.Join(out, "captures.warc.gz"))
	same(t, filepath.Join(own, "SHA256SUMS"), filepath.Join(out, "SHA256SUMS"))

	// What stands there now can be asked for, and is said to be that.
	late := filepath.Join(t.TempDir(), "late")
	restored(t, "learning-area", file, "-o", late, "--at", "2026-10-07")
	got, err := os.ReadFile(filepath.Join(late, "original", host, "index.html"))
	if err != nil || !bytes.Equal(got, nginx) {
		t.Errorf("%v, %.80q", err, got)
	}
	refusals(t, file, out)
}

func refusals(t *testing.T, file, there string) {
	t.Helper()
	for _, x := range []struct {
		words []string
		says  string
	}{
		{[]string{"learning-area", file, "-o", there}, "exists already"},
		{[]string{"other", file, "-o", there + "-2"}, "learning-area"},
		{[]string{"learning-area", file, "-o", there + "-2", "--at", "2020-01-01"}, "no content"},
		{[]string{"learning-area", file}, "-o FOLDER"},
		{[]string{"learning-area", file, "-o", filepath.Join(there, "none", "x")}, "no such file"},
	} {
		var out, trouble bytes.Buffer
		if code := run(t.Context(), append([]string{"restore-help", "--lang", "en"}, x.words...), &out, &trouble); code != 2 || !strings.Contains(trouble.String(), x.says) {
			t.Errorf("%q: %d, %s", x.words, code, &trouble)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	broken := filepath.Join(t.TempDir(), "broken.zip")
	if err := os.WriteFile(broken, b, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, trouble bytes.Buffer
	if code := run(t.Context(), []string{"restore-help", "learning-area", broken, "-o", there + "-2"}, &out, &trouble); code != 1 || exists(there+"-2") {
		t.Errorf("a broken bundle: %d, %s", code, &trouble)
	}
}

func restored(t *testing.T, words ...string) string {
	t.Helper()
	var out, trouble bytes.Buffer
	if code := run(t.Context(), append([]string{"restore-help"}, words...), &out, &trouble); code != 0 {
		t.Fatalf("%q: %d, %s", words, code, &trouble)
	}
	return out.String()
}

func writeBundle(t *testing.T, s *store.Store, at time.Time, to string) {
	t.Helper()
	if _, err := s.Seal(at); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := s.Export(f, store.Query{Software: "constat test"}); err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, a, b string) {
	t.Helper()
	x, err := os.ReadFile(a)
	if err != nil {
		t.Error(err)
		return
	}
	y, err := os.ReadFile(b)
	if err != nil || !bytes.Equal(x, y) {
		t.Errorf("%s is not %s (%v)", a, b, err)
	}
}

func sameFolder(t *testing.T, a, b string) {
	t.Helper()
	have, want := filesIn(t, a), filesIn(t, b)
	for name := range want {
		same(t, filepath.Join(a, filepath.FromSlash(name)), filepath.Join(b, filepath.FromSlash(name)))
	}
	if len(have) != len(want) {
		t.Errorf("%d files and %d", len(have), len(want))
	}
}

// checkSums has sha256sum check the list, which names every file but itself.
func checkSums(t *testing.T, dir string) {
	t.Helper()
	list, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(list), "\n"); n != len(filesIn(t, dir))-1 {
		t.Errorf("%d lines for %d files", n, len(filesIn(t, dir)))
	}
	c := exec.Command("sha256sum", "-c", "--quiet", "SHA256SUMS")
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("sha256sum: %v\n%s", err, out)
	}
}

// checkWARC reads the file with our own reader, and its members with another.
func checkWARC(t *testing.T, file, lesson string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	kinds, found := map[string]int{}, map[record.Hash]bool{}
	for r, err := range warc.Read(f) {
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Check(); err != nil {
			t.Error(err)
		}
		kinds[r.Type()]++
		_, body := r.HTTP()
		found[record.Sum(body)] = true
	}
	if kinds["warcinfo"] != kinds["request"] || kinds["response"] != 4 || kinds["warcinfo"] != 4 {
		t.Errorf("records %v", kinds)
	}
	for _, name := range []string{"index.html", "style.css", "alice.svg", "main.js"} {
		b, err := os.ReadFile(filepath.Join(lesson, name))
		if err != nil || !found[record.Sum(b)] {
			t.Errorf("%s is not in the WARC file (%v)", name, err)
		}
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		return
	}
	out, err := exec.Command(python, "-c", readMembers, file).CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "12" {
		t.Errorf("another reader: %v, %s", err, out)
	}
}

// readMembers reads a WARC file with nothing but zlib: each member is one
// record, whose length is that of its block (ISO 28500, annex D).
const readMembers = `
import sys, zlib, hashlib
data, n = open(sys.argv[1], "rb").read(), 0
while data:
    z = zlib.decompressobj(31)
    record = z.decompress(data) + z.flush()
    assert z.eof
    data = z.unused_data
    head, rest = record.split(b"\r\n\r\n", 1)
    lines = head.split(b"\r\n")
    assert lines[0] == b"WARC/1.1", lines[0]
    fields = {k.strip().lower(): v.strip() for k, v in (l.split(b":", 1) for l in lines[1:])}
    length = int(fields[b"content-length"])
    assert rest[length:] == b"\r\n\r\n"
    assert fields[b"warc-block-digest"] == b"sha256:" + hashlib.sha256(rest[:length]).hexdigest().encode()
    assert fields[b"warc-record-id"].startswith(b"<urn:uuid:")
    n += 1
print(n)
`

// showsItself opens a page in a real browser, which must show its style and its
// pictures.
func showsItself(t *testing.T, page string) {
	t.Helper()
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Log("no Chromium here")
		return
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate((&url.URL{Scheme: "file", Path: page}).String())); err != nil {
		t.Fatal(err)
	}
	ground, one := chromedp.Run(ctx, chromedp.Evaluate[string](`getComputedStyle(document.body).backgroundColor`))
	grid, two := chromedp.Run(ctx, chromedp.Evaluate[string](`getComputedStyle(document.getElementById("alice-container")).display`))
	widths, three := chromedp.Run(ctx, chromedp.Evaluate[[]int](`[...document.images].map(i => i.naturalWidth)`))
	view, four := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err := errors.Join(one, two, three, four); err != nil {
		t.Fatal(err)
	}
	if ground != "rgb(108, 55, 63)" || grid != "grid" || len(widths) != 3 || slices.Min(widths) == 0 {
		t.Errorf("ground %s, %s, pictures %v", ground, grid, widths)
	}
	if out := os.Getenv("CONSTAT_LOOK"); out != "" {
		if err := os.WriteFile(filepath.Join(out, "given-back.png"), view, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
