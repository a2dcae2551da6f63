package probe

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"

	"constat/store/record"
)

// socket accepts the upgrade and then does what is wanted.
func socket(do func(net.Conn, *bufio.Reader)) func(net.Conn) {
	return func(c net.Conn) {
		in := bufio.NewReader(c)
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		digest := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
		fmt.Fprintf(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
			base64.StdEncoding.EncodeToString(digest[:]))
		do(c, in)
	}
}

// pong answers a ping, after some news that nobody asked for.
func pong(c net.Conn, in *bufio.Reader) {
	head := make([]byte, 6)
	if _, err := io.ReadFull(in, head); err != nil || head[0] != 0x89 || head[1]&0x80 == 0 {
		return
	}
	word := make([]byte, head[1]&0x7f)
	io.ReadFull(in, word)
	for i := range word {
		word[i] ^= head[2+i%4]
	}
	io.WriteString(c, "\x81\x04news\x82\x7e\x00\x80"+string(make([]byte, 128)))
	io.WriteString(c, "\x8a"+string(byte(len(word)))+string(word))
	io.Copy(io.Discard, in)
}

func TestWebSocketThroughNginx(t *testing.T) {
	nginx, dir, port, behind := installed(t, "nginx"), t.TempDir(), freePort(t), serveConn(t, socket(pong))
	write(t, dir, map[string]string{"nginx.conf": fmt.Sprintf(`daemon off; pid %[1]s/pid; error_log stderr; events {}
http { access_log off; server { listen 127.0.0.1:%[2]d;
  location /ws { proxy_pass http://%[3]s; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; }
  location /down { return 502; } location /no { return 403; } location /page { return 200; } } }
`, dir, port, behind)})
	start(t, port, nginx, "-c", dir+"/nginx.conf")
	server := fmt.Sprint("ws://127.0.0.1:", port)
	r := ask(t, asked(server+"/ws?x=1", "[STATUS] == 101", "[CONNECTED] == true"))
	want(t, r, record.NoFault, 101)
	reached(t, r, "CFB")
	if r.Answer.Conditions != "tt" || r.Answer.Proto != "HTTP/1.1" {
		t.Errorf("answer %+v", r.Answer)
	}
	want(t, ask(t, asked(server+"/down")), record.NoFault, 502)
	want(t, ask(t, asked(server+"/no")), record.NoFault, 403)
	want(t, ask(t, asked(server+"/page")), record.AnswerProtocol, 200)
}

func TestWebSocketsFailInTheirOwnWay(t *testing.T) {
	for why, c := range map[string]struct {
		do     func(net.Conn)
		fault  record.Fault
		status int
	}{
		"silent":             {hold, record.AnswerTimeout, 0},
		"closed at once":     {func(net.Conn) {}, record.TCPClosed, 0},
		"not HTTP":           {script("", "220 mx\r\n"), record.AnswerProtocol, 0},
		"a head without end": {flood("HTTP/1.1 101 X\r\nA: b\r\n"), record.AnswerProtocol, 0},
		"the wrong key":      {script("", "HTTP/1.1 101 X\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n"), record.AnswerProtocol, 101},
		"no pong":            {socket(func(c net.Conn, _ *bufio.Reader) { hold(c) }), record.AnswerTimeout, 101},
		"closed":             {socket(func(c net.Conn, _ *bufio.Reader) { io.WriteString(c, "\x88\x00"); hold(c) }), record.AnswerProtocol, 101},
		"masked":             {socket(func(c net.Conn, _ *bufio.Reader) { io.WriteString(c, "\x8a\x87aaaabbbbbbb"); hold(c) }), record.AnswerProtocol, 101},
		"a frame too long": {socket(func(c net.Conn, _ *bufio.Reader) {
			io.WriteString(c, "\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff")
			hold(c)
		}), record.AnswerProtocol, 101},
		"frames without end": {socket(func(c net.Conn, _ *bufio.Reader) { flood("\x81\x01x")(c) }), record.AnswerProtocol, 101},
		"cut in a frame":     {socket(func(c net.Conn, _ *bufio.Reader) { io.WriteString(c, "\x82\x10x") }), record.TCPClosed, 101},
	} {
		t.Run(why, func(t *testing.T) {
			t.Parallel()
			q := asked("ws://" + serveConn(t, c.do) + "/")
			q.Timeout = 700
			want(t, ask(t, q), c.fault, c.status)
		})
	}
}
