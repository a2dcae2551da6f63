package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"testing"
	"time"

	"constat/report"
	"constat/store"
	"constat/store/record"
	"constat/store/seal"
)

// BenchmarkClassMonth reads bundles of one month of one site, asked each minute
// with one control, as a class report does, and tells how long one takes and the
// most that the heap held.
func BenchmarkClassMonth(b *testing.B) {
	const members, minutes = 4, 30 * 24 * 60
	var sites []stagedSite
	for n := range members {
		sites = append(sites, stagedSite{member: fmt.Sprint(n), name: fmt.Sprintf("site-%d", n), provider: "whc", address: fmt.Sprintf("23.1.1.%d", n+1), system: 64500,
			fails: []stagedFailure{{from: 20000, to: 20300, fault: record.TCPTimeout}}})
	}
	v := stageVantage(b, "saguenay-1/1", classStart, 0, sites)
	v.watch(minutes)
	dir := b.TempDir()
	var jobs []classJob
	for n := range members {
		jobs = append(jobs, classJob{member: fmt.Sprint(n), listed: true, files: []string{v.export(dir, fmt.Sprint(n), store.Query{})}})
	}
	policy, err := seal.ParsePolicy(v.Policy())
	if err != nil {
		b.Fatal(err)
	}
	var most atomic.Uint64
	done := make(chan bool)
	go watchHeap(&most, done)
	read := 0
	for b.Loop() {
		g := &classGathering{policy: policy, tell: progressOn(io.Discard, "en")}
		if err := g.run(b.Context(), jobs); err != nil || len(g.accounts) != members {
			b.Fatal(err, g.leftOut)
		}
		if _, err := report.Class(g.accounts, report.ClassOptions{Providers: []string{"whc"}}); err != nil {
			b.Fatal(err)
		}
		read += members
	}
	close(done)
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(read), "ms/bundle")
	b.ReportMetric(float64(most.Load())/1e6, "heap-MB")
}

func watchHeap(most *atomic.Uint64, done chan bool) {
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for tick := time.NewTicker(time.Millisecond); ; {
		select {
		case <-done:
			return
		case <-tick.C:
			metrics.Read(sample)
			if n := sample[0].Value.Uint64(); n > most.Load() {
				most.Store(n)
			}
		}
	}
}
