package page

import "strings"

const aVersion = "{v}"

// busters are the query keys that only tell a cache to ask again.
var busters = map[string]bool{
	"v": true, "ver": true, "vers": true, "version": true, "rev": true, "build": true, "hash": true, "_": true,
	"t": true, "ts": true, "time": true, "timestamp": true, "mtime": true, "cb": true, "cache": true,
	"nocache": true, "cachebust": true, "cachebuster": true, "bust": true, "rnd": true, "rand": true, "random": true,
}

// urls goes through the addresses of an attribute, one in href, several in
// srcset. part says that they are parts of the page (a picture, a style sheet):
// only there is a cache key no change. The target of a link stays as it is but
// for session tokens.
func urls(v string, part bool) string {
	words := strings.Split(v, " ")
	for i, w := range words {
		words[i] = address(w, part)
	}
	return strings.Join(words, " ")
}

func address(u string, part bool) string {
	if strings.HasPrefix(u, "data:") || strings.HasPrefix(u, "javascript:") {
		return u
	}
	u, fragment, hasFragment := strings.Cut(u, "#")
	path, query, hasQuery := strings.Cut(u, "?")
	path = session(path)
	if hasQuery {
		path += "?" + pairs(query, part)
	}
	if !hasFragment {
		return path
	}
	return path + "#" + anchor(path, fragment)
}

// anchor takes what a proxy that hides mail addresses writes anew each time,
// and ids that the page itself generated.
func anchor(path, fragment string) string {
	if strings.HasSuffix(path, "/cdn-cgi/l/email-protection") {
		return aToken
	}
	if path == "" {
		return idList(fragment)
	}
	return fragment
}

// session takes the session out of "/cart;jsessionid=0123".
func session(path string) string {
	head, tail, ok := strings.Cut(path, ";")
	if !ok {
		return path
	}
	key, value, ok := strings.Cut(tail, "=")
	if !ok || !tokenName(key) {
		return path
	}
	_, rest, ok := strings.Cut(value, "/")
	if ok {
		rest = "/" + rest
	}
	return head + ";" + key + "=" + aToken + rest
}

func pairs(query string, part bool) string {
	kv := strings.Split(query, "&")
	for i, p := range kv {
		key, value, ok := strings.Cut(p, "=")
		switch {
		case !ok && part && bareVersion(p):
			kv[i] = aVersion
		case !ok || value == "":
		case tokenName(key):
			kv[i] = key + "=" + aToken
		case part && busters[strings.ToLower(key)] && version(value):
			kv[i] = key + "=" + aVersion
		}
	}
	return strings.Join(kv, "&")
}

// version takes 3, 1.2.3-rc1, 20261118 and 5f3a9c.
func version(s string) bool {
	digit := false
	for i := range len(s) {
		c := s[i]
		digit = digit || isDigit(c)
		if !isDigit(c) && !isLetter(c) && c != '.' && c != '_' && c != '-' {
			return false
		}
	}
	return digit && len(s) <= 64
}

// bareVersion takes a query without "=": eight digits or more, or a hash. A
// short number could be what picks the picture.
func bareVersion(s string) bool {
	c := count(s)
	return c.digit == len(s) && len(s) >= 8 || c.hex == len(s) && len(s) >= 6 && c.digit > 0 && c.digit < len(s) || random(s)
}
