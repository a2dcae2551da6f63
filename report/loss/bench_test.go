package loss

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"constat/store/record"
)

const million = 1_000_000

// Two inventories of a million files: one in twenty gone, one in a hundred
// moved, one in two hundred altered; and the worst, where nothing is left. What
// it takes is told beside what it takes to read both once, so that a busy
// machine does not spoil the figure.
func BenchmarkMillionFiles(b *testing.B) {
	dir := b.TempDir()
	full := writeMillion(b, filepath.Join(dir, "full"), func(i int) (string, int, bool) { return photo(i), i, true })
	thinned := writeMillion(b, filepath.Join(dir, "thinned"), func(i int) (string, int, bool) {
		switch {
		case i%20 == 7:
			return "", 0, false
		case i%100 == 3:
			return photo(i) + ".moved.jpg", i, true
		case i%200 == 4:
			return photo(i), i + million, true
		}
		return photo(i), i, true
	})
	other := writeMillion(b, filepath.Join(dir, "other"), func(i int) (string, int, bool) { return photo(i) + ".new", i + million, true })
	for name, after := range map[string]Listing{"OneInTwenty": thinned, "Everything": other} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				reading := readOnce(b, full, after)
				peak := watchMemory()
				started, worked := time.Now(), work(b)
				h := history(b, full, after)
				took := time.Since(started)
				b.ReportMetric((work(b) - worked).Seconds(), "cpu-s")
				b.ReportMetric(took.Seconds()/reading.Seconds(), "readings")
				b.Logf("2 × %d files: %d gone, %d moved, %d altered; %v, at most %d MiB in use", million, len(h.Gone),
					total(h, func(t Tally) Amount { return t.Moved }).Files, total(h, func(t Tally) Amount { return t.Altered }).Files,
					took.Round(10*time.Millisecond), peak()>>20)
			}
		})
	}
}

// work is the processor's time that this program has taken, which a busy machine
// spoils less than the clock's.
func work(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func readOnce(b *testing.B, listings ...Listing) time.Duration {
	started := time.Now()
	for _, l := range listings {
		if err := l.Each(func(record.Held) {}); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(started)
}

func photo(i int) string { return fmt.Sprintf("photos/%04d/IMG_%07d.jpg", i/500, i) }

func writeMillion(b *testing.B, path string, file func(int) (string, int, bool)) Listing {
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	m, err := record.NewManifestWriter(w, [32]byte{})
	if err != nil {
		b.Fatal(err)
	}
	for i := range million {
		name, content, ok := file(i)
		if !ok {
			continue
		}
		h := record.Held{Path: name, Size: int64(1_000_000 + content), Modified: record.Instant(1_600_000_000_000 + i), Sum: record.Sum(fmt.Append(nil, content)), Read: 1_795_316_645_123}
		if err := m.Add(h); err != nil {
			b.Fatal(err)
		}
	}
	sum, err := m.Close()
	if err != nil {
		b.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	return Listing{File: sum.File, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// watchMemory samples the heap until the returned function is called, which
// returns the most that was in use.
func watchMemory() func() uint64 {
	runtime.GC()
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.Sys-m.HeapReleased)
			select {
			case <-tick.C:
			case <-stop:
				done <- most
				return
			}
		}
	}()
	return func() uint64 { close(stop); return <-done }
}
