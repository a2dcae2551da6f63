package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"constat/report/lang"
)

// Marks inside a text: control characters, which no foreign text can hold
// once it went through scrub.
const (
	boldOn   = "\x01"
	boldOff  = "\x02"
	linkOn   = "\x03" // then the anchor, then linkText
	linkText = "\x04"
	linkOff  = "\x05"
	monoOn   = "\x06"
	monoOff  = "\x07"
	mayBreak = "\x0e" // where a word that no line holds is broken first
	mayFold  = "\x0f" // where an address goes on in the next line
	newLine  = "\n"
)

func bold(s string) string { return boldOn + s + boldOff }

// hexed sets a digest in the fixed font, on two lines of four groups.
func hexed(hex string) string {
	parts := strings.Fields(groups(hex))
	return monoOn + strings.Join(parts[:4], lang.NoBreak) + newLine + strings.Join(parts[4:], lang.NoBreak) + monoOff
}

// link makes text lead to an anchor.
func link(anchor, text string) string { return linkOn + anchor + linkText + text + linkOff }

// replacement stands for a character that cannot be drawn: U+FFFD where the
// fonts have it.
func replacement() rune {
	if covered()[utf8.RuneError] {
		return utf8.RuneError
	}
	return '□'
}

// scrub makes text from outside fit to be drawn: one line, no control
// characters, only what the fonts have. Hebrew is turned so that it reads
// from the right.
func scrub(text string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		switch {
		case r == '\t' || r == '\n':
			b.WriteByte(' ')
		case unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\ufeff':
			b.WriteRune(replacement()) // would move its neighbours unseen
		case r < ' ' || r == 0x7f || r > 0xffff || !covered()[r] || unicode.Is(unicode.Mn, r) || unicode.IsControl(r):
			b.WriteRune(replacement())
		default:
			b.WriteRune(r)
		}
	}
	return turn(b.String())
}

// turn reverses runs of Hebrew letters and the spaces between them: the pages
// are drawn from the left.
func turn(text string) string {
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		if !unicode.Is(unicode.Hebrew, runes[i]) {
			continue
		}
		end := i + 1
		for j := i + 1; j < len(runes) && (runes[j] == ' ' || unicode.Is(unicode.Hebrew, runes[j])); j++ {
			if runes[j] != ' ' {
				end = j + 1
			}
		}
		for a, b := i, end-1; a < b; a, b = a+1, b-1 {
			runes[a], runes[b] = runes[b], runes[a]
		}
		i = end
	}
	return string(runes)
}

// short cuts a text that would swamp a sentence; it is whole in an annex.
func short(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// groups sets a digest in groups of eight, so that eyes can compare it.
func groups(hex string) string {
	var parts []string
	for ; len(hex) > 8; hex = hex[8:] {
		parts = append(parts, hex[:8])
	}
	return strings.Join(append(parts, hex), " ")
}

// A run is text in one style, without a break.
type run struct {
	text  string
	style style
	link  string
	width float64
	fold  bool // a line may end before it, as everywhere in an address that none holds
}

// A word is runs with no space between them.
type word []run

func (w word) width() (sum float64) {
	for _, r := range w {
		sum += r.width
	}
	return sum
}

// A style is a font and a size in points.
type style struct {
	family string
	weight string
	size   float64
	lead   float64 // from one line to the next, in points
}

var (
	body  = style{family, regular, 11, 14}
	small = style{family, regular, 8.5, 11}
	mono  = style{fixed, regular, 8.5, 11}
	head  = style{family, heavy, 14, 18}
	title = style{family, heavy, 28, 34}
)

func (t style) heavy() style { t.weight = heavy; return t }

const point = 25.4 / 72 // millimetres

func (t style) height() float64 { return t.lead * point }

// words splits a marked text at its spaces and measures it.
func (s *sheet) words(text string, t style) []word {
	var all []word
	var open word
	now := run{style: t}
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			now.text = b.String()
			now.width = s.width(now.text, now.style)
			open = append(open, now)
			now.fold = false
			b.Reset()
		}
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i : i+1]; c {
		case boldOn, boldOff:
			flush()
			now.style = t
			if c == boldOn {
				now.style = t.heavy()
			}
		case monoOn, monoOff:
			flush()
			now.style = t
			if c == monoOn {
				now.style.family = fixed
			}
		case linkOn:
			flush()
			end := strings.Index(text[i:], linkText)
			now.link = text[i+1 : i+end]
			i += end
		case linkOff:
			flush()
			now.link = ""
		case mayBreak:
			flush()
		case mayFold:
			flush()
			now.fold = true
		case " ", newLine:
			flush()
			if len(open) > 0 { // no word means another line: that is for the report alone to say
				all = append(all, open)
			}
			open = nil
			if c == newLine {
				all = append(all, nil)
			}
		default:
			b.WriteString(c)
		}
	}
	flush()
	return append(all, open)
}

