package probe

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"constat/store/record"
)

func following(url string, conditions ...string) record.Question {
	q := question(url, conditions...)
	q.Follow = 5
	return q
}

func redirect(to string, status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Location"] = []string{to}
		w.WriteHeader(status)
	}
}

// nginx sends along a chain, to TLS and from one name to another: each hop is
// kept in order, and conditions judge where it ends.
func TestRedirectsOfNginxAreFollowedToTheirEnd(t *testing.T) {
	nginx, dir, port, secure := installed(t, "nginx"), t.TempDir(), freePort(t), freePort(t)
	pair, pool := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	keyFiles(t, dir, pair)
	write(t, dir, map[string]string{"nginx.conf": fmt.Sprintf(`daemon off; pid %[1]s/pid; error_log stderr; events {}
http { access_log off; server { listen 127.0.0.1:%[2]d; location / { return 301 https://127.0.0.1:%[3]d$request_uri; } }
server { listen 127.0.0.1:%[3]d ssl; ssl_certificate %[1]s/cert.pem; ssl_certificate_key %[1]s/key.pem;
absolute_redirect off; location = / { return 302 /fr/; } location /fr/ { default_type text/html; return 200 "Réservez"; } location /down { return 307 http://127.0.0.1:%[2]d/; } } }
`, dir, port, secure)})
	start(t, secure, nginx, "-c", dir+"/nginx.conf")
	from, to := fmt.Sprint("http://127.0.0.1:", port, "/"), fmt.Sprint("https://127.0.0.1:", secure, "/")
	r := askWith(t, Ask{Question: following(from, "[STATUS] == 200", "[BODY] == pat(*Réservez*)", "[CERTIFICATE_EXPIRATION] > 1m"), Roots: pool, Named: named(to)})
	want(t, r, record.NoFault, 200)
	reached(t, r, "CTFB")
	a := r.Answer
	if len(a.Hops) != 2 || a.Conditions != "ttt" || a.Hops[0].URL != from || a.Hops[0].Status != 301 || a.Hops[0].Location != to || a.Hops[1] != (record.Hop{URL: to, Status: 302, Peer: a.Peer, Location: "/fr/"}) {
		t.Errorf("answer %+v", a)
	}
	if r.Exchange.URL != to+"fr/" || !strings.HasPrefix(string(r.Exchange.Request), "GET /fr/ HTTP/1.1\r\n") {
		t.Errorf("exchange of %s: %.60q", r.Exchange.URL, r.Exchange.Request)
	}
	if q, err := following(from).After(a.Hops); err != nil || q.URL != r.Exchange.URL {
		t.Errorf("it is of %s, %v", q.URL, err)
	}
	// From TLS back to none, and round: it stops, and no condition says anything.
	q := following(to+"down", "[STATUS] == 200")
	q.Follow = 1
	r = askWith(t, Ask{Question: q, Roots: pool, Named: named(from)})
	want(t, r, record.Unfollowed, 301)
	if r.Answer.Conditions != "-" || r.Answer.Detail != "more redirects than are followed" || len(r.Answer.Hops) != 1 || !strings.HasPrefix(r.Answer.Hops[0].Location, "http://") || !r.Answer.Certificate.IsZero() {
		t.Errorf("answer %+v", r.Answer)
	}
}

func TestRedirectsAreBoundedAndEndTheirOwnWay(t *testing.T) {
	var asked atomic.Int64
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		redirect(map[string]string{"/circle": "/circle", "/far": "/far" + r.URL.RawQuery + "?x" + r.URL.RawQuery, "/file": "file:///etc/passwd", "/odd": "http://%zz/", "/raw": "/\xff",
			"/long": "/" + strings.Repeat("a", 3000), "/mail": "mailto:a@b.example", "/none": "", "/cut": "/circle2"}[r.URL.Path], 302)(w, r)
	})
	for path, detail := range map[string]string{
		"/circle": "a redirect to what was asked before", "/file": "a redirect to what is neither http nor https", "/odd": "a redirect to what is no address",
		"/raw": "a redirect to what is no address", "/long": "a redirect to an address that is too long", "/mail": "a redirect to what is neither http nor https",
	} {
		r := ask(t, following(url+path, "[STATUS] == 200"))
		want(t, r, record.Unfollowed, 302)
		if r.Answer.Detail != detail || r.Answer.Conditions != "-" || r.Exchange == nil {
			t.Errorf("%s: %+v", path, r.Answer)
		}
	}
	want(t, ask(t, following(url+"/none")), record.NoFault, 302) // it leads nowhere, so it is the answer
	asked.Store(0)
	endless := serve(t, func(w http.ResponseWriter, r *http.Request) { redirect(r.URL.Path+"x", 302)(w, r); asked.Add(1) })
	q := following(endless + "/")
	q.Follow = record.MaxHops
	want(t, ask(t, q), record.Unfollowed, 302)
	if n := asked.Load(); n != record.MaxHops+1 {
		t.Errorf("asked %d times", n)
	}
}

// A time limit is for the whole way, and its phases are sums.
func TestRedirectsShareOneTimeLimit(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(180 * time.Millisecond):
		}
		redirect(r.URL.Path+"x", 302)(w, r)
	})
	q := following(url + "/")
	q.Timeout, q.Follow = 500, record.MaxHops
	r := ask(t, q)
	want(t, r, record.HTTPTimeout, 0)
	var sum time.Duration
	for _, s := range r.Timing {
		sum += s.Duration()
	}
	if len(r.Answer.Hops) < 2 || sum < 450*time.Millisecond || r.Took > 900*time.Millisecond {
		t.Errorf("%d redirects, phases of %v, took %v", len(r.Answer.Hops), sum, r.Took)
	}
}

