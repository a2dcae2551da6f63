package probe

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
	"strings"

	"constat/store/record"
)

// WS asks for a WebSocket, RFC 6455, sends a ping over it, waits for the pong,
// and closes.
func WS(ctx context.Context, a Ask) Result {
	return talkWith(ctx, a, func(t *talk) error {
		key := make([]byte, 16)
		_, _ = rand.Read(key) // it never fails
		coded := base64.StdEncoding.EncodeToString(key)
		r, err := http.NewRequest(http.MethodGet, a.Question.URL, nil)
		if err != nil {
			return notAsked{errors.New("malformed URL")}
		}
		for name, value := range map[string]string{
			"User-Agent": Agent, "Upgrade": "websocket", "Connection": "Upgrade",
			"Sec-WebSocket-Key": coded, "Sec-WebSocket-Version": "13", "X-Constat-Id": a.ID,
		} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		if err := r.Write(t.conn); err != nil {
			return err
		}
		if err := t.upgraded(r, coded); err != nil || t.result.Answer.Status != http.StatusSwitchingProtocols {
			return err
		}
		return t.ping()
	})
}

// upgraded reads the answer to the request, RFC 6455 section 4.1.
func (t *talk) upgraded(r *http.Request, key string) error {
	response, err := http.ReadResponse(t.in, r)
	if err != nil {
		if t.left <= 0 {
			return faulty{record.AnswerProtocol, "the answer goes on and on"}
		}
		return err
	}
	defer response.Body.Close()
	a := &t.result.Answer
	if response.StatusCode < 100 || response.ProtoMajor != 1 {
		return notThis("HTTP")
	}
	a.Proto, a.Status = "HTTP/1.1", response.StatusCode
	digest := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	accepted := response.Header.Get("Sec-Websocket-Accept") == base64.StdEncoding.EncodeToString(digest[:])
	switch {
	case a.Status >= 400:
		return nil
	case a.Status != http.StatusSwitchingProtocols || !accepted || !strings.EqualFold(response.Header.Get("Upgrade"), "websocket"):
		return notThis("WebSocket")
	}
	return nil
}

// Frames of RFC 6455 section 5.2 that matter here.
const (
	frameClose = 0x8
	framePing  = 0x9
	framePong  = 0xa
)

func (t *talk) ping() error {
	word := []byte("constat")
	if err := t.frame(framePing, word); err != nil {
		return err
	}
	for {
		kind, payload, err := readFrame(t.in)
		switch {
		case err != nil:
			return err
		case kind == framePong && bytes.Equal(payload, word):
			_ = t.frame(frameClose, []byte{0x03, 0xe8}) // 1000: normal; all that matters has been heard
			return nil
		case kind == frameClose:
			return faulty{record.AnswerProtocol, "closed before the pong"}
		}
	}
}

// frame writes a whole short frame, masked as a client's is.
func (t *talk) frame(kind byte, payload []byte) error {
	b := []byte{0x80 | kind, 0x80 | byte(len(payload)), 0, 0, 0, 0}
	_, _ = rand.Read(b[2:6]) // it never fails
	for i, c := range payload {
		b = append(b, c^b[2+i%4])
	}
	_, err := t.conn.Write(b)
	return err
}

// readFrame reads a server's frame, which is not masked.
func readFrame(r *bufio.Reader) (kind byte, payload []byte, err error) {
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := uint64(head[1])
	for width, mark := range map[int]byte{2: 126, 8: 127} {
		if head[1] == mark {
			long := make([]byte, 8)
			if _, err := io.ReadFull(r, long[8-width:]); err != nil {
				return 0, nil, err
			}
			n = binary.BigEndian.Uint64(long)
		}
	}
	if head[0]&0x70 != 0 || head[1] >= 0x80 {
		return 0, nil, notThis("WebSocket")
	}
	if n > maxTalk {
		return 0, nil, faulty{record.AnswerProtocol, "the answer goes on and on"}
	}
	payload = make([]byte, n)
	_, err = io.ReadFull(r, payload)
	return head[0] & 0xf, payload, err
}
