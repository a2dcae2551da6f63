package pdf

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestWhatIsAttachedComesOutAsItWentIn(t *testing.T) {
	want := map[string]Attachment{}
	for _, a := range attached() {
		want[a.Name] = a
	}
	base := rich()
	for name, file := range map[string][]byte{"unsigned": base, "signed": sign(t, base, signers()["ecdsa"].Signer)} {
		got, err := Attached(file, 1<<20)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%s: %d files, %v", name, len(got), err)
		}
		for _, a := range got {
			w := want[a.Name]
			if w.MIME == "" {
				w.MIME = "application/octet-stream"
			}
			if !reflect.DeepEqual(a, w) {
				t.Errorf("%s: %+v, not %+v", name, a, w)
			}
		}
	}
	if got, err := Attached(blank(), 0); err != nil || len(got) != 0 {
		t.Errorf("a PDF without files has %d, %v", len(got), err)
	}
}

// What unpacks to more than it says, or to more than is read, is not unpacked.
func TestAttachmentsAreReadInBounds(t *testing.T) {
	bomb := Attachment{Name: "bomb", Data: make([]byte, 8<<20)}
	var b bytes.Buffer
	if err := Write(&b, sample(), Options{Attachments: []Attachment{bomb}}); err != nil {
		t.Fatal(err)
	}
	if _, err := Attached(b.Bytes(), 8<<20-1); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("past the limit: %v", err)
	}
	size := fmt.Sprintf("/Size %d ", len(bomb.Data))
	for _, says := range []string{"/Size 8388607 ", "/Size 8388609 ", "/Size 0000009 "} {
		lying := bytes.Replace(b.Bytes(), []byte(size), []byte(says), 1)
		if _, err := Attached(lying, 1<<30); err == nil {
			t.Errorf("%s is believed", says)
		}
	}
}

func FuzzAttached(f *testing.F) {
	f.Add(blank())
	f.Add(rich())
	f.Fuzz(func(t *testing.T, file []byte) {
		all, err := Attached(file, 1<<16)
		total := 0
		for _, a := range all {
			total += len(a.Data)
		}
		if total > 1<<16 || err != nil && all != nil {
			t.Errorf("%d bytes, %v", total, err)
		}
	})
}