// A line is words that fit beside each other.
type line []word

// wrap breaks a marked text into lines no wider than width millimetres. A
// word wider than that is broken where it must be.
func (s *sheet) wrap(text string, t style, width float64) []line {
	space := s.width(" ", t)
	var lines []line
	var open line
	used := 0.0
	for _, w := range s.words(text, t) {
		if w == nil {
			if len(open) > 0 {
				lines, open, used = append(lines, open), nil, 0
			}
			continue
		}
		rest := width - used - space
		if len(open) == 0 {
			rest = width
		}
		for _, part := range s.split(w, rest, width) {
			need := part.width()
			if len(open) > 0 && used+space+need > width+0.01 {
				lines, open, used = append(lines, open), nil, 0
			}
			if len(open) > 0 {
				used += space
			}
			open, used = append(open, part), used+need
		}
	}
	if len(open) > 0 || len(lines) == 0 {
		lines = append(lines, open)
	}
	return lines
}

// split breaks a word that no line could hold; an address begins in what is left
// of the line before.
func (s *sheet) split(w word, rest, width float64) []word {
	if w.width() <= width {
		return []word{w}
	}
	room := width
	if slices.ContainsFunc(w, func(r run) bool { return r.fold }) && w[0].width <= rest {
		room = rest
	}
	var parts []word
	var open word
	for _, r := range w {
		for text := []rune(r.text); len(text) > 0; {
			if len(open) == 0 {
				if text = []rune(strings.TrimPrefix(string(text), lang.NoBreak)); len(text) == 0 {
					break
				}
			}
			if left := room - open.width(); len(open) > 0 && s.width(string(text), r.style) > left {
				parts, open, room = append(parts, open), nil, width
				continue
			}
			n := s.fitting(text, r.style, room-open.width())
			open = append(open, run{text: string(text[:n]), style: r.style, link: r.link, width: s.width(string(text[:n]), r.style)})
			text = text[n:]
		}
	}
	return append(parts, open)
}

func (s *sheet) fitting(runes []rune, t style, width float64) int {
	n := 1
	for n < len(runes) && s.width(string(runes[:n+1]), t) <= width {
		n++
	}
	return n
}

// width measures plain text in millimetres.
func (s *sheet) width(text string, t style) float64 {
	s.font(t)
	return s.pdf.GetStringWidth(text)
}

func (s *sheet) font(t style) {
	weight := t.weight
	if t.family == fixed {
		weight = regular
	}
	s.pdf.SetFont(t.family, weight, t.size)
}

// put draws a line with its top at y.
func (s *sheet) put(x, y float64, l line, t style) {
	space := s.width(" ", t)
	base := y + (t.lead+t.size*0.72)/2*point
	for _, w := range l {
		for _, r := range w {
			s.font(r.style)
			s.pdf.Text(x, base, r.text)
			if r.link != "" {
				s.pdf.Link(x, y, r.width, t.height(), s.target(r.link))
			}
			x += r.width
		}
		x += space
	}
}

func lineWidth(l line, space float64) (sum float64) {
	for i, w := range l {
		if i > 0 {
			sum += space
		}
		sum += w.width()
	}
	return sum
}

// label draws plain text of one line; align is "L", "C" or "R" about x.
func (s *sheet) label(x, y float64, text string, t style, align string) {
	s.font(t)
	w := s.pdf.GetStringWidth(text)
	switch align {
	case "C":
		x -= w / 2
	case "R":
		x -= w
	}
	s.pdf.Text(x, y+(t.lead+t.size*0.72)/2*point, text)
}

// clip cuts plain text to a width and shows that it did.
func (s *sheet) clip(text string, t style, width float64) string {
	s.font(t)
	if s.pdf.GetStringWidth(text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 1 && s.pdf.GetStringWidth(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
