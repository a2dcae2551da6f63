package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/report"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/store"
	"constat/store/bundle"
	"constat/store/page"
	"constat/store/record"
	"constat/store/seal"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// A node is a vantage with a store of its own.
type node struct {
	*store.Store
	t       *testing.T
	dir     string
	phase   int // seconds after the minute
	targets []record.Watched
	minute  int
	// stranger leaves out the policy when verifying.
	stranger bool
	// policy is what bundles are verified with, nil for the vantage's own.
	policy []byte
}

func newNode(t *testing.T, origin string, phase int, targets ...record.Target) *node {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "store")
	if err := store.Create(dir, origin); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	n := &node{Store: s, t: t, dir: dir, phase: phase}
	method, err := s.KeepFile([]byte(incident.Standard().Text))
	n.must(err)
	n.must(s.Append(record.Watch{Time: record.At(noon), Event: "start", Version: "test", Method: method, Targets: len(targets) - 1, Controls: 1}))
	n.enter(targets...)
	return n
}

func (n *node) must(err error) {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
}

func (n *node) enter(targets ...record.Target) {
	n.t.Helper()
	var err error
	n.targets, err = n.Enter(targets)
	n.must(err)
}

func target(name, url string) record.Target {
	return record.Target{Time: record.At(noon), Name: name, Site: name, Provider: "whc", Interval: 600,
		Question: record.Question{Kind: "http", URL: url, Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}}
}

func shop() record.Target { return target("shop", "https://shop.example/") }
func blog() record.Target { return target("blog", "https://blog.example/") }
func control() record.Target {
	c := target("control", "https://control.example/")
	c.Control = true
	return c
}

// ask puts one round to each target: pages are titles, "-" for a round that
// did not take place, "!" for a refusal.
func (n *node) ask(pages ...string) {
	n.t.Helper()
	at := noon.Add(time.Duration(n.minute)*time.Minute + time.Duration(n.phase)*time.Second)
	n.minute++
	var list []record.Seen
	for i, p := range pages {
		if p != "-" {
			list = append(list, answer(n.targets[i], at, p))
		}
	}
	n.must(n.Observe(list))
}

func answer(w record.Watched, at time.Time, title string) record.Seen {
	s := record.Seen{Chain: w.Chain, Observation: record.Observation{Round: record.Round(at.UnixMilli() / 100)}}
	s.Observation.Timing[record.PhaseConnect] = record.StepOf(20 * time.Millisecond)
	if title == "…" {
		s.Answer = record.Answer{Fault: record.TCPTimeout}
		s.Observation.Timing[record.PhaseConnect] = record.StepOf(15 * time.Second)
		s.Observation.Control = record.Answered
		return s
	}
	if title == "!" {
		s.Answer = record.Answer{Fault: record.TCPRefused, Detail: "connection refused"}
		s.Observation.Control = record.Answered
		return s
	}
	b := []byte("<html><title>" + title + "</title><p>Bonjour</p></html>")
	s.Answer = record.Answer{Status: 200, Proto: "HTTP/1.1", Headers: []record.Header{{Name: "Content-Type", Value: "text/html"}}, Peer: netip.MustParseAddrPort("192.0.2.7:443"),
		Body: record.Sum(b), Size: int64(len(b)), Normal: page.Normal("text/html", b), Rules: page.Version}
	s.Exchange = &record.Exchange{URL: w.Question.URL, Time: at, Peer: s.Answer.Peer,
		Request: fmt.Appendf(nil, "GET / HTTP/1.1\r\nHost: %s\r\nX-Constat-Id: %s\r\n\r\n", strings.TrimSuffix(strings.TrimPrefix(w.Question.URL, "https://"), "/"), record.ProbeID(w.Secret, s.Observation.Round)), Response: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), Body: b}
	return s
}

