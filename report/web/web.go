// Package web dresses every page we serve: layout, style sheet, language, headers that let nothing in.
//
// A page is one answer: its style sheet and scripts stand in it, so that it looks
// the same when it is kept or printed, and nothing is asked of anybody else.
// What may run in it is named by digest in its Content-Security-Policy; all else
// is refused by the browser.
//
//	var list = web.Parse("list", `<h1>{{say "Les sites" "The sites"}}</h1> …`)
//
//	web.Page{Lang: lang, Title: …, Body: list, Of: sites}.Write(w)
//
// Serve with [NewServer] behind [Guard]: bounds, headers, no word about who asked.
// The package keeps no state and knows no package of ours.
package web

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strconv"
	"time"
)

// A Link is a place that one can go to.
type Link struct {
	Text, Href string
	Here       bool // the page shown is this one
}

// A Page is what stands in the frame.
type Page struct {
	Lang     Lang
	Title    string // of the window; without the site's name
	Site     Link   // who speaks, at the head of the page
	Nav      []Link
	Other    string // where the page is in the other language; empty for no such link
	Wide     bool   // tables and charts, and not text
	Plain    bool   // without head and foot: what is shown alone
	Foot     string // a sentence under the page
	Body     *Template
	Of       any // what Body is filled with
	Sheets   []Sheet
	Scripts  []Script
	Refresh  time.Duration // a page that changes is asked again; 0 for never
	Status   int           // 0 for 200
	Pictures bool          // pictures of this server are shown
	Calls    bool          // scripts may ask this server
}

//go:embed frame.html
var frameText string

var frame = Parse("frame", frameText)

// Write answers with the page, whole or, if it can't be built, with the page that says so.
func (p Page) Write(w http.ResponseWriter) {
	b, err := p.build()
	if err != nil {
		if p.Body == wrong {
			panic("web: internal error: the page of errors: " + err.Error())
		}
		Error(w, p.Lang, http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(p.Lang))
	h.Set("Content-Length", strconv.Itoa(len(b)))
	h.Set("Content-Security-Policy", p.policy())
	strict(h)
	if p.Refresh > 0 {
		h.Set("Refresh", strconv.Itoa(int(p.Refresh/time.Second)))
	}
	w.WriteHeader(max(p.Status, http.StatusOK))
	_, _ = w.Write(b) // who has gone gets nothing
}

// framed is what the frame shows.
type framed struct {
	Page
	Inside          template.HTML
	OtherLang       Lang
	OtherName       string
	Style, Programs template.HTML
}

func (p Page) build() ([]byte, error) {
	if !p.Lang.known() {
		p.Lang = French
	}
	inside, err := p.Body.fill(p.Lang, p.Of)
	if err != nil {
		return nil, err
	}
	f := framed{Page: p, Inside: inside, OtherLang: p.Lang.Other(), OtherName: p.Lang.Other().Name()}
	for _, s := range p.sheets() {
		f.Style += s.element
	}
	for _, s := range p.Scripts {
		f.Programs += s.element
	}
	var b bytes.Buffer
	err = frame.in(p.Lang).Execute(&b, f)
	return b.Bytes(), err
}

func (p Page) sheets() []Sheet { return append([]Sheet{house}, p.Sheets...) }
