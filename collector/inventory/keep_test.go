package inventory

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"constat/store/record"
	"constat/store/warc"
)

// shopSite is a site of three pages, of which two hold the same.
func shopSite(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, `<a href="/a">a</a><a href="/b?x=%C3%A9">b</a><a href="/broken">c</a>`)
		case "/a", "/b":
			fmt.Fprint(w, "the same")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func kept(t *testing.T, address string, edit func(*Ask)) Result {
	t.Helper()
	ask := Ask{Question: record.Question{Kind: record.AskInventory, URL: address + "/", Timeout: 60_000}, Dir: t.TempDir(),
		Keep: &Keep{Most: 1000, Held: func(record.Hash) bool { return false }}}
	edit(&ask)
	r := List(t.Context(), ask)
	t.Cleanup(func() { os.Remove(r.Manifest); os.RemoveAll(r.Spool) })
	return r
}

// What is kept is a capture of its line of the list, each content once.
func TestContentsOfASiteAreKeptOnce(t *testing.T) {
	s := shopSite(t)
	r := kept(t, s.URL, func(*Ask) {})
	if len(r.Kept) != 2 || r.Kept[0].Path != "./" || r.Kept[0].Place != 0 || r.Kept[1].Path != "a" || r.Kept[1].Place != 1 {
		t.Fatalf("%+v of %+v", r.Kept, r.Inventory)
	}
	for _, k := range r.Kept {
		file, err := os.ReadFile(k.Name)
		if err != nil || record.Sum(file) != k.File {
			t.Fatal(err)
		}
		w, err := warc.Decode(file)
		if err != nil || record.Sum(w.Body) != k.Body.Body || int64(len(w.Body)) != k.Size || record.At(w.Date) != k.Time || !w.Peer.IsValid() {
			t.Errorf("%+v: %+v, %v", k, w, err)
		}
		if k.Time < r.Inventory.Time || k.Time > r.Inventory.Ended {
			t.Errorf("%v is not within the listing, %v to %v", k.Time, r.Inventory.Time, r.Inventory.Ended)
		}
		if !strings.HasPrefix(string(w.Request), "GET /"+strings.TrimPrefix(k.Path, "./")+" HTTP/1.1\r\nAccept-Encoding: identity\r\nHost: ") {
			t.Errorf("%q", w.Request)
		}
	}
}

func TestContentsAreNotKept(t *testing.T) {
	s := shopSite(t)
	for name, edit := range map[string]func(*Ask){
		"where nothing says so":       func(a *Ask) { a.Keep = nil },
		"past the bound":              func(a *Ask) { a.Keep.Used = a.Keep.Most },
		"that are kept already":       func(a *Ask) { a.Keep.Held = func(record.Hash) bool { return true } },
		"that a password opens":       func(a *Ask) { a.Secret = Secret{"user": "lea", "password": "x"} },
		"of a listing that broke off": func(a *Ask) { a.Question.URL = strings.TrimSuffix(a.Question.URL, "/") + "/none" },
	} {
		if r := kept(t, s.URL, edit); len(r.Kept) != 0 || r.Spool != "" && name == "of a listing that broke off" {
			t.Errorf("%s: %+v", name, r.Kept)
		}
	}
}
