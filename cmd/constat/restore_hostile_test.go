package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"constat/store/record"

	"github.com/chromedp/chromedp"
)

// An eavesdropper counts who connects to it, whether anything is asked or not.
type eavesdropper struct {
	net.Listener
	heard atomic.Int64
}

func (e *eavesdropper) Accept() (net.Conn, error) {
	c, err := e.Listener.Accept()
	if err == nil {
		e.heard.Add(1)
	}
	return c, err
}

// hostile are the contents of a site that would run and tell somebody, served as
// given: what stands before the first empty line are the headers.
func hostile(beacon string) map[string]string {
	script := "<script>document.title='RAN';new Image().src='" + beacon + "/script'</script>"
	svg := "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><rect width='20' height='20'/><image href='" + beacon + "/image' width='1' height='1'/>" + script + "</svg>"
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte("<html>zipped" + script))
	_ = z.Close()
	// each frames all the others
	frames := ""
	for _, name := range []string{"x.svg", "noct", "noct.html", "evil.xhtml", "evil.xml", "octets.html", "brotli.html", "plain.html"} {
		frames += "<iframe src=/" + name + "></iframe><object data=/" + name + "></object><embed src=/" + name + "><a href=/" + name + ">" + name + "</a>"
	}
	html := "Content-Type: text/html\n\n"
	return map[string]string{
		"/": html + "<!DOCTYPE html><html><head><title>shop</title>" + script + "<link rel=icon href=/x.svg><link rel=preconnect href=" + beacon + ">" +
			"<meta http-equiv=' refresh' content='0;url=" + beacon + "/r'></head><body>" + frames + "<img id=drawing src=/x.svg>" +
			"<a href=/refresh.html>r</a><a href=/foreign.html>f</a><a href=/zipped>z</a><a href=/nospace>n</a><a href=/twice>t</a>" +
			"<noscript><meta http-equiv=refresh content='0;url=" + beacon + "/ns'><img src=" + beacon + "/ni></noscript>" +
			"<iframe srcdoc=\"<script>1</script><img src=" + beacon + "/srcdoc>\"></iframe></body></html>",
		"/x.svg":        "Content-Type: image/svg+xml\n\n" + svg,
		"/noct":         "\n\n<html>no type" + script,
		"/noct.html":    "\n\n<html>no type" + script,
		"/evil.xhtml":   "Content-Type: application/xhtml+xml\n\n<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>e</title>" + script + "</head><body><div id='x'/>well formed</body></html>",
		"/evil.xml":     "Content-Type: text/xml\n\n<html xmlns='http://www.w3.org/1999/xhtml'><head>" + script + "</head></html>",
		"/octets.html":  "Content-Type: application/octet-stream\n\n<html>" + script,
		"/brotli.html":  "Content-Type: text/html\nContent-Encoding: br\n\n<html>not brotli" + script,
		"/plain.html":   "Content-Type: text/plain\n\n<html>plain" + script,
		"/refresh.html": html + "<meta http-equiv=Refresh content='0;url=" + beacon + "/refresh'>r",
		"/foreign.html": html + "<svg><title><meta http-equiv=refresh content='0;url=" + beacon + "/t'><link rel=preconnect href=" + beacon + "></title></svg><svg><style><img src=" + beacon + "/s></style></svg>",
		"/zipped":       "Content-Type: text/html\nContent-Encoding: gzip\n\n" + zipped.String(),
		"/nospace":      "Content-Type:text/html\n\n<html>" + script,
		"/twice":        "Content-Type: text/html; charset=utf-8; charset=utf-8\n\n<html>" + script,
	}
}

// raw serves contents with just the headers that they say.
func raw(t *testing.T, contents map[string]string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer c.Close()
		content, ok := contents[r.URL.Path]
		if !ok {
			fmt.Fprint(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			return
		}
		head, body, _ := strings.Cut(content, "\n\n")
		if head != "" {
			head = strings.ReplaceAll(head, "\n", "\r\n") + "\r\n"
		}
		fmt.Fprintf(c, "HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s", head, len(body), body)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// What a site is given back as runs no script and asks nobody, whatever it was:
// a real browser opens the index, every page and all that the index leads to,
// and a server that waits for them hears nothing.
func TestWhatIsGivenBackRunsNothingAndAsksNobody(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no Chromium here")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ear := &eavesdropper{Listener: l}
	s := &http.Server{Handler: http.NotFoundHandler()}
	go func() { _ = s.Serve(ear) }()
	t.Cleanup(func() { s.Close() })
	base := raw(t, hostile("http://"+l.Addr().String()))
	target := record.Target{Time: record.At(time.Now()), Name: "whole", Provider: "whc", Interval: 10,
		Question: record.Question{Kind: record.AskInventory, URL: base + "/", Timeout: 60_000}}
	w := newPageWatcher(t, "saguenay-1/1", 0, []record.Target{target})
	stock := &stocking{Store: w.store}
	stock.follow(t, target, 1<<20)
	file, out := filepath.Join(t.TempDir(), "site.zip"), filepath.Join(t.TempDir(), "given")
	writeBundle(t, w.store, time.Now(), file)
	restored(t, "whole", file, "-o", out)
	checkSums(t, out)

	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	open := func(name string) string {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate((&url.URL{Scheme: "file", Path: name}).String())); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		title, err := chromedp.Run(ctx, chromedp.Evaluate[string](`new Promise(done => setTimeout(() => done(document.title + " " + location.protocol), 150))`, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return title
	}
	index := filepath.Join(out, "index.html")
	open(index)
	links, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...new Set([...document.links].map(a => decodeURIComponent(a.pathname)))]`))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(out, "pages"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			links = append(links, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range links {
		if title := open(name); strings.Contains(title, "RAN") || !strings.HasSuffix(title, "file:") || ear.heard.Load() != 0 {
			t.Errorf("%s: %q, and %d were heard", strings.TrimPrefix(name, out), title, ear.heard.Load())
		}
	}
	if len(links) < 28 {
		t.Errorf("only %q were opened", links)
	}
	checkShown(t, ctx, open, filepath.Join(out, "pages", strings.ReplaceAll(strings.TrimPrefix(base, "http://"), ":", "_")))
	for _, dir := range []string{out, filepath.Join(out, "pages")} {
		if fi, err := os.Stat(dir); err != nil || fi.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v, %v", dir, fi.Mode(), err)
		}
	}
	// What nothing leads to does tell: so the server does hear.
	if open(filepath.Join(out, "original", strings.ReplaceAll(strings.TrimPrefix(base, "http://"), ":", "_"), "noct.html")); ear.heard.Load() == 0 {
		t.Error("the server hears nothing at all")
	}
}

func checkShown(t *testing.T, ctx context.Context, open func(string) string, pages string) {
	t.Helper()
	open(filepath.Join(pages, "index.html"))
	width, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.getElementById("drawing").naturalWidth`))
	if err != nil || width != 20 {
		t.Errorf("the drawing: %d, %v", width, err)
	}
	open(filepath.Join(pages, "evil.xhtml.html"))
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText + document.getElementById("x").childNodes.length`))
	if err != nil || text != "well formed0" {
		t.Errorf("the page in XML: %q, %v", text, err)
	}
	open(filepath.Join(pages, "x.svg.html"))
	drawn, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelector("svg rect").getBoundingClientRect().width`))
	if err != nil || drawn != 20 {
		t.Errorf("the drawing by itself: %d, %v", drawn, err)
	}
}
