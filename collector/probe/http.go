package probe

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/go-resty/resty/v2"

	"constat/store/record"
)

const (
	maxHead = 256 << 10 // bytes of a response's head
	maxBody = 1 << 30   // bytes, whatever the question's limit says
)

// HTTP asks by HTTP/1.1, RFC 9112, over one fresh connection to one address:
// the first that the resolver names. No proxy, no cookie, no cache, no retry,
// no second address tried on the quiet: what is recorded is what was asked.
// Where the question says so, HTTP/2 is offered beside it, and redirects are
// followed, each over a fresh connection and written down.
//
// The response time that a condition sees ends with the first byte of the
// answer, as Gatus counts it: the first four phases.
func HTTP(ctx context.Context, a Ask) Result {
	timeout := time.Duration(a.Question.Timeout) * time.Millisecond
	e := newExchange(a) // before its time begins to run, see endPhases
	bounded, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	err := e.follow(bounded)
	e.finish(err, ctx.Err() != nil)
	return e.result
}

// An exchange is one HTTP question on its way.
type exchange struct {
	call
	first  record.Question       // as configured; ask has it as redirects leave it
	wire   *wire                 // nil until the connection stands
	http2  *version2             // nil where that is not spoken
	body   []byte                // as received
	plain  func() ([]byte, bool) // as read
	gotten *http.Response        // with its head only; nil until it is there
	// location is what the response said; see lift.
	location []string
	led      *record.Question // as it is put where a redirect leads; nil where none does
	// authorization is sent and never kept; reflection is what may come back of it.
	authorization string
	reflection    reflection
}

func newExchange(a Ask) *exchange {
	e := &exchange{call: newCall(a), first: a.Question}
	if e.protocols = []string{"http/1.1"}; a.Question.HTTP == 2 {
		e.protocols = []string{"h2", "http/1.1"}
	}
	e.plain = sync.OnceValues(e.readable)
	if pin := pinText(a.Address); pin != "" {
		e.first.Address, e.ask.Question.Address = pin, pin
	}
	return e
}

// run goes through the phases, in order, and stops at the first that fails.
func (e *exchange) run(ctx context.Context) error {
	if err := e.authorize(); err != nil {
		return err
	}
	conn, err := e.connect(ctx)
	if err != nil {
		return err
	}
	e.next(record.PhaseFirstByte)
	e.wire = newWire(conn)
	defer e.wire.Close()
	if ctx, err = e.speak(ctx, conn); err != nil {
		return err
	}
	response, err := e.request().SetContext(context.WithValue(ctx, exchangeKey{}, e)).
		Execute(e.method(), e.ask.Question.URL)
	if err != nil {
		return err
	}
	defer response.RawBody().Close()
	e.gotten = response.RawResponse
	if e.location != nil {
		e.gotten.Header["Location"] = slices.Clone(e.location)
	}
	e.hushHead()
	if e.gotten.StatusCode < 100 {
		return errors.New("malformed HTTP status code")
	}
	if err := e.leads(); err != nil || e.led != nil || e.method() == http.MethodHead {
		return err
	}
	e.phase = record.PhaseBody
	return e.read(response.RawBody())
}

func (e *exchange) method() string {
	if e.ask.Question.Method == "" {
		return http.MethodGet
	}
	return e.ask.Question.Method
}

// request returns the question's request. The fixed fields ask for the page as
// it is now and as it is stored, without coding: what is hashed is then what a
// reader sees. The question's own fields replace fixed ones of the same name.
func (e *exchange) request() *resty.Request {
	r := client.R().SetDoNotParseResponse(true)
	r.Header = http.Header{
		"User-Agent":      {Agent},
		"Accept":          {"*/*"},
		"Accept-Encoding": {"identity"},
		"Cache-Control":   {"no-cache"},
	}
	own := make(http.Header, len(e.ask.Question.Headers))
	for _, h := range e.ask.Question.Headers {
		own.Add(h.Name, h.Value)
	}
	for name, values := range own {
		r.Header[name] = values
	}
	if e.ask.ID != "" {
		r.Header.Set("X-Constat-Id", e.ask.ID)
	}
	if e.authorization != "" {
		r.Header.Set("Authorization", e.authorization)
	}
	if e.ask.Question.Body != "" {
		r.SetBody(e.ask.Question.Body)
	}
	return r
}

