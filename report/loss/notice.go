package loss

import (
	"slices"
	"strings"
	"unicode/utf8"

	"constat/store/page"
)

// A page of the catalogue is known by its very bytes, or by a few words, which a
// page of the customer's own can have too.

// ownStill reports whether l, which the catalogue knows by words, still has what
// the page had: its own content with a sentence more is no other page.
func (f *follower) ownStill(l look) (bool, error) {
	if f.peak < 0 || f.rule == (Rule{}) || l.first.Status >= 300 || l.known.exactly(l.first) {
		return false, nil
	}
	c, err := f.lib.content(l.first)
	newest := f.own[f.peak].legible
	if err != nil || !c.text || !newest.text {
		return false, err
	}
	if f.find(l.last.key()) >= 0 {
		return true, nil
	}
	return newest.sketch.Like(c.sketch).AtLeast(f.rule.Alike) || c.sketch.Holds(newest.sketch).AtLeast(f.rule.Alike), nil
}

// akin is the likeness, in percent, of two answers that one page of the catalogue
// gave, which differ in a name or a date.
const akin = 60

// kin reports whether next, known by words as the page of the catalogue that was
// shown at last, is that page still: the customer's own page can have those words too.
func (l *library) kin(last Sight, next look) bool {
	if next.class != known || last.key() == next.first.key() {
		return true
	}
	was, err := l.content(last)
	is, wrong := l.content(next.first)
	return err == nil && wrong == nil && was.sketch.Like(is.sketch).AtLeast(akin)
}

const (
	sharedWord    = 4 // letters of a word that two titles share by more than chance
	sharedPhrases = 3 // runs of words that two pages do
)

// ownNotice adds to the doubts of a page known by words that it bears words of the
// page's own: whoever runs the site may have written it.
func (f *follower) ownNotice(l look, doubts []Doubt) []Doubt {
	if l.class != known || l.known.exactly(l.first) {
		return doubts
	}
	c, err := f.lib.content(l.first)
	if err != nil || f.peak < 0 {
		return doubts
	}
	newest := f.own[f.peak].legible
	if shareWord(c.title, newest.title) || c.sketch.Holds(newest.sketch).N >= sharedPhrases {
		return append(doubts, OwnNotice)
	}
	return doubts
}

func shareWord(a, b string) bool {
	others := page.Words([]string{b})
	return slices.ContainsFunc(page.Words([]string{a}), func(w string) bool {
		return utf8.RuneCountInString(w) >= sharedWord && slices.Contains(others, w) && strings.ToLower(w) != "page"
	})
}

// exactly reports whether k knows s by its bytes.
func (k *Known) exactly(s Sight) bool { return slices.Contains(k.SHA256, s.Body) }

// meant adds to the doubts of a page that is gone that the answer said it was meant
// (RFC 9110, section 15.5.11: 410 is for what was removed on purpose).
func meant(l look, doubts []Doubt) []Doubt {
	if l.class == absent && l.first.Status == 410 {
		return append(doubts, Meant)
	}
	return doubts
}

// unkept adds to the doubts of a loss that nothing kept shows what was received in
// place of the content: its digests are then the word of the log alone.
func (f *follower) unkept(l look, doubts []Doubt) []Doubt {
	if _, ok := f.lib.shelf.bodies[l.first.Body]; ok || l.first.Size == 0 || slices.Contains(doubts, NoText) {
		return doubts
	}
	return append(doubts, NoText)
}
