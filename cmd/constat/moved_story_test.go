package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"constat/collector"
	"constat/collector/importer"
	"constat/collector/inventory"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/store"
	"constat/store/record"
)

// A mover is somebody who changes from one host to another: folders old and new.
type mover struct {
	t   *testing.T
	dir string
}

func (m mover) content(i int) string {
	return strings.Repeat(fmt.Sprintf("content %02d of the album ", i), 3)
}

func (m mover) put(store, path string, i int) { put(m.t, m.dir, store+"/"+path, m.content(i)) }

func (m mover) take(path string) {
	if err := os.Remove(filepath.Join(m.dir, path)); err != nil {
		m.t.Error(err)
	}
}

func photoAt(i int) string { return fmt.Sprintf("%02d.jpg", i) }

// day is what happens after the n-th day.
func (m mover) day(n int) {
	switch n {
	case 1:
		for i := range 4 { // moved within the day
			m.take("old/" + photoAt(i))
			m.put("new", "site/"+photoAt(i), i)
		}
		for i := 4; i < 9; i++ { // 4 and 5 in hand for a while, 6 and 7 lost, of 8 there is a copy
			m.take("old/" + photoAt(i))
		}
		m.take("old/empty")
		put(m.t, m.dir, "new/empty", "")
	case 4:
		m.put("new", "site/"+photoAt(4), 4)
		m.put("new", "site/"+photoAt(5), 5)
	}
}

// Somebody moved from one host to another while both were listed, and two photos
// were lost on the way. What stands in the new store has moved, what has a copy
// there is gone from the old one and the copy is told, and no more is said of an
// empty file than that nobody can tell.
func TestWhatMovedBetweenTwoStoresIsNotLost(t *testing.T) {
	m := mover{t, t.TempDir()}
	for i := range 12 {
		m.put("old", photoAt(i), i)
	}
	put(t, m.dir, "old/empty", "")
	m.put("new", "copies/08.jpg", 8)
	m.put("new", "own.jpg", 99)
	address := webDAV(t, m.dir, true)
	dir := t.TempDir()
	var d *dossier.Dossier
	synctest.Test(t, func(t *testing.T) { // days go by as fast as the server answers
		if err := store.Create(dir, "saguenay-1/1"); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		target := func(name, provider string) record.Target {
			return record.Target{Time: record.At(time.Now()), Name: name, Site: "album", Provider: provider, Interval: 24 * 60 * 60 * 10,
				Question: record.Question{Kind: record.AskInventory, URL: "webdav://" + address + "/" + name, Timeout: 3_600_000, Read: 1 << 30}}
		}
		w, err := s.Enter([]record.Target{target("old", "nuage"), target("new", "orage")})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Append(record.Watch{Time: record.At(time.Now()), Event: "start", Version: "test", Targets: 2}); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		shelf := &storyShelf{Store: s, after: func(n int) {
			if n%2 == 0 {
				m.day(n / 2)
			}
			if n == 14 {
				cancel()
			}
		}}
		if err := collector.New(s, slog.New(slog.DiscardHandler), w, collector.Options{Shelf: shelf, Secrets: map[string]inventory.Secret{}}).Run(ctx); err != nil {
			t.Fatal(err)
		}
		d = dossierOf(t, s)
	})
	m.check(d)
	saysWhatMoved(t, d)
}

func (m mover) check(d *dossier.Dossier) {
	t := m.t
	i := slices.IndexFunc(d.Inventories, func(n dossier.Inventory) bool { return n.Target == "old" })
	old, new := d.Inventories[i], d.Inventories[1-i]
	one := int64(len(m.content(0)))
	if all := old.Total; all.First.Files != 13 || all.Last.Files != 3 || all.Gone.Files != 3 || all.Moved.Files != 6 || (all.MovedAway != dossier.Amount{Files: 6, Bytes: 6 * one}) || all.Unknown.Files != 1 || all.HeldElsewhere.Files != 1 || all.Missing.Files != 3 {
		t.Errorf("%+v", all)
	}
	if all := new.Total; all.Gone.Files+all.Moved.Files+all.Unknown.Files != 0 || len(new.Moves)+len(new.MovedTo) != 0 {
		t.Errorf("%+v", all)
	}
	if len(old.MovedTo) != 1 || old.MovedTo[0].To != "new" || old.MovedTo[0].ToID != new.TargetID || old.MovedTo[0].Moved.Files != 6 || old.MovedTo[0].Between.Files != 2 {
		t.Fatalf("%+v", old.MovedTo)
	}
	for n, x := range old.Moves {
		if x.State != "moved" || x.Item != photoAt(n) || x.To != "new" || x.ToItem != "site/"+photoAt(n) || x.SHA256 != record.Sum([]byte(m.content(n))) || x.Lacked.Known != (n > 3) || x.Since.Instant <= x.LastSeen.Instant || len(x.Leaves) < 3 {
			t.Errorf("%+v", x)
		}
	}
	var gone []string
	for _, l := range d.Losses {
		gone = append(gone, l.State+" "+l.Item+" "+l.HeldIn+" "+l.HeldInAs)
		if l.HeldElsewhere && l.Leaves[len(l.Leaves)-1] != new.Listings[len(new.Listings)-1].Proof {
			t.Errorf("%+v", l.Leaves)
		}
	}
	if want := []string{"partial   ", "gone 06.jpg  ", "gone 07.jpg  ", "gone 08.jpg new copies/08.jpg"}; !slices.Equal(gone, want) {
		t.Errorf("%q, want %q", gone, want)
	}
}

