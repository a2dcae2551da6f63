package probe

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"constat/store/record"
)

// follow asks, and asks on where a redirect leads, until there is an answer.
func (e *exchange) follow(ctx context.Context) error {
	for {
		if err := e.run(ctx); err != nil || e.led == nil {
			return err
		}
		e.hop(*e.led)
	}
}

// leads finds where the response leads, if the question follows it there: led
// is the question as it is put then. Its error says why it is not followed.
func (e *exchange) leads() error {
	location := strings.ToValidUTF8(strings.Join(e.gotten.Header["Location"], ", "), "\ufffd")
	if e.first.Follow == 0 || location == "" || !slices.Contains(record.Redirects, e.gotten.StatusCode) {
		return nil
	}
	if location != strings.ToValidUTF8(strings.Join(e.location, ", "), "\ufffd") {
		return e.stays(record.ErrSecretInside)
	}
	hops := append(slices.Clone(e.result.Answer.Hops), record.Hop{URL: e.ask.Question.URL, Status: e.gotten.StatusCode, Peer: e.result.Answer.Peer, Location: location})
	q, err := e.first.After(hops)
	if err != nil {
		return e.stays(err)
	}
	e.led, e.result.Answer.Hops = &q, hops
	return nil
}

// stays is the fault of a redirect that is not followed. What came with it is
// kept as far as it comes; how it ends says nothing.
func (e *exchange) stays(why error) error {
	if e.method() != http.MethodHead {
		e.phase = record.PhaseBody
		_ = e.read(e.gotten.Body)
	}
	return faulty{record.Unfollowed, why.Error()}
}

// hop closes the books of an answer that led elsewhere, and begins anew with the
// question as it is put there.
func (e *exchange) hop(q record.Question) {
	now := time.Now()
	e.endPhases(now, false)
	a := &e.result.Answer
	a.Peer, a.Certificate, a.Expires = record.Answer{}.Peer, record.Hash{}, 0
	e.where, e.chain, e.wire, e.http2, e.body, e.gotten, e.location, e.led = place{}, nil, nil, nil, nil, nil, nil, nil
	e.plain = sync.OnceValues(e.readable)
	e.ask.Question, e.ask.Address, e.away = q, record.Answer{}.Peer, hostPort(q.URL) != hostPort(e.first.URL)
	e.phase, e.since = record.PhaseDNS, now
}

func hostPort(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return record.HostPort(u)
}

// proto names what was spoken, as IANA does.
func proto(r *http.Response) string {
	if r.ProtoMajor == 2 {
		return "HTTP/2"
	}
	return r.Proto
}
