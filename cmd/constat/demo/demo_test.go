package demo

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"constat/store/page"
)

func failingProvider(t *testing.T, script ...step) *Provider {
	t.Helper()
	p, err := start(failing(), script, &Status{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func site(t *testing.T, p *Provider, name string) *Site {
	t.Helper()
	for _, s := range p.Sites() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no site %q", name)
	return nil
}

// get asks as a visitor would, on a connection of its own.
func get(t *testing.T, s *Site, patience time.Duration) (int, string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(b), err
}

func TestEachActIsWhatAVisitorMeets(t *testing.T) {
	p := failingProvider(t)
	s := site(t, p, "boutique")
	normal := func() [32]byte {
		t.Helper()
		status, body, err := get(t, s, 10*time.Second)
		if err != nil || status != 200 {
			t.Fatal(status, err)
		}
		return page.Normal("text/html", []byte(body))
	}
	do := func(act Kind, state string) {
		t.Helper()
		if _, err := p.do(step{site: "boutique", act: act, state: state}); err != nil {
			t.Fatal(act, err)
		}
	}
	first := normal()
	do(Edited, "novelty")
	edited := normal()
	if first == edited {
		t.Error("an edit changes nothing")
	}
	do(Refused, "")
	if _, _, err := get(t, s, 10*time.Second); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("refused: %v", err)
	}
	do(Hung, "")
	var timeout net.Error
	if _, _, err := get(t, s, 200*time.Millisecond); !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("hung: %v", err)
	}
	do(Unavailable, "")
	if status, body, err := get(t, s, 10*time.Second); err != nil || status != 503 || !strings.Contains(body, "<h1>503</h1>") {
		t.Errorf("unavailable: %d %q %v", status, body, err)
	}
	do(Replaced, "")
	if status, body, err := get(t, s, 10*time.Second); err != nil || status != 200 || strings.Contains(body, "Terre et Ciel") {
		t.Errorf("replaced: %d %q %v", status, body, err)
	}
	do(Restored, "")
	if normal() != edited {
		t.Error("restored is not as it was")
	}
	do(RolledBack, "first")
	if normal() != first {
		t.Error("rolled back is not the older state")
	}
}

func TestPagesMoveByThemselvesAndStayTheSame(t *testing.T) {
	p := failingProvider(t)
	moving, unclaimed := 0, string(write("default", ""))
	for _, s := range p.Sites() {
		_, a, err := get(t, s, 10*time.Second)
		_, b, again := get(t, s, 10*time.Second)
		if err != nil || again != nil {
			t.Fatal(err, again)
		}
		if a != b {
			moving++
		}
		if page.Normal("text/html", []byte(a)) != page.Normal("text/html", []byte(b)) {
			t.Errorf("%s does not stay the same", s.Name)
		}
		want := strings.Trim(strings.TrimPrefix(s.Condition, "[BODY] == pat"), "()*")
		if !strings.Contains(a, want) || strings.Contains(unclaimed, want) && want != "" {
			t.Errorf("%s: condition %q does not tell the page from the default page", s.Name, s.Condition)
		}
	}
	if moving != 2 {
		t.Errorf("%d sites change with each request, want 2", moving)
	}
}

func TestActsAreWrittenDown(t *testing.T) {
	p := failingProvider(t,
		step{0, "journal", Edited, "corrected"},
		step{time.Millisecond, "refuge", Hung, ""},
		step{2 * time.Millisecond, "notaire", Replaced, ""},
		step{20 * time.Millisecond, "refuge", Restored, ""},
		step{21 * time.Millisecond, "", over, ""},
	)
	before := time.Now()
	told := 0
	if err := p.Play(t.Context(), func(Act) { told++ }); err != nil {
		t.Fatal(err)
	}
	acts := p.Acts()
	if len(acts) != 4 || told != 4 {
		t.Fatalf("told of %d, %+v", told, acts)
	}
	hung := acts[1]
	// A machine that is busy acts late, and never early.
	if hung.Site != "refuge" || hung.Act != Hung || hung.From.Before(before.Add(time.Millisecond)) || hung.From.After(acts[2].From) ||
		hung.To.Before(acts[3].From) || hung.To.Before(before.Add(20*time.Millisecond)) {
		t.Errorf("%+v", acts)
	}
	for _, i := range []int{0, 2, 3} {
		if !acts[i].To.IsZero() {
			t.Errorf("%+v has an end", acts[i])
		}
	}
}

func TestScriptEndsWithItsContext(t *testing.T) {
	p := failingProvider(t, step{time.Hour, "refuge", Hung, ""})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.Play(ctx, func(Act) {}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// The demonstration promises each of these, and one site that never fails.
func TestScriptHasEveryKind(t *testing.T) {
	seen := map[Kind]bool{}
	touched := map[string]bool{}
	var last time.Duration
	for _, s := range script {
		seen[s.act], touched[s.site] = true, true
		if s.at < last {
			t.Errorf("%v is out of order", s)
		}
		last = s.at
	}
	for _, k := range []Kind{Refused, Hung, Unavailable, Replaced, Edited, RolledBack, Partial, Restored, Admitted} {
		if !seen[k] {
			t.Errorf("nothing is %s", k)
		}
	}
	names := map[string]bool{"": true}
	untouched := 0
	for _, s := range failing() {
		names[s.Name] = true
		if !touched[s.Name] {
			untouched++
		}
	}
	if len(names) != 7 || untouched != 1 {
		t.Errorf("%d sites, %d that nothing befalls", len(names)-1, untouched)
	}
	for name := range touched {
		if !names[name] {
			t.Errorf("no site %q", name)
		}
	}
}

func TestSteadyAnswers(t *testing.T) {
	p, err := Steady()
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, s := range p.Sites() {
		if status, _, err := get(t, s, 10*time.Second); err != nil || status != 200 {
			t.Error(s.Name, status, err)
		}
	}
}
