package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"constat/collector"
	"constat/collector/inventory"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/store"
	"constat/store/record"
)

// webDAV serves a folder as a cloud does, to lea or to whoever asks, and returns
// its address.
func webDAV(t *testing.T, dir string, anybody bool) string {
	t.Helper()
	path, err := exec.LookPath("rclone")
	if err != nil {
		t.Skip("rclone is not installed")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	var said bytes.Buffer
	args := []string{"serve", "webdav", dir, "--addr", address, "--dir-cache-time", "0s"}
	if !anybody {
		args = append(args, "--user", "lea", "--pass", "s3cr3t-word")
	}
	c := exec.Command(path, args...)
	c.Stdout, c.Stderr, c.Env = &said, &said, append(os.Environ(), "HOME="+t.TempDir())
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	for deadline := time.Now().Add(20 * time.Second); ; {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close()
			return address
		}
		if time.Now().After(deadline) {
			t.Fatal("rclone does not listen: " + said.String())
		}
	}
}

// A planted store has files of each kind, and what becomes of them is planned.
type planted struct {
	t   *testing.T
	dir string
}

// kinds of the files, in turn.
var plantedKinds = []string{"jpg", "jpg", "jpg", "mp4", "mp3", "pdf", "eml", "go"}

func (p planted) path(i int) string {
	return fmt.Sprintf("%02d/%03d.%s", i/50, i, plantedKinds[i%len(plantedKinds)])
}

func (p planted) content(i int) string { return strings.Repeat(fmt.Sprintf("content %03d ", i), 1+i%7) }

func (p planted) put(i int) { put(p.t, p.dir, p.path(i), p.content(i)) }

func (p planted) remove(i int) {
	if err := os.Remove(filepath.Join(p.dir, p.path(i))); err != nil {
		p.t.Error(err)
	}
}

// A storyShelf keeps listings, and lets something happen after each: one at a
// time, though stores are listed side by side.
type storyShelf struct {
	*store.Store
	mu    sync.Mutex
	n     int
	after func(n int)
}

func (s *storyShelf) Inventory(e record.Inventory, r io.Reader) error {
	if err := s.Store.Inventory(e, r); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	s.after(s.n)
	return nil
}

const (
	plantedFiles = 400
	lossDay      = 3  // the list that is the first without them
	backDay      = 10 // a week later
	lastDay      = 12
)

// The storage that forgot: of 400 files over WebDAV it loses 20, that is 5 %,
// and gives 12 back a week later, that is 60 %: nine as they were, two with
// another content, one in another place. Before that, three files were moved and one edited,
// which is ordinary life. The dossier says exactly that.
func TestStorageThatForgotAndGaveSomeBackAWeekLater(t *testing.T) {
	p := planted{t, filepath.Join(t.TempDir(), "photos")}
	for i := range plantedFiles {
		p.put(i)
	}
	address := webDAV(t, filepath.Dir(p.dir), false)
	dir := t.TempDir()
	var d *dossier.Dossier
	var begun time.Time
	synctest.Test(t, func(t *testing.T) { // days go by as fast as the server answers
		if err := store.Create(dir, "saguenay-1/1"); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		w, err := s.Enter([]record.Target{{Time: record.At(time.Now()), Name: "photos", Site: "album", Provider: "nuage", Interval: 24 * 60 * 60 * 10,
			Question: record.Question{Kind: record.AskInventory, URL: "webdav://" + address + "/photos", Timeout: 3_600_000, Read: 1 << 30}}})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Append(record.Watch{Time: record.At(time.Now()), Event: "start", Version: "test", Targets: 1}); err != nil {
			t.Fatal(err)
		}
		begun = time.Now()
		ctx, cancel := context.WithCancel(t.Context())
		shelf := &storyShelf{Store: s, after: func(n int) {
			p.day(n)
			if n == lastDay {
				cancel()
			}
		}}
		secrets := map[string]inventory.Secret{"photos": {"user": "lea", "password": "s3cr3t-word"}}
		if err := collector.New(s, slog.New(slog.DiscardHandler), w, collector.Options{Shelf: shelf, Secrets: secrets}).Run(ctx); err != nil {
			t.Fatal(err)
		}
		d = dossierOf(t, s)
	})
	p.check(t, d, begun)
	for _, lang := range []string{"fr", "en"} {
		var b bytes.Buffer
		if err := pdf.Write(&b, d, pdf.Options{Lang: lang}); err != nil {
			t.Error(err)
		}
		keepPages(t, "storage-"+lang+".pdf", b.Bytes())
	}
}

