package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

const kind = "text/html; charset=utf-8"

// vectors gives the stories of one folder of the present rules.
func vectors(t *testing.T, folder string) map[string]*txtar.Archive {
	t.Helper()
	names, err := filepath.Glob("testdata/page-1/" + folder + "/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no vectors in %s: %v", folder, err)
	}
	out := map[string]*txtar.Archive{}
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = a
	}
	return out
}

func TestWhatMovesByItselfChangesNothing(t *testing.T) {
	for name, a := range vectors(t, "equal") {
		for _, f := range a.Files[1:] {
			want, got := Form(kind, a.Files[0].Data), Form(kind, f.Data)
			if !bytes.Equal(want, got) {
				t.Errorf("%s: %s and %s differ:\n%s", name, a.Files[0].Name, f.Name, changes(want, got))
			}
		}
	}
}

func TestRealEditsChangeTheDigest(t *testing.T) {
	for name, a := range vectors(t, "differ") {
		seen := map[[32]byte]string{}
		for _, f := range a.Files {
			sum := Normal(kind, f.Data)
			if other, ok := seen[sum]; ok {
				t.Errorf("%s: %s and %s are equal:\n%s", name, other, f.Name, Form(kind, f.Data))
			}
			seen[sum] = f.Name
		}
	}
}

func TestFormStaysAsWrittenDown(t *testing.T) {
	for name, a := range vectors(t, "form") {
		got := Form(kind, a.Files[0].Data)
		if want := a.Files[1].Data; !bytes.Equal(got, want) {
			t.Errorf("%s:\n%s", name, changes(want, got))
		}
	}
}

// The digests of real pages, as they were when page/1 was written: a new
// tokenizer that reads a page otherwise must not pass as the same rules.
func TestDigestsOfRealPagesStay(t *testing.T) {
	for path, want := range map[string]string{
		"pages-default/nginx-default-index.html":                                                               "1f84b2a3f36889d0fe0e7ab1ff2f04d19e3c00a434e4463665d3c794e61e1d2d",
		"pages-default/apache2-default-index.html":                                                             "7bfccef2df4dd7f961fa37369a63bd29511780df3b0bbf0d74fbf0900974c006",
		"site-mdn-learning-area/before/javascript/asynchronous/loops-and-intervals/reaction-game.html":         "09b8592b909b64929d23e267dcceb2b3bf1d92aecc7d9371ebc351228d053da7",
		"site-mdn-learning-area/before/javascript/asynchronous/loops-and-intervals/setinterval-stopwatch.html": "cb9ead8e1cb5952be80858eba03d5ad1e1e04239a7578bc2637c0417b452cc63",
	} {
		sum := Normal(kind, shared(t, path))
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestNormalIsTheDigestOfTheForm(t *testing.T) {
	for _, typ := range []string{"text/html", "application/xhtml+xml", "", "image/png", "application/json"} {
		for _, body := range []string{"", "<html><p>x", "{}", "\xff\xfe<\x00p\x00>\x00"} {
			if Normal(typ, []byte(body)) != sha256.Sum256(Form(typ, []byte(body))) {
				t.Errorf("%q %q", typ, body)
			}
		}
	}
}

func TestOtherTypesKeepTheirBytes(t *testing.T) {
	body := []byte(" <p class='b a'> ")
	for _, typ := range []string{"image/svg+xml", "text/css", "application/json", "text/plain", "video/mp4", ""} {
		if Normal(typ, body) != sha256.Sum256(body) {
			t.Errorf("%q was reduced", typ)
		}
	}
}

func TestOnePageReadsTheSameInEveryCharset(t *testing.T) {
	want := Normal(kind, []byte("<p>Réservez « été » – 5 €"))
	for name, body := range map[string]string{
		"windows-1252": "<p>R\xe9servez \xab \xe9t\xe9 \xbb \x96 5 \x80",
		"mark":         "\xef\xbb\xbf<p>Réservez « été » – 5 €",
		"utf-16":       wideBytes("<p>Réservez « été » – 5 €"),
	} {
		if Normal(kind, []byte(body)) != want {
			t.Errorf("%s: %s", name, Form(kind, []byte(body)))
		}
	}
}

func wideBytes(s string) string {
	out := []byte{0xff, 0xfe}
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}

func TestEmptyScriptOfXHTMLHidesNothing(t *testing.T) {
	body := []byte(`<html><script src="/a.js"/><p>Bonjour</p>`)
	if !strings.Contains(string(Form("application/xhtml+xml", body)), "\n=Bonjour\n") {
		t.Error("the page is read as a script")
	}
	if got := Text("application/xhtml+xml", body); len(got) != 1 || got[0] != "Bonjour" {
		t.Errorf("%q", got)
	}
	if got := Text("text/html", body); len(got) != 0 {
		t.Errorf("in HTML, a browser reads on as a script: %q", got)
	}
}

func TestDeepAndEndlessPagesAreRead(t *testing.T) {
	for _, body := range []string{
		strings.Repeat("<div>", 200_000), strings.Repeat("<", 200_000), strings.Repeat("<!--", 100_000),
		strings.Repeat("</script", 100_000), "<a " + strings.Repeat("a=1 ", 200_000), "<a " + strings.Repeat("a", 200_000),
		"<script>" + strings.Repeat(`"token":"`, 50_000), strings.Repeat("18 novembre ", 50_000), strings.Repeat("&nGt;", 100_000),
		"<p class='" + strings.Repeat("a ", 200_000),
	} {
		if form := Form(kind, []byte(body)); len(form) > 8*len(body)+64 {
			t.Errorf("%.12q: %d bytes from %d", body, len(form), len(body))
		}
		Text(kind, []byte(body))
	}
}

// changes is a readable difference of two forms.
func changes(want, got []byte) string {
	var b strings.Builder
	for _, h := range Hunks(Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")), 1) {
		for _, l := range h {
			b.WriteString(string(l.Op) + l.Text + "\n")
		}
	}
	return b.String()
}

// shared is a file of the real test data.
func shared(t *testing.T, path string) []byte {
	t.Helper()
	root := os.Getenv("CONSTAT_DATA")
	if root == "" {
		root = "../../../shared/data"
	}
	b, err := os.ReadFile(filepath.Join(root, path))
	if os.IsNotExist(err) {
		t.Skipf("no test data: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}
