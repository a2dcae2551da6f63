package bundle

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"constat/store/record"
)

// asks checks that a kept request is the one its question asks for: method,
// target (RFC 9112, section 3.2.1), the fields beside the fixed ones and what is
// sent behind them. It is written in the form of HTTP/1.1, whatever was spoken.
func asks(q record.Question, proto string, request []byte) error {
	line, fields := head(request)
	spoken := "HTTP/1.1"
	if proto == "HTTP/2" {
		spoken = proto
	}
	if _, sent, _ := strings.Cut(string(request), "\r\n\r\n"); sent != q.Body {
		return fmt.Errorf("its request sends %d bytes behind its head, the question %d, or others", len(sent), len(q.Body))
	}
	method := q.Method
	if method == "" {
		method = "GET"
	}
	if target, known := targetOf(q.URL); known && line != method+" "+target+" "+spoken {
		return fmt.Errorf("its request begins %.100q, the question asks %.100q", line, method+" "+target)
	}
	for _, h := range q.Headers {
		name := strings.ToLower(h.Name)
		if !slices.Contains(ownWay, name) && !slices.Contains(fields[name], strings.Trim(h.Value, " \t")) {
			return fmt.Errorf("its request lacks the field %.100q of the question", h.Name)
		}
	}
	return authorizes(q, fields["authorization"])
}

// authorizations are what a kept request has of each way: which, never what.
var authorizations = map[string]string{"basic": "Basic ***", "bearer": "Bearer ***"}

// authorizes checks that a kept request has the authorization that its question
// sends, without the secret, and that one without has none.
func authorizes(q record.Question, got []string) error {
	own := slices.ContainsFunc(q.Headers, func(h record.Header) bool { return strings.EqualFold(h.Name, "Authorization") })
	switch {
	case q.Auth == "" && len(got) > 0 && !own:
		return errors.New("its request has an authorization, and its question none")
	case q.Auth != "" && (len(got) != 1 || got[0] != authorizations[q.Auth]):
		return fmt.Errorf("its request does not have the authorization of the question, which is %q", authorizations[q.Auth])
	}
	return nil
}

// ownWay are the fields that HTTP writes in its own way, whatever is asked for.
var ownWay = []string{"host", "user-agent", "content-length", "transfer-encoding", "trailer", "connection", "x-constat-id"}

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
		if got := record.KeptValue(h.Name, strings.Join(fields[strings.ToLower(h.Name)], ", ")); !strings.HasPrefix(got, h.Value) && !strings.Contains(h.Value, "\ufffd") {
			return fmt.Errorf("its response does not have the field %.100q as the answer has it", h.Name)
		}
	}
	if challenges(fields) && !a.Challenge { // a page may say so in its text alone
		return fmt.Errorf("its response and the answer do not agree whether it asks to prove that one is human")
	}
	return nil
}

// challenges says whether a response asks to prove that one is human.
func challenges(fields map[string][]string) bool {
	first := func(name string) string { return strings.ToLower(append(fields[name], "")[0]) }
	for name, words := range record.ChallengeFields() {
		if slices.Contains(words, first(strings.ToLower(name))) {
			return true
		}
	}
	return false
}

// head takes the first line and the fields of a message apart, names in lower
// case.
func head(message []byte) (line string, fields map[string][]string) {
	text, _, _ := strings.Cut(string(message), "\r\n\r\n")
	line, rest, _ := strings.Cut(text, "\r\n")
	fields = map[string][]string{}
	for field := range strings.SplitSeq(rest, "\r\n") {
		if name, value, ok := strings.Cut(field, ":"); ok {
			name = strings.ToLower(name)
			fields[name] = append(fields[name], strings.Trim(value, " \t"))
		}
	}
	return line, fields
}

// carries checks the fields that every question carries: whom it asks and which
// round it is of.
func carries(q record.Question, id string, request []byte) error {
	_, fields := head(request)
	if got := fields["x-constat-id"]; len(got) != 1 || got[0] != id {
		return fmt.Errorf("its request carries the id of another probe, or none")
	}
	u, err := url.Parse(q.URL)
	named := slices.ContainsFunc(q.Headers, func(h record.Header) bool { return strings.EqualFold(h.Name, "Host") })
	if err != nil || named || strings.ContainsFunc(u.Host, func(r rune) bool { return r >= 0x7f || r == '%' }) {
		return nil
	}
	if got := fields["host"]; len(got) != 1 || got[0] != strings.TrimSuffix(u.Host, ":") {
		return fmt.Errorf("its request asks the host %.100q, the question %.100q", got, u.Host)
	}
	return nil
}

// keeps checks that an answer leaves out none of the fields that are kept.
func keeps(a record.Answer, response []byte) error {
	_, fields := head(response)
	var names []string
	for _, h := range a.Headers {
		names = append(names, h.Name)
	}
	there := func(all []string) (in []string) {
		for _, name := range all {
			if _, ok := fields[strings.ToLower(name)]; ok {
				in = append(in, name)
			}
		}
		return in
	}
	all, early := record.KeptFields()
	if !slices.Equal(names, there(all)) && !slices.Equal(names, there(early)) {
		return fmt.Errorf("its response has the fields %q, the answer keeps %q", there(all), names)
	}
	return nil
}
