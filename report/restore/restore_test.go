package restore

import (
	"bytes"
	"compress/gzip"
	"errors"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNamesStayBelowTheirFolderOnAnyFileSystem(t *testing.T) {
	n := newNamer()
	for _, x := range []struct{ address, media, want string }{
		{"https://www.example.com/", "text/html", "www.example.com/index.html"},
		{"https://www.example.com/a/", "text/html", "www.example.com/a/index.html"},
		{"https://www.example.com/about", "text/html", "www.example.com/about.html"},
		{"https://www.example.com/shop.php?id=3&x=/..", "text/html", "www.example.com/shop.php_id=3%26x=%2F.%2E.html"},
		{"http://127.0.0.1:8080/caf%C3%A9.jpg", "image/jpeg", "127.0.0.1_8080/café.jpg"},
		{"https://www.example.com/../../etc/passwd", "", "www.example.com/%2E%2E/%2E%2E/etc/passwd"},
		{"https://www.example.com/%2e%2e%2fup", "", "www.example.com/%2E.%2Fup"},
		{"https://www.example.com/a%5Cb%3Ac%00", "", "www.example.com/a%5Cb%3Ac%00"},
		{"https://www.example.com/con.txt", "text/plain", "www.example.com/%63on.txt"},
		{"https://www.example.com/LPT1", "", "www.example.com/%4CPT1"},
		{"https://www.example.com/.htaccess", "", "www.example.com/%2Ehtaccess"},
		{"https://www.example.com/end.", "", "www.example.com/end%2E"},
		{"https://www.example.com/%ff", "", "www.example.com/%FF"},
		{"https://www.example.com//x", "", "www.example.com/_/x"},
	} {
		if got := n.name(x.address, x.media); got != x.want {
			t.Errorf("%s: %s, want %s", x.address, got, x.want)
		}
	}
	// Capitals, a folder that is a file, and another scheme do not fall together.
	seen := map[string]bool{}
	for _, a := range []string{"https://e/A", "https://e/a", "http://e/a", "https://e/a/b", "https://e/" + strings.Repeat("x", 300), "https://e/" + strings.Repeat("x/", 300)} {
		name := n.name(a, "text/css")
		if key := strings.ToLower(name); seen[key] || len(name) > maxName {
			t.Errorf("%.40s: %s", a, name)
		} else {
			seen[key] = true
		}
	}
}

func FuzzNamesLeadNowhereElse(f *testing.F) {
	f.Add("https://www.example.com/a/../b?c#d", "text/html")
	f.Add("http://[::1]:80/%2e%2e/con.%20", "")
	f.Fuzz(func(t *testing.T, address, media string) {
		names := newNamer()
		for range 2 {
			name := names.name(address, media)
			if !filepath.IsLocal(name) || path.Clean(name) != name || !utf8.ValidString(name) || strings.ContainsAny(name, "\\:*?\"<>|\x00\n") || len(name) > maxName+20 {
				t.Errorf("%q: %q", address, name)
			}
			for s := range strings.SplitSeq(name, "/") {
				if s == "" || s[0] == '.' || strings.TrimRight(s, ". ") != s {
					t.Errorf("%q: %q", address, name)
				}
			}
			root, err := os.OpenRoot(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
				t.Errorf("%q: %v", name, err)
			}
			root.Close()
		}
	})
}

// rewrite gives a page back where only what here names is held.
func rewrite(t *testing.T, address, body string, here map[string]string) (page string, missing []string) {
	t.Helper()
	h := &Holdings{found: map[string]*Item{}, leads: map[string]string{"https://e.example/moved": "https://e.example/new.png"}}
	for a, name := range here {
		h.found[a] = &Item{URL: a, Shown: name, loaded: name}
	}
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	w := &rewriting{Holdings: h, item: &Item{URL: address, Shown: "pages/e/a/index.html", media: "text/html"}, base: base, lack: func(a string, link bool) {
		if link {
			a = "link " + a
		}
		missing = append(missing, a)
	}}
	page = string(w.page([]byte(body)))
	slices.Sort(missing)
	return strings.Replace(page, policy, "", 1), missing
}

func TestLinksLeadToWhatIsHereAndElseKeepTheirAddress(t *testing.T) {
	page, missing := rewrite(t, "https://e.example/a/", `<!doctype html><title>x &amp; y</title>
<link rel=stylesheet href="/s.css?v=1" integrity="sha256-x" crossorigin><link rel="dns-prefetch" href="//ads.example"><base href="/a/b/"><meta http-equiv=refresh content="0;url=/x">
<img src=../p.png srcset="p.png 1x, /q.png 2x"><img src="/moved"><img src="data:image/png;base64,AA"><a href="/b#top">b</a><a href="#x">x</a><a href="mailto:a@e.example">m</a>
<p style="background:url('/q.png')">a < b</p><style>@import "/s.css?v=1"; p { background: url(/none.png) }</style><a href="https://other.example/">o</a><form action="/send"></form>`,
		map[string]string{"https://e.example/s.css?v=1": "pages/e/s.css_v=1.css", "https://e.example/a/p.png": "original/e/a/p.png", "https://e.example/b": "pages/e/b.html", "https://e.example/new.png": "original/e/new %41.png"})
	want := `<!doctype html><title>x &amp; y</title>
<link rel="stylesheet" href="../s.css_v=1.css"><link><base><meta>
<img src="../../../original/e/a/p.png" srcset="https://e.example/a/b/p.png 1x, https://e.example/q.png 2x"><img src="../../../original/e/new%20%2541.png"><img src="data:image/png;base64,AA"><a href="../b.html#top">b</a><a href="#x">x</a><a href="mailto:a@e.example">m</a>
<p style="background:url(&#39;https://e.example/q.png&#39;)">a < b</p><style>@import "../s.css_v=1.css"; p { background: url(https://e.example/none.png) }</style><a href="https://other.example/">o</a><form action="https://e.example/send"></form>`
	if page != want {
		t.Errorf("got\n%s", page)
	}
	if got := strings.Join(missing, "\n"); got != "https://e.example/a/b/p.png\nhttps://e.example/none.png\nhttps://e.example/q.png\nhttps://e.example/q.png\nlink https://e.example/send\nlink https://other.example/" {
		t.Errorf("missing\n%s", got)
	}
}

// The policy stands before all that a browser could load, whatever a page
// begins with.
func TestNoPageComesBeforeItsPolicy(t *testing.T) {
	for _, body := range []string{"", "text", "<script>x</script>", "<!--[if IE]><![endif]--><!doctype html><script src=x></script>", "\uFEFF<!doctype html><p>", "<html><img src=x>", "<!doctype html>"} {
		h := &Holdings{found: map[string]*Item{}, leads: map[string]string{}}
		u, _ := url.Parse("https://e.example/")
		w := &rewriting{Holdings: h, item: &Item{Shown: "pages/x", media: "text/html"}, base: u, lack: func(string, bool) {}}
		page := string(w.page([]byte(body)))
		at := strings.Index(page, policy)
		if at < 0 || strings.Contains(page[:at], "<script") || strings.Contains(page[:at], "<img") || strings.Contains(page[:at], "text") {
			t.Errorf("%q: %s", body, page)
		}
	}
}

// shownAs gives a content back as a page.
func shownAs(media, body string) string {
	h := &Holdings{found: map[string]*Item{}, leads: map[string]string{}}
	u, _ := url.Parse("https://e.example/")
	w := &rewriting{Holdings: h, item: &Item{Shown: "pages/x", media: media}, base: u, lack: func(string, bool) {}}
	return strings.Replace(string(w.page([]byte(body))), policy, "[policy]", 1)
}

// A browser reads some places otherwise than a reader of HTML without scripts
// does; no element may come out of them.
func TestNothingHidesAnElementFromItsPolicy(t *testing.T) {
	for body, want := range map[string]string{
		`<!doctype html><script>x<p></script>y`:                            `<!doctype html>[policy]y`,
		`<!-- a --><!doctype html><!-- <meta> --><p>`:                      `<!doctype html>[policy]<p>`,
		`<svg><title><meta http-equiv=refresh></title>`:                    `[policy]<svg><title>&lt;meta http-equiv=refresh></title>`,
		`<svg><style><link rel=preconnect></style>`:                        `[policy]<svg><style>\3c link rel=preconnect></style>`,
		`<noscript><p title="</noscript><meta http-equiv=refresh>">`:       `[policy]<noscript><p title="&lt;/noscript&gt;&lt;meta http-equiv=refresh&gt;">`,
		`<noscript><meta http-equiv=refresh content="0;url=x"></noscript>`: `[policy]<noscript><meta></noscript>`,
		`<meta http-equiv=" Refresh" content="0;url=x">`:                   `[policy]<meta>`,
		`<iframe srcdoc="<p>" src="/x"></iframe>`:                          `[policy]<iframe src="https://e.example/x" sandbox=""></iframe>`,
		"<p title=\"\x1b$B\">":                                             `[policy]<p title="$B">`,
		`<p <script=1>`:                                                    `[policy]<p>`,
		`<style>a { width: calc(1 < 2) } @media (width <= 3em) {}</style>`: `[policy]<style>a { width: calc(1 < 2) } @media (width <= 3em) {}</style>`,
	} {
		if got := shownAs("text/html", body); got != want {
			t.Errorf("%s:\n%s, want\n%s", body, got, want)
		}
	}
}

// XML that is read as HTML shows what it showed.
func TestAPageInXMLIsShownAsHTML(t *testing.T) {
	got := shownAs("application/xhtml+xml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="/x.js"/><style><![CDATA[p > b {}]]></style></head><body><div/><br/>a</body></html>`)
	if want := `[policy]<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></title><style>p > b {}</style></head><body><div/></div><br/>a</body></html>`; got != want {
		t.Errorf("%s, want\n%s", got, want)
	}
}

func TestWhatComesOfACodingIsBounded(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(make([]byte, 1000)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	if plain, err := decoded("gzip", b.Bytes(), 1000); err != nil || len(plain) != 1000 {
		t.Errorf("%d, %v", len(plain), err)
	}
	if plain, err := decoded("gzip", b.Bytes(), 999); !errors.Is(err, errGreat) || plain != nil {
		t.Errorf("%d, %v", len(plain), err)
	}
	if _, err := decoded("gzip", b.Bytes()[:20], 1000); !errors.Is(err, errCoding) {
		t.Error(err)
	}
}
