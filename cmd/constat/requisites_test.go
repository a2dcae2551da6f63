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
	"constat/collector/requisite"
	"constat/report/pdf"
	"constat/store"
	"constat/store/record"
)

// furnishing tells when requisites were kept.
type furnishing struct {
	*store.Store
	kept chan record.Requisites
}

func (f *furnishing) Requisites(e record.Requisites, x []record.Exchange) error {
	err := f.Store.Requisites(e, x)
	if err == nil {
		f.kept <- e
	}
	return err
}

// What a page needs is kept with each of its contents, the same bytes once, and
// no round waits for it.
func TestRequisitesOfEachStateAreKept(t *testing.T) {
	h, lesson, nginx := teaching(t)
	w := newPageWatcher(t, "saguenay-1/1", 0, []record.Target{{Time: record.At(time.Now()), Name: "lesson", Site: "learning-area", Provider: "whc", Interval: 5,
		Question: record.Question{Kind: "http", URL: h.base + "/", Method: "GET", Timeout: 400, BodyLimit: 1 << 20}}})
	stock := &furnishing{w.store, make(chan record.Requisites, 10)}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- collector.New(w.store, slog.New(slog.DiscardHandler), w.targets, collector.Options{Stock: stock, Furnished: map[string]bool{"lesson": true}, Furnisher: requisite.Asker{Agent: "constat/test"}.Ask}).Run(ctx)
	}()
	taken := func() record.Requisites {
		t.Helper()
		select {
		case e := <-stock.kept:
			return e
		case <-time.After(60 * time.Second):
			t.Fatal("no requisites came")
			panic("")
		}
	}
	taken()
	h.serve(string(nginx))
	taken()
	h.serve("", lesson)
	taken()
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	for err := range w.store.Check(t.Context()) {
		t.Error(err)
	}
	d := dossierOf(t, w.store)
	got := d.Pages[0].Requisites
	if len(got) != 3 || len(got[1].Parts) != 0 {
		t.Fatalf("%+v", got)
	}
	for i, name := range []string{"style.css", "alice.svg"} {
		b, err := os.ReadFile(filepath.Join(lesson, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range []int{0, 2} {
			if p := got[x].Parts[i]; len(got[x].Parts) != 2 || p.URL != h.base+"/"+name || p.Status != 200 || p.SHA256 != record.Sum(b) || p.File != got[0].Parts[i].File {
				t.Errorf("state %d: %+v", x, got[x].Parts)
			}
		}
	}
	for lang, words := range map[string]string{"fr": "Pour 3 états de la page", "en": "For 3 states of the page"} {
		var b bytes.Buffer
		if err := pdf.Write(&b, d, pdf.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "requisites-"+lang+".pdf")
		if out := os.Getenv("CONSTAT_LOOK"); out != "" {
			file = filepath.Join(out, "requisites-"+lang+".pdf")
		}
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if tool, err := exec.LookPath("pdftotext"); err == nil {
			text, err := exec.Command(tool, file, "-").Output()
			if err != nil || !strings.Contains(strings.Join(strings.Fields(string(text)), " "), words) {
				t.Errorf("%s: it does not say %q (%v)", lang, words, err)
			}
		}
	}
}
