package inventory

import (
	"bytes"
	"cmp"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"constat/store/record"
	"constat/store/warc"
)

// Keep says which contents a crawl keeps. Nothing that was kept is ever removed
// from a log, so the bound is for the life of a target: contents are kept in the
// order in which links lead to them, from the start page on. From half of the
// bound on only files are kept that were not there before: a page that is
// another at each visit must not use up what a new one needs.
type Keep struct {
	Most int64                  // bytes
	Used int64                  // of them, before this run
	Held func(record.Hash) bool // whether a content is kept already
}

// A Kept content is one that a crawl kept.
type Kept struct {
	record.Body
	Path string
	Name string // a temporary file in the result's Spool
}

// A spool keeps contents while a site is followed.
type spool struct {
	Keep
	dir   string
	began time.Time
	known map[string]bool // files that were there before; nil where that is the same
	kept  map[string]Kept // by path
	sums  map[record.Hash]bool
	left  int64
}

// newSpool returns nil where nothing is to be kept: what a password opens is not.
func (r *run) newSpool() (*spool, error) {
	k := r.Keep
	if k == nil || k.Most <= k.Used || len(r.Secret) > 0 || r.Question.Auth != "" {
		return nil, nil
	}
	s := &spool{Keep: *k, began: r.began, kept: map[string]Kept{}, sums: map[record.Hash]bool{}, left: k.Most - k.Used}
	if k.Used >= k.Most/2 && r.Before != nil {
		s.known = map[string]bool{}
		if err := r.beforeEach(func(h record.Held) { s.known[h.Path] = true }); err != nil {
			return nil, err
		}
	}
	var err error
	s.dir, err = os.MkdirTemp(r.Dir, "kept-*")
	r.out.Spool = s.dir
	return s, err
}

// now is the time by the clock as it went when the listing began.
func (s *spool) now() time.Time { return s.began.Add(time.Since(s.began)) }

// wants reports whether a content of so many bytes may be kept.
func (s *spool) wants(size int64) bool { return size <= record.MaxBody && size <= s.left }

// An exchange is one question of a crawl under way.
type exchange struct {
	began time.Time
	peer  netip.AddrPort
	body  bytes.Buffer
	over  bool // more came than can be kept
}

func (x *exchange) Write(b []byte) (int, error) {
	if x.over = x.over || x.body.Len()+len(b) > record.MaxBody; !x.over {
		x.body.Write(b)
	}
	return len(b), nil
}

// keep writes a content down, if it is to be kept.
func (s *spool) keep(start, at *url.URL, resp *http.Response, x *exchange, h record.Held) error {
	if x.over || h.Sum.IsZero() || !s.wants(h.Size) || s.known[h.Path] || s.sums[h.Sum] || s.Held(h.Sum) {
		return nil
	}
	// An address that no capture has in its own form would not lead back to its line.
	if name, ok := record.SitePath(start, at); !ok || name != h.Path || warc.Address(at.String()) != at.String() {
		return nil
	}
	fields := http.Header{"User-Agent": {Agent}, "Accept-Encoding": {"identity"}, "Host": {at.Host}}
	file, err := warc.Encode(warc.Capture{URI: at.String(), Date: x.began, Peer: x.peer, Body: x.body.Bytes(),
		Request: warc.Head("GET "+at.RequestURI()+" HTTP/1.1", fields), Response: warc.Head(resp.Proto+" "+resp.Status, resp.Header)})
	if err != nil {
		return nil // an exchange that has no form costs no listing
	}
	k := Kept{Path: h.Path, Name: filepath.Join(s.dir, record.Sum(file).String()),
		Body: record.Body{Time: record.At(x.began), Body: h.Sum, Size: h.Size, File: record.Sum(file)}}
	if err := os.WriteFile(k.Name, file, 0o600); err != nil {
		return err
	}
	s.kept[h.Path], s.sums[h.Sum] = k, true
	s.left -= h.Size
	return nil
}

// place notes where the list has a file.
func (s *spool) place(h record.Held, place int64) {
	if s == nil {
		return
	}
	if k, ok := s.kept[h.Path]; ok && k.Body.Body == h.Sum {
		k.Place = place
		s.kept[h.Path] = k
	}
}

// list returns what was kept, in the order of the list.
func (s *spool) list() (out []Kept) {
	if s == nil {
		return nil
	}
	for _, k := range s.kept {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b Kept) int { return cmp.Compare(a.Place, b.Place) })
	return out
}
