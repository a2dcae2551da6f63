package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"constat/report"
)

// TestWriteForLooking writes every sample where CONSTAT_LOOK says, so that a
// person can look at the pages.
func TestWriteForLooking(t *testing.T) {
	dir := os.Getenv("CONSTAT_LOOK")
	if dir == "" {
		t.Skip("CONSTAT_LOOK names no folder to write the pages to")
	}
	for name, d := range map[string]*report.Dossier{"sample": sample(), "quiet": quiet(), "demo": demo(), "crowd": crowd()} {
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