// What lets in goes to no other place, nor does the round's address that a
// question asks outright.
func TestRedirectsTakeNoSecretAlong(t *testing.T) {
	var got []string
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Get("Authorization"), r.Header.Get("X-Own"))
	})
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Get("Authorization"))
		switch r.URL.Path {
		case "/":
			redirect("/in", 307)(w, r)
		case "/in":
			redirect(other+"/", 307)(w, r)
		case "/tell":
			_, password, _ := r.BasicAuth()
			redirect(other+"/?token="+password, 302)(w, r)
		}
	})
	q := following(server + "/")
	q.Auth, q.Headers = "basic", []record.Header{{Name: "X-Own", Value: "1"}}
	secret := map[string]string{"user": "constat", "password": "s3cret/Swordfish"}
	want(t, askWith(t, Ask{Question: q, Secret: secret, Named: named(other)}), record.NoFault, 200)
	if len(got) != 4 || got[0] == "" || got[1] == "" || got[2] != "" || got[3] != "1" {
		t.Errorf("authorizations %q", got)
	}
	q.URL = server + "/tell"
	r := askWith(t, Ask{Question: q, Secret: secret, Named: named(other)})
	want(t, r, record.Unfollowed, 302)
	if said := fmt.Sprintf("%+v %s %s", r.Answer, r.Exchange.Request, r.Exchange.Response); strings.Contains(said, "Swordfish") || r.Answer.Detail != record.ErrSecretInside.Error() {
		t.Errorf("kept %s", said)
	}
}

// A redirect, and a name whose addresses change from one question to the next,
// lead to no private address: it is the address dialled that counts.
func TestPrivateAddressesAreNotLedTo(t *testing.T) {
	var asked atomic.Int64
	inside := serve(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(inside, "http://"))
	resolver := nameServer(t, dnsmessage.RCodeSuccess) // says 127.0.0.1 of every name
	for _, to := range []string{inside, "http://localhost:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://rebound.constat.example:" + port, "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fd00::1]/", "http://0.0.0.0:" + port} {
		url := serve(t, redirect(to, 302))
		r := askWith(t, Ask{Question: following(url, "[STATUS] == 200"), Resolver: resolver})
		want(t, r, record.AddressRefused, 0)
		if len(r.Answer.Hops) != 1 || r.Answer.Conditions != "-" || record.Public(r.Answer.Peer.Addr()) || r.Timing[record.PhaseBody] != 0 {
			t.Errorf("%s: %+v", to, r.Answer)
		}
	}
	for _, kind := range []string{"http", "tcp"} {
		q := question(kind + "://shop.constat.example:" + port)
		q.Kind = kind
		want(t, askWith(t, Ask{Question: q, Resolver: resolver}), record.AddressRefused, 0)
	}
	if asked.Load() != 0 {
		t.Errorf("%d questions were put inside", asked.Load())
	}
	// What the configuration names outright is asked.
	for _, to := range []string{inside, "http://localhost:" + port, "http://rebound.constat.example:" + port} {
		r := askWith(t, Ask{Question: following(serve(t, redirect(to, 302))), Resolver: resolver, Named: named("http://localhost:" + port)})
		want(t, r, record.NoFault, 200)
	}
	pin := netip.MustParseAddrPort("127.0.0.1:" + port)
	want(t, askWith(t, Ask{Question: question("http://shop.constat.example"), Address: pin}), record.NoFault, 200)
}

// A POST becomes a GET where a browser makes it one.
func TestWordsAreSentBehindTheHead(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		switch r.URL.Path {
		case "/303":
			redirect("/", 303)(w, r)
		case "/308":
			redirect("/", 308)(w, r)
		default:
			fmt.Fprintf(w, "%s %s %s", r.Method, r.Header.Get("Content-Type"), b)
		}
	})
	for path, want := range map[string]string{"/": "POST text/x q=1", "/308": "POST text/x q=1", "/303": "GET text/x "} {
		q := following(url + path)
		q.Method, q.Body, q.Headers = "POST", "q=1", []record.Header{{Name: "Content-Type", Value: "text/x"}}
		r := ask(t, q)
		if string(r.Exchange.Body) != want || strings.HasSuffix(string(r.Exchange.Request), "\r\n\r\nq=1") != strings.HasPrefix(want, "POST") {
			t.Errorf("%s: %q, sent %q", path, r.Exchange.Body, r.Exchange.Request)
		}
	}
}

func TestCancelledOnTheWayIsOurOwn(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/2" {
			cancel()
			<-r.Context().Done()
		}
		redirect("/2", 302)(w, r)
	})
	r := HTTP(ctx, Ask{Question: following(url + "/")})
	if r.Answer.Fault != record.Local {
		t.Errorf("answer %+v", r.Answer)
	}
}

// A redirect whose head comes slowly takes of the question's time like all
// else: whoever reads that it timed out adds its phases up.
func TestTimeOfRedirectsIsInThePhases(t *testing.T) {
	silent := serveRaw(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
	slow := serveRaw(t, func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 302 Found\r\n")
		<-time.After(300 * time.Millisecond)
		_, _ = io.WriteString(c, "Location: "+silent+"\r\nContent-Length: 0\r\n\r\n")
	})
	q := following(slow)
	q.Timeout = 600
	r := askWith(t, Ask{Question: q, Named: named(silent)})
	var sum time.Duration
	for _, step := range r.Timing {
		sum += step.Duration()
	}
	if r.Answer.Fault != record.HTTPTimeout || len(r.Answer.Hops) != 1 || sum < 540*time.Millisecond {
		t.Errorf("%v of %v: %+v", sum, r.Took, r.Answer)
	}
}
