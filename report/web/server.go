package web

import (
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"golang.org/x/net/netutil"
)

// Bounds of what anybody can ask of a server.
const (
	MaxHeader   = 16 << 10
	MaxCallers  = 512 // connections at a time
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
func Guard(h http.Handler, log *slog.Logger) http.Handler {
	cross := http.NewCrossOriginProtection()
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
