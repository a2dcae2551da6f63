package dashboard

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

const hidden = "…"

// harmless are keys of a query whose values open nothing.
var harmless = map[string]bool{"type": true}

// Address is what may be shown of an address: who is asked for which page. Whatever can be
// a key to something is left out: accounts, the values of a query, long parts that look drawn by lot.
// Of what can't be read, nothing is shown.
func Address(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Opaque != "" {
		return hidden
	}
	shown := u.Scheme + "://" + u.Host + parts(u.EscapedPath())
	if u.RawQuery != "" {
		shown += "?" + query(u.RawQuery)
	}
	if u.User != nil {
		shown = strings.Replace(shown, "://", "://"+hidden+"@", 1)
	}
	return shown
}

// Host is who is asked.
func Host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return hidden
	}
	return u.Host
}

func query(raw string) string {
	var out []string
	for _, pair := range strings.Split(raw, "&") {
		key, value, given := strings.Cut(pair, "=")
		switch {
		case !given:
			out = append(out, hidden) // a bare word can be a token
		case harmless[strings.ToLower(key)] && !drawn(value):
			out = append(out, pair)
		default:
			out = append(out, key+"="+hidden)
		}
	}
	return strings.Join(out, "&")
}

func parts(path string) string {
	all := strings.Split(path, "/")
	for i, p := range all {
		if drawn(p) {
			all[i] = hidden
		}
	}
	return strings.Join(all, "/")
}

var lots = regexp.MustCompile(`[A-Za-z0-9_~%=+.-]{16,}`)

// drawn says whether a part of an address looks drawn by lot: long, with figures and
// letters mixed, and not words with dashes between them.
func drawn(s string) bool {
	if !lots.MatchString(s) {
		return false
	}
	changes, before := 0, 0
	for _, c := range s {
		kind := 0
		switch {
		case unicode.IsDigit(c):
			kind = 1
		case unicode.IsUpper(c):
			kind = 2
		case unicode.IsLower(c):
			kind = 3
		}
		if kind != 0 && before != 0 && kind != before {
			changes++
		}
		before = kind
	}
	return changes >= 4
}
