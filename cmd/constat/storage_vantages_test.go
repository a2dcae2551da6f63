package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/collector"
	"constat/collector/inventory"
	"constat/report"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// A lister is a vantage that lists one store when it is told to.
type lister struct {
	*store.Store
	t   *testing.T
	url string
}

func newLister(t *testing.T, name, url string) *lister {
	dir := t.TempDir()
	if err := store.Create(dir, name+"/1"); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &lister{s, t, url}
}

// list lists once, as a user.
func (l *lister) list(user string) {
	l.t.Helper()
	w, err := l.Enter([]record.Target{{Time: record.At(time.Now()), Name: "photos", Site: "album", Provider: "nuage", Interval: 10,
		Question: record.Question{Kind: record.AskInventory, URL: l.url, Timeout: 60_000, Read: 1 << 40}}})
	if err != nil {
		l.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(l.t.Context())
	secrets := map[string]inventory.Secret{"photos": {"user": user, "password": "s3cr3t-word"}}
	if err := collector.New(l, slog.New(slog.DiscardHandler), w, collector.Options{Shelf: &once{Store: l.Store, done: cancel}, Secrets: secrets}).Run(ctx); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lister) bundle() *bundle.Bundle {
	l.t.Helper()
	if _, err := l.Seal(time.Now()); err != nil {
		l.t.Fatal(err)
	}
	var b bytes.Buffer
	if err := l.Export(&b, store.Query{Software: "constat test"}); err != nil {
		l.t.Fatal(err)
	}
	policy, err := seal.ParsePolicy(l.Policy())
	if err != nil {
		l.t.Fatal(err)
	}
	v, err := bundle.Verify(l.Origin()+".zip", bytes.NewReader(b.Bytes()), int64(b.Len()), policy)
	if err != nil || v.Verdict() != bundle.Proven {
		l.t.Fatalf("%v, %+v", err, v.Checks)
	}
	return v
}

// Two vantages list one store over WebDAV. What one of them still saw is not
// gone by the other; and the other, whose account was changed, lost nothing.
func TestTwoVantagesListOneStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "photos")
	for _, name := range []string{"a.jpg", "b.jpg", "c.jpg"} {
		put(t, dir, name, "photo "+name)
	}
	url := "webdav://" + webDAV(t, filepath.Dir(dir), true) + "/photos"
	saguenay, levis := newLister(t, "saguenay-1", url), newLister(t, "levis-1", url)
	saguenay.list("lea")
	levis.list("lea")
	os.Remove(filepath.Join(dir, "a.jpg"))
	os.Remove(filepath.Join(dir, "b.jpg"))
	saguenay.list("lea")
	put(t, dir, "b.jpg", "photo b.jpg")
	levis.list("zoe")
	os.Remove(filepath.Join(dir, "b.jpg"))
	saguenay.list("lea")
	levis.list("zoe")
	d, err := report.Build([]*bundle.Bundle{saguenay.bundle(), levis.bundle()}, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var gone []string
	for _, l := range d.Losses {
		gone = append(gone, l.Vantage+" "+l.State+" "+l.Item)
	}
	if want := []string{"saguenay-1 partial ", "saguenay-1 gone a.jpg"}; !slices.Equal(gone, want) {
		t.Errorf("%q, want %q", gone, want)
	}
	if len(d.Inventories) != 2 {
		t.Fatalf("%+v", d.Inventories)
	}
	other, own := d.Inventories[0], d.Inventories[1]
	if own.Vantages[0] != "saguenay-1" || own.Total.Unknown.Files != 1 || own.Listings[1].Other {
		t.Errorf("%+v", own.Total)
	}
	if other.Total.Unknown.Files != 1 || other.Total.Once.Files != 1 || other.Listings[0].Other || !other.Listings[1].Other || other.Listings[2].Other {
		t.Errorf("%+v", other.Total)
	}
	saysOfVantages(t, d)
}

// saysOfVantages looks for what a reader must find in the pages.
func saysOfVantages(t *testing.T, d *dossier.Dossier) {
	for lang, words := range map[string][]string{
		"fr": {"Les espaces de stockage, ensemble", "1 liste a été dressée sous un autre compte", "1 fichier (11 octets) manquait dans la liste achevée", "saguenay-1", "levis-1"},
		"en": {"The stores together", "1 list was made under another account", "1 file (11 bytes) was missing from the list complete", "saguenay-1", "levis-1"},
	} {
		var b bytes.Buffer
		if err := pdf.Write(&b, d, pdf.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		keepPages(t, "vantages-"+lang+".pdf", b.Bytes())
		reader, err := exec.LookPath("pdftotext")
		if err != nil {
			t.Skip("pdftotext is not installed")
		}
		c := exec.Command(reader, "-", "-")
		c.Stdin = &b
		text, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(string(text))), " ")
		for _, w := range words {
			if !strings.Contains(said, w) {
				t.Errorf("%s: no %q", lang, w)
			}
		}
	}
}
