// Package page reduces a page to what stays the same.
//
// Two answers to one question rarely agree byte for byte: a token, a clock or a
// cache key moves while the page stays. [Form] leaves out what moves by itself,
// [Normal] is the digest of what is left, [Text] is what a visitor reads and
// [Diff] shows how one reading differs from another. The rules have a name,
// [Version], and are written down in FORMAT.md.
//
// In doubt a page counts as changed: a digest that moves too often costs a
// capture, one that stays too long hides a loss. The digest of the raw bytes,
// kept elsewhere, misses nothing.
package page

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"io"
	"strings"
)

// Version names this set of rules. Digests made under different versions can't be compared.
const Version = "page/1"

// Normal is the SHA-256 of the form of a body. For anything but HTML and XHTML
// that is the digest of the body itself. Memory stays bounded by the longest
// token of the body, whatever the depth of the page.
func Normal(contentType string, body []byte) [32]byte {
	if !isHTML(contentType, body) {
		return sha256.Sum256(body)
	}
	h := sha256.New()
	w := bufio.NewWriter(h)
	reduce(w, decode(body), isXML(contentType))
	w.Flush()
	return [32]byte(h.Sum(nil))
}

// Form is what [Normal] hashes, one item a line, so that a digest can be
// explained. For anything but HTML and XHTML it is body itself, not a copy.
// It is never longer than eight times the body and 64 bytes.
func Form(contentType string, body []byte) []byte {
	if !isHTML(contentType, body) {
		return body
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	reduce(w, decode(body), isXML(contentType))
	w.Flush()
	return b.Bytes()
}

// isHTML goes by the declared type, and by the first tag only when none is declared.
func isHTML(contentType string, body []byte) bool {
	switch mediaType(contentType) {
	case "text/html", "application/xhtml+xml":
		return true
	case "":
		return looksHTML(body)
	}
	return false
}

func isXML(contentType string) bool { return mediaType(contentType) == "application/xhtml+xml" }

func mediaType(contentType string) string {
	t, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(t))
}

func looksHTML(body []byte) bool {
	head := decode(body[:min(len(body), 256)])
	head = strings.ToLower(strings.TrimSpace(head))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}

// isText says whether a body that is not HTML has lines worth reading.
func isText(contentType string) bool {
	t := mediaType(contentType)
	for _, s := range []string{"json", "xml", "javascript", "yaml", "csv"} {
		if strings.Contains(t, s) {
			return true
		}
	}
	return strings.HasPrefix(t, "text/")
}

// line writes one item of a form.
func line(w io.StringWriter, parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
	w.WriteString("\n")
}
