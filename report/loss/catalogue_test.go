package loss

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"constat/store/page"
	"constat/store/record"
)

// data returns where the real pages are; tests without them are skipped.
func data(t *testing.T, name string) string {
	dir := os.Getenv("CONSTAT_DATA")
	if dir == "" {
		t.Skip("CONSTAT_DATA names no real data")
	}
	return filepath.Join(dir, name)
}

func recognise(contentType string, body []byte) *Known {
	return Standard().Recognise(record.Sum(body), page.Title(body), page.Words(page.Text(contentType, body)))
}

func TestRealDefaultPagesAreRecognised(t *testing.T) {
	for name, want := range map[string]Sort{
		"nginx-default-index.html": DefaultPage, "apache2-default-index.html": DefaultPage,
		"apache2-HTTP_SERVICE_UNAVAILABLE.html.var": ErrorPage, "apache2-HTTP_BAD_GATEWAY.html.var": ErrorPage,
	} {
		body, err := os.ReadFile(filepath.Join(data(t, "pages-default"), name))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range [][]byte{body, append(bytes.Clone(body), '\n')} { // the very bytes, and others with the same words
			if strings.HasSuffix(name, ".var") && len(b) > len(body) {
				continue
			}
			if k := recognise("text/html", b); k == nil || k.Sort != want {
				t.Errorf("%s: got %+v", name, k)
			}
		}
	}
}

// What Apache sends is one language of such a file, with a frame around it.
func TestEachLanguageOfAnErrorPageIsRecognised(t *testing.T) {
	tags := regexp.MustCompile(`(?s)<!--.*?-->`)
	for _, name := range []string{"apache2-HTTP_SERVICE_UNAVAILABLE.html.var", "apache2-HTTP_BAD_GATEWAY.html.var"} {
		body, err := os.ReadFile(filepath.Join(data(t, "pages-default"), name))
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(string(body), "Content-language:")[1:]
		for _, p := range parts {
			_, text, _ := strings.Cut(p, "--\n")
			html := "<html><head><title>Erreur</title></head><body><h1>…</h1><p>" + tags.ReplaceAllString(text, "") + "</p><address>localhost Apache</address></body></html>"
			if k := recognise("text/html; charset=utf-8", []byte(html)); k == nil || k.Sort != ErrorPage {
				t.Errorf("%s:%.4s: got %+v", name, p, k)
			}
		}
		if len(parts) != 21 {
			t.Errorf("%s: %d languages", name, len(parts))
		}
	}
}

// No page of a real site may be taken for a default page.
func TestNoRealPageIsTakenForADefaultPage(t *testing.T) {
	seen := 0
	for _, dir := range []string{"site-mdn-learning-area", "warc-warcio"} {
		err := filepath.WalkDir(data(t, dir), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, part := range bodies(body) {
				seen++
				if k := recognise("text/html", part); k != nil {
					t.Errorf("%s is taken for %s", path, k.ID)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 80 {
		t.Errorf("only %d pages", seen)
	}
}

// bodies returns a file, and what looks like a page in it: captures hold them
// with the heads of their answers.
func bodies(file []byte) [][]byte {
	if z, err := gzip.NewReader(bytes.NewReader(file)); err == nil {
		file, _ = io.ReadAll(z) // some are cut short on purpose
	}
	all := [][]byte{file}
	for i := range file {
		if rest := file[i:]; i > 0 && (bytes.HasPrefix(rest, []byte("<!doctype html")) || bytes.HasPrefix(rest, []byte("<!DOCTYPE html")) || bytes.HasPrefix(rest, []byte("<html"))) {
			all = append(all, rest)
		}
	}
	return all
}

func TestPanelsAndHostsAreKnownByTheirWords(t *testing.T) {
	for body, want := range map[string]string{
		"<title>Default Web Site Page</title><h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider: webmaster@a.example": "cpanel",
		"<title>Account Suspended</title><p>This Account has been suspended.</p>Contact your hosting provider for more information.":                            "suspended-title",
		"<title>Domain Default page</title><p>If you are seeing this message, the website for a.example is not available at this time.":                         "plesk",
		"<html><body>Apache is functioning normally</body></html>":                                                                                              "directadmin",
		"<html><body><h1>It works!</h1></body></html>":                                                                                                          "apache-it-works",
		"<title>IIS Windows Server</title><img src=iisstart.png>":                                                                                               "iis",
		"<title>a.example</title><p>Ce nom de domaine est en vente.":                                                                                            "parked",
		"<title>Mon site</title><h1>Hello world!</h1><p>Welcome to WordPress. This is your first post. Edit or delete it, then start writing!":                  "wordpress-new",
		"<title>Index of /</title><h1>Index of /</h1><pre>Name Last modified Size Description <hr>Parent Directory   -":                                         "folder",
		"<title>Avis</title><p>Le site a été fermé par mesure préventive.":                                                                                      "closed-order",
		"<title>Site en maintenance</title><p>Nous revenons à 14 h.":                                                                                            "maintenance-title",
		"<title>502 Bad Gateway</title><center>nginx":                                                                                                           "server-error",
	} {
		if k := recognise("text/html", []byte(body)); k == nil || k.ID != want {
			t.Errorf("%.60q: got %+v, want %s", body, k, want)
		}
	}
}

func TestATextAboutADefaultPageIsNone(t *testing.T) {
	article := "<title>Welcome to nginx! What it means</title><p>If you see this page, the nginx web server is successfully installed" + strings.Repeat(" and then we tell at length what to do next,", 40)
	if k := recognise("text/html", []byte(article)); k != nil {
		t.Errorf("got %s", k.ID)
	}
}

func TestACatalogueSaysWhatItKnowsPagesBy(t *testing.T) {
	for _, text := range []string{
		``, `{}`, `{"name":"a","version":1,"pages":[{"id":"x","sort":"default","of":"y"}]}`,
		`{"name":"a","version":1,"pages":[{"id":"x","sort":"odd","of":"y","texts":["z"],"most_words":9}]}`,
		`{"name":"a","version":1,"pages":[{"id":"x","sort":"default","of":"y","texts":["z"]}]}`,
		`{"name":"a","version":1,"pages":[{"id":"x","sort":"default","of":"y","texts":["!"],"most_words":9}]}`,
		`{"name":"a","version":1,"pages":[],"more":1}`, `{"name":"a","version":1,"pages":[]} 1`,
	} {
		if _, err := ParseCatalogue([]byte(text)); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}
