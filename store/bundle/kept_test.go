package bundle

import (
	"bytes"
	"runtime/metrics"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/warc"
)

// One file may be cited by many entries; it is unpacked once.
func TestEachCaptureIsDecodedOnce(t *testing.T) {
	f := newForge(t).story()
	body := bytes.Repeat([]byte("<p>shop</p>"), 1<<17)
	a, _ := good("shop")
	a.Body, a.Size = record.Sum(body), int64(len(body))
	var first record.Hash
	var refer *warc.Refer
	const more = 100
	for n := 180; n <= 180+more; n++ {
		f.edit = func(_ int, e record.Entry) record.Entry {
			if c, ok := e.(record.Capture); ok {
				c.Body, c.Size, c.Kept = a.Body, a.Size, first
				return c
			}
			return e
		}
		w := f.capture("shop", n, func(w *warc.Capture) {
			w.Body, w.Refers = body, nil
			if refer != nil {
				w.Body, w.Refers = nil, refer
			}
		})
		if refer == nil {
			refer = &warc.Refer{URI: w.URI, Date: w.Date, Digest: a.Body}
			first = f.named["shop"].file
		}
		f.segment("shop", a, n)
	}
	f.seal(morning.Add(10 * time.Hour))
	file := f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control"))
	began, before := time.Now(), allocated()
	b := verifyBytes(t, file, f.policy())
	most := allocated() - before
	t.Logf("%d bytes, %d entries, %v, %d MB allocated in all", len(file), more+2, time.Since(began), most>>20)
	if b.Verdict() != Proven {
		t.Fatal(b.Checks)
	}
	// Once takes some eighty times the body, with what the entries take; a hundred times, five hundred.
	if most > 200*uint64(len(body)) {
		t.Errorf("%d bytes were allocated for a body of %d", most, len(body))
	}
}

// allocated is what was taken from the heap since the program began.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
