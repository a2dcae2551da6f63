package store

import (
	"bytes"
	"context"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func newStore(t testing.TB) (*Store, string) {
	t.Helper()
	dir := t.TempDir()
	if err := Create(dir, "saguenay-1/1"); err != nil {
		t.Fatal(err)
	}
	return openStore(t, dir), dir
}

// openStore opens a store and, when the test ends, checks all of it.
func openStore(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.db.Path() == "" { // closed by the test
			return
		}
		check(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func check(t testing.TB, s *Store) {
	t.Helper()
	for err := range s.Check(context.Background()) {
		t.Errorf("check: %v", err)
	}
}

func target(name string) record.Target {
	return record.Target{Time: record.At(noon), Name: name, Site: name, Provider: "whc", Interval: 600,
		Question: record.Question{Kind: "http", URL: "https://" + name + ".example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}}
}

func enter(t testing.TB, s *Store, targets ...record.Target) []record.Watched {
	t.Helper()
	w, err := s.Enter(targets)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// seen returns the answer of round n minutes after noon: the body, or a
// refusal if it is empty.
func seen(w record.Watched, n int, body string) record.Seen {
	round := record.Round(noon.UnixMilli()/100) + record.Round(n)*w.Interval
	s := record.Seen{Chain: w.Chain, Observation: record.Observation{Round: round, Late: 1}}
	for p := range s.Observation.Timing {
		s.Observation.Timing[p] = record.StepOf(time.Duration(p+1) * time.Millisecond)
	}
	if body == "" {
		s.Answer = record.Answer{Fault: record.TCPRefused, Detail: "connection refused"}
		clear(s.Observation.Timing[record.PhaseTLS:])
		return s
	}
	b := []byte(body)
	s.Answer = record.Answer{Status: 200, Proto: "HTTP/1.1", Headers: []record.Header{{Name: "Content-Type", Value: "text/html"}}, Peer: netip.MustParseAddrPort("192.0.2.7:443"), Body: record.Sum(b), Size: int64(len(b)), Normal: record.Sum(append(b, '!')), Rules: "page/1"}
	s.Exchange = &record.Exchange{URL: w.Question.URL, Time: time.UnixMilli(round.Millis()), Peer: s.Answer.Peer,
		Request: fmt.Appendf(nil, "GET / HTTP/1.1\r\nHost: %s\r\nX-Constat-Id: %s\r\n\r\n", strings.TrimSuffix(strings.TrimPrefix(w.Question.URL, "https://"), "/"), record.ProbeID(w.Secret, round)), Response: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), Body: b}
	return s
}

func observe(t testing.TB, s *Store, list ...record.Seen) {
	t.Helper()
	if err := s.Observe(list); err != nil {
		t.Fatal(err)
	}
}

func sealAt(t testing.TB, s *Store, minute int) seal.Checkpoint {
	t.Helper()
	c, err := s.Seal(noon.Add(time.Duration(minute) * time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func export(t testing.TB, s *Store, q Query) []byte {
	t.Helper()
	var b bytes.Buffer
	q.Software = "constat test"
	if err := s.Export(&b, q); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func verify(t testing.TB, s *Store, b []byte) *bundle.Bundle {
	t.Helper()
	policy, err := seal.ParsePolicy(s.Policy())
	if err != nil {
		t.Fatal(err)
	}
	got, err := bundle.Verify("b.zip", bytes.NewReader(b), int64(len(b)), policy)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Checks {
		if c.Result == bundle.Failed {
			t.Errorf("%s %s %s: %s", c.Log, c.Head, c.Name, c.Detail.English)
		}
	}
	return got
}

// day fills a store with two targets and a control, with an outage of one.
func day(t testing.TB, s *Store, minutes int) []record.Watched {
	t.Helper()
	control := target("control")
	control.Control = true
	if err := s.Append(record.Watch{Time: record.At(noon), Event: "start", Version: "test", Targets: 2, Controls: 1}); err != nil {
		t.Fatal(err)
	}
	w := enter(t, s, target("shop"), target("blog"), control)
	for n := range minutes {
		body := fmt.Sprintf("<p>shop, edition %d</p>", n/30)
		shop := seen(w[0], n, body)
		if n%60 >= 40 && n%60 < 45 {
			shop = seen(w[0], n, "")
			shop.Observation.Control = record.Answered
		}
		observe(t, s, shop, seen(w[1], n, "<p>blog</p>"), seen(w[2], n, "ok"))
		if n%60 == 59 {
			sealAt(t, s, n+1)
		}
	}
	return w
}

func TestExportVerifies(t *testing.T) {
	s, _ := newStore(t)
	day(t, s, 300)
	b := verify(t, s, export(t, s, Query{}))
	if v := b.Verdict(); v != bundle.Proven {
		t.Fatalf("verdict %s", v)
	}
	n := 0
	for _, target := range b.Logs[0].Targets {
		for range target.Observations() {
			n++
		}
	}
	if n != 900 {
		t.Errorf("%d observations in the bundle, 900 were made", n)
	}
}

func TestExportOfOneTargetHidesTheOther(t *testing.T) {
	s, _ := newStore(t)
	day(t, s, 300)
	file := export(t, s, Query{Show: func(t record.Target) bool { return t.Name == "shop" }})
	b := verify(t, s, file)
	if b.Logs[0].Withheld != 1 || len(b.Logs[0].Targets) != 2 {
		t.Errorf("%d withheld, %d shown", b.Logs[0].Withheld, len(b.Logs[0].Targets))
	}
	if bytes.Contains(file, []byte("blog")) {
		t.Error("the other target's name is in the bundle")
	}
}

func TestExportOfAPeriod(t *testing.T) {
	s, _ := newStore(t)
	day(t, s, 600)
	from, to := record.At(noon.Add(150*time.Minute)), record.At(noon.Add(290*time.Minute))
	whole := export(t, s, Query{})
	part := export(t, s, Query{From: from, To: to, Show: func(t record.Target) bool { return t.Name == "shop" }})
	b := verify(t, s, part)
	if len(part) >= len(whole) {
		t.Errorf("the part has %d bytes, the whole %d", len(part), len(whole))
	}
	seenRounds := 0
	for _, target := range b.Logs[0].Targets {
		for o := range target.Observations() {
			seenRounds++
			if o.Start() < from-60*60_000 || o.Start() > to+61*60_000 {
				t.Errorf("round at %v is far outside", o.Start())
			}
		}
	}
	if seenRounds != 2*180 {
		t.Errorf("%d observations, the seals enclose three hours of two targets", seenRounds)
	}
}

// Rule 2: an observation is pending or in exactly one segment.
func TestObservationIsPendingOrInOneSegment(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, target("shop"))
	for n := range 100 {
		observe(t, s, seen(w[0], n, "x"))
		if err := s.Observe([]record.Seen{seen(w[0], n, "x")}); err == nil {
			t.Fatal("the same round was kept twice")
		}
	}
	check(t, s)
	s.Close()
	s = openStore(t, dir)
	sealAt(t, s, 100)
	b := verify(t, s, export(t, s, Query{}))
	rounds := map[record.Round]int{}
	for o := range b.Logs[0].Targets[0].Observations() {
		rounds[o.Round]++
	}
	if len(rounds) != 100 {
		t.Errorf("%d rounds, 100 were made", len(rounds))
	}
}

// Rule 3: opening a file older than its last checkpoint is refused.
func TestOpenRefusesOlderDatabase(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, target("shop"))
	observe(t, s, seen(w[0], 0, "x"))
	sealAt(t, s, 1)
	s.Close()
	older, err := os.ReadFile(filepath.Join(dir, databaseName))
	if err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	observe(t, s, seen(w[0], 2, "x"))
	sealAt(t, s, 3)
	s.Close()
	newer, _ := os.ReadFile(filepath.Join(dir, databaseName))
	os.WriteFile(filepath.Join(dir, databaseName), older, 0o600)
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "older copy") {
		t.Fatalf("got %v", err)
	}
	os.WriteFile(filepath.Join(dir, databaseName), newer, 0o600)
	openStore(t, dir)
}

func TestSecondOpenNamesThePID(t *testing.T) {
	_, dir := newStore(t)
	_, err := Open(dir)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
		t.Fatalf("got %v", err)
	}
}

func TestOpenRefusesReadableKey(t *testing.T) {
	s, dir := newStore(t)
	s.Close()
	os.Chmod(filepath.Join(dir, keyName), 0o640)
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Fatalf("got %v", err)
	}
}

func TestCreateRefusesToOverwrite(t *testing.T) {
	_, dir := newStore(t)
	if err := Create(dir, "other/1"); err == nil {
		t.Fatal("a store was made over another")
	}
}

// A change of name or of question continues the chain; a target that was gone
// for a while goes on with its own.
func TestChainGoesOnThroughChange(t *testing.T) {
	s, _ := newStore(t)
	first := enter(t, s, target("shop"), target("blog"))
	renamed := target("shop")
	renamed.Name = "boutique"
	again := enter(t, s, renamed)
	if again[0].Chain != first[0].Chain || again[0].Seq == 0 {
		t.Error("a new name broke the chain")
	}
	asked := target("boutique")
	asked.Question.URL = "https://shop.example/panier"
	third := enter(t, s, asked, target("blog"))
	if third[0].Chain != first[0].Chain || third[1].Chain != first[1].Chain || third[1].Leaf != first[1].Leaf {
		t.Error("a new question broke the chain, or an unchanged target was entered again")
	}
}

func TestContentIsKeptWhenItMatters(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, target("shop"))
	failing := seen(w[0], 3, "<h1>Panne</h1>")
	failing.Answer.Status = 503
	failing.Exchange.Response = []byte("HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\n\r\n")
	observe(t, s, seen(w[0], 0, "a"), seen(w[0], 1, "a"), seen(w[0], 2, "b"), failing, seen(w[0], 4, "b"), seen(w[0], 5, "b"))
	sealAt(t, s, 6)
	b := verify(t, s, export(t, s, Query{}))
	var reasons []string
	for _, c := range b.Logs[0].Targets[0].Captures {
		reasons = append(reasons, c.Entry.(record.Capture).Reason)
	}
	if got := strings.Join(reasons, " "); got != "first change failure return" {
		t.Errorf("kept: %s", got)
	}
}
