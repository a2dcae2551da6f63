package requisite

import (
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// maxNamed bounds how many requisites are looked at.
const maxNamed = 1000

// A named requisite; style says that it may name others.
type named struct {
	address string
	style   bool
}

// A list of what is named, each once.
type list struct {
	queue []named
	seen  map[string]bool
	over  int64 // past a bound
}

// add puts an address at the end, if it is one that can be asked.
func (l *list) add(base *url.URL, text string, style bool) {
	u, err := base.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	switch at := u.String(); {
	case l.seen[at]:
	case !fits(u) || len(l.queue) >= maxNamed:
		l.over++
	default:
		l.seen[at] = true
		l.queue = append(l.queue, named{at, style})
	}
}

// pageNames returns what a page names: style sheets first, then pictures and
// icons, then other sizes of pictures.
func pageNames(page io.Reader, base *url.URL, l *list) {
	var pictures, sizes []string
	z := html.NewTokenizer(page)
	z.SetMaxBuf(1 << 20)
	for inStyle := false; ; {
		switch z.Next() {
		case html.ErrorToken:
			for _, p := range slices.Concat(pictures, sizes) {
				l.add(base, p, false)
			}
			return
		case html.TextToken:
			if inStyle {
				styleNames(string(z.Text()), base, l)
			}
		case html.EndTagToken:
			inStyle = false
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			inStyle = t.Data == "style"
			at := attributes(t)
			if t.Data == "base" && at["href"] != "" {
				if u, err := base.Parse(at["href"]); err == nil {
					base = u
				}
			}
			for _, kind := range strings.Fields(strings.ToLower(at["rel"])) {
				switch {
				case t.Data != "link" || at["href"] == "":
				case kind == "stylesheet":
					l.add(base, at["href"], true)
				case kind == "icon", kind == "apple-touch-icon":
					pictures = append(pictures, at["href"])
				}
			}
			styleNames(at["style"], base, l)
			pictures, sizes = append(pictures, shown(t.Data, at)...), append(sizes, sizesOf(at["srcset"])...)
		}
	}
}

func attributes(t html.Token) map[string]string {
	at := map[string]string{}
	for _, a := range t.Attr {
		if at[a.Key] == "" {
			at[a.Key] = a.Val
		}
	}
	return at
}

// shown are the pictures that one element shows.
func shown(tag string, at map[string]string) (out []string) {
	for _, k := range map[string][]string{"img": {"src"}, "input": {"src"}, "video": {"poster"}, "image": {"href", "xlink:href"}, "body": {"background"}, "table": {"background"}, "td": {"background"}}[tag] {
		if at[k] != "" {
			out = append(out, at[k])
		}
	}
	return out
}

func sizesOf(srcset string) (out []string) {
	for part := range strings.SplitSeq(srcset, ",") {
		if f := strings.Fields(part); len(f) > 0 && !strings.HasPrefix(f[0], "data:") {
			out = append(out, f[0])
		}
	}
	return out
}

var inStyles = regexp.MustCompile(`(?i)(@import\s+)?url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']`)

// styleNames adds what a style sheet names.
func styleNames(text string, base *url.URL, l *list) {
	for _, m := range inStyles.FindAllStringSubmatch(text, maxNamed) {
		l.add(base, m[2]+m[3], m[1] != "" || m[3] != "")
	}
}
