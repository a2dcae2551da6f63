package bundle

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"constat/store/record"
)

// asks checks that a kept request is the one its question asks for: method,
// target (RFC 9112, section 3.2.1) and the fields beside the fixed ones.
func asks(q record.Question, request []byte) error {
	line, fields := head(request)
	method := q.Method
	if method == "" {
		method = http.MethodGet
	}
	if target, known := targetOf(q.URL); known && line != method+" "+target+" HTTP/1.1" {
		return fmt.Errorf("its request begins %.100q, the question asks %.100q", line, method+" "+target)
	}
	for _, h := range q.Headers {
		name := http.CanonicalHeaderKey(h.Name)
		if !slices.Contains(ownWay, name) && !slices.Contains(fields[name], strings.Trim(h.Value, " \t")) {
			return fmt.Errorf("its request lacks the field %.100q of the question", h.Name)
		}
	}
	return nil
}

// ownWay are the fields that HTTP writes in its own way, whatever is asked for.
var ownWay = []string{"Host", "User-Agent", "Content-Length", "Transfer-Encoding", "Trailer", "Connection", "X-Constat-Id"}

// targetOf returns what a request line asks for; addresses with characters that
// may be written in more than one way are left.
func targetOf(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"<>\^{}|`+"`", r) }) {
		return "", false
	}
	if u, err = url.Parse(u.String()); err != nil {
		return "", false
	}
	return u.RequestURI(), true
}

// tells checks that what an answer keeps of a response's head stands in it.
func tells(a record.Answer, response []byte) error {
	_, fields := head(response)
	for _, h := range a.Headers {
		if got := strings.Join(fields[http.CanonicalHeaderKey(h.Name)], ", "); !strings.HasPrefix(got, h.Value) && !strings.Contains(h.Value, "\ufffd") {
			return fmt.Errorf("its response does not have the field %.100q as the answer has it", h.Name)
		}
	}
	if challenges(fields) != a.Challenge {
		return fmt.Errorf("its response and the answer do not agree whether it asks to prove that one is human")
	}
	return nil
}

// challenges says whether a response asks to prove that one is human.
func challenges(fields map[string][]string) bool {
	first := func(name string) string { return strings.ToLower(append(fields[name], "")[0]) }
	waf := first("X-Amzn-Waf-Action")
	return waf == "challenge" || waf == "captcha" || first("Cf-Mitigated") == "challenge"
}

// head takes the first line and the fields of a message apart, names in their
// usual form.
func head(message []byte) (line string, fields map[string][]string) {
	text, _, _ := strings.Cut(string(message), "\r\n\r\n")
	line, rest, _ := strings.Cut(text, "\r\n")
	fields = map[string][]string{}
	for field := range strings.SplitSeq(rest, "\r\n") {
		if name, value, ok := strings.Cut(field, ":"); ok {
			name = http.CanonicalHeaderKey(name)
			fields[name] = append(fields[name], strings.Trim(value, " \t"))
		}
	}
	return line, fields
}
