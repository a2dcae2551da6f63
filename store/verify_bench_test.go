package store

import (
	"archive/zip"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"syscall"
	"testing"
	"time"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// BenchmarkVerify verifies the bundle of a day of 200 targets asked each
// minute, and tells how many times longer that takes than one plain SHA-256
// over the same file: on all cores, then on one, each the
// best of seven. x-cpu compares processor time instead, which tells the same
// on a machine that has other work. The heap is the most that
// verification held. What the file holds of captures is in capture-%; they are
// decoded, not only hashed, so they are measured apart, in bytes as kept.
func BenchmarkVerify(b *testing.B) {
	file, policy := benchFile(b, steadyDay(b, 200, 24*60, false), Query{})
	for _, cores := range []int{runtime.NumCPU(), 1} {
		b.Run(fmt.Sprintf("log/cores=%d", cores), func(b *testing.B) { benchVerify(b, file, policy, cores, 200*24*60) })
	}
	file, policy = benchFile(b, changingHour(b), Query{})
	b.Run("captures", func(b *testing.B) { benchVerify(b, file, policy, runtime.NumCPU(), 0) })
}

func benchVerify(b *testing.B, file *os.File, policy *seal.Policy, cores, observations int) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	fi, err := file.Stat()
	if err != nil {
		b.Fatal(err)
	}
	verify := func() {
		got, err := bundle.Verify("b.zip", file, fi.Size(), policy)
		if err != nil || got.Verdict() != bundle.Proven {
			b.Fatal(err, got.Verdict(), got.Checks)
		}
	}
	heap := mostHeap(verify)
	verifying, hashing, verifyingCPU, hashingCPU := time.Hour, time.Hour, time.Hour, time.Hour
	for b.Loop() {
		for range 7 {
			took, cpu := timed(func() {
				if _, err := io.Copy(sha256.New(), io.NewSectionReader(file, 0, fi.Size())); err != nil {
					b.Fatal(err)
				}
			})
			hashing, hashingCPU = min(hashing, took), min(hashingCPU, cpu)
			took, cpu = timed(verify)
			verifying, verifyingCPU = min(verifying, took), min(verifyingCPU, cpu)
		}
	}
	b.ReportMetric(0, "ns/op") // it holds both
	b.ReportMetric(float64(fi.Size())/1e6, "MB")
	b.ReportMetric(float64(fi.Size())/1e6/verifying.Seconds(), "MB/s-verified")
	b.ReportMetric(float64(fi.Size())/1e6/hashing.Seconds(), "MB/s-sha256")
	b.ReportMetric(float64(verifying)/float64(hashing), "x-sha256")
	b.ReportMetric(float64(verifyingCPU)/float64(hashingCPU), "x-cpu")
	b.ReportMetric(float64(heap)/1e6, "heap-MB")
	b.ReportMetric(100*float64(captureBytes(b, file, fi.Size()))/float64(fi.Size()), "capture-%")
	if observations > 0 {
		b.ReportMetric(float64(verifying.Nanoseconds())/float64(observations), "ns/obs")
	}
}

// timed returns how long f took, by the clock and of all cores.
func timed(f func()) (took, cpu time.Duration) {
	used := func() time.Duration {
		var u syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // of ourselves it does not fail
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	begin, before := time.Now(), used()
	f()
	return time.Since(begin), used() - before
}

// mostHeap looks at the heap each millisecond while f runs, and returns the
// most that f added to it.
func mostHeap(f func()) (most uint64) {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	runtime.GC()
	metrics.Read(sample)
	before := sample[0].Value.Uint64()
	done := make(chan bool)
	go func() { f(); close(done) }()
	for tick := time.NewTicker(time.Millisecond); ; {
		select {
		case <-done:
			return most
		case <-tick.C:
			if metrics.Read(sample); sample[0].Value.Uint64() > before {
				most = max(most, sample[0].Value.Uint64()-before)
			}
		}
	}
}

// benchFile exports a store into a file and closes it.
func benchFile(b *testing.B, dir string, q Query) (*os.File, *seal.Policy) {
	s, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	f, err := os.Create(filepath.Join(b.TempDir(), "b.zip"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	q.Software = "constat test"
	if err := s.Export(f, q); err != nil {
		b.Fatal(err)
	}
	policy, err := seal.ParsePolicy(s.Policy())
	if err != nil {
		b.Fatal(err)
	}
	return f, policy
}

// changingHour keeps an hour of 20 targets that change each minute: each page,
// of some 40 kB and not all noise, is kept. Files are synced one by one, so it
// is no larger.
func changingHour(b *testing.B) (dir string) {
	dir = b.TempDir()
	if err := Create(dir, "saguenay-1/1"); err != nil {
		b.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	s.db.NoSync = true
	var list []record.Target
	for n := range 20 {
		list = append(list, target(fmt.Sprintf("site-%03d", n)))
	}
	watched := enter(b, s, list...)
	for minute := range 60 {
		for n, w := range watched {
			observe(b, s, seen(w, minute, page(n, minute)))
		}
	}
	sealAt(b, s, 61)
	return dir
}

func page(n, minute int) string {
	var page strings.Builder
	random := rand.New(rand.NewPCG(uint64(n), uint64(minute)))
	for range 500 {
		fmt.Fprintf(&page, "<p class=\"article\">%x is what the shop sells, and no other</p>\n", random.Uint64())
	}
	return page.String()
}

// captureBytes counts what captures take in a bundle.
func captureBytes(b *testing.B, r io.ReaderAt, size int64) (sum uint64) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "data/captures/") {
			sum += f.UncompressedSize64
		}
	}
	return sum
}
