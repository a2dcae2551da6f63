package bundle

import (
	"bytes"
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
	v := &verifier{checks: checks{log: "b.zip"}, archive: bytes.NewReader(file), size: int64(len(file)), policy: f.policy(), outer: true}
	began := time.Now()
	v.run()
	t.Logf("%d bytes, %d entries, %v", len(file), more+2, time.Since(began))
	if v.account == nil || Judge(v.list) != Proven {
		t.Fatal(v.list)
	}
	if v.decoded != len(v.account.captures) {
		t.Errorf("%d files decoded %d times", len(v.account.captures), v.decoded)
	}
}
