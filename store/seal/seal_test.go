package seal

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

func rows(n int) [][]byte {
	out := make([][]byte, n)
	for i := range out {
		out[i] = fmt.Appendf(nil, "row %d", i)
	}
	return out
}

// The roots and proofs are those of RFC 6962 as two foreign implementations
// know it.
func TestTreeAgreesWithForeignLibraries(t *testing.T) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(ix []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range ix {
			out = append(out, stored[i])
		}
		return out, nil
	})
	all := rows(130)
	for n := range all {
		hashes, err := tlog.StoredHashes(int64(n), all[n], reader)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, hashes...)
		size := int64(n + 1)
		want, err := tlog.TreeHash(size, reader)
		if err != nil {
			t.Fatal(err)
		}
		got, err := RowsRoot(all[:size])
		if err != nil || got != want {
			t.Fatalf("size %d: root %v, want %v (%v)", size, got, want, err)
		}
		for _, i := range []int64{0, size / 2, size - 1} {
			p, err := ProveRow(all[:size], i)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckRow(p, size, got, i, all[i]); err != nil {
				t.Fatalf("row %d of %d: %v", i, size, err)
			}
			foreign := make([][]byte, len(p))
			for j := range p {
				foreign[j] = p[j][:]
			}
			leaf := LeafHash(all[i])
			if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(i), uint64(size), leaf[:], foreign, got[:]); err != nil {
				t.Fatalf("row %d of %d: %v", i, size, err)
			}
		}
	}
}

// Any set of shown leaves, with the hashes that cover the rest, gives the
// root of the whole and of every earlier size at which the cover was split.
func TestCoverGivesEveryRoot(t *testing.T) {
	all := rows(300)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, 300).Draw(t, "size")
		earlier := rapid.Int64Range(1, size).Draw(t, "earlier")
		nodes := map[Span]Hash{}
		hide := func(s Span) {
			for _, c := range Cover(s) {
				h, err := hash(c, rowNodes(all))
				if err != nil {
					t.Fatal(err)
				}
				nodes[c] = h
			}
		}
		start := int64(-1)
		for i := range size {
			if i == earlier && start >= 0 {
				hide(Span{start, i})
				start = i
			}
			switch shown := rapid.Bool().Draw(t, "shown"); {
			case shown:
				nodes[Span{i, i + 1}] = LeafHash(all[i])
				if start >= 0 {
					hide(Span{start, i})
				}
				start = -1
			case start < 0:
				start = i
			}
		}
		if start >= 0 {
			hide(Span{start, size})
		}
		for _, n := range []int64{size, earlier} {
			want, _ := RowsRoot(all[:n])
			got, err := Root(n, func(s Span) (Hash, bool) { h, ok := nodes[s]; return h, ok })
			if err != nil || got != want {
				t.Fatalf("root of %d: %v, %v", n, got, err)
			}
		}
	})
}

func TestRootNamesMissingLeaf(t *testing.T) {
	_, err := Root(5, func(s Span) (Hash, bool) { return Hash{}, s == Span{0, 4} })
	if err == nil || !strings.Contains(err.Error(), "leaf 4") {
		t.Fatalf("got %v", err)
	}
}

func newKey(t testing.TB, origin string) (*Key, note.Verifier) {
	k, err := NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(k.Verifier())
	if err != nil {
		t.Fatal(err)
	}
	return k, v
}

// Any changed byte of a checkpoint is refused.
func TestChangedByteRefusesCheckpoint(t *testing.T) {
	key, verifier := newKey(t, "saguenay-1/1")
	c := Checkpoint{Origin: "saguenay-1/1", Size: 12, Root: LeafHash([]byte("x"))}
	signed, err := Sign(c, key)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Open(signed, verifier); err != nil || got != c {
		t.Fatalf("got %v, %v", got, err)
	}
	for i := range signed {
		b := bytes.Clone(signed)
		b[i] ^= 1
		if _, err := Open(b, verifier); err == nil {
			t.Errorf("byte %d changed and accepted: %q", i, b)
		}
	}
	if _, err := Open(append(signed, signed[bytes.LastIndex(signed[:len(signed)-1], []byte("\n"))+1:]...), verifier); err == nil {
		t.Error("a repeated signature was accepted")
	}
	_, other := newKey(t, "saguenay-1/1")
	if _, err := Open(signed, other); err == nil {
		t.Error("another key's signature was accepted")
	}
}

