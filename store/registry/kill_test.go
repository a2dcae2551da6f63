package registry

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
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
	if most := os.Getenv("REGISTRY_MOST"); most != "" {
		limited(os.Getenv("REGISTRY_DIR"), most)
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
	panic(doing[os.Getenv("REGISTRY_DOES")].do(c)) // not reached
}

func TestAKillLeavesNoHalfMember(t *testing.T) {
	for _, point := range points {
		id := newKey(t)
		c := newClaim(t, id.Recipient().String())
		dir := filepath.Dir(filepath.Dir(c.members))
		add(t, c, `{"name_or_legal_name": "first"}`)
		killed(t, dir, "add", point)
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

// killed has another process die at a point of what it does to the claim in dir.
func killed(t *testing.T, dir, does, point string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "REGISTRY_KILL_AT="+point, "REGISTRY_DOES="+does, "REGISTRY_DIR="+dir)
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("%s, %s: not killed: %v %s", does, point, err, out)
	}
}

// What a process is killed at, and the points at which a kill leaves something
// different on disk. Member 1 has a part and a voucher when it begins.
var doing = map[string]struct {
	do     func(*Claim) error
	points []string
}{
	"add": {func(c *Claim) error {
		return second(c.Add([]byte(`{"name_or_legal_name": "`+planted+`"}`), noon))
	}, points},
	"complete": {func(c *Claim) error {
		return ofFirst(c, func(p *Place) error {
			return second(p.Complete([]byte(`{"contact_person": "`+planted+`"}`), [32]byte{8}, noon))
		})
	}, []string{"folder made", "part.age half written", "part.age written", "part.json half written", "part.json written", "folder synced", "folder renamed"}},
	"voucher": {func(c *Claim) error {
		return ofFirst(c, func(p *Place) error {
			return second(p.Take(VoucherName{Name: planted}, strings.NewReader(planted), noon))
		})
	}, []string{"head.age half written", "head.age written", "0001.age half written", "0001.age written", "0001.age linked", "part.age half written", "part.json half written"}},
	"rewrap": {func(c *Claim) error {
		b, err := os.ReadFile(lost(c))
		if err != nil {
			return err
		}
		return second(c.Rewrap(bytes.NewReader(b), c.Recipients))
	}, []string{"claim.json written", "claim.json renamed", "member.age half written", "0001.age half written", "part.json half written", "made anew", "moved away", "put in its place"}},
	"withdraw": {func(c *Claim) error {
		return ofFirst(c, func(p *Place) error { return p.Withdraw(Withdrawn, noon) })
	}, []string{"tombstone.json half written", "tombstone.json written", "tombstone.json renamed", "entry.json removed", "member.age removed", "part-0002 removed", "part-0003 removed", "voucher-0001 removed"}},
}

// lost is the key that rewraps in a killed process: its file stands beside the claims.
func lost(c *Claim) string { return filepath.Join(filepath.Dir(c.dir), "..", "key.txt") }

func ofFirst(c *Claim, do func(*Place) error) error {
	p, err := c.Place(1)
	if err != nil {
		return err
	}
	return do(p)
}

