//go:build unix

package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// watched makes a store that saw something and sealed some of it.
func watched(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := Create(dir, "saguenay-1/1"); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	w := enter(t, s, target("shop"), target("blog"))
	for n := range 3 {
		if err := s.Observe([]record.Seen{seen(w[0], n, "a"), seen(w[1], n, "b")}); err != nil {
			t.Fatal(err)
		}
		if n == 1 {
			sealAt(t, s, n)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func succeed(t testing.TB, dir, reason string, keys ...string) *Store {
	t.Helper()
	s, err := Succeed(dir, noon.Add(time.Hour), Succession{Reason: reason, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// earlier opens the epoch before s for as long as f takes.
func earlier(t testing.TB, s *Store, f func(*Store)) {
	t.Helper()
	for old, err := range s.Earlier() {
		if err != nil {
			t.Fatal(err)
		}
		f(old)
	}
}

func TestNewKeyIsNewEpoch(t *testing.T) {
	dir := watched(t)
	for n, reason := range []string{"rotation", "theft"} {
		s := succeed(t, dir, reason)
		if want := record.EpochOf("saguenay-1", n+2); s.Origin() != want {
			t.Fatalf("the log is %s, want %s", s.Origin(), want)
		}
		first, ok, err := s.Follows()
		if err != nil || !ok || first.Reason != reason {
			t.Fatal(first, ok, err)
		}
		sealAt(t, s, 61+n)
		w := enter(t, s, target("shop"))
		if err := s.Observe([]record.Seen{seen(w[0], 62+n, "a")}); err != nil {
			t.Fatal(err)
		}
		ran := 0
		earlier(t, s, func(old *Store) {
			ran++
			c, closed, err := old.closing()
			if err != nil || !closed || old.Keyless() {
				t.Fatal(c, closed, err)
			}
			if ran == 1 && (c.Successor != s.VerifierKey() || first.Predecessor != old.VerifierKey() || first.Head.Root != record.Hash(old.Head().Root)) {
				t.Errorf("%+v does not lead to %+v", c, first)
			}
		})
		if ran != n+1 {
			t.Errorf("%d earlier epochs, want %d", ran, n+1)
		}
		for err := range s.CheckAll(context.Background()) {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for err := range Fsck(context.Background(), dir) {
		t.Error(err)
	}
}

func TestClosedLogTakesOnlyStampsAndSeals(t *testing.T) {
	dir := watched(t)
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	key, err := seal.NewKey("saguenay-1/2")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.end(noon.Add(time.Hour), "rotation", key.Verifier()); err != nil {
		t.Fatal(err)
	}
	if reason, err := s.end(noon.Add(time.Hour), "theft", key.Verifier()); err != nil || reason != "rotation" {
		t.Errorf("closed again: %q, %v", reason, err)
	}
	var ended *EndedError
	for name, err := range map[string]error{
		"note":  s.Append(record.Note{Time: record.At(noon), Text: "more"}),
		"watch": s.Append(record.Watch{Time: record.At(noon), Event: "start"}),
		"entered": func() error {
			_, err := s.Enter([]record.Target{target("new")})
			return err
		}(),
		"observed": s.Observe(nil),
	} {
		if !errors.As(err, &ended) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Anchor(noon, s.Head().Size, "http://tsa.example/", []byte("q"), []byte("r")); err != nil {
		t.Error(err)
	}
	sealAt(t, s, 70)
	check(t, s)
}

func TestLostKeyLeavesNoClose(t *testing.T) {
	dir := watched(t)
	s := openStore(t, dir)
	vkey, head := s.VerifierKey(), s.Head()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Succeed(dir, noon, Succession{Reason: "loss", Keys: []string{vkey}}); err == nil || !strings.Contains(err.Error(), "is there") {
		t.Errorf("a key that is there was lost: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, keyName)); err != nil {
		t.Fatal(err)
	}
	other, err := seal.NewKey("saguenay-1/1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Succeed(dir, noon, Succession{Reason: "loss", Keys: []string{other.Verifier()}}); err == nil {
		t.Error("it goes on from another key than its own")
	}
	s = succeed(t, dir, "loss", other.Verifier(), vkey)
	first, _, _ := s.Follows()
	if first.Reason != "loss" || first.Predecessor != vkey || first.Head.Size != head.Size {
		t.Errorf("%+v", first)
	}
	sealAt(t, s, 90)
	earlier(t, s, func(old *Store) {
		if _, closed, _ := old.closing(); closed || !old.Keyless() {
			t.Error("a lost key closed its log")
		}
		if err := old.Export(&bytes.Buffer{}, Query{Software: "test"}); err == nil {
			t.Error("a log is shown without its key")
		}
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for err := range Fsck(context.Background(), dir) {
		t.Error(err)
	}
}

// Whatever stops the change of key, either the old epoch is still open, or to
// call for it again finishes it, once.
func TestKilledSuccessionIsFinished(t *testing.T) {
	points := []string{"file written:1", "file renamed:1", "file kept:1", "all cut:1", "log closed:1", "tree written:1", "checkpoint outside:1",
		"checkpoint enrolled:1", "log sealed:1", "epoch staged:1", "epoch renamed:1", "epoch begun:1"}
	for n := range 4 {
		points = append(points, fmt.Sprintf("batch ready:%d", n+1), fmt.Sprintf("batch committed:%d", n+1))
	}
	for _, point := range points {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			dir := watched(t)
			cmd := exec.Command(os.Args[0], "-test.run=^$")
			cmd.Env = append(os.Environ(), "CONSTAT_DIE_IN="+dir, "CONSTAT_DIE_AT="+point, "CONSTAT_DIE_OF=succession")
			if out, err := cmd.Output(); err == nil || bytes.Contains(out, []byte("alive")) {
				t.Fatalf("it never came to %s: %v", point, err)
			}
			finished(t, dir)
		})
	}
}

func finished(t *testing.T, dir string) {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	open := s.Origin() == "saguenay-1/1" && !s.Ended()
	if open {
		w := enter(t, s, target("shop"))
		if err := s.Observe([]record.Seen{seen(w[0], 3, "a")}); err != nil {
			t.Errorf("the old epoch is not open: %v", err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = succeed(t, dir, "rotation")
	defer s.Close()
	sealAt(t, s, 120)
	if s.Origin() != "saguenay-1/2" {
		t.Errorf("the log is %s", s.Origin())
	}
	for err := range s.CheckAll(context.Background()) {
		t.Error(err)
	}
	earlier(t, s, func(old *Store) {
		n := 0
		for _, c := range old.chains {
			n += int(c.Row.Rounds)
		}
		if want := 6; n != want && !(open && n == want+1) {
			t.Errorf("%d observations in the old epoch, want %d", n, want)
		}
	})
}

func TestKeyOthersCouldUseIsRefused(t *testing.T) {
	dir := watched(t)
	s := succeed(t, dir, "rotation")
	sealAt(t, s, 61)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	newest := filepath.Join(dir, epochsName, "2")
	for _, c := range []struct {
		path string
		mode os.FileMode
		says string
		back os.FileMode
	}{
		{filepath.Join(newest, keyName), 0o640, "read by others", 0o600},
		{filepath.Join(newest, keyName), 0o604, "read by others", 0o600},
		{newest, 0o777, "anybody can put", 0o700},
	} {
		if err := os.Chmod(c.path, c.mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s with mode %o: %v", c.path, c.mode, err)
		}
		if err := os.Chmod(c.path, c.back); err != nil {
			t.Fatal(err)
		}
	}
	// The old key could still sign another close.
	if err := os.Chmod(filepath.Join(dir, keyName), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "read by others") {
		t.Errorf("the old key is open to all: %v", err)
	}
}

// What a store makes, nobody else can read, whatever the mask.
func TestStoreIsForItsOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	if err := Create(dir, "saguenay-1/1"); err != nil {
		t.Fatal(err)
	}
	var modes []string
	at = func(point string) {
		if point == "file written" {
			modes = append(modes, open600(t, dir)...)
		}
	}
	defer func() { at = func(string) {} }()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	enter(t, s, target("shop"))
	sealAt(t, s, 1)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = succeed(t, dir, "rotation")
	defer s.Close()
	if modes = append(modes, open600(t, dir)...); len(modes) > 0 {
		t.Error(modes)
	}
}

// open600 lists what others than the owner may do anything with.
func open600(t *testing.T, dir string) (wrong []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		fi, err := d.Info()
		if err == nil && fi.Mode().Perm()&0o077 != 0 {
			wrong = append(wrong, fmt.Sprintf("%s %v", path, fi.Mode()))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return wrong
}

// The guide's commands show, in an ordinary shell, that the next epoch cites
// the last checkpoint of this one, and that this one names its key.
func TestGuideFollowsEpochsByHand(t *testing.T) {
	for _, tool := range []string{"sh", "unzip", "sha256sum", "python3", "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here", tool)
		}
	}
	s := succeed(t, watched(t), "rotation")
	defer s.Close()
	sealAt(t, s, 61)
	first, _, err := s.Follows()
	if err != nil {
		t.Fatal(err)
	}
	out := byHand(t, export(t, s, Query{}), commands(t))
	if !strings.Contains(out, fmt.Sprintf(`"predecessor":%q,"head":{"size":%d,"root":"%v"}`, first.Predecessor, first.Head.Size, first.Head.Root)) {
		t.Errorf("the guide does not show what is cited:\n%s", out)
	}
	earlier(t, s, func(old *Store) {
		out := byHand(t, export(t, old, Query{}), commands(t))
		if !strings.Contains(out, fmt.Sprintf("%d %v\n", first.Head.Size, first.Head.Root)) || !strings.Contains(out, fmt.Sprintf(`"successor":%q`, s.VerifierKey())) {
			t.Errorf("the guide does not show the head or its successor:\n%s", out)
		}
	})
}

// A closed log's bundle shows the close and all that follows, whatever time was
// asked for: stamps that came late, and seals.
func TestClosedLogIsExportedWithItsEnd(t *testing.T) {
	s := openStore(t, watched(t))
	sealAt(t, s, 3)
	key, err := seal.NewKey("saguenay-1/2")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.end(noon.Add(time.Hour), "rotation", key.Verifier()); err != nil {
		t.Fatal(err)
	}
	var clock time.Time
	for n, a := range authorities(t, &clock) {
		stampHead(t, s, 70+10*n, a)
	}
	end := s.Head().Size
	for name, q := range map[string]Query{
		"before it": {From: record.At(noon), To: record.At(noon.Add(2 * time.Minute))},
		"all":       {},
		"after it":  {From: record.At(noon.Add(75 * time.Minute))},
	} {
		b := verify(t, s, export(t, s, q))
		if b.Verdict() == bundle.Broken {
			t.Errorf("%s: %+v", name, b.Checks)
			continue
		}
		l := b.Logs[0]
		_, closed, _ := l.Closed()
		after := slices.DeleteFunc(slices.Clone(l.Entries), func(i bundle.Item) bool { return i.Leaf < closed })
		if closed < 0 || int64(len(after)) != end-closed {
			t.Errorf("%s: of the close at leaf %d and what follows %d are shown, of %d", name, closed, len(after), end-closed)
		}
	}
}
