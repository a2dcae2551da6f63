package probe

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"constat/store/page"
	"constat/store/record"
)

func serve(t *testing.T, f http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return s.URL
}

func TestAnswerHoldsWhatCameBack(t *testing.T) {
	const text = "<p>Réservez</p>"
	var got http.Header
	var host string
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got, host = r.Header, r.Host
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Server", "caf\xe9/1")
		w.Header().Set("X-Cache", strings.Repeat("é", 200))
		w.Header().Set("Set-Cookie", "a=b")
		io.WriteString(w, text)
	})
	q := question(url, "[STATUS] == 200", "[BODY] == pat(*Réservez*)", "[BODY] == pat(*Bonjour*)", "[CERTIFICATE_EXPIRATION] > 1h", "[RESPONSE_TIME] < 2s")
	r := ask(t, q)
	want(t, r, record.NoFault, 200)
	reached(t, r, "CFB")
	a := r.Answer
	if a.Conditions != "ttf-t" || a.Proto != "HTTP/1.1" || "http://"+a.Peer.String() != url {
		t.Errorf("answer %+v", a)
	}
	if a.Body != record.Sum([]byte(text)) || a.Size != int64(len(text)) || a.Normal.IsZero() || a.Rules != page.Version {
		t.Errorf("body of %+v", a)
	}
	if len(a.Headers) != 3 || a.Headers[1].Value != "caf\ufffd/1" || a.Headers[2].Value != strings.Repeat("é", 128) {
		t.Errorf("headers %q", a.Headers)
	}
	if got.Get("X-Constat-Id") == "" || got.Get("User-Agent") != Agent || got.Get("Cache-Control") != "no-cache" || got.Get("Accept-Encoding") != "identity" {
		t.Errorf("request fields %v", got)
	}
	x := r.Exchange
	wantSent := "GET / HTTP/1.1\r\nHost: " + host + "\r\n"
	if !strings.HasPrefix(string(x.Request), wantSent) || !strings.HasSuffix(string(x.Request), "\r\n\r\n") || !strings.Contains(string(x.Request), "X-Constat-Id: 0123") {
		t.Errorf("request %q", x.Request)
	}
	if !strings.HasPrefix(string(x.Response), "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n") || !strings.Contains(string(x.Response), "Set-Cookie: a=b\r\n") {
		t.Errorf("response %q", x.Response)
	}
	if string(x.Body) != text || x.Cut || x.Peer != a.Peer {
		t.Errorf("exchange %+v", x)
	}
}

func TestOwnFieldsReplaceFixedOnes(t *testing.T) {
	var got http.Header
	var host string
	url := serve(t, func(w http.ResponseWriter, r *http.Request) { got, host = r.Header, r.Host })
	q := question(url)
	q.Headers = []record.Header{{Name: "accept", Value: "text/html"}, {Name: "Host", Value: "shop.example"}, {Name: "X-A", Value: "1"}, {Name: "X-A", Value: "2"}, {Name: "X-Constat-Id", Value: "mine"}}
	want(t, ask(t, q), record.NoFault, 200)
	if fmt.Sprint(got["Accept"], got["X-A"]) != "[text/html] [1 2]" || host != "shop.example" || got.Get("X-Constat-Id") == "mine" {
		t.Errorf("fields %v, host %q", got, host)
	}
}

func TestRedirectIsRecordedNotFollowed(t *testing.T) {
	for _, location := range []string{"/elsewhere", "http://%zz/", ""} {
		var asked int
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			asked++
			w.Header().Set("Location", location)
			w.WriteHeader(http.StatusFound)
		})
		r := ask(t, question(url))
		want(t, r, record.NoFault, 302)
		if asked != 1 || len(r.Answer.Headers) != 1 || r.Answer.Headers[0].Value != location {
			t.Errorf("%q: asked %d times, headers %v", location, asked, r.Answer.Headers)
		}
	}
}

func TestProbesShareNothing(t *testing.T) {
	var mu sync.Mutex
	conns := map[string]bool{}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		conns[r.RemoteAddr] = true
		if !r.Close || len(r.Cookies()) > 0 || r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Modified-Since") != "" {
			t.Errorf("fields %v", r.Header)
		}
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Cache-Control", "max-age=3600")
	})
	for range 5 {
		want(t, ask(t, question(url)), record.NoFault, 200)
	}
	if len(conns) != 5 {
		t.Errorf("5 questions came over %d connections", len(conns))
	}
}