// keepPages leaves pages to be looked at, where CONSTAT_PAGES names a folder.
func keepPages(t *testing.T, name string, pages []byte) {
	if dir := os.Getenv("CONSTAT_PAGES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), pages, 0o600); err != nil {
			t.Error(err)
		}
	}
}

// day is what happens after the n-th list.
func (p planted) day(n int) {
	switch n {
	case 1:
		for i := 100; i < 103; i++ {
			put(p.t, p.dir, "sorted/"+p.path(i), p.content(i))
			p.remove(i)
		}
		put(p.t, p.dir, p.path(200), "edited, and longer than it was before by some")
	case lossDay - 1:
		for i := range 20 {
			p.remove(i)
		}
	case backDay - 1:
		for i := range 9 {
			p.put(i)
		}
		for i := 9; i < 11; i++ {
			put(p.t, p.dir, p.path(i), "an older version of it, which is not what was lost")
		}
		put(p.t, p.dir, "recovered/"+p.path(11), p.content(11))
	}
}

func (p planted) check(t *testing.T, d *dossier.Dossier, begun time.Time) {
	t.Helper()
	var want dossier.Amount // of what is gone
	byKind := map[string]int64{}
	for i := range 20 {
		want.Files, want.Bytes = want.Files+1, want.Bytes+int64(len(p.content(i)))
		byKind[string(record.FileKindOf(p.path(i)))]++
	}
	var missing int64
	for i := 12; i < 20; i++ {
		missing += int64(len(p.content(i)))
	}
	n := d.Inventories[0]
	if n.Whole != lastDay || n.Total.First.Files != plantedFiles || n.Total.Gone != want || n.Total.Restored.Files != 12 || n.Total.RestoredAltered.Files != 2 ||
		(n.Total.Missing != dossier.Amount{Files: 8, Bytes: missing}) || n.Total.Moved.Files != 3 || n.Total.Unknown.Files+n.Total.Once.Files != 0 ||
		n.Total.GoneShare.Files != "5.000000" || n.Total.MissingShare.Files != "2.000000" {
		t.Errorf("%+v", n.Total)
	}
	for _, k := range n.Kinds {
		if k.Gone.Files != byKind[k.Kind] {
			t.Errorf("%s: %d gone, want %d", k.Kind, k.Gone.Files, byKind[k.Kind])
		}
	}
	if len(n.History) != 2 || n.History[0].Gone.Files != 20 || n.History[0].Missing.Files != 20 || n.History[1].Restored.Files != 12 || n.History[1].Missing.Files != 8 {
		t.Errorf("%+v", n.History)
	}
	if n.Listings[0].Other || n.Listings[1].Other {
		t.Error("another account")
	}
	p.checkEach(t, d, begun)
}

// checkEach holds each file that is gone against what was done to it.
func (p planted) checkEach(t *testing.T, d *dossier.Dossier, begun time.Time) {
	t.Helper()
	day := func(n int) (from, to record.Instant) {
		from = record.At(begun.Add(time.Duration(n-1) * 24 * time.Hour))
		return from, from + 60_000
	}
	on := func(x dossier.Time, n int) bool {
		from, to := day(n)
		return x.Known && x.Instant >= from && x.Instant < to
	}
	if len(d.Losses) != 21 {
		t.Fatalf("%d losses, %+v", len(d.Losses), d.Period)
	}
	if w := d.Losses[0]; w.State != "partial" || w.Files != 20 || w.OfFiles != plantedFiles || w.Missing.Files != 8 || w.Restored.Known || w.SecondHand {
		t.Errorf("%+v", w)
	}
	if w := d.Losses[0]; w.Lists != 1 || w.Came != 0 || w.Renewed != 0 || w.Churn != (dossier.Churn{Most: "0.000000", Steps: 1}) || w.Sure() { // nothing failed, and one vantage alone looked
		t.Errorf("%+v", w)
	}
	for i, l := range d.Losses[1:] {
		if l.Item != p.path(i) || l.SHA256 != record.Sum([]byte(p.content(i))) || l.Bytes != int64(len(p.content(i))) || !on(l.LastSeen, lossDay-1) || !on(l.FirstMissing, lossDay) {
			t.Errorf("%+v", l)
		}
		if (i < 12) != on(l.Restored, backDay) || l.Restored.Known != (i < 12) || l.Altered != (i == 9 || i == 10) || l.Elsewhere != (i == 11) || l.Same != (i < 9 || i == 11) {
			t.Errorf("%s came back as %+v", l.Item, l)
		}
	}
}
