package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"constat/store/bundle"
	"constat/store/seal"
)

// checkDemoTokens has openssl judge every token of the demonstration's bundle,
// and of the one it carries, by the commands of the guide.
func checkDemoTokens(t *testing.T, dir string) {
	t.Helper()
	for _, tool := range []string{"sh", "unzip", "sha256sum", "openssl", "date"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Logf("no %s here: tokens are not judged by openssl", tool)
			return
		}
	}
	policy, err := seal.ParsePolicy(contents(t, filepath.Join(dir, "policy")))
	if err != nil {
		t.Fatal(err)
	}
	var roots []byte
	for _, a := range policy.Authorities {
		roots = append(roots, a.String()...) // openssl reads the certificates alone
	}
	_, commands, _ := strings.Cut(bundle.Guide, "\n[F]\n    sha256sum")
	commands, _, _ = strings.Cut(commands, "\n[")
	script := "set -e\nunzip -q bundle.zip -d bundle; cd bundle\nsha256sum" + strings.ReplaceAll(commands, "\n    ", "\n") + "\n"
	inner, err := filepath.Glob(filepath.Join(dir, "vantages", "*", "bundle.zip"))
	if err != nil || len(inner) != 1 {
		t.Fatal(inner, err)
	}
	for _, path := range append(inner, filepath.Join(dir, "bundle.zip")) {
		work := t.TempDir()
		for name, b := range map[string][]byte{"bundle.zip": contents(t, path), "roots.pem": roots} {
			if err := os.WriteFile(filepath.Join(work, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out := program(t, 0, work, "/bin/sh", "-c", script)
		tokens, err := filepath.Glob(filepath.Join(work, "bundle", "data", "anchors", "*.tsr"))
		if err != nil || len(tokens) < 4 || strings.Count(out, "Verification: OK") != len(tokens) || strings.Contains(out, "FAILED") {
			t.Errorf("%s: %d tokens, %v\n%s", path, len(tokens), err, out)
		}
		t.Logf("%s: openssl judges %d tokens good", filepath.Base(filepath.Dir(path)), len(tokens))
	}
}
