package bundle

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/warc"
)

// What can be told of the contents kept of a crawl.
var bodyLies = []lie{
	{"of no inventory", Integrity, "bodies", "contents of no inventory", lied(func(f *forge) {
		f.story()
		f.enterSite("")
		f.add(record.Bodies{Link: f.link(f.named["site"].chain), Round: roundAt(0), Manifest: record.Hash{1}, Kept: []record.Body{f.crawled(1, func(*warc.Capture) {})}})
		f.seal(morning.Add(4 * time.Hour))
	}, "site")},
	{"of another round", Integrity, "bodies", "not of the newest inventory", stockedWith(func(b *record.Bodies, _ *forge) { b.Round++ })},
	{"of another list", Integrity, "bodies", "not of the newest inventory", stockedWith(func(b *record.Bodies, _ *forge) { b.Manifest[0] ^= 1 })},
	{"of another file of the list", Integrity, "bodies", "another content at place 0", stockedWith(func(b *record.Bodies, _ *forge) { b.Kept = b.Kept[1:]; b.Kept[0].Place = 0 })},
	{"past the list's end", Integrity, "bodies", "no place 9", stockedWith(func(b *record.Bodies, _ *forge) { b.Kept[1].Place = 9 })},
	{"another content under its name", Integrity, "bodies", "another content at place", stockedAs(func(w *warc.Capture) { w.Body = []byte("forged") })},
	{"another content than its file holds", Integrity, "bodies", "another body", stockedWith(func(b *record.Bodies, _ *forge) { b.Kept[1].Body[0] ^= 1 })},
	{"another length", Integrity, "bodies", "another body", stockedWith(func(b *record.Bodies, _ *forge) { b.Kept[1].Size++ })},
	{"another time", Integrity, "bodies", "another time", stockedWith(func(b *record.Bodies, _ *forge) { b.Kept[1].Time-- })},
	{"asked for after the list", Integrity, "bodies", "while the list was made", stockedAs(func(w *warc.Capture) { w.Date = w.Date.Add(time.Minute) })},
	{"of another page", Integrity, "bodies", "another address", stockedAs(func(w *warc.Capture) {
		w.URI, w.Request = "https://site.example/other", crawlRequest("/other", "")
	})},
	{"of another host", Integrity, "bodies", "another address", stockedAs(func(w *warc.Capture) { w.URI = "https://blog.example/b" })},
	{"an error for a page", Integrity, "bodies", "another time or status", stockedAs(func(w *warc.Capture) { w.Response = []byte("HTTP/1.1 404 Not Found\r\n\r\n") })},
	{"a beginning for the whole", Integrity, "bodies", "another body", stockedAs(func(w *warc.Capture) { w.Truncated = true })},
	{"of nobody", Integrity, "bodies", "who answered", stockedAs(func(w *warc.Capture) { w.Peer = netip.AddrPort{} })},
	{"asked for something else", Integrity, "bodies", "the request for", stockedAs(func(w *warc.Capture) { w.Request = crawlRequest("/other", "") })},
	{"asked with a secret", Integrity, "bodies", "has a field", stockedAs(func(w *warc.Capture) { w.Request = crawlRequest("/b", "Authorization: Basic bGVhOnNlY3JldA==\r\n") })},
	{"kept twice", Integrity, "bodies", "kept twice", lied(func(f *forge) {
		f.story()
		f.enterSite("")
		b := f.crawl(nil)
		b.Kept = b.Kept[1:]
		f.add(b)
		b.Link = f.link(b.Chain)
		f.add(b)
		f.seal(morning.Add(4 * time.Hour))
	}, "site")},
	{"in another order over two entries", Integrity, "bodies", "does not come after", lied(func(f *forge) {
		f.story()
		f.enterSite("")
		b := f.crawl(nil)
		first := b
		first.Kept = b.Kept[1:]
		f.add(first)
		b.Link, b.Kept = f.link(b.Chain), b.Kept[:1]
		f.add(b)
		f.seal(morning.Add(4 * time.Hour))
	}, "site")},
	{"read before this listing", Integrity, "inventories", "neither of its listing", lied(func(f *forge) {
		f.story()
		f.enterSite("")
		f.add(f.crawl(func(e *record.Inventory, list []record.Held) {
			list[1].Read--
			e.Read, e.ReadBytes = e.Read-1, e.ReadBytes-6
		}))
		f.seal(morning.Add(4 * time.Hour))
	}, "site")},
	{"listed under an account", Integrity, "bodies", "under an account", lied(func(f *forge) {
		f.story()
		f.enterSite("")
		f.add(f.crawl(func(e *record.Inventory, _ []record.Held) { e.Account = record.Hash{1} }))
		f.seal(morning.Add(4 * time.Hour))
	}, "site")},
	{"of a store that is no site", Integrity, "bodies", "no open site", lied(func(f *forge) {
		f.story()
		f.enterAs("site", false, record.Question{Kind: record.AskInventory, URL: "webdavs://site.example/", Timeout: 1000, Read: 1 << 20})
		f.add(f.crawl(nil))
		f.seal(morning.Add(4 * time.Hour))
	}, "site")},
	{"a file that no content names", Integrity, "captures", "captures that no entry names", func(t *testing.T, f *forge) []byte {
		f.story()
		f.enterSite("")
		b := f.crawl(nil)
		b.Kept = b.Kept[:1]
		f.add(b)
		f.seal(morning.Add(4 * time.Hour))
		c := f.contents(-1, int64(len(f.leaves))-1, "shop", "control", "site")
		c.Captures = list(f.warcs)
		return f.write(c)
	}},
}