// errSecret is that of a question whose secret is not there.
var errSecret = errors.New("no secret")

// authorize finds what the question's authorization sends.
func (e *exchange) authorize() (err error) {
	way := e.ask.Question.Auth
	if e.authorization = ""; way == "" {
		return nil
	}
	if e.authorization, err = Authorization(way, e.ask.Secret); err != nil {
		return fmt.Errorf("%w: %w", errSecret, err)
	}
	e.reflection = reflectionOf(e.authorization, e.ask.Secret)
	return nil
}

func (e *exchange) read(r io.Reader) error {
	limit := min(max(e.ask.Question.BodyLimit, 0), maxBody)
	var err error
	e.body, e.result.Answer.Cut, err = readUpTo(r, e.gotten.ContentLength, limit)
	e.hushBody()
	return err
}

// readUpTo reads at most limit bytes and says whether there were more. A
// length that was announced is believed only as far as the first buffer.
func readUpTo(r io.Reader, announced, limit int64) (b []byte, cut bool, err error) {
	const first = 64 << 10
	b = make([]byte, 0, min(max(announced+1, 512), limit+1, first))
	for int64(len(b)) <= limit {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):min(int64(cap(b)), limit+1)])
		b = b[:len(b)+n]
		if err == io.EOF {
			err = nil
			return b[:min(int64(len(b)), limit)], int64(len(b)) > limit, err
		}
		if err != nil && int64(len(b)) <= limit {
			return b, false, err
		}
	}
	return b[:limit], true, nil
}

// finish turns what happened into the answer.
func (e *exchange) finish(err error, cancelled bool) {
	end := time.Now()
	e.result.Took = end.Sub(e.result.Started)
	e.endPhases(end, err != nil)
	a := &e.result.Answer
	switch {
	case cancelled && err != nil:
		a.Fault, a.Detail = record.Local, "cancelled"
	case errors.Is(err, errSecret):
		a.Fault, a.Detail = record.Local, "no secret"
	case err != nil:
		a.Fault, a.Detail = faultOf(err, e.phase, e.wire)
		a.Detail = e.reflection.hushed(a.Detail)
	}
	if e.gotten != nil && e.gotten.StatusCode >= 100 {
		e.describe()
	}
	e.learn()
	a.Conditions = e.judge(e.facts)
}

// endPhases closes the books. Once the connection stands, the wire knows best
// when the request left and when the first byte came. Of a question that broke
// off, or that was led elsewhere, the phases leave no time out: whoever reads that
// it timed out adds them up, and on a busy machine the request leaves late.
func (e *exchange) endPhases(end time.Time, broke bool) {
	if e.where.host == "" {
		return // not asked
	}
	if e.wire == nil || e.led != nil {
		e.spend(end)
		return
	}
	asked, first := e.wire.times()
	if asked.IsZero() || broke {
		asked = e.since
	}
	if first.IsZero() {
		e.add(record.PhaseFirstByte, end.Sub(asked))
		return
	}
	e.add(record.PhaseFirstByte, first.Sub(asked))
	e.add(record.PhaseBody, end.Sub(first))
}

// describe fills in the answer from the response.
func (e *exchange) describe() {
	a, r := &e.result.Answer, e.gotten
	a.Proto, a.Status = proto(r), r.StatusCode
	a.Headers = kept(r.Header)
	said, _ := e.plain()
	a.Challenge = isChallenge(r.StatusCode, r.Header, said)
	e.result.Exchange = &record.Exchange{
		URL:      e.ask.Question.URL,
		Time:     e.result.Started,
		Peer:     a.Peer,
		Request:  withhold(e.sent()),
		Response: head(r),
		Body:     e.body,
		Cut:      a.Cut,
	}
	if e.body == nil {
		return
	}
	a.Body, a.Size = record.Sum(e.body), int64(len(e.body))
	if a.Fault == record.NoFault {
		a.Normal, a.Rules = e.normal()
	}
}

// head writes the head of the response as HTTP/1.1 with its fields sorted, for
// net/http does not keep their order.
func head(r *http.Response) []byte {
	var b bytes.Buffer
	b.WriteString(proto(r) + " " + r.Status + "\r\n")
	_ = r.Header.Write(&b) // a Buffer takes everything
	b.WriteString("\r\n")
	return b.Bytes()
}
