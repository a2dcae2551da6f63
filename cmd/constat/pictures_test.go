package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/collector"
	"constat/collector/picture"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/store"
	"constat/store/record"
)

// counting tells when a picture was kept.
type counting struct {
	*store.Store
	kept chan record.Picture
}

func (c *counting) Picture(e record.Picture, view, full []byte) error {
	err := c.Store.Picture(e, view, full)
	if err == nil {
		e.View = record.Sum(view)
		c.kept <- e
	}
	return err
}

// The collector has a browser show a page before its host is wiped, meanwhile,
// and when the page is back; the report has the three side by side.
func TestPicturesBeforeDuringAndAfter(t *testing.T) {
	camera := picture.Find()
	if camera == nil {
		t.Skip("no Chromium here")
	}
	h, _, nginx := teaching(t)
	real := lengthy(t)
	h.serve("", real)
	w := newPageWatcher(t, "saguenay-1/1", 0, []record.Target{{Time: record.At(time.Now()), Name: "lesson", Site: "learning-area", Provider: "whc", Interval: 10,
		Question: record.Question{Kind: "http", URL: h.base + "/", Method: "GET", Timeout: 900, BodyLimit: 1 << 20}}})
	album := &counting{w.store, make(chan record.Picture, 10)}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- collector.New(w.store, slog.New(slog.DiscardHandler), w.targets, collector.Options{Album: album, Pictured: map[string]bool{"lesson": true}, Camera: camera.Take}).Run(ctx)
	}()
	taken := func() record.Picture {
		t.Helper()
		select {
		case e := <-album.kept:
			return e
		case <-time.After(90 * time.Second):
			t.Fatal("no picture came")
			panic("")
		}
	}
	first := taken()
	h.serve(string(nginx))
	during := taken()
	h.serve("", real)
	back := taken()
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	for i, e := range []record.Picture{first, during, back} {
		if e.Fault != "" || e.Status != 200 || e.Reason != []string{"first", "change", "change"}[i] {
			t.Fatalf("%+v", e)
		}
	}
	if first.View == during.View || during.View == back.View {
		t.Errorf("views %v, %v, %v", first.View, during.View, back.View)
	}
	d := dossierOf(t, w.store)
	shown := map[string]record.Hash{}
	for _, p := range d.Pages[0].Pictures {
		if p.Shown != "" {
			shown[p.Shown] = p.View
		}
	}
	if shown["before"] != first.View || shown["during"] != during.View || shown["after"] != back.View {
		t.Errorf("shown %v", shown)
	}
	checkPicturesOnPaper(t, d)
}

// lengthy is a folder with a page that is longer than the window of a browser.
func lengthy(t *testing.T) (dir string) {
	t.Helper()
	words := "<!doctype html><meta charset=utf-8><title>Atelier Ève Côté</title><body style='font:22px serif;margin:3em;max-width:40em'><h1>Atelier Ève Côté</h1>"
	for n := range 24 {
		words += fmt.Sprintf("<h2>Ouvrage %d</h2><p>Relié plein cuir, tranches dorées, gardes marbrées à la cuve, titre poussé à la main. Restauré au printemps, photographié avant et après.</p>", n+1)
	}
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte(words), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func checkPicturesOnPaper(t *testing.T, d *dossier.Dossier) {
	t.Helper()
	for _, lang := range []string{"fr", "en"} {
		var one, two bytes.Buffer
		if err := pdf.Write(&one, d, pdf.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		if err := pdf.Write(&two, d, pdf.Options{Lang: lang}); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%s: not the same twice (%v)", lang, err)
		}
		file := filepath.Join(t.TempDir(), "pictures-"+lang+".pdf")
		if out := os.Getenv("CONSTAT_LOOK"); out != "" {
			file = filepath.Join(out, "pictures-"+lang+".pdf")
		}
		if err := os.WriteFile(file, one.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if tool, err := exec.LookPath("pdfimages"); err == nil {
			list, err := exec.Command(tool, "-list", file).Output()
			if n := strings.Count(string(list), " 1280   800 "); err != nil || n != 4 { // of them, the short page meanwhile once more beside the long ones
				t.Errorf("%d pictures, %v:\n%s", n, err, list)
			}
			if n := strings.Count(string(list), "  640 "); n != 2 {
				t.Errorf("%d pictures of the whole page:\n%s", n, list)
			}
		}
		if tool, err := exec.LookPath("qpdf"); err == nil {
			if out, err := exec.Command(tool, "--check", file).CombinedOutput(); err != nil {
				t.Errorf("%s", out)
			}
		}
	}
}
