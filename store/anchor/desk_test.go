package anchor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"constat/cmd/constat/demo"
	"constat/store/seal"
)

// pipes is a street of servers without a network, so that a test can own the
// clock: the first connects to all of http://HOST/.
type pipes struct {
	mu    sync.Mutex
	hosts map[string]chan net.Conn
}

// serve opens the house "tsa.example", or the named one.
func (p *pipes) serve(t *testing.T, h http.Handler, host ...string) {
	name := append(host, "tsa.example")[0] + ":80"
	door := door{make(chan net.Conn), make(chan struct{})}
	p.mu.Lock()
	if p.hosts == nil {
		p.hosts = map[string]chan net.Conn{}
	}
	p.hosts[name] = door.conns
	p.mu.Unlock()
	server := &http.Server{Handler: h}
	go func() { _ = server.Serve(door) }() // its error is that it was closed
	t.Cleanup(func() { _ = server.Close() })
}

func (p *pipes) client() *http.Client {
	c := NewClient()
	c.Transport.(*http.Transport).DialContext = func(ctx context.Context, _, address string) (net.Conn, error) {
		p.mu.Lock()
		conns, ok := p.hosts[address]
		p.mu.Unlock()
		if !ok {
			return nil, errors.New("connection refused")
		}
		here, there := net.Pipe()
		select {
		case conns <- there:
			return here, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return c
}

type door struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (d door) Accept() (net.Conn, error) {
	select {
	case c := <-d.conns:
		return c, nil
	case <-d.closed:
		return nil, net.ErrClosed
	}
}
func (d door) Close() error   { close(d.closed); return nil }
func (d door) Addr() net.Addr { return &net.TCPAddr{} }

// opened runs a desk for the length of a test.
func opened(t *testing.T, street *pipes, urls ...string) *Desk[*Answer] {
	d := NewDesk(street.client(), urls...)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { d.Run(ctx); close(done) }()
	t.Cleanup(func() { cancel(); <-done })
	return d
}

// broken answers wrongly until it is mended, and notes when it was asked.
type broken struct {
	good   *demo.Authority
	mended atomic.Bool
	mu     sync.Mutex
	asked  []time.Time
}

func (b *broken) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	b.asked = append(b.asked, time.Now())
	b.mu.Unlock()
	if !b.mended.Load() {
		http.Error(w, "out of order", http.StatusServiceUnavailable)
		return
	}
	b.good.ServeHTTP(w, r)
}

func (b *broken) times() []time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.asked)
}

func text(n int) []byte { return fmt.Appendf(nil, "saguenay-1/1\n%d\nAAAA\n", n) }

// An authority that is down is asked again, later and later but never later
// than the longest pause, and then for the newest checkpoint only.
func TestAuthorityIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var street pipes
		b := &broken{good: newDemo(t)}
		street.serve(t, b)
		d := opened(t, &street, "http://tsa.example/")
		for n := range 3600 {
			d.Want(text(n))
			time.Sleep(time.Second) // on the test's own clock
		}
		behind := d.Behind()
		if len(behind) != 1 || string(behind[0].Data) != string(text(3599)) || time.Since(behind[0].Since) != time.Hour ||
			behind[0].Tries != len(b.times()) || behind[0].Next.Before(time.Now()) || !strings.Contains(fmt.Sprint(behind[0].Err), "status 503") {
			t.Fatalf("%+v", behind)
		}
		times := b.times()
		for i := range times[1:] {
			pause, longest := times[i+1].Sub(times[i]), min(firstPause<<min(i, 20), maxPause)
			if pause > longest || pause <= longest*3/4 {
				t.Errorf("pause %d of %v, not %v and a little less", i, pause, longest)
			}
		}
		b.mended.Store(true)
		time.Sleep(maxPause)
		synctest.Wait() // the answer lies there
		if behind := d.Behind(); len(behind) != 1 || !behind[0].Next.IsZero() {
			t.Errorf("%+v", behind)
		}
		a := <-d.Answers()
		if string(a.Data) != string(text(3599)) {
			t.Errorf("stamped %q", a.Data)
		}
		if _, err := seal.ReadToken(a.Token, a.Data); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if behind := d.Behind(); len(behind) != 0 {
			t.Errorf("%+v", behind)
		}
		asked := len(b.times())
		time.Sleep(time.Hour)
		if len(b.times()) != asked {
			t.Error("asked although nothing was wanted")
		}
		b.mended.Store(false)
		d.Want(text(4000))
		time.Sleep(firstPause * 3)
		if got := len(b.times()) - asked; got != 3 {
			t.Errorf("asked %d times in the first seconds after a success", got)
		}
	})
}

// One authority's trouble is not another's.
func TestTroubleHoldsUpNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var street pipes
		ahead, wild := newDemo(t), newDemo(t)
		ahead.Now = func() time.Time { return time.Now().Add(time.Hour) }
		street.serve(t, newDemo(t), "good.example")
		street.serve(t, ahead, "ahead.example")
		street.serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // or the server would not notice that we left
			<-r.Context().Done()
		}), "silent.example")
		street.serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			resp, err := wild.Reply(seal.Request(text(0), nil)) // of another day, to nobody's question
			if err != nil {
				t.Error(err)
			}
			_, _ = w.Write(resp)
		}), "wild.example")
		d := opened(t, &street, "http://down.example/", "http://silent.example/", "http://ahead.example/", "http://wild.example/", "http://good.example/")
		for n := range 48 {
			begun := time.Now()
			d.Want(text(n))
			if a := <-d.Answers(); string(a.Data) != string(text(n)) || a.URL != "http://good.example/" || time.Since(begun) != 0 {
				t.Fatalf("%q by %q after %v", a.Data, a.URL, time.Since(begun))
			}
			time.Sleep(time.Hour)
		}
		var urls []string
		for _, b := range d.Behind() {
			urls = append(urls, b.URL)
			if b.Tries < 48*60/6 || string(b.Data) != string(text(47)) {
				t.Errorf("%+v", b)
			}
		}
		if want := []string{"http://down.example/", "http://silent.example/", "http://ahead.example/", "http://wild.example/"}; !slices.Equal(urls, want) {
			t.Errorf("behind: %v", urls)
		}
	})
}

// Nobody has to take the answers for Want to return and Run to end, and what
// was wanted while an answer lay there is asked for next.
func TestWantNeverBlocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var street pipes
		street.serve(t, newDemo(t))
		d := opened(t, &street, "http://tsa.example/")
		d.Want(text(1))
		synctest.Wait() // the first answer lies there
		begun := time.Now()
		for n := range 100 {
			time.Sleep(time.Second)
			d.Want(text(2 + n))
		}
		if b := d.Behind(); len(b) != 1 || !b[0].Since.Equal(begun) {
			t.Errorf("%+v", b)
		}
		if a := <-d.Answers(); string(a.Data) != string(text(1)) {
			t.Errorf("%q", a.Data)
		}
		synctest.Wait()
		if b := d.Behind(); len(b) != 1 || !b[0].Since.Equal(begun.Add(time.Second)) || string(b[0].Data) != string(text(101)) {
			t.Errorf("%+v", b)
		}
		if a := <-d.Answers(); string(a.Data) != string(text(101)) {
			t.Errorf("%q", a.Data)
		}
	})
}
