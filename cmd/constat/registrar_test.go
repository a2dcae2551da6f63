package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/registry"
)

// logged is what the log of a store in dir holds of a claim.
func logged(t *testing.T, s *store.Store, dir string) []registeredLine {
	t.Helper()
	lines, err := (&holder{Store: s, dir: dir}).registered(context.Background(), "whc")
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func newLoggedClaim(t *testing.T) (d claimDesk, s *store.Store, c *registry.Claim) {
	t.Helper()
	d = newClaimDesk(t)
	var out strings.Builder
	if code := initCmd(context.Background(), []string{"--name", "saguenay", d.path("v")}, &out, &out); code != 0 {
		t.Fatal(out.String())
	}
	s, err := store.Open(d.path("v"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if c, err = registry.Create(d.path("v/claims"), "whc", []string{d.public}, time.Now()); err != nil {
		t.Fatal(err)
	}
	return d, s, c
}

// TestWhatARegisterHoldsIsEnteredOnce: whatever changed is entered, in order, and
// nothing twice, over restarts too.
func TestWhatARegisterHoldsIsEnteredOnce(t *testing.T) {
	d, s, c := newLoggedClaim(t)
	r := newRegistrar(s, d.path("v"))
	enter := func(want int) {
		t.Helper()
		if n, err := r.enter("whc"); err != nil || n != want {
			t.Fatalf("%d entered, want %d: %v", n, want, err)
		}
	}
	enter(0)
	first, err := c.Add([]byte(`{"name_or_legal_name": "Élodie Planté"}`), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	enter(1)
	enter(0)
	p, err := c.Access(1, first.Code)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Complete([]byte(`{"email": "elodie@plante.example"}`), [32]byte{1}, time.Now()); err != nil {
		t.Fatal(err)
	}
	for range 300 {
		if _, err := c.Add([]byte(`{"name_or_legal_name": "B"}`), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	r = newRegistrar(s, d.path("v")) // as after a restart
	enter(301)
	enter(0)
	if err := p.Withdraw(registry.Withdrawn, time.Now()); err != nil {
		t.Fatal(err)
	}
	enter(1)
	lines := logged(t, s, d.path("v"))
	if n := len(lines); n != 303 || lines[0].Member != 1 || lines[0].Part != 1 || lines[1].Part != 2 || lines[302].Part != 0 || lines[302].Member != 1 {
		t.Fatalf("%d lines: %+v", n, lines[:2])
	}
	if lines[0].SHA256.String() != string(first.Digest) {
		t.Errorf("%v is not the receipt's %s", lines[0].SHA256, first.Digest)
	}
	if _, err := s.Seal(time.Now()); err != nil {
		t.Fatal(err)
	}
	db, err := os.ReadFile(d.path("v/evidence.db"))
	if err != nil || strings.Contains(string(db), "Planté") || strings.Contains(string(db), "plante.example") {
		t.Errorf("the log holds a name: %v", err)
	}
}

// TestARegisterThatCantBeReadWholeIsEnteredInPart, and the log of the program names no file.
func TestARegisterThatCantBeReadWholeIsEnteredInPart(t *testing.T) {
	d, s, c := newLoggedClaim(t)
	for range 2 {
		if _, err := c.Add([]byte(`{"name_or_legal_name": "B"}`), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	members := d.path("v/claims/whc/members")
	d.file("v/claims/whc/members/Planté.pdf", "")
	if err := os.Remove(filepath.Join(members, "000001", "entry.json")); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	log, told := slog.New(slog.NewTextHandler(&out, nil)), map[string]int{}
	r := newRegistrar(s, d.path("v"))
	r.enterAll(log, told)
	r.enterAll(log, told)
	if strings.Contains(out.String(), "Plant") || strings.Count(out.String(), "files=2") != 1 {
		t.Errorf("it says %s", out.String())
	}
	if lines := logged(t, s, d.path("v")); len(lines) != 1 || lines[0].Member != 2 {
		t.Errorf("%+v", lines)
	}
}

// TestClaimProveDatesAMembersFile from the register to a bundle that shows nothing else.
func TestClaimProveDatesAMembersFile(t *testing.T) {
	d, s, c := newLoggedClaim(t)
	if _, err := c.Add([]byte(`{"name_or_legal_name": "Élodie Planté"}`), time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Enter([]record.Target{{Time: record.At(time.Now()), Name: "shop", Interval: 600, Question: record.Question{Kind: "tcp", URL: "tcp://shop.example:22", Timeout: 5000}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	run := func(status int, args ...string) (string, string) {
		return d.run(status, append([]string{"--config", d.path("v/constat.yaml")}, args...)...)
	}
	_, complaints := run(2, "prove", "whc", "1", "-o", d.path("p.zip"))
	d.has(complaints, "holds nothing of this member")
	out, _ := run(0, "log", "whc")
	d.has(out, "Digests entered into the log: 1")
	out, _ = run(0, "prove", "whc", "1", "-o", d.path("p.zip"))
	d.has(out, "file of member 1, SHA-256 ", "shows no target")
	_, complaints = run(2, "prove", "whc", "1", "-o", d.path("p.zip"))
	d.has(complaints, "--force")
	var said, warned strings.Builder
	if code := bundleCmd(context.Background(), []string{"--config", d.path("v/constat.yaml"), "-o", d.path("all.zip")}, &said, &warned); code != 0 {
		t.Error(code)
	}
	d.has(warned.String(), `the register "whc"`, "(1)", "a log of its own")
	b, err := verifyFile(d.path("p.zip"), nil)
	if err != nil || b.Verdict() == bundle.Broken {
		t.Fatal(err, b.Checks)
	}
	kinds := map[record.Kind]int{}
	for _, item := range b.Logs[0].Entries {
		kinds[item.Entry.Kind()]++
	}
	if kinds[record.KindRegister] != 1 || len(b.Logs[0].Targets) != 0 {
		t.Errorf("%v, %d targets", kinds, len(b.Logs[0].Targets))
	}
	member := d.path("v/claims/whc/members/000001/member.age")
	out, _ = run(0, "prove", "--in", d.path("p.zip"), member)
	d.has(out, "file of member 1 of whc, entered on 2", "nobody attests")
	out, complaints = run(1, "prove", "--in", d.path("p.zip"), d.path("a.json"), member)
	d.has(out, "file of member 1")
	d.has(complaints, "a.json: the log says nothing of it")
	run(2, "prove", "--in", member, member)
	digest, err := digestOf(member)
	if err != nil {
		t.Fatal(err)
	}
	out, _ = run(0, "receipt", "whc", "1", digest.String())
	d.has(out, "Genuine: file of member 1")
	printed := digest.String()
	out, _ = run(0, "receipt", "whc", "1", strings.ToUpper(printed[:8])+" "+printed[8:32], printed[32:])
	d.has(out, "Genuine: file of member 1")
	run(2, "receipt", "whc", "1", printed[:63])
	_, complaints = run(1, "receipt", "whc", "2", digest.String())
	d.has(complaints, "unknown: member 2")
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	out, _ = run(0, "rewrap", "whc", "--identity", d.path("key.txt"), "--recipient", other.Recipient().String())
	d.has(out, "encrypted again: 1")
	out, _ = run(0, "log", "whc")
	d.has(out, "log: 1")
	out, complaints = run(1, "receipt", "whc", "1", digest.String())
	d.has(complaints, "not established: file of member 1")
	d.has(out, "The log had this digest on")
	_, complaints = run(0, "export", "whc", "--identity", d.file("other.txt", other.String()), "-o", d.path("again.csv"))
	d.has(complaints, "member 1, file: The register says that this file was encrypted again; nothing here shows that it was not replaced")
	_, complaints = run(2, "rewrap", "whc", "--identity", d.path("key.txt"), "--recipient", d.public)
	d.has(complaints, "does not open the register")
	out, _ = run(0, "erase", "whc", "1", "--lang=fr")
	d.has(out, "effacé")
	out, _ = run(0, "receipt", "whc", "1", digest.String(), "--lang=fr")
	d.has(out, "effacé")
	out, _ = run(0, "log", "whc")
	d.has(out, "log: 1")
}
