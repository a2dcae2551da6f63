package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
	"constat/store/witness"
)

// A member is a vantage with a store, asked for nothing.
type member struct {
	*store.Store
	t   *testing.T
	dir string
}

func newMember(t *testing.T, name string) *member {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := store.Create(dir, name+"/1"); err != nil {
		t.Fatal(err)
	}
	return openMember(t, dir)
}

func openMember(t *testing.T, dir string) *member {
	t.Helper()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &member{s, t, dir}
}

// writes adds notes and signs the log.
func (m *member) writes(texts ...string) {
	m.t.Helper()
	for _, text := range texts {
		if err := m.Append(record.Note{Time: record.At(time.Now()), Text: text}); err != nil {
			m.t.Fatal(err)
		}
	}
	if _, err := m.Seal(time.Now()); err != nil {
		m.t.Fatal(err)
	}
}

// copied is the store as it stood, with its key: what a backup holds, or a thief.
func (m *member) copied() *member {
	m.t.Helper()
	if err := m.Close(); err != nil {
		m.t.Fatal(err)
	}
	dir := filepath.Join(m.t.TempDir(), "copy")
	if err := os.CopyFS(dir, os.DirFS(m.dir)); err != nil {
		m.t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "key"), 0o600); err != nil {
		m.t.Fatal(err)
	}
	m.Store = openMember(m.t, m.dir).Store
	return openMember(m.t, dir)
}

// asks has the newest checkpoint cosigned over HTTP. It returns once it is, or
// once the witness saw another history.
func (m *member) asks(s *serving) error {
	m.t.Helper()
	log := slog.New(slog.NewTextHandler(m.t.Output(), nil))
	c, stop, err := startCosigning(m.Store, log, []Witness{{URL: "http://" + s.address, Key: s.Key().String()}})
	if err != nil {
		m.t.Fatal(err)
	}
	defer stop()
	size := c.want()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		ctx, cancel := context.WithTimeout(m.t.Context(), 20*time.Millisecond)
		c.wait(ctx, size)
		cancel()
		if c.done(size) {
			return nil
		}
		c.mu.Lock()
		_, conflict := c.told["http://"+s.address]
		c.mu.Unlock()
		if behind := c.behind(); conflict && len(behind) == 1 && behind[0].Error != "" {
			return errors.New(behind[0].Error)
		}
	}
	m.t.Fatal("the witness said nothing")
	return nil
}

func (m *member) exported(p *seal.Policy) (*bundle.Bundle, []byte) {
	m.t.Helper()
	var b bytes.Buffer
	if err := m.Export(&b, store.Query{Software: "constat test"}); err != nil {
		m.t.Fatal(err)
	}
	got, err := bundle.Verify("b.zip", bytes.NewReader(b.Bytes()), int64(b.Len()), p)
	if err != nil {
		m.t.Fatal(err)
	}
	return got, b.Bytes()
}

// served is a witness on loopback that has enrolled the members.
func served(t *testing.T, refused func(witness.Refusal), members ...*member) (*serving, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "witness")
	if _, err := witness.Create(dir, "witness.example"); err != nil {
		t.Fatal(err)
	}
	for _, m := range members {
		if _, err := witness.Enrol(dir, m.VerifierKey(), m.Origin(), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	s, err := serveWitness(dir, "127.0.0.1:0", slog.New(slog.NewTextHandler(t.Output(), nil)), refused)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.stop() })
	return s, dir
}

// A log is put back from a copy, key and all, and goes another way: what its
// own guard cannot see, the witness does. The second history gets no
// cosignature, both checkpoints are kept, and its own log says so.
func TestTwoHistoriesAreSeen(t *testing.T) {
	a := newMember(t, "saguenay-1")
	var told []witness.Refusal
	s, dir := served(t, func(r witness.Refusal) { told = append(told, r) }, a)
	a.writes("one", "two")
	if err := a.asks(s); err != nil {
		t.Fatal(err)
	}
	shared := a.Head().Size
	b := a.copied()
	a.writes("the site was down")
	if err := a.asks(s); err != nil {
		t.Fatal(err)
	}
	cosigned := a.Head().Size

	b.writes("the site was up") // as many leaves, another tree
	if err := b.asks(s); err == nil || !strings.Contains(err.Error(), "not the beginning of our") {
		t.Fatalf("the second history: %v", err)
	}
	list, err := witness.Refusals(dir)
	if err != nil || len(list) != 1 || len(told) != 1 || list[0].Kind != witness.Fork || list[0].Size != cosigned {
		t.Fatalf("recorded %+v, told %+v, %v", list, told, err)
	}
	evidence, err := os.ReadFile(filepath.Join(dir, "refused", list[0].Digest))
	if err != nil {
		t.Fatal(err)
	}
	if e, err := witness.ParseEvidence(evidence); err != nil || e.Proves() != nil || e.Key != a.VerifierKey() {
		t.Errorf("the evidence proves nothing: %v, %v", err, e.Proves())
	}

	// It goes on, longer than the first: still not cosigned.
	b.writes("and up", "and up")
	if err := b.asks(s); err == nil {
		t.Error("the second history was cosigned once it was longer")
	}
	a.writes("and down")
	if err := a.asks(s); err != nil {
		t.Errorf("the first history does not go on: %v", err)
	}

	p, err := seal.ParsePolicy(fmt.Appendf(nil, "log %s\nwitness w %s\nquorum w\n", a.VerifierKey(), s.Key()))
	if err != nil {
		t.Fatal(err)
	}
	first, _ := a.exported(p)
	b.writes() // what was recorded is under a checkpoint
	second, file := b.exported(p)
	if first.Verdict() != bundle.Proven || first.Logs[0].Single.Size != a.Head().Size {
		t.Errorf("the first history is %s: %+v", first.Verdict(), first.Checks)
	}
	if second.Verdict() != bundle.Partial || second.Logs[0].Single.Size != shared {
		t.Errorf("the second history is %s: %+v", second.Verdict(), second.Logs[0].Single)
	}
	if actsIn(second, "witness-conflict") != 2 { // at each size that the witness told of
		t.Errorf("%d conflicts in its own log", actsIn(second, "witness-conflict"))
	}
	if found := bundle.Distinct(first, second); len(found) != 1 || found[0].Name != "histories" {
		t.Errorf("read together: %+v", found)
	}

	// Whoever keeps the witness sees whose bundle shows another history.
	name := filepath.Join(t.TempDir(), "second.zip")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	logs, err := witnessedLogs(dir, []string{name})
	if err != nil || len(logs) != 1 || logs[0].Forks != 1 || logs[0].Refused != 1 || logs[0].Unexplained != 1 || logs[0].Bundle != "forked" {
		t.Errorf("%+v, %v", logs, err)
	}
}

