// Package anchor asks authorities and witnesses over the network.
//
// An authority is asked for an RFC 3161 time stamp over a checkpoint, a witness
// for a cosignature (c2sp.org/tlog-witness). [Ask] asks one authority once,
// [Cosign] one witness; a [Desk] keeps asking several until each has answered
// for the newest checkpoint. Whether either is to be believed is not judged
// here: that is for the reader's policy.
package anchor

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"time"

	"constat/store/seal"
)

const (
	// Patience is how long one question may take, from the first packet to the
	// last byte of the answer.
	Patience = 10 * time.Second
	// Tolerance is how far after our clock an authority may date itself,
	// whatever accuracy it states. It is wide, because our own clock may be
	// the wrong one, and narrow against the hours after which a record is
	// late. One that dates itself before our clock is taken at its word: the
	// token then shows that one of the two clocks is wrong.
	Tolerance = 5 * time.Minute

	maxAnswer = seal.MaxToken + 4<<10
)

// An Answer is a time stamp as it came.
type Answer struct {
	URL      string
	Data     []byte // what was stamped
	Request  []byte // TimeStampReq, DER: .tsq
	Response []byte // TimeStampResp, DER: .tsr
	Token    []byte // of the response
	// Stamp is what the token says. Its chain is not built: the word of
	// somebody unknown.
	Stamp seal.Stamp
}

// NewClient returns a client that goes where it is sent: no proxy, no
// redirects, a connection for each question.
func NewClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DisableKeepAlives:      true,
			DisableCompression:     true,
			MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Ask asks the authority at url to stamp data (RFC 3161, section 3.4), and
// checks that the token is for data and for this question, is signed by the
// certificate it carries, and is not of the future. It takes no longer than
// [Patience].
func Ask(ctx context.Context, client *http.Client, url string, data []byte) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	a, err := ask(ctx, client, url, data)
	if err != nil {
		return nil, fmt.Errorf("ask %q: %w", url, err)
	}
	return a, nil
}

func ask(ctx context.Context, client *http.Client, url string, data []byte) (*Answer, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return nil, err
	}
	a := &Answer{URL: url, Data: bytes.Clone(data), Request: seal.Request(data, nonce)}
	if a.Response, err = post(ctx, client, url, a.Request); err != nil {
		return nil, err
	}
	if a.Token, err = seal.ParseResponse(a.Response); err != nil {
		return nil, err
	}
	if a.Stamp, err = seal.ReadToken(a.Token, data); err != nil {
		return nil, err
	}
	if a.Stamp.Nonce == nil || a.Stamp.Nonce.Cmp(nonce) != 0 {
		return nil, errors.New("the time stamp is for another question: its nonce is not ours")
	}
	if ahead := time.Until(a.Stamp.Time); ahead > Tolerance {
		return nil, fmt.Errorf("it dates itself %v ahead of our clock; one of the two is wrong", ahead.Round(time.Second))
	}
	return a, nil
}

func post(ctx context.Context, client *http.Client, to string, request []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/timestamp-query")
	r.Header.Set("Accept", "application/timestamp-reply")
	r.Header.Set("User-Agent", "constat")
	status, _, body, err := send(client, r)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("it answered with status %d", status)
	}
	return body, err
}

// send asks, and returns the status, the type and the body of the answer.
func send(client *http.Client, r *http.Request) (status int, kind string, body []byte, err error) {
	resp, err := client.Do(r)
	var wrapped *url.Error
	if errors.As(err, &wrapped) { // says the address again
		err = wrapped.Err
	}
	if err != nil {
		return 0, "", nil, err
	}
	defer resp.Body.Close()
	if body, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1)); err != nil {
		return 0, "", nil, err
	}
	if len(body) > maxAnswer {
		return 0, "", nil, fmt.Errorf("its answer is over %d bytes", maxAnswer)
	}
	return resp.StatusCode, resp.Header.Get("Content-Type"), body, nil
}
