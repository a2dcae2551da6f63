package seal

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	foreign "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

func newWitnessKey(t testing.TB, name string) *WitnessKey {
	t.Helper()
	k, err := NewWitnessKey(name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newLogKey(t testing.TB) string {
	k, _ := newKey(t, "w.example/1")
	return k.Verifier()
}

var cosignedAt = time.Unix(1679315147, 0)

// cosigned returns a checkpoint with cosignatures by the keys.
func cosigned(t testing.TB, size int64, keys ...*WitnessKey) (Cosigned, note.Verifier) {
	t.Helper()
	log, verifier := newKey(t, "saguenay-1/1")
	c := Cosigned{Checkpoint: Checkpoint{Origin: "saguenay-1/1", Size: size, Root: LeafHash([]byte("x"))}}
	c.Text = c.text()
	var err error
	if c.Signed, err = Sign(c.Checkpoint, log); err != nil {
		t.Fatal(err)
	}
	for n, k := range keys {
		c.Cosignatures = append(c.Cosignatures, k.Cosign(c.Text, cosignedAt.Add(time.Duration(n)*time.Second)))
	}
	return c, verifier
}

// What we cosign a foreign library accepts, and what it cosigns we accept.
func TestCosignaturesAgreeWithForeignLibrary(t *testing.T) {
	k := newWitnessKey(t, "witness.example/w1")
	c, logKey := cosigned(t, 12, k)
	theirs, err := foreign.NewVerifierForCosignatureV1(k.Witness.String())
	if err != nil {
		t.Fatal(err)
	}
	n, err := note.Open(c.Encode(), note.VerifierList(logKey, theirs))
	if err != nil || len(n.Sigs) != 2 {
		t.Fatalf("they open ours: %v", err)
	}
	if at, err := foreign.CoSigV1Timestamp(n.Sigs[1]); err != nil || !at.Equal(cosignedAt) {
		t.Errorf("they read the time %v, %v", at, err)
	}
	signer, err := foreign.NewSignerForCosignatureV1(k.String())
	if err != nil {
		t.Fatal(err)
	}
	both, err := note.Sign(&note.Note{Text: c.Text, Sigs: n.Sigs[:1]}, signer)
	if err != nil {
		t.Fatal(err)
	}
	got, err := OpenCosigned(both, logKey)
	if err != nil {
		t.Fatalf("we open theirs: %v", err)
	}
	if err := k.Check(got.Cosignatures[0], got.Text); err != nil {
		t.Error(err)
	}
}

// cosignatureVector reads a file of the vector.
func cosignatureVector(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "cosignature", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A key in a vector is read for ever, and its signature with it.
func TestCosignatureVector(t *testing.T) {
	read := func(name string) []byte { return cosignatureVector(t, name) }
	k, err := ParseWitnessKey(string(read("key")))
	if err != nil {
		t.Fatal(err)
	}
	log, err := note.NewVerifier(strings.TrimSpace(string(read("log"))))
	if err != nil {
		t.Fatal(err)
	}
	c, err := OpenCosigned(read("checkpoint"), log)
	if err != nil || len(c.Cosignatures) != 1 {
		t.Fatal(err)
	}
	if err := k.Check(c.Cosignatures[0], c.Text); err != nil {
		t.Error(err)
	}
	if again := k.Cosign(c.Text, cosignedAt); again != c.Cosignatures[0] || k.Witness.String()+"\n" != string(read("witness")) || k.String()+"\n" != string(read("key")) {
		t.Errorf("%v is not the vector's; witness %s", again, k.Witness)
	}
}

// Any changed byte of a cosigned checkpoint is refused by the form or by the
// keys.
func TestChangedByteRefusesCosignature(t *testing.T) {
	a, b := newWitnessKey(t, "a.example"), newWitnessKey(t, "b.example")
	c, log := cosigned(t, 12, a, b)
	whole := c.Encode()
	valid := func(file []byte) bool {
		c, err := OpenCosigned(file, log)
		return err == nil && len(c.Cosignatures) == 2 && a.Check(c.Cosignatures[0], c.Text) == nil && b.Check(c.Cosignatures[1], c.Text) == nil
	}
	if !valid(whole) {
		t.Fatal("the untouched one is refused")
	}
	for i := range whole {
		for _, bit := range []byte{1, 2, 4, 0x20, 0x80} {
			file := bytes.Clone(whole)
			if file[i] ^= bit; valid(file) {
				t.Errorf("byte %d changed and accepted: %q", i, file)
			}
		}
	}
	lines := strings.SplitAfter(string(whole), "\n")
	for name, file := range map[string]string{
		"none":           string(c.Signed),
		"twice":          string(whole) + lines[6],
		"out of order":   strings.Join(lines[:5], "") + lines[6] + lines[5],
		"half a line":    string(whole[:len(whole)-1]),
		"an empty line":  string(whole) + "\n",
		"a log's line":   string(whole) + lines[4],
		"an extension":   strings.Join(lines[:3], "") + "x\n" + strings.Join(lines[3:], ""),
		"without a dash": string(c.Signed) + strings.TrimPrefix(lines[5], "— "),
		"too many":       string(c.Signed) + strings.Repeat(lines[5], MaxCosignatures+1),
	} {
		if valid([]byte(file)) {
			t.Errorf("%s: accepted", name)
		} else if _, err := OpenCosigned([]byte(file), log); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}

func TestWitnessKeyRoundTrip(t *testing.T) {
	k := newWitnessKey(t, "witness.example/w1")
	again, err := ParseWitnessKey(k.String() + "\n")
	if err != nil || again.String() != k.String() {
		t.Fatalf("%v, %v", again, err)
	}
	public, err := ParseWitness(k.Witness.String())
	if err != nil || public.String() != k.Witness.String() || public.Name() != "witness.example/w1" {
		t.Fatalf("%v, %v", public, err)
	}
	log, _ := newKey(t, "a/1")
	mldsa := "w+00000000+" + base64.StdEncoding.EncodeToString(append([]byte{6}, make([]byte, 1312)...))
	for _, text := range []string{k.Witness.String(), "", "PRIVATE+KEY+", log.String(), k.String() + "+", strings.ToUpper(k.String())} {
		if _, err := ParseWitnessKey(text); err == nil {
			t.Errorf("%q was taken for a secret key", text)
		}
	}
	for text, want := range map[string]string{log.Verifier(): "key of a log", mldsa: "this version reads", k.String(): "not of the form", k.Witness.String() + "=": "not of the form", "": "not of the form"} {
		if _, err := ParseWitness(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %v", text, err)
		}
	}
	if _, err := NewWitnessKey("two words"); err == nil {
		t.Error("a name of two words")
	}
}

func TestSubmittedCheckpointMayCarryMore(t *testing.T) {
	k := newWitnessKey(t, "w.example")
	log, verifier := newKey(t, "log.example")
	text := fmt.Sprintf("log.example\n7\n%s\nextension\n", base64.StdEncoding.EncodeToString(make([]byte, 32)))
	signed, err := SignText(text, log)
	if err != nil {
		t.Fatal(err)
	}
	own := bytes.Clone(signed)
	signed = append(signed, k.Cosign(text, cosignedAt).String()+"\n"...)
	got, err := OpenSubmitted(signed, verifier)
	if err != nil || got.Text != text || got.Size != 7 || !bytes.Equal(got.Signed, own) {
		t.Errorf("%+v, %v", got, err)
	}
	if origin, err := OriginOf(signed); err != nil || origin != "log.example" {
		t.Errorf("%q, %v", origin, err)
	}
	for name, bad := range map[string]string{"leading zero": "log.example\n07", "sign": "log.example\n+7", "origin": "log.exampl\n7", "minus": "log.example\n-7"} {
		other := strings.Replace(text, "log.example\n7", bad, 1)
		signed, err := SignText(other, log)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := OpenSubmitted(signed, verifier); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzOpenCosigned(f *testing.F) {
	// A key of its own would be another in each process that fuzzes.
	log, err := note.NewVerifier(strings.TrimSpace(string(cosignatureVector(f, "log"))))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(cosignatureVector(f, "checkpoint"))
	f.Add(cosignatureVector(f, "witness"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := OpenCosigned(b, log); err == nil && !bytes.Equal(c.Encode(), b) {
			t.Errorf("%q is not in its one form", b)
		}
		_, _ = OpenSubmitted(b, log)
		_, _ = ParseCosignature(string(b))
		_, _ = ParseWitness(string(b))
	})
}
