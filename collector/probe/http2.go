package probe

//lint:file-ignore SA1019 net/http speaks HTTP/2 over a *tls.Conn alone, and hides the codes that end a stream

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http/httptrace"
	"strings"
	"time"

	"golang.org/x/net/http2"

	"constat/store/record"
)

type version2 = http2.ClientConn

// transport2 speaks HTTP/2, RFC 9113, over the connection of a question: one
// stream, and none after it.
var transport2 = &http2.Transport{DisableCompression: true, MaxHeaderListSize: maxHead}

// speak begins what was agreed on, by ALPN, for what is said over conn.
func (e *exchange) speak(ctx context.Context, conn net.Conn) (context.Context, error) {
	secured, ok := conn.(*tls.Conn)
	if !ok || secured.ConnectionState().NegotiatedProtocol != "h2" {
		return ctx, nil
	}
	e.wire.traced = true
	stop := bound(ctx, conn)
	defer stop()
	var err error
	wire := e.wire // of this hop: the stream may still end when the next has begun
	e.http2, err = transport2.NewClientConn(wire)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaderField:     wire.field,
		WroteRequest:         func(httptrace.WroteRequestInfo) { wire.left(time.Now()) },
		GotFirstResponseByte: func() { wire.came(time.Now()) },
	}), err
}

// sent returns the request as it left: of HTTP/2 in the form of HTTP/1.1, for
// on the wire it has none that can be read.
func (e *exchange) sent() []byte {
	if e.http2 == nil {
		return e.wire.sentBytes()
	}
	e.wire.mu.Lock()
	defer e.wire.mu.Unlock()
	pseudo, rest := map[string]string{}, new(bytes.Buffer)
	for _, f := range e.wire.fields {
		if strings.HasPrefix(f.Name, ":") {
			pseudo[f.Name] = f.Value
			continue
		}
		rest.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	var b bytes.Buffer
	b.WriteString(pseudo[":method"] + " " + pseudo[":path"] + " HTTP/2\r\nhost: " + pseudo[":authority"] + "\r\n")
	b.Write(rest.Bytes())
	b.WriteString("\r\n" + e.ask.Question.Body)
	return b.Bytes()
}

// fault2 names what HTTP/2 says of itself, RFC 9113 section 7: it ends a stream
// or a connection by a code where HTTP/1.1 can but cut it. NO_ERROR ends it in
// order, as FIN does.
func fault2(err error, phase int) (record.Fault, string, bool) {
	var code http2.ErrCode
	if e, ok := errors.AsType[http2.StreamError](err); ok {
		code = e.Code
	} else if e, ok := errors.AsType[http2.GoAwayError](err); ok {
		code = e.ErrCode
	} else if e, ok := errors.AsType[http2.ConnectionError](err); ok {
		return record.HTTPProtocol, "HTTP/2 " + http2.ErrCode(e).String(), true
	} else {
		return "", "", false
	}
	if phase == record.PhaseBody {
		return record.BodyTruncated, "HTTP/2 " + code.String(), true
	}
	if code == http2.ErrCodeNo {
		return record.TCPClosed, "HTTP/2 " + code.String(), true
	}
	return record.TCPReset, "HTTP/2 " + code.String(), true
}
