package registry

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"filippo.io/age"
)

// BenchmarkAddAtOnce has eight posts on their way at any moment, into a register that
// holds a thousand members already. Beside it, as a reference for the disk and the processors of
// the day: the same files, with the same syncs, of bytes that are there already.
func BenchmarkAddAtOnce(b *testing.B) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		b.Fatal(err)
	}
	member, err := os.ReadFile("testdata/full.json")
	if err != nil {
		b.Fatal(err)
	}
	member = slices.Concat([]byte(`{`), member[len("{\n  \"member_no\": 1,\n"):]) // its number is given
	b.Run("add", func(b *testing.B) {
		c, err := Create(filepath.Join(b.TempDir(), "claims"), "whc", []string{id.Recipient().String()}, noon)
		if err != nil {
			b.Fatal(err)
		}
		for range 1000 {
			if _, err := c.Add([]byte(`{"name_or_legal_name": "A"}`), noon); err != nil {
				b.Fatal(err)
			}
		}
		measured(b, func(int) error { return second(c.Add(member, noon)) })
	})
	b.Run("a hundred a second", func(b *testing.B) {
		c, err := Create(filepath.Join(b.TempDir(), "claims"), "whc", []string{id.Recipient().String()}, noon)
		if err != nil {
			b.Fatal(err)
		}
		paced(b, 10*time.Millisecond, func() error { return second(c.Add(member, noon)) })
	})
	b.Run("reference", func(b *testing.B) {
		dir, cipher, clear := b.TempDir(), make([]byte, 6000), make([]byte, 900)
		measured(b, func(n int) error {
			return putFolder(dir, fmt.Sprintf("%06d", n), nil, file{"member.age", cipher}, file{"entry.json", clear})
		})
	})
}

func measured(b *testing.B, do func(n int) error) {
	var mu sync.Mutex
	var took []time.Duration
	var n atomic.Int64
	b.SetParallelism(4) // of two processors
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			began := time.Now()
			if err := do(int(n.Add(1))); err != nil {
				b.Error(err)
			}
			mu.Lock()
			took = append(took, time.Since(began))
			mu.Unlock()
		}
	})
	b.StopTimer()
	report(b, took)
}

// paced begins one each step, whether those before have ended or not, and counts from
// when each was due.
func paced(b *testing.B, step time.Duration, do func() error) {
	took := make([]time.Duration, b.N)
	var wg sync.WaitGroup
	b.ResetTimer()
	tick, began := time.NewTicker(step), time.Now()
	defer tick.Stop()
	for i := range b.N {
		for due := time.Duration(i) * step; time.Since(began) < due; {
			<-tick.C
		}
		wg.Go(func() {
			if err := do(); err != nil {
				b.Error(err)
			}
			took[i] = time.Since(began) - time.Duration(i)*step
		})
	}
	wg.Wait()
	b.StopTimer()
	report(b, took)
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "adds/s")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
