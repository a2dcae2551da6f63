package probe

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Authorizations are the ways of authorization that a question of kind http may
// send, and what each takes from a secret.
var Authorizations = map[string][]string{
	"basic":  {"user", "password"}, // RFC 7617
	"bearer": {"token"},            // RFC 6750
}

var bearerToken = regexp.MustCompile(`^[A-Za-z0-9._~+/-]+=*$`) // RFC 6750, section 2.1

// Authorization returns the value of the field of that name, RFC 9110 section
// 11.6.2: "Basic CREDENTIALS" or "Bearer TOKEN". Its errors say nothing of the
// secret but what it lacks.
func Authorization(way string, secret map[string]string) (string, error) {
	for _, name := range Authorizations[way] {
		if secret[name] == "" {
			return "", fmt.Errorf("the secret has no %q, which authorization %s takes", name, way)
		}
	}
	switch {
	case way == "basic" && strings.Contains(secret["user"], ":"):
		return "", errors.New("the user's name in the secret has a colon, which authorization basic can't send")
	case way == "basic":
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(secret["user"]+":"+secret["password"])), nil
	case way == "bearer" && !bearerToken.MatchString(secret["token"]):
		return "", errors.New("the token in the secret has characters that a token can't have")
	case way == "bearer":
		return "Bearer " + secret["token"], nil
	}
	return "", fmt.Errorf("unknown authorization %q", way)
}

// Withheld is what stands in a kept request for what was sent.
const Withheld = "***"

// withhold returns the request with no credentials in its Authorization.
func withhold(request []byte) []byte {
	lines := bytes.SplitAfter(request, []byte("\r\n"))
	for i, line := range lines {
		name, value, ok := bytes.Cut(line, []byte(": "))
		if ok && strings.EqualFold(string(name), "Authorization") {
			way, _, _ := strings.Cut(string(value), " ")
			lines[i] = []byte(string(name) + ": " + way + " " + Withheld + "\r\n")
		}
	}
	return bytes.Join(lines, nil)
}

// shortestEcho is how long a secret must be to be looked for in what comes back:
// a shorter one would be found by chance, and a place of asterisks tells it.
const shortestEcho = 8

// A reflection is all that must not be kept of what a server says back, the longest
// first.
type reflection [][]byte

func reflectionOf(authorization string, secret map[string]string) (all reflection) {
	_, credentials, _ := strings.Cut(authorization, " ")
	for _, s := range []string{credentials, secret["password"], secret["token"]} {
		if len(s) < shortestEcho {
			continue
		}
		for _, written := range []string{s, url.QueryEscape(s), html.EscapeString(s), strings.ReplaceAll(s, "/", `\/`)} {
			all = append(all, []byte(written))
		}
	}
	slices.SortFunc(all, func(a, b []byte) int { return cmp.Or(cmp.Compare(len(b), len(a)), bytes.Compare(a, b)) })
	return slices.CompactFunc(all, bytes.Equal)
}

// hush overwrites with asterisks what b has of the secret, the beginning of it
// at the end of b as well.
func (r reflection) hush(b []byte) {
	for _, secret := range r {
		for from := 0; ; {
			i := bytes.Index(b[from:], secret)
			if i < 0 {
				break
			}
			stars(b[from+i : from+i+len(secret)])
			from += i + len(secret)
		}
		for n := min(len(secret), len(b)); n >= shortestEcho; n-- {
			if bytes.HasSuffix(b, secret[:n]) {
				stars(b[len(b)-n:])
			}
		}
	}
}

func (r reflection) hushed(s string) string {
	b := []byte(s)
	r.hush(b)
	return string(b)
}

func stars(b []byte) {
	for i := range b {
		b[i] = '*'
	}
}

// hushHead leaves nothing of the secret in what the response's head says back.
func (e *exchange) hushHead() {
	if e.authorization == "" {
		return
	}
	e.gotten.Status = e.reflection.hushed(e.gotten.Status)
	for _, values := range e.gotten.Header {
		for i := range values {
			values[i] = e.reflection.hushed(values[i])
		}
	}
	for i, cookie := range e.gotten.Header["Set-Cookie"] {
		e.gotten.Header["Set-Cookie"][i] = withoutValue(cookie)
	}
}

// withoutValue returns a cookie with no value: who is let in by a secret may be
// given another, RFC 6265 section 4.1.1.
func withoutValue(cookie string) string {
	pair, attributes, more := strings.Cut(cookie, ";")
	name, _, _ := strings.Cut(pair, "=")
	if more {
		attributes = ";" + attributes
	}
	return name + "=" + Withheld + attributes
}

// hushBody leaves nothing of the secret in the body. One in a coding, which we
// ask not to have, is overwritten whole where what it says has the secret, or
// can't be read to its end.
func (e *exchange) hushBody() {
	if e.authorization == "" {
		return
	}
	e.reflection.hush(e.body)
	if c := e.coding(); c == "" || c == "identity" {
		return
	}
	body, cut := e.readable()
	if said := bytes.Clone(body); body != nil && !cut {
		if e.reflection.hush(said); bytes.Equal(said, body) {
			return
		}
	}
	stars(e.body)
}
