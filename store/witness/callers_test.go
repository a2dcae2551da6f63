package witness

import (
	"fmt"
	"net"
	"strings"
	"testing"
	"time"
)

// Requests that never end hold up nobody, and are cut off.
func TestUnfinishedRequestsHoldUpNobody(t *testing.T) {
	before := bodyTime
	bodyTime = 2 * time.Second
	t.Cleanup(func() { bodyTime = before })
	x := newTree(t, "a/1").grow("a", 3)
	w, _ := newWitness(t, x)
	url := served(t, w)
	address := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/add-checkpoint")
	var slow []net.Conn
	for range 2 * atOnce {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		fmt.Fprintf(c, "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 100\r\n\r\nold 0\n")
		slow = append(slow, c)
	}
	start := time.Now()
	if status, _, answer := post(t, url, x.since(t, 0).Encode()); status != 200 {
		t.Errorf("%d %s", status, answer)
	}
	if took := time.Since(start); took > before {
		t.Errorf("it took %v", took)
	}
	for _, c := range slow[:3] {
		_ = c.SetReadDeadline(start.Add(before + 5*time.Second))
		b := make([]byte, 64)
		if n, err := c.Read(b); err != nil || !strings.Contains(string(b[:n]), "408") {
			t.Errorf("%q, %v", b[:n], err)
		}
	}
}

// One address has a bounded number of requests; others, and what a proxy on
// this machine hands on, have theirs.
func TestOneAddressLeavesRoom(t *testing.T) {
	var c callers
	var leave []func()
	for range eachAtOnce {
		l, ok := c.enter("[2001:db8::1]:4000")
		if !ok {
			t.Fatal("refused")
		}
		leave = append(leave, l)
	}
	for remote, want := range map[string]bool{"[2001:db8::2]:1": false, "[2001:db8:0:1::1]:1": true, "192.0.2.1:1": true, "127.0.0.1:1": true, "[::1]:1": true} {
		l, ok := c.enter(remote)
		if ok != want {
			t.Errorf("%s: %v", remote, ok)
		}
		if ok {
			l()
		}
	}
	for _, l := range leave {
		l()
	}
	if len(c.asking) != 0 {
		t.Errorf("%v is still counted", c.asking)
	}
}