func (n *node) bundle(q store.Query) *bundle.Bundle {
	n.t.Helper()
	_, err := n.Seal(noon.Add(time.Duration(n.minute) * time.Minute))
	n.must(err)
	return n.exported(q)
}

// exported is bundle without a seal.
func (n *node) exported(q store.Query) *bundle.Bundle {
	n.t.Helper()
	var b bytes.Buffer
	q.Software = "constat test"
	n.must(n.Export(&b, q))
	var policy *seal.Policy
	var err error
	if !n.stranger {
		text := n.policy
		if text == nil {
			text = n.Policy()
		}
		policy, err = seal.ParsePolicy(text)
		n.must(err)
	}
	got, err := bundle.Verify(n.Origin()+".zip", bytes.NewReader(b.Bytes()), int64(b.Len()), policy)
	n.must(err)
	for _, c := range got.Checks {
		if c.Result == bundle.Failed {
			n.t.Errorf("%s %s: %s", c.Log, c.Name, c.Detail.English)
		}
	}
	return got
}

func build(t *testing.T, bundles ...*bundle.Bundle) *dossier.Dossier {
	t.Helper()
	d, err := report.Build(bundles, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func hour(x dossier.Time) string {
	if !x.Known {
		return "unknown"
	}
	return x.Instant.Time().Format("15:04:05.000")
}

// story is twenty minutes: refused from 5 to 8, another page from 12 to 14.
func story(n *node) {
	for m := range 20 {
		p := "Boutique"
		switch {
		case m >= 5 && m <= 8:
			p = "!"
		case m >= 12 && m <= 14:
			p = "Page par défaut"
		}
		n.ask(p, "ok")
	}
}

func TestTwoVantagesMakeOneIncident(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	b := newNode(t, "levis-1/1", 30, shop(), control())
	story(a)
	story(b)
	d := build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
	if len(d.Incidents) != 1 || len(d.Unconfirmed) != 0 || len(d.Targets) != 1 {
		t.Fatalf("%d incidents, %d unconfirmed, %d targets", len(d.Incidents), len(d.Unconfirmed), len(d.Targets))
	}
	i := d.Incidents[0]
	if got := strings.Join([]string{hour(i.LastGood), hour(i.FirstBad), hour(i.LastBad), hour(i.FirstGood)}, " "); got != "12:04:30.000 12:05:30.000 12:08:00.000 12:09:00.019" {
		t.Errorf("instants %s", got)
	}
	if i.AtLeast != 150_000 || i.AtMost != 270_019 || i.Cause != "tcp-refused" || i.Number != 1 {
		t.Errorf("got %+v", i)
	}
	if !slices.Equal(i.Vantages, []string{"levis-1", "saguenay-1"}) || i.Quorum != (dossier.Quorum{Needed: 2, Of: 2}) || len(i.Leaves) != 8 {
		t.Errorf("got %+v", i)
	}
	if !slices.Equal(i.Review, []string{"time-unchecked"}) {
		t.Errorf("review %v", i.Review)
	}
	x := d.Targets[0]
	if x.Observations.Good != 32 || x.Observations.Bad != 8 || x.Down.AtLeast != 150_000 || x.NotWatched != 30_000 || x.Interval != 60_000 {
		t.Errorf("target %+v", x)
	}
	if x.ID != shop().Question.ID() || len(x.Seen) != 2 || len(x.Latency) == 0 {
		t.Errorf("target %+v", x)
	}
	if d.Checks.Verdict != "proven" || !d.Method.Declared || len(d.Vantages) != 2 || len(d.Files) != 2 {
		t.Errorf("verdict %s, declared %v", d.Checks.Verdict, d.Method.Declared)
	}
	if v := d.Vantages[0]; v.Name != "levis-1" || v.Shown != 1 || len(v.Controls) != 1 || v.Controls[0].Answered != 20 || hour(v.From) != "12:00:30.000" || len(v.Instrument) != 1 {
		t.Errorf("vantage %+v", v)
	}
	if hour(d.Period.From) != "12:00:00.000" || hour(d.Period.To) != "12:20:00.000" || d.At != d.Period.To {
		t.Errorf("period %v to %v, at %v", d.Period.From, d.Period.To, d.At)
	}
}

func TestAChangeOfContentHasItsBounds(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	a.stranger = true
	story(a)
	d := build(t, a.bundle(store.Query{}))
	if len(d.Changes) != 2 {
		t.Fatalf("%d changes", len(d.Changes))
	}
	first, second := d.Changes[0], d.Changes[1]
	if hour(first.LastSeen) != "12:11:00.000" || hour(first.First) != "12:12:00.019" || first.Equals.Known {
		t.Errorf("got %+v", first)
	}
	if first.Before.Title != "Boutique" || first.After.Title != "Page par défaut" || first.After.File.IsZero() {
		t.Errorf("got %+v", first)
	}
	want := []dossier.DiffLine{{Op: "-", Text: "Boutique"}, {Op: "+", Text: "Page par défaut"}, {Op: " ", Text: "Bonjour"}}
	if !slices.Equal(first.Diff, want) {
		t.Errorf("diff %q", first.Diff)
	}
	if hour(second.Equals) != "12:11:00.000" || second.After.SHA256 != first.Before.SHA256 || second.After.File != first.Before.File {
		t.Errorf("got %+v", second)
	}
	if !second.Exactly || first.Exactly || len(first.Seen) != 1 || first.Seen[0].After.Status != 200 {
		t.Errorf("got %+v, %+v", first, second)
	}
	if d.Checks.Verdict != "unchecked" || !slices.Equal(d.Incidents[0].Review, []string{"one-vantage", "time-unchecked"}) {
		t.Errorf("verdict %s, review %v", d.Checks.Verdict, d.Incidents[0].Review)
	}
}

func TestWhatTwoVantagesSawChangeIsOneChange(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	b := newNode(t, "levis-1/1", 30, shop(), control())
	story(a)
	story(b)
	d := build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
	if len(d.Changes) != 2 {
		t.Fatalf("%d changes", len(d.Changes))
	}
	c := d.Changes[0]
	if !slices.Equal(c.Vantages, []string{"levis-1", "saguenay-1"}) || len(c.Seen) != 2 || len(c.Leaves) != 8 {
		t.Errorf("got %+v", c)
	}
	if hour(c.LastSeen) != "12:11:30.000" || hour(c.First) != "12:12:00.019" || hour(c.Seen[1].LastSeen) != "12:11:00.000" || hour(c.Seen[0].First) != "12:12:30.019" {
		t.Errorf("got %+v", c)
	}
	if c := d.Changes[1]; hour(c.Equals) != "12:11:30.000" || hour(c.Seen[1].Equals) != "12:11:00.000" || !c.Exactly {
		t.Errorf("got %+v", c)
	}
}

// Rule 10, as far as the dossier goes.
func TestBuildGivesTheSameBytes(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), blog(), control())
	b := newNode(t, "levis-1/1", 30, shop(), control())
	for range 10 {
		a.ask("s", "!", "ok")
		b.ask("s", "ok")
	}
	one, two := a.bundle(store.Query{}), b.bundle(store.Query{})
	want, err := json.Marshal(build(t, one, two))
	if err != nil {
		t.Fatal(err)
	}
	for _, bundles := range [][]*bundle.Bundle{{one, two}, {two, one}, {two, one, two}} {
		if got, _ := json.Marshal(build(t, bundles...)); !bytes.Equal(got, want) {
			t.Error("another order or a second copy gives another dossier")
		}
	}
	var back dossier.Dossier
	if err := json.Unmarshal(want, &back); err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(&back); !bytes.Equal(again, want) {
		t.Error("the JSON does not read back")
	}
}

