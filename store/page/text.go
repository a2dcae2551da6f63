package page

import (
	"strings"

	"golang.org/x/net/html"
)

// inlineTags stand within a line; every other tag begins a new one.
var inlineTags = map[string]bool{
	"a": true, "abbr": true, "acronym": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true,
	"code": true, "data": true, "del": true, "dfn": true, "em": true, "font": true, "i": true, "img": true, "input": true,
	"ins": true, "kbd": true, "label": true, "mark": true, "meter": true, "nobr": true, "output": true, "picture": true,
	"q": true, "rp": true, "rt": true, "ruby": true, "s": true, "samp": true, "slot": true, "small": true, "source": true,
	"span": true, "strike": true, "strong": true, "sub": true, "sup": true, "time": true, "tspan": true, "tt": true,
	"u": true, "var": true, "wbr": true, "td": true, "th": true, "script": true, "style": true, "iframe": true, "template": true,
}

// Text gives the lines a visitor reads, in order, the title first: a block is a
// line, the cells of a row stand in one, white space is folded, empty lines are
// left out. Dates and clocks stay: this is for reading, not for a digest. Of a
// text that is not HTML it gives the lines, of anything else nothing.
func Text(contentType string, body []byte) []string {
	r := reader{xml: isXML(contentType)}
	if isHTML(contentType, body) {
		r.read(decode(body))
		return r.titled()
	}
	if isText(contentType) {
		r.pre = 1
		r.text(decode(body))
		r.end()
	}
	return r.lines
}

// Title is the first title of a page, white space folded; empty if there is none.
func Title(body []byte) string {
	r := reader{titleOnly: true}
	r.read(decode(body))
	return r.title
}

// A reader collects the lines of a page.
type reader struct {
	xml, titleOnly bool

	title string
	lines []string
	now   strings.Builder // the line being read
	skip  string          // the element whose text is not the page's

	pre, svg, template int // how deep we are in each
}

func (r *reader) read(s string) {
	z := html.NewTokenizer(strings.NewReader(s))
	for !r.titleOnly || r.title == "" {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			r.end()
			return
		case html.TextToken:
			r.found(z.Token().Data)
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			r.tag(z, string(name), kind)
		}
	}
}

func (r *reader) found(text string) {
	switch {
	case r.template > 0 || r.skip == "title" && r.svg > 0:
	case r.skip == "title" && r.title == "":
		r.title = fold(text)
	case r.skip == "" && !r.titleOnly:
		r.text(text)
	}
}

func (r *reader) tag(z *html.Tokenizer, tag string, kind html.TokenType) {
	step := steps[kind]
	r.skip = ""
	switch tag {
	case "script", "style", "title", "iframe":
		if raw(z, tag, kind, r.xml) {
			r.skip = tag
		}
	case "noscript", "noframes", "noembed", "textarea", "xmp":
		raw(z, tag, kind, r.xml)
	case "svg":
		r.svg = max(0, r.svg+step)
	case "template":
		r.template = max(0, r.template+step)
	case "td", "th":
		r.cell(step)
	}
	if !inlineTags[tag] {
		r.end()
	}
	if tag == "pre" || tag == "textarea" {
		r.pre = max(0, r.pre+step)
	}
}

// steps is what a tag adds to the depth of its element.
var steps = map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}

// cell divides it from the one before it in the row.
func (r *reader) cell(step int) {
	if step > 0 && r.now.Len() > 0 {
		r.now.WriteString(" | ")
	}
}

// text adds to the line; in preformatted text a line end is one.
func (r *reader) text(s string) {
	for r.pre > 0 {
		head, tail, ok := strings.Cut(s, "\n")
		if !ok {
			break
		}
		r.now.WriteString(head)
		r.end()
		s = tail
	}
	r.now.WriteString(s)
}

func (r *reader) end() {
	if l := fold(r.now.String()); l != "" {
		r.lines = append(r.lines, l)
	}
	r.now.Reset()
}

func (r *reader) titled() []string {
	if r.title == "" {
		return r.lines
	}
	return append([]string{r.title}, r.lines...)
}

// Reduced is a line of [Text] as the rules reduce it: a date with its year is
// {date}, a clock with seconds {time}. Lines that are the same reduced differ
// by nothing that the form of a page keeps.
func Reduced(line string) string { return dates(fold(line)) }
