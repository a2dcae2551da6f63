package inventory

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"constat/store/record"
)

// nginxAt serves a folder with nginx, and returns the address.
func nginxAt(t *testing.T, root string) string {
	t.Helper()
	port, dir := freePort(t), t.TempDir()
	config := fmt.Sprintf(`user root; worker_processes 1; daemon off; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 64; }
http { access_log off; client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
  types { text/html html; text/css css; image/jpeg jpg; application/javascript js; }
  server { listen 127.0.0.1:%[2]s; root %[3]s; } }`, dir, port, root)
	if os.Getuid() != 0 {
		config = strings.TrimPrefix(config, "user root; ")
	}
	file := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	serve(t, port, "nginx", "-p", dir, "-e", filepath.Join(dir, "error.log"), "-c", file)
	return "http://127.0.0.1:" + port + "/"
}

// site copies a folder, with a sitemap of all that is in it.
func siteOf(t *testing.T, from, to string) (paths []string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	err := fs.WalkDir(os.DirFS(to), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, p := range paths {
		fmt.Fprintf(&b, "<url><loc>/%s</loc></url>", p)
	}
	b.WriteString("</urlset>")
	write(t, to, "sitemap.xml", b.String())
	write(t, to, "index.html", "<p>home")
	return paths
}

// A real site before and after it lost pages and photos, served by nginx.
func TestRealSiteIsFollowedAndWhatIsGoneIsSeen(t *testing.T) {
	if os.Getenv("CONSTAT_DATA") == "" {
		t.Skip("CONSTAT_DATA names no folder of test data")
	}
	data := filepath.Join(os.Getenv("CONSTAT_DATA"), "site-mdn-learning-area")
	root := t.TempDir()
	before := siteOf(t, filepath.Join(data, "before"), root)
	w := watch(t, nginxAt(t, root))
	e, files := w.list()
	if !e.Whole() || e.Items != int64(len(before)+1) || e.Read != e.Items {
		t.Fatalf("%d files: %+v", len(before), e)
	}
	for _, p := range before {
		b, err := os.ReadFile(filepath.Join(root, p))
		if err != nil {
			t.Fatal(err)
		}
		if h := files[p]; h.Sum != record.Sum(b) || h.Size != int64(len(b)) {
			t.Errorf("%s: %+v", p, h)
		}
	}
	entries, _ := os.ReadDir(root)
	for _, x := range entries {
		os.RemoveAll(filepath.Join(root, x.Name()))
	}
	siteOf(t, filepath.Join(data, "after"), root)
	var want struct {
		Removed, Added, Changed int64
	}
	b, err := os.ReadFile(filepath.Join(data, "expected-asynchronous.json"))
	if err == nil {
		err = json.Unmarshal(b, &want)
	}
	if e, _ = w.list(); err != nil || e.Missing != want.Removed || e.New != want.Added || e.Altered != want.Changed || want.Removed != 33 {
		t.Errorf("%+v, want %+v (%v)", e, want, err)
	}
}

// pages is a small site: path to content; what is not there answers 404.
func pages(t *testing.T, list map[string]string) (*httptest.Server, *[]string) {
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.RequestURI())
		page, ok := list[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if code, found := strings.CutPrefix(page, "status "); found {
			var n int
			fmt.Sscan(code, &n)
			w.WriteHeader(n)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/robots") {
			w.Header().Set("Content-Type", "text/plain")
		} else {
			w.Header().Set("Content-Type", "text/html")
		}
		fmt.Fprint(w, page)
	}))
	t.Cleanup(s.Close)
	return s, &asked
}

func TestSiteKeepsToItsHostItsFolderAndItsRobots(t *testing.T) {
	s, asked := pages(t, map[string]string{
		"/robots.txt": "User-agent: *\nDisallow: /\n\nUser-agent: constat\nDisallow: /shop/private\nAllow: /shop/private/open$\n",
		"/shop/":      `<a href="a?x=1#top">a</a> <img src="/shop/p.jpg" srcset="p2.jpg 2x, p3.jpg 3x"> <a href="/elsewhere">e</a> <a href="http://other.invalid/shop/b">b</a><a href="private/x"><a href="private/open"><a href="gone"> <a href="javascript:void(0)"> <a href="http://[bad">`,
		"/shop/a?x=1": `<base href="/shop/deep/"><link href="style.css"><a href="../">home</a>`,
		"/shop/p.jpg": "photo", "/shop/p2.jpg": "photo2", "/shop/p3.jpg": "photo3", "/shop/deep/style.css": "css", "/shop/private/open": "open",
		"/shop/private/x": "secret", "/elsewhere": "no",
	})
	e, files := watch(t, s.URL+"/shop/").list()
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	want := []string{"./", "a?x=1", "deep/style.css", "p.jpg", "p2.jpg", "p3.jpg", "private/open"}
	if !e.Whole() || !slices.Equal(names, want) {
		t.Errorf("%q, want %q: %+v", names, want, e)
	}
	for _, at := range *asked {
		if at == "/elsewhere" || at == "/shop/private/x" {
			t.Errorf("%s was asked for", at)
		}
	}
}

