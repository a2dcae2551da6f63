package registry

import (
	"io"
	"os"
	"strings"
	"testing"
)

// TestTheSecondVectorReads holds the form of 2 to what was written once.
func TestTheSecondVectorReads(t *testing.T) {
	key, err := os.ReadFile("testdata/vector-identity.txt")
	if err != nil {
		t.Fatal(err)
	}
	code, err := os.ReadFile("testdata/vector-2-code.txt")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Open("testdata", "vector-2")
	if err != nil {
		t.Fatal(err)
	}
	fs, err := c.Files(strings.NewReader(string(key)))
	if err != nil || len(fs) != 1 || len(fs[0].Versions) != 3 || len(fs[0].Notes) != 1 || len(fs[0].Vouchers) != 1 {
		t.Fatalf("%+v %v", fs, err)
	}
	f := fs[0]
	if f.Member.Name != "Vecteur ltée" || f.Versions[0].Said.Name != "Vecteur inc." || f.Versions[1].Said.Damage[0].Amount != "25500.00" || string(f.Notes[0].Body) != `{"asset":"vecteur.example"}` {
		t.Errorf("%+v", f)
	}
	_, from, err := c.OpenVoucher(strings.NewReader(string(key)), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(from); err != nil || string(b) != "25 500,00 $\n" || f.Vouchers[0].SHA256 != digestOf(b) {
		t.Errorf("%q %v", b, err)
	}
	if k := (codeOf([32]byte{1}, "vector-2", 1)); printCode(k) != strings.TrimSpace(string(code)) {
		t.Errorf("its key leads to the code %s", printCode(k))
	}
	if _, err := c.Access(1, string(code)); err != nil {
		t.Error(err)
	}
	if a, err := c.About(); err != nil || a.Consent.Version() != "c47d35b2b7139d22b08ab622a7508815fb398879fb23f664e8f3c144883f71df" {
		t.Errorf("%v %v", a.Consent, err)
	}
	if ts, err := c.Tombstones(); err != nil || len(ts) != 1 || ts[0].MemberNo != 2 {
		t.Errorf("%+v %v", ts, err)
	}
}

// TestTheVectorThatWasEncryptedAgainReads holds the words of the key's holder to what was written once.
func TestTheVectorThatWasEncryptedAgainReads(t *testing.T) {
	key, err := os.ReadFile("testdata/vector-identity.txt")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Open("testdata/again", "vector-2")
	if err != nil {
		t.Fatal(err)
	}
	fs, err := c.Files(strings.NewReader(string(key)))
	if err != nil || len(fs) != 1 || len(fs[0].Parts) != 5 {
		t.Fatalf("%+v %v", fs, err)
	}
	for _, p := range fs[0].Parts {
		if !p.Shown || p.First == p.Digest {
			t.Errorf("%+v", p)
		}
	}
	const word = "8b4addf002a0a761f52d839ca91a33ca81c3cf9ceb189cad4a7a0d5b4b8da33a"
	if e, err := c.entry(1); err != nil || e.Schema != "constat-entry/3" || e.Again[0] != word {
		t.Errorf("%+v %v", e, err)
	}
}
