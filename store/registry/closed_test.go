package registry

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Empty files, as many as there are, leave nothing behind and take no place from those that come.
func TestAnEmptyFileLeavesNothingBehind(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	p := place(t, c, add(t, c, `{"name_or_legal_name": "A"}`))
	for range 3 {
		if _, err := p.Take(VoucherName{Name: "empty.pdf"}, strings.NewReader(""), noon); !errors.Is(err, ErrNothing) {
			t.Errorf("an empty file: %v", err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(p.dir(), "voucher-*")); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
	r, err := p.Take(VoucherName{Name: "a.pdf"}, strings.NewReader("x"), noon)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := p.Closed(1); err != nil || again.Digest != r.Digest || again.Part != r.Part {
		t.Errorf("its receipt again: %+v, %v", again, err)
	}
	if _, err := p.Closed(2); !errors.Is(err, ErrNothing) {
		t.Errorf("one that never was: %v", err)
	}
}

// A voucher that a part lists is not removed, whatever went wrong after the part was there.
func TestAClosedVoucherIsNeverDropped(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	p := place(t, c, add(t, c, `{"name_or_legal_name": "A"}`))
	if _, err := p.Take(VoucherName{Name: "a.pdf"}, strings.NewReader("x"), noon); err != nil {
		t.Fatal(err)
	}
	u := &Upload{p: p, no: 1}
	if err := u.dropOpen(); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(filepath.Join(u.dir(), "0001.age")); err != nil {
		t.Errorf("it is gone: %v", err)
	}
	if err := os.WriteFile(filepath.Join(p.dir(), partFolder(2), "part.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := u.dropOpen(); err != nil { // what can't be read may list it
		t.Error(err)
	}
	if _, err := os.Lstat(filepath.Join(u.dir(), "0001.age")); err != nil {
		t.Errorf("it is gone: %v", err)
	}
}
