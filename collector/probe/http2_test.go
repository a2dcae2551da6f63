package probe

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"constat/store/record"
)

// keyFiles writes a certificate and its key where nginx finds them.
func keyFiles(t *testing.T, dir string, pair tls.Certificate) {
	t.Helper()
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{
		"cert.pem": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})),
		"key.pem":  string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})),
	})
}

func inVersion2(url string, conditions ...string) record.Question {
	q := question(url, conditions...)
	q.HTTP = 2
	return q
}

func TestNginxSpeaksTheVersionThatIsAgreedOn(t *testing.T) {
	nginx, dir, both, old := installed(t, "nginx"), t.TempDir(), freePort(t), freePort(t)
	pair, pool := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	keyFiles(t, dir, pair)
	server := "ssl_certificate %[1]s/cert.pem; ssl_certificate_key %[1]s/key.pem; location / { default_type text/html; return 200 \"Réservez $server_protocol $http_x_constat_id\"; }"
	write(t, dir, map[string]string{"nginx.conf": fmt.Sprintf(`daemon off; pid %[1]s/pid; error_log stderr; events {}
http { access_log off; server { listen 127.0.0.1:%[2]d ssl http2; `+server+`} server { listen 127.0.0.1:%[3]d ssl; `+server+`} }
`, dir, both, old)})
	start(t, old, nginx, "-c", dir+"/nginx.conf")
	for _, c := range []struct {
		port, version int
		proto, says   string
	}{{both, 2, "HTTP/2", "HTTP/2.0"}, {both, 0, "HTTP/1.1", "HTTP/1.1"}, {old, 2, "HTTP/1.1", "HTTP/1.1"}} {
		q := question(fmt.Sprint("https://127.0.0.1:", c.port, "/fr?x=1"), "[STATUS] == 200", "[BODY] == pat(*"+c.says+"*)")
		q.HTTP = c.version
		r := askWith(t, Ask{Question: q, Roots: pool, ID: "0123456789abcdef0123456789abcdef"})
		want(t, r, record.NoFault, 200)
		reached(t, r, "CTFB")
		if a := r.Answer; a.Proto != c.proto || a.Conditions != "tt" || !strings.Contains(string(r.Exchange.Body), "0123456789abcdef") {
			t.Errorf("%+v: %+v %q", c, a, r.Exchange.Body)
		}
		sent := strings.ToLower(string(r.Exchange.Request))
		if !strings.HasPrefix(sent, "get /fr?x=1 "+strings.ToLower(c.proto)+"\r\nhost: 127.0.0.1:") || !strings.Contains(sent, "\r\nuser-agent: constat/") || !strings.HasSuffix(sent, "\r\n\r\n") {
			t.Errorf("request %q", r.Exchange.Request)
		}
		if !strings.HasPrefix(string(r.Exchange.Response), c.proto+" 200") {
			t.Errorf("response %q", r.Exchange.Response)
		}
	}
}

// serve2 answers in HTTP/2.
func serve2(t *testing.T, f http.HandlerFunc) (string, *x509.CertPool) {
	t.Helper()
	pair, pool := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	s := httptest.NewUnstartedServer(f)
	s.TLS, s.EnableHTTP2 = &tls.Config{Certificates: []tls.Certificate{pair}}, true
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL, pool
}

func TestVersion2FailsInItsOwnWay(t *testing.T) {
	for name, c := range map[string]struct {
		serve  http.HandlerFunc
		fault  record.Fault
		status int
	}{
		"a stream that is reset": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, record.TCPReset, 0},
		"a body that is cut short": {func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, strings.Repeat("x", 100))
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, record.BodyTruncated, 200},
		"a head without end": {func(w http.ResponseWriter, _ *http.Request) {
			for i := range 400 {
				w.Header().Set(fmt.Sprint("X-", i), strings.Repeat("x", 1<<10))
			}
		}, record.HTTPProtocol, 0},
		"silence": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, record.HTTPTimeout, 0},
		"a body without end": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		}, record.NoFault, 200},
		"no words": {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) }, record.NoFault, 204},
	} {
		t.Run(name, func(t *testing.T) {
			url, pool := serve2(t, c.serve)
			q := inVersion2(url)
			q.Timeout = 700
			r := askWith(t, Ask{Question: q, Roots: pool})
			want(t, r, c.fault, c.status)
			if r.Answer.Status != 0 && r.Answer.Proto != "HTTP/2" {
				t.Errorf("answer %+v", r.Answer)
			}
		})
	}
}

