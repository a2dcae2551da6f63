// Package requisite asks for what a page needs to be shown as it stood: its style sheets, pictures, icons and fonts.
//
// It asks as a visitor's browser would that runs no scripts, one requisite at a
// time and with a pause between two. It asks only at addresses that are public,
// but for the page's own host where that is named outright, see [record.Outright].
package requisite

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"constat/store/record"
	"constat/store/warc"
)

const (
	takeFor   = 60 * time.Second // all of them
	oneFor    = 10 * time.Second // one of them
	leastWait = 250 * time.Millisecond
	maxPage   = 4 << 20 // bytes of a page or style sheet that are looked through
)

// An Asker asks for requisites.
type Asker struct {
	Agent    string         // as whom
	Roots    *x509.CertPool // nil: the system's
	Resolver *net.Resolver  // nil: the system's
	Pause    time.Duration  // between two questions; a quarter of a second at least
}

// IsPage reports whether an exchange brought a page of HTML.
func IsPage(x record.Exchange) bool {
	kind, _, err := mime.ParseMediaType(fieldsOf(x).Get("Content-Type"))
	return err == nil && (kind == "text/html" || kind == "application/xhtml+xml")
}

func fieldsOf(x record.Exchange) http.Header {
	_, fields, _ := bytes.Cut(x.Response, []byte("\r\n"))
	h := http.Header{}
	for line := range strings.SplitSeq(string(fields), "\r\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			h.Add(name, value)
		}
	}
	return h
}

// Ask asks for what page names; home is the address of its target. It returns
// an entry and one exchange for each of its parts. Chain and round are for the
// caller to fill in, and what follows from the bodies for the store.
func (a Asker) Ask(ctx context.Context, home string, page record.Exchange) (record.Requisites, []record.Exchange) {
	ctx, cancel := context.WithTimeout(ctx, takeFor)
	defer cancel()
	t := taking{Asker: a, list: list{seen: map[string]bool{}}, bytes: record.MaxPartsBytes}
	t.entry.Time = record.At(time.Now())
	at, err := url.Parse(home)
	if err == nil {
		t.home = hostPort(at)
		if at, err = url.Parse(page.URL); err == nil {
			at.Fragment = ""
			t.list.seen[at.String()] = true // the page itself
			pageNames(plain(page), at, &t.list)
		}
	}
	t.client = t.newClient()
	defer t.client.CloseIdleConnections()
	for n := 0; n < len(t.list.queue); n++ {
		if n > 0 {
			t.wait(ctx)
		}
		if ctx.Err() != nil || len(t.entry.Parts) >= record.MaxParts || t.bytes <= 0 {
			t.entry.Left += int64(len(t.list.queue) - n)
			break
		}
		t.one(ctx, t.list.queue[n])
	}
	t.entry.Left += t.list.over
	t.entry.Ended = max(record.At(time.Now()), t.entry.Time)
	return t.entry, t.exchanges
}

// plain is a page as a reader sees it, as far as it is looked through.
func plain(page record.Exchange) io.Reader {
	var r io.Reader = bytes.NewReader(page.Body)
	if strings.EqualFold(fieldsOf(page).Get("Content-Encoding"), "gzip") {
		if z, err := gzip.NewReader(r); err == nil {
			r = z
		}
	}
	return io.LimitReader(r, maxPage)
}

// A taking is what came so far of the requisites of one page.
type taking struct {
	Asker
	home      string // host and port
	client    *http.Client
	list      list
	bytes     int64 // left
	entry     record.Requisites
	exchanges []record.Exchange
}

func (t *taking) wait(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(max(t.Pause, leastWait)):
	}
}

var errPrivate = errors.New("an address that is not public")

// newClient follows no redirect and has no proxy: each answer is kept as it is.
func (t *taking) newClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{DialContext: t.dial, TLSClientConfig: &tls.Config{RootCAs: t.Roots}, DisableCompression: true, MaxIdleConnsPerHost: 1, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// dial looks at the very address that it is about to reach.
func (t *taking) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Resolver: t.Resolver}
	if host, _, err := net.SplitHostPort(address); err != nil || !strings.EqualFold(address, t.home) || !record.Outright(host) {
		d.Control = func(_, dialled string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(dialled)
			if err == nil && !record.Public(at.Addr()) {
				return errPrivate
			}
			return err
		}
	}
	return d.DialContext(ctx, network, address)
}

// one asks for one requisite.
func (t *taking) one(ctx context.Context, n named) {
	ctx, cancel := context.WithTimeout(ctx, oneFor)
	defer cancel()
	x := record.Exchange{URL: n.address}
	trace := &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) { x.Peer, _ = netip.ParseAddrPort(c.Conn.RemoteAddr().String()) }}
	r, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodGet, n.address, nil)
	if err != nil {
		t.entry.Failed++
		return
	}
	r.Header = http.Header{"User-Agent": {t.Agent}, "Accept": {"*/*"}, "Accept-Encoding": {"identity"}}
	x.Time = time.Now()
	resp, err := t.client.Do(r)
	if errors.Is(err, errPrivate) {
		t.entry.Refused++
		return
	}
	if err != nil {
		t.entry.Failed++
		return
	}
	defer resp.Body.Close()
	if resp.ContentLength > t.bytes {
		t.entry.Left++
		return
	}
	x.Body, err = io.ReadAll(io.LimitReader(resp.Body, t.bytes+1))
	switch {
	case err != nil:
		t.entry.Failed++
		return
	case int64(len(x.Body)) > t.bytes:
		t.entry.Left++
		return
	}
	r.Header.Set("Host", r.URL.Host)
	x.Request = warc.Head("GET "+r.URL.RequestURI()+" HTTP/1.1", r.Header)
	x.Response = warc.Head(resp.Proto+" "+resp.Status, resp.Header)
	t.keep(x, resp, n)
}

// keep takes an answer in, and what it names or leads to.
func (t *taking) keep(x record.Exchange, resp *http.Response, n named) {
	t.bytes -= int64(len(x.Body))
	t.exchanges = append(t.exchanges, x)
	t.entry.Parts = append(t.entry.Parts, record.Part{URL: x.URL, Time: record.At(x.Time), Status: resp.StatusCode})
	if to := resp.Header.Get("Location"); resp.StatusCode/100 == 3 && to != "" {
		t.list.add(resp.Request.URL, to, n.style)
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if resp.StatusCode == http.StatusOK && (n.style || kind == "text/css") {
		styleNames(string(x.Body[:min(len(x.Body), maxPage)]), resp.Request.URL, &t.list)
	}
}

// fits reports whether an address is one that requisites can have.
func fits(u *url.URL) bool { return record.PartAddress(u.String()) }

// hostPort is whom an address asks.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}
