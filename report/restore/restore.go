// Package restore gives back what captures still hold of a lost site.
//
// [Find] chooses what to give: of each target of the site the last content that
// was its own before the loss, or that of another time, from verified bundles
// alone. [Holdings.Write] writes it out as a folder:
//
//	index.html       what is here, from when, under which digest, and what is missing
//	pages/           pages, drawings and style sheets whose links lead to what is here, without
//	                 scripts; and as text what a browser could take for a page
//	original/        everything as it was received, but for a coding of the transport
//	captures.warc.gz the same as sealed, byte for byte, with what was asked and answered
//	missing.tsv      what is missing, all of it: why, the status that came instead, what, named by what
//	SHA256SUMS       digests of all of that, for sha256sum -c
//
// The same bundles and the same choice give the same bytes. Nothing is made up:
// what is not held is named as missing, and pages ask nobody for it.
package restore

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/warc"
)

// ErrNothing is returned where bundles hold no content of a site.
var ErrNothing = errors.New("nothing of this site was kept")

// A SiteError says that bundles show no such site.
type SiteError struct {
	Site  string
	Known []string // the sites that they show, in order
}

func (e *SiteError) Error() string {
	return fmt.Sprintf("no site %q is shown here; there are %s", e.Site, strings.Join(e.Known, ", "))
}

// Holdings are what is given back of a site.
type Holdings struct {
	Site    string
	At      record.Instant    // as asked, zero for the last good state
	Choices []Choice          // by target and vantage
	Items   []*Item           // by address
	Missing []Missing         // of which none is given, by address
	lacking []Missing         // of lists
	found   map[string]*Item  // by address
	answers map[string]int    // the status of what came for a requisite, and is none
	leads   map[string]string // where a redirect led
}

// A Choice says which state of a target was taken, and why.
type Choice struct {
	Target  string
	Vantage string
	Address string
	Why     Why
	Taken   record.Instant // when what is given was received; zero for nothing
	Stood   record.Instant // until when it is known to have stood
	Lost    record.Instant // when it was first missing; zero where it is not lost
	State   string         // what stands there since: a state of package report/loss
	Listed  int64          // files of the list, for a site that was followed
	Gone    int64          // of them, still missing
}

// Why a state was chosen.
type Why string

// The reasons.
const (
	BeforeLoss Why = "before-loss" // the last of its own before what stands there now
	Newest     Why = "newest"      // nothing is lost, by what was recorded
	Unjudged   Why = "unjudged"    // whether it was the target's own is not known
	Asked      Why = "asked"       // the one that stood at the time asked for
	Nothing    Why = "nothing"     // no content was kept
)

// An Item is one content that is given back.
type Item struct {
	URL    string
	Kind   Kind
	Target string
	Taken  record.Instant // it was received
	Stood  record.Instant // it is known to have stood until then
	Body   record.Hash    // of what was received
	Size   int64
	Cut    bool // more came than was kept
	Older  bool // of another state than the page that it belongs to
	Origin string
	Leaf   int64

	// What Write finds.
	Name  string      // in pages/ or original/
	Shown string      // where a browser is led
	File  record.Hash // of the file in original/, where it is not Body
	Coded bool        // in a coding that could not be undone
	Great bool        // in a coding that was not undone, for what would come of it
	Led   string      // the address of another host that was asked, and led here

	loaded string // where a page gets it from that shows it

	log        *bundle.Log
	file, kept record.Hash
	media      string // its type, without parameters
	charset    string
}

// Kind is how an item came to be kept.
type Kind string

// The kinds.
const (
	Page      Kind = "page"      // the answer to a target
	Requisite Kind = "requisite" // what a page needs to be shown
	Crawled   Kind = "crawled"   // a file of a site that was followed
)

// Missing is what was there and is not given back.
type Missing struct {
	URL    string
	Of     string // the address of what names it
	Why    Lack
	Status int // what was answered instead, zero for nothing
}

// Lack says why something is missing.
type Lack string

// The reasons.
const (
	NotKept  Lack = "not-kept" // a part of a page that is not held
	Answered Lack = "answered" // something else came when it was asked for
	Linked   Lack = "linked"   // a page of the same site, which was not watched
	Unstored Lack = "unstored" // a file of a list, whose content is not kept
)

// A source is one target as one vantage asked it, over all logs.
type source struct {
	vantage, name string
	parts         []part
}

type part struct {
	log    *bundle.Log
	target *bundle.Target
}

// Find chooses what to give back of a site: at a time, or where that is zero
// the last good state. The dossier is that of the same bundles.
func Find(bundles []*bundle.Bundle, d *dossier.Dossier, site string, at record.Instant) (*Holdings, error) {
	sources, known := sourcesOf(bundles, site)
	if len(sources) == 0 {
		return nil, &SiteError{site, known}
	}
	h := &Holdings{Site: site, At: at, found: map[string]*Item{}, answers: map[string]int{}, leads: map[string]string{}}
	for _, s := range sources {
		var err error
		switch q := s.newest().Question; {
		case q.Kind == "http":
			err = h.page(s, d)
		case q.Kind == record.AskInventory && q.Pick == "" && strings.HasPrefix(q.URL, "http"):
			err = h.crawl(s)
		}
		if err != nil {
			return nil, fmt.Errorf("target %q: %w", s.name, err)
		}
	}
	if h.settle(); len(h.Items) == 0 {
		return nil, ErrNothing
	}
	return h, nil
}

