package probe

import (
	"crypto/sha256"
	"crypto/x509"
	"strconv"
	"strings"
	"time"
	"unicode"

	"constat/store/record"
)

// A text gathers the lines of [record.Answer.Text]: what was said, as far as
// it stays the same from one asking to the next.
type text struct {
	b    strings.Builder
	full bool
}

// add adds a line, unless it no longer fits whole.
func (t *text) add(words ...string) {
	line := printable(strings.Join(words, " "))
	if t.b.Len() > 0 {
		line = "\n" + line
	}
	if t.full = t.full || t.b.Len()+len(line) > record.MaxText; !t.full {
		t.b.WriteString(line)
	}
}

func (t *text) String() string { return t.b.String() }

// printable makes foreign text fit for one line: valid UTF-8, no control
// characters.
func printable(s string) string {
	if len(s) > record.MaxText+1 {
		s = s[:record.MaxText+1] // no line is that long
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// steady returns what stays the same of a line that greets or refuses: its
// first words, as many as are asked for, and then all up to one that holds a
// digit or names a day, for that may be a count, an id or the time.
func steady(line string, first int) string {
	words := strings.Fields(line)
	for i, w := range words {
		if i >= first && (strings.ContainsAny(w, "0123456789") || isDay(w)) {
			return short(strings.Join(words[:i], " "))
		}
	}
	return short(strings.Join(words, " "))
}

// short cuts a line at the length that SMTP gives a reply, RFC 5321 section
// 4.5.3.1.5: none may leave no room for those that matter.
func short(line string) string { return line[:min(len(line), 512)] }

// isDay reports whether a word can begin a date, RFC 5322 section 3.3.
func isDay(word string) bool {
	word = strings.ToLower(strings.Trim(word, ",;()[]<>"))
	for d := range 7 {
		name := strings.ToLower(time.Weekday(d).String())
		if word == name || word == name[:3] {
			return true
		}
	}
	return false
}

// certificates writes a chain, the server's certificate first.
func (t *text) certificates(chain []*x509.Certificate) {
	for i, c := range chain {
		n := strconv.Itoa(i)
		t.add(n, "subject", short(c.Subject.String()))
		t.add(n, "issuer", short(c.Issuer.String()))
		t.add(n, "names", strings.Join(namesOf(c), " "))
		t.add(n, "from", c.NotBefore.UTC().Format(time.RFC3339))
		t.add(n, "until", c.NotAfter.UTC().Format(time.RFC3339))
		digest := sha256.Sum256(c.Raw)
		t.add(n, "sha256", record.Hash(digest).String())
	}
}

func namesOf(c *x509.Certificate) []string {
	names := append([]string{}, c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	return names
}