// saysWhatMoved looks for what a reader must find in the pages.
func saysWhatMoved(t *testing.T, d *dossier.Dossier) {
	for lang, words := range map[string][]string{
		"fr": {"6 fichiers ont été retrouvés", "dans l’espace « new », au plus tôt par la liste commencée le", "Pour 2 d’entre eux, une liste de l’autre espace", "ni à partir de quelle copie",
			"Fichiers de « old » retrouvés dans un autre espace", "site/05.jpg", "copie dans new", "Sur 3 fichiers disparus, le contenu exact de 1 ", "moins de 32 octets", "6 fichiers qui n’étaient plus dans l’espace « old »"},
		"en": {"6 files were found", "in store “new”, at the earliest by the list begun on", "Of these, 2 were in no list of the two stores for a time", "nor out of which copy",
			"Files of “old” found in another store", "site/05.jpg", "copy in new", "Of 3 files that are gone, the very content of 1 ", "fewer than 32 bytes", "6 files that were no longer in store “old”"},
	} {
		var b bytes.Buffer
		if err := pdf.Write(&b, d, pdf.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		keepPages(t, "moved-"+lang+".pdf", b.Bytes())
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

// Lists that others made of two stores are compared likewise: real sound files
// that went from one and stand in the other's later list have moved, at whatever
// hour of that day; those of which it had a copy are gone, and the copy is told.
func TestImportedListsOfTwoStoresTellWhatMoved(t *testing.T) {
	sounds := realData(t, "manifests-debian")
	text, err := os.ReadFile(filepath.Join(sounds, "md5sums", "sound-theme-freedesktop_0.8-2_all.md5sums"))
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.Collect(strings.Lines(string(text)))
	dir := t.TempDir()
	list := func(name string, parts ...[]string) string {
		put(t, dir, name, strings.Join(slices.Concat(parts...), ""))
		return filepath.Join(dir, name)
	}
	d := importsAs(t, [3]string{"phone", "2024-01-01", list("a", lines)}, [3]string{"phone", "2024-03-01", list("b", lines[:11])},
		[3]string{"cloud", "2023-12-01", list("c", lines[:1], lines[11:13])}, [3]string{"cloud", "2024-03-01", list("d", lines[:1], lines[11:20])}, [3]string{"cloud", "2024-04-01", list("e", lines[:1], lines[11:20])})
	i := slices.IndexFunc(d.Inventories, func(n dossier.Inventory) bool { return n.Target == "phone" })
	n := d.Inventories[i]
	if all := n.Total; all.First.Files != 31 || all.Last.Files != 11 || all.MovedAway.Files != 7 || all.Gone.Files != 13 || all.HeldElsewhere.Files != 2 || all.Unknown.Files != 0 {
		t.Errorf("%+v", all)
	}
	if len(n.MovedTo) != 1 || !n.MovedTo[0].SecondHand || n.MovedTo[0].To != "cloud" || n.MovedTo[0].Between.Files != 0 || len(n.Moves) != 7 || !n.Moves[0].SecondHand {
		t.Errorf("%+v", n.MovedTo)
	}
}

// What others wrote down of a store enters into no figure of one that a vantage
// listed itself: a list that shows the lost photo elsewhere is word, and no sight.
func TestListsOfOthersMoveNothingOfAStoreThatWasListed(t *testing.T) {
	m := mover{t, t.TempDir()}
	m.put("old", photoAt(1), 1)
	m.put("old", photoAt(2), 2)
	l := newLister(t, "saguenay-1", "file://"+filepath.Join(m.dir, "old"))
	l.list("")
	m.take("old/" + photoAt(1))
	m.put("theirs", photoAt(1), 1)
	l.list("")
	l.list("")
	target, err := l.Imported("theirs", "album", "orage", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	now := record.At(time.Now())
	rows, err := importer.Manifest(t.Context(), filepath.Join(m.dir, "theirs"), now)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	sum, err := rows.Write(&b, l.Salt(target.Chain))
	if err != nil {
		t.Fatal(err)
	}
	e := rows.Entry(now, now-1, "test", sum)
	e.Chain = target.Chain
	if err := l.Import(e, &b); err != nil {
		t.Fatal(err)
	}
	d := dossierOf(t, l.Store)
	if n := d.Inventories[0]; len(d.SecondHand) != 1 || n.Target != "photos" || n.Total.Gone.Files != 1 || n.Total.MovedAway.Files != 0 || len(n.MovedTo) != 0 {
		t.Errorf("%+v, %+v", d.SecondHand, n.Total)
	}
}
