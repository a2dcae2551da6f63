package main

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Who holds as many connections as one address may has its next one closed; whoever calls from elsewhere is answered.
func TestOneAddressDoesNotShutOutTheOthers(t *testing.T) {
	var said strings.Builder
	d := newDesk(slog.New(slog.NewTextHandler(&said, nil)))
	d.each = 2
	d.front = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "here") })
	stop, err := d.open("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	address := regexp.MustCompile(`address=(\S+)`).FindStringSubmatch(said.String())[1]
	from := func(ip string) net.Conn {
		dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}, Timeout: 10 * time.Second}
		c, err := dialer.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		_ = c.SetDeadline(time.Now().Add(10 * time.Second))
		return c
	}
	answered := func(c net.Conn) bool {
		_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
		b, _ := io.ReadAll(c)
		return strings.HasSuffix(string(b), "here")
	}
	for range 2 { // half a request each
		_, _ = io.WriteString(from("127.0.0.2"), "GET / HTTP/1.1\r\n")
	}
	if answered(from("127.0.0.2")) {
		t.Error("one address has more than its share")
	}
	if !answered(from("127.0.0.3")) {
		t.Error("others are shut out")
	}
}
