package probe

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"

	"constat/store/record"
)

// maxTalk bounds the bytes that a server may say before it is cut short.
const maxTalk = 64 << 10

// A talk is a dialogue in lines over the connection of a call.
type talk struct {
	*call
	ctx  context.Context
	conn net.Conn
	in   *bufio.Reader
	left int // bytes that may still come
	text text
}

// talkWith asks a question by a dialogue: do leads it. What was said stands in
// the answer however it ends.
func talkWith(ctx context.Context, a Ask, do func(*talk) error) Result {
	return put(ctx, a, func(ctx context.Context, c *call) error {
		mode, err := startTLS(a.Question.URL)
		if err != nil {
			return notAsked{err}
		}
		// Mail servers encrypt for whom they can, and senders do not mind to
		// whom, RFC 7435; only a question that insists on TLS minds.
		c.unchecked = strings.HasPrefix(a.Question.URL, "smtp:") && mode != "always"
		conn, err := c.connect(ctx)
		if err != nil {
			return err
		}
		t := &talk{call: c, ctx: ctx, left: maxTalk}
		t.over(conn)
		defer bound(ctx, conn)()
		defer func() { t.conn.Close() }()
		c.next(record.PhaseFirstByte)
		if c.where.tls {
			t.encrypted()
		}
		err = do(t)
		c.result.Answer.Text = t.text.String()
		return err
	})
}

// startTLS reads from an address when a connection is to be encrypted that
// begins in the clear: "auto", where it can be, "always" or "never".
func startTLS(raw string) (string, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return "", errors.New("malformed URL")
	}
	switch mode := u.Query().Get("starttls"); mode {
	case "":
		return "auto", nil
	case "auto", "always", "never":
		return mode, nil
	}
	return "", errors.New("malformed starttls")
}

func (t *talk) over(conn net.Conn) {
	t.conn, t.in = conn, bufio.NewReader(bounded{t, conn})
}

// A bounded reads no more than a talk may have, and notes the first byte.
type bounded struct {
	t    *talk
	conn net.Conn
}

func (b bounded) Read(p []byte) (int, error) {
	if b.t.left <= 0 {
		return 0, faulty{record.AnswerProtocol, "the answer goes on and on"}
	}
	n, err := b.conn.Read(p[:min(len(p), b.t.left)])
	b.t.left -= n
	if n > 0 && b.t.phase == record.PhaseFirstByte {
		b.t.next(record.PhaseBody)
	}
	return n, err
}

// line returns the next line without its end.
func (t *talk) line() (string, error) {
	s, err := t.in.ReadString('\n')
	if err != nil {
		if errors.Is(err, io.EOF) && s != "" {
			err = io.ErrUnexpectedEOF
		}
		return "", err
	}
	return strings.TrimRight(s, "\r\n"), nil
}

// say writes a line.
func (t *talk) say(words string) error {
	_, err := io.WriteString(t.conn, words+"\r\n")
	return err
}

// bye says a last word to which no answer is waited for.
func (t *talk) bye(words string) error {
	_ = t.say(words) // all that matters has been heard
	return nil
}

// encrypt puts TLS on the connection. What came in the clear before is not
// taken for what comes after, RFC 3207 section 4.2.
func (t *talk) encrypt() error {
	t.next(record.PhaseTLS)
	if t.in.Buffered() > 0 {
		return faulty{record.TLSFailure, "words in the clear after STARTTLS"}
	}
	secured, err := t.handshake(t.ctx, t.conn)
	if err != nil {
		return err
	}
	t.next(record.PhaseBody)
	t.over(secured)
	t.encrypted()
	return nil
}

// encrypted writes down whom the connection is encrypted for.
func (t *talk) encrypted() { t.text.certificates(t.chain[:min(1, len(t.chain))]) }

// wants says whether to encrypt a connection, where that is offered.
func (t *talk) wants(offered bool) (bool, error) {
	mode, err := startTLS(t.ask.Question.URL)
	switch {
	case err != nil || t.where.tls || mode == "never":
		return false, err
	case mode == "always" && !offered:
		return false, faulty{record.TLSFailure, "STARTTLS is not offered"}
	}
	return offered, nil
}

// notThis is what a server says that does not speak the protocol.
func notThis(protocol string) error {
	return faulty{record.AnswerProtocol, "this is not " + protocol}
}
