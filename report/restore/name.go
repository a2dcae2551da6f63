package restore

import (
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"constat/store/record"
)

// Bounds of names, in bytes: what the least of the file systems takes, with a
// folder above.
const (
	maxSegment = 100
	maxName    = 180
)

// endings are how a browser, which has no type of a file on disk, tells what it
// is; a name with none of them gets the first.
var endings = map[string][]string{
	"text/html": {".html", ".htm", ".xhtml"}, "application/xhtml+xml": {".xhtml", ".html", ".htm"}, "text/css": {".css"},
	"image/svg+xml": {".svg"}, "image/png": {".png"}, "image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"}, "image/gif": {".gif"}, "image/webp": {".webp"},
	"application/pdf": {".pdf"}, "text/javascript": {".js", ".mjs"}, "application/javascript": {".js", ".mjs"}, "text/plain": {".txt", ".md", ".csv", ".log"},
	shownPage: {".html", ".htm"}, shownText: {".txt"},
}

// What is shown goes by these instead of its type: a browser must take a page
// for HTML, in which the policy is heeded, and the other for nothing but text.
const (
	shownPage = "page"
	shownText = "text"
)

// passive are the endings by which a browser takes a file for what runs no
// script and asks nobody, whatever is in it. What has another or none, it looks
// into and may take for a page.
var passive = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".bmp", ".css", ".js", ".mjs", ".json", ".txt", ".csv", ".pdf",
	".woff", ".woff2", ".ttf", ".otf", ".mp3", ".mp4", ".webm", ".ogg", ".wav", ".flac", ".zip"}

func isPassive(name string) bool { return slices.Contains(passive, strings.ToLower(path.Ext(name))) }

// A namer gives names that any file system takes, none twice and none above or
// beside the folder that they are put into.
type namer struct {
	files   map[string]bool // names given, in small letters
	folders map[string]bool // folders above them
}

func newNamer() *namer { return &namer{map[string]bool{}, map[string]bool{}} }

// name is where the content of an address is put. Slashes part its folders.
func (n *namer) name(address, media string) string {
	u, err := url.Parse(address)
	if err != nil {
		return n.apart(address, media)
	}
	segments := []string{safe(strings.ReplaceAll(strings.ToLower(u.Host), ":", "_"))}
	for s := range strings.SplitSeq(strings.TrimPrefix(u.EscapedPath(), "/"), "/") {
		if plain, err := url.PathUnescape(s); err == nil {
			s = plain
		}
		segments = append(segments, safe(s))
	}
	at := len(segments) - 1
	if segments[at] == "_" {
		segments[at] = "index"
	}
	if u.RawQuery != "" {
		segments[at] = safe(segments[at] + "_" + u.RawQuery)
	}
	segments[at] = ended(segments[at], media)
	name := strings.Join(segments, "/")
	if len(name) > maxName || !n.take(name) {
		return n.apart(address, media)
	}
	return name
}

// apart names an address whose own name is taken or too long.
func (n *namer) apart(address, media string) string {
	sum := record.Sum([]byte(address))
	for i := range len(sum) {
		if name := "other/" + ended(hex.EncodeToString(sum[:8+min(i, len(sum)-8)]), media); n.take(name) {
			return name
		}
	}
	panic("restore: internal error: two addresses of one digest")
}

// take reports whether a name is free, and no folder of it is a file; if so it
// is so no longer. Some file systems tell no capitals from small letters.
func (n *namer) take(name string) bool {
	key := strings.ToLower(name)
	if n.files[key] || n.folders[key] {
		return false
	}
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		if n.files[dir] {
			return false
		}
	}
	n.files[key] = true
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		n.folders[dir] = true
	}
	return true
}

func ended(name, media string) string {
	list := endings[media]
	if len(list) == 0 || slices.Contains(list, strings.ToLower(path.Ext(name))) {
		return name
	}
	return name + list[0]
}

// devices are names that one system takes for something else than a file.
var devices = []string{"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}

// safe is one segment of a name: letters and digits of any script and a few
// marks stay, all else is written %XX. It is never empty, hidden or a way up.
func safe(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		kept := r < utf8.RuneSelf && (r == ' ' || strings.ContainsRune("-_.~+=@,%", r)) || unicode.IsLetter(r) || unicode.IsDigit(r)
		if r == utf8.RuneError && size == 1 || !kept {
			for i := range size {
				fmt.Fprintf(&b, "%%%02X", s[i])
			}
		} else {
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	out := b.String()
	if out == "" {
		return "_"
	}
	if stem, _, _ := strings.Cut(strings.ToLower(out), "."); out[0] == '.' || out[0] == ' ' || slices.Contains(devices, stem) ||
		len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && stem[3] >= '0' && stem[3] <= '9' {
		out = fmt.Sprintf("%%%02X", out[0]) + out[1:]
	}
	if end := out[len(out)-1]; end == '.' || end == ' ' {
		out = fmt.Sprintf("%s%%%02X", out[:len(out)-1], end)
	}
	if len(out) > maxSegment {
		sum := record.Sum([]byte(out))
		ext := path.Ext(out)
		if len(ext) > 10 {
			ext = ""
		}
		cut := maxSegment - 20 - len(ext)
		for !utf8.RuneStart(out[cut]) {
			cut--
		}
		out = out[:cut] + "~" + hex.EncodeToString(sum[:8]) + ext
	}
	return out
}

// relative is how a file leads to another, both named from the same folder.
func relative(from, to string) string {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	for len(a) > 1 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	var out []string
	for range len(a) - 1 {
		out = append(out, "..")
	}
	for _, s := range b {
		out = append(out, url.PathEscape(s))
	}
	return strings.Join(out, "/")
}
