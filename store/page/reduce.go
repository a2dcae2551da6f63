package page

import (
	"io"
	"strings"

	"golang.org/x/net/html"
)

// reduce writes the form of a page. The first line names the rules, then each
// line is a start tag "<name", its attributes " name=value", text "=…", a
// script "$…", a style sheet "%…", an end tag "</name" or a doctype "!…".
// No line holds a line end of the page, so no page can imitate another.
func reduce(w io.StringWriter, s string, xml bool) {
	line(w, Version)
	z := html.NewTokenizer(strings.NewReader(s))
	var text strings.Builder
	in := "" // the raw element we are in
	for {
		kind := z.Next()
		if kind == html.TextToken {
			text.WriteString(z.Token().Data)
			continue
		}
		if kind == html.CommentToken {
			continue // the text on both sides of a comment is one
		}
		inline(w, in, text.String())
		text.Reset()
		in = ""
		if kind == html.ErrorToken {
			return
		}
		t := z.Token()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			in = start(w, z, t, kind, xml)
		case html.EndTagToken:
			line(w, "</", fold(t.Data))
		case html.DoctypeToken:
			line(w, "!", strings.ToLower(fold(t.Data)))
		}
	}
}

// start writes a start tag and returns its name if what follows is not markup.
func start(w io.StringWriter, z *html.Tokenizer, t html.Token, kind html.TokenType, xml bool) string {
	line(w, "<", fold(t.Data))
	for _, a := range attributes(t) {
		line(w, " ", a.Key, "=", a.Val)
	}
	if raw(z, t.Data, kind, xml) {
		return t.Data
	}
	return ""
}

// raw says whether text and not markup follows a tag. What stands in for a
// script is read as markup, and in XHTML an empty element is really empty.
func raw(z *html.Tokenizer, tag string, kind html.TokenType, xml bool) bool {
	switch {
	case kind == html.EndTagToken:
		return false
	case kind == html.SelfClosingTagToken && xml, tag == "noscript", tag == "noframes", tag == "noembed":
		z.NextIsNotRawText()
		return false
	}
	return true
}

func inline(w io.StringWriter, in, text string) {
	text = fold(text)
	switch {
	case text == "":
	case in == "script":
		line(w, "$", script(dates(text)))
	case in == "style":
		line(w, "%", text)
	default:
		line(w, "=", dates(text))
	}
}
