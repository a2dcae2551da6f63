package main

import (
	"bytes"
	"context"
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
	h, real, nginx := teaching(t)
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
			if n := strings.Count(string(list), " 1280   800 "); err != nil || n != 3 {
				t.Errorf("%d pictures, %v:\n%s", n, err, list)
			}
		}
		if tool, err := exec.LookPath("qpdf"); err == nil {
			if out, err := exec.Command(tool, "--check", file).CombinedOutput(); err != nil {
				t.Errorf("%s", out)
			}
		}
	}
}