func (f *forge) enterSite(pick string) {
	f.enterAs("site", false, record.Question{Kind: record.AskInventory, URL: "https://site.example/", Timeout: 1000, Pick: pick})
}

func crawlRequest(path, more string) []byte {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nAccept-Encoding: identity\r\n%sHost: site.example\r\nUser-Agent: constat\r\n\r\n", path, more)
}

// crawled is the n-th page of the site, as it was kept.
func (f *forge) crawled(n int, edit func(*warc.Capture)) record.Body {
	path := []string{"", "b"}[n]
	w := warc.Capture{URI: "https://site.example/" + path, Date: morning, Peer: netip.MustParseAddrPort("192.0.2.9:443"),
		Request: crawlRequest("/"+path, ""), Response: []byte("HTTP/1.1 200 OK\r\n\r\n"), Body: fmt.Append(nil, "page ", n)}
	edit(&w)
	b, err := warc.Encode(w)
	if err != nil {
		f.t.Fatal(err)
	}
	file := record.Sum(b)
	f.warcs[file] = b
	return record.Body{Place: int64(n), Time: record.At(w.Date), Body: record.Sum(w.Body), Size: int64(len(w.Body)), File: file}
}

// crawl lists the site, and returns the contents kept of it. The list is sorted
// by path.
func (f *forge) crawl(edit func(*record.Inventory, []record.Held)) record.Bodies {
	kept := []record.Body{f.crawled(0, func(*warc.Capture) {}), f.crawled(1, func(*warc.Capture) {})}
	var held []record.Held
	for i, k := range kept {
		held = append(held, record.Held{Path: []string{"./", "b"}[i], Size: k.Size, Sum: k.Body, Read: record.At(morning)})
	}
	e := record.Inventory{Read: 2, ReadBytes: 12}
	if edit != nil {
		edit(&e, held)
	}
	f.lists = nil
	manifest := f.manifest(held...)
	var out record.Bodies
	f.inventory("site", 0, manifest, func(i *record.Inventory) {
		i.Read, i.ReadBytes, i.Account = e.Read, e.ReadBytes, e.Account
		out = record.Bodies{Round: i.Round, Manifest: i.File, Kept: kept}
	})
	out.Link = f.link(f.named["site"].chain)
	return out
}

// stockedWith adds contents to the story, told otherwise.
func stockedWith(edit func(*record.Bodies, *forge)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story()
		f.enterSite("")
		b := f.crawl(nil)
		edit(&b, f)
		f.add(b)
		f.seal(morning.Add(4 * time.Hour))
	}, "site")
}

// stockedAs adds contents of which the second was another exchange.
func stockedAs(edit func(*warc.Capture)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story()
		f.enterSite("")
		b := f.crawl(nil)
		delete(f.warcs, b.Kept[1].File)
		b.Kept[1] = f.crawled(1, edit)
		f.add(b)
		f.seal(morning.Add(4 * time.Hour))
	}, "site")
}

func TestContentsOfACrawlVerify(t *testing.T) {
	f := newForge(t)
	f.story()
	f.enterSite("")
	b := f.crawl(nil)
	second := b
	b.Kept, second.Kept = b.Kept[:1], b.Kept[1:]
	f.add(b)
	second.Link = f.link(b.Chain)
	f.add(second)
	f.seal(morning.Add(4 * time.Hour))
	v := verifyBytes(t, f.write(f.contents(-1, int64(len(f.leaves))-1, "site", "control")), f.policy())
	if v.Verdict() == Broken {
		t.Fatalf("%v", v.Checks)
	}
	n := 0
	for _, target := range v.Logs[0].Targets {
		for s := range target.Stock() {
			if n += len(s.Kept); s.Definition == nil || s.Definition.Name != "site" {
				t.Errorf("%+v", s)
			}
		}
	}
	var said strings.Builder
	Print(&said, "en", v.Checks)
	if n != 2 || !strings.Contains(said.String(), "2 contents kept of sites that were followed") {
		t.Errorf("%d contents, %s", n, &said)
	}
}
