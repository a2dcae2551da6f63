package inventory

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// robots are what a site asks of those who crawl it, RFC 9309.
type robots struct {
	rules    []rule
	sitemaps []string
	delay    time.Duration
}

type rule struct {
	allow   bool
	pattern string
}

const maxRobots = 512 << 10 // bytes, RFC 9309 section 2.5

// robots reads robots.txt. One that is not there allows all, section 2.3.1.3;
// one that can't be reached forbids all, section 2.3.1.4.
func (s *site) robots(ctx context.Context) error {
	u, err := s.start.Parse("/robots.txt")
	if err != nil {
		return err
	}
	resp, err := s.do(ctx, http.MethodGet, u, nil, nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	switch code := resp.StatusCode; {
	case code == http.StatusOK:
		s.rules = parseRobots(io.LimitReader(resp.Body, maxRobots))
	case code >= 500:
		return refusal(code, true)
	}
	s.pause = min(max(s.pause, s.rules.delay), maxPause)
	return nil
}

// parseRobots takes the group for constat, or the one for all.
func parseRobots(r io.Reader) robots {
	groups := map[string]*robots{}
	var current []*robots
	var all robots
	open := false // user-agent lines follow one another
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if !ok {
			continue
		}
		switch key {
		case "user-agent":
			if !open {
				current = nil
			}
			open = true
			name := strings.ToLower(value)
			if groups[name] == nil {
				groups[name] = &robots{}
			}
			current = append(current, groups[name])
			continue
		case "sitemap":
			all.sitemaps = append(all.sitemaps, value)
			continue
		case "allow", "disallow":
			for _, g := range current {
				if value != "" {
					g.rules = append(g.rules, rule{key == "allow", value})
				}
			}
		case "crawl-delay":
			if n, err := strconv.ParseUint(value, 10, 16); err == nil {
				for _, g := range current {
					g.delay = time.Duration(n) * time.Second
				}
			}
		}
		open = false
	}
	for _, name := range []string{"constat", "*"} {
		if g := groups[name]; g != nil {
			all.rules, all.delay = g.rules, g.delay
			break
		}
	}
	return all
}

// allow reports whether an address may be asked for: the longest rule that
// matches decides, and of two as long the one that allows, section 2.2.2.
func (r robots) allow(at string) bool {
	longest, allowed := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); rule.matches(at) && (n > longest || n == longest && rule.allow) {
			longest, allowed = n, rule.allow
		}
	}
	return allowed
}

// matches reads "*" as any characters and "$" as the end.
func (r rule) matches(at string) bool {
	pattern, end := strings.CutSuffix(r.pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(at, parts[0]) {
		return false
	}
	at = at[len(parts[0]):]
	for i, p := range parts[1:] {
		if end && i == len(parts)-2 {
			return strings.HasSuffix(at, p)
		}
		n := strings.Index(at, p)
		if n < 0 {
			return false
		}
		at = at[n+len(p):]
	}
	return !end || at == ""
}
