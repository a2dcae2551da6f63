package main

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// A gate stands before a real server, at an address of its own, and can do to
// visitors what machines, networks and firewalls do. How it meets them changes
// from one visitor to the next, never for one who is in.
type gate struct {
	address string // ip:port
	behind  string // where the server is, unless a manner says otherwise

	mu       sync.Mutex
	manner   manner
	listener *net.TCPListener // nil while it refuses
	resumed  chan struct{}    // closed when connections are taken again
	fill     []net.Conn       // what keeps the queue full
}

// A manner is how visitors are met. The zero manner lets them in.
type manner struct {
	behind  string                               // another server than usual
	refuse  bool                                 // nobody listens
	drop    bool                                 // the first packet is not answered
	instead func(visitor net.Conn)               // what happens to them instead
	passing func(to io.Writer, answer io.Reader) // how the answer comes through; nil: as it is
}

// silent takes a connection and says nothing.
func silent(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

// reset ends a connection by RST, once something was said or after a while.
func reset(c net.Conn) {
	hear(c)
	_ = c.(*net.TCPConn).SetLinger(0)
}

// closed ends a connection in order, by FIN, and waits for the other side's.
func closed(c net.Conn) {
	_ = c.(*net.TCPConn).CloseWrite()
	silent(c)
}

// says is what a server says in place of a greeting, before it ends the
// connection in order.
func says(words string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, words)
		closed(c)
	}
}

// hears waits for the first words of visitors who begin, and answers them.
func hears(words string) func(net.Conn) {
	return func(c net.Conn) {
		hear(c)
		says(words)(c)
	}
}

func hear(c net.Conn) {
	_ = c.SetReadDeadline(time.Now().Add(200 * time.Millisecond)) // not all begin
	_, _ = c.Read(make([]byte, 4096))
	_ = c.SetReadDeadline(time.Time{})
}

// late lets the answer through after a while.
func late(d time.Duration) func(io.Writer, io.Reader) {
	return func(to io.Writer, answer io.Reader) {
		time.Sleep(d) // what is watched is a server that takes its time
		_, _ = io.Copy(to, answer)
	}
}

// cut lets so much of the answer through and ends.
func cut(n int64) func(io.Writer, io.Reader) {
	return func(to io.Writer, answer io.Reader) { _, _ = io.CopyN(to, answer, n) }
}

// openGate opens a gate that lets visitors in.
func openGate(address, behind string) (*gate, error) {
	g := &gate{address: address, behind: behind}
	return g, g.listen()
}

func (g *gate) listen() error {
	at, err := net.ResolveTCPAddr("tcp", g.address)
	if err != nil {
		return err
	}
	if g.listener, err = net.ListenTCP("tcp", at); err != nil {
		return err
	}
	g.resumed = make(chan struct{})
	close(g.resumed)
	go g.serve(g.listener)
	return nil
}

func (g *gate) serve(l *net.TCPListener) {
	for {
		c, err := l.Accept()
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			g.mu.Lock()
			wait := g.resumed
			g.mu.Unlock()
			<-wait
		case err != nil:
			return
		default:
			g.mu.Lock()
			m := g.manner
			g.mu.Unlock()
			go g.meet(c, m)
		}
	}
}

func (g *gate) meet(visitor net.Conn, m manner) {
	defer visitor.Close()
	if m.instead != nil {
		m.instead(visitor)
		return
	}
	to := g.behind
	if m.behind != "" {
		to = m.behind
	}
	server, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		_, _ = io.Copy(server, visitor)
		_ = server.(*net.TCPConn).CloseWrite()
	}()
	if m.passing != nil {
		m.passing(visitor, server)
		return
	}
	_, _ = io.Copy(visitor, server)
}

// become changes how visitors are met from now on.
func (g *gate) become(m manner) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	was := g.manner
	g.manner = m
	switch {
	case was.refuse && !m.refuse:
		return g.listen()
	case was.drop && !m.drop:
		return g.take()
	case m.refuse && !was.refuse:
		return g.listener.Close()
	case m.drop && !was.drop:
		return g.dropAll()
	}
	return nil
}

// dropAll fills the queue of those who wait to be taken: the kernel answers no
// first packet then, as behind a firewall.
func (g *gate) dropAll() error {
	g.resumed = make(chan struct{})
	if err := errors.Join(g.listener.SetDeadline(time.Unix(1, 0)), g.queue(0)); err != nil {
		return err
	}
	waiting := 0 // in a row: one alone may have found a busy machine
	for range 16 {
		c, err := net.DialTimeout("tcp", g.address, 500*time.Millisecond)
		if err == nil {
			g.fill, waiting = append(g.fill, c), 0
		} else if waiting++; waiting == 2 {
			return nil
		}
	}
	return errors.New("the queue of those who wait does not fill")
}

// take lets those who wait in again.
func (g *gate) take() error {
	for _, c := range g.fill {
		c.Close()
	}
	g.fill = nil
	err := errors.Join(g.queue(4096), g.listener.SetDeadline(time.Time{}))
	close(g.resumed)
	return err
}

// queue sets how many may wait to be taken: a second listen(2) changes it.
func (g *gate) queue(n int) error {
	raw, err := g.listener.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = syscall.Listen(int(fd), n) }); err != nil {
		return err
	}
	return failed
}

// A pool is a gate for single packets, as DNS sends them.
type pool struct {
	address string
	mu      sync.Mutex
	behind  string // "" to drop
	conn    net.PacketConn
	mark    []byte // questions that have it in them go elsewhere
	marked  string
}

// openPool opens one that passes what comes to a server.
func openPool(address, behind string) (*pool, error) {
	p := &pool{address: address, behind: behind}
	return p, p.listen()
}

func (p *pool) listen() (err error) {
	if p.conn, err = net.ListenPacket("udp4", p.address); err == nil {
		go p.serve(p.conn)
	}
	return err
}

func (p *pool) serve(conn net.PacketConn) {
	for {
		b := make([]byte, 4096)
		n, from, err := conn.ReadFrom(b)
		if err != nil {
			return
		}
		p.mu.Lock()
		to := p.behind
		if p.mark != nil && bytes.Contains(b[:n], p.mark) {
			to = p.marked
		}
		p.mu.Unlock()
		if to != "" {
			go pass(conn, from, b[:n], to)
		}
	}
}

// pass asks a server what from asked, and hands its answer back.
func pass(conn net.PacketConn, from net.Addr, question []byte, to string) {
	server, err := net.Dial("udp4", to)
	if err != nil {
		return
	}
	defer server.Close()
	_ = server.SetDeadline(time.Now().Add(5 * time.Second))
	b := make([]byte, 65536)
	if _, err := server.Write(question); err != nil {
		return
	}
	if n, err := server.Read(b); err == nil {
		_, _ = conn.WriteTo(b[:n], from) // who asked may be gone
	}
}

// lead has questions go to another server, or to none.
func (p *pool) lead(behind string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.behind = behind
	return nil
}

// divert has questions about some names go to another server, or to none.
func (p *pool) divert(mark, behind string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mark, p.marked = []byte(mark), behind
	return nil
}

// refuse closes the port, and open opens it again.
func (p *pool) refuse() error { return p.conn.Close() }
func (p *pool) open() error   { return p.listen() }
