package probe

import (
	"errors"
	"net"
	"net/netip"
	"testing"
	"time"

	"golang.org/x/net/icmp"
	"golang.org/x/net/ipv4"

	"constat/store/record"
)

func TestEchoComesBack(t *testing.T) {
	for _, url := range []string{"icmp://127.0.0.1", "icmp://[::1]"} {
		r := ask(t, asked(url, "[CONNECTED] == true", "[RESPONSE_TIME] < 1s"))
		if r.Answer.Fault == record.Local || r.Answer.Fault == record.TCPUnreachable {
			t.Logf("%s: %s", url, r.Answer.Detail)
			continue // not permitted here, or no such version of IP
		}
		want(t, r, record.NoFault, 0)
		reached(t, r, "F")
		if r.Answer.Conditions != "tt" || r.Answer.Proto != "ICMP" || r.Answer.Peer.Port() != 0 {
			t.Errorf("answer %+v", r.Answer)
		}
	}
	want(t, ask(t, asked("icmp://127.0.0.1:7")), record.Local, 0)
}

// What the way answers hangs on the machine, so a socket of UDP stands for it.
func TestNoEchoIsNoAnswer(t *testing.T) {
	here, cookie := netip.MustParseAddr("127.0.0.1"), []byte("constat cookie")
	reply := func(cookie string) []byte {
		m := icmp.Message{Type: ipv4.ICMPTypeEchoReply, Body: &icmp.Echo{Data: []byte(cookie)}}
		b, _ := m.Marshal(nil)
		return b
	}
	for _, c := range []struct {
		says  [][]byte
		fault record.Fault
	}{
		{nil, record.ICMPTimeout},
		{[][]byte{{}, []byte("noise"), reply("another's")}, record.ICMPTimeout},
		{[][]byte{[]byte("noise"), reply("another's"), reply(string(cookie))}, record.NoFault},
	} {
		far, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer far.Close()
		conn, err := net.Dial("udp", far.LocalAddr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_ = conn.SetDeadline(time.Now().Add(100 * time.Millisecond))
		for _, b := range c.says {
			far.WriteTo(b, conn.LocalAddr())
		}
		q := newCall(Ask{})
		err = q.awaitEcho(conn, here, cookie)
		if e, _ := errors.AsType[faulty](err); e.fault != c.fault {
			t.Errorf("%q: %v", c.says, err)
		}
	}
	conn, err := net.Dial("udp", closed(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.Write(cookie)
	q := newCall(Ask{})
	err = q.awaitEcho(conn, here, cookie)
	if e, _ := errors.AsType[faulty](err); e.fault != record.ICMPRefused {
		t.Errorf("a closed port: %v", err)
	}
}
