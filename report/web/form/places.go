package form

import (
	"errors"
	"io"
	"net/netip"
	"os"
	"sync"
	"time"

	"constat/report/web"
)

// places bound how many uploads are under way: in all, of one member and of one line. Anybody can register, so
// whoever has number and code must not hold all of them.
type places struct {
	most, each, line int

	mu    sync.Mutex
	taken int
	by    map[any]int // member numbers and networks
}

// take takes a place, until leave is called; false when none is free for this member or from there.
func (p *places) take(member int, from netip.Prefix) (leave func(), ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taken >= p.most || p.by[member] >= p.each || from.IsValid() && p.by[from] >= p.line {
		return nil, false
	}
	p.count(member, from, 1)
	return sync.OnceFunc(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.count(member, from, -1)
	}), true
}

func (p *places) count(member int, from netip.Prefix, n int) {
	if p.by == nil {
		p.by = map[any]int{}
	}
	p.taken += n
	for _, who := range []any{member, from} {
		if p.by[who] += n; p.by[who] == 0 {
			delete(p.by, who)
		}
	}
}

// The least speed of an upload: a phone on a bad line is above it, who holds a place by sending nothing is not.
const (
	paceBytes = 256 << 10
	paceTime  = time.Minute
)

// A pacedReader lets a file be read for as long as it keeps coming.
type pacedReader struct {
	r     io.Reader
	v     *visit
	until time.Time // of all
	left  int       // bytes before there is more time
}

func (v *visit) paced(r io.Reader, most time.Duration) io.Reader {
	return &pacedReader{r: r, v: v, until: time.Now().Add(most)}
}

func (p *pacedReader) Read(b []byte) (int, error) {
	if p.left <= 0 {
		p.left = paceBytes
		if d := min(paceTime, time.Until(p.until)); d > 0 {
			_ = web.Slow(p.v.w, d) // a test's recorder has no deadlines
		}
	}
	n, err := p.r.Read(b)
	p.left -= n
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		_ = web.Slow(p.v.w, 10*time.Second) // to say so
		err = errCut
	case errors.Is(err, io.EOF):
		_ = web.Slow(p.v.w, paceTime) // for the disk, and the answer
	}
	return n, err
}
