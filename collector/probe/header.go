package probe

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"constat/store/record"
)

// maxText bounds the bytes of a kept field and of a fault's detail.
const maxText = 256

// kept returns the fields that stand in an answer, see [record.KeptFields].
// Lines of the same name are one, with commas, RFC 9110 section 5.3.
//
// Date, Age, CF-RAY and Set-Cookie change each time, and ETag and
// Last-Modified do on most pages that a program makes: each would make every
// answer a new one. They stand in the captures of first sight, change, failure
// and return, which keep the whole head.
func kept(h http.Header) []record.Header {
	var list []record.Header
	names, _ := record.KeptFields()
	for _, name := range names {
		if values, ok := h[name]; ok {
			list = append(list, record.Header{Name: name, Value: clean(record.KeptValue(name, strings.Join(values, ", ")))})
		}
	}
	return list
}

// isChallenge says whether the answer asks to prove that one is human: the lists
// are closed, and hold what its makers document or write into every such page, or
// what such a page asks for under the status of a refusal.
func isChallenge(status int, h http.Header, text []byte) bool {
	for name, words := range record.ChallengeFields() {
		if slices.Contains(words, strings.ToLower(h.Get(name))) {
			return true
		}
	}
	field := func(name string) (string, bool) { return h.Get(name), len(h[name]) > 0 }
	return isHTML(h) && (record.IsChallengePage(field, text) || isWall(status, text))
}

func isHTML(h http.Header) bool {
	kind, _, _ := strings.Cut(strings.ToLower(h.Get("Content-Type")), ";")
	return strings.TrimSpace(kind) == "text/html"
}

// clean makes foreign text fit for an answer: valid UTF-8, bounded, and no
// character cut in two.
func clean(s string) string {
	if len(s) > 2*maxText {
		s = s[:2*maxText]
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	if len(s) <= maxText {
		return s
	}
	end := maxText
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}
