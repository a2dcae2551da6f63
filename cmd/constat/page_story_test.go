package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/collector/probe"
	"constat/report"
	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/pdf"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// A host is nginx on loopback, serving one folder or another.
type host struct {
	t    *testing.T
	dir  string
	base string
}

func newHost(t *testing.T) *host {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("no nginx here")
	}
	dir, err := os.MkdirTemp("", "constat-host-") // nginx serves as another user: t.TempDir is closed to it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	user := ""
	if os.Geteuid() == 0 {
		user = "user root; " // its workers reach no folder below a closed one otherwise
	}
	conf := user + fmt.Sprintf("daemon off; pid %[1]s/pid; error_log stderr; events {}\nhttp { types { text/html html; text/css css; text/javascript js; image/jpeg jpg; image/svg+xml svg; text/plain txt md; } access_log off; keepalive_timeout 0; client_body_temp_path %[1]s/t; proxy_temp_path %[1]s/t; fastcgi_temp_path %[1]s/t; uwsgi_temp_path %[1]s/t; scgi_temp_path %[1]s/t;\nserver { listen %[2]s; root %[1]s/current; index index.html; } }\n", dir, address)
	if err := os.WriteFile(filepath.Join(dir, "nginx.conf"), []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(nginx, "-e", "stderr", "-c", filepath.Join(dir, "nginx.conf"))
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Signal(os.Interrupt); c.Wait() })
	h := &host{t, dir, "http://" + address}
	for until := time.Now().Add(20 * time.Second); ; {
		if r, err := http.Get(h.base); err == nil {
			r.Body.Close()
			return h
		}
		if time.Now().After(until) {
			t.Fatal("nginx does not answer")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// serve puts what the folders hold in place of what was served, and a front
// page, "" for none.
func (h *host) serve(front string, folders ...string) {
	h.t.Helper()
	next := filepath.Join(h.dir, fmt.Sprint("state-", time.Now().UnixNano()))
	check := func(err error) {
		h.t.Helper()
		if err != nil {
			h.t.Fatal(err)
		}
	}
	check(os.Mkdir(next, 0o755))
	for _, f := range folders {
		check(os.CopyFS(next, os.DirFS(f)))
	}
	if front != "" {
		check(os.WriteFile(filepath.Join(next, "index.html"), []byte(front), 0o644))
	}
	check(filepath.WalkDir(next, func(p string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			return os.Chmod(p, 0o755)
		}
		return os.Chmod(p, 0o644)
	}))
	link := next + "-link"
	check(os.Symlink(next, link))
	check(os.Rename(link, filepath.Join(h.dir, "current")))
}

// A pageWatcher asks real questions by a clock of the test: weeks pass in seconds.
type pageWatcher struct {
	t       *testing.T
	store   *store.Store
	dir     string
	targets []record.Watched
	shift   record.Round
}

func newPageWatcher(t *testing.T, origin string, shift record.Round, targets []record.Target) *pageWatcher {
	dir := filepath.Join(t.TempDir(), "store")
	if err := store.Create(dir, origin); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	method, err := s.KeepFile([]byte(incident.Standard().Text))
	if err == nil {
		err = s.Append(record.Watch{Time: targets[0].Time, Event: "start", Version: "test", Method: method, Targets: len(targets)})
	}
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Enter(targets)
	if err != nil {
		t.Fatal(err)
	}
	return &pageWatcher{t, s, dir, w, shift}
}

// ask puts one round to every target.
func (w *pageWatcher) ask(at time.Time) {
	w.t.Helper()
	round := record.Round(at.UnixMilli()/100) + w.shift
	var seen []record.Seen
	for _, x := range w.targets {
		r := probe.HTTP(w.t.Context(), probe.Ask{Question: x.Question, ID: record.ProbeID(x.Secret, round)})
		if r.Exchange != nil {
			r.Exchange.Time = time.UnixMilli(round.Millis()).UTC()
		}
		seen = append(seen, record.Seen{Chain: x.Chain, Observation: record.Observation{Round: round, Timing: r.Timing}, Answer: r.Answer, Exchange: r.Exchange})
	}
	if err := w.store.Observe(seen); err != nil {
		w.t.Fatal(err)
	}
}

func (w *pageWatcher) bundle(at time.Time) *bundle.Bundle {
	w.t.Helper()
	if _, err := w.store.Seal(at); err != nil {
		w.t.Fatal(err)
	}
	var b bytes.Buffer
	if err := w.store.Export(&b, store.Query{Software: "constat test"}); err != nil {
		w.t.Fatal(err)
	}
	policy, err := seal.ParsePolicy(w.store.Policy())
	if err != nil {
		w.t.Fatal(err)
	}
	v, err := bundle.Verify("b.zip", bytes.NewReader(b.Bytes()), int64(b.Len()), policy)
	if err != nil || v.Verdict() == bundle.Broken {
		w.t.Fatalf("%v, %+v", err, v.Checks)
	}
	return v
}

// files of a folder, by path.
func filesIn(t *testing.T, dir string) map[string]int64 {
	out := map[string]int64{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		i, err := e.Info()
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = i.Size()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// front is a front page whose news change from week to week.
func front(week int) string {
	var b strings.Builder
	b.WriteString("<html><head><title>Learning area</title></head><body><h1>Learning area</h1>")
	for i := range 40 {
		fmt.Fprintf(&b, "<p>Exercise %d shows how step %d is done before step %d.</p>", i, i*i, i*3)
	}
	for i := range week + 1 {
		fmt.Fprintf(&b, "<p>News of week %d: lesson %d was written anew by group %d.</p>", i, i*7, i*11)
	}
	return b.String() + "</body></html>"
}

// What is expected of a real site's change, by its own publisher's script.
type expected struct {
	Old     int            `json:"old_files"`
	New     int            `json:"new_files"`
	NewSize int64          `json:"new_bytes"`
	Same    int            `json:"unchanged"`
	Added   int            `json:"added"`
	Removed int            `json:"removed"`
	ByKind  map[string]int `json:"added_by_kind"`
	Lost    map[string]int `json:"content_lost_by_kind"`
	Bytes   int64          `json:"content_lost_bytes"`
	Paths   []string       `json:"content_lost_paths"`
}

// A site is edited week by week; its host is wiped and gives every customer an
// empty account that answers 200; then it puts the site back from a copy of
// four weeks ago.
func TestTheWipedHostAndItsOldCopy(t *testing.T) {
	dir := os.Getenv("CONSTAT_DATA")
	if dir == "" {
		t.Skip("CONSTAT_DATA names no real data")
	}
	real := filepath.Join(dir, "site-mdn-learning-area")
	var want expected
	text, err := os.ReadFile(filepath.Join(real, "expected-asynchronous.json"))
	if err == nil {
		err = json.Unmarshal(text, &want)
	}
	if err != nil {
		t.Fatal(err)
	}
	h := newHost(t)
	before, after := filesIn(t, real+"/before"), filesIn(t, real+"/after")
	if len(before) != want.Old || len(after) != want.New {
		t.Fatalf("%d and %d files", len(before), len(after))
	}
	paths := []string{""}
	for p := range before {
		paths = append(paths, p)
	}
	for p := range after {
		if _, both := before[p]; !both {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	monday := time.Date(2026, 10, 5, 6, 0, 0, 0, time.UTC)
	var targets []record.Target
	for _, p := range paths {
		targets = append(targets, record.Target{Time: record.At(monday.Add(-time.Hour)), Name: "/" + p, Site: "learning-area", Provider: "whc", Interval: 6 * 36000,
			Question: record.Question{Kind: "http", URL: h.base + "/" + p, Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}})
	}
	vantages := []*pageWatcher{newPageWatcher(t, "levis-1/1", 0, targets), newPageWatcher(t, "saguenay-1/1", 100, targets)}
	at := monday
	week := func() {
		for _, hours := range []time.Duration{0, 6} {
			for _, v := range vantages {
				v.ask(at.Add(hours * time.Hour))
			}
		}
		at = at.Add(7 * 24 * time.Hour)
	}
	h.serve(front(0), real+"/before")
	week()
	for n := 1; n <= 4; n++ {
		h.serve(front(n), real+"/after")
		week()
	}
	nginx, err := os.ReadFile(filepath.Join(dir, "pages-default", "nginx-default-index.html"))
	if err != nil {
		t.Fatal(err)
	}
	h.serve(string(nginx))
	week()
	wiped := storyDossier(t, vantages, at)
	whole, rows := pageLosses(wiped)
	if whole.State != "replaced" || whole.Files != int64(want.Removed+want.New+1) || whole.Missing.Files != int64(want.Removed+want.New+1) {
		t.Errorf("wiped: %+v", whole)
	}
	inTheWipe, size := 0, int64(0)
	for _, l := range rows {
		if l.FirstMissing.Instant < record.At(monday.Add(5*7*24*time.Hour)) {
			continue
		}
		inTheWipe++
		if p := strings.TrimPrefix(l.Item, h.base+"/"); p != "" {
			size += l.Bytes
			if l.State != "gone" || l.Bytes != after[p] {
				t.Errorf("wiped: %+v", l)
			}
		} else if l.State != "replaced" {
			t.Errorf("wiped: %+v", l)
		}
		if !slices.Equal(l.Review, []string{"no-failure", "time-unchecked"}) || len(l.Vantages) != 2 { // the host says nothing and fails at nothing: its owner can have done it
			t.Errorf("%s: review %q, seen from %q", l.Item, l.Review, l.Vantages)
		}
	}
	if inTheWipe != want.New+1 || size != want.NewSize {
		t.Errorf("%d pages of %d bytes are gone in the wipe, want %d of %d", inTheWipe, size, want.New+1, want.NewSize)
	}

	h.serve(front(0), real+"/before")
	week()
	d := storyDossier(t, vantages, at)
	checkOldCopy(t, d, want, h.base, after)
	for _, lang := range []string{"fr", "en"} {
		var b bytes.Buffer
		if err := pdf.Write(&b, d, pdf.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		if out := os.Getenv("CONSTAT_LOOK"); out != "" {
			if err := os.WriteFile(filepath.Join(out, "pages-"+lang+".pdf"), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func storyDossier(t *testing.T, vantages []*pageWatcher, at time.Time) *dossier.Dossier {
	t.Helper()
	var all []*bundle.Bundle
	for _, v := range vantages {
		all = append(all, v.bundle(at))
	}
	d, err := report.Build(all, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// pageLosses returns the row of the site, and those of its pages.
func pageLosses(d *dossier.Dossier) (whole dossier.Loss, rows []dossier.Loss) {
	for _, l := range d.Losses {
		if l.Item == "" {
			whole = l
		} else {
			rows = append(rows, l)
		}
	}
	return whole, rows
}

func checkOldCopy(t *testing.T, d *dossier.Dossier, want expected, base string, after map[string]int64) {
	t.Helper()
	day := func(n time.Duration) record.Instant {
		return record.At(time.Date(2026, 10, 5, 6, 0, 0, 0, time.UTC).Add(n * 24 * time.Hour))
	}
	_, rows := pageLosses(d)
	var removed []string
	lost, missing := map[string]int{}, map[string]int{}
	size, front := int64(0), ""
	for _, l := range rows {
		p := strings.TrimPrefix(l.Item, base+"/")
		switch {
		case p == "":
			front += l.State + " "
			if l.State == "rolled-back" && (l.Restored.Known || !slices.Equal(l.Review, []string{"no-failure", "time-unchecked"})) {
				t.Errorf("%+v", l)
			}
		case l.FirstMissing.Instant < day(14): // what the owner took away in the second week
			removed = append(removed, p)
			lost[asTold(l.Kind)]++
			size += l.Bytes
			if !l.Restored.Known || l.Restored.Instant < day(42) {
				t.Errorf("%s is not back: %+v", p, l)
			}
		case !l.Restored.Known: // what the copy lacks
			missing[asTold(l.Kind)]++
			if l.Bytes != after[p] {
				t.Errorf("%+v", l)
			}
		}
	}
	slices.Sort(removed)
	if !slices.Equal(removed, want.Paths) || size != want.Bytes || fmt.Sprint(lost) != fmt.Sprint(want.Lost) {
		t.Errorf("%d pages of %d bytes were removed, %v; want %d of %d, %v", len(removed), size, lost, len(want.Paths), want.Bytes, want.Lost)
	}
	if fmt.Sprint(missing) != fmt.Sprint(want.ByKind) {
		t.Errorf("the copy lacks %v, want %v", missing, want.ByKind)
	}
	if front != "replaced rolled-back " {
		t.Errorf("the front page was %s", front)
	}
	for _, p := range d.Pages {
		if p.URL != base+"/" {
			continue
		}
		now, _ := p.Now()
		if now.State != "rolled-back" || now.Past == nil || !now.Past.Exactly || p.Variance.Contents != 5 || p.Variance.Steps != 4 {
			t.Fatalf("%+v", p)
		}
		// From the second week's page to the last answer before the wipe; from the first week's last to the old copy.
		if least, most := now.Past.Lost.AtLeast, now.Past.Lost.AtMost; least < 21*86_400_000 || least > 22*86_400_000 || most < 41*86_400_000 || most > 42*86_400_000 {
			t.Errorf("from %v to %v are lost", least, most)
		}
	}
}

// asTold puts a kind in the words of the site's own list, where code is other.
func asTold(kind string) string {
	if kind == "code" {
		return "other"
	}
	return kind
}
