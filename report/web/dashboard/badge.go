package dashboard

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"constat/report/incident"
	"constat/report/web"
)

// badge is a small picture of how a target stands, or all of them: /badge/ID.svg, /badge/all.svg, ?lang=en.
func (b *Board) badge(w http.ResponseWriter, r *http.Request) {
	l := web.Lang(r.URL.Query().Get("lang"))
	if l != web.French && l != web.English {
		l = web.LangOf(r)
	}
	if _, x := b.who(r); x == nil && !b.known.Load().public.Badges {
		web.Error(w, l, http.StatusNotFound)
		return
	}
	v, err := b.look(r.Context())
	if err != nil {
		web.Error(w, l, http.StatusServiceUnavailable)
		return
	}
	label, says, colour, ok := v.badge(l, strings.TrimSuffix(r.PathValue("id"), ".svg"))
	if !ok {
		web.Error(w, l, http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "no-cache, max-age=30")
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin") // others' pages show it
	w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	_, _ = w.Write([]byte(Badge(label, says, colour)))
}

// The colours of badges: white text on each has a contrast of 4.5 and more.
const (
	colourGood = "#1f6b3a"
	colourBad  = "#a3261d"
	colourWait = "#7a5200"
	colourNone = "#565b64"
)

func (v *View) badge(l web.Lang, id string) (label, says, colour string, ok bool) {
	if id == "all" {
		says, colour = v.all(l)
		return v.Vantage, says, colour, true
	}
	t, ok := v.byID(id)
	if !ok || !t.Ordinary() {
		return "", "", "", false
	}
	switch t.Outcome {
	case incident.Good:
		colour = colourGood
	case incident.Slow, incident.Blocked:
		colour = colourWait
	case incident.Bad:
		colour = colourBad
	default:
		colour = colourNone
	}
	return t.Name, stateWord(l, t), colour, true
}

func (v *View) all(l web.Lang) (says, colour string) {
	n := v.Tally()
	switch {
	case v.Blind() || n.All == n.Never:
		return l.Say("inconnu", "not known"), colourNone
	case n.Down > 0:
		return l.Say("%d sur %d en défaut", "%d of %d failing", n.Down, n.All), colourBad
	}
	return l.Say("%d sur %d répondent", "%d of %d answer", n.Up+n.Slow, n.All), colourGood
}

const badgeLetters = 30

// Badge draws one. It holds no script, no link and no style of others'.
func Badge(label, says, colour string) string {
	label, says = short(label, badgeLetters), short(says, badgeLetters)
	a, c := badgeWidth(label), badgeWidth(says)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="22" role="img" aria-label="%s"><title>%[2]s</title>`+
		`<rect width="%[1]d" height="22" rx="3" fill="#343a40"/><path fill="%[3]s" d="M%[4]d 0h%[5]da3 3 0 0 1 3 3v16a3 3 0 0 1-3 3H%[4]dz"/>`+
		`<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="8" y="15" textLength="%[6]d" lengthAdjust="spacingAndGlyphs">%[7]s</text><text x="%[8]d" y="15" textLength="%[9]d" lengthAdjust="spacingAndGlyphs">%[10]s</text></g></svg>`+"\n",
		a+c, escapeXML(label+": "+says), colour, a, c-3, a-16, escapeXML(label), a+8, c-16, escapeXML(says))
}

func badgeWidth(s string) int { return 16 + 7*max(1, utf8.RuneCountInString(s)) }

// short cuts a text to so many letters, and takes out what turns the writing round or can't be seen.
func short(s string, most int) string {
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c >= 0x80 && c < 0xa0 || c >= 0x200b && c <= 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0xfeff {
			return -1
		}
		return c
	}, strings.ToValidUTF8(s, "\uFFFD"))
	letters := []rune(s)
	if len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return s
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes all
	return b.String()
}
