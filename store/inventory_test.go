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
	"constat/store/seal"
)

func photos(url string) record.Target {
	return record.Target{Time: record.At(noon), Name: "photos", Interval: 864_000, Question: record.Question{Kind: record.AskInventory, URL: url, Timeout: 1000, Read: 1}}
}

// listed keeps an inventory of some files, n days after noon.
func listed(t testing.TB, s *Store, w record.Watched, n int, files ...string) record.Inventory {
	t.Helper()
	var b bytes.Buffer
	m, err := record.NewManifestWriter(&b, s.Salt(w.Chain))
	for _, f := range files {
		if err == nil {
			err = m.Add(record.Held{Path: f, Size: int64(len(f))})
		}
	}
	sum, closed := m.Close()
	before, old, err2 := s.Manifest(w.Chain)
	if err := errors.Join(err, closed, err2); err != nil {
		t.Fatal(err)
	}
	at := record.At(noon.Add(time.Duration(n) * 24 * time.Hour))
	e := record.Inventory{Link: record.Link{Chain: w.Chain}, Time: at, Ended: at + 5, Round: record.Round(at / 100), Items: sum.Items, Bytes: sum.Bytes, Root: sum.Root, File: sum.File}
	if before != nil {
		e.Before = before.File
		if e.Difference, err = record.Differ(old, bytes.NewReader(b.Bytes())); err != nil {
			t.Fatal(err)
		}
		old.Close()
	}
	if err := s.Inventory(e, &b); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestInventoriesAreKeptAndCarried(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, photos("webdav://a.example/"), target("shop"))[0]
	first := listed(t, s, w, 0, "a", "b")
	listed(t, s, w, 1, "a", "b")
	second := listed(t, s, w, 2, "b", "c")
	if second.Missing != 1 || second.New != 1 {
		t.Errorf("%+v", second)
	}
	broken := record.Inventory{Link: record.Link{Chain: w.Chain}, Time: second.Time + 1, Ended: second.Time + 2, Round: second.Round + 1, Fault: record.ListBroken}
	if err := s.Inventory(broken, nil); err != nil {
		t.Fatal(err)
	}
	if before, f, err := s.Manifest(w.Chain); err != nil || before.File != second.File {
		t.Errorf("after a listing that broke off: %+v, %v", before, err)
	} else {
		f.Close()
	}
	if _, err := s.Seal(noon.Add(72 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	check(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	w = enter(t, s, photos("webdav://a.example/"))[0]
	if w.Last != broken.Round {
		t.Errorf("newest round %d, want %d", w.Last, broken.Round)
	}
	b := exported(t, s, Query{})
	if b.Verdict() != bundle.Proven {
		t.Fatalf("%s: %+v", b.Verdict(), b.Checks)
	}
	if _, err := b.Logs[0].Open(first.File); err != nil {
		t.Error(err)
	}
}

// What another question listed is nothing to compare with.
func TestAnotherQuestionBeginsAnew(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, photos("webdav://a.example/"))[0]
	listed(t, s, w, 0, "a")
	w = enter(t, s, photos("webdav://b.example/"))[0]
	if before, _, err := s.Manifest(w.Chain); before != nil || err != nil {
		t.Errorf("%+v, %v", before, err)
	}
	if e := listed(t, s, w, 1, "z"); !e.Before.IsZero() {
		t.Errorf("%+v", e)
	}
}

func TestInventoriesThatCannotBeAreRefused(t *testing.T) {
	s, _ := newStore(t)
	all := enter(t, s, photos("webdav://a.example/"), target("shop"))
	e := listed(t, s, all[0], 1, "a")
	again, early, page, lie := e, e, e, e
	early.Round--
	page.Chain, page.Before = all[1].Chain, record.Hash{}
	lie.Round, lie.Before = e.Round+1, record.Hash{7}
	for name, e := range map[string]record.Inventory{"the same round": again, "an earlier round": early, "of a page": page, "compared with what was never kept": lie} {
		f, err := os.Open(s.filePath(e.File))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Inventory(e, f); !errors.Is(err, record.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
		f.Close()
	}
	lie = e
	lie.Round, lie.File = e.Round+1, record.Sum([]byte("another"))
	if err := s.Inventory(lie, strings.NewReader("not it")); !errors.Is(err, record.ErrRefused) {
		t.Errorf("another file than the one it names: %v", err)
	}
	if _, err := os.Stat(s.filePath(lie.File)); !os.IsNotExist(err) {
		t.Errorf("a file that is not what its name says was kept: %v", err)
	}
}

// Rule 4 for manifests: the file is on disk before the leaf.
func TestManifestIsOnDiskBeforeItsLeaf(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, photos("webdav://a.example/"))[0]
	var order []string
	defer func(was func(string)) { at = was }(at)
	at = func(point string) { order = append(order, point) }
	listed(t, s, w, 0, "a")
	if got := strings.Join(order, ", "); got != "file written, file renamed, file kept, batch ready, batch committed" {
		t.Error(got)
	}
}

func TestFsckNamesAManifestThatWasEdited(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, photos("webdav://a.example/"))[0]
	e := listed(t, s, w, 0, "a")
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
		t.Errorf("nobody noticed, in %s", dir)
	}
	if err := os.WriteFile(s.filePath(e.File), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func exported(t testing.TB, s *Store, q Query) *bundle.Bundle {
	t.Helper()
	q.Software = "constat test"
	var b bytes.Buffer
	if err := s.Export(&b, q); err != nil {
		t.Fatal(err)
	}
	policy, err := seal.ParsePolicy(s.Policy())
	if err != nil {
		t.Fatal(err)
	}
	v, err := bundle.Verify("b.zip", bytes.NewReader(b.Bytes()), int64(b.Len()), policy)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAListingThatBeganBeforeTheOneBeforeIsRefused(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, photos("webdav://a.example/"))[0]
	e := listed(t, s, w, 1, "a")
	back := record.Inventory{Link: record.Link{Chain: w.Chain}, Time: e.Time - 1, Ended: e.Ended, Round: e.Round + 1, Fault: record.ListBroken}
	if err := s.Inventory(back, nil); !errors.Is(err, record.ErrRefused) {
		t.Errorf("got %v", err)
	}
}

// What a store held at most is known after a restart too: by this question, and
// under this account.
func TestTheFullestListingIsRemembered(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, photos("webdav://a.example/"))[0]
	fullest := func() record.Instant {
		t.Helper()
		states, err := s.States()
		if err != nil || len(states) != 1 || states[0].Fullest == nil {
			t.Fatalf("%+v, %v", states, err)
		}
		return states[0].Fullest.Time
	}
	listed(t, s, w, 0, "a")
	most := listed(t, s, w, 1, "a", "b")
	listed(t, s, w, 2, "b")
	if got := fullest(); got != most.Time {
		t.Errorf("%s, want %s", got, most.Time)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	if got := fullest(); got != most.Time {
		t.Errorf("opened again: %s, want %s", got, most.Time)
	}
	w = enter(t, s, photos("webdav://b.example/"))[0]
	other := listed(t, s, w, 3, "b")
	if got := fullest(); got != other.Time {
		t.Errorf("of another question: %s, want %s", got, other.Time)
	}
}
