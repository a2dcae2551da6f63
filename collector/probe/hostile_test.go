package probe

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

// Each hostile server ends in one fault, within the time, with what came kept.
func TestHostileServers(t *testing.T) {
	say := func(s string) func(net.Conn) {
		return func(c net.Conn) { io.WriteString(c, s) }
	}
	const ok = "HTTP/1.1 200 OK\r\n"
	for _, c := range []struct {
		name   string
		do     func(net.Conn)
		fault  record.Fault
		status int
		phases string
		body   string // received
	}{
		{"says nothing", hold, record.HTTPTimeout, 0, "CF", ""},
		{"hangs up", func(net.Conn) {}, record.TCPClosed, 0, "CF", ""},
		{"resets", reset, record.TCPReset, 0, "CF", ""},
		{"slow head", func(c net.Conn) { io.WriteString(c, ok+"Server: a"); hold(c) }, record.HTTPTimeout, 0, "CFB", ""},
		{"head cut", say(ok + "Server: a"), record.TCPClosed, 0, "CFB", ""},
		{"another protocol", say("220 mail.example ESMTP\r\n"), record.HTTPProtocol, 0, "CFB", ""},
		{"status not a number", say("HTTP/1.1 two OK\r\n\r\n"), record.HTTPProtocol, 0, "CFB", ""},
		{"status 000", say("HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n"), record.HTTPProtocol, 0, "CFB", ""},
		{"field without colon", say(ok + "what is this\r\n\r\n"), record.HTTPProtocol, 0, "CFB", ""},
		{"two lengths", say(ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), record.HTTPProtocol, 0, "CFB", ""},
		{"head of 1 MiB", say(ok + strings.Repeat("A: "+strings.Repeat("b", 1020)+"\r\n", 1024) + "\r\n"), record.HTTPProtocol, 0, "CFB", ""},
		{"endless head", func(c net.Conn) { endless(c, ok, strings.Repeat("A: b\r\n", 1000)) }, record.HTTPProtocol, 0, "CFB", ""},
		{"length too long", say(ok + "Content-Length: 10\r\n\r\nhello"), record.BodyTruncated, 200, "CFB", "hello"},
		{"length beyond belief", say(ok + "Content-Length: 9000000000000000000\r\n\r\nhello"), record.BodyTruncated, 200, "CFB", "hello"},
		{"length too short", say(ok + "Content-Length: 2\r\n\r\nhello"), record.NoFault, 200, "CFB", "he"},
		{"HTTP/1.0 without length", say("HTTP/1.0 200 OK\r\n\r\nhello"), record.NoFault, 200, "CFB", "hello"},
		{"body stops", func(c net.Conn) { io.WriteString(c, ok+"Content-Length: 10\r\n\r\nhello"); hold(c) }, record.HTTPTimeout, 200, "CFB", "hello"},
		{"reset in the body", func(c net.Conn) { io.WriteString(c, ok+"Content-Length: 10\r\n\r\nhello"); drainThenReset(c) }, record.TCPReset, 200, "CFB", ""},
		{"chunk of no size", say(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n"), record.HTTPProtocol, 200, "CFB", "hello"},
		{"no last chunk", say(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), record.BodyTruncated, 200, "CFB", "hello"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			q := question(serveRaw(t, c.do), "[STATUS] == 200")
			if q.Timeout = 10_000; c.fault == record.HTTPTimeout { // a busy machine is slow, and nothing else waits for it
				q.Timeout = 300
			}
			r := ask(t, q)
			want(t, r, c.fault, c.status)
			reached(t, r, c.phases)
			if r.Exchange != nil && c.fault != record.TCPReset && string(r.Exchange.Body) != c.body {
				t.Errorf("body %q", r.Exchange.Body)
			}
			if wantTruth := map[bool]string{true: "t", false: "-"}[c.fault == record.NoFault]; r.Answer.Conditions != wantTruth {
				t.Errorf("conditions %q", r.Answer.Conditions)
			}
		})
	}
}

// reset closes c so that the other side gets an RST.
func reset(c net.Conn) {
	c.(*net.TCPConn).SetLinger(0)
	c.Close()
}

// drainThenReset lets the other side read what was sent before the RST: it
// waits for the time out of a read, which no one answers.
func drainThenReset(c net.Conn) {
	c.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	c.Read(make([]byte, 1))
	reset(c)
}

func endless(c net.Conn, head, more string) {
	if _, err := io.WriteString(c, head); err != nil {
		return
	}
	for {
		if _, err := io.WriteString(c, more); err != nil {
			return
		}
	}
}

func TestEndlessBodyIsCut(t *testing.T) {
	q := question(serveRaw(t, func(c net.Conn) { endless(c, "HTTP/1.1 200 OK\r\n\r\n", strings.Repeat("x", 4096)) }))
	r := ask(t, q)
	want(t, r, record.NoFault, 200)
	if !r.Answer.Cut || r.Answer.Size != q.BodyLimit {
		t.Errorf("cut %v, %d bytes", r.Answer.Cut, r.Answer.Size)
	}
}

// One byte at a time is a body like any other, until the time is up.
func TestDripEndsWithTheTime(t *testing.T) {
	q := question(serveRaw(t, func(c net.Conn) {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
		for range tick.C {
			if _, err := c.Write([]byte("x")); err != nil {
				return
			}
		}
	}))
	q.Timeout = 200
	r := ask(t, q)
	want(t, r, record.HTTPTimeout, 200)
	if r.Answer.Size < 2 || !r.Answer.Normal.IsZero() {
		t.Errorf("answer %+v", r.Answer)
	}
	if d := r.Timing[record.PhaseBody].Duration(); d < 150*time.Millisecond || d > 210*time.Millisecond {
		t.Errorf("the body took %v of 200 ms", d)
	}
}

// A server that speaks first is read as an answer, however fast it is.
func TestServerThatSpeaksFirstIsNoHTTP(t *testing.T) {
	url := "http://" + serveConn(t, func(c net.Conn) { io.WriteString(c, "SSH-2.0-OpenSSH_9.9\r\n"); hold(c) }) + "/"
	for range 20 {
		r := ask(t, question(url))
		want(t, r, record.HTTPProtocol, 0)
		if r.Answer.Detail != "malformed HTTP response" {
			t.Fatalf("detail %q", r.Answer.Detail)
		}
	}
}

func TestInformationalAnswersAreNotTheAnswer(t *testing.T) {
	url := serveRaw(t, func(c net.Conn) {
		io.WriteString(c, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")
	})
	want(t, ask(t, question(url)), record.NoFault, 204)
	url = serveRaw(t, func(c net.Conn) { endless(c, "", "HTTP/1.1 100 Continue\r\n\r\n") })
	q := question(url)
	q.Timeout = 300
	if r := ask(t, q); r.Answer.Fault != record.HTTPProtocol && r.Answer.Fault != record.HTTPTimeout {
		t.Errorf("fault %q (%s)", r.Answer.Fault, r.Answer.Detail)
	}
}

func TestWhatCannotBeAskedIsOurOwnFault(t *testing.T) {
	for _, url := range []string{"", "shop.example", "ftp://shop.example/", "http:///", "http://shop.example:99999/", "http://[::1/", "http://xn--\xff\x80/", "http://a\u200d\u200d.example/"} {
		q := question("http://x/")
		q.URL, q.Timeout = url, 300
		r := ask(t, q)
		if r.Answer.Fault != record.Local {
			t.Errorf("%q: fault %q (%s)", url, r.Answer.Fault, r.Answer.Detail)
		}
	}
	q := question("http://127.0.0.1:1/")
	q.Timeout = 0
	if r := ask(t, q); r.Answer.Fault == record.NoFault {
		t.Error("a question without time was answered")
	}
}

// A body may not make the answer large: only its digest stands in it.
func TestAnswerIsBounded(t *testing.T) {
	var head strings.Builder
	names, _ := record.KeptFields()
	for _, name := range names {
		fmt.Fprintf(&head, "%s: %s\r\n", name, strings.Repeat("\x80", 9_000))
	}
	url := serveRaw(t, func(c net.Conn) { io.WriteString(c, "HTTP/1.1 200 OK\r\n"+head.String()+"\r\n") })
	r := ask(t, question(url))
	want(t, r, record.NoFault, 200)
	if n := len(r.Answer.Encode()); n > 12<<10 {
		t.Errorf("answer of %d bytes", n)
	}
}

// A quarter of a gigabyte of zeros is a quarter of a megabyte in gzip: no more
// of it is read than the question's limit, whatever it would become.
func TestDecompressionBombTakesNoRoom(t *testing.T) {
	var coded bytes.Buffer
	z := gzip.NewWriter(&coded)
	for zeros := make([]byte, 1<<20); coded.Len() < 1<<18; {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	z.Close()
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/html")
		w.Write(coded.Bytes())
	})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := ask(t, question(url, "len([BODY]) > 0"))
	runtime.ReadMemStats(&after)
	want(t, r, record.NoFault, 200)
	if took := after.TotalAlloc - before.TotalAlloc; took > 32<<20 {
		t.Errorf("%d bytes were taken for a body of %d", took, coded.Len())
	}
}
