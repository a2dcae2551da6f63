package registry

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAForgedReceiptIsSeen(t *testing.T) {
	c, first := begun(t, newKey(t))
	other := add(t, c, `{"name_or_legal_name": "B"}`)
	parts, err := c.Parts(1)
	if err != nil {
		t.Fatal(err)
	}
	check := func(no int, d Digest, part int, state ReceiptState) {
		t.Helper()
		if p, s, err := c.CheckReceipt(no, d); err != nil || p != part || s != state {
			t.Errorf("member %d, %.8s: part %d, %s, %v; want %d, %s", no, d, p, s, err, part, state)
		}
	}
	check(1, first.Digest, 1, ReceiptGenuine)
	check(1, parts[1].SHA256, 3, ReceiptGenuine)
	check(2, first.Digest, 0, ReceiptUnknown)
	check(1, other.Digest, 0, ReceiptUnknown)
	check(1, Digest(strings.Repeat("0", 64)), 0, ReceiptUnknown)
	for _, no := range []int{-1, 0, 3, MaxMemberNo + 1} {
		check(no, first.Digest, 0, ReceiptUnknown)
	}
	if err := os.WriteFile(filepath.Join(c.members, "000002", "member.age"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	check(2, other.Digest, 1, ReceiptChanged)
	if err := c.Erase(1, Erased, noon); err != nil {
		t.Fatal(err)
	}
	check(1, first.Digest, 1, ReceiptRemoved)
	check(1, parts[1].SHA256, 3, ReceiptRemoved)
	check(1, other.Digest, 0, ReceiptUnknown)
}
