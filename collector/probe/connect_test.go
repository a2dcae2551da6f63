package probe

import (
	"context"
	"crypto/tls"
	"io"

	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"constat/store/record"
)

// A pinned address is asked under the name of the question, and nobody is asked
// for that name.
func TestAddressIsAskedUnderTheNameOfTheQuestion(t *testing.T) {
	pair, pool := certificate(t, "shop.constat.example", time.Now().Add(time.Hour))
	var host, name string
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, name = r.Host, r.TLS.ServerName
		io.WriteString(w, "here")
	}))
	s.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	s.StartTLS()
	t.Cleanup(s.Close)
	nobody := nameServer(t, dnsmessage.RCodeNameError)
	at := netip.MustParseAddrPort(s.Listener.Addr().String())
	for _, kind := range []string{"http", "tls"} {
		q := record.Question{Kind: kind, URL: map[string]string{"http": "https", "tls": "tls"}[kind] + "://shop.constat.example", Timeout: 2000, BodyLimit: 1 << 10}
		r := askWith(t, Ask{Question: q, Roots: pool, Resolver: nobody, Address: at})
		if r.Answer.Fault != record.NoFault || r.Answer.Peer != at || r.Timing[record.PhaseDNS] != 0 {
			t.Errorf("%s: %+v", kind, r.Answer)
		}
	}
	if host != "shop.constat.example" || name != "shop.constat.example" {
		t.Errorf("host %q, server name %q", host, name)
	}
}

func TestAddressWithoutPortIsAskedAtTheOneOfTheURL(t *testing.T) {
	url := strings.Replace(serve(t, func(http.ResponseWriter, *http.Request) {}), "127.0.0.1", "shop.constat.example", 1)
	r := askWith(t, Ask{Question: question(url), Address: netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), 0)})
	want(t, r, record.NoFault, 200)
}

// Only addresses of the family that is asked for are looked up and asked.
func TestFamilyIsTheOnlyOneAsked(t *testing.T) {
	url := serve(t, func(http.ResponseWriter, *http.Request) {})
	byName := strings.Replace(url, "127.0.0.1", "shop.constat.example", 1)
	resolver := nameServer(t, dnsmessage.RCodeSuccess) // has an address of version 4
	want(t, askWith(t, Ask{Question: question(byName), Resolver: resolver, Named: named(url), Family: "ip4"}), record.NoFault, 200)
	want(t, askWith(t, Ask{Question: question(byName), Resolver: resolver, Named: named(url), Family: "ip6"}), record.DNSNotFound, 0)
	want(t, askWith(t, Ask{Question: question(url), Family: "ip6"}), record.Local, 0)
}

// A machine that stood still before it could ask an address has no time left,
// and says where it went.
func TestTimeBeforeAnAddressIsAskedIsInThePhases(t *testing.T) {
	c := newCall(Ask{Question: record.Question{Kind: "tcp", URL: "tcp://127.0.0.1:1", Timeout: 1000}})
	c.since, c.result.Started = c.since.Add(-time.Second), c.result.Started.Add(-time.Second)
	over, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Millisecond))
	defer cancel()
	_, err := c.connect(over)
	c.finish(err, false)
	if d := c.result.Timing[record.PhaseConnect].Duration(); c.result.Answer.Fault != record.TCPTimeout || d < 950*time.Millisecond {
		t.Errorf("%v: %+v", d, c.result.Answer)
	}
}

// So it is of the kinds that make no connection.
func TestTimeBeforeADatagramIsSentIsInThePhases(t *testing.T) {
	for kind, url := range map[string]string{"icmp": "icmp://127.0.0.1", "dns": "dns://127.0.0.1/shop.example"} {
		c := newCall(Ask{Question: record.Question{Kind: kind, URL: url, Timeout: 1000}})
		c.since, c.result.Started = c.since.Add(-time.Second), c.result.Started.Add(-time.Second)
		if err := c.find(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.first(record.PhaseFirstByte)
		c.finish(faulty{record.ICMPTimeout, "timeout"}, false)
		if d := c.result.Timing[record.PhaseFirstByte].Duration(); d < 950*time.Millisecond {
			t.Errorf("%s: %v of %v", kind, d, c.result.Took)
		}
	}
}
