package bundle

import (
	"bytes"
	"runtime"
	"sync"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/warc"
)

// Rule 6: any changed byte in a bundle makes verification fail.
func TestAnyChangedByteFails(t *testing.T) {
	guide, format, records := Guide, Format, record.Format
	defer func() { Guide, Format, record.Format = guide, format, records }()
	Guide, Format, record.Format = "guide\n", "bundle\n", "record\n"
	f := newForge(t)
	shop, _ := good("shop")
	f.add(record.Watch{Time: record.At(morning), Event: "start", Version: "1", Config: f.text("name: a\n")})
	f.enter("shop", false)
	f.enter("blog", false)
	f.capture("shop", 0, func(*warc.Capture) {})
	f.segment("shop", shop, 0)
	f.seal(morning.Add(time.Hour))
	f.cosign(6, f.witness())
	file, policy := f.write(f.contents(-1, 5, "shop")), f.policy()
	if verifyBytes(t, file, policy).Verdict() != Proven {
		t.Fatal("the untouched bundle is not proven")
	}
	each(len(file), func(i int) {
		b := bytes.Clone(file)
		b[i] ^= 1 << (i % 8)
		if verifyBytes(t, b, policy).Verdict() != Broken {
			t.Errorf("byte %d of %d changed, and not broken", i, len(file))
		}
		if i%5 == 0 && verifyBytes(t, file[:i], policy).Verdict() != Broken {
			t.Errorf("cut to %d bytes of %d, and not broken", i, len(file))
		}
	})
	t.Logf("%d bytes", len(file))
}

func each(n int, f func(int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}
