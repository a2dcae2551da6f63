package inventory

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"constat/store/record"
)

// Agent is the User-Agent of every question: who asks, and where to write to.
// The program sets it once, before the first question.
var Agent = "constat/0.1"

// A web is a client of one host. It follows no redirect and has no proxy: what
// is asked is what is recorded, and a secret goes to one host alone.
type web struct {
	client *http.Client
	base   *url.URL
	secret Secret
}

// openWeb makes a client; the address is of http or https.
func openWeb(base *url.URL, ask Ask) (*web, error) {
	w := &web{base: base, secret: ask.Secret, client: newClient(ask)}
	if base.Scheme == "http" && ask.Secret["password"] != "" && !ask.here(base) {
		return nil, &stopped{record.Local, "a password is not sent without TLS"}
	}
	return w, nil
}

func newClient(ask Ask) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext: ask.connect, TLSClientConfig: &tls.Config{RootCAs: ask.Roots}, TLSHandshakeTimeout: dialTime, ResponseHeaderTimeout: silenceTime,
			MaxIdleConnsPerHost: 2, MaxResponseHeaderBytes: 256 << 10, IdleConnTimeout: time.Minute, DisableCompression: true, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// do asks for one address of the host.
func (w *web) do(ctx context.Context, method string, u *url.URL, body io.Reader, header http.Header) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", Agent)
	for k, v := range header {
		r.Header[k] = v
	}
	if w.secret["user"] != "" || w.secret["password"] != "" {
		r.SetBasicAuth(w.secret["user"], w.secret["password"])
	} else if w.secret["token"] != "" {
		r.Header.Set("Authorization", "Bearer "+w.secret["token"])
	}
	resp, err := w.client.Do(r)
	if err != nil {
		return nil, bare(err)
	}
	return resp, nil
}

// bare takes the address out of a client's error: it may name a file.
func bare(err error) error {
	if u, ok := err.(*url.Error); ok {
		return u.Err
	}
	return err
}

// refusal says what a status means for a listing.
func refusal(status int, begun bool) error {
	detail := fmt.Sprintf("status %d", status)
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return &stopped{record.ListRefused, detail}
	case (status == http.StatusNotFound || status == http.StatusGone) && !begun:
		return &stopped{record.ListAbsent, detail}
	case status >= 500, status == http.StatusNotFound, status == http.StatusGone, status == http.StatusTooManyRequests:
		return &stopped{record.ListBroken, detail}
	}
	return &stopped{record.ListProtocol, detail}
}

// get opens a content.
func (w *web) get(ctx context.Context, u *url.URL) (io.ReadCloser, error) {
	resp, err := w.do(ctx, http.MethodGet, u, nil, nil)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, refusal(resp.StatusCode, true)
	}
	return resp.Body, nil
}

func (w *web) close() error { w.client.CloseIdleConnections(); return nil }
