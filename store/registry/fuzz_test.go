package registry

import (
	"bytes"
	"os"
	"testing"
)

// canonical holds rule 5 of what was read: encoded again it is the same bytes.
func canonical(t *testing.T, data []byte, v any) {
	t.Helper()
	if again, err := encode(v); err != nil || !bytes.Equal(again, data) {
		t.Errorf("read, and written otherwise: %v\n%s\n%s", err, data, again)
	}
}

func seed(f *testing.F, paths ...string) {
	for _, p := range paths {
		b, err := os.ReadFile("testdata/vector-2/" + p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

func FuzzPart(f *testing.F) {
	seed(f, "members/000001/part-0002/part.json", "members/000001/part-0003/part.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		var p Part
		if parsePart(data, &p) == nil {
			canonical(t, data, p)
		}
	})
}

func FuzzTombstone(f *testing.F) {
	seed(f, "members/000002/tombstone.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		var s Tombstone
		if decodeCanonical(data, maxTombstone, &s) == nil {
			canonical(t, data, s)
		}
	})
}

// FuzzSealedPart takes what decrypted for what anybody may have encrypted, and brings it
// through to the merged member.
func FuzzSealedPart(f *testing.F) {
	for _, s := range []string{
		`{"schema":"constat-sealed-part/1","claim":"whc","member_no":1,"part":2,"kind":"complete","time":"2021-09-01T12:00:00Z","previous":"` + string(digestOf(nil)) + `","member":{"member_no":1,"damage":[{"amount":"1"}]}}`,
		`{"schema":"constat-sealed-part/1","claim":"whc","member_no":1,"part":2,"kind":"owner","time":"2021-09-01T12:00:00Z","previous":"` + string(digestOf(nil)) + `","note":"{}"}`,
		`{"kind":"voucher","voucher":{"voucher":1,"chunks":["` + string(digestOf(nil)) + `"]}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var s sealedPart
		if decode(data, maxPlain, &s) != nil {
			return
		}
		if s.hasItsOwn() {
			s.after(Completeness{Missing: []FieldName{"kind", "damage.head"}, Asked: 2})
		}
		if s.Member == nil {
			return
		}
		base := Member{Name: "A", Damage: []Damage{{Head: "rebuild_cost"}}, Contract: &Contract{Provider: "P"}}
		merged, err := merge(base, *s.Member)
		if err == nil && s.Member.Name == "" && merged.Name != "A" || len(base.Damage) != 1 || base.Contract.Provider != "P" {
			t.Errorf("%+v %+v", merged, base)
		}
	})
}

func FuzzParseAbout(f *testing.F) {
	f.Add([]byte(aboutText))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ParseAbout(data)
		if err != nil {
			return
		}
		b, err := encode(a)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseAbout(b)
		if err != nil || !sameAbout(a, again) || a.Consent.Version() != again.Consent.Version() {
			t.Errorf("%v: %s", err, b)
		}
		a.Sort(Member{Name: "A"})
	})
}

func FuzzCode(f *testing.F) {
	f.Add(printCode([16]byte{1}))
	f.Add("0000-0000-0000-0000-0000-0000-0000")
	f.Fuzz(func(t *testing.T, typed string) {
		code, err := parseCode(typed)
		if err != nil {
			return
		}
		if again, err := parseCode(printCode(code)); err != nil || again != code {
			t.Errorf("%q is %x, printed %s, %v", typed, code, printCode(code), err)
		}
	})
}
