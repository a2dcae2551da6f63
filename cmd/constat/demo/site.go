package demo

import (
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// A Site is one customer's site: one page.
type Site struct {
	Name   string // of the one page to watch
	Domain string // what the customer calls it
	// Condition is what a good answer fulfils beside its status; "" for
	// nothing.
	Condition string

	now      atomic.Pointer[present]
	address  string // ip:port, the same for as long as the site exists
	listener net.Listener
	server   *http.Server
}

// present is how a site answers.
type present struct {
	act   Kind   // one that lasts, or ""
	state string // of the page
}

// URL is where the site is found.
func (s *Site) URL() string { return "http://" + s.address + "/" }

func (s *Site) open() error {
	s.now.Store(&present{state: "first"})
	s.server = &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second}
	s.server.SetKeepAlivesEnabled(false)
	l, err := listen()
	if err != nil {
		return err
	}
	s.address = l.Addr().String()
	s.serve(l)
	return nil
}

func (s *Site) serve(l net.Listener) {
	s.listener = l
	go func() { _ = s.server.Serve(l) }() // its error is that the listener was closed
}

// become makes the site answer in another way.
func (s *Site) become(act Kind, state string) error {
	was := s.now.Load()
	next := present{state: was.state}
	if state != "" {
		next.state = state
	}
	if act.Lasts() {
		next.act = act
	}
	s.now.Store(&next)
	switch {
	case act == Refused:
		return s.listener.Close()
	case was.act == Refused:
		return s.reopen()
	}
	return nil
}

// reopen listens again where the site was. The port is below those that the
// system hands out, so nobody should have taken it.
func (s *Site) reopen() error {
	var l net.Listener
	var err error
	for range 50 {
		if l, err = net.Listen("tcp4", s.address); err == nil {
			s.serve(l)
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return err
}

func (s *Site) close() error {
	if s.server == nil {
		return nil
	}
	return s.server.Close()
}

// ServeHTTP answers as the site does at present.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	now := s.now.Load()
	if r.URL.Path != "/" && now.act == "" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	switch now.act {
	case Hung, Refused: // a connection that was taken just before the port closed
		<-r.Context().Done()
	case Unavailable:
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write(write("unavailable", "")) // who has gone does not read it
	case Replaced:
		_, _ = w.Write(write("default", ""))
	default:
		_, _ = w.Write(write(s.Name, now.state))
	}
}
