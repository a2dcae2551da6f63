package pdf

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"constat/report/dossier"
)

// longAddress is how many characters of an address or a path are written; one that
// is longer stands whole in what is attached, and the chapter says so.
const longAddress = 240

// address is where a page is, without what comes before its path; a front page
// has its whole address.
func (s *sheet) address(at string) string {
	if u, err := url.Parse(at); err == nil && u.Path != "" && u.Path != "/" {
		at = u.RequestURI()
	}
	return foldable(scrub(at))
}

// askedAt is where a page is, and at which address it was asked for where its
// name was not looked up: what is served there, visitors of the name need not get.
func (s *sheet) askedAt(p dossier.Page) string {
	i := slices.IndexFunc(s.d.Targets, func(t dossier.Target) bool { return t.ID == p.TargetID })
	if i < 0 || s.d.Targets[i].Question.Address == "" {
		return s.address(p.URL)
	}
	return s.l.Pages.AskedAt(s.address(p.URL), scrub(s.d.Targets[i].Question.Address))
}

// hosted is where a page is, with its host: among those of several sites a path
// alone names none.
func (s *sheet) hosted(at string) string {
	if u, err := url.Parse(at); err == nil && u.Host != "" {
		at = u.Host + u.RequestURI()
	}
	return foldable(scrub(at))
}

// foldable lets an address or a path go on in the next line where it has a sign
// between two words, and cuts one that would swamp the page.
func foldable(name string) string {
	name = short(name, longAddress)
	var b strings.Builder
	for i, r := range name {
		b.WriteRune(r)
		if after := i + utf8.RuneLen(r); strings.ContainsRune("/.-_?&=", r) && after < len(name) && !strings.ContainsRune("/.", rune(name[after])) {
			b.WriteString(mayFold)
		}
	}
	return b.String()
}

// abridged reports whether the address of any page that is told of, or the path of
// any file that is gone, is too long to be written whole.
func (s *sheet) abridged(pages bool) bool {
	long := func(name string) bool { return utf8.RuneCountInString(name) > longAddress }
	return slices.ContainsFunc(s.d.Losses, func(l dossier.Loss) bool { return l.Page == pages && long(l.Item) }) ||
		pages && slices.ContainsFunc(s.d.Pages, func(p dossier.Page) bool { return long(p.URL) })
}
