package web

import (
	"net"
	"testing"
	"time"
)

// One address has so many connections at a time; one over it is closed at once, and one that has ended makes room.
func TestOneAddressHasSoManyConnections(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := make(chan bool, 9)
	l := Each(inner, 2, func() { closed <- true })
	defer l.Close()
	taken := make(chan net.Conn)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			taken <- c
		}
	}()
	dial := func() net.Conn {
		c, err := net.Dial("tcp", inner.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	dial()
	dial()
	first := <-taken
	<-taken
	over := dial()
	_ = over.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := over.Read(make([]byte, 1)); err == nil {
		t.Error("it is answered")
	} else if e, ok := err.(net.Error); ok && e.Timeout() {
		t.Error("it is kept open")
	}
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		t.Error("nobody is told of it")
	}
	first.Close()
	first.Close()
	dial()
	select {
	case <-taken:
	case <-time.After(10 * time.Second):
		t.Error("no room is made")
	}
}
