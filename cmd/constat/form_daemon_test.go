package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A member who registers with the daemon's form through a proxy gets a receipt that leads to where the proxy is, and a browser that
// tells no more than the origin is let in from there, from nowhere else.
func TestDaemonsReceiptLeadsToThePublicAddress(t *testing.T) {
	dir := newClaim(t, "nordique-2021")
	forms, stop, err := startForms(dir, &Config{Claims: []string{"nordique-2021"}, ClaimsAt: "https://recours.example"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	server := httptest.NewServer(forms)
	defer server.Close()
	join, fields := server.URL+"/claim/nordique-2021/en/join", url.Values{}
	ask := func(origin string) string {
		r, err := http.NewRequest("POST", join, strings.NewReader(fields.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", origin)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		b, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`name="(key|token|version)" value="([^"]*)"`).FindAllStringSubmatch(string(b), -1) {
			fields.Set(m[1], m[2])
		}
		return string(b)
	}
	fields.Set("step", "who")
	fields.Set("name_or_legal_name", "Terre et Ciel")
	fields.Set("go", "later")
	if page := ask("https://evil.example"); !strings.Contains(page, "Demande refusée") {
		t.Errorf("another site's page could post: %s", page)
	}
	if page := ask("https://recours.example"); !strings.Contains(page, "What you agree to") {
		t.Fatalf("not taken from where members are: %s", page)
	}
	fields.Set("step", "later")
	fields.Set("go", "send")
	fields.Set("agree", "yes")
	if page := ask("https://recours.example"); !strings.Contains(page, `href="https://recours.example/claim/nordique-2021/en/file#1.`) {
		t.Errorf("the receipt leads elsewhere: %s", page)
	}
}
