package registry

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
)

// TestALostKeyIsReplaced: the other key opens all, and encrypts it to a new one; what was
// received is the same, receipts hold, and members go on where they were.
func TestALostKeyIsReplaced(t *testing.T) {
	kept := newKey(t)
	c, r := begun(t, kept)
	hybrid, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	gone := add(t, c, `{"name_or_legal_name": "B"}`)
	if err := place(t, c, gone).Withdraw(Withdrawn, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Rewrap(strings.NewReader(newKey(t).String()), []string{hybrid.Recipient().String()}); !errors.Is(err, ErrWrongIdentity) {
		t.Errorf("by a stranger's key: %v", err)
	}
	if _, err := c.Rewrap(strings.NewReader(kept.String()), []string{"age1x"}); !errors.Is(err, ErrRecipient) {
		t.Errorf("to nobody: %v", err)
	}
	before := files(t, c, kept)[0]
	if n, err := c.Rewrap(strings.NewReader(kept.String()), []string{hybrid.Recipient().String()}); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if _, err := c.Files(strings.NewReader(kept.String())); !errors.Is(err, ErrWrongIdentity) {
		t.Errorf("the earlier key still opens it: %v", err)
	}
	fresh, err := Open(filepath.Dir(c.dir), "whc")
	if err != nil {
		t.Fatal(err)
	}
	after := files(t, fresh, hybrid)[0]
	a, errA := encode(before.Member)
	b, errB := encode(after.Member)
	if errA != nil || errB != nil || string(a) != string(b) || after.Versions[1].Said.Email != before.Versions[1].Said.Email {
		t.Errorf("%s\nis no longer\n%s", b, a)
	}
	_, from, err := fresh.OpenVoucher(strings.NewReader(hybrid.String()), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if content, err := io.ReadAll(from); err != nil || string(content) != "content" {
		t.Errorf("%q %v", content, err)
	}
	if _, state, err := fresh.CheckReceipt(1, r.Digest); err != nil || state != ReceiptRekeyed {
		t.Errorf("its receipt is %s, %v", state, err)
	}
	if _, err := place(t, fresh, r).Complete([]byte(`{"phone": "1"}`), newKey32(), noon); err != nil {
		t.Fatal(err)
	}
	if n, err := fresh.Rewrap(strings.NewReader(hybrid.String()), []string{kept.Recipient().String()}); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if f := files(t, fresh, kept)[0]; f.Member.Phone != "1" || len(f.Versions) != 3 {
		t.Errorf("%+v", f)
	}
	if err := fresh.Erase(1, Erased, noon); err != nil {
		t.Fatal(err)
	}
	if _, state, _ := fresh.CheckReceipt(1, r.Digest); state != ReceiptRemoved {
		t.Errorf("its receipt is %s after all that", state)
	}
}

// TestWhatIsNotWholeIsNotEncryptedAgain: a changed piece would get a clean digest.
func TestWhatIsNotWholeIsNotEncryptedAgain(t *testing.T) {
	for what, do := range map[string]func(c *Claim, dir string) error{
		"a piece of a voucher": func(c *Claim, dir string) error {
			b, err := c.encrypt([]byte("other"))
			return errors.Join(err, os.WriteFile(dir+"/voucher-0001/0001.age", b, 0o600))
		},
		"a part":         func(_ *Claim, dir string) error { return os.Remove(dir + "/part-0002/part.age") },
		"a strange file": func(_ *Claim, dir string) error { return os.WriteFile(dir+"/x.txt", nil, 0o600) },
	} {
		id := newKey(t)
		c, _ := begun(t, id)
		add(t, c, `{"name_or_legal_name": "B"}`)
		dir := filepath.Join(c.members, "000001")
		if err := do(c, dir); err != nil {
			t.Fatal(err)
		}
		before := tree(t, dir)
		var which *MemberError
		if n, err := c.Rewrap(strings.NewReader(id.String()), c.Recipients); !errors.As(err, &which) || n != 1 {
			t.Errorf("%s: %d, %v", what, n, err)
		}
		if after := tree(t, dir); after != before {
			t.Errorf("%s: the folder had %s and has %s", what, before, after)
		}
	}
}

func TestAnOldVectorIsEncryptedAgain(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile("testdata/vector-identity.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"vector", "vector-2"} {
		c, err := Open(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		id := newKey(t)
		if n, err := c.Rewrap(strings.NewReader(string(key)), []string{id.Recipient().String()}); err != nil || n != 1 {
			t.Fatal(name, n, err)
		}
		if fs := files(t, c, id); len(fs) != 1 || fs[0].Member.Name == "" {
			t.Errorf("%s: %+v", name, fs)
		}
	}
}
