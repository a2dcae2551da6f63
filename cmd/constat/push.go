package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"constat/collector/probe"
	"constat/report/web"
	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

const (
	maxCallers = 128 // at a time, those who watch the dashboard among them
	maxEach    = 64  // of them from one address, where no proxy and no machine of ours stands for many
	callLimit  = 5 * time.Second
	pageLimit  = 60 * time.Second
)

// A desk is where jobs report in. A caller learns whether what it knows is a
// token, and nothing else; nothing that it says is kept but up or down. Whoever
// calls for something else is shown to the front.
type desk struct {
	inbox   *probe.Inbox
	log     *slog.Logger
	address string // as configured
	server  *http.Server
	seal    atomic.Pointer[tls.Certificate] // nil where nothing is encrypted
	front   http.Handler                    // nil for none
	each    int                             // callers of one address at a time; 0 for no bound of its own
	strange atomic.Int64                    // calls without a token since the last word of it
	running sync.WaitGroup
}

// newDesk returns a desk that nobody can call yet.
func newDesk(log *slog.Logger) *desk {
	d := &desk{inbox: new(probe.Inbox), log: log}
	mux := http.NewServeMux()
	for _, method := range []string{"GET", "POST"} { // GET takes HEAD in
		mux.HandleFunc(method+" /push/{token}", d.report)
	}
	mux.HandleFunc("/push/", http.NotFound)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if d.front == nil || web.Slow(w, pageLimit) != nil {
			http.NotFound(w, r)
			return
		}
		d.front.ServeHTTP(w, r)
	})
	d.server = &http.Server{Handler: mux, ReadHeaderTimeout: callLimit, ReadTimeout: callLimit, WriteTimeout: callLimit, MaxHeaderBytes: 8 << 10,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)} // what strangers send is no news
	d.server.SetKeepAlivesEnabled(false)
	d.server.Protocols = new(http.Protocols)
	d.server.Protocols.SetHTTP1(true) // each caller is one connection, and counted
	return d
}

// open listens until the returned function is called; nowhere for no address.
func (d *desk) open(address string) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen for jobs: %w", err)
	}
	if d.each > 0 {
		l = web.Each(l, d.each, d.inbox.Deaf) // who was turned away may have been a job
	}
	d.inbox.Open()
	d.log.Info("listening for jobs that report in", "address", l.Addr(), "tls", d.seal.Load() != nil)
	ctx, cancel := context.WithCancel(context.Background())
	d.running.Go(func() { d.inbox.Run(ctx) })
	d.running.Go(func() { d.tell(ctx) })
	d.running.Go(func() {
		if err := d.server.Serve(d.encrypted(&counted{Listener: l, inbox: d.inbox})); !errors.Is(err, http.ErrServerClosed) {
			d.inbox.Close()
			d.log.Error("nobody listens for jobs any more", "err", err)
		}
	})
	return func() {
		d.inbox.Close()
		bounded, done := context.WithTimeout(context.Background(), callLimit)
		defer done()
		_ = d.server.Shutdown(bounded) // who is still calling after that gets no answer
		cancel()
		d.running.Wait()
	}, nil
}

// encrypted has a listener speak TLS where there is a certificate.
func (d *desk) encrypted(l net.Listener) net.Listener {
	if d.seal.Load() == nil {
		return l
	}
	return tls.NewListener(l, &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return d.seal.Load(), nil }})
}

// certified reads the certificate that what listens shows; nil for none.
func certified(dir string, c Certificate) (*tls.Certificate, error) {
	if c == (Certificate{}) {
		return nil, nil
	}
	at := func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(dir, name)
	}
	key, err := readPrivate(at(c.Key))
	if err != nil {
		return nil, fmt.Errorf("tls: %w", err)
	}
	chain, err := readWithin(at(c.Certificate), bundle.MostText)
	if err != nil {
		return nil, fmt.Errorf("tls: %w", err)
	}
	pair, err := tls.X509KeyPair(chain, key)
	if err != nil {
		return nil, fmt.Errorf("tls: %q and %q: %w", c.Certificate, c.Key, err)
	}
	return &pair, nil
}