func actsIn(b *bundle.Bundle, act string) (n int) {
	for _, item := range b.Logs[0].Entries {
		if c, ok := item.Entry.(record.Custody); ok && c.Act == act {
			n++
		}
	}
	return n
}

// A store put back from an old copy is told so by the witness before it signed
// anything else.
func TestRollbackIsSeen(t *testing.T) {
	a := newMember(t, "saguenay-1")
	s, dir := served(t, nil, a)
	a.writes("one")
	if err := a.asks(s); err != nil {
		t.Fatal(err)
	}
	b := a.copied()
	a.writes("two", "three", "four")
	if err := a.asks(s); err != nil {
		t.Fatal(err)
	}
	b.writes("five")
	if err := b.asks(s); err == nil || !strings.Contains(err.Error(), "not the beginning of our") {
		t.Errorf("a log that went back: %v", err)
	}
	list, err := witness.Refusals(dir)
	if err != nil || len(list) != 1 || list[0].Kind != witness.Behind {
		t.Errorf("%+v, %v", list, err)
	}
}

// A vantage that witnesses others enters what it refuses in its own log, by
// the digest of the evidence and without saying whose.
func TestRefusalIsEnteredInTheWitnessesOwnLog(t *testing.T) {
	a, own := newMember(t, "saguenay-1"), newMember(t, "counsel-1")
	w := &watch{store: own.Store, dir: own.dir, log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	if _, err := witness.Create(filepath.Join(own.dir, "witness"), "counsel.example"); err != nil {
		t.Fatal(err)
	}
	if _, err := witness.Enrol(filepath.Join(own.dir, "witness"), a.VerifierKey(), "", time.Now()); err != nil {
		t.Fatal(err)
	}
	s, dir := served(t, w.refused, a)
	a.writes("one")
	b := a.copied()
	a.writes("two")
	if err := a.asks(s); err != nil {
		t.Fatal(err)
	}
	b.writes("three")
	if err := b.asks(s); err == nil {
		t.Fatal("cosigned")
	}
	list, err := witness.Refusals(dir)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	own.writes()
	got, _ := own.exported(nil)
	for _, item := range got.Logs[0].Entries {
		if c, ok := item.Entry.(record.Custody); ok && c.Act == "checkpoint-refused" {
			if c.Role != "witness" || c.Digest.String() != list[0].Digest || c.What != "fork" {
				t.Errorf("%+v", c)
			}
			return
		}
	}
	t.Error("its log does not say so")
}

// Of the enrolled logs, those whose bundle never came are named, and those
// whose bundle stops before what was cosigned.
func TestMissingBundlesAreNamed(t *testing.T) {
	came, old, never := newMember(t, "came-1"), newMember(t, "old-1"), newMember(t, "never-1")
	s, dir := served(t, nil, came, old, never)
	var files []string
	for _, m := range []*member{came, old, never} {
		m.writes("one")
		if err := m.asks(s); err != nil {
			t.Fatal(err)
		}
		if m != never {
			_, file := m.exported(nil)
			name := filepath.Join(t.TempDir(), m.Origin()[:3]+".zip")
			if err := os.WriteFile(name, file, 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, name)
		}
	}
	old.writes("two")
	if err := old.asks(s); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	code := run(t.Context(), append([]string{"witness", "list", "--lang", "en", "--dir", dir}, files...), &out, &errs)
	if code != 1 || !strings.Contains(out.String(), "Bundles that never came: 1.") {
		t.Errorf("%d\n%s%s", code, &out, &errs)
	}
	for line, want := range map[string]string{"came-1/1": "came", "old-1/1": "SHOWS LESS", "never-1/1": "NEVER CAME"} {
		i := strings.Index(out.String(), "\n"+line)
		if i < 0 || !strings.Contains(strings.SplitN(out.String()[i+1:], "\n", 2)[0], want) {
			t.Errorf("%s: not %q in\n%s", line, want, &out)
		}
	}
	if code := run(t.Context(), []string{"witness", "list", "--dir", dir}, &out, &errs); code != 0 {
		t.Errorf("without bundles: %d", code)
	}
	if code := run(t.Context(), []string{"witness", "list", "--dir", dir, files[0] + "x"}, &out, &errs); code != 2 {
		t.Errorf("with a bundle that is not there: %d", code)
	}
	if _, err := os.Stat(files[0] + "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
