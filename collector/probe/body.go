package probe

import (
	"bytes"
	"compress/gzip"
	"strings"
	"time"

	"constat/store/record"
)

// judge evaluates the question's conditions, one [record.Truth] each. Of an
// answer that broke off nothing is said.
func (c *call) judge(f Facts) string {
	q, a := c.ask.Question, c.result.Answer
	truths := bytes.Repeat([]byte{byte(record.Unknown)}, len(q.Conditions))
	if a.Fault != record.NoFault || len(truths) == 0 {
		return string(truths)
	}
	f.Connected, f.Status, f.Code = true, a.Status, a.Code
	if a.Peer.IsValid() {
		f.IP = a.Peer.Addr().String()
	}
	if a.Expires != 0 {
		f.HasCertificate = true
		f.CertificateLeft = c.until(a.Expires.Time())
	}
	for i, s := range q.Conditions {
		c, err := ParseCondition(s)
		if err != nil {
			continue // refused with the configuration; here it says nothing
		}
		truths[i] = byte(c.Eval(f))
	}
	return string(truths)
}

// until is how long after the question's start an instant lies.
func (c *call) until(t time.Time) time.Duration {
	return t.Sub(c.result.Started.Round(0)).Truncate(time.Millisecond)
}

// learn takes from the exchange what conditions are judged on.
func (e *exchange) learn() {
	if e.gotten == nil || e.result.Answer.Fault != record.NoFault {
		return
	}
	e.facts.Body, e.facts.BodyCut = e.plain()
	if _, first := e.wire.times(); !first.IsZero() {
		e.facts.ResponseTime = first.Sub(e.result.Started)
	}
}

// coding returns the content coding, RFC 9110 section 8.4.1.
func (e *exchange) coding() string {
	return strings.ToLower(strings.TrimSpace(e.gotten.Header.Get("Content-Encoding")))
}

// readable returns the body as a reader sees it, and whether that is only the
// beginning. A server that compresses although asked not to is read through
// gzip (RFC 1952), no further than the question's limit; what can't be decoded
// is nil.
func (e *exchange) readable() (body []byte, cut bool) {
	switch e.coding() {
	case "", "identity":
		return e.body, e.result.Answer.Cut
	case "gzip", "x-gzip":
		return gunzip(e.body, min(e.ask.Question.BodyLimit, maxBody), e.result.Answer.Cut)
	}
	return nil, false
}

func gunzip(coded []byte, limit int64, cut bool) ([]byte, bool) {
	if len(coded) == 0 {
		return coded, cut
	}
	z, err := gzip.NewReader(bytes.NewReader(coded))
	if err != nil {
		return nil, false
	}
	body, more, err := readUpTo(z, -1, limit)
	if err != nil && !cut {
		return nil, false
	}
	return body, more || cut
}
