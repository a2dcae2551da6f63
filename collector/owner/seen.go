package owner

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A Sight is a page of the site as an evidence log has it: when all is down, it is what is left.
type Sight struct {
	URL       string
	Body      []byte // decoded
	Log       string // the log's name
	Leaf      int64
	NotBefore time.Time // when the record was made, by authorities on both sides; zero: not attested
	NotAfter  time.Time
}

// Captured looks through pages of the site that were kept, for the token, and for the
// member's name. It gives one result for each of the two ways, on the same pages.
//
// The token counts where the file has it, or the page's head in <meta name="constat-owner">: what
// a visitor writes into a page stands in neither. It shows that whoever put it there could write on
// the site when the record was made, as far as the log is believed: one that the member keeps
// itself is the member's word. A page that has the member's name shows that the page had it:
// whoever wrote the page may name whom they like.
func (a *Asker) Captured(c Challenge, pages []Sight) (token, name Result) {
	token, name = begin(CaptureToken, c), begin(CaptureName, c)
	token.Token = a.Key.Token(c)
	want := folded(c.Name)
	hasToken, hasName, looked := false, false, 0
	for _, p := range pages {
		if !p.of(c.Asset) {
			continue
		}
		looked++
		where := fmt.Sprintf("%s, leaf %d", p.Log, p.Leaf)
		if p.has(token.Token, FilePath) {
			hasToken = true
			token.note(p.URL, where, "log", "the token, "+p.when())
		}
		if utf8.RuneCountInString(want) >= 4 && utf8.Valid(p.Body) && strings.Contains(folded(string(p.Body)), want) {
			hasName = true
			name.note(p.URL, where, "log", "the member's name, "+p.when())
		}
	}
	return sight(token, looked, hasToken), sight(name, looked, hasName)
}

// of reports whether the page is one of the site.
func (p Sight) of(a Asset) bool {
	u, err := url.Parse(p.URL)
	if err != nil {
		return false
	}
	s, err := ParseAsset(u.Scheme + "://" + u.Hostname())
	return err == nil && s.Host == a.Host
}

func (p Sight) has(token, file string) bool {
	if u, err := url.Parse(p.URL); err == nil && u.Path == file {
		o, _, _ := readFile(p.Body[:min(len(p.Body), maxFile+1)], token)
		return o == Proven && len(p.Body) <= maxFile
	}
	return inHead(p.Body, token)
}

// inHead looks for the token in the head of a page. The body, where visitors write, is not read.
func inHead(body []byte, token string) bool {
	for z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), 1<<20)])); ; {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.EndTagToken, html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch {
			case t.Data == "body" || t.Data == "head" && t.Type == html.EndTagToken:
				return false
			case t.Data == "meta" && attribute(t, "name") == "constat-owner" && tokenPrefix+attribute(t, "content") == token:
				return true
			}
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func sight(r Result, pages int, found bool) Result {
	switch {
	case pages == 0:
		return r.end(Unreachable, NotKept)
	case !found:
		r.note(fmt.Sprintf("kept pages of %s: %d", r.Asset, pages), "", "log", "nothing of it")
		return r.end(NotProven, Absent)
	}
	return r.end(Proven, "")
}

func (p Sight) when() string {
	switch {
	case p.NotAfter.IsZero():
		return "at a time that nobody attests"
	case p.NotBefore.IsZero():
		return "recorded before " + p.NotAfter.UTC().Format(time.RFC3339)
	}
	return "recorded between " + p.NotBefore.UTC().Format(time.RFC3339) + " and " + p.NotAfter.UTC().Format(time.RFC3339)
}

// Looked notes what a person found on a voucher: who looked, which file (its SHA-256), and
// whether it names the member and the site. It is recorded as looked at, and never as proven.
func Looked(c Challenge, voucher, who string, found bool) Result {
	r := begin(Invoice, c)
	said := "it names the member and the site"
	if !found {
		said = "it does not name the member and the site"
	}
	r.note("voucher "+voucher, who, "person", said)
	return r.end(LookedAt, "")
}
