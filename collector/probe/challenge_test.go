package probe

import (
	"fmt"
	"io"
	"net"
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
