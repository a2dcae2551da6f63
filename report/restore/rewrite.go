package restore

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// policy has a browser show what is here and nothing else: no script runs, and
// nothing is asked of the host, which may be another's by now.
const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src file: data:; style-src file: data: 'unsafe-inline'; font-src file: data:; media-src file: data:; frame-src 'none'; form-action 'none'"><meta http-equiv="x-dns-prefetch-control" content="off">`

// A rewriting leads the links of one page or style sheet to what is here.
type rewriting struct {
	*Holdings
	item *Item
	base *url.URL
	lack func(address string, link bool) // is told what is not here
}

// to returns what a link is replaced with. What is not here keeps its address,
// in full.
func (w *rewriting) to(text string, link bool) string {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" || trimmed[0] == '#' {
		return text
	}
	u, err := w.base.Parse(trimmed)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return text
	}
	n := w.held(keyOf(u))
	if n == nil {
		w.lack(keyOf(u), link)
		return u.String()
	}
	to := n.Shown
	if !link {
		to = n.loaded
	}
	out := relative(w.item.Shown, to)
	if u.Fragment != "" {
		out += "#" + u.EscapedFragment()
	}
	return out
}

// loads are the attributes whose content a browser fetches to show a page.
var loads = map[string][]string{
	"img": {"src"}, "input": {"src"}, "video": {"poster", "src"}, "audio": {"src"}, "source": {"src"}, "track": {"src"}, "embed": {"src"}, "object": {"data"},
	"image": {"href", "xlink:href"}, "use": {"href", "xlink:href"}, "body": {"background"}, "table": {"background"}, "td": {"background"}, "th": {"background"}, "script": {"src"},
}

// ahead are links that a browser follows before anybody asks for them.
var ahead = []string{"dns-prefetch", "preconnect", "prefetch", "preload", "prerender", "modulepreload"}

// maxGrown bounds what a page becomes when its links are led elsewhere, in bytes.
const maxGrown = 2 * maxPlain

// page rewrites a page: links lead elsewhere, scripts and comments go, and what
// no browser may take for an element is written so that none can; everything
// else stands as it was. A page in XML becomes one in HTML, where the policy is
// heeded.
func (w *rewriting) page(body []byte) []byte {
	body = bytes.ReplaceAll(body, []byte{0x1b}, nil) // it may change what the bytes after it are
	var out bytes.Buffer
	head := policy
	if w.item.charset != "" { // the server said it, the file no longer does
		head = `<meta charset="` + html.EscapeString(w.item.charset) + `">` + head
	}
	begun := false
	begin := func() {
		if !begun {
			begun = true
			out.WriteString(head)
		}
	}
	z := html.NewTokenizer(bytes.NewReader(body))
	for within := ""; out.Len() <= maxGrown; {
		kind := z.Next()
		raw := bytes.Clone(z.Raw())
		switch kind {
		case html.ErrorToken:
			begin()
			return out.Bytes()
		case html.CommentToken:
			continue
		case html.DoctypeToken:
			out.Write(raw)
			begin()
			continue
		case html.TextToken:
			if len(bytes.TrimSpace(raw)) > 0 && !bytes.Equal(raw, []byte("\uFEFF")) {
				begin()
			}
			raw = w.text(within, raw)
		case html.EndTagToken:
			begin()
			t := z.Token()
			if within = ""; t.Data == "script" {
				continue
			}
			raw = []byte("</" + t.Data + ">")
		case html.StartTagToken, html.SelfClosingTagToken:
			begin()
			t := z.Token()
			empty := kind == html.SelfClosingTagToken && w.item.media != "text/html"
			if within = t.Data; empty || within == "noscript" {
				within = ""
				z.NextIsNotRawText()
			}
			changed := w.tag(&t)
			if t.Data == "script" {
				continue
			}
			if changed || bytes.IndexByte(raw[1:], '<') >= 0 {
				t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool { return strings.Contains(a.Key, "<") })
				raw = []byte(t.String())
			}
			if empty && !slices.Contains(void, t.Data) {
				raw = append(raw, "</"+t.Data+">"...)
			}
		}
		out.Write(raw)
	}
	return out.Bytes()
}