// begun is a claim whose first member has said something, added to it and uploaded a file.
func begun(t *testing.T, id *age.X25519Identity) (*Claim, Receipt) {
	t.Helper()
	c := newClaim(t, id.Recipient().String())
	r := add(t, c, `{"name_or_legal_name": "`+planted+`"}`)
	p := place(t, c, r)
	if _, err := p.Complete([]byte(`{"email": "a@b.example"}`), [32]byte{7}, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Take(VoucherName{Name: "1.pdf"}, strings.NewReader("content"), noon); err != nil {
		t.Fatal(err)
	}
	return c, r
}

// TestAKillLeavesAMembersFileWhole: what was being added is whole or not there, and a
// retry brings it in once.
func TestAKillLeavesAMembersFileWhole(t *testing.T) {
	for _, does := range []string{"complete", "voucher"} {
		for _, point := range doing[does].points {
			id := newKey(t)
			c, _ := begun(t, id)
			killed(t, filepath.Dir(c.dir), does, point)
			mustNotHold(t, c.dir, planted)
			before := files(t, c, id)[0]
			if n := len(before.Versions) + len(before.Vouchers); n != 3 && (n != 4 || point != "folder renamed") {
				t.Errorf("%s killed at %q: %d parts", does, point, n)
			}
			if err := doing[does].do(c); err != nil {
				t.Fatal(err)
			}
			if f := files(t, c, id)[0]; len(f.Versions)+len(f.Vouchers) != 4 {
				t.Errorf("%s killed at %q, then done: %d versions, %d vouchers", does, point, len(f.Versions), len(f.Vouchers))
			}
			if err := c.Sweep(time.Now().Add(25 * time.Hour)); err != nil {
				t.Error(err)
			}
			if f := files(t, c, id)[0]; len(f.Versions)+len(f.Vouchers) != 4 {
				t.Errorf("%s killed at %q: what stands was swept", does, point)
			}
		}
	}
}

// TestAKillLeavesAWithdrawalWholeOrUnbegun: once the tombstone is there nobody reads the
// member, and the next who cleans up removes all the rest.
func TestAKillLeavesAWithdrawalWholeOrUnbegun(t *testing.T) {
	for _, point := range doing["withdraw"].points {
		id := newKey(t)
		c, r := begun(t, id)
		killed(t, filepath.Dir(c.dir), "withdraw", point)
		begun := point != "tombstone.json half written" && point != "tombstone.json written"
		if fs := files(t, c, id); (len(fs) == 0) != begun {
			t.Errorf("killed at %q: %d members are read", point, len(fs))
		}
		if _, err := c.Access(1, r.Code); errors.Is(err, ErrWithdrawn) != begun {
			t.Errorf("killed at %q: %v", point, err)
		}
		if !begun {
			continue
		}
		if err := c.Sweep(time.Now()); err != nil {
			t.Fatal(err)
		}
		if left, err := os.ReadDir(filepath.Join(c.members, "000001")); err != nil || len(left) != 1 {
			t.Errorf("killed at %q: %v are left, %v", point, left, err)
		}
	}
}

// TestEveryPointOfEachIsReached keeps the kills from missing what they aim at.
func TestEveryPointOfEachIsReached(t *testing.T) {
	for does, d := range doing {
		id := newKey(t)
		c, _ := begun(t, id)
		keep(t, lost(c), id)
		var got []string
		c.reached = func(p string) { got = append(got, p) }
		if err := d.do(c); err != nil {
			t.Fatal(err)
		}
		for _, p := range d.points {
			if !slices.Contains(got, p) {
				t.Errorf("%s does not come to %q but %q", does, p, got)
			}
		}
	}
}

func keep(t *testing.T, path string, id *age.X25519Identity) {
	t.Helper()
	if err := os.WriteFile(path, []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestAKillLosesNobodyWhoIsEncryptedAgain: before, after or in between, the member is
// there once and whole.
func TestAKillLosesNobodyWhoIsEncryptedAgain(t *testing.T) {
	for _, point := range doing["rewrap"].points {
		id := newKey(t)
		c, r := begun(t, id)
		keep(t, lost(c), id)
		killed(t, filepath.Dir(c.dir), "rewrap", point)
		fresh, err := Open(filepath.Dir(c.dir), "whc")
		if err != nil {
			t.Fatal(err)
		}
		if err := fresh.Sweep(time.Now().Add(2 * time.Hour)); err != nil {
			t.Fatal(err)
		}
		if fs := files(t, fresh, id); len(fs) != 1 || len(fs[0].Versions) != 2 || len(fs[0].Vouchers) != 1 {
			t.Errorf("killed at %q: %+v", point, fs)
		}
		if _, state, err := fresh.CheckReceipt(1, r.Digest); err != nil || state != ReceiptGenuine && state != ReceiptRekeyed {
			t.Errorf("killed at %q: its receipt is %s, %v", point, state, err)
		}
	}
}
