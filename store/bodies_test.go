package store

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/warc"
)

// crawled keeps an inventory of pages n days after noon, and returns the
// contents of it with their files.
func crawled(t *testing.T, s *Store, w record.Watched, n int, pages ...string) (record.Bodies, [][]byte) {
	t.Helper()
	var b bytes.Buffer
	at := noon.Add(time.Duration(n) * 24 * time.Hour)
	m, err := record.NewManifestWriter(&b, s.Salt(w.Chain))
	out := record.Bodies{Link: record.Link{Chain: w.Chain}, Round: record.Round(record.At(at) / 100)}
	var files [][]byte
	e := record.Inventory{Link: record.Link{Chain: w.Chain}, Time: record.At(at), Ended: record.At(at) + 5, Round: out.Round}
	for i, text := range pages {
		x := warc.Capture{URI: fmt.Sprintf("%s%d", w.Question.URL, i), Date: at, Peer: netip.MustParseAddrPort("192.0.2.9:443"), Body: []byte(text), Response: []byte("HTTP/1.1 200 OK\r\n\r\n"),
			Request: fmt.Appendf(nil, "GET /%d HTTP/1.1\r\nAccept-Encoding: identity\r\nHost: site.example\r\nUser-Agent: constat\r\n\r\n", i)}
		file, encoded := warc.Encode(x)
		err = errors.Join(err, encoded, m.Add(record.Held{Path: fmt.Sprint(i), Size: int64(len(text)), Sum: record.Sum(x.Body), Read: record.At(at)}))
		files = append(files, file)
		out.Kept = append(out.Kept, record.Body{Place: int64(i), Time: record.At(at), Body: record.Sum(x.Body), Size: int64(len(text)), File: record.Sum(file)})
		e.Read, e.ReadBytes = e.Read+1, e.ReadBytes+int64(len(text))
	}
	sum, closed := m.Close()
	before, old, err2 := s.Manifest(w.Chain)
	if err := errors.Join(err, closed, err2); err != nil {
		t.Fatal(err)
	}
	e.Items, e.Bytes, e.Root, e.File = sum.Items, sum.Bytes, sum.Root, sum.File
	if before != nil {
		e.Before = before.File
		if e.Difference, err = record.Differ(old, bytes.NewReader(b.Bytes())); err != nil {
			t.Fatal(err)
		}
		old.Close()
	}
	if err := s.Inventory(e, &b); err != nil {
		t.Fatal(err)
	}
	out.Manifest = e.File
	return out, files
}

func TestContentsOfACrawlAreKeptOnceAndCarried(t *testing.T) {
	s, dir := newStore(t)
	w := enter(t, s, record.Target{Time: record.At(noon), Name: "site", Interval: 864_000, Question: record.Question{Kind: record.AskInventory, URL: "https://site.example/", Timeout: 1000}})[0]
	keep := func(b record.Bodies, files [][]byte, refused bool) {
		t.Helper()
		if err := s.Bodies(b, func(i int) ([]byte, error) { return files[i], nil }); errors.Is(err, record.ErrRefused) != refused || (err == nil) == refused {
			t.Fatal(err)
		}
	}
	first, files := crawled(t, s, w, 0, "page", "style")
	keep(first, files, false)
	keep(first, files, false) // it is there, and is not kept again
	if s.Stocked(w.Chain) != 9 || !s.Holds(w.Chain, first.Kept[0].Body) || s.Holds(w.Chain, record.Sum([]byte("other"))) {
		t.Errorf("%d bytes are kept", s.Stocked(w.Chain))
	}
	second, files2 := crawled(t, s, w, 1, "page", "other")
	keep(first, files, true) // the newest inventory is another
	swapped := second
	swapped.Kept = second.Kept[1:]
	keep(swapped, files2, true) // the file is of another content
	keep(second, files2, false)
	if _, err := s.Seal(noon.Add(48 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	check(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if s.Stocked(w.Chain) != 14 {
		t.Errorf("opened again, %d bytes are kept", s.Stocked(w.Chain))
	}
	b := verify(t, s, export(t, s, Query{}))
	n := 0
	for _, target := range b.Logs[0].Targets {
		for e := range target.Stock() {
			for _, k := range e.Kept {
				if _, err := b.Logs[0].Capture(k.File); err != nil {
					t.Error(err)
				}
				n++
			}
		}
	}
	if n != 3 {
		t.Errorf("%d contents in the bundle", n)
	}
	// From a later seal on, what was kept before is not shown.
	crawled(t, s, w, 3, "page")
	if _, err := s.Seal(noon.Add(80 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	later := verify(t, s, export(t, s, Query{From: record.At(noon.Add(60 * time.Hour))}))
	for _, target := range later.Logs[0].Targets {
		for e := range target.Stock() {
			t.Errorf("shown: %+v", e)
		}
	}
}