func TestNoListIsNull(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	a.ask("!", "ok")
	checkLists(t, "dossier", reflect.ValueOf(build(t, a.bundle(store.Query{}))).Elem())
}

func checkLists(t *testing.T, path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			t.Errorf("%s is null", path)
		}
		for i := range v.Len() {
			checkLists(t, path+"[]", v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			checkLists(t, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	}
}

func TestWhatOneVantageAloneSawIsUnconfirmed(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	b := newNode(t, "levis-1/1", 30, shop(), control())
	for m := range 10 {
		p := "s"
		if m == 4 || m == 5 {
			p = "!"
		}
		a.ask(p, "ok")
		b.ask("s", "ok")
	}
	d := build(t, a.bundle(store.Query{}), b.bundle(store.Query{}))
	if len(d.Incidents) != 0 || len(d.Unconfirmed) != 1 || d.Targets[0].Down.AtMost != 0 {
		t.Errorf("%d incidents, %d unconfirmed", len(d.Incidents), len(d.Unconfirmed))
	}
}

// A target whose question changes is another target from then on: what one
// question saw bounds nothing of the other.
func TestAChangedQuestionIsAnotherTarget(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	for range 5 {
		a.ask("s", "ok")
	}
	a.enter(target("shop", "https://shop.example/never-asked"), control())
	other := target("shop", "https://shop.example/panier")
	other.Time = record.At(noon.Add(5 * time.Minute))
	a.enter(other, control())
	a.ask("!", "ok")
	a.ask("!", "ok")
	d := build(t, a.bundle(store.Query{}))
	if len(d.Targets) != 2 || d.Targets[0].ID == d.Targets[1].ID {
		t.Fatalf("%d targets", len(d.Targets))
	}
	i := d.Incidents[0]
	if i.LastGood.Known || !slices.Contains(i.Review, "never-good") || !slices.Contains(i.Review, "question-changed") || i.TargetID != other.Question.ID() {
		t.Errorf("got %+v", i)
	}
}

// One question under two names in one log is two targets, not two vantages.
func TestOneQuestionUnderTwoNamesIsNotTwoVantages(t *testing.T) {
	twin := target("twin", "https://shop.example/")
	a := newNode(t, "saguenay-1/1", 0, shop(), twin, control())
	for range 3 {
		a.ask("!", "!", "ok")
	}
	d := build(t, a.bundle(store.Query{}))
	if len(d.Targets) != 2 || d.Targets[0].Name != "shop" || d.Targets[1].Name != "twin" {
		t.Fatalf("%d targets", len(d.Targets))
	}
	for _, i := range d.Incidents {
		if len(i.Vantages) != 1 || i.Quorum.Of != 1 {
			t.Errorf("got %+v", i)
		}
	}
}

// Two bundles of one log, of overlapping periods, are one account.
func TestBundlesOfOneLogAreOneAccount(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), blog(), control())
	for m := range 240 {
		p := "s"
		if m >= 100 && m < 110 {
			p = "!"
		}
		a.ask(p, "b", "ok")
		if m%30 == 29 {
			_, err := a.Seal(noon.Add(time.Duration(a.minute) * time.Minute))
			a.must(err)
		}
	}
	at := func(minute int) record.Instant { return record.At(noon.Add(time.Duration(minute) * time.Minute)) }
	only := func(name string) func(record.Target) bool {
		return func(t record.Target) bool { return t.Name == name }
	}
	d := build(t, a.bundle(store.Query{From: at(65), To: at(105), Show: only("shop")}), a.bundle(store.Query{From: at(95), To: at(175), Show: only("shop")}),
		a.bundle(store.Query{From: at(65), To: at(175), Show: only("blog")}))
	if len(d.Vantages) != 1 || d.Vantages[0].Shown != 2 || d.Vantages[0].Withheld != 0 {
		t.Errorf("vantages %+v", d.Vantages)
	}
	if c := d.Vantages[0].Controls[0]; c.Asked != 110 || c.Answered != 110 {
		t.Errorf("control %+v", c)
	}
	if hour(d.Period.From) != "13:05:00.000" || hour(d.Period.To) != "14:55:00.000" {
		t.Errorf("period %v to %v", d.Period.From, d.Period.To)
	}
	x := d.Targets[0]
	if x.Observations.Good != 100 || x.Observations.Bad != 10 || x.NotWatched != 0 || len(d.Incidents) != 1 {
		t.Errorf("target %+v", x)
	}
	if i := d.Incidents[0]; i.AtLeast != 9*60_000 || hour(i.LastGood) != "13:39:00.000" {
		t.Errorf("incident %+v", i)
	}
}

