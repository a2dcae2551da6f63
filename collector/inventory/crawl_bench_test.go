package inventory

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

const crawledPages = 10_000

// endless is a site of pages that lead to one another, 20 KB each.
func endless(w http.ResponseWriter, r *http.Request) {
	var n int
	if _, err := fmt.Sscanf(r.URL.Path, "/p/%d.html", &n); err != nil && r.URL.Path != "/" || n >= crawledPages {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html")
	var b bytes.Buffer
	for i := 1; i <= 100; i++ {
		fmt.Fprintf(&b, "<p>Lorem ipsum dolor sit amet %s <a href=\"/p/%d.html\">and on</a></p>\n", strings.Repeat("x ", 50), (n*7+i*i)%crawledPages)
	}
	fmt.Fprintf(&b, "<a href=\"/p/%d.html\">next</a>", n+1)
	_, _ = w.Write(b.Bytes())
}

// A crawl holds the addresses that it has found, and one page.
func BenchmarkTenThousandPages(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(endless))
	defer server.Close()
	was := sources["http"]
	sources["http"] = func(ctx context.Context, u *url.URL, ask Ask) (source, error) {
		s, err := openSite(ctx, u, ask)
		if err == nil {
			s.(*site).pause = 0 // there is nobody to be polite to
		}
		return s, err
	}
	defer func() { sources["http"] = was }()
	for b.Loop() {
		peak := watchHeap()
		started := time.Now()
		r := List(context.Background(), Ask{Question: record.Question{Kind: record.AskInventory, URL: server.URL + "/", Timeout: 600_000}, Dir: b.TempDir()})
		e := r.Inventory
		if !e.Whole() || e.Items != crawledPages+1 || e.Read != e.Items {
			b.Fatalf("%+v", e)
		}
		b.Logf("%d pages, %d MiB, in %v: at most %d KiB of heap in use beside what the test takes", e.Items, e.Bytes>>20, time.Since(started).Round(time.Millisecond), peak()>>10)
	}
}

// watchHeap samples the heap until the returned function is called, which
// returns how far it rose.
func watchHeap() func() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	began := m.HeapAlloc
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		most := began
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-tick.C:
			case <-stop:
				done <- most - began
				return
			}
		}
	}()
	return func() uint64 { close(stop); return <-done }
}
