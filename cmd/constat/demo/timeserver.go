package demo

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"time"
)

// A TimeServer tells the time (NTP version 4, RFC 5905) for the demonstration:
// that of this machine, and Ahead more. It names its source DEMO.
type TimeServer struct {
	Ahead time.Duration

	conn net.PacketConn
	done chan struct{}
}

// Open lets the server answer on a free port of loopback.
func (s *TimeServer) Open() error {
	conn, err := listenPacket()
	if err != nil {
		return fmt.Errorf("open time server: %w", err)
	}
	s.conn, s.done = conn, make(chan struct{})
	go s.serve()
	return nil
}

// Address is where an open server is asked.
func (s *TimeServer) Address() string { return s.conn.LocalAddr().String() }

// Close ends an open server.
func (s *TimeServer) Close() error {
	err := s.conn.Close()
	<-s.done
	return err
}

func (s *TimeServer) serve() {
	defer close(s.done)
	var b [1024]byte
	for {
		n, from, err := s.conn.ReadFrom(b[:])
		if errors.Is(err, net.ErrClosed) {
			return
		}
		received := time.Now().Add(s.Ahead)
		if err == nil && n >= packetSize {
			_, _ = s.conn.WriteTo(s.answer(b[:packetSize], received), from) // who asked may be gone
		}
	}
}

const packetSize = 48

// answer is the packet of RFC 5905, section 7.3: a server of stratum 1, half a
// millisecond from its source.
func (s *TimeServer) answer(question []byte, received time.Time) []byte {
	a := make([]byte, packetSize)
	a[0] = 4<<3 | 4 // version 4, server
	a[1] = 1        // stratum
	a[2] = question[2]
	a[3] = 0xec                                   // precision: 2^-20 s
	binary.BigEndian.PutUint32(a[8:], 1<<16/2000) // root dispersion, in 2^-16 s
	copy(a[12:], "DEMO")
	stamp(a[16:], received.Add(-time.Second)) // last set
	copy(a[24:32], question[40:48])           // what the asker sent
	stamp(a[32:], received)
	stamp(a[40:], time.Now().Add(s.Ahead))
	return a
}

// stamp writes t as seconds since 1900 and 2^-32 of a second.
func stamp(b []byte, t time.Time) {
	const from1900to1970 = 2208988800
	binary.BigEndian.PutUint32(b, uint32(t.Unix()+from1900to1970))
	binary.BigEndian.PutUint32(b[4:], uint32(uint64(t.Nanosecond())<<32/1e9))
}
