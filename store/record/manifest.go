package record

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A Held is one file that a store or a site held: one line of a manifest.
type Held struct {
	Path     string  // bytes as told, under the place that was listed; escaped when written
	Size     int64   // bytes, -1 where nobody told it
	Modified Instant // as told, 0 where nobody told it
	Told     string  // "md5:…": what the store says of the content, its word alone; "" for nothing
	Sum      Hash    // of the content as we read it, none where we did not
	Read     Instant // when we read it; without Sum: when we tried and could not. 0 for never
}

// Bounds of a manifest's lines.
const (
	maxPath = 8192 // bytes of a path as told
	maxTold = 256
	maxLine = 4*maxPath + 512
)

// check refuses what no line holds.
func (h Held) check() error {
	switch {
	case h.Path == "" || len(h.Path) > maxPath:
		return errorf("path of %d bytes, 1 to %d", len(h.Path), maxPath)
	case h.Size < -1:
		return errorf("size %d", h.Size)
	case !wellTold(h.Told):
		return errorf("told digest %.40q", h.Told)
	case h.Apart() && (h.Size >= 0 || !h.Sum.IsZero()):
		return errorf("content of what has none")
	case !h.Sum.IsZero() && h.Read == 0:
		return errorf("content without the time of its reading")
	}
	for _, i := range []Instant{h.Modified, h.Read} {
		if i < minInstant || i > maxInstant {
			return errorf("instant %d lies outside the years 1 to 9999", int64(i))
		}
	}
	return nil
}

// Settled reports whether a later change of the content that was read would have
// shown in what the store tells: in a digest of its own, or in the time, which is
// told in whole minutes by some, and in whole seconds by many.
func (h Held) Settled() bool {
	granule := Instant(20) // of the clock that files are dated by
	switch {
	case h.Told != "" || h.Read == 0:
		return true
	case h.Modified == 0:
		return false
	case h.Modified%60_000 == 0:
		granule = 60_000
	case h.Modified%1000 == 0:
		granule = 2000 // FAT has every other second
	}
	return h.Read >= h.Modified+granule
}

// wellTold reports whether s is "" or of the form "algorithm:value".
func wellTold(s string) bool {
	if s == "" {
		return true
	}
	algorithm, value, ok := strings.Cut(s, ":")
	if !ok || algorithm == "" || value == "" || len(s) > maxTold {
		return false
	}
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return !strings.ContainsFunc(algorithm, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' })
}

// Tell returns what a store says of a content in the form of [Held.Told], or
// nothing where it has no form.
func Tell(algorithm, value string) string {
	if told := algorithm + ":" + value; wellTold(told) {
		return told
	}
	return ""
}

// Escape writes a path in its one form: a backslash, a control character
// (U+0000 to U+001F, U+007F) and each byte that is not UTF-8 as \xHH.
func Escape(path string) string {
	if plain(path) || bare(path) {
		return path
	}
	return string(appendEscaped(nil, path))
}

// bare reports whether path is UTF-8 of which nothing is escaped.
func bare(path string) bool {
	for i := range len(path) {
		if c := path[i]; c < ' ' || c == 0x7f || c == '\\' {
			return false
		}
	}
	return utf8.ValidString(path)
}

func appendEscaped(b []byte, path string) []byte {
	const digits = "0123456789abcdef"
	for i := 0; i < len(path); {
		r, n := utf8.DecodeRuneInString(path[i:])
		if c := path[i]; r < ' ' || r == 0x7f || r == '\\' || r == utf8.RuneError && n == 1 {
			b = append(b, '\\', 'x', digits[c>>4], digits[c&15])
		} else {
			b = append(b, path[i:i+n]...)
		}
		i += n
	}
	return b
}

// unescape reads what [Escape] writes; what it would have written otherwise
// comes out other than it went in.
func unescape(b []byte) (string, error) {
	if bytes.IndexByte(b, '\\') < 0 {
		return string(b), nil
	}
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			out = append(out, b[i])
			continue
		}
		if i+3 >= len(b) || b[i+1] != 'x' {
			return "", errorf("path with a bare backslash")
		}
		c, err := strconv.ParseUint(string(b[i+2:i+4]), 16, 8)
		if err != nil {
			return "", errorf("path with a bare backslash")
		}
		out, i = append(out, byte(c)), i+3
	}
	return string(out), nil
}

// append adds h's line without its end: six fields between tabs.
func (h Held) append(b []byte) []byte {
	b = append(appendEscaped(b, h.Path), '\t')
	b = appendOr(b, h.Size >= 0, func(b []byte) []byte { return strconv.AppendInt(b, h.Size, 10) })
	b = appendOr(append(b, '\t'), h.Modified != 0, func(b []byte) []byte { return h.Modified.Time().AppendFormat(b, instantLayout) })
	b = appendOr(append(b, '\t'), h.Told != "", func(b []byte) []byte { return append(b, h.Told...) })
	b = appendOr(append(b, '\t'), !h.Sum.IsZero(), func(b []byte) []byte { return append(b, h.Sum.String()...) })
	return appendOr(append(b, '\t'), h.Read != 0, func(b []byte) []byte { return h.Read.Time().AppendFormat(b, instantLayout) })
}

func appendOr(b []byte, known bool, add func([]byte) []byte) []byte {
	if !known {
		return append(b, '-')
	}
	return add(b)
}

