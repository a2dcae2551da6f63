package inventory

import (
	"context"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"constat/store/record"
)

// Bounds of a crawl.
const (
	maxPages = 200_000               // addresses of one site
	maxPage  = 64 << 20              // bytes of one answer
	pause    = 50 * time.Millisecond // between two questions, unless the site asks for more
	maxPause = 30 * time.Second
	maxMap   = 50 << 20 // bytes of one sitemap, sitemaps.org
	maxMaps  = 1000
)

// A site is followed from page to page: from the address given and from what its
// sitemap names, over links of the same host and under the same folder. What
// robots.txt (RFC 9309) keeps us from is neither asked for nor listed. Each
// answer of status 200 is a file; what is linked and answers 404 or 410 is not
// there; what is shut to us (another 4xx: a page for members, a form) is a file that
// could not be read, as long as few are. Anything else stops the listing: half a site
// is not a site.
type site struct {
	*web
	start  *url.URL
	folder string // path that all pages are under, with its slash
	rules  robots
	pause  time.Duration
	at     record.Instant
	spool  *spool // nil where no contents are kept
	shut   int    // pages that are shut to us
}

// fewShut are pages that may be shut to us on a site of any size; of a larger one, a
// tenth. Where more are, it is we who are shut out.
const fewShut = 3

func openSite(_ context.Context, u *url.URL, ask Ask) (source, error) {
	if ask.Question.Pick != "" {
		return openCount(u, ask)
	}
	w, err := openWeb(u, ask)
	if err != nil {
		return nil, err
	}
	start := *u
	if start.Path == "" {
		start.Path = "/"
	}
	return &site{web: w, start: &start, folder: record.SiteFolder(&start), pause: pause, at: ask.at}, nil
}

// list follows links, breadth first, in the order in which they are found.
func (s *site) list(ctx context.Context, each func(record.Held) error) error {
	if err := s.robots(ctx); err != nil {
		return err
	}
	queue := []string{s.start.RequestURI()}
	seen := map[string]bool{queue[0]: true}
	add := func(u *url.URL) {
		if at := u.RequestURI(); s.inside(u) && !seen[at] && len(queue) <= maxPages {
			seen[at] = true
			queue = append(queue, at)
		}
	}
	if err := s.sitemaps(ctx, add); err != nil {
		return err
	}
	for n := 0; n < len(queue); n++ {
		if n >= maxPages {
			return &stopped{record.ListLimit, "the site has too many pages"}
		}
		if err := s.wait(ctx); err != nil {
			return err
		}
		u, err := s.start.Parse(queue[n])
		if err != nil {
			continue
		}
		h, links, err := s.page(ctx, u, n == 0)
		if err != nil {
			return err
		}
		for _, l := range links {
			add(l)
		}
		if h != nil {
			if err := each(*h); err != nil {
				return err
			}
		}
		queue[n] = "" // let go
	}
	if s.shut > max(fewShut, len(queue)/10) {
		return &stopped{record.ListRefused, "too many pages are shut to us"}
	}
	return nil
}

// inside reports whether an address is of this site, and may be asked for.
func (s *site) inside(u *url.URL) bool {
	return u.Scheme == s.start.Scheme && u.Host == s.start.Host && strings.HasPrefix(u.Path, s.folder) && s.rules.allow(u.RequestURI()) && len(u.RequestURI()) < 4096
}

func (s *site) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(s.pause):
		return nil
	}
}

// page asks for one address, and returns what it is, nil where it is not there,
// and where it leads.
func (s *site) page(ctx context.Context, u *url.URL, first bool) (*record.Held, []*url.URL, error) {
	var x *exchange
	if s.spool != nil {
		x = &exchange{began: s.spool.now()}
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) { x.peer, _ = netip.ParseAddrPort(c.Conn.RemoteAddr().String()) }})
	}
	resp, err := s.do(ctx, http.MethodGet, u, nil, http.Header{"Accept-Encoding": {"identity"}})
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	if strings.EqualFold(resp.Header.Get("Cf-Mitigated"), "challenge") || resp.Header.Get("X-Amzn-Waf-Action") != "" {
		return nil, nil, &stopped{record.ListRefused, "a challenge came instead of the page"}
	}
	switch code := resp.StatusCode; {
	case code >= 300 && code < 400:
		to, err := u.Parse(resp.Header.Get("Location"))
		if err != nil || resp.Header.Get("Location") == "" {
			return nil, nil, nil
		}
		if first && !s.inside(to) {
			return nil, nil, &stopped{record.ListRefused, "the start page leads elsewhere"}
		}
		return nil, []*url.URL{to}, nil
	case code == http.StatusNotFound && !first, code == http.StatusGone && !first:
		return nil, nil, nil
	case isShut(code) && !first:
		s.shut++
		return &record.Held{Path: s.name(u), Size: -1, Read: s.at}, nil, nil
	case code != http.StatusOK:
		return nil, nil, refusal(code, !first)
	}
	return s.content(u, resp, x)
}

