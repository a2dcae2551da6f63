package probe

import (
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"constat/store/record"
)

// What asks a probe to prove that one is human is told, and nothing that only
// speaks of it.
func TestChallengesAreTold(t *testing.T) {
	const html = "Content-Type: text/html; charset=utf-8\r\n"
	for _, c := range []struct {
		status     int
		head, body string
		challenge  bool
	}{
		{403, "Cf-Mitigated: challenge\r\n" + html, "Just a moment...", true},
		{202, "X-Amzn-Waf-Action: challenge\r\n", "", true},
		{405, "X-Amzn-Waf-Action: CAPTCHA\r\n", "", true},
		{429, "X-Vercel-Mitigated: challenge\r\n", "", true},
		{429, "X-Vercel-Mitigated: deny\r\n", "", false},
		{200, "X-Iinfo: 1-2-3\r\n" + html, `<iframe src="/_Incapsula_Resource?SWUDNSAI=31">`, true},
		{200, html, `How does /_Incapsula_Resource work?`, false},
		{200, "X-Iinfo: 1-2-3\r\n" + html, `<h1>Bienvenue</h1>`, false},
		{200, "X-Iinfo: 1-2-3\r\nContent-Type: text/plain\r\n", `_Incapsula_Resource`, false},
		{503, "Server: cloudflare\r\n" + html, `<script>window._cf_chl_opt={cvId: '3'}`, true},
		{503, "Server: cloudflare\r\n" + html, `<h1>Maintenance</h1>`, false},
		{200, html, `<script id="anubis_challenge" type="application/json">{}`, true},
		{200, html, `I wrote about anubis_challenge today`, false},
		{503, html, `<title>Just a moment...</title><h1>Checking your browser before accessing shop.example.</h1><p>Please enable JavaScript and cookies to continue`, true},
		{200, html, `<title>Just a moment...</title><h1>Checking your browser before accessing shop.example.</h1>`, false}, // by no status
		{500, html, `<h1>Checking your browser</h1>`, false},
		{403, html, `<p>Veuillez confirmer que vous n’êtes pas un robot.`, true},
		{404, html, `<h1>Not found</h1>` + strings.Repeat("<p>Write to us, we read it all. ", 30) + `<label>Verify you are human</label>`, false}, // a form
		{503, html, `<h1>Service unavailable</h1><p>Please enable JavaScript`, false},
		{503, "Content-Type: text/plain\r\n", `Checking your browser`, false},
		{200, "X-Sucuri-ID: 12014\r\n" + html, `<script>var s={},l=0,sucuri_cloudproxy_js='',S='cz0=';</script>`, true},
		{200, html, `<script>sucuri_cloudproxy_js</script>`, false},
		{403, html, `<title>You are being redirected...</title><noscript>Javascript is required. Please enable javascript before you are allowed to see this page.</noscript>`, true},
		{202, html, `<meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F&y=ipc:192.0.2.7">`, true},
		{202, html, `<title>Robot Challenge Screen</title>`, true},
		{200, "Server: imunify360-webshield/1.21\r\n" + html, `<form id="wsidchk-form" action="/z0f76">One moment, please...`, true},
		{403, html, `<title>Captcha</title>We have noticed an unusual activity from your <strong>IP 192.0.2.7</strong> and blocked access to this website.`, true},
		{503, "Retry-After: 60\r\n" + html, `captcha robot human verify`, false},
		{403, html, `<h1>Forbidden</h1>`, false}, // blocked by its status, and no challenge
	} {
		url := serveRaw(t, func(conn net.Conn) {
			fmt.Fprintf(conn, "HTTP/1.1 %d X\r\n%sContent-Length: %d\r\n\r\n", c.status, c.head, len(c.body))
			io.WriteString(conn, c.body)
		})
		r := ask(t, question(url))
		want(t, r, record.NoFault, c.status)
		if r.Answer.Challenge != c.challenge {
			t.Errorf("%d %q %q: %v", c.status, c.head, c.body, r.Answer.Challenge)
		}
	}
}
