package incident

import (
	"slices"
	"strings"

	"constat/store/record"
)

// A sign is a kept field by which what stands in front of an origin shows
// itself: a name, and a word its value begins with or, after "*", has in it, in
// whatever case. Made says that only answers that it made itself bear it.
type sign struct {
	field, word, front string
	made               bool
}

// signs are what their makers document, in the order in which they are
// believed.
var signs = []sign{
	{"Cf-Mitigated", "", "Cloudflare", true},
	{"Cf-Ray", "", "Cloudflare", false},
	{"Cf-Cache-Status", "", "Cloudflare", false},
	{"Server", "cloudflare", "Cloudflare", false},
	{"X-Amzn-Waf-Action", "", "AWS WAF", true},
	{"Server", "cloudfront", "Amazon CloudFront", true},
	{"X-Cache", "*cloudfront", "Amazon CloudFront", false},
	{"Via", "*cloudfront", "Amazon CloudFront", false},
	{"Server", "awselb", "AWS ELB", true},
	{"Server", "akamaighost", "Akamai", true},
	{"X-Served-By", "cache-", "Fastly", false},
	{"X-Azure-Ref", "", "Azure Front Door", false},
	{"X-Iinfo", "", "Imperva", false},
	{"X-Cdn", "imperva", "Imperva", false},
	{"X-Cdn", "incapsula", "Imperva", false},
	{"X-Sucuri-Id", "", "Sucuri", false},
	{"X-Vercel-Mitigated", "", "Vercel", true},
	{"X-Vercel-Cache", "", "Vercel", false},
	{"Server", "ddos-guard", "DDoS-Guard", false},
	{"Server", "bunnycdn", "bunny.net", false},
	{"Server", "varnish", "Varnish", true},
	{"Via", "*varnish", "Varnish", false},
	{"Via", "*google", "Google", false},
	{"X-Litespeed-Cache", "", ownCache, false},
	{"X-Cache-Status", "", someFront, false},
	{"X-Proxy-Cache", "", someFront, false},
	{"X-Sucuri-Cache", "", "Sucuri", false},
	{"Cache-Status", "", someFront, false},
	{"X-Cache", "", someFront, false},
	{"Age", "", someFront, false},
	{"Via", "", someFront, false},
}

// someFront is one that shows itself without a name.
const someFront = "-"

// ownCache is a cache that is a part of the web server itself.
const ownCache = "LiteSpeed"

// Through reports whether a bears the mark of something in front of the origin that
// may be another machine, or in other hands: a web server's own cache is neither.
func Through(a record.Answer) bool {
	return slices.ContainsFunc(signs, func(s sign) bool { return s.front != ownCache && s.in(a) })
}

func (s sign) in(a record.Answer) bool {
	value, there := field(a, s.field)
	value = strings.ToLower(value)
	if inside, ok := strings.CutPrefix(s.word, "*"); ok {
		return there && strings.Contains(value, inside)
	}
	return there && strings.HasPrefix(value, s.word)
}

func field(a record.Answer, name string) (string, bool) {
	for _, h := range a.Headers {
		if h.Name == name {
			return h.Value, true
		}
	}
	return "", false
}

// frontOf returns what stood in front of the origin, by its own word, and
// whether the answer bears what only its own answers do.
func frontOf(a record.Answer) (front string, made bool) {
	for _, s := range signs {
		if s.in(a) {
			if front == "" || front == s.front {
				made = made || s.made
			}
			if front == "" {
				front = s.front
			}
		}
	}
	return front, made
}

// caches are the fields by which caches say whether they answered by
// themselves.
var caches = []string{"Cf-Cache-Status", "X-Cache", "X-Cache-Status", "X-Litespeed-Cache", "X-Proxy-Cache", "X-Sucuri-Cache", "X-Vercel-Cache"}

// fromCache reports whether an answer came from a cache, and nobody asked the
// origin for it. A cache that says it asked is believed; where none says either,
// an age above 0 tells (RFC 9111, section 5.1).
func fromCache(a record.Answer) bool {
	asked := false
	for _, name := range caches {
		value, there := field(a, name)
		words := strings.FieldsFunc(strings.ToUpper(value), func(r rune) bool { return (r < 'A' || r > 'Z') && r != '_' })
		if there && slices.ContainsFunc(words, isHit) {
			return true
		}
		asked = asked || slices.ContainsFunc(words, isAsked)
	}
	if value, there := field(a, "Cache-Status"); there {
		for cache := range strings.SplitSeq(value, ",") {
			if strings.HasSuffix(cache, "; hit") || strings.Contains(cache, "; hit;") {
				return true
			}
			asked = asked || strings.Contains(cache, "; fwd=")
		}
	}
	age, aged := field(a, "Age")
	return aged && age != "0" && !asked
}

func isHit(word string) bool {
	return slices.Contains([]string{"HIT", "TCP_HIT", "TCP_MEM_HIT", "STALE", "UPDATING"}, word)
}

func isAsked(word string) bool {
	return slices.Contains([]string{"MISS", "TCP_MISS", "EXPIRED", "REVALIDATED", "BYPASS", "DYNAMIC", "REFRESHHIT", "TCP_REFRESH_HIT"}, word)
}
