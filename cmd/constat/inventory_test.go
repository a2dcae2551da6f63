package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"constat/collector"
	"constat/collector/inventory"
	"constat/report"
	"constat/report/dossier"
	"constat/report/export"
	"constat/report/pdf"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// A store of a hundred files loses five, moves one, and gets three back a week
// later, one of them as something else: from the folder to the pages.
func TestStorageThatLostFilesAndGaveSomeBack(t *testing.T) {
	dir, files := t.TempDir(), t.TempDir()
	for i := range 100 {
		put(t, files, fmt.Sprintf("photos/%02d.jpg", i), fmt.Sprint("photo ", i))
	}
	if err := store.Create(dir, "saguenay-1/1"); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list := func() {
		t.Helper()
		w, err := s.Enter([]record.Target{{Time: record.At(time.Now()), Name: "photos", Site: "album", Provider: "nuage", Interval: 10,
			Question: record.Question{Kind: record.AskInventory, URL: "file://" + files, Timeout: 60_000, Read: 1 << 40}}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		kept := &once{Store: s, done: cancel}
		if err := collector.New(s, slog.New(slog.DiscardHandler), w, collector.Options{Shelf: kept, Secrets: map[string]inventory.Secret{}}).Run(ctx); err != nil {
			t.Fatal(err)
		}
	}
	list()
	for i := range 5 {
		os.Remove(filepath.Join(files, fmt.Sprintf("photos/%02d.jpg", i)))
	}
	os.Rename(filepath.Join(files, "photos/50.jpg"), filepath.Join(files, "moved.jpg"))
	list()
	list() // one list alone proves nothing
	put(t, files, "photos/00.jpg", "photo 0")
	put(t, files, "photos/01.jpg", "photo 1")
	put(t, files, "photos/02.jpg", "another photo")
	list()
	d := dossierOf(t, s)
	checkLosses(t, d)
	for _, lang := range []string{"fr", "en"} {
		var one, two bytes.Buffer
		if err := pdf.Write(&one, d, pdf.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		if err := pdf.Write(&two, d, pdf.Options{Lang: lang}); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%s: not the same twice (%v)", lang, err)
		}
	}
}

// once ends a collector when it has kept one inventory.
type once struct {
	*store.Store
	done func()
}

func (o *once) Inventory(e record.Inventory, r io.Reader) error {
	err := o.Store.Inventory(e, r)
	o.done()
	return err
}

func put(t *testing.T, dir, path, content string) {
	t.Helper()
	full := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func dossierOf(t *testing.T, s *store.Store) *dossier.Dossier {
	t.Helper()
	if _, err := s.Seal(time.Now()); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Export(&b, store.Query{Software: "constat test"}); err != nil {
		t.Fatal(err)
	}
	policy, err := seal.ParsePolicy(s.Policy())
	if err != nil {
		t.Fatal(err)
	}
	v, err := bundle.Verify("b.zip", bytes.NewReader(b.Bytes()), int64(b.Len()), policy)
	if err != nil || v.Verdict() != bundle.Proven {
		t.Fatalf("%v, %+v", err, v.Checks)
	}
	d, err := report.Build([]*bundle.Bundle{v}, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func checkLosses(t *testing.T, d *dossier.Dossier) {
	t.Helper()
	var gone []string
	back := 0
	for _, l := range d.Losses[1:] {
		gone = append(gone, l.Item)
		if l.Restored.Known {
			back++
		}
		if l.State != "gone" || l.Kind != "photo" || !l.LastSeen.Known || !l.FirstMissing.Known || l.FirstMissing.Instant < l.LastSeen.Instant ||
			l.Altered != (l.Item == "photos/02.jpg") || l.Same != (l.Item < "photos/02.jpg") || len(l.Leaves) < 2 || !slices.Equal(l.Review, []string{"one-vantage", "few-steps", "no-failure", "time-unchecked"}) {
			t.Errorf("%+v", l)
		}
	}
	if want := []string{"photos/00.jpg", "photos/01.jpg", "photos/02.jpg", "photos/03.jpg", "photos/04.jpg"}; !slices.Equal(gone, want) || back != 3 {
		t.Errorf("gone %q, %d back; want %q, 3", gone, back, want)
	}
	if w := d.Losses[0]; w.State != "partial" || w.Item != "" || w.Files != 5 || w.OfFiles != 100 || w.Missing.Files != 2 || w.Restored.Known {
		t.Errorf("%+v", w)
	}
	if n := d.Inventories[0]; n.Whole != 4 || n.Total.Moved.Files != 1 || n.Total.Unknown.Files != 0 || len(d.Targets) != 0 {
		t.Errorf("%+v", n)
	}
	table, err := export.Losses(d)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll(); err != nil || len(rows) != 7 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}
