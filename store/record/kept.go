package record

import (
	"regexp"
	"slices"
	"strings"
)

// keptFirst are the response fields that stand in an answer, sorted: who served
// it, what it is, where it points, whether it was held back.
var keptFirst = []string{
	"Cf-Mitigated", "Content-Encoding", "Content-Language", "Content-Type", "Location", "Retry-After", "Server", "Via",
	"Www-Authenticate", "X-Amzn-Waf-Action", "X-Cache", "X-Powered-By", "X-Served-By",
}

// keptLater came with constat 0.2: what stands in front of the origin says of
// itself. Of those that change from one answer to the next the value is reduced.
var keptLater = map[string]func(string) string{
	"Age":                aged,
	"Cache-Status":       hitOrNot,
	"Cf-Cache-Status":    same,
	"Cf-Ray":             present,
	"X-Azure-Ref":        present,
	"X-Cache-Status":     same,
	"X-Cdn":              same,
	"X-Iinfo":            present,
	"X-Litespeed-Cache":  same,
	"X-Proxy-Cache":      same,
	"X-Sucuri-Cache":     same,
	"X-Sucuri-Id":        present,
	"X-Vercel-Cache":     same,
	"X-Vercel-Mitigated": same,
}

var keptAll = func() []string {
	all := slices.Clone(keptFirst)
	for name := range keptLater {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}()

// KeptFields returns the names of the response fields that stand in an answer,
// sorted, in the form of [net/http.CanonicalHeaderKey]. Answers that were
// entered before constat 0.2 have those of early.
func KeptFields() (all, early []string) { return keptAll, keptFirst }

// KeptValue returns what of a field's value stands in an answer: all that stays
// the same from one answer to the next as long as nothing changes.
func KeptValue(name, value string) string {
	if reduce, ok := keptLater[name]; ok {
		return reduce(value)
	}
	return value
}

func same(s string) string { return s }

// present keeps that a field is there.
func present(string) string { return "" }

// aged keeps 0, RFC 9111 section 5.1: of another age, that it is there.
func aged(s string) string {
	if s == "0" {
		return s
	}
	return ""
}

var (
	quoted = regexp.MustCompile(`"(\\.|[^"\\])*"`)
	member = regexp.MustCompile(`^[A-Za-z0-9*!#$%&'+.^_|~:/-]{1,64}$`)
)

// hitOrNot keeps of each cache, RFC 9211 section 2, its name, and whether it
// answered by itself or why not.
func hitOrNot(s string) string {
	var caches []string
	for c := range strings.SplitSeq(quoted.ReplaceAllString(s, "-"), ",") {
		parts := strings.Split(c, ";")
		var keep []string
		for i, p := range parts {
			p = strings.TrimSpace(p)
			word, _, _ := strings.Cut(p, "=")
			if i == 0 && !member.MatchString(p) {
				p = "-"
			}
			if i == 0 || word == "hit" || word == "fwd" {
				keep = append(keep, p)
			}
		}
		caches = append(caches, strings.Join(keep, "; "))
	}
	return strings.Join(caches, ", ")
}
