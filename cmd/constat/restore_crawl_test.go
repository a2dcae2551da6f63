package main

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"log/slog"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/collector"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// stocking notes what was kept.
type stocking struct {
	*store.Store
	kept []record.Bodies
}

func (s *stocking) Bodies(e record.Bodies, open func(int) ([]byte, error)) error {
	s.kept = append(s.kept, e)
	return s.Store.Bodies(e, open)
}

// follow has a real collector list a site once.
func (s *stocking) follow(t *testing.T, target record.Target, keep int64) record.Inventory {
	t.Helper()
	w, err := s.Enter([]record.Target{target})
	if err != nil {
		t.Fatal(err)
	}
	before, _, err := s.Manifest(w[0].Chain)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	told := make(chan string, 100)
	log := slog.New(slog.NewTextHandler(lines(told), nil))
	ended := make(chan error, 1)
	go func() {
		ended <- collector.New(s, log, w, collector.Options{Shelf: s, Larder: s, Stocked: map[string]int64{target.Name: keep}}).Run(ctx)
	}()
	for {
		select {
		case line := <-told:
			if !strings.Contains(line, "msg=listed") {
				continue
			}
		case <-time.After(2 * time.Minute):
			t.Fatal("nothing was listed")
		}
		break
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	e, f, err := s.Manifest(w[0].Chain)
	if err != nil || e == nil || before != nil && before.Round == e.Round {
		t.Fatalf("%+v, %v", e, err)
	}
	f.Close()
	return *e
}

// lines hands on what a log says.
type lines chan string

func (l lines) Write(b []byte) (int, error) {
	select {
	case l <- string(b):
	default:
	}
	return len(b), nil
}

// A site is followed from page to page and its contents are kept; it is wiped;
// every file is given back as it was, and a browser shows the pages.
func TestAFollowedSiteIsGivenBack(t *testing.T) {
	dir := os.Getenv("CONSTAT_DATA")
	if dir == "" {
		t.Skip("CONSTAT_DATA names no real data")
	}
	real := filepath.Join(dir, "site-mdn-learning-area", "after")
	nginx, err := os.ReadFile(filepath.Join(dir, "pages-default", "nginx-default-index.html"))
	if err != nil {
		t.Fatal(err)
	}
	h := newHost(t)
	all := filesIn(t, real)
	h.serve(linking(all), real)
	target := record.Target{Time: record.At(time.Now()), Name: "whole", Site: "learning-area", Provider: "whc", Interval: 10,
		Question: record.Question{Kind: record.AskInventory, URL: h.base + "/", Timeout: 120_000}}
	w := newPageWatcher(t, "saguenay-1/1", 0, []record.Target{target})
	s := &stocking{Store: w.store}
	first := s.follow(t, target, 1<<30)
	if first.Items != int64(len(all))+1 {
		t.Fatalf("%d files were listed, want %d", first.Items, len(all)+1)
	}
	h.serve(string(nginx))
	wiped := s.follow(t, target, 1<<30)
	if wiped.Items != 1 || wiped.Missing != first.Items-1 {
		t.Fatalf("after the wipe: %+v", wiped)
	}
	n := 0
	for _, e := range s.kept {
		n += len(e.Kept)
	}
	file := filepath.Join(t.TempDir(), "site.zip")
	writeBundle(t, w.store, time.Now(), file)
	checkStock(t, file, n)
	for err := range w.store.Check(t.Context()) {
		t.Error(err)
	}

	out := filepath.Join(t.TempDir(), "given")
	text := restored(t, "learning-area", file, "-o", out, "--lang", "en")
	if !strings.Contains(text, fmt.Sprint("which had ", first.Items, "\u00a0files. It is the last before")) || !strings.Contains(text, "missing: ") {
		t.Errorf("it says %q", text)
	}
	host := strings.ReplaceAll(strings.TrimPrefix(h.base, "http://"), ":", "_")
	for name := range all {
		same(t, filepath.Join(out, "original", host, filepath.FromSlash(name)), filepath.Join(real, filepath.FromSlash(name)))
	}
	front, err := os.ReadFile(filepath.Join(out, "original", host, "index.html"))
	if err != nil || string(front) != linking(all) {
		t.Errorf("the front page: %v", err)
	}
	checkSums(t, out)
	showsItself(t, filepath.Join(out, "pages", host, "javascript/asynchronous/sequencing-animations/finished/index.html"))
	if look := os.Getenv("CONSTAT_LOOK"); look != "" {
		if err := os.CopyFS(filepath.Join(look, "followed"), os.DirFS(out)); err != nil {
			t.Log(err)
		}
	}
	late := filepath.Join(t.TempDir(), "late")
	restored(t, "learning-area", file, "-o", late, "--at", time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
	got, err := os.ReadFile(filepath.Join(late, "original", host, "index.html"))
	if err != nil || !bytes.Equal(got, nginx) {
		t.Errorf("%v, %.80q", err, got)
	}
}

// linking is a front page that leads to all files.
func linking(all map[string]int64) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><title>Learning area</title><ul>\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a>\n", (&url.URL{Path: name}).EscapedPath(), html.EscapeString(path.Base(name)))
	}
	return b.String() + "</ul>\n"
}

