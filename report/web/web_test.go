package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

var hello = Parse("hello", `<h1>{{say "Bonjour : %s" "Hello: %s" .}}</h1>`)

func ask(t *testing.T, h http.Handler, method, target string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func page(p Page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { p.Write(w) })
}

// What a page says of its scripts and sheets is what stands in it, and nothing is asked elsewhere.
func TestOnlyWhatStandsInThePageMayRun(t *testing.T) {
	p := Page{Lang: French, Title: "T", Body: hello, Of: `<script>alert(1)</script>`, Scripts: []Script{NewScript("let a = 1 < 2 && '<b>'")}, Sheets: []Sheet{NewSheet("b { color: red }")}}
	r := ask(t, page(p), "GET", "/")
	csp, body := r.Header.Get("Content-Security-Policy"), bodyOf(t, r)
	if strings.Contains(csp, "unsafe") || !strings.HasPrefix(csp, "default-src 'none'; ") {
		t.Errorf("policy %s", csp)
	}
	elements := regexp.MustCompile(`(?s)<(style|script)>(.*?)</`).FindAllStringSubmatch(body, -1)
	if len(elements) != 3 {
		t.Fatalf("%d elements", len(elements))
	}
	for _, e := range elements {
		sum := sha256.Sum256([]byte(e[2]))
		if source := "sha256-" + base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(csp, source) {
			t.Errorf("%s is not let in by %s", source, csp)
		}
	}
	if regexp.MustCompile(`(?i)(https?:)?//[a-z]`).MatchString(body) {
		t.Error("the page names another site")
	}
	if strings.Contains(body, "alert(1)</script>") {
		t.Error("what was given stands unescaped")
	}
}

func TestEveryAnswerIsStrict(t *testing.T) {
	h := Guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/panic":
			panic("Élodie")
		case "/bare":
			_, _ = io.WriteString(w, "x")
		default:
			Error(w, English, 404)
		}
	}), slog.New(slog.DiscardHandler))
	for _, tt := range []struct {
		method, path string
		status       int
	}{{"GET", "/bare", 200}, {"GET", "/none", 404}, {"GET", "/panic", 500}, {"PUT", "/bare", 405}} {
		r := ask(t, h, tt.method, tt.path)
		if r.StatusCode != tt.status {
			t.Errorf("%s %s: %d", tt.method, tt.path, r.StatusCode)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s %s: %s is %q", tt.method, tt.path, name, got)
			}
		}
		if csp := r.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", tt.path, csp)
		}
	}
}

func TestWhatOtherSitesPostIsRefused(t *testing.T) {
	h := Guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), slog.New(slog.DiscardHandler))
	for _, tt := range []struct {
		header []string
		status int
	}{
		{[]string{"Sec-Fetch-Site", "same-origin"}, 200},
		{[]string{"Sec-Fetch-Site", "cross-site"}, 403},
		{[]string{"Origin", "https://elsewhere.example"}, 403},
		{[]string{"Origin", "http://example.com"}, 200},
		{[]string{"Origin", "null"}, 403},
	} {
		if got := ask(t, h, "POST", "http://example.com/", tt.header...).StatusCode; got != tt.status {
			t.Errorf("%v: %d", tt.header, got)
		}
	}
}

func TestAPanicTellsTheLogNothingPersonal(t *testing.T) {
	var log bytes.Buffer
	h := Guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("Élodie Tremblay") }), slog.New(slog.NewTextHandler(&log, nil)))
	r := ask(t, h, "GET", "/?name=Tremblay", "Accept-Language", "en")
	if body := bodyOf(t, r); strings.Contains(body, "Tremblay") || !strings.Contains(body, "fault is ours") {
		t.Error(body)
	}
	if log.Len() == 0 || strings.Contains(log.String(), "Tremblay") {
		t.Errorf("log %q", log.String())
	}
}

func TestTheLanguageIsTheOneAskedFor(t *testing.T) {
	for header, want := range map[string]Lang{
		"": French, "en": English, "en-CA,en;q=0.9,fr;q=0.8": English, "fr-CA,fr;q=0.9,en;q=0.8": French, "de,en;q=0.5": English,
		"de": French, "en;q=0": French, "fr;q=0.3, en;q=0.7": English, "en;q=NaN": French, "*": French, strings.Repeat("de,", 1000) + "en": French,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Language", header)
		if got := LangOf(r); got != want {
			t.Errorf("%.40q: %s, want %s", header, got, want)
		}
	}
}

func TestFrenchHasItsTypography(t *testing.T) {
	if got := bodyOf(t, ask(t, page(Page{Lang: French, Title: "T", Body: hello, Of: "l'été : 5 %"}), "GET", "/")); !strings.Contains(got, "Bonjour\u00a0: l&#39;été : 5 %") {
		t.Error("a sentence lacks its space, or a value got one")
	}
}

func TestEveryErrorHasWordsInBothLanguages(t *testing.T) {
	for _, status := range []int{400, 401, 403, 404, 405, 408, 413, 429, 500, 503, 507} {
		fr, en := Saying(French, status), Saying(English, status)
		if fr.Title == "" || en.Title == "" || fr == en || strings.Contains(fr.Text+en.Text, "error") {
			t.Errorf("%d: %v %v", status, fr, en)
		}
	}
}

func TestAPageThatCannotBeMadeIsNoHalfPage(t *testing.T) {
	broken := Parse("broken", `<p>begun{{.None}}</p>`)
	r := ask(t, page(Page{Lang: English, Title: "T", Body: broken, Of: struct{}{}}), "GET", "/")
	if body := bodyOf(t, r); r.StatusCode != 500 || strings.Contains(body, "begun") {
		t.Errorf("%d %s", r.StatusCode, body)
	}
}

// Who sends its headers drop by drop is not waited for, and its words reach no log.
func TestAServerHasBounds(t *testing.T) {
	s := NewServer(Guard(http.NotFoundHandler(), slog.New(slog.DiscardHandler)))
	if s.ReadTimeout == 0 || s.WriteTimeout == 0 || s.ReadHeaderTimeout == 0 || s.IdleTimeout == 0 || s.MaxHeaderBytes != MaxHeader {
		t.Errorf("unbounded: %+v", s)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(Limit(l)) }()
	t.Cleanup(func() { s.Close(); <-done })
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	io.WriteString(c, "GET / HTTP/1.1\r\nHost: a\r\nX: "+strings.Repeat("x", 2*MaxHeader)+"\r\n\r\n")
	b, _ := io.ReadAll(c)
	if !strings.Contains(string(b), " 431 ") {
		t.Errorf("got %.60q", b)
	}
}
