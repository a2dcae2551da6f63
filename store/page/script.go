package page

import "strings"

// script puts placeholders into an inline script or data island: values in
// quotes that are random or stand beside a token's name, Unix times, and bare
// numbers beside the name of a measured time. It never pairs quotes, since an
// apostrophe in a comment would set it wrong for the rest.
func script(s string) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); i++ {
		end, what := 0, ""
		switch {
		case isQuote(s[i]):
			end, what = quoted(s, i+1)
		case isDigit(s[i]) && i > 0 && !isDigit(s[i-1]):
			end, what = number(s, i)
		}
		if end == 0 {
			continue
		}
		at := i
		if isQuote(s[i]) {
			at++
		}
		b.WriteString(s[done:at])
		b.WriteString(what)
		done, i = end, end-1
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// quoted reads a value that begins at i, right after a quote.
func quoted(s string, i int) (end int, what string) {
	j := i
	for j < len(s) && (tokenByte(s[j]) || strings.IndexByte(".:|~%", s[j]) >= 0) {
		j++
	}
	closed := j < len(s) && (isQuote(s[j]) || s[j] == '\\' && j+1 < len(s) && isQuote(s[j+1]))
	if j == i || !closed {
		return 0, ""
	}
	if random(s[i:j]) || tokenName(keyBefore(s, i-1)) {
		return j, aToken
	}
	return 0, ""
}

// number reads a run of digits that begins at i.
func number(s string, i int) (end int, what string) {
	j := i
	for j < len(s) && isDigit(s[j]) {
		j++
	}
	before := s[i-1]
	if isLetter(before) || before == '_' || before == '.' || j < len(s) && (isLetter(s[j]) || s[j] == '_') {
		return 0, ""
	}
	if isEpoch(s[i:j]) {
		return j, anAge
	}
	if timeName(keyBefore(s, i)) {
		return j, aCount
	}
	return 0, ""
}

// timeNames are the parts of a name that say: I was measured for this answer.
var timeNames = []string{
	"timestamp", "applicationtime", "queuetime", "servertime", "responsetime", "rendertime", "generationtime", "loadtime",
}

func timeName(name string) bool {
	name = strings.ToLower(name)
	for _, t := range timeNames {
		if strings.Contains(name, t) {
			return true
		}
	}
	return false
}

// keyBefore is the name that the value at i belongs to, in `name: value`,
// `name=value`, `"name":"value"` and `f("name", "value")`; empty if there is none near.
func keyBefore(s string, i int) string {
	s = s[max(0, i-96):i]
	s = strings.TrimRight(s, ` \`)
	if s == "" || strings.IndexByte(":=,", s[len(s)-1]) < 0 {
		return ""
	}
	s = strings.TrimRight(s[:len(s)-1], " ")
	if s != "" && isQuote(s[len(s)-1]) {
		s = strings.TrimRight(s[:len(s)-1], `\`)
	}
	i = len(s)
	for i > 0 && (isDigit(s[i-1]) || isLetter(s[i-1]) || strings.IndexByte("_-$.", s[i-1]) >= 0) {
		i--
	}
	return s[i:]
}
