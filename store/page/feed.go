package page

import (
	"encoding/xml"
	"io"
	"strings"
)

const atom = "http://www.w3.org/2005/Atom"

// A feedReader goes over the tokens of a feed. It expands no entity but those of
// HTML, and keeps no tree.
type feedReader struct {
	said  Said
	stack []string // names of the open elements
	entry *Entry   // being read
	in    string   // the field being read, empty for none
	at    int      // how deep it lies
	kind  string   // of the field: html, xhtml or text
	text  strings.Builder
}

// feed reads Atom (RFC 4287) and RSS 2.0.
func feed(text string) (Said, bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it was decoded before
	r := feedReader{said: Said{Rules: FeedVersion}}
	for {
		t, err := d.Token()
		if err == io.EOF {
			return r.said, r.at == done
		}
		if err != nil || !r.take(t) {
			return Said{}, false
		}
	}
}

// done marks that the outermost element was one of a feed, and has ended.
const done = 1 << 30

// take takes the next token in; false where this is no feed.
func (r *feedReader) take(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		return r.end(t)
	case xml.CharData:
		if r.in != "" {
			r.write(string(t))
		}
	}
	return true
}

func (r *feedReader) start(t xml.StartElement) bool {
	name := t.Name.Local
	if len(r.stack) == 0 && (r.at == done || !(name == "feed" && t.Name.Space == atom || name == "rss" && t.Name.Space == "")) {
		return false
	}
	if len(r.stack) == maxDepth {
		return false
	}
	r.stack = append(r.stack, name)
	switch {
	case r.in != "": // markup within a text
		if r.kind == "xhtml" {
			r.text.WriteString("<" + name + ">")
		}
	case r.entry == nil && r.opens(name):
		if len(r.said.Entries) == maxEntries {
			return false
		}
		r.entry = &Entry{}
	case r.wanted(t.Name):
		r.in, r.at, r.kind = name, len(r.stack), fieldType(t)
		if t.Name.Space != atom { // RSS 2.0: a title is text, a description may be markup
			r.kind = map[bool]string{true: "html"}[name == "description" || name == "encoded"]
		}
		r.text.Reset()
	}
	return true
}

// opens says whether an element is an entry, where it stands.
func (r *feedReader) opens(name string) bool {
	return len(r.stack) == 2 && r.stack[0] == "feed" && name == "entry" ||
		len(r.stack) == 3 && r.stack[0] == "rss" && r.stack[1] == "channel" && name == "item"
}

// wanted says whether an element is a field that is read, where it stands.
func (r *feedReader) wanted(n xml.Name) bool {
	depth := len(r.stack)
	isAtom := r.stack[0] == "feed"
	if !isAtom {
		depth--
	}
	switch {
	case isAtom != (n.Space == atom) && n.Local != "encoded", depth != 2 && depth != 3:
		return false
	case depth == 2:
		return r.entry == nil && n.Local == "title" && r.said.Title == ""
	case r.entry == nil:
		return false
	}
	switch n.Local {
	case "id", "guid", "title", "published", "pubDate", "updated", "content", "summary", "description", "encoded":
		return true
	}
	return false
}

func (r *feedReader) write(s string) {
	if r.kind == "xhtml" {
		s = strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s)
	}
	r.text.WriteString(s)
}

func (r *feedReader) end(t xml.EndElement) bool {
	depth := len(r.stack)
	switch {
	case r.in != "" && depth == r.at:
		r.field(r.in, r.text.String())
		r.in = ""
	case r.in != "" && r.kind == "xhtml":
		r.text.WriteString("</" + t.Name.Local + ">")
	case r.entry != nil && (r.stack[0] == "feed" && depth == 2 || r.stack[0] == "rss" && depth == 3):
		r.entry.settle()
		r.said.Entries = append(r.said.Entries, *r.entry)
		r.entry = nil
	}
	if r.stack = r.stack[:depth-1]; depth == 1 {
		r.at = done
	}
	return true
}

func (r *feedReader) field(name, text string) {
	lines := []string{}
	if r.kind == "html" || r.kind == "xhtml" {
		lines = Text("text/html", []byte(text))
	} else if l := fold(text); l != "" {
		lines = append(lines, l)
	}
	all := strings.Join(lines, " ")
	if r.entry == nil {
		r.said.Title = all
		return
	}
	switch e := r.entry; name {
	case "id", "guid":
		e.ID = all
	case "title":
		e.Title = all
	case "published", "pubDate":
		e.Published = all
	case "updated":
		e.Updated = all
	case "content", "encoded":
		e.Text = lines // more than a summary
	case "summary", "description":
		if e.Text == nil {
			e.Text = lines
		}
	}
}

// fieldType is the attribute "type" of a text, RFC 4287 section 3.1.1.
func fieldType(t xml.StartElement) string {
	for _, a := range t.Attr {
		if a.Name.Local == "type" {
			return a.Value
		}
	}
	return ""
}