// Half a site is not a site.
func TestSiteThatCannotBeFollowedIsUnknown(t *testing.T) {
	for name, c := range map[string]struct {
		list  map[string]string
		fault record.Fault
	}{
		"a page that fails":    {map[string]string{"/": `<a href="b">`, "/b": "status 503"}, record.ListBroken},
		"pages for others":     {map[string]string{"/": `<a href="b"><a href="c"><a href="d"><a href="e">`, "/b": "status 403", "/c": "status 403", "/d": "status 401", "/e": "status 403"}, record.ListRefused},
		"a start for others":   {map[string]string{"/": "status 403"}, record.ListRefused},
		"too many questions":   {map[string]string{"/": `<a href="b">`, "/b": "status 429"}, record.ListBroken},
		"robots out of reach":  {map[string]string{"/": "", "/robots.txt": "status 500"}, record.ListBroken},
		"nothing at the start": {map[string]string{}, record.ListAbsent},
	} {
		s, _ := pages(t, c.list)
		if e, _ := watch(t, s.URL).list(); e.Fault != c.fault {
			t.Errorf("%s: %+v, want %s", name, e, c.fault)
		}
	}
}

// A page that is shut to us is there, and was not read; it keeps nothing else from us.
func TestAPageThatIsShutIsListedUnread(t *testing.T) {
	s, _ := pages(t, map[string]string{"/": `<a href="members"><a href="form"><a href="%zz"><a href="gone"><a href="b">`, "/members": "status 403", "/form": "status 405", "/b": "text"})
	e, files := watch(t, s.URL+"/").list()
	if !e.Whole() || e.Items != 4 || e.Read != 2 || e.Unreadable != 2 || files["members"].Size != -1 || !files["members"].Sum.IsZero() || files["b"].Sum.IsZero() {
		t.Errorf("%+v %+v", e, files)
	}
}

// A page that goes on and on was not read, and the entry says so.
func TestPageWithoutEndCouldNotBeRead(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		for range maxPage>>20 + 1 {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	if e, _ := watch(t, server.URL+"/").list(); !e.Whole() || e.Items != 1 || e.Read != 0 || e.Unreadable != 1 {
		t.Errorf("%+v", e)
	}
}

func TestRobotsLongestRuleDecides(t *testing.T) {
	r := parseRobots(strings.NewReader("User-agent: a\nUser-agent: *\nDisallow: /x # no\nAllow: /x/y\nDisallow: /*.pdf$\nCrawl-delay: 3\nSitemap: /s.xml\nUser-agent: b\nDisallow: /\n"))
	for at, want := range map[string]bool{"/": true, "/x": false, "/x/y": true, "/x/z": false, "/a.pdf": false, "/a.pdf?x": true} {
		if r.allow(at) != want {
			t.Errorf("%s: %v", at, !want)
		}
	}
	if r.delay.Seconds() != 3 || !slices.Equal(r.sitemaps, []string{"/s.xml"}) {
		t.Errorf("%+v", r)
	}
}

func TestRecordsAreCounted(t *testing.T) {
	s, _ := pages(t, map[string]string{"/api": `{"page":1,"total":1234,"items":[{"id":7},{"id":8}]}`, "/html": "<b>Membres : 12 345</b>"})
	for pick, want := range map[string]int64{"$.total": 1234, "$.items": 2, "$.items[1].id": 8, "$['page']": 1} {
		w := watch(t, s.URL+"/api")
		w.ask.Question.Pick = pick
		if r := List(t.Context(), w.ask); !r.Inventory.Whole() || r.Inventory.Items != want || r.Manifest != "" {
			t.Errorf("%s: %+v", pick, r.Inventory)
		}
	}
	w := watch(t, s.URL+"/html")
	w.ask.Question.Pick = `Membres : ([0-9 ]+)<`
	if r := List(t.Context(), w.ask); r.Inventory.Items != 12345 {
		t.Errorf("%+v", r.Inventory)
	}
	for _, pick := range []string{"$.nothing", "$.items[9]", "$.page.x"} {
		w.ask.Question.URL, w.ask.Question.Pick = s.URL+"/api", pick
		if r := List(t.Context(), w.ask); r.Inventory.Fault != record.ListProtocol {
			t.Errorf("%s: %+v", pick, r.Inventory)
		}
	}
	for pick, good := range map[string]bool{"$.a": true, "$": true, "$a": false, "([0-9]+)": true, "[0-9]+": false, "(": false} {
		if (CheckPick(pick) == nil) != good {
			t.Errorf("%s: %v", pick, !good)
		}
	}
}

func TestAStartThatLeadsElsewhereOrIsAChallengeIsNoSite(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://suspended.example/", http.StatusFound)
		},
		"challenge": func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Cf-Mitigated", "challenge") },
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/" {
				http.NotFound(w, r)
				return
			}
			answer(w, r)
		}))
		defer server.Close()
		if e, _ := watch(t, server.URL+"/").list(); e.Fault != record.ListRefused {
			t.Errorf("%s: %+v", name, e)
		}
	}
}
