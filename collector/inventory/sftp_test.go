package inventory

import (
	"fmt"
	"os"
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
	w.ask.Secret, w.ask.AccountKey = Secret{"user": "lea", "password": "s3cr3t-word"}, [32]byte{7}
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
	if e, _ := w.list(); e.Account.IsZero() {
		t.Errorf("no account: %+v", e)
	}
	w.ask.Question.URL = "sftp://127.0.0.1:" + port + "/nothing-here"
	if e, _ := w.list(); e.Fault != record.ListAbsent {
		t.Errorf("no such folder: %+v", e)
	}
}

// A link is told as such by a server that knows of them.
func TestSFTPLinksAreNotFollowed(t *testing.T) {
	daemon, err := exec.LookPath("/usr/sbin/sshd")
	if err != nil || os.Getuid() != 0 {
		t.Skip("OpenSSH is not installed, or this is not root")
	}
	dir, port, keys := t.TempDir(), freePort(t), t.TempDir()
	store := filepath.Join(dir, "photos")
	fill(t, store)
	for _, name := range []string{"host", "own"} {
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(keys, name)).CombinedOutput(); err != nil {
			t.Skipf("ssh-keygen: %v %s", err, out)
		}
	}
	config := filepath.Join(keys, "sshd_config")
	text := fmt.Sprintf("Port %s\nListenAddress 127.0.0.1\nHostKey %s/host\nAuthorizedKeysFile %s/own.pub\nStrictModes no\nUsePAM no\nPermitRootLogin prohibit-password\nPidFile none\nSubsystem sftp internal-sftp\n", port, keys, keys)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
		t.Fatal(err)
	}
	serve(t, port, daemon, "-D", "-e", "-f", config)
	host, err := os.ReadFile(filepath.Join(keys, "host.pub"))
	if err != nil {
		t.Fatal(err)
	}
	kind, rest, _ := strings.Cut(string(host), " ")
	key, _, _ := strings.Cut(rest, " ")
	w := watch(t, "sftp://127.0.0.1:"+port+store)
	w.ask.Secret = Secret{"user": "root", "key": filepath.Join(keys, "own"), "host_key": kind + " " + key}
	w.linked(store)
	w.holds(store)
}
