package seal

import (
	"bytes"
	"testing"
)

func TestSubmissionRoundTrip(t *testing.T) {
	for _, s := range []Submission{{Checkpoint: []byte("x\n")}, {Old: 20852014, Proof: []Hash{{1}, {2}}, Checkpoint: []byte("a\n1\n\nb\n")}} {
		got, err := ParseSubmission(s.Encode())
		if err != nil || got.Old != s.Old || len(got.Proof) != len(s.Proof) || !bytes.Equal(got.Checkpoint, s.Checkpoint) || !bytes.Equal(got.Encode(), s.Encode()) {
			t.Errorf("%+v, %v", got, err)
		}
	}
}

// The example of the specification is read, and written as it stands there.
func TestSubmissionOfTheSpecification(t *testing.T) {
	b := vectorFile(t, "../submission")
	s, err := ParseSubmission(b)
	if err != nil || s.Old != 20852014 || len(s.Proof) != 4 || !bytes.Equal(s.Encode(), b) {
		t.Fatalf("%+v, %v", s, err)
	}
	if origin, err := OriginOf(s.Checkpoint); err != nil || origin != "example.com/behind-the-sofa" {
		t.Errorf("%q, %v", origin, err)
	}
}

func FuzzParseSubmission(f *testing.F) {
	f.Add(vectorFile(f, "../submission"))
	f.Add(Submission{Checkpoint: []byte("x\n")}.Encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := ParseSubmission(b); err == nil && !bytes.Equal(s.Encode(), b) {
			t.Errorf("%q is not in its one form", b)
		}
	})
}
