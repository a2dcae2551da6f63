package registry

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Every point of Add at which a kill leaves something different on disk.
var points = []string{
	"folder made", "member.age half written", "member.age written", "entry.json half written",
	"entry.json written", "folder synced", "folder renamed",
}

func TestMain(m *testing.M) {
	if at := os.Getenv("REGISTRY_KILL_AT"); at != "" {
		dieAt(at)
	}
	os.Exit(m.Run())
}

func dieAt(point string) {
	c, err := Open(os.Getenv("REGISTRY_DIR"), "whc")
	if err != nil {
		panic(err)
	}
	c.reached = func(p string) {
		if p == point {
			me, _ := os.FindProcess(os.Getpid())
			_ = me.Kill()
			select {}
		}
	}
	_, err = c.Add([]byte(`{"name_or_legal_name": "`+planted+`"}`), noon)
	panic(err) // not reached
}

func TestAKillLeavesNoHalfMember(t *testing.T) {
	for _, point := range points {
		id := newKey(t)
		c := newClaim(t, id.Recipient().String())
		dir := filepath.Dir(filepath.Dir(c.members))
		add(t, c, `{"name_or_legal_name": "first"}`)
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "REGISTRY_KILL_AT="+point, "REGISTRY_DIR="+dir)
		if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("%s: not killed: %v %s", point, err, out)
		}
		mustNotHold(t, dir, planted)

		want := []string{"first", "after"}
		if point == "folder renamed" {
			want = []string{"first", planted, "after"}
		}
		fresh, err := Open(dir, "whc")
		if err != nil {
			t.Fatal(err)
		}
		add(t, fresh, `{"name_or_legal_name": "after"}`)
		var names []string
		for _, m := range members(t, fresh, id) {
			names = append(names, m.Name)
		}
		if !slices.Equal(names, want) {
			t.Errorf("killed at %q: %q, want %q", point, names, want)
		}
		if es, err := fresh.List(); err != nil || len(es) != len(want) {
			t.Errorf("killed at %q: %d entries, %v", point, len(es), err)
		}
	}
}

func TestEveryPointIsReached(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	var got []string
	c.reached = func(p string) { got = append(got, p) }
	add(t, c, `{"name_or_legal_name": "A"}`)
	if !slices.Equal(got, points) {
		t.Errorf("got %q", got)
	}
}

func TestSweepTakesOnlyWhatIsOld(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	old, young := filepath.Join(c.members, ".new-1"), filepath.Join(c.members, ".new-2")
	for _, d := range []string{old, young} {
		if err := os.MkdirAll(filepath.Join(d, "x"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	past := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(old, past, past); err != nil {
		t.Fatal(err)
	}
	add(t, c, `{"name_or_legal_name": "A"}`)
	if _, err := os.Stat(old); err == nil {
		t.Error("an old half-made folder is still there")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("another process's folder was taken away")
	}
}
