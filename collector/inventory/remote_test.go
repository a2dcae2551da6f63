package inventory

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"constat/store/record"
)

// namesLeadHere has every name lead to 127.0.0.1 until the test ends.
func namesLeadHere(t *testing.T) {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for b := make([]byte, 1500); ; {
			n, from, err := c.ReadFrom(b)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(b[:n]) != nil {
				continue
			}
			m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}}}}
			}
			packed, _ := m.Pack()
			c.WriteTo(packed, from)
		}
	}()
	before := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", c.LocalAddr().String())
	}}
	t.Cleanup(func() { net.DefaultResolver = before; c.Close() })
}

// A name that comes to lead into a private network would have us list another
// store, and find everything gone.
func TestNameThatLeadsIntoAPrivateNetworkIsNotListed(t *testing.T) {
	var asked atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(s.Close)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	namesLeadHere(t)
	for _, scheme := range []string{"http", "webdav", "ftp", "sftp"} {
		at := scheme + "://shop.example:" + port + "/bucket"
		secret := Secret{"user": "u", "host_key": "SHA256:x"}
		if r := List(t.Context(), Ask{Question: record.Question{Kind: record.AskInventory, URL: at, Timeout: 5000}, Secret: secret, Dir: t.TempDir()}); r.Inventory.Fault != record.AddressRefused {
			t.Errorf("%s: %s %s", scheme, r.Inventory.Fault, r.Inventory.Detail)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("asked %d times", asked.Load())
	}
	if c, err := connect(t.Context(), "tcp", "nas.lan:"+port); err != nil {
		t.Errorf("a name of a private network: %v", err)
	} else {
		c.Close()
	}
}
