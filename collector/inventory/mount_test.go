package inventory

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"constat/store/record"
)

// tellMounts has the kernel tell of mounts, each "path source".
func tellMounts(t *testing.T, list ...string) {
	t.Helper()
	var text strings.Builder
	text.WriteString("22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n")
	for _, m := range list {
		at, source, _ := strings.Cut(m, " ")
		text.WriteString("40 22 0:50 / " + strings.ReplaceAll(at, " ", `\040`) + " rw,relatime shared:2 - fuse.davfs " + source + " rw\n")
	}
	path := filepath.Join(t.TempDir(), "mountinfo")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	was := mountInfo
	mountInfo = path
	t.Cleanup(func() { mountInfo = was })
}

// What is mounted below a folder, or above it, is told; and what was mounted
// and is no longer makes the list another one.
func TestMountsAreListedAndAreNoFiles(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "disk/a", "A")
	write(t, dir, "b", "B")
	w := watch(t, "file://"+dir)
	tellMounts(t, dir+"/disk https://cloud.example/léa", "/elsewhere x")
	e, files := w.list()
	m := files["disk"]
	if !m.Mount() || e.Items != 2 || e.Read != 2 || e.Bytes != 2 || strings.Contains(m.Told, "cloud") {
		t.Errorf("%+v, %+v", e, m)
	}
	tellMounts(t, dir+"/disk https://cloud.example/zoé")
	if e, files = w.list(); files["disk"].Told == m.Told || e.Missing+e.New+e.Altered != 0 {
		t.Errorf("another source: %+v, %+v", e, files["disk"])
	}
	tellMounts(t)
	os.Remove(filepath.Join(dir, "disk/a"))
	if e, files = w.list(); files["disk"].Mount() || e.Missing != 1 {
		t.Errorf("none: %+v, %+v", e, files)
	}
	tellMounts(t, filepath.Dir(dir)+" https://cloud.example/")
	if e, files = w.list(); !files["."].Mount() || e.New != 0 {
		t.Errorf("above: %+v, %+v", e, files)
	}
	write(t, dir, "folder", "no more")
	w.list()
	os.Remove(filepath.Join(dir, "folder"))
	write(t, dir, "folder/x", "X")
	tellMounts(t, dir+"/folder x")
	if e, files = w.list(); !files["folder"].Mount() || e.Missing != 1 || e.New != 1 {
		t.Errorf("where a file was: %+v, %+v", e, files)
	}
}

// What is behind a mount that came or went meanwhile was not all looked at.
func TestMountThatGoesMeanwhileStopsTheList(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "a", "A")
	tellMounts(t, dir+"/disk x")
	f := &folder{dir: dir}
	if f.root, err = os.OpenRoot(dir); err != nil {
		t.Fatal(err)
	}
	defer f.close()
	err = f.list(t.Context(), func(record.Held) error { tellMounts(t); return nil })
	if fault, detail := faultOf(t.Context(), err); fault != record.ListBroken || !strings.Contains(detail, "mounted") {
		t.Errorf("%v", err)
	}
}

func TestAccountIsCommittedToAndNotTold(t *testing.T) {
	ask := func(url string, s Secret) Ask {
		return Ask{Question: record.Question{URL: url}, Secret: s, AccountKey: [32]byte{1}}
	}
	one := ask("webdav://h/", Secret{"user": "léa", "password": "a"}).account()
	for name, c := range map[string]struct {
		ask  Ask
		same bool
	}{
		"another password": {ask("webdav://h/", Secret{"user": "léa", "password": "b"}), true},
		"another user":     {ask("webdav://h/", Secret{"user": "zoé", "password": "a"}), false},
		"nobody":           {ask("webdav://h/", nil), false},
		"an access key":    {ask("s3://h/", Secret{"access_key": "léa"}), false},
		"a token":          {ask("https://h/", Secret{"token": "léa"}), false},
	} {
		if got := c.ask.account(); (got == one) != c.same || name == "nobody" && !got.IsZero() {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !ask("file:///x", Secret{"user": "léa"}).account().IsZero() || one.IsZero() {
		t.Error("a folder of this machine has an account, or a store has none")
	}
	if a, b := ask("https://h/", Secret{"token": "a"}), ask("https://h/", Secret{"token": "b"}); a.account() == b.account() || a.account().IsZero() {
		t.Error("another token can be another account, and leaves no trace")
	}
	other := ask("webdav://h/", Secret{"user": "léa"})
	other.AccountKey[0] = 2
	if other.account() == one {
		t.Error("without the key the name can be guessed")
	}
}

// A folder that vanishes while it is listed may have been renamed: what was in
// it is unknown. A file that vanishes is not there.
func TestFolderThatVanishesMeanwhileStopsTheList(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "a", "A")
	write(t, dir, "below/b", "B")
	f := &folder{dir: dir}
	if f.root, err = os.OpenRoot(dir); err != nil {
		t.Fatal(err)
	}
	defer f.close()
	err = f.list(t.Context(), func(record.Held) error { return os.Rename(filepath.Join(dir, "below"), filepath.Join(dir, "beside")) })
	if fault, detail := faultOf(t.Context(), err); fault != record.ListBroken || !strings.Contains(detail, "vanished") {
		t.Errorf("%v", err)
	}
	for i := range 3000 { // more than one reading of a folder's names
		write(t, dir, fmt.Sprintf("many/%04d", i), "")
	}
	n := 0
	err = f.list(t.Context(), func(record.Held) error {
		n++
		return os.RemoveAll(filepath.Join(dir, "many/1500"))
	})
	if err != nil || n < 3000 {
		t.Errorf("a file that vanishes: %d listed, %v", n, err)
	}
}
