package probe

import (
	"context"
	"errors"
	"net"
	"net/http"

	"github.com/go-resty/resty/v2"
)

// client is resty without what it adds by itself: no cookie jar, no redirects
// (see follow), no proxy from the environment. It keeps no connection, so that one client
// serves all questions and they share nothing.
var client = resty.NewWithClient(&http.Client{
	Transport: lift{&http.Transport{
		Proxy:                  nil,
		DialContext:            handOver,
		DialTLSContext:         handOver,
		DisableKeepAlives:      true,
		DisableCompression:     true,
		MaxResponseHeaderBytes: maxHead,
		Protocols:              onlyHTTP1(),
	}},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}).SetLogger(silent{})

func onlyHTTP1() *http.Protocols {
	var p http.Protocols
	p.SetHTTP1(true)
	return &p
}

type exchangeKey struct{}

// handOver gives the transport the connection that the exchange has made, so
// that each phase is ours to time and fails with its own error. It gives it
// once: there is no second attempt.
func handOver(ctx context.Context, _, _ string) (net.Conn, error) {
	e := ctx.Value(exchangeKey{}).(*exchange)
	if !e.wire.given.CompareAndSwap(false, true) {
		return nil, errors.New("one question, one connection")
	}
	return e.wire, nil
}

// lift takes Location off a response before http.Client sees it: one that is
// no URL would otherwise become an error, and the status would be lost.
type lift struct{ next http.RoundTripper }

func (l lift) RoundTrip(r *http.Request) (*http.Response, error) {
	e, next := r.Context().Value(exchangeKey{}).(*exchange), l.next
	if e.http2 != nil {
		next = e.http2
	}
	response, err := next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if values, ok := response.Header["Location"]; ok {
		e.location = values
		delete(response.Header, "Location")
	}
	return response, nil
}

// silent drops resty's own words: what matters is in the answer.
type silent struct{}

func (silent) Errorf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}
func (silent) Debugf(string, ...any) {}
