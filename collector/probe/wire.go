package probe

import (
	"net"
	"sync"
	"sync/atomic"
	"time"

	"constat/store/record"
)

// A wire is the one connection of a question, and notes what passes: the
// bytes of the request as they were sent, when they left, and when the first
// byte of the answer came.
//
// Nothing is read before something was written. A server that speaks first is
// then read as an answer, instead of as noise on an idle connection, which
// net/http drops with a line in the log and an error that says nothing.
type wire struct {
	net.Conn
	given atomic.Bool // handed over to the transport
	open  chan struct{}
	once  sync.Once

	mu     sync.Mutex
	sent   []byte
	asked  time.Time
	first  time.Time
	traced bool            // what passes are frames: the trace says what was asked, and when
	fields []record.Header // of the request, as the trace has them
	ended  error           // what the last reading came to, if it failed
}

func newWire(conn net.Conn) *wire { return &wire{Conn: conn, open: make(chan struct{})} }

func (w *wire) Write(b []byte) (int, error) {
	n, err := w.Conn.Write(b)
	now := time.Now()
	w.mu.Lock()
	if !w.traced {
		w.sent = append(w.sent, b[:n]...)
		w.asked = now
	}
	w.mu.Unlock()
	w.once.Do(w.unlock)
	return n, err
}

func (w *wire) Read(b []byte) (int, error) {
	<-w.open
	n, err := w.Conn.Read(b)
	w.mu.Lock()
	defer w.mu.Unlock()
	if n > 0 && w.first.IsZero() && !w.traced {
		w.first = time.Now()
	}
	w.ended = err
	return n, err
}

// field, left and came are what the trace of a request says.
func (w *wire) field(name string, values []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, v := range values {
		w.fields = append(w.fields, record.Header{Name: name, Value: v})
	}
}

func (w *wire) left(t time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = t
}

func (w *wire) came(t time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.first.IsZero() {
		w.first = t
	}
}

func (w *wire) Close() error {
	w.once.Do(w.unlock)
	return w.Conn.Close()
}

func (w *wire) unlock() { close(w.open) }

// times returns when the request left and when the first byte came, zero where
// they did not.
func (w *wire) times() (asked, first time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.first.Before(w.asked) && !w.first.IsZero() {
		return w.first, w.first // answered before it was asked in full
	}
	return w.asked, w.first
}

// end returns how the other side ended the connection, nil if it did not.
func (w *wire) end() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ended
}

func (w *wire) sentBytes() []byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sent
}
