package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/store"
	"constat/store/witness"
)

// succeeds changes the member's key as the command does, before a witness.
func (m *member) succeeds(s *serving, reason string) (printed string) {
	m.t.Helper()
	if err := m.Close(); err != nil {
		m.t.Fatal(err)
	}
	vantage, _, _ := strings.Cut(m.Origin(), "/")
	config := fmt.Sprintf("name: %s\nanchors: []\nwitnesses:\n  - url: http://%s\n    key: %s\ntargets:\n  - name: shop\n    url: https://shop.example/\n", vantage, s.address, s.Key())
	path := filepath.Join(m.dir, "constat.yaml")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		m.t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run(m.t.Context(), []string{"keys", "succeed", "--reason", reason, "--config", path, "--lang", "en"}, &out, &errs); code != 0 {
		m.t.Fatalf("%d: %s%s", code, &out, &errs)
	}
	m.Store = openMember(m.t, m.dir).Store
	return out.String() + errs.String()
}

// logAt is how the witness's own list has a log.
func logAt(t *testing.T, dir, origin string) witnessedLog {
	t.Helper()
	logs, err := witnessedLogs(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(logs, func(l witnessedLog) bool { return l.Log == origin })
	if i < 0 {
		t.Fatalf("%s is not listed", origin)
	}
	return logs[i]
}

// The witness has the last checkpoint of the old log before the new one cites
// it. A thief who runs on with a copy of the store is then refused, and that is
// recorded and listed; once the log is closed at the witness, whatever he shows.
func TestThiefIsRefusedAfterSuccession(t *testing.T) {
	t.Parallel()
	a := newMember(t, "saguenay-1")
	s, dir := served(t, nil, a)
	a.writes("one")
	if err := a.asks(s); err != nil {
		t.Fatal(err)
	}
	thief := a.copied()
	key := a.VerifierKey()
	if out := a.succeeds(s, "theft"); !strings.Contains(out, "All configured witnesses have cosigned the last checkpoint of saguenay-1/1") || !strings.Contains(out, "constat witness close "+key) {
		t.Error(out)
	}
	first, ok, err := a.Follows()
	if l := logAt(t, dir, "saguenay-1/1"); err != nil || !ok || l.Size != first.Head.Size {
		t.Fatalf("%d leaves are cosigned, %+v is cited, %v", l.Size, first.Head, err)
	}
	for thief.Head().Size <= first.Head.Size {
		thief.writes("the shop was up")
	}
	if err := thief.asks(s); err == nil {
		t.Fatal("the thief's history is cosigned")
	}
	if l := logAt(t, dir, "saguenay-1/1"); l.Refused+l.Unexplained == 0 || l.Size != first.Head.Size {
		t.Errorf("%+v", l)
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"witness", "close", key, "--dir", dir, "--lang", "en"}, &out, &errs); code != 0 || !strings.Contains(out.String(), "saguenay-1/1 is closed since") {
		t.Fatalf("%d: %s%s", code, &out, &errs)
	}
	thief.writes("and up")
	if refusedWith(thief, s) == "" {
		t.Error("the thief's history is cosigned once the log is closed")
	}
	list, err := witness.Refusals(dir)
	if err != nil || !slices.ContainsFunc(list, func(r witness.Refusal) bool { return r.Kind == witness.Closed && r.Log == "saguenay-1/1" }) {
		t.Errorf("%+v, %v", list, err)
	}
	if l := logAt(t, dir, "saguenay-1/1"); l.Refused == 0 || l.Closed == "" {
		t.Errorf("%+v", l)
	}
}

// refusedWith asks once, and returns what the witness answered, "" for a
// cosignature.
func refusedWith(m *member, s *serving) string {
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
			return ""
		}
		if b := c.behind(); len(b) == 1 && b[0].Error != "" {
			return b[0].Error
		}
	}
	m.t.Fatal("the witness said nothing")
	return ""
}

// Where the thief came first, the owner is refused, is told so, and goes on.
func TestOwnerIsToldOfNoCosignature(t *testing.T) {
	t.Parallel()
	a := newMember(t, "saguenay-1")
	s, dir := served(t, nil, a)
	a.writes("one")
	thief := a.copied()
	thief.writes("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
	if err := thief.asks(s); err != nil {
		t.Fatal(err)
	}
	out := a.succeeds(s, "theft")
	if !strings.Contains(out, "The witness http://"+s.address+" has not cosigned the last checkpoint of saguenay-1/1") {
		t.Error(out)
	}
	if a.Origin() != "saguenay-1/2" {
		t.Error(a.Origin())
	}
	if l := logAt(t, dir, "saguenay-1/1"); l.Refused+l.Unexplained == 0 {
		t.Errorf("%+v", l)
	}
}

// A witness that was away at the change of key is asked for the last checkpoint
// of the closed log until it has cosigned it.
func TestClosedLogIsCosignedLater(t *testing.T) {
	a := newMember(t, "saguenay-1")
	a.writes("one")
	s, dir := served(t, nil, a)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	next, err := store.Succeed(a.dir, time.Now(), store.Succession{Reason: "rotation"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = next.Close() })
	first, _, err := next.Follows()
	if err != nil {
		t.Fatal(err)
	}
	witnesses := []Witness{{URL: "http://" + s.address, Key: s.Key().String()}}
	stop, err := cosignClosed(next, slog.New(slog.NewTextHandler(t.Output(), nil)), witnesses)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	missing := func() (n int) {
		for old, err := range next.Earlier() {
			if err != nil {
				return 1 // it is being written
			}
			h, err := lastHeadOf(old, witnesses)
			if err != nil {
				t.Fatal(err)
			}
			n += len(h.missing)
		}
		return n
	}
	again := time.NewTicker(100 * time.Millisecond) // who reads without a pause keeps it from being written
	defer again.Stop()
	for deadline := time.Now().Add(20 * time.Second); missing() > 0; <-again.C {
		if time.Now().After(deadline) {
			t.Fatal("it is not cosigned")
		}
	}
	if l := logAt(t, dir, "saguenay-1/1"); l.Size != first.Head.Size {
		t.Errorf("%d leaves are cosigned, %d cited", l.Size, first.Head.Size)
	}
}
