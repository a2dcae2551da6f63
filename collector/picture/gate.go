package picture

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds on what a page may ask for.
const (
	maxBytes    = 32 << 20
	maxRequests = 400
	loadFor     = 12 * time.Second // then nothing more comes through, and the page is taken as it is
)

var errShut = errors.New("refused: not a public address, or past a bound")

// A gate is the proxy that the browser goes through. It leads to the page's own
// host, and to no other address that is not public: a page must not make the
// vantage ask what stands beside it. It bounds requests, bytes and time.
type gate struct {
	home     string // host and port of the page
	resolver *net.Resolver
	listener net.Listener
	server   *http.Server
	through  *http.Transport
	asked    atomic.Int64
	refused  atomic.Int64
	left     atomic.Int64
	until    time.Time

	mu   sync.Mutex
	open map[net.Conn]bool
	shut *time.Timer
}

func openGate(home string, resolver *net.Resolver) (*gate, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	g := &gate{home: home, resolver: resolver, listener: l, until: time.Now().Add(loadFor), open: map[net.Conn]bool{}}
	g.left.Store(maxBytes)
	g.through = &http.Transport{DialContext: g.dial, DisableKeepAlives: true, DisableCompression: true}
	g.server = &http.Server{Handler: g, ReadHeaderTimeout: loadFor}
	g.shut = time.AfterFunc(loadFor, g.cut)
	go func() { _ = g.server.Serve(l) }() // its error is that the listener was closed
	return g, nil
}

func (g *gate) address() string { return g.listener.Addr().String() }

func (g *gate) close() {
	g.shut.Stop()
	g.cut()
	g.server.Close()
}

// cut ends all that is on its way.
func (g *gate) cut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for c := range g.open {
		c.Close()
	}
}

// over reports whether the page asked for more than it may.
func (g *gate) over() bool { return g.left.Load() <= 0 || g.asked.Load() > maxRequests }

// ServeHTTP passes on one request of the browser.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if g.asked.Add(1) > maxRequests || g.left.Load() <= 0 {
		g.refuse(w, errShut)
		return
	}
	if r.Method == http.MethodConnect {
		g.connect(w, r)
		return
	}
	out := r.Clone(r.Context())
	out.RequestURI = ""
	out.Header.Del("Proxy-Connection")
	back, err := g.through.RoundTrip(out)
	if err != nil {
		g.refuse(w, err)
		return
	}
	defer back.Body.Close()
	for name, values := range back.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(back.StatusCode)
	_, _ = io.Copy(w, back.Body) // a body that breaks off breaks off for the browser too
}

// refuse hangs up: an answer of ours must not be taken for the server's.
func (g *gate) refuse(w http.ResponseWriter, why error) {
	if errors.Is(why, errShut) {
		g.refused.Add(1)
	}
	if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
		c.Close()
	}
}

// connect joins the browser with where it wants to go.
func (g *gate) connect(w http.ResponseWriter, r *http.Request) {
	there, err := g.dial(r.Context(), "tcp", r.Host)
	if err != nil {
		g.refuse(w, err)
		return
	}
	defer there.Close()
	here, buffered, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer here.Close()
	if _, err := io.WriteString(here, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		return
	}
	go func() {
		_, _ = io.Copy(there, buffered)
		there.Close()
	}()
	_, _ = io.Copy(here, there)
}

// dial reaches the page's own host wherever it is, and others where they are
// public. The address that was looked at is the one that is dialled.
func (g *gate) dial(ctx context.Context, _, address string) (net.Conn, error) {
	left := time.Until(g.until)
	if left <= 0 || g.left.Load() <= 0 {
		return nil, errShut
	}
	ctx, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	d := net.Dialer{Resolver: g.resolver}
	if address != g.home {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		at, err := g.resolve(ctx, host)
		if err != nil {
			return nil, err
		}
		address = net.JoinHostPort(at.String(), port)
	}
	c, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return g.hold(c), nil
}

// resolve returns an address of host, if all are public.
func (g *gate) resolve(ctx context.Context, host string) (netip.Addr, error) {
	r := g.resolver
	if r == nil {
		r = net.DefaultResolver
	}
	all, err := r.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return netip.Addr{}, err
	}
	for _, a := range all {
		if !public(a.Unmap()) {
			return netip.Addr{}, errShut
		}
	}
	if len(all) == 0 {
		return netip.Addr{}, errShut
	}
	return all[0].Unmap(), nil
}

func (g *gate) hold(c net.Conn) net.Conn {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open[c] = true
	return &held{c, g}
}

// A held connection counts what comes through.
type held struct {
	net.Conn
	gate *gate
}

func (h *held) Read(b []byte) (int, error) {
	n, err := h.Conn.Read(b)
	if h.gate.left.Add(-int64(n)) <= 0 {
		return n, errShut
	}
	return n, err
}

func (h *held) Close() error {
	h.gate.mu.Lock()
	delete(h.gate.open, h.Conn)
	h.gate.mu.Unlock()
	return h.Conn.Close()
}

// apart are networks that are no place for a page, beside those that package
// netip knows: shared, benchmarking, documentation and reserved ones, and those
// that hide another address (IANA special-purpose registries, RFC 6890).
var apart = func() (list []netip.Prefix) {
	for _, p := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10"} {
		list = append(list, netip.MustParsePrefix(p))
	}
	return list
}()

func public(a netip.Addr) bool {
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.Zone() != "" {
		return false
	}
	for _, p := range apart {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
