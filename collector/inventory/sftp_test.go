package inventory

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"constat/store/record"
)

func TestSFTPServerOfOthers(t *testing.T) {
	dir, port, key := t.TempDir(), freePort(t), filepath.Join(t.TempDir(), "host")
	store := filepath.Join(dir, "photos")
	fill(t, store)
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).CombinedOutput(); err != nil {
		t.Skipf("ssh-keygen: %v %s", err, out)
	}
	serve(t, port, "rclone", "serve", "sftp", dir, "--addr", "127.0.0.1:"+port, "--user", "lea", "--pass", "s3cr3t-word", "--key", key, "--dir-cache-time", "0s")
	w := watch(t, "sftp://127.0.0.1:"+port+"/photos")
	w.ask.Secret = Secret{"user": "lea", "password": "s3cr3t-word"}
	e, _ := w.list()
	_, print, ok := strings.Cut(e.Detail, "shows ")
	if e.Fault != record.Local || !ok {
		t.Fatalf("a server that nobody knows: %+v", e)
	}
	w.ask.Secret["host_key"] = "SHA256:" + strings.Repeat("A", 43)
	if e, _ := w.list(); e.Fault != record.ListRefused {
		t.Errorf("another server: %+v", e)
	}
	w.ask.Secret["host_key"] = print
	w.ask.Secret["password"] = "wrong"
	if e, _ := w.list(); e.Fault != record.ListRefused || strings.Contains(e.Detail, "wrong") {
		t.Errorf("a wrong password: %+v", e)
	}
	w.ask.Secret["password"] = "s3cr3t-word"
	w.holds(store)
	w.ask.Question.URL = "sftp://127.0.0.1:" + port + "/nothing-here"
	if e, _ := w.list(); e.Fault != record.ListAbsent {
		t.Errorf("no such folder: %+v", e)
	}
}
