package inventory

import (
	"io"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// linksOf returns where a page leads, without fragments.
func linksOf(r io.Reader, base *url.URL) (list []*url.URL) {
	z := html.NewTokenizer(r)
	z.SetMaxBuf(1 << 20)
	add := func(text string) {
		if u, err := base.Parse(strings.TrimSpace(text)); err == nil && u.Host != "" {
			u.Fragment, u.RawFragment = "", ""
			list = append(list, u)
		}
	}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return list
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		tag := string(name)
		for more {
			var key, value []byte
			key, value, more = z.TagAttr()
			switch k := string(key); {
			case tag == "base" && k == "href":
				if u, err := base.Parse(string(value)); err == nil {
					base = u
				}
			case k == "href", k == "src", k == "poster", k == "data" && tag == "object":
				add(string(value))
			case k == "srcset":
				for part := range strings.SplitSeq(string(value), ",") {
					if f := strings.Fields(part); len(f) > 0 {
						add(f[0])
					}
				}
			}
		}
	}
}

var cssURL = regexp.MustCompile(`(?i)url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']`)

// stylesOf returns the addresses that a style sheet names.
func stylesOf(r io.Reader, base *url.URL) (list []*url.URL) {
	b, err := io.ReadAll(io.LimitReader(r, 4<<20))
	if err != nil {
		return nil
	}
	for _, m := range cssURL.FindAllSubmatch(b, -1) {
		if u, err := base.Parse(strings.TrimSpace(string(m[1]) + string(m[2]))); err == nil && u.Host != "" {
			u.Fragment, u.RawFragment = "", ""
			list = append(list, u)
		}
	}
	return list
}