func methodNamed(t *testing.T, name string) incident.Method {
	t.Helper()
	m, err := incident.ParseMethod([]byte(strings.Replace(incident.Standard().Text, "constat-standard", name, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAMethodChosenLaterIsNotDeclared(t *testing.T) {
	m := methodNamed(t, "other")
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	a.ask("s", "ok")
	_, err := a.Seal(noon.Add(time.Minute))
	a.must(err)
	_, err = a.KeepFile([]byte(m.Text))
	a.must(err)
	a.must(a.Append(record.Watch{Time: record.At(noon), Event: "reload", Version: "test", Method: m.Digest, Targets: 1, Controls: 1}))
	d, err := report.Build([]*bundle.Bundle{a.bundle(store.Query{})}, report.Options{Method: &m, At: record.At(noon.Add(time.Hour))})
	if err != nil {
		t.Fatal(err)
	}
	if d.Method.Declared || d.Method.Name != "other" || d.At != dossier.Known(record.At(noon.Add(time.Hour))) {
		t.Errorf("declared %v, name %s, at %v", d.Method.Declared, d.Method.Name, d.At)
	}
	if c := d.Checks.Checks[0]; !strings.Contains(c.French, "fichiers") || !strings.Contains(c.Detail, "files") {
		t.Errorf("not in both languages: %s, %s", c.French, c.Detail)
	}
}

func TestNotesAndGapsCarryTheirProof(t *testing.T) {
	a := newNode(t, "saguenay-1/1", 0, shop(), control())
	a.ask("s", "ok")
	a.must(a.Append(record.Note{Time: record.At(noon), Text: "provider called"},
		record.Gap{From: record.At(noon), To: record.At(noon), Reason: "busy", Rounds: 1},
		record.Custody{Time: record.At(noon), Role: "operator", Act: "bundle-exported"}))
	d := build(t, a.bundle(store.Query{}))
	if len(d.Notes) != 1 || len(d.Custody) != 1 || len(d.Vantages[0].Gaps) != 1 || d.Notes[0].Proof.Leaf == 0 || d.Notes[0].Proof.Log != "saguenay-1/1" {
		t.Errorf("notes %v, custody %v, gaps %v", d.Notes, d.Custody, d.Vantages[0].Gaps)
	}
}

func TestBuildRefuses(t *testing.T) {
	broken := &bundle.Bundle{Name: "b.zip", Checks: []bundle.Check{{Result: bundle.Failed}}}
	fork := func(root byte, key string) *bundle.Bundle {
		l := &bundle.Log{Head: seal.Checkpoint{Size: 7, Root: seal.Hash{root}}}
		l.Origin, l.Key = "a/1", key
		return &bundle.Bundle{Name: "f", SHA256: record.Hash{root, key[0]}, Logs: []*bundle.Log{l}}
	}
	for want, list := range map[string][]*bundle.Bundle{
		"is broken; constat verify says where": {broken},
		"show no target":                       {},
		"two histories of 7 leaves":            {fork(1, "k"), fork(2, "k")},
		"two keys":                             {fork(1, "k"), fork(1, "q")},
	} {
		if _, err := report.Build(list, report.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
