package main

import (
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"constat/store/record"
)

// isPush reports whether a target is a job that must report in.
func (t Target) isPush() bool { return t.Inventory == nil && strings.HasPrefix(t.URL, "push://") }

// usualTimeout is what a target gets that says nothing. Of a job it is how late
// a report may be: jobs do not take the same time each day.
func (t Target) usualTimeout() time.Duration {
	if !t.isPush() {
		return timeoutWithin(t.Interval)
	}
	return min(max(defaultTimeout, (t.Interval/10).Truncate(time.Second)), t.Interval)
}

// checkJob checks the name of a job.
func checkJob(u *url.URL) (what, hint Phrase) {
	if !record.IsJob(u.String()) {
		return say("%q ne nomme pas un travail", "%q does not name a job", u.String()), say("écrivez %q : des lettres sans accent, des chiffres, des points et des tirets", "write %q: letters without accents, digits, dots and dashes", "push://backup")
	}
	return Phrase{}, Phrase{}
}

// checkReports holds a job that must report in against the rest.
func (r *configReader) checkReports(n ast.Node, t Target, keys map[string]ast.Node) {
	if !t.isPush() {
		return
	}
	if keys["conditions"] != nil {
		r.at(keys["conditions"], say("un travail se signale ou non, sans conditions", "a job reports in or not, without conditions"), say("enlevez cette clé ; le travail dit lui-même %q", "leave this key out; the job itself says %q", "?status=down"))
	}
	r.later = append(r.later, func() {
		if r.config.Listen == "" {
			r.at(n, say("personne n'écoute le travail %q", "nobody listens to the job %q", t.Name), say("ajoutez %q", "add %q", "listen: 127.0.0.1:8469"))
		}
	})
}

// isLoopback reports whether only this machine reaches an address to listen at.
func isLoopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}