func TestSessionsAreNotResumed(t *testing.T) {
	pair, pool := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.TLS.DidResume {
			t.Error("a TLS session was resumed")
		}
	}))
	s.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	s.StartTLS()
	t.Cleanup(s.Close)
	for range 3 {
		r := askWith(t, Ask{Question: question(s.URL, "[CERTIFICATE_EXPIRATION] > 30m", "[CERTIFICATE_EXPIRATION] > 2h"), Roots: pool})
		want(t, r, record.NoFault, 200)
		reached(t, r, "CTFB")
		if r.Answer.Certificate != record.Sum(pair.Leaf.Raw) || r.Answer.Expires != record.At(pair.Leaf.NotAfter) || r.Answer.Conditions != "tf" || r.Answer.Proto != "HTTP/1.1" {
			t.Errorf("answer %+v", r.Answer)
		}
	}
}

func TestProxyOfTheEnvironmentIsNotUsed(t *testing.T) {
	proxy := serveConn(t, func(net.Conn) { t.Error("the proxy was asked") })
	for _, name := range []string{"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"} {
		t.Setenv(name, "http://"+proxy)
	}
	url := serve(t, func(http.ResponseWriter, *http.Request) {})
	// By a name, for net/http never uses a proxy for loopback.
	byName := strings.Replace(url, "127.0.0.1", "shop.constat.example", 1)
	want(t, askWith(t, Ask{Question: question(byName), Resolver: nameServer(t, dnsmessage.RCodeSuccess), Named: named(url)}), record.NoFault, 200)
	// net/http reads the variables once, maybe before this test.
	if client.GetClient().Transport.(lift).next.(*http.Transport).Proxy != nil {
		t.Error("a proxy function is set")
	}
}

func TestBodyOverTheLimitIsCut(t *testing.T) {
	body := bytes.Repeat([]byte("0123456789"), 20_000)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write(body) })
	for _, c := range []struct {
		limit, size int64
		cut         bool
	}{{200_001, 200_000, false}, {200_000, 200_000, false}, {199_999, 199_999, true}, {1, 1, true}, {0, 0, true}} {
		q := question(url, "[BODY] == pat(*nowhere*)")
		q.BodyLimit = c.limit
		r := ask(t, q)
		want(t, r, record.NoFault, 200)
		a := r.Answer
		if a.Cut != c.cut || a.Size != c.size || a.Body != sha256.Sum256(body[:c.size]) || r.Exchange.Cut != c.cut {
			t.Errorf("limit %d: cut %v, %d bytes", c.limit, a.Cut, a.Size)
		}
		if wantTruth := map[bool]string{true: "-", false: "f"}[c.cut]; a.Conditions != wantTruth {
			t.Errorf("limit %d: conditions %q", c.limit, a.Conditions)
		}
	}
}

func TestHeadHasNoBody(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Length", "5000") })
	q := question(url, "[STATUS] == 200", "len([BODY]) > 0")
	q.Method = "HEAD"
	r := ask(t, q)
	want(t, r, record.NoFault, 200)
	if !r.Answer.Body.IsZero() || r.Answer.Size != 0 || r.Answer.Conditions != "t-" {
		t.Errorf("answer %+v", r.Answer)
	}
}

func TestEmptyBodyIsABody(t *testing.T) {
	url := serve(t, func(http.ResponseWriter, *http.Request) {})
	r := ask(t, question(url, "len([BODY]) == 0"))
	if r.Answer.Body != record.Sum(nil) || r.Answer.Conditions != "t" {
		t.Errorf("answer %+v", r.Answer)
	}
}

func zipped(t *testing.T, b []byte) []byte {
	t.Helper()
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return z.Bytes()
}

func TestCompressedBodyIsHashedAsReceivedAndJudgedAsRead(t *testing.T) {
	plain := []byte("<html><p>Réservez</p></html>")
	coded := zipped(t, plain)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(coded)
	})
	r := ask(t, question(url, "[BODY] == pat(*Réservez*)"))
	a := r.Answer
	if a.Body != record.Sum(coded) || a.Normal != record.Hash(page.Normal("text/html", plain)) || a.Conditions != "t" {
		t.Errorf("answer %+v", a)
	}
}

