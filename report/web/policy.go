package web

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"
)

// A Sheet is a style sheet that stands in a page.
type Sheet struct {
	element template.HTML
	source  string // as Content-Security-Policy names it
}

// NewSheet makes a sheet of a text of the program's own; what anybody else wrote
// never comes here.
func NewSheet(text string) Sheet {
	element, source := inline("style", text)
	return Sheet{element, source}
}

// A Script is a program that stands at the end of a page.
type Script struct {
	element template.HTML
	source  string
}

// NewScript makes a script of a text of the program's own.
func NewScript(text string) Script {
	element, source := inline("script", text)
	return Script{element, source}
}

//go:embed style.css
var styleText string

var house = NewSheet(styleText)

// inline gives the element and its source: CSP Level 3, section 2.3.1, hash-source.
func inline(element, text string) (template.HTML, string) {
	if strings.Contains(strings.ToLower(text), "</"+element) {
		panic("web: internal error: a " + element + " that ends itself")
	}
	sum := sha256.Sum256([]byte(text))
	return template.HTML("<" + element + ">" + text + "</" + element + ">"), "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// policy lets in what stands in the page, and nothing else.
func (p Page) policy() string {
	lines := []string{"default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"}
	var styles, scripts []string
	for _, s := range p.sheets() {
		styles = append(styles, s.source)
	}
	for _, s := range p.Scripts {
		scripts = append(scripts, s.source)
	}
	lines = append(lines, "style-src "+strings.Join(styles, " "), "img-src data:"+selfIf(p.Pictures))
	if len(scripts) > 0 {
		lines = append(lines, "script-src "+strings.Join(scripts, " "))
	}
	if p.Calls {
		lines = append(lines, "connect-src 'self'")
	}
	return strings.Join(lines, "; ")
}

func selfIf(ok bool) string {
	if ok {
		return " 'self'"
	}
	return ""
}

// Encrypted tells whether a visitor's way here is. A proxy of ours encrypts, unless it says that it does not; most say
// nothing of it.
func Encrypted(r *http.Request, byProxy bool) bool {
	return r.TLS != nil || byProxy && !strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "http")
}

// strict sets the headers of every answer that don't depend on its content.
//
// Referrer-Policy is not no-referrer: with that, browsers send "Origin: null" with our own
// forms (Fetch, "append a request Origin header"), and one that knows no Sec-Fetch-Site could post
// nothing. same-origin tells other sites as little.
func strict(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	if h.Get("Content-Security-Policy") == "" {
		h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	}
}