// Whom a server finds too eager it may tell so in HTTP/2's own words, and what it
// ends in order, or calls off, is told from what it fails at.
func TestVersion2SaysWhy(t *testing.T) {
	reset := func(code http2.ErrCode) func(*http2.Framer, uint32) {
		return func(f *http2.Framer, id uint32) { f.WriteRSTStream(id, code) }
	}
	away := func(last uint32, code http2.ErrCode) func(*http2.Framer, uint32) {
		return func(f *http2.Framer, _ uint32) { f.WriteGoAway(last, code, nil) }
	}
	begun := func(code http2.ErrCode) func(*http2.Framer, uint32) {
		return func(f *http2.Framer, id uint32) {
			var b bytes.Buffer
			hpack.NewEncoder(&b).WriteField(hpack.HeaderField{Name: ":status", Value: "200"})
			f.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: b.Bytes(), EndHeaders: true})
			f.WriteData(id, false, []byte("hello"))
			f.WriteRSTStream(id, code)
		}
	}
	for name, c := range map[string]struct {
		say    func(*http2.Framer, uint32)
		fault  record.Fault
		status int
		detail string
	}{
		"too many":               {reset(http2.ErrCodeEnhanceYourCalm), record.TCPReset, 0, "HTTP/2 ENHANCE_YOUR_CALM"},
		"too many, in the body":  {begun(http2.ErrCodeEnhanceYourCalm), record.BodyTruncated, 200, "HTTP/2 ENHANCE_YOUR_CALM"},
		"too many, all of them":  {away(1, http2.ErrCodeEnhanceYourCalm), record.TCPReset, 0, "HTTP/2 ENHANCE_YOUR_CALM"},
		"in order":               {away(1, http2.ErrCodeNo), record.TCPClosed, 0, "HTTP/2 NO_ERROR"},
		"in order, unanswered":   {away(0, http2.ErrCodeNo), record.TCPClosed, 0, ""},
		"too many, unanswered":   {away(0, http2.ErrCodeEnhanceYourCalm), record.TCPClosed, 0, ""},
		"in order, one stream":   {reset(http2.ErrCodeNo), record.TCPClosed, 0, "HTTP/2 NO_ERROR"},
		"in order, in the body":  {begun(http2.ErrCodeNo), record.BodyTruncated, 200, "HTTP/2 NO_ERROR"}, // as where HTTP/1.1 ends there
		"called off":             {reset(http2.ErrCodeCancel), record.TCPReset, 0, "HTTP/2 CANCEL"},
		"called off in the body": {begun(http2.ErrCodeCancel), record.BodyTruncated, 200, "HTTP/2 CANCEL"},
		"its own error":          {reset(http2.ErrCodeInternal), record.TCPReset, 0, "HTTP/2 INTERNAL_ERROR"},
		"its own, in the body":   {begun(http2.ErrCodeInternal), record.BodyTruncated, 200, "HTTP/2 INTERNAL_ERROR"},
	} {
		t.Run(name, func(t *testing.T) {
			url, pool := says2(t, c.say)
			r := askWith(t, Ask{Question: inVersion2(url), Roots: pool})
			want(t, r, c.fault, c.status)
			if c.detail != "" && r.Answer.Detail != c.detail { // of a request that was passed over, the words are the library's
				t.Errorf("detail %q", r.Answer.Detail)
			}
		})
	}
}

// says2 serves one connection over HTTP/2: after the request it says its word,
// and ends the connection.
func says2(t *testing.T, say func(f *http2.Framer, stream uint32)) (url string, pool *x509.CertPool) {
	pair, pool := certificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		io.ReadFull(c, make([]byte, len(http2.ClientPreface)))
		f := http2.NewFramer(c, c)
		f.WriteSettings()
		for {
			frame, err := f.ReadFrame()
			if err != nil {
				return
			}
			if h, ok := frame.(*http2.HeadersFrame); ok {
				say(f, h.StreamID)
				c.(*tls.Conn).CloseWrite()
			}
		}
	}()
	return "https://" + l.Addr().String(), pool
}

// Version 2 goes along a redirect too, and words are sent in it.
func TestVersion2IsAskedOn(t *testing.T) {
	url, pool := serve2(t, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		if r.URL.Path == "/" {
			redirect("/fr", 308)(w, r)
			return
		}
		fmt.Fprintf(w, "%s %s %s", r.Proto, r.Method, b)
	})
	q := inVersion2(url + "/")
	q.Follow, q.Method, q.Body = 2, "POST", "q=1"
	r := askWith(t, Ask{Question: q, Roots: pool})
	want(t, r, record.NoFault, 200)
	if string(r.Exchange.Body) != "HTTP/2.0 POST q=1" || len(r.Answer.Hops) != 1 || !strings.HasSuffix(string(r.Exchange.Request), "\r\n\r\nq=1") {
		t.Errorf("%+v: %q, sent %q", r.Answer, r.Exchange.Body, r.Exchange.Request)
	}
}

// A server may lead on before all is told of the stream that asked it: that is no
// part of the next, and ends nothing.
func TestVersion2LedOnBeforeItsStreamHasEnded(t *testing.T) {
	url, pool := serve2(t, func(http.ResponseWriter, *http.Request) {})
	conn, err := tls.Dial("tcp", strings.TrimPrefix(url, "https://"), &tls.Config{RootCAs: pool, ServerName: "127.0.0.1", NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	e := newExchange(Ask{Question: inVersion2(url)})
	first := newWire(conn)
	e.wire = first
	ctx, err := e.speak(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	e.hop(e.first)
	e.wire = newWire(nil)
	trace := httptrace.ContextClientTrace(ctx)
	trace.WroteRequest(httptrace.WroteRequestInfo{})
	trace.GotFirstResponseByte()
	if asked, _ := e.wire.times(); !asked.IsZero() {
		t.Error("the next question was told to have left")
	}
	if _, came := first.times(); came.IsZero() {
		t.Error("its own stream was not told of")
	}
}
