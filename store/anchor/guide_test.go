package anchor

import (
	"bytes"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// lettered returns the commands under letters of the guide, as a reader would
// type them.
func lettered(t *testing.T, letters ...string) string {
	t.Helper()
	script := "set -e\n"
	_, block, _ := strings.Cut(bundle.Guide, "COMMANDES - COMMANDS\n")
	for _, letter := range letters {
		_, after, ok := strings.Cut(block, "["+letter+"]\n")
		if !ok {
			t.Fatalf("no step %s", letter)
		}
		step, _, _ := strings.Cut(after, "\n[")
		script += strings.ReplaceAll(step, "\n    ", "\n") + "\n"
	}
	return script
}

// byHand runs commands beside a bundle and the authorities' roots.
func byHand(t *testing.T, file, roots []byte, script string) string {
	t.Helper()
	dir := t.TempDir()
	for name, b := range map[string][]byte{"bundle.zip": file, "roots.pem": roots} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command("sh", "-c", script)
	c.Dir = dir
	c.Env = append(os.Environ(), "LC_ALL=C")
	out, _ := c.CombinedOutput() // what it says is what counts
	return string(out)
}

// stampedBundle is of a log whose checkpoints were stamped by authorities.
func stampedBundle(t *testing.T, authorities ...*foreign) []byte {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	dir := filepath.Join(t.TempDir(), "store")
	must(store.Create(dir, "vantage-1/1"))
	s, err := store.Open(dir)
	must(err)
	defer s.Close()
	start := time.Now().Add(-time.Hour)
	watched, err := s.Enter([]record.Target{{Time: record.At(start), Name: "shop", Interval: 600,
		Question: record.Question{Kind: "http", URL: "https://shop.example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}}})
	must(err)
	for minute := range 2 {
		at := start.Add(time.Duration(minute) * time.Minute)
		seen := record.Seen{Chain: watched[0].Chain, Observation: record.Observation{Round: record.Round(at.UnixMilli() / 100)},
			Answer: record.Answer{Status: 204, Proto: "HTTP/1.1", Peer: netip.MustParseAddrPort("192.0.2.7:443")}}
		must(s.Observe([]record.Seen{seen}))
		_, err := s.Seal(time.Now())
		must(err)
		head, size := s.Checkpoint()
		for _, f := range authorities {
			a, err := Ask(t.Context(), NewClient(), f.URL, head)
			must(err)
			must(s.Anchor(time.Now(), size, f.URL, a.Request, a.Response))
		}
	}
	_, err = s.Sign(time.Now())
	must(err)
	var b bytes.Buffer
	must(s.Export(&b, store.Query{Software: "constat test"}))
	return b.Bytes()
}

// The commands of the guide check each token of a bundle with its authority's
// root alone, and see a token of somebody else and a changed checkpoint.
func TestGuideChecksTokensByHand(t *testing.T) {
	for _, tool := range []string{"sh", "unzip", "sha256sum", "openssl", "date"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here", tool)
		}
	}
	one, two := newForeign(t, "ec:P-256"), newForeign(t, "rsa:2048")
	file := stampedBundle(t, one, two)
	script := lettered(t, "A", "F")
	out := byHand(t, file, append(bytes.Clone(one.root), two.root...), script)
	if strings.Count(out, "Verification: OK") != 4 || strings.Contains(out, "FAILED") || strings.Count(out, "data/checkpoints/") != 4 {
		t.Errorf("by hand:\n%s", out)
	}
	script = strings.Replace(script, "set -e\n", "", 1)
	if out := byHand(t, file, one.root, script); strings.Count(out, "Verification: OK") != 2 || strings.Count(out, "Verification: FAILED") != 2 {
		t.Errorf("with one root of two:\n%s", out)
	}
	changed := strings.Replace(script, "openssl ts -verify", `echo >> "$head"; openssl ts -verify`, 1)
	if out := byHand(t, file, append(bytes.Clone(one.root), two.root...), changed); strings.Contains(out, "Verification: OK") {
		t.Errorf("changed checkpoints passed:\n%s", out)
	}
}
