package probe

import (
	"net"
	"testing"
	"testing/synctest"
)

func TestNothingIsReadBeforeTheQuestionLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		w, read := newWire(near), false
		go func() {
			if _, err := w.Read(make([]byte, 1)); err == nil {
				read = true
			}
		}()
		go far.Write([]byte("SSH-2.0"))
		synctest.Wait()
		if _, first := w.times(); read || !first.IsZero() {
			t.Error("read before the question left")
		}
		go far.Read(make([]byte, 3))
		if _, err := w.Write([]byte("GET")); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if asked, first := w.times(); !read || asked.IsZero() || first.IsZero() || string(w.sentBytes()) != "GET" {
			t.Error("not read afterwards")
		}
		w.Close()
		far.Close()
	})
}

func TestClosedWireIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		defer far.Close()
		w := newWire(near)
		w.Close()
		if _, err := w.Read(make([]byte, 1)); err == nil {
			t.Error("read from a closed connection")
		}
	})
}
