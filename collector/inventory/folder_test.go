package inventory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/record"
)

// A watched store is listed again and again; each manifest is kept for the next.
type watched struct {
	t      testing.TB
	ask    Ask
	before []byte
}

func watch(t testing.TB, url string) *watched {
	return &watched{t: t, ask: Ask{Question: record.Question{Kind: record.AskInventory, URL: url, Timeout: 60_000}, Budget: 1 << 40, Salt: [32]byte{9}, Dir: t.TempDir()}}
}

// list lists once, and returns the files by path. What it says of the manifest
// and of the difference must be so.
func (w *watched) list() (record.Inventory, map[string]record.Held) {
	w.t.Helper()
	r := List(context.Background(), w.ask)
	e := r.Inventory
	if left, _ := filepath.Glob(filepath.Join(w.ask.Dir, "listing-*")); len(left) > 0 {
		w.t.Errorf("left behind: %v", left)
	}
	if !e.Whole() {
		if r.Manifest != "" || !e.File.IsZero() {
			w.t.Errorf("a listing that stopped with %s has a manifest", e.Fault)
		}
		return e, nil
	}
	b, err := os.ReadFile(r.Manifest)
	if err != nil {
		w.t.Fatal(err)
	}
	os.Remove(r.Manifest)
	sum, err := record.CheckManifest(bytes.NewReader(b))
	if err != nil || sum.Root != e.Root || sum.Items != e.Items || sum.Bytes != e.Bytes || record.Sum(b) != e.File {
		w.t.Errorf("manifest %+v (%v), entry %+v", sum, err, e)
	}
	if sum.Newest < e.Time {
		sum.Read, sum.ReadBytes, sum.Tried = 0, 0, 0
	}
	if sum.Read != e.Read || sum.ReadBytes > e.ReadBytes || sum.Tried > e.Unreadable || sum.Newest > e.Time {
		w.t.Errorf("readings %+v, entry %+v", sum, e)
	}
	if w.before != nil {
		if d, err := record.Differ(bytes.NewReader(w.before), bytes.NewReader(b)); err != nil || d != e.Difference {
			w.t.Errorf("differs by %+v (%v), entry says %+v", d, err, e.Difference)
		}
	}
	if _, err := record.Encode(e); err != nil {
		w.t.Errorf("entry: %v", err)
	}
	w.before, w.ask.Before = b, &e
	w.ask.OpenBefore = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
	return e, read(w.t, b)
}

func read(t testing.TB, b []byte) map[string]record.Held {
	m, err := record.NewManifestReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]record.Held{}
	for {
		h, err := m.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all[h.Path] = h
	}
}

func write(t testing.TB, dir, path, content string) {
	t.Helper()
	full := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func sum(content string) record.Hash { return record.Sum([]byte(content)) }

func TestFolderIsListedWithWhatItHolds(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "Léa/été 2021.jpg", "photo")
	write(t, dir, "odd\nname\\\xff", "odd")
	write(t, dir, "empty", "")
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	w := watch(t, "file://"+dir)
	e, files := w.list()
	if l := files["link"]; !l.Link() || !l.Sum.IsZero() {
		t.Errorf("a link is listed as %+v", l)
	}
	if e.Items != 4 || e.Bytes != 8 || e.Read != 3 || e.ReadBytes != 8 || e.Unreadable != 0 {
		t.Errorf("%+v", e)
	}
	for path, content := range map[string]string{"Léa/été 2021.jpg": "photo", "odd\nname\\\xff": "odd", "empty": ""} {
		if h := files[path]; h.Sum != sum(content) || h.Size != int64(len(content)) || h.Modified == 0 || h.Read != e.Time {
			t.Errorf("%q: %+v", path, h)
		}
	}
}

// The sums of Debian's own lists are those of the files that we list.
func TestRealFolderAgreesWithItsPackage(t *testing.T) {
	if os.Getenv("CONSTAT_DATA") == "" {
		t.Skip("CONSTAT_DATA names no folder of test data")
	}
	base := filepath.Join(os.Getenv("CONSTAT_DATA"), "manifests-debian")
	e, files := watch(t, "file://"+filepath.Join(base, "sound-theme-freedesktop")).list()
	list, err := os.ReadFile(filepath.Join(base, "md5sums", "sound-theme-freedesktop_0.8-2_all.md5sums"))
	if err != nil {
		t.Fatal(err)
	}
	n, sounds := 0, 0
	for line := range strings.Lines(string(list)) {
		_, path, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		b, err := os.ReadFile(filepath.Join(base, "sound-theme-freedesktop", path))
		if err != nil {
			t.Fatal(err)
		}
		if h := files[path]; h.Sum != record.Sum(b) || h.Size != int64(len(b)) {
			t.Errorf("%s: %+v", path, h)
		}
		if n++; record.FileKindOf(path) == record.Music {
			sounds++
		}
	}
	if e.Items != 31 || n != 31 || sounds != 27 || e.Read != 31 {
		t.Errorf("%d listed, %d in the package, %d sounds: %+v", e.Items, n, sounds, e)
	}
}

// Over days all is read, each day no more than the budget, and then read again.
func TestReadingKeepsToItsBudgetAndComesRound(t *testing.T) {
	synctest.Test(t, readingComesRound) // days pass at once
}

