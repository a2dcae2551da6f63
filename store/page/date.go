package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	aDate = "{date}"
	aTime = "{time}"
)

var months = map[string]bool{}
var weekdays = map[string]bool{}
var zones = map[string]bool{}

func init() {
	set := func(m map[string]bool, words string) {
		for _, w := range strings.Fields(words) {
			m[w] = true
		}
	}
	set(months, `january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec
		janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre
		janv févr fevr fév fev avr juil déc`)
	set(weekdays, `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
		lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim`)
	set(zones, `Z UTC GMT EST EDT CST CDT MST MDT PST PDT AST ADT NST NDT CET CEST WET WEST EET EEST BST HNE HAE`)
}

// dates puts {date} for each date with a year and {time} for each clock with
// seconds. It looks only where a word begins, so its work is linear.
func dates(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || !inWord(s, i) || afterWord(s, i) {
			continue
		}
		if end, what := when(s, i); end > i {
			b.WriteString(s[done:i])
			b.WriteString(what)
			done, i = end, end-1
		}
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// when reads a date or a clock at i and gives where it ends; 0 when there is none.
func when(s string, i int) (end int, what string) {
	p := scan{s, i}
	if p.named(weekdays) {
		p.skip(".,", 2)
		p.skip(" ", 2)
		if p.long() {
			return p.i, aDate
		}
		p.i = i // "mar 3 2026" is March, not mardi
	}
	if p.long() {
		return p.i, aDate
	}
	p.i = i
	if seconds, ok := p.clock(); ok && seconds && p.edge() {
		p.zone()
		return p.i, aTime
	}
	return 0, ""
}

// A scan is a place in a string. What does not match leaves it anywhere: the
// caller puts it back.
type scan struct {
	s string
	i int
}

// long reads a date, and the clock and zone that follow it.
func (p *scan) long() bool {
	at := p.i
	if at == len(p.s) || !isDigit(p.s[at]) {
		return p.monthDay() && p.tail()
	}
	if p.iso() && p.tail() {
		return true
	}
	p.i = at
	if p.dayMonth() && p.tail() {
		return true
	}
	p.i = at
	return p.slashed() && p.tail()
}

// iso reads 2026-11-18, 2026/11/18 and 20261118T103000.
func (p *scan) iso() bool {
	at := p.i
	if y, ok := p.digits(8, 8); ok {
		y, m, d := y/10000, y/100%100, y%100
		return isYear(y) && isMonth(m) && isDay(d) && p.one("Tt") && p.clockDigits()
	}
	p.i = at
	y, ok := p.digits(4, 4)
	if !ok || !isYear(y) || !p.one("-/") {
		return false
	}
	sep := p.s[p.i-1]
	m, ok := p.digits(2, 2)
	if !ok || !isMonth(m) || !p.one(string(sep)) {
		return false
	}
	d, ok := p.digits(2, 2)
	return ok && isDay(d) && p.isoTime()
}

func (p *scan) isoTime() bool {
	at := p.i
	if !p.one("Tt") {
		return true
	}
	if _, ok := p.clock(); !ok {
		p.i = at
		return true
	}
	p.zone()
	return true
}

func (p *scan) clockDigits() bool {
	at := p.i
	if _, ok := p.digits(6, 6); !ok {
		p.i = at
		if _, ok := p.digits(4, 4); !ok {
			return false
		}
	}
	p.zone()
	return true
}

// dayMonth reads 18 novembre 2026, 1er mai 2026, 18-Nov-2026, 18 Nov 2026.
func (p *scan) dayMonth() bool {
	if d, ok := p.digits(1, 2); !ok || !isDay(d) {
		return false
	}
	p.ordinal()
	if !p.one(" -") {
		return false
	}
	p.literal("of ")
	if !p.named(months) {
		return false
	}
	p.skip(".,", 2)
	if !p.one(" -") {
		return false
	}
	y, ok := p.digits(4, 4)
	return ok && isYear(y)
}

// monthDay reads November 18, 2026 and asctime's Nov 18 10:30:00 2026.
func (p *scan) monthDay() bool {
	if !p.named(months) {
		return false
	}
	p.skip(".", 1)
	if p.skip(" ", 2) == 0 {
		return false
	}
	if d, ok := p.digits(1, 2); !ok || !isDay(d) {
		return false
	}
	p.ordinal()
	p.skip(",", 1)
	if !p.one(" ") {
		return false
	}
	at := p.i
	if _, ok := p.clock(); ok {
		p.zone()
		if !p.one(" ") {
			return false
		}
	} else {
		p.i = at
	}
	y, ok := p.digits(4, 4)
	return ok && isYear(y)
}

// slashed reads 18/11/2026, 11/18/2026 and 18.11.2026, whatever the order of day and month.
func (p *scan) slashed() bool {
	a, ok := p.digits(1, 2)
	if !ok || !p.one("/.") {
		return false
	}
	sep := string(p.s[p.i-1])
	b, ok := p.digits(1, 2)
	if !ok || !p.one(sep) {
		return false
	}
	y, ok := p.digits(4, 4)
	return ok && isYear(y) && isDay(a) && isDay(b) && (isMonth(a) || isMonth(b))
}

// tail holds where a date may end, and reads the clock after it: ", 10:30 AM", " à 10 h 30".
func (p *scan) tail() bool {
	if !p.edge() {
		return false
	}
	at := p.i
	p.skip(" ,-–|", 3)
	p.literal("at ")
	p.literal("à ")
	if _, ok := p.clock(); !ok || !p.edge() {
		p.i = at
		return true
	}
	p.zone()
	return true
}

// clock reads 10:30, 10:30:00.123, 10 h 30 and 10 h 30 min 05 s, with am or pm.
func (p *scan) clock() (seconds, ok bool) {
	h, ok := p.digits(1, 2)
	if !ok || h > 24 {
		return false, false
	}
	if p.one(":") {
		seconds, ok = p.colons()
	} else {
		seconds, ok = p.hours()
	}
	if !ok {
		return false, false
	}
	p.half()
	return seconds, true
}

func (p *scan) colons() (seconds, ok bool) {
	if m, ok := p.digits(2, 2); !ok || m > 59 {
		return false, false
	}
	at := p.i
	if !p.one(":") {
		return false, true
	}
	if s, ok := p.digits(2, 2); !ok || s > 60 {
		p.i = at
		return false, true
	}
	at = p.i
	if p.one(".,") {
		if _, ok := p.digits(1, 9); !ok {
			p.i = at
		}
	}
	return true, true
}

func (p *scan) hours() (seconds, ok bool) {
	p.skip(" ", 1)
	if !p.one("hH") {
		return false, false
	}
	p.skip(" ", 1)
	if m, ok := p.digits(2, 2); !ok || m > 59 {
		return false, false
	}
	at := p.i
	p.skip(" ", 1)
	if !p.literal("min ") && !p.literal("min") {
		p.i = at
		return false, true
	}
	at = p.i
	if s, ok := p.digits(1, 2); ok && s <= 60 {
		p.skip(" ", 1)
		if p.one("sS") {
			return true, true
		}
	}
	p.i = at
	return false, true
}

// half reads am, p.m. and the like.
func (p *scan) half() {
	at := p.i
	p.skip(" ", 1)
	for _, w := range []string{"am", "pm", "a.m.", "p.m."} {
		if p.literal(w) && p.edge() {
			return
		}
	}
	p.i = at
}

// zone reads Z, GMT, CEST, +01:00, GMT+0100. Names are in capitals, because
// "est" is a French word.
func (p *scan) zone() {
	at := p.i
	p.skip(" ", 1)
	n := p.i
	for n < len(p.s) && 'A' <= p.s[n] && p.s[n] <= 'Z' {
		n++
	}
	if zones[p.s[p.i:n]] {
		p.i = n
	} else {
		p.i = at
	}
	at = p.i
	p.skip(" ", 1)
	if !p.one("+-") || !p.offset() || !p.edge() {
		p.i = at
	}
}

func (p *scan) offset() bool {
	at := p.i
	if _, ok := p.digits(4, 4); ok {
		return true
	}
	p.i = at
	if _, ok := p.digits(2, 2); !ok || !p.one(":") {
		return false
	}
	_, ok := p.digits(2, 2)
	return ok
}

func (p *scan) ordinal() {
	for _, w := range []string{"er", "st", "nd", "rd", "th"} {
		if p.literal(w) {
			return
		}
	}
}

// digits reads a run of at least low and at most high digits, and no more after them.
func (p *scan) digits(low, high int) (n int, ok bool) {
	at := p.i
	for p.i < len(p.s) && isDigit(p.s[p.i]) {
		if p.i-at == high {
			return 0, false
		}
		n = n*10 + int(p.s[p.i]-'0')
		p.i++
	}
	return n, p.i-at >= low
}

// named reads a whole word of the set, whatever its case.
func (p *scan) named(set map[string]bool) bool {
	var word [12]byte
	n := 0
	for p.i+n < len(p.s) && (isLetter(p.s[p.i+n]) || p.s[p.i+n] >= 0x80) {
		if n == len(word) {
			return false
		}
		word[n] = lower(p.s, p.i+n)
		n++
	}
	if !set[string(word[:n])] {
		return false
	}
	p.i += n
	return true
}

func (p *scan) literal(w string) bool {
	if len(p.s)-p.i < len(w) || !strings.EqualFold(p.s[p.i:p.i+len(w)], w) {
		return false
	}
	p.i += len(w)
	return true
}

func (p *scan) one(set string) bool { return p.skip(set, 1) == 1 }

// skip passes over at most n characters of a set.
func (p *scan) skip(set string, n int) (skipped int) {
	for _, r := range p.s[p.i:] {
		if skipped == n || !strings.ContainsRune(set, r) {
			return skipped
		}
		skipped++
		p.i += utf8.RuneLen(r)
	}
	return skipped
}

// edge holds where a word can't go on.
func (p *scan) edge() bool { return !inWord(p.s, p.i) || !afterWord(p.s, p.i) }

func isYear(n int) bool  { return 1900 <= n && n < 2100 }
func isMonth(n int) bool { return 1 <= n && n <= 12 }
func isDay(n int) bool   { return 1 <= n && n <= 31 }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func inWord(s string, i int) bool {
	if i >= len(s) || s[i] < 0x80 {
		return i < len(s) && (isDigit(s[i]) || isLetter(s[i]))
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func afterWord(s string, i int) bool {
	if i <= 0 || s[i-1] < 0x80 {
		return i > 0 && (isDigit(s[i-1]) || isLetter(s[i-1]))
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// lower is the small letter of the byte at i, accents of Latin-1 in UTF-8 included.
func lower(s string, i int) byte {
	c := s[i]
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 0x20
	case i > 0 && s[i-1] == 0xc3 && 0x80 <= c && c < 0x9f:
		return c + 0x20
	}
	return c
}
