package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"constat/report/dossier"
)

// TestWriteForLooking writes every sample where CONSTAT_LOOK says, so that a
// person can look at the pages.
func TestWriteForLooking(t *testing.T) {
	dir := os.Getenv("CONSTAT_LOOK")
	if dir == "" {
		dir = t.TempDir() // nobody looks, but every sample can be written
	}
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	var zoned bytes.Buffer
	if err := Write(&zoned, sample(), Options{Paper: "a4", Zone: toronto}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "zoned-fr.pdf"), zoned.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	zoned.Reset()
	if err := Write(&zoned, doubted(40), Options{Paper: "a4", Zone: toronto}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "zoned-doubted-fr.pdf"), zoned.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]*dossier.Dossier{"sample": sample(), "quiet": quiet(), "demo": demo(), "crowd": crowd(40), "cut": cutShort(), "breakdown": breakdown(61), "doubted": doubted(40)} {
		for _, l := range []string{"fr", "en"} {
			var b bytes.Buffer
			if err := Write(&b, d, Options{Lang: l, Attachments: attached()}); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name+"-"+l+".pdf"), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func attached() []Attachment {
	return []Attachment{
		{Name: "dossier.json", MIME: "application/json", Description: "le dossier", Data: []byte(`{"schema":"constat-dossier/1"}`)},
		{Name: "observations – été.csv", MIME: "text/csv", Description: "les observations", Data: bytes.Repeat([]byte("a,b\r\n"), 1000)},
	}
}
