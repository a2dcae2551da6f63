package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"constat/collector"
	"constat/report"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// What a genuine daemon records of odd servers and odd addresses is never
// called broken: a verifier that is too clever would destroy true evidence.
func TestGenuineIsNeverBroken(t *testing.T) {
	plain := httptest.NewServer(odd())
	defer plain.Close()
	secure := httptest.NewTLSServer(odd())
	defer secure.Close()
	raw := rawServer(t)
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Close()

	host := strings.TrimPrefix(plain.URL, "http://")
	var targets []string
	for _, p := range []string{"/", "", "?x=1&y=é", "/a%20b/ü", "/x;y/../z//w?q=%C3%A9&r=a+b", "/quote'(1)", "/gzip", "/empty", "/204", "/304", "/long", "/twice",
		"/latin1", "/challenge", "/captcha", "/redirect", "/500", "/403", "/slow", "/big", "/changing", "/notype", "/cut", "/%zz", "/tab|pipe^", "/star*!~@:$&,="} {
		targets = append(targets, "http://"+host+p)
	}
	targets = append(targets, "http://LocalHost:"+port(host)+"/", "http://localhost:"+port(host), secure.URL+"/", "https://"+gone.Addr().String()+"/",
		"http://"+gone.Addr().String()+"/", "http://no-such-host.invalid/", "http://[::1]:"+port(gone.Addr().String())+"/")
	for _, kind := range []string{"rubbish", "close", "http10", "nolength", "lying", "folded", "manyheaders"} {
		targets = append(targets, "http://"+raw+"/"+kind)
	}
	b := watchOnce(t, targets, plain.URL+"/")
	for _, c := range b.Checks {
		if c.Result == bundle.Failed {
			t.Errorf("%s %s: %s", c.Head, c.Name, c.Detail.English)
		}
	}
	if forms, err := report.Forms(b); err != nil || len(forms) > 0 {
		t.Errorf("kept pages do not give what was recorded of them: %v %v", forms, err)
	}
	answers := map[string]bool{}
	for _, l := range b.Logs {
		for _, target := range l.Targets {
			for o := range target.Observations() {
				answers[fmt.Sprint(o.Answer.Fault, o.Answer.Status)] = true
			}
		}
	}
	if len(answers) < 10 {
		t.Errorf("only %d kinds of answer were seen: %v", len(answers), answers)
	}
	t.Logf("%d kinds of answer", len(answers))
}

func port(host string) string { return host[strings.LastIndex(host, ":")+1:] }

// watchOnce runs the real collector on a real store for a few rounds, and
// verifies the bundle.
func watchOnce(t *testing.T, urls []string, control string) *bundle.Bundle {
	t.Helper()
	dir := t.TempDir()
	if err := store.Create(dir, "vantage/1"); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var entries []record.Target
	for i, u := range append(urls, control) {
		q := Target{URL: u, Method: []string{"GET", "HEAD"}[i%7/6], Timeout: 400 * time.Millisecond, BodyLimit: 2000, Headers: []record.Header{{Name: "Accept-Language", Value: "fr"}}}.Question()
		if i%3 == 0 {
			q.Conditions = []string{"[STATUS] == 200", "[BODY] == pat(*é*)", "[STATUS] != any(500, 503)", "[RESPONSE_TIME] < 50"}
		}
		entries = append(entries, record.Target{Time: record.At(time.Now()), Name: fmt.Sprint("t", i), Control: i == len(urls), Interval: 10, Question: q})
	}
	watched, err := s.Enter(entries)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3500*time.Millisecond)
	defer cancel()
	if err := collector.New(s, slog.New(slog.DiscardHandler), watched, collector.Options{}).Run(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Seal(time.Now()); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := s.Export(&file, store.Query{Software: "constat test"}); err != nil {
		t.Fatal(err)
	}
	policy, err := seal.ParsePolicy(s.Policy())
	if err != nil {
		t.Fatal(err)
	}
	b, err := bundle.Verify("b.zip", bytes.NewReader(file.Bytes()), int64(file.Len()), policy)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// odd answers in ways that servers really do.
func odd() http.Handler {
	mux := http.NewServeMux()
	n := 0
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Server", "odd/1")
		switch strings.TrimPrefix(r.URL.Path, "/") {
		case "gzip":
			h.Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprint(z, "<p>café</p>")
			z.Close()
			return
		case "204", "304":
			w.WriteHeader(map[string]int{"/204": 204, "/304": 304}[r.URL.Path])
			return
		case "empty":
			h.Set("Server", "")
			return
		case "long":
			h.Set("X-Powered-By", strings.Repeat("é", 400))
		case "twice":
			h["Via"] = []string{"1.1 a", "1.1 b"}
			h["Set-Cookie"] = []string{"a=1", "b=2"}
		case "latin1":
			h["X-Served-By"] = []string{"caf\xe9 \x80"}
			h.Set("Content-Type", "text/html; charset=iso-8859-1")
			fmt.Fprint(w, "<p>caf\xe9</p>")
			return
		case "challenge":
			h.Set("Cf-Mitigated", "Challenge")
			w.WriteHeader(503)
		case "captcha":
			h.Set("X-Amzn-Waf-Action", "captcha")
			w.WriteHeader(405)
		case "redirect":
			h.Set("Location", "/ailleurs?é")
			w.WriteHeader(302)
			return
		case "500", "403":
			w.WriteHeader(map[string]int{"/500": 500, "/403": 403}[r.URL.Path])
		case "slow":
			select {
			case <-time.After(time.Second):
			case <-r.Context().Done():
			}
			return
		case "big":
			io.WriteString(w, strings.Repeat("0123456789", 1000))
			return
		case "changing":
			n++
			fmt.Fprintf(w, "<p>%d é</p>", n)
			return
		case "notype":
			h["Content-Type"] = nil
		case "cut":
			h.Set("Content-Length", "1000")
			io.WriteString(w, "short")
			panic(http.ErrAbortHandler)
		}
		fmt.Fprint(w, "<p>é</p>")
	})
	return mux
}

// rawServer answers in bytes, some of them no HTTP.
func rawServer(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	answers := map[string]string{
		"rubbish": "SSH-2.0-OpenSSH\r\n", "close": "", "http10": "HTTP/1.0 200 OK\r\n\r\nbody", "nolength": "HTTP/1.1 200 Fine é\r\nConnection: close\r\n\r\nbody",
		"lying": "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbody", "folded": "HTTP/1.1 200 OK\r\nServer: a\r\n b\r\nContent-Length: 1\r\n\r\nx",
		"manyheaders": "HTTP/1.1 200 OK\r\n" + strings.Repeat("Via: x\r\n", 300) + "content-length: 1\r\n\r\nx",
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				r, err := http.ReadRequest(bufio.NewReader(c))
				if err == nil {
					io.WriteString(c, answers[strings.TrimPrefix(r.URL.Path, "/")])
				}
			}()
		}
	}()
	return l.Addr().String()
}
