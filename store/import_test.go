package store

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"constat/store/bundle"
	"constat/store/record"
)

// brought keeps a list of files under a name.
func brought(t testing.TB, s *Store, name string, files ...string) record.Import {
	t.Helper()
	target, err := s.Imported(name, "album", "nuage", noon)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	m, err := record.NewManifestWriter(&b, s.Salt(target.Chain))
	for _, f := range files {
		if err == nil {
			err = m.Add(record.Held{Path: f, Size: int64(len(f)), Told: "md5:00"})
		}
	}
	sum, closed := m.Close()
	if err := errors.Join(err, closed); err != nil {
		t.Fatal(err)
	}
	e := record.Import{Link: record.Link{Chain: target.Chain}, Time: record.At(noon), Importer: "manifest", Form: "tsv", Version: "test", Source: record.Sum([]byte("source")), Size: 6,
		Of: record.At(noon.Add(-time.Hour)), Items: sum.Items, Bytes: sum.Bytes, Root: sum.Root, File: sum.File}
	if err := s.Import(e, &b); err != nil {
		t.Fatal(err)
	}
	return e
}

// A record of others goes to the target of its name, whatever that is asked, or
// to a new one of which nothing is asked; and bundles carry it.
func TestImportsAreKeptAndCarried(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, photos("webdav://a.example/"))[0]
	first := brought(t, s, "photos", "a", "b")
	other := brought(t, s, "album", "c")
	if first.Chain != w.Chain || other.Chain == w.Chain {
		t.Errorf("%v, %v, %v", first.Chain, other.Chain, w.Chain)
	}
	if again := brought(t, s, "album", "d"); again.Chain != other.Chain {
		t.Errorf("a second target of one name: %v", again.Chain)
	}
	if known, ok := s.Known("album"); !ok || known.Question.Kind != record.AskNothing || known.Site != "album" || known.Provider != "nuage" {
		t.Errorf("%+v", known)
	}
	sealAt(t, s, 1)
	check(t, s)
	s.Close()
	s = openStore(t, dir)
	brought(t, s, "album", "e")
	sealAt(t, s, 2)
	b := exported(t, s, Query{})
	if b.Verdict() != bundle.Proven {
		t.Fatalf("%+v", b.Checks)
	}
	n := 0
	for _, target := range b.Logs[0].Targets {
		n += len(target.Imports)
	}
	if n != 4 {
		t.Errorf("%d imports", n)
	}
	if b := exported(t, s, Query{From: record.At(noon.Add(90 * time.Second))}); b.Verdict() != bundle.Proven {
		t.Errorf("from the middle on: %+v", b.Checks)
	}
	if b := exported(t, s, Query{Show: func(t record.Target) bool { return t.Name == "photos" }}); b.Verdict() != bundle.Proven || len(b.Logs[0].Targets) != 1 {
		t.Errorf("one target: %+v", b.Checks)
	}
}

// Rule 4 for rows: the file is on disk before the leaf.
func TestRowsAreOnDiskBeforeTheirLeaf(t *testing.T) {
	s, _ := newStore(t)
	enter(t, s, photos("webdav://a.example/"))
	var order []string
	defer func(was func(string)) { at = was }(at)
	at = func(point string) { order = append(order, point) }
	brought(t, s, "photos", "a")
	if got := strings.Join(order, ", "); !strings.HasPrefix(got, "file written, file renamed, file kept, batch ready") {
		t.Error(got)
	}
}

func TestFsckNamesRowsThatWereEdited(t *testing.T) {
	s, _ := newStore(t)
	e := brought(t, s, "album", "a")
	b, err := os.ReadFile(s.filePath(e.File))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.filePath(e.File), bytes.Replace(b, []byte("a\t1"), []byte("a\t9"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	found := 0
	for err := range s.Check(t.Context()) {
		if strings.Contains(err.Error(), e.File.String()) {
			found++
		}
	}
	if found == 0 {
		t.Error("nobody noticed")
	}
	if err := os.WriteFile(s.filePath(e.File), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAListingFarFromItsRoundIsRefused(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, photos("webdav://a.example/"))[0]
	e := listed(t, s, w, 1, "a")
	for name, edit := range map[string]func(*record.Inventory){
		"late":     func(e *record.Inventory) { e.Time, e.Ended = e.Time+400_000, e.Ended+400_000 },
		"too soon": func(e *record.Inventory) { e.Round += 4000 },
		"mounted":  func(e *record.Inventory) { e.Mount = true },
	} {
		far := record.Inventory{Link: record.Link{Chain: w.Chain}, Time: e.Time + 1000, Ended: e.Time + 1001, Round: e.Round + 10, Fault: record.ListBroken}
		edit(&far)
		if err := s.Inventory(far, strings.NewReader("")); !errors.Is(err, record.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
