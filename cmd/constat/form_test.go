package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"constat/store/registry"
)

// newClaim makes a claim beside a configuration to be, and tells its folder.
func newClaim(t *testing.T, name string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	claim, err := registry.Create(filepath.Join(dir, "claims"), name, []string{key.Recipient().String()}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	about := `{"title": {"fr": "Recours", "en": "Claim"}, "defendants": [{"name": "N"}], "incident": {"from": "2021-08-28"}, "jurisdiction": "quebec",
 "consent": {"purpose": {"fr": "Agir", "en": "To act"}, "text": {"fr": "J'accepte", "en": "I agree"}}, "contact": {"name": "E"}, "retention_until": "2028-12-31"}`
	if _, err := claim.SetAbout([]byte(about), time.Now()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// constat form answers for the claims it was told, and for nothing else, until it is ended.
func TestFormServesItsClaims(t *testing.T) {
	dir := newClaim(t, "nordique-2021")
	ctx, cancel := context.WithCancel(t.Context())
	said, out := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- formCmd(ctx, []string{"--config", filepath.Join(dir, "constat.yaml"), "--lang", "en", "--claim", "nordique-2021", "--listen", "127.0.0.1:0"}, out, io.Discard)
		out.Close()
	}()
	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, address, ok := strings.Cut(strings.TrimSpace(line), "http://")
	if !ok {
		t.Fatalf("it said %q", line)
	}
	for path, want := range map[string]int{"": 200, "en/join": 200, "fr/file": 200, "../other/": 404, "../../": 404, "../../push/x": 404} {
		answer, err := http.Get("http://" + address + path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != want || answer.Header.Get("Content-Security-Policy") == "" || !strings.Contains(string(b), "<h1>") {
			t.Errorf("%s: %d, %v", path, answer.StatusCode, err)
		}
	}
	cancel()
	if code := <-ended; code != 0 {
		t.Errorf("exit status %d", code)
	}
}

func TestFormWithoutItsClaimIsRefused(t *testing.T) {
	dir := newClaim(t, "nordique-2021")
	bare, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := registry.Create(filepath.Join(dir, "claims"), "bare", []string{bare.Recipient().String()}, time.Now()); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"dites pour quel registre":                nil,
		"ce registre n'existe pas":                {"--claim", "other"},
		"on ne sait pas encore de quoi il s'agit": {"--claim", "bare"},
		"un nom a de 1 à 64":                      {"--claim", "../x"},
	} {
		var stderr strings.Builder
		if code := formCmd(t.Context(), append([]string{"--config", filepath.Join(dir, "constat.yaml"), "--lang", "fr"}, args...), io.Discard, &stderr); code != 2 || !strings.Contains(strings.NewReplacer("\u00a0", " ", "’", "'").Replace(stderr.String()), want) {
			t.Errorf("%v: %d, %s", args, code, stderr.String())
		}
	}
}
