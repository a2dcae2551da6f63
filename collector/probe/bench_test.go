package probe

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

const serverVariable = "CONSTAT_PROBE_TEST_SERVER"

// The test binary is its own server when it is told so, to keep the server's
// processor time apart.
func TestMain(m *testing.M) {
	if os.Getenv(serverVariable) != "" {
		playServer()
		return
	}
	// A name server that never answers is waited for by package net, not by us.
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("net.(*Resolver).lookupIPAddr.func1"),
		goleak.IgnoreAnyFunction("net.(*Resolver).lookupIPAddr.func2"),
		goleak.IgnoreAnyFunction("net.(*Resolver).goLookupIPCNAMEOrder.func3.1"))
}

func playServer() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() {
		io.Copy(io.Discard, os.Stdin) // until the parent is gone
		os.Exit(0)
	}()
	fmt.Println(l.Addr())
	steady := benchPage(0)
	var n atomic.Int64
	panic(http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := steady
		if r.URL.Path == "/changing" {
			text = strings.Replace(steady, "content=", fmt.Sprintf("content=%d", n.Add(1)), 1)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", fmt.Sprint(len(text)))
		io.WriteString(w, text)
	})))
}

// benchPage is about 20 KB of a shop.
func benchPage(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><html><head><title>Shop</title><meta name=csrf content=%032d></head><body>", n)
	for i := 0; b.Len() < 20_000; i++ {
		fmt.Fprintf(&b, "<div class=\"item\" id=\"i%d\"><a href=\"/item/%d\">Article n° %d</a><p>Réservez, livré en deux jours.</p></div>\n", i, i, i)
	}
	return b.String() + "</body></html>"
}

func startServer(b *testing.B) string {
	b.Helper()
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), serverVariable+"=1")
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { in.Close(); c.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return "http://" + strings.TrimSpace(address) + "/"
}

// processor is the time this process has used.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Processor time of a probe against the least one can do: GET over a new
// connection, read, SHA-256. The two take turns, so that what else runs on the
// machine hits both. A page that is never the same twice is reduced each time,
// and that is what it then costs.
func BenchmarkProbeAgainstPlain(b *testing.B) {
	url := startServer(b)
	for _, page := range []string{"steady", "changing"} {
		b.Run(page, func(b *testing.B) { benchAgainstPlain(b, url+page) })
	}
}

func benchAgainstPlain(b *testing.B, url string) {
	plain := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	q := question(url, "[STATUS] == 200", "[BODY] == pat(*Réservez*)")
	const turn = 100
	asPlain := func() {
		for range turn {
			r, err := plain.Get(url)
			if err != nil {
				b.Fatal(err)
			}
			h := sha256.New()
			io.Copy(h, r.Body)
			r.Body.Close()
			h.Sum(nil)
		}
	}
	asProbe := func() {
		for range turn {
			if r := HTTP(context.Background(), Ask{Question: q, ID: "0123456789abcdef0123456789abcdef"}); r.Answer.Conditions != "tt" {
				b.Fatalf("%+v", r.Answer)
			}
		}
	}
	asPlain()
	asProbe()
	var ofPlain, ofProbe time.Duration
	turns := 0
	for b.Loop() {
		start := processor(b)
		asPlain()
		middle := processor(b)
		asProbe()
		ofPlain, ofProbe = ofPlain+middle-start, ofProbe+processor(b)-middle
		turns++
	}
	b.ReportMetric(float64(ofProbe)/float64(ofPlain), "cpu-ratio")
	b.ReportMetric(float64(ofProbe.Microseconds())/float64(turns*turn), "probe-cpu-µs")
	b.ReportMetric(float64(ofPlain.Microseconds())/float64(turns*turn), "plain-cpu-µs")
}
