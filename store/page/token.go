package page

import "strings"

const (
	aToken = "{token}"
	anID   = "{id}"
	anAge  = "{epoch}"
	aCount = "{n}"
)

// tokenNames are the parts of a name that say: my value is new each time.
var tokenNames = []string{
	"csrf", "xsrf", "nonce", "token", "viewstate", "eventvalidation", "requestverification", "authenticity",
	"captcha", "sessid", "sessionid", "session_id", "form_build_id", "formkey", "honeypot",
}

// tokenName says whether the value beside this name is expected to change.
func tokenName(name string) bool {
	if len(name) > 128 {
		return false
	}
	name = strings.ToLower(name)
	for _, t := range tokenNames {
		if strings.Contains(name, t) {
			return true
		}
	}
	return name == "sid" || name == "_sid"
}

// random says whether a run looks drawn and not written: a UUID, 16 hexadecimal
// digits or more, or 16 characters or more of mixed letters and digits that
// change class as often as chance would have it.
func random(s string) bool {
	if isUUID(s) {
		return true
	}
	if len(s) < 16 || s[0] == '/' {
		return false
	}
	c := count(s)
	switch {
	case c.other > 0:
		return false
	case c.hex == len(s) && c.digit > 0:
		return true
	case c.upper > 0 && c.lower > 0 && c.digit > 0:
		return 5*c.turns >= 2*(len(s)-1)
	case c.upper > 0 && c.lower > 0:
		return len(s) >= 20 && 5*c.turns >= 2*(len(s)-1)
	}
	return len(s) >= 20 && c.digit > 0 && c.turns >= 5
}

func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (s[i] == '-') || !dash && !isHex(s[i]) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// tokenByte is what a token in base64, base64url or hexadecimal is made of.
func tokenByte(c byte) bool {
	return isDigit(c) || isLetter(c) || c == '+' || c == '/' || c == '=' || c == '_' || c == '-'
}

// A census counts what a string is made of; a turn is two neighbours of different class.
type census struct{ upper, lower, digit, hex, other, turns int }

func count(s string) (c census) {
	var last byte
	for i := range len(s) {
		class := byte('-')
		switch b := s[i]; {
		case isDigit(b):
			class = '0'
			c.digit++
		case 'a' <= b && b <= 'z':
			class = 'a'
			c.lower++
		case 'A' <= b && b <= 'Z':
			class = 'A'
			c.upper++
		case !tokenByte(b):
			c.other++
		}
		if isHex(s[i]) {
			c.hex++
		}
		if i > 0 && class != last && class != '-' && last != '-' {
			c.turns++
		}
		last = class
	}
	return c
}

// ids replaces the generated parts of an id: "input-5f3a9c1b" is "input-{id}".
func ids(s string) string {
	return runs(s, func(c byte) bool { return !strings.ContainsRune(" -_:.#", rune(c)) }, func(part string) string {
		if generated(part) {
			return anID
		}
		return part
	})
}

// idList does the same for a list of ids; a UUID counts whole.
func idList(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		if random(w) {
			words[i] = anID
		} else {
			words[i] = ids(w)
		}
	}
	return strings.Join(words, " ")
}

func generated(s string) bool {
	c := count(s)
	if c.other > 0 {
		return false
	}
	return c.digit == len(s) && len(s) >= 6 ||
		c.hex == len(s) && len(s) >= 8 && c.digit > 0 && c.digit < len(s) ||
		random(s)
}

// words replaces tokens, nonces and Unix times anywhere in a value that nobody reads.
func words(s string) string {
	return runs(s, tokenByte, func(run string) string {
		bare := strings.TrimPrefix(run, "nonce-")
		switch {
		case bare != run && bare != "":
			return "nonce-" + aToken
		case random(run):
			return aToken
		case isEpoch(run):
			return anAge
		}
		return run
	})
}

// isEpoch takes seconds and milliseconds since 1970, from 2001 to 2033.
func isEpoch(s string) bool {
	return (len(s) == 10 || len(s) == 13) && s[0] == '1' && count(s).digit == len(s)
}

// runs maps each maximal run of the bytes that in accepts.
func runs(s string, in func(byte) bool, to func(string) string) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		if !in(s[i]) {
			i++
			continue
		}
		j := i + 1
		for j < len(s) && in(s[j]) {
			j++
		}
		if r := to(s[i:j]); r != s[i:j] {
			b.WriteString(s[done:i])
			b.WriteString(r)
			done = j
		}
		i = j
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}