func TestSignRefusesAnotherOrigin(t *testing.T) {
	key, _ := newKey(t, "a/1")
	if _, err := Sign(Checkpoint{Origin: "b/1"}, key); err == nil {
		t.Fatal("signed for another log")
	}
}

func TestKeyRoundTrip(t *testing.T) {
	key, _ := newKey(t, "a/1")
	again, err := ParseKey(key.String() + "\n")
	if err != nil || again.Verifier() != key.Verifier() {
		t.Fatalf("%v, %v", again, err)
	}
	if key.Derive("row", "a", "b") != again.Derive("row", "a", "b") || key.Derive("row", "a", "b") == key.Derive("row", "ab") {
		t.Error("derived secrets")
	}
	if _, err := ParseKey(key.Verifier()); err == nil {
		t.Error("a verifier key was taken for a signing key")
	}
}

func TestPolicy(t *testing.T) {
	a, _ := newKey(t, "a/1")
	w, x := newWitnessKey(t, "witness.example"), newWitnessKey(t, "witness.example")
	good := "# whom we believe\nlog " + a.Verifier() + "\nwitness w1 " + w.Witness.String() + " https://witness.example\ngroup g any w1\nquorum g\n"
	p, err := ParsePolicy([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if !p.HasKey(a.Verifier()) || !p.HasOrigin("a/1") || p.HasOrigin("b/1") || p.Quorum != "g" {
		t.Errorf("%+v", p)
	}
	for name, text := range map[string]string{
		"no quorum":          "log " + a.Verifier() + "\n",
		"unknown word":       "logs " + a.Verifier() + "\nquorum none\n",
		"bad key":            "log abc\nquorum none\n",
		"twice":              "log " + a.Verifier() + "\nlog " + a.Verifier() + "\nquorum none\n",
		"unknown member":     "group g any w1\nquorum g\n",
		"k too large":        strings.Replace(good, "any w1", "2 w1", 1),
		"k spelled":          strings.Replace(good, "any w1", "01 w1", 1),
		"two quorums":        good + "quorum none\n",
		"a log's key":        strings.Replace(good, w.Witness.String(), a.Verifier(), 1),
		"a changed key":      strings.Replace(good, "witness.example+", "witness.exampl+", 1),
		"one key, two names": strings.Replace(good, "group", "witness w2 "+w.Witness.String()+"\ngroup", 1),
		"itself":             strings.Replace(good, "any w1", "any g", 1),
		"below":              strings.Replace(good, "group g any w1", "group g any h\ngroup h any w1", 1),
		"member twice":       strings.Replace(good, "any w1", "2 w1 w1", 1),
		"in two groups":      strings.Replace(good, "quorum g", "witness w2 "+x.Witness.String()+"\ngroup h any w2 w1\nquorum h", 1),
		"none as member":     strings.Replace(good, "any w1", "any none", 1),
		"none as name":       strings.Replace(good, "witness w1", "witness none", 1),
	} {
		if _, err := ParsePolicy([]byte(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// Editors of Windows put a byte order mark before a text.
func TestPolicyWithAByteOrderMark(t *testing.T) {
	a, _ := newKey(t, "a/1")
	text := "log " + a.Verifier() + "\r\nquorum none\r\n"
	if p, err := ParsePolicy([]byte("\ufeff" + text)); err != nil || !p.HasKey(a.Verifier()) {
		t.Errorf("got %+v, %v", p, err)
	}
	for _, odd := range []string{"\ufeff\ufeff" + text, text[:10] + "\ufeff" + text[10:]} {
		if _, err := ParsePolicy([]byte(odd)); err == nil {
			t.Errorf("%q was read", odd)
		}
	}
	for _, wide := range []string{"\xff\xfel\x00", "\xfe\xff\x00l"} {
		if _, err := ParsePolicy([]byte(wide)); err == nil || !strings.Contains(err.Error(), "save it as UTF-8") {
			t.Errorf("got %v", err)
		}
	}
}

func FuzzParsePolicy(f *testing.F) {
	f.Add([]byte("quorum none\n"))
	f.Add([]byte("authority a\n" + string(vectorFile(f, "ecdsa.pem")) + "quorum none\n"))
	f.Fuzz(func(t *testing.T, b []byte) { ParsePolicy(b) })
}