func checkStock(t *testing.T, file string, want int) {
	t.Helper()
	b, err := verifyFile(file, nil)
	if err != nil || b.Verdict() == bundle.Broken {
		t.Fatalf("%v, %v", err, b.Checks)
	}
	n := 0
	for _, l := range b.Logs {
		for _, target := range l.Targets {
			for e := range target.Stock() {
				n += len(e.Kept)
			}
		}
	}
	if n != want || n == 0 {
		t.Errorf("%d contents in the bundle, %d were kept", n, want)
	}
}

// What the budget does not hold is named as missing, and nothing stands in its
// place.
func TestWhatTheBudgetLeftOutIsNamed(t *testing.T) {
	h := newHost(t)
	pages := map[string]string{"a.html": strings.Repeat("a", 600), "b.html": strings.Repeat("b", 600), "c.html": "c"}
	folder := t.TempDir()
	for name, text := range pages {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	front := `<a href=a.html>a</a><a href=b.html>b</a><a href=c.html>c</a>`
	h.serve(front, folder)
	target := record.Target{Time: record.At(time.Now()), Name: "whole", Provider: "whc", Interval: 10,
		Question: record.Question{Kind: record.AskInventory, URL: h.base + "/", Timeout: 60_000}}
	w := newPageWatcher(t, "saguenay-1/1", 0, []record.Target{target})
	s := &stocking{Store: w.store}
	s.follow(t, target, 1000)
	if got := s.Stocked(s.kept[0].Chain); got != int64(len(front))+601 {
		t.Errorf("%d bytes are kept", got)
	}
	// From half of the budget on, a page that changed is left, a new one is kept.
	if err := os.WriteFile(filepath.Join(folder, "c.html"), []byte("C"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "d.html"), []byte("d"), 0o644); err != nil {
		t.Fatal(err)
	}
	h.serve(front+`<a href=d.html>d</a>`, folder)
	s.follow(t, target, 1000)
	file, out := filepath.Join(t.TempDir(), "site.zip"), filepath.Join(t.TempDir(), "given")
	writeBundle(t, w.store, time.Now(), file)
	checkStock(t, file, 4)
	restored(t, "whole", file, "-o", out)
	host := strings.ReplaceAll(strings.TrimPrefix(h.base, "http://"), ":", "_")
	have := slices.Sorted(maps.Keys(filesIn(t, filepath.Join(out, "original", host))))
	if !slices.Equal(have, []string{"a.html", "c.html", "d.html", "index.html"}) {
		t.Errorf("given are %q", have)
	}
	gaps, err := os.ReadFile(filepath.Join(out, "missing.tsv"))
	if err != nil || !strings.Contains(string(gaps), "unstored\t0\t"+h.base+"/b.html") {
		t.Errorf("%v, %s", err, gaps)
	}
	index, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil || strings.Count(string(index), "Of another state than the one that was chosen") != 2 { // c.html and the front page
		t.Errorf("%v, %s", err, index)
	}
}
