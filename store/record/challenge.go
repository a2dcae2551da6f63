package record

import "strings"

// challenges are the response fields by which those who make them say that a
// page asks to prove that one is human, with the words that say so: Cloudflare
// ("Detect a Challenge Page response"), AWS WAF ("CAPTCHA and Challenge action
// behavior"), Vercel ("Attack Challenge Mode").
var challenges = map[string][]string{
	"Cf-Mitigated":       {"challenge"},
	"X-Amzn-Waf-Action":  {"challenge", "captcha"},
	"X-Vercel-Mitigated": {"challenge"},
}

// ChallengeFields has those fields and their words, in lower case.
func ChallengeFields() map[string][]string { return challenges }

// A ChallengePage is one that no field tells, but its own text. Field and Word
// are what must stand in the head beside it, so that a page about challenges is
// not taken for one; Field is empty where Text can stand in no other.
type ChallengePage struct{ Field, Word, Text string }

var challengePages = []ChallengePage{
	{"X-Iinfo", "", "_Incapsula_Resource"},               // Imperva
	{"Server", "cloudflare", "window._cf_chl_opt"},       // Cloudflare, where a cache has lost the field
	{"", "", `<script id="anubis_challenge"`},            // Anubis
	{"", "", `<div id="sec-if-cpt-container"`},           // Akamai
	{"Server", "ddos-guard", "/.well-known/ddos-guard/"}, // DDoS-Guard
	{"X-Sucuri-Id", "", "sucuri_cloudproxy_js"},          // Sucuri
	{"Server", "sucuri", "sucuri_cloudproxy_js"},         // Sucuri, without its other field
	{"", "", `content="0;/.well-known/sgcaptcha/`},       // SiteGround
	{"Server", "imunify360", "wsidchk"},                  // Imunify360
}

// IsChallengePage reports whether a page asks to prove that one is human, by its
// head and the beginning of its text. What can't be told so is none.
func IsChallengePage(field func(name string) (string, bool), text []byte) bool {
	begin := string(text[:min(len(text), maxChallenge)])
	for _, p := range challengePages {
		value, there := field(p.Field)
		if (p.Field == "" || there && strings.Contains(strings.ToLower(value), p.Word)) && strings.Contains(begin, p.Text) {
			return true
		}
	}
	return false
}

const maxChallenge = 64 << 10 // bytes of a page that are looked at: a challenge is short
