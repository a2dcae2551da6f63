package inventory

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
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
	for _, scheme := range []string{"http", "webdav", "ftp", "sftp", "postgres", "mysql"} {
		at := scheme + "://shop.example:" + port + "/bucket"
		secret := Secret{"user": "u", "host_key": "SHA256:x"}
		pick := ""
		if record.AsksDatabase(at) {
			pick = "select 1"
		}
		if r := List(t.Context(), Ask{Question: record.Question{Kind: record.AskInventory, URL: at, Timeout: 5000, Pick: pick}, Secret: secret, Dir: t.TempDir()}); r.Inventory.Fault != record.AddressRefused {
			t.Errorf("%s: %s %s", scheme, r.Inventory.Fault, r.Inventory.Detail)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("asked %d times", asked.Load())
	}
	if c, err := (Ask{}).connect(t.Context(), "tcp", "nas.lan:"+port); err != nil {
		t.Errorf("a name of a private network: %v", err)
	} else {
		c.Close()
	}
}

// An address that the question names is asked in place of what the name leads to,
// at the port that it names; connections for data have their own.
func TestAnAddressNamedOutrightIsAsked(t *testing.T) {
	for _, c := range []struct {
		url, address, dialled, want string
		here                        bool
	}{
		{"webdavs://cloud.example/", "192.0.2.7", "cloud.example:443", "192.0.2.7:443", false},
		{"webdavs://cloud.example/", "192.0.2.7:8443", "cloud.example:443", "192.0.2.7:8443", false},
		{"webdav://localhost/", "[2001:db8::7]:80", "localhost:80", "[2001:db8::7]:80", false},
		{"webdav://cloud.example:81/", "127.0.0.1", "Cloud.example:81", "127.0.0.1:81", true},
		{"ftp://cloud.example/", "127.0.0.1:2121", "cloud.example:21", "127.0.0.1:2121", true},
		{"ftp://cloud.example/", "127.0.0.1:2121", "cloud.example:40001", "127.0.0.1:40001", true},
		{"s3://cloud.example/bucket", "192.0.2.7", "bucket.cloud.example:443", "192.0.2.7:443", false},
		{"https://cloud.example/", "192.0.2.7", "other.example:443", "other.example:443", false},
		{"https://localhost/", "", "localhost:443", "localhost:443", true},
	} {
		ask := Ask{Question: record.Question{URL: c.url, Address: c.address}}
		u, err := url.Parse(c.url)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := ask.pinned(c.dialled); got != c.want || ask.here(u) != c.here {
			t.Errorf("%s at %s: %s, here %v", c.url, c.address, got, ask.here(u))
		}
	}
}