// isShut reports whether a status keeps one page from us, and not the site: the
// client's own errors (RFC 9110, section 15.5), but for a time-out and for too many
// questions.
func isShut(code int) bool {
	return code >= 400 && code < 500 && code != http.StatusRequestTimeout && code != http.StatusTooManyRequests
}

// content reads an answer through: its digest and length, and the links of a page.
func (s *site) content(u *url.URL, resp *http.Response, x *exchange) (*record.Held, []*url.URL, error) {
	sum := sha256.New()
	limited := &io.LimitedReader{R: resp.Body, N: maxPage + 1}
	body := io.TeeReader(limited, sum)
	if x != nil {
		body = io.TeeReader(limited, io.MultiWriter(sum, x))
	}
	var links []*url.URL
	kind, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";")
	switch strings.TrimSpace(strings.ToLower(kind)) {
	case "text/html", "application/xhtml+xml":
		links = linksOf(body, u)
	case "text/css":
		links = stylesOf(body, u)
	}
	if _, err := io.Copy(io.Discard, body); err != nil {
		return nil, nil, bare(err)
	}
	h := record.Held{Path: s.name(u), Size: maxPage + 1 - limited.N, Told: record.Tell(record.ETag, strings.Trim(strings.TrimPrefix(resp.Header.Get("ETag"), "W/"), `"`)),
		Sum: record.Hash(sum.Sum(nil)), Read: s.at}
	if t, err := http.ParseTime(resp.Header.Get("Last-Modified")); err == nil {
		h.Modified = record.At(t)
	}
	if limited.N <= 0 {
		h.Size, h.Sum, h.Read = -1, record.Hash{}, s.at // longer than we read: not known
	}
	if x != nil {
		if err := s.spool.keep(s.start, u, resp, x, h); err != nil {
			return nil, nil, err
		}
	}
	return &h, links, nil
}

// name is what a page is listed under: its path below the site's folder and its
// query; a folder's own page under "./".
func (s *site) name(u *url.URL) string {
	name, _ := record.SitePath(s.start, u)
	return name
}

func (s *site) read(context.Context, string) (io.ReadCloser, error) {
	return nil, errors.ErrUnsupported // it was read when it was listed
}

// sitemaps reads those that robots.txt names, or /sitemap.xml.
func (s *site) sitemaps(ctx context.Context, add func(*url.URL)) error {
	todo := s.rules.sitemaps
	if len(todo) == 0 {
		todo = []string{"/sitemap.xml"}
	}
	for n := 0; n < len(todo) && n < maxMaps; n++ {
		u, err := s.start.Parse(todo[n])
		if err != nil || u.Host != s.start.Host || u.Scheme != s.start.Scheme || slices.Contains(todo[:n], todo[n]) {
			continue
		}
		if err := s.wait(ctx); err != nil {
			return err
		}
		resp, err := s.do(ctx, http.MethodGet, u, nil, nil)
		if err != nil {
			return err
		}
		if resp.StatusCode == http.StatusOK {
			var maps []string
			if path.Ext(u.Path) != ".gz" {
				maps = locations(io.LimitReader(resp.Body, maxMap), u, add)
			}
			todo = append(todo, maps...)
		}
		resp.Body.Close()
	}
	return nil
}

// locations reads a sitemap as far as it can be read: it is a help to find
// pages, and no list of what is held. It returns other sitemaps that it names.
func locations(r io.Reader, base *url.URL, add func(*url.URL)) (maps []string) {
	x := xml.NewDecoder(r)
	index := false
	for {
		token, err := x.Token()
		if err != nil {
			return maps
		}
		t, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		index = index || t.Name.Local == "sitemapindex"
		if t.Name.Local != "loc" {
			continue
		}
		var text string
		if x.DecodeElement(&text, &t) != nil {
			return maps
		}
		text = strings.TrimSpace(text)
		if u, err := base.Parse(text); err == nil && !index {
			add(u)
		} else if err == nil {
			maps = append(maps, text)
		}
	}
}