// report takes a call: ?status=up, which is so where nothing is said, or down.
func (d *desk) report(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	status := r.URL.Query().Get("status")
	switch {
	case status != "" && status != "up" && status != "down":
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"ok":false,"msg":"status is up or down"}`+"\n")
	case !d.inbox.Report(r.PathValue("token"), status == "down"):
		d.strange.Add(1)
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"ok":false}`+"\n")
	default:
		_, _ = io.WriteString(w, `{"ok":true}`+"\n")
	}
}

// tell says once a minute at most that somebody calls with no token.
func (d *desk) tell(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
			if n := d.strange.Swap(0); n > 0 {
				d.log.Warn("calls to report in with an address that no job has", "calls", n)
			}
		}
	}
}

// A counted listener has so many callers at a time. One more is turned away,
// and may have been a job: the inbox is told.
type counted struct {
	net.Listener
	inbox *probe.Inbox
	open  atomic.Int64
}

func (c *counted) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil {
			c.inbox.Deaf()
			return nil, err
		}
		if c.open.Add(1) <= maxCallers {
			return &caller{Conn: conn, open: &c.open}, nil
		}
		c.open.Add(-1)
		conn.Close()
		c.inbox.Deaf()
	}
}

// A caller is counted until it hangs up.
type caller struct {
	net.Conn
	open *atomic.Int64
	once sync.Once
}

func (c *caller) Close() error {
	c.once.Do(func() { c.open.Add(-1) })
	return c.Conn.Close()
}

// jobsOf are the targets that must report in.
func jobsOf(s *store.Store, targets []record.Watched) (jobs []probe.Job, err error) {
	for _, t := range targets {
		if t.Question.Kind != "push" {
			continue
		}
		tokens, err := s.Tokens(t.Question.URL)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, probe.Job{URL: t.Question.URL, Interval: time.Duration(t.Interval.Millis()) * time.Millisecond, Tokens: tokens})
	}
	return jobs, nil
}

// A reportAddress is where a job reports in: a secret of whoever may.
type reportAddress struct {
	Name    string `json:"name"`
	Address string `json:"address"`
}

// reportAddresses are those of a configuration's jobs, none where there is no
// store yet.
func reportAddresses(path string, c *Config) (all []reportAddress) {
	all = []reportAddress{}
	for _, t := range c.Targets {
		if !t.isPush() {
			continue
		}
		if token, err := store.Token(filepath.Dir(path), c.Name, t.URL); err == nil {
			all = append(all, reportAddress{t.Name, c.origin() + "/push/" + token})
		}
	}
	return all
}

// origin is the address of what listens.
func (c *Config) origin() string {
	if c.TLS != (Certificate{}) {
		return "https://" + c.Listen
	}
	return "http://" + c.Listen
}

// printReportAddresses says where jobs are to report in.
func printReportAddresses(w io.Writer, lang string, c *Config, all []reportAddress) {
	if len(all) == 0 && slices.ContainsFunc(c.Targets, Target.isPush) {
		fmt.Fprintf(w, "\n%s\n", say("Où les travaux se signalent est connu au premier démarrage : « constat status » le dira.", `Where jobs report in is known at the first start: "constat status" will say.`).In(lang))
	}
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", say("Où les travaux se signalent ; qui connaît l'adresse peut le faire à leur place :", "Where jobs report in; whoever knows the address can do so in their place:").In(lang))
	for _, a := range all {
		fmt.Fprintf(w, "  %s  %s\n", a.Name, a.Address)
	}
	if !isLoopback(c.Listen) && c.TLS == (Certificate{}) {
		fmt.Fprintf(w, "%s\n", say("Ce n'est pas chiffré : mettez TLS devant.", "This is not encrypted: put TLS before it.").In(lang))
	}
}
