package registry

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// The page before a withdrawal, sent once more, brings nobody back: not to the program that took
// both, nor to another one. A new form does.
func TestAPostOfAWithdrawnMemberBringsNobodyBack(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	key, said := newKey32(), []byte(`{"name_or_legal_name": "A"}`)
	r, err := c.AddOnce(said, key, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := place(t, c, r).Withdraw(Withdrawn, noon); err != nil {
		t.Fatal(err)
	}
	fresh, err := Open(filepath.Dir(c.dir), c.Name)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*Claim{"the same program": c, "another": fresh} {
		if r, err := c.AddOnce(said, key, noon); !errors.Is(err, ErrWithdrawn) || r.Code != "" {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	if ms := members(t, c, id); len(ms) != 0 {
		t.Errorf("back: %+v", ms)
	}
	if r, err := fresh.AddOnce(said, newKey32(), noon); err != nil || r.MemberNo != 2 {
		t.Errorf("in again: %+v, %v", r, err)
	}
}

// A tombstone has its post exactly when its form says so.
func TestATombstoneIsOfOneFormOrTheOther(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	if err := place(t, c, add(t, c, `{"name_or_legal_name": "A"}`)).Withdraw(Withdrawn, noon); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(c.members, folder(1), "tombstone.json")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ts, err := c.Tombstones()
	if err != nil || len(ts) != 1 || ts[0].Schema != tombstoneSchema || ts[0].Post == "" {
		t.Fatalf("%+v, %v", ts, err)
	}
	for from, to := range map[string]string{tombstoneSchema: oldTombstoneSchema, "\n  \"post\": \"" + string(ts[0].Post) + "\",": ""} {
		changed := bytes.Replace(b, []byte(from), []byte(to), 1)
		if bytes.Equal(changed, b) {
			t.Fatalf("no %q in %s", from, b)
		}
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if ts, err := c.Tombstones(); err == nil {
			t.Errorf("%q for %q is read: %+v", to, from, ts)
		}
	}
}