func readingComesRound(t *testing.T) {
	dir := t.TempDir()
	for i := range 10 {
		write(t, dir, fmt.Sprint("f", i), strings.Repeat("x", 100))
	}
	write(t, dir, "large", strings.Repeat("x", 1000))
	w := watch(t, "file://"+dir)
	w.ask.Budget = 350
	known := 0
	for day := 1; day <= 4; day++ {
		time.Sleep(24 * time.Hour)
		e, files := w.list()
		if e.ReadBytes > w.ask.Budget {
			t.Errorf("day %d: %d bytes read", day, e.ReadBytes)
		}
		known = 0
		for _, h := range files {
			if !h.Sum.IsZero() {
				known++
			}
		}
		if want := min(3*day, 10); known != want || e.Altered+e.Missing+e.New != 0 {
			t.Errorf("day %d: %d contents known, want %d; %+v", day, known, want, e)
		}
	}
	time.Sleep(24 * time.Hour)
	_, files := w.list()
	if f := files; f["f0"].Read != f["f9"].Read || f["f2"].Read <= f["f9"].Read || f["f4"].Read != f["f2"].Read || f["f5"].Read >= f["f0"].Read {
		t.Errorf("what was read longest ago was not read again: %v", f)
	}
	if !files["large"].Sum.IsZero() {
		t.Error("a file over the budget was read")
	}
}

// A change that leaves size and time as they were is found when the content is
// read again; one that changes the time makes the content unknown until then.
func TestContentIsNotTakenOverFromAChangedFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a", "one")
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	os.Chtimes(filepath.Join(dir, "a"), at, at)
	w := watch(t, "file://"+dir)
	w.list()
	w.ask.Budget = 0
	write(t, dir, "a", "two")
	os.Chtimes(filepath.Join(dir, "a"), at, at)
	if e, files := w.list(); files["a"].Sum != sum("one") || e.Altered != 0 {
		t.Errorf("%+v", files["a"])
	}
	w.ask.Budget = 100
	if e, files := w.list(); files["a"].Sum != sum("two") || e.Altered != 1 {
		t.Errorf("silently altered: %+v, %+v", files["a"], e)
	}
	w.ask.Budget = 0
	write(t, dir, "a", "six")
	if e, files := w.list(); !files["a"].Sum.IsZero() || e.Altered != 0 {
		t.Errorf("a new time: %+v, %+v", files["a"], e)
	}
}

func TestFolderThatCannotBeListedIsUnknown(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "in/a", "A")
	w := watch(t, "file://"+dir)
	w.list()
	if os.Getuid() != 0 {
		os.Chmod(filepath.Join(dir, "in"), 0)
		if e, _ := w.list(); e.Fault != record.ListRefused {
			t.Errorf("a folder that may not be read: %+v", e)
		}
		os.Chmod(filepath.Join(dir, "in"), 0o755)
	}
	os.Rename(dir, dir+"-away")
	if e, _ := w.list(); e.Fault != record.ListAbsent {
		t.Errorf("no folder: %+v", e)
	}
	os.Rename(dir+"-away", dir)
	w.ask.Before.Mount = true
	if e, _ := w.list(); e.Fault != record.ListAbsent {
		t.Errorf("a folder that was mounted: %+v", e)
	}
	w.ask.Question.URL = "file://nas/photos"
	if e, _ := w.list(); e.Fault != record.Local {
		t.Errorf("a folder elsewhere: %+v", e)
	}
}

func TestListingStopsAtItsTime(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a", "A")
	w := watch(t, "file://"+dir)
	ctx, cancel := context.WithTimeout(context.Background(), -time.Second)
	defer cancel()
	if r := List(ctx, w.ask); r.Inventory.Fault != record.ListTimeout {
		t.Errorf("%+v", r.Inventory)
	}
}

// More files than are sorted in memory come in order all the same.
func TestSortingGoesToDisk(t *testing.T) {
	s := newSorter(t.TempDir())
	s.size = 7
	defer s.remove()
	for i := range 100 {
		if err := s.add(record.Held{Path: fmt.Sprintf("%03d", i*37%100), Size: int64(i)}); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		next, done := s.all()
		n := 0
		for ; ; n++ {
			h, err := next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil || h.Path != fmt.Sprintf("%03d", n) {
				t.Fatalf("%d: %+v, %v", n, h, err)
			}
		}
		done()
		if n != 100 {
			t.Errorf("%d files", n)
		}
	}
	if err := s.add(record.Held{Path: "050"}); err != nil {
		t.Fatal(err)
	}
	next, done := s.all()
	defer done()
	for {
		if _, err := next(); errors.Is(err, io.EOF) {
			t.Fatal("a path listed twice went through")
		} else if err != nil {
			break
		}
	}
}

func TestSecretIsForNobodyElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cloud.secret")
	if err := os.WriteFile(path, []byte("# of the cloud\nuser: léa\npassword: \"a: b\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := ReadSecret(path)
	if err != nil || s["user"] != "léa" || s["password"] != "a: b" {
		t.Errorf("%v, %v", s, err)
	}
	os.Chmod(path, 0o640)
	if _, err := ReadSecret(path); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a secret that others can read: %v", err)
	}
	if _, err := parseSecret(path, "pasword: hunter2"); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("an unknown name: %v", err)
	}
}
