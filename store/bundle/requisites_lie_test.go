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

// What can be told of requisites.
var requisiteLies = []lie{
	{"requisites of a control", Integrity, "requisites", "no page", furnishedWith(func(r *record.Requisites, f *forge) { r.Link = f.link(f.named["control"].chain) })},
	{"of a page that was never kept", Integrity, "requisites", "before any page was kept", furnishedWith(func(r *record.Requisites, f *forge) { r.Link = f.link(f.named["blog"].chain) })},
	{"of a round told twice", Integrity, "requisites", "does not come after", lied(func(f *forge) {
		f.story()
		f.requisites(func(*record.Requisites, *forge) {})
		f.requisites(func(*record.Requisites, *forge) {})
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"of another round", Integrity, "requisites", "not of the newest capture", furnishedWith(func(r *record.Requisites, _ *forge) { r.Round++ })},
	{"of another content", Integrity, "requisites", "not of the newest capture", furnishedWith(func(r *record.Requisites, _ *forge) { r.Capture = record.Sum(nil) })},
	{"without its file", Integrity, "captures", "is not in this bundle", furnishedWith(func(r *record.Requisites, f *forge) { delete(f.warcs, r.Parts[0].File) })},
	{"another body", Integrity, "requisites", "another body", furnishedWith(func(r *record.Requisites, _ *forge) { r.Parts[0].Body = record.Sum([]byte("p { color: red }")) })},
	{"another length", Integrity, "requisites", "another body", furnishedWith(func(r *record.Requisites, _ *forge) { r.Parts[0].Size++ })},
	{"another status", Integrity, "requisites", "another time or status", furnishedWith(func(r *record.Requisites, _ *forge) { r.Parts[0].Status = 404 })},
	{"another time", Integrity, "requisites", "another time or status", furnishedWith(func(r *record.Requisites, _ *forge) { r.Parts[0].Time++ })},
	{"another address", Integrity, "requisites", "of another address", furnishedWith(func(r *record.Requisites, _ *forge) { r.Parts[0].URL += "x" })},
	{"held by a file that it does not refer to", Integrity, "requisites", "refers to another", furnishedWith(func(r *record.Requisites, f *forge) { r.Parts[0].Kept = f.named["shop"].file })},
	{"asked of what stands beside the vantage", Integrity, "requisites", "neither the page's own nor public", furnishedAs(func(w *warc.Capture) {
		w.URI, w.Peer = "https://cdn.example/style.css", netip.MustParseAddrPort("10.0.0.7:443")
		w.Request = asForge("/style.css", "cdn.example", "")
	})},
	{"asked where the page's name leads to the vantage's own network", Integrity, "requisites", "neither the page's own nor public", furnishedAs(func(w *warc.Capture) { w.Peer = netip.MustParseAddrPort("192.168.0.7:443") })},
	{"asked of nobody", Integrity, "requisites", "neither the page's own nor public", furnishedAs(func(w *warc.Capture) {
		w.URI, w.Peer = "https://cdn.example/style.css", netip.AddrPort{}
		w.Request = asForge("/style.css", "cdn.example", "")
	})},
	{"asked for something else", Integrity, "requisites", "the request for", furnishedAs(func(w *warc.Capture) { w.Request = asForge("/other.css", "shop.example", "") })},
	{"posted", Integrity, "requisites", "the request for", furnishedAs(func(w *warc.Capture) {
		w.Request = []byte(strings.Replace(string(w.Request), "GET", "POST", 1))
	})},
	{"asked of another host", Integrity, "requisites", "has a field", furnishedAs(func(w *warc.Capture) { w.Request = asForge("/style.css", "blog.example", "") })},
	{"asked with a secret", Integrity, "requisites", "has a field", furnishedAs(func(w *warc.Capture) {
		w.Request = asForge("/style.css", "shop.example", "Authorization: Basic bGVhOnNlY3JldA==\r\n")
	})},
	{"asked without saying who", Integrity, "requisites", "lacks a field", furnishedAs(func(w *warc.Capture) {
		w.Request = []byte("GET /style.css HTTP/1.1\r\nAccept: */*\r\nAccept-Encoding: identity\r\nHost: shop.example\r\n\r\n")
	})},
	{"a file that no part names", Integrity, "captures", "captures that no entry names", func(t *testing.T, f *forge) []byte {
		f.story()
		f.requisites(func(*record.Requisites, *forge) {})
		f.seal(morning.Add(4 * time.Hour))
		c := f.contents(-1, int64(len(f.leaves))-1, "shop", "control")
		more, err := warc.Encode(f.style())
		if err != nil {
			t.Fatal(err)
		}
		f.warcs[record.Sum(append(more, 0))] = append(more, 0)
		c.Captures = list(f.warcs)
		return f.write(c)
	}},
}

func TestRequisitesVerify(t *testing.T) {
	f := newForge(t)
	f.story()
	f.requisites(func(*record.Requisites, *forge) {})
	f.capture("shop", 120, func(*warc.Capture) {})
	f.requisites(func(r *record.Requisites, _ *forge) { r.Round, r.Parts, r.Left = roundAt(120), nil, 3 })
	f.seal(morning.Add(5 * time.Hour))
	end := int64(len(f.leaves)) - 1
	for name, c := range map[string]Contents{"whole": f.contents(-1, end, "shop", "blog", "control"), "shop": f.contents(-1, end, "shop", "control")} {
		b := verifyBytes(t, f.write(c), f.policy())
		if b.Verdict() == Broken {
			t.Fatalf("%s: %v", name, b.Checks)
		}
		n := 0
		for _, target := range b.Logs[0].Targets {
			for r := range target.Furnishings() {
				if n++; r.Definition == nil || r.Definition.Name != "shop" {
					t.Errorf("%s: %+v", name, r)
				}
			}
		}
		if n != 2 {
			t.Errorf("%s: %d requisites", name, n)
		}
	}
}

func asForge(path, host, more string) []byte {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nAccept: */*\r\nAccept-Encoding: identity\r\n%sHost: %s\r\nUser-Agent: constat\r\n\r\n", path, more, host)
}

// style is an exchange that brought a style sheet.
func (f *forge) style() warc.Capture {
	return warc.Capture{URI: "https://shop.example/style.css", Date: time.UnixMilli(roundAt(121).Millis() + 7), Peer: netip.MustParseAddrPort("192.0.2.7:443"),
		Request: asForge("/style.css", "shop.example", ""), Response: []byte("HTTP/1.1 200 OK\r\n\r\n"), Body: []byte("p { color: blue }")}
}

// requisites adds those of the shop's newest capture.
func (f *forge) requisites(edit func(*record.Requisites, *forge)) {
	f.requisitesOf(f.style(), edit)
}

func (f *forge) requisitesOf(w warc.Capture, edit func(*record.Requisites, *forge)) {
	b, err := warc.Encode(w)
	if err != nil {
		f.t.Fatal(err)
	}
	file, n := record.Sum(b), f.named["shop"]
	f.warcs[file] = b
	at := record.At(w.Date)
	r := record.Requisites{Link: f.link(n.chain), Time: at, Ended: at + 900, Round: roundAt(0), Capture: n.file,
		Parts: []record.Part{{URL: w.URI, Time: at, Status: 200, Body: record.Sum(w.Body), Size: int64(len(w.Body)), File: file}}}
	edit(&r, f)
	f.add(r)
}

// furnishedWith adds requisites to the story.
func furnishedWith(edit func(*record.Requisites, *forge)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story().requisites(edit)
		f.seal(morning.Add(4 * time.Hour))
	})
}

// furnishedAs adds requisites whose exchange was another.
func furnishedAs(edit func(*warc.Capture)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		w := f.story().style()
		edit(&w)
		f.requisitesOf(w, func(*record.Requisites, *forge) {})
		f.seal(morning.Add(4 * time.Hour))
	})
}
