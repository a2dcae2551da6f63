package requisite

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"constat/store/record"
)

// site serves a page's requisites, and writes down what it was asked.
func site(t *testing.T) (*httptest.Server, *[]string) {
	t.Helper()
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		switch r.URL.Path {
		case "/css/main.css":
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprint(w, `@import "more.css"; @font-face { src: url(../font.woff2) } body { background: url("paper.png#x") }`)
		case "/css/more.css":
			fmt.Fprint(w, `p { background: url(data:image/png;base64,AAAA) }`)
		case "/moved.png":
			http.Redirect(w, r, "/logo.png", http.StatusMovedPermanently)
		case "/none.png":
			http.NotFound(w, r)
		case "/large.png":
			w.Header().Set("Content-Length", fmt.Sprint(record.MaxPartsBytes+1))
			w.WriteHeader(http.StatusOK)
		case "/short.png":
			w.Header().Set("Content-Length", "10")
			fmt.Fprint(w, "short")
		default:
			fmt.Fprint(w, r.URL.Path)
		}
		if r.Header.Get("Cookie") != "" || r.Header.Get("Authorization") != "" || r.Method != "GET" || r.UserAgent() != "constat/test" {
			t.Errorf("asked with %v", r.Header)
		}
	}))
	t.Cleanup(s.Close)
	return s, &asked
}

func page(address, text string) record.Exchange {
	return record.Exchange{URL: address, Response: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"), Body: []byte(text)}
}

func TestWhatAPageNamesIsAskedFor(t *testing.T) {
	s, asked := site(t)
	x := page(s.URL+"/blog/", `<!DOCTYPE html><link rel="stylesheet" href="/css/main.css"><link rel="icon" href="/icon.png"><script src="/run.js"></script>
		<a href="/other">x</a><img src="/logo.png" srcset="/logo2.png 2x"><img src="/moved.png"><img src="none.png"><img src="/none.png"><img src="/large.png"><img src="/short.png"><img src="/blog/">
		<img src="data:image/png;base64,AAAA"><p style="background: url(/inline.png)"><img src="http://lea@127.0.0.1/a"><img src="http://127.0.0.2:1/beside.png"><img src="/logo.png#again">`)
	e, exchanges := Asker{Agent: "constat/test"}.Ask(t.Context(), s.URL+"/", x)
	if !IsPage(x) {
		t.Error("it is a page")
	}
	want := []string{"/css/main.css", "/inline.png", "/icon.png", "/logo.png", "/moved.png", "/blog/none.png", "/none.png", "/large.png", "/short.png", "/logo2.png", "/css/more.css", "/font.woff2", "/css/paper.png"}
	if !slices.Equal(*asked, want) {
		t.Errorf("asked %q", *asked)
	}
	var parts []string
	for i, p := range e.Parts {
		parts = append(parts, fmt.Sprint(strings.TrimPrefix(p.URL, s.URL), " ", p.Status))
		if exchanges[i].URL != p.URL || !exchanges[i].Peer.IsValid() {
			t.Errorf("%+v of %+v", exchanges[i], p)
		}
	}
	kept := []string{"/css/main.css 200", "/inline.png 200", "/icon.png 200", "/logo.png 200", "/moved.png 301", "/blog/none.png 200", "/none.png 404", "/logo2.png 200", "/css/more.css 200", "/font.woff2 200", "/css/paper.png 200"}
	if !slices.Equal(parts, kept) || e.Refused != 1 || e.Failed != 1 || e.Left != 2 {
		t.Errorf("got %q, %d refused, %d failed, %d left", parts, e.Refused, e.Failed, e.Left)
	}
}

func TestWhatStandsBesideUsIsNotAsked(t *testing.T) {
	s, asked := site(t)
	e, _ := Asker{Agent: "constat/test"}.Ask(t.Context(), "https://www.example.com/", page("https://www.example.com/", `<img src="`+s.URL+`/logo.png">`))
	if len(*asked) != 0 || e.Refused != 1 || len(e.Parts) != 0 {
		t.Errorf("asked %q: %+v", *asked, e)
	}
}

func TestRequisitesNamedWithoutEndAreBounded(t *testing.T) {
	var l list
	l.seen = map[string]bool{}
	var b strings.Builder
	for i := range 3 * maxNamed {
		fmt.Fprintf(&b, "<img src=/%d.png>", i)
	}
	x := page("https://www.example.com/", b.String())
	pageNames(plain(x), mustParse(t, x.URL), &l)
	if len(l.queue) != maxNamed || l.over != 2*maxNamed {
		t.Errorf("%d in the queue, %d over", len(l.queue), l.over)
	}
}

func FuzzPageNames(f *testing.F) {
	f.Add(`<base href="//x"><link rel=stylesheet href=a><style>@import url(b)</style><img srcset="c 1x, d">`)
	f.Fuzz(func(t *testing.T, text string) {
		l := list{seen: map[string]bool{}}
		x := page("https://www.example.com/a/", text)
		pageNames(plain(x), mustParse(t, x.URL), &l)
		for _, n := range l.queue {
			if !record.PartAddress(n.address) {
				t.Errorf("%q", n.address)
			}
		}
	})
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// A public name that leads to our own network is not followed there, not even
// for the page's own host.
func TestAPageDoesNotLeadIntoOurNetwork(t *testing.T) {
	s, asked := site(t)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	home := "http://shop.example.com:" + port + "/"
	a := Asker{Agent: "constat/test", Resolver: loopbackResolver(t)}
	e, _ := a.Ask(t.Context(), home, page(home, `<img src="/logo.png">`))
	if len(*asked) != 0 || e.Refused != 1 {
		t.Errorf("asked %q: %+v", *asked, e)
	}
}