// void are the elements that HTML ends by themselves.
var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// opening is what a browser may take for the beginning of an element, where it
// does not take an element's content for text as we do: it does not in a picture,
// and without scripts.
var opening = regexp.MustCompile(`<([A-Za-z/!?])`)

// text is the text within an element.
func (w *rewriting) text(within string, raw []byte) []byte {
	switch within {
	case "script":
		return nil
	case "style":
		raw = bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("<![CDATA["), nil), []byte("]]>"), nil)
		return opening.ReplaceAll(w.style(raw), []byte(`\3c $1`)) // CSS Syntax 3, section 4.3.7
	}
	return opening.ReplaceAll(raw, []byte("&lt;$1"))
}

// tag rewrites the attributes of one element, and reports whether any changed.
func (w *rewriting) tag(t *html.Token) (changed bool) {
	if t.Data == "base" {
		for _, a := range t.Attr {
			if u, err := w.base.Parse(a.Val); a.Key == "href" && err == nil {
				w.base = u
			}
		}
		t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "href" })
		return true
	}
	if t.Data == "meta" && slices.ContainsFunc(t.Attr, func(a html.Attribute) bool {
		return a.Key == "http-equiv" && slices.Contains([]string{"refresh", "content-security-policy", "x-dns-prefetch-control"}, strings.ToLower(strings.TrimSpace(a.Val)))
	}) {
		t.Attr = nil // it would lead away from what is here, or hide it
		return true
	}
	if t.Data == "iframe" { // none is shown; were it, nothing would run in it
		t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "sandbox" || a.Key == "srcdoc" })
		t.Attr, changed = append(t.Attr, html.Attribute{Key: "sandbox"}), true
	}
	rel := ""
	for _, a := range t.Attr {
		if a.Key == "rel" {
			rel = strings.ToLower(a.Val)
		}
	}
	if t.Data == "link" && slices.ContainsFunc(strings.Fields(rel), func(r string) bool { return slices.Contains(ahead, r) }) {
		t.Attr = nil // no policy keeps a browser from looking names up
		return true
	}
	for i, a := range t.Attr {
		value := a.Val
		switch {
		case a.Key == "srcset":
			value = w.sizes(value)
		case a.Key == "style":
			value = string(w.style([]byte(value)))
		case t.Data == "link" && a.Key == "href":
			value = w.to(value, !strings.Contains(rel, "stylesheet") && !strings.Contains(rel, "icon"))
		case slices.Contains(loads[t.Data], a.Key):
			value = w.to(value, false)
		case a.Key == "href", a.Key == "src", a.Key == "action", a.Key == "formaction":
			value = w.to(value, true)
		}
		if value != a.Val {
			t.Attr[i].Val, changed = value, true
		}
	}
	if changed { // a style sheet that was rewritten has another digest, and a file no origin
		t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "integrity" || a.Key == "crossorigin" })
	}
	return changed
}

func (w *rewriting) sizes(srcset string) string {
	if strings.Contains(srcset, "data:") {
		return srcset
	}
	var out []string
	for part := range strings.SplitSeq(srcset, ",") {
		f := strings.Fields(part)
		if len(f) > 0 {
			f[0] = w.to(f[0], false)
			out = append(out, strings.Join(f, " "))
		}
	}
	return strings.Join(out, ", ")
}

var inStyles = regexp.MustCompile(`(?i)url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']`)

// style rewrites a style sheet.
func (w *rewriting) style(text []byte) []byte {
	var out bytes.Buffer
	end := 0
	for _, m := range inStyles.FindAllSubmatchIndex(text, -1) {
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[4], m[5]
		}
		out.Write(text[end:from])
		out.WriteString(w.to(string(text[from:to]), false))
		end = to
	}
	out.Write(text[end:])
	return out.Bytes()
}
