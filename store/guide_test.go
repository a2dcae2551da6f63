package store

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/store/bundle"
	"constat/store/record"
)

// commands returns the commands of the guide, as a reader would type them.
func commands(t *testing.T) string {
	t.Helper()
	_, block, ok := strings.Cut(bundle.Guide, "COMMANDES - COMMANDS\n")
	if !ok {
		t.Fatal("the guide has no commands")
	}
	var out strings.Builder
	for line := range strings.Lines(block) {
		if line == "\n" || strings.HasPrefix(line, "    ") {
			out.WriteString(strings.TrimPrefix(line, "    "))
		}
	}
	return out.String()
}

// The commands of the guide check a bundle, and see one that was changed.
func TestGuideChecksBundleByHand(t *testing.T) {
	for _, tool := range []string{"sh", "unzip", "sha256sum", "python3", "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here", tool)
		}
	}
	s, _ := newStore(t)
	day(t, s, 240)
	triedBeside(t, s)
	only := func(t record.Target) bool { return t.Name == "shop" }
	at := func(minute time.Duration) record.Instant { return record.At(noon.Add(minute * time.Minute)) }
	for name, q := range map[string]Query{"whole": {}, "part": {Show: only, From: at(90), To: at(150)}} {
		out := byHand(t, export(t, s, q), "set -e\n"+commands(t))
		if strings.Contains(out, "BROKEN") || !strings.Contains(out, "Verified Successfully") || strings.Count(out, "chain OK") < 2 {
			t.Errorf("%s:\n%s", name, out)
		}
	}
	edit := strings.Replace(commands(t), "sha256sum -c", "sed -i s/shop/shap/ data/entries/0; sha256sum -c", 1)
	if out := byHand(t, export(t, s, Query{Show: only}), edit); strings.Count(out, "BROKEN") < 2 || !strings.Contains(out, "FAILED") {
		t.Errorf("an edited bundle passed:\n%s", out)
	}
}

func byHand(t *testing.T, file []byte, script string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bundle.zip"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, _ := cmd.CombinedOutput()
	return string(out)
}

// triedBeside adds a picture and a failure of shop, an attempt that went another
// way and the path behind its name.
func triedBeside(t *testing.T, s *Store) {
	t.Helper()
	for _, w := range enter(t, s, target("shop")) {
		observe(t, s, seen(w, 299, "good"))
		if err := s.Picture(shown(w, 299), drawn(800, 7), drawn(1000, 7)); err != nil {
			t.Fatal(err)
		}
		failure, other := seen(w, 300, ""), seen(w, 300, "")
		other.Observation.Attempt, other.Answer.Asked = 1, "resolver 192.0.2.53:53"
		observe(t, s, failure, other)
		if err := s.Path(stood(w, 301, failure.Observation.Round)); err != nil {
			t.Fatal(err)
		}
	}
	sealAt(t, s, 302)
}
