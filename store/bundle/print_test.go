package bundle

import (
	"bytes"
	"strings"
	"testing"
)

// What a bundle or a file name says can't steer the terminal it is printed on.
func TestPrintedWordsObeyNobody(t *testing.T) {
	bad := "a\x1b[2Jb\u202ec\u0085d\xffe\nf"
	checks := []Check{{bad, Integrity, "archive", Failed, Words{"détail\u00a0: " + bad, bad}}}
	var text, json bytes.Buffer
	Print(&text, "fr", checks)
	if err := PrintJSON(&json, checks); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{text.String(), json.String()} {
		if strings.ContainsAny(out, "\x1b\u202e\u0085") || strings.Contains(out, "\nf") {
			t.Errorf("%q", out)
		}
	}
	if !strings.Contains(text.String(), "détail\u00a0: a\\u001b[2Jb\\u202ec\\u0085d\ufffde\\u000af") {
		t.Errorf("%q", text.String())
	}
}

func TestNumbersAndWordsAgree(t *testing.T) {
	want := []string{"0 tête 0 heads", "1 tête 1 head", "2 têtes 2 heads"}
	for n, want := range want {
		if w := of(n, "tête", "têtes", "head", "heads"); w.French+" "+w.English != want {
			t.Errorf("%d: %v", n, w)
		}
	}
	none, one, more := Words{"aucun", "none"}, Words{"un", "one"}, Words{"%d là", "%d there"}
	if some(0, none, one, more) != none || some(1, none, one, more) != one || some(2, none, one, more) != (Words{"2 là", "2 there"}) {
		t.Error("some")
	}
}