// decodeHeld reads a line without its end, and returns its path as written
// too. Each field is read in its one form only.
func decodeHeld(line []byte) (h Held, key string, err error) {
	var f [6][]byte
	rest := line
	for i := range f {
		var found bool
		if f[i], rest, found = bytes.Cut(rest, []byte{'\t'}); found != (i < 5) {
			return h, "", errorf("line of a manifest has not six fields")
		}
	}
	if h.Path, key, err = decodePath(f[0]); err != nil {
		return h, key, err
	}
	h.Size = -1
	if !none(f[1]) {
		if h.Size, err = decodeSize(f[1]); err != nil {
			return h, key, err
		}
	}
	if !none(f[3]) {
		if h.Told = string(f[3]); h.Told == "" {
			return h, key, errorf("empty field")
		}
	}
	if err = h.decodeTimes(f[2], f[4], f[5]); err != nil {
		return h, key, err
	}
	return h, key, h.check()
}

func decodePath(b []byte) (path, key string, err error) {
	key = string(b)
	if plain(b) {
		return key, key, nil
	}
	if path, err = unescape(b); err == nil && Escape(path) != key {
		err = errorf("path %.100q is not in its one form", b)
	}
	return path, key, err
}

// plain reports whether b is ASCII that is never escaped.
func plain[S []byte | string](b S) bool {
	for i := range len(b) {
		if c := b[i]; c < ' ' || c > '~' || c == '\\' {
			return false
		}
	}
	return true
}

func decodeSize(b []byte) (n int64, err error) {
	if n, err = strconv.ParseInt(string(b), 10, 64); err != nil || n < 0 || b[0] == '+' || b[0] == '-' || (b[0] == '0' && len(b) > 1) {
		return 0, errorf("size %.20q", b)
	}
	return n, nil
}

func (h *Held) decodeTimes(modified, sum, read []byte) (err error) {
	if h.Modified, err = decodeInstant(modified); err != nil {
		return err
	}
	if !none(sum) {
		if err := h.Sum.UnmarshalText(sum); err != nil || h.Sum.IsZero() {
			return errorf("digest %.70q", sum)
		}
	}
	h.Read, err = decodeInstant(read)
	return err
}

// decodeInstant reads the one form of an instant other than 0, or "-". There
// are two in each line, and a million lines.
func decodeInstant(b []byte) (Instant, error) {
	if none(b) {
		return 0, nil
	}
	const form = "dddd-dd-ddTdd:dd:dd.dddZ"
	if len(b) != len(form) {
		return 0, errorf("time %.30q is not in its one form", b)
	}
	for i := range form {
		if c := b[i]; form[i] == 'd' && (c < '0' || c > '9') || form[i] != 'd' && c != form[i] {
			return 0, errorf("time %.30q is not in its one form", b)
		}
	}
	number := func(i, n int) (v int) {
		for _, c := range b[i : i+n] {
			v = v*10 + int(c-'0')
		}
		return v
	}
	t := time.Date(number(0, 4), time.Month(number(5, 2)), number(8, 2), number(11, 2), number(14, 2), number(17, 2), number(20, 3)*1e6, time.UTC)
	i := At(t)
	if y, m, d := t.Date(); i == 0 || y < 1 || y != number(0, 4) || int(m) != number(5, 2) || d != number(8, 2) || t.Hour() != number(11, 2) || t.Minute() != number(14, 2) || t.Second() != number(17, 2) {
		return 0, errorf("time %.30q is none, or counts as not known", b)
	}
	return i, nil
}

func none(field []byte) bool { return len(field) == 1 && field[0] == '-' }

// Alters reports whether b is proven to be another content than h, of one
// path: another size, another content as we read it, or another digest by the
// store's own word. A time or an ETag alone proves nothing.
func (h Held) Alters(b Held) bool {
	same, known := h.SameContent(b)
	return known && !same
}

// SameContent compares the contents of two files, as far as they are known.
func (h Held) SameContent(b Held) (same, known bool) {
	sum, known := h.SHA256()
	other, both := b.SHA256()
	switch {
	case h.Size >= 0 && b.Size >= 0 && h.Size != b.Size:
		return false, true
	case known && both:
		return sum == other, true
	case h.Told == "" || b.Told == "" || h.Apart() || b.Apart():
		return false, false
	case h.Told == b.Told:
		return true, true
	}
	algorithm, _, _ := strings.Cut(h.Told, ":")
	another, _, _ := strings.Cut(b.Told, ":")
	// An ETag may change while the content stays (RFC 9110 section 8.8.3).
	return false, algorithm == another && algorithm != ETag
}

// LinkTold is what is told of a symbolic link that stands among files: what is
// behind it was not looked at.
const LinkTold = "link:unfollowed"

// Link reports whether h is a symbolic link.
func (h Held) Link() bool { return h.Told == LinkTold }

// MountTold begins what is told of a folder at which another file system is
// mounted; a commitment to that one follows. Where it is gone or another,
// nobody looked at the files that were below.
const MountTold = "mount:"

// Mount reports whether h is a mount point.
func (h Held) Mount() bool { return strings.HasPrefix(h.Told, MountTold) }

// Apart reports whether h stands for no file of its own: it has no content.
func (h Held) Apart() bool { return h.Link() || h.Mount() }

// SHA256 returns the digest of the content: as we read it, or else as it is told.
func (h Held) SHA256() (sum Hash, known bool) {
	if !h.Sum.IsZero() {
		return h.Sum, true
	}
	digits, ok := strings.CutPrefix(h.Told, "sha256:")
	return sum, ok && sum.UnmarshalText([]byte(digits)) == nil
}

// ETag is the algorithm of a validator that is no digest, RFC 9110 section 8.8.3.
const ETag = "etag"
