package registry

import (
	"bytes"
	"errors"
	"os"
	"testing"
	"time"
)

func TestASizeIsToldByTheLengthOfAnAgeFile(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String(), newKey(t).Recipient().String())
	for _, size := range []int{1, 2, 64<<10 - 1, 64 << 10, 64<<10 + 1, 128 << 10, ChunkSize - 1, ChunkSize} {
		cipher, err := c.encrypt(make([]byte, size))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := plainSize(cipher); err != nil || got != size {
			t.Errorf("%d, %v of %d bytes", got, err, size)
		}
	}
	for _, bad := range []string{"", "x", "\n--- ", "\n--- abc\n", "age-encryption.org/v1\n--- abc\n0123456789abcdef"} {
		if _, err := plainSize([]byte(bad)); err == nil {
			t.Errorf("%q has a size", bad)
		}
	}
}

// TestAPieceIsNeverTakenForAnother: as a browser sends them, each piece by a place of its own.
func TestAPieceIsNeverTakenForAnother(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	r := add(t, c, `{"name_or_legal_name": "A"}`)
	content := bytes.Repeat([]byte("0123456789abcdef"), ChunkSize/16+1)
	u, err := place(t, c, r).Voucher(VoucherName{Name: "1.pdf"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	send := func(n int, data []byte) error {
		t.Helper()
		u, err := place(t, c, r).Upload(u.No())
		if err != nil {
			t.Fatal(err)
		}
		return u.Chunk(n, data)
	}
	other := bytes.Clone(content[:ChunkSize])
	other[0]++
	if err := errors.Join(send(1, content[:ChunkSize]), send(1, content[:ChunkSize])); err != nil {
		t.Error(err)
	}
	if err := send(1, other); !errors.Is(err, ErrOther) {
		t.Errorf("other bytes: %v", err)
	}
	if err := send(2, content[ChunkSize:]); err != nil {
		t.Error(err)
	}
	u, err = place(t, c, r).Upload(u.No())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := u.Close(noon); err != nil {
		t.Fatal(err)
	}
	if v := files(t, c, id)[0].Vouchers[0]; v.SHA256 != digestOf(content) || v.Size != int64(len(content)) {
		t.Errorf("%+v: its digest was seen", v)
	}
}

// TestTheNumberOfASweptVoucherIsNotGivenAgain: who was cut off and comes back a day later
// would put the pieces of one file into another.
func TestTheNumberOfASweptVoucherIsNotGivenAgain(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	p := place(t, c, add(t, c, `{"name_or_legal_name": "A"}`))
	u, err := p.Voucher(VoucherName{Name: "cut off"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(u.Chunk(1, []byte("x")), c.Sweep(time.Now().Add(25*time.Hour))); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(u.dir()); err != nil || len(left) != 0 {
		t.Errorf("%v %v is left", left, err)
	}
	if _, err := p.Upload(u.No()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("gone on with: %v", err)
	}
	if next, err := p.Voucher(VoucherName{}, noon); err != nil || next.No() != u.No()+1 {
		t.Errorf("%v %v", next, err)
	}
}