func sourcesOf(bundles []*bundle.Bundle, site string) (out []*source, known []string) {
	for _, b := range bundles {
		for _, l := range b.Logs {
			vantage, _, _ := record.Epoch(l.Origin)
			for _, t := range l.Targets {
				d := t.Definitions[len(t.Definitions)-1]
				if d.Control {
					continue
				}
				if own := cmp.Or(d.Site, d.Name); own != site {
					known = append(known, own)
					continue
				}
				i := slices.IndexFunc(out, func(s *source) bool { return s.vantage == vantage && s.name == d.Name })
				if i < 0 {
					i, out = len(out), append(out, &source{vantage: vantage, name: d.Name})
				}
				out[i].parts = append(out[i].parts, part{l, t})
			}
		}
	}
	slices.SortFunc(out, func(a, b *source) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.vantage, b.vantage))
	})
	slices.Sort(known)
	return out, slices.Compact(known)
}

func (s *source) newest() bundle.Definition {
	var d bundle.Definition
	for _, p := range s.parts {
		if n := p.target.Definitions[len(p.target.Definitions)-1]; n.Time >= d.Time {
			d = n
		}
	}
	return d
}

// ranks of kinds: what was kept with a page is of its state, a list may be of
// another.
var ranks = map[Kind]int{Crawled: 0, Requisite: 1, Page: 2}

// add takes an item in. Of one address that of the higher kind is given, of one
// kind the content that stood last.
func (h *Holdings) add(n *Item) {
	if o := h.found[n.URL]; o != nil && ranks[o.Kind] != ranks[n.Kind] {
		if ranks[o.Kind] < ranks[n.Kind] {
			h.found[n.URL] = n
		}
	} else if o == nil || o.Stood < n.Stood || o.Stood == n.Stood && o.Taken < n.Taken {
		h.found[n.URL] = n
	}
}

// settle brings what was found into its order.
func (h *Holdings) settle() {
	for _, address := range slices.Sorted(maps.Keys(h.found)) {
		h.Items = append(h.Items, h.found[address])
	}
}

// keyOf is the address that a link leads to, without its fragment.
func keyOf(u *url.URL) string {
	k := *u
	k.Fragment, k.RawFragment, k.User = "", "", nil
	if !strings.Contains(strings.ToLower(k.RawPath), "%2f") {
		k.RawPath = "" // one way to write it
	}
	if k.Path == "" {
		k.Path = "/"
	}
	return warc.Address(k.String())
}

// held is what is given under an address, over redirects that were kept.
func (h *Holdings) held(address string) *Item {
	for range 10 {
		if n := h.found[address]; n != nil {
			return n
		}
		to, ok := h.leads[address]
		if !ok {
			return nil
		}
		address = to
	}
	return nil
}

// read returns the content of an item as a reader gets it, and fills in what it
// is. Of what is in a coding, no more than room bytes are made.
func (n *Item) read(room int64) ([]byte, error) {
	own, err := capture(n.log, n.file)
	if err != nil {
		return nil, err
	}
	fields := fieldsOf(own.Response)
	var parameters map[string]string
	if n.media, parameters, err = mime.ParseMediaType(fields.Get("Content-Type")); err == nil {
		n.charset = parameters["charset"]
	} else {
		n.media, _, _ = strings.Cut(fields.Get("Content-Type"), ";") // its parameters are broken, or there is none
		n.media = strings.ToLower(strings.TrimSpace(n.media))
	}
	body := own.Body
	if !n.kept.IsZero() {
		earlier, err := capture(n.log, n.kept)
		if err != nil {
			return nil, err
		}
		body = earlier.Body
	}
	if record.Sum(body) != n.Body {
		return nil, fmt.Errorf("capture %v holds another body than its entry says", n.file)
	}
	plain, err := decoded(fields.Get("Content-Encoding"), body, min(room, maxPlain))
	n.Great = errors.Is(err, errGreat)
	if n.Coded = err != nil; err == nil {
		body = plain
	}
	if !strings.Contains(n.media, "/") { // as browsers do
		n.media, _, _ = strings.Cut(http.DetectContentType(body), ";")
	}
	return body, nil
}

func capture(l *bundle.Log, file record.Hash) (warc.Capture, error) {
	b, err := l.Capture(file)
	if err != nil {
		return warc.Capture{}, err
	}
	return warc.Decode(b)
}

func fieldsOf(head []byte) http.Header {
	h := http.Header{}
	for line := range strings.SplitSeq(string(head), "\r\n") {
		if name, value, ok := strings.Cut(line, ":"); ok {
			h.Add(name, strings.TrimSpace(value))
		}
	}
	return h
}

// Bounds of what is unpacked, in bytes: of one content, and of all.
const (
	maxPlain    = 64 << 20
	maxUnpacked = 1 << 30
)

var (
	errCoding = errors.New("a coding that cannot be undone")
	errGreat  = errors.New("more than may come of a coding")
)

// decoded undoes a coding, as far as it goes, where no more than room bytes come
// of it.
func decoded(coding string, body []byte, room int64) ([]byte, error) {
	var r io.Reader
	var err error
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		r, err = zlib.NewReader(bytes.NewReader(body))
	default:
		return nil, errCoding
	}
	if err != nil {
		return nil, errCoding
	}
	plain, err := io.ReadAll(io.LimitReader(r, room+1))
	switch {
	case int64(len(plain)) > room:
		return nil, errGreat
	case err != nil:
		return nil, errCoding
	}
	return plain, nil
}