func TestGzipBombIsReadUpToTheLimit(t *testing.T) {
	coded := zipped(t, make([]byte, 8<<20))
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(coded)
	})
	q := question(url, "len([BODY]) > 1000", "len([BODY]) < 2000000")
	r := ask(t, q)
	want(t, r, record.NoFault, 200)
	if r.Answer.Cut || r.Answer.Size != int64(len(coded)) || r.Answer.Conditions != "t-" {
		t.Errorf("answer %+v", r.Answer)
	}
}

func TestUnreadableCodingSaysNothing(t *testing.T) {
	for coding, body := range map[string]string{"br": "\x0b\x02\x80hello\x03", "gzip": "no gzip"} {
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", coding)
			io.WriteString(w, body)
		})
		r := ask(t, question(url, "[BODY] == pat(*hello*)", "[STATUS] == 200"))
		want(t, r, record.NoFault, 200)
		if r.Answer.Conditions != "-t" || r.Answer.Normal.IsZero() {
			t.Errorf("%s: answer %+v", coding, r.Answer)
		}
	}
}

func TestChallengeIsSeen(t *testing.T) {
	for _, c := range []struct {
		name, value string
		want        bool
	}{{"cf-mitigated", "challenge", true}, {"x-amzn-waf-action", "captcha", true}, {"x-amzn-waf-action", "count", false}, {"server", "cloudflare", false}} {
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set(c.name, c.value)
			w.WriteHeader(403)
		})
		if r := ask(t, question(url)); r.Answer.Challenge != c.want {
			t.Errorf("%s: %s gives %v", c.name, c.value, r.Answer.Challenge)
		}
	}
}

func TestSteadyPageGivesOneAnswer(t *testing.T) {
	n := 0
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		w.Header().Set("Date", time.Unix(int64(n), 0).UTC().Format(http.TimeFormat))
		w.Header().Set("Age", fmt.Sprint(n))
		w.Header().Set("Etag", fmt.Sprint(n))
		io.WriteString(w, "always")
	})
	first := ask(t, question(url)).Answer.Encode()
	if again := ask(t, question(url)).Answer.Encode(); !bytes.Equal(first, again) {
		t.Errorf("%s\n%s", first, again)
	}
}

func TestNormalFollowsBodyAndType(t *testing.T) {
	kind, text := "text/html", "<p>one</p>"
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		io.WriteString(w, text)
	})
	for range 2 { // the second time from memory
		for _, c := range [][2]string{{"text/html", "<p>one</p>"}, {"text/html", "<p>two</p>"}, {"text/plain", "<p>one</p>"}} {
			kind, text = c[0], c[1]
			if got := ask(t, question(url)).Answer.Normal; got != record.Hash(page.Normal(kind, []byte(text))) {
				t.Errorf("%s %s: %v", kind, text, got)
			}
		}
	}
}

func TestFailingAnswersAreStableToo(t *testing.T) {
	urls := []string{
		serveRaw(t, func(c net.Conn) { io.WriteString(c, fmt.Sprintf("SSH-2.0-%d\r\n", time.Now().UnixNano())) }),
		serveRaw(t, func(c net.Conn) {
			io.WriteString(c, fmt.Sprintf("HTTP/1.1 200 OK\r\nwhat %d\r\n\r\n", time.Now().UnixNano()))
		}),
		"http://127.0.0.1:1/",
	}
	for _, url := range urls {
		first := ask(t, question(url)).Answer
		if again := ask(t, question(url)).Answer; !bytes.Equal(first.Encode(), again.Encode()) {
			t.Errorf("%s\n%s", first.Encode(), again.Encode())
		}
	}
}

func TestCancelledQuestionIsOurOwnFault(t *testing.T) {
	asked := make(chan struct{}, 1)
	url := serveRaw(t, func(c net.Conn) { asked <- struct{}{}; hold(c) })
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-asked; cancel() }()
	r := HTTP(ctx, Ask{Question: question(url)})
	want(t, r, record.Local, 0)
}

func TestOneQuestionLeavesOneRequest(t *testing.T) {
	var mu sync.Mutex
	n := 0
	url := serveRaw(t, func(net.Conn) { mu.Lock(); n++; mu.Unlock() }) // closes without a word
	want(t, ask(t, question(url)), record.TCPClosed, 0)
	mu.Lock()
	defer mu.Unlock()
	if n != 1 {
		t.Errorf("%d requests", n)
	}
}
