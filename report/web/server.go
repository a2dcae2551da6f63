package web

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/net/netutil"
)

// Bounds of what anybody can ask of a server.
const (
	MaxHeader   = 16 << 10
	MaxCallers  = 512 // connections at a time
	MaxEach     = 128 // of them from one address; an office or a carrier shares one
	readTime    = 30 * time.Second
	writeTime   = 60 * time.Second
	idleTime    = 60 * time.Second
	headersTime = 10 * time.Second
)

// NewServer returns a server with bounds. What strangers send is no news, and their
// addresses are theirs: net/http's own words, which hold both, go nowhere.
func NewServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, MaxHeaderBytes: MaxHeader, ReadHeaderTimeout: headersTime, ReadTimeout: readTime,
		WriteTimeout: writeTime, IdleTimeout: idleTime, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
}

// Limit bounds how many callers a listener has at a time; more wait.
func Limit(l net.Listener) net.Listener { return netutil.LimitListener(l, MaxCallers) }

// Each bounds how many connections one address, of IPv6 one /64, has at a time; those over it are closed, and over, where
// it is not nil, is told of each. It belongs inside [Limit], and where no proxy stands before us.
func Each(l net.Listener, most int, over func()) net.Listener {
	if over == nil {
		over = func() {}
	}
	return &eachListener{Listener: l, most: most, over: over, by: map[netip.Prefix]int{}}
}

type eachListener struct {
	net.Listener
	most int
	over func()

	mu sync.Mutex
	by map[netip.Prefix]int
}

func (l *eachListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := lineOf(c.RemoteAddr())
		if !l.enter(from) {
			c.Close()
			l.over()
			continue
		}
		return &eachConn{Conn: c, leave: sync.OnceFunc(func() { l.leave(from) })}, nil
	}
}

func (l *eachListener) enter(from netip.Prefix) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.by[from] >= l.most {
		return false
	}
	l.by[from]++
	return true
}

func (l *eachListener) leave(from netip.Prefix) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.by[from]--; l.by[from] == 0 {
		delete(l.by, from)
	}
}

func lineOf(a net.Addr) netip.Prefix {
	t, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.Prefix{}
	}
	ip, bits := t.AddrPort().Addr().Unmap().WithZone(""), 32
	if ip.Is6() {
		bits = 64
	}
	p, _ := ip.Prefix(bits)
	return p
}

type eachConn struct {
	net.Conn
	leave func()
}

func (c *eachConn) Close() error {
	c.leave()
	return c.Conn.Close()
}

// Slow gives one request more time, as a stream or a large upload needs; 0 for
// as long as it takes.
func Slow(w http.ResponseWriter, d time.Duration) error {
	var until time.Time
	if d > 0 {
		until = time.Now().Add(d)
	}
	c := http.NewResponseController(w)
	if err := c.SetReadDeadline(until); err != nil {
		return err
	}
	return c.SetWriteDeadline(until)
}

// Guard stands before every handler of ours. It sets the strict headers, refuses what other
// sites have a browser post (http.CrossOriginProtection), takes GET, HEAD and POST only, and turns
// a panic into a page; of that the log learns where it was, never about what.
//
// Trusted are the origins, as "https://host", at which a proxy of ours shows these pages; one that is no origin is a mistake of the caller's.
func Guard(h http.Handler, log *slog.Logger, trusted ...string) http.Handler {
	cross := http.NewCrossOriginProtection()
	for _, origin := range trusted {
		if err := cross.AddTrustedOrigin(origin); err != nil {
			panic("web: internal error: " + err.Error())
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		strict(w.Header())
		defer func() {
			switch v := recover(); v {
			case nil:
			case http.ErrAbortHandler:
				panic(v)
			default:
				log.Error("a page could not be made", "stack", string(debug.Stack()))
				Error(w, LangOf(r), http.StatusInternalServerError)
			}
		}()
		switch r.Method {
		case http.MethodGet, http.MethodHead, http.MethodPost:
		default:
			w.Header().Set("Allow", "GET, HEAD, POST")
			Error(w, LangOf(r), http.StatusMethodNotAllowed)
			return
		}
		if cross.Check(r) != nil {
			Error(w, LangOf(r), http.StatusForbidden)
			return
		}
		h.ServeHTTP(w, r)
	})
}
