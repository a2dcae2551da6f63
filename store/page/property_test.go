package page

import (
	"bytes"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A leaf of a drawn page: a tag with attributes around a text.
type leafTag struct {
	tag   string
	attrs []string
	words []string
}

func (l leafTag) html() string {
	return "<" + l.tag + " " + strings.Join(l.attrs, " ") + ">" + strings.Join(l.words, " ") + "</" + l.tag + ">"
}

func drawPage(t *rapid.T) []leafTag {
	word := rapid.StringMatching(`[a-zé]{1,8}|[0-9]{1,3},[0-9]{2} €|[0-9]{1,2}:[0-9]{2}|[A-Z][a-z]{1,9}`)
	attr := rapid.SampledFrom([]string{`class="a b"`, `id=main`, `title='Une tarte'`, `href=/x?y=1`, `data-n=1795000000`, `src="/i.png?v=1"`, `hidden`, `style="color:red"`, `nonce=zz`})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) leafTag {
		return leafTag{
			rapid.SampledFrom([]string{"p", "div", "a", "b", "td", "title", "img", "option", "svg", "noscript"}).Draw(t, "tag"),
			rapid.SliceOfNDistinct(attr, 0, 5, func(a string) string { return a[:2] }).Draw(t, "attrs"),
			rapid.SliceOfN(word, 1, 6).Draw(t, "words"),
		}
	}), 1, 12).Draw(t, "page")
}

func render(page []leafTag) []byte {
	var b strings.Builder
	for _, l := range page {
		b.WriteString(l.html())
	}
	return []byte(b.String())
}

func TestShuffledAttributesNeverChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		page := drawPage(t)
		want := Form(kind, render(page))
		r := rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed")))
		for _, l := range page {
			r.Shuffle(len(l.attrs), func(i, j int) { l.attrs[i], l.attrs[j] = l.attrs[j], l.attrs[i] })
		}
		if got := Form(kind, render(page)); !bytes.Equal(want, got) {
			t.Fatalf("%s", changes(want, got))
		}
	})
}

func TestAChangedWordAlwaysChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		page := drawPage(t)
		want, read := Normal(kind, render(page)), Text(kind, render(page))
		l := page[rapid.IntRange(0, len(page)-1).Draw(t, "leaf")]
		w := &l.words[rapid.IntRange(0, len(l.words)-1).Draw(t, "word")]
		other := rapid.StringMatching(`[a-zé]{1,8}|[0-9]{1,3},[0-9]{2} €|[0-9]{1,2}:[0-9]{2}`).Filter(func(s string) bool { return s != *w }).Draw(t, "other")
		*w = other
		if Normal(kind, render(page)) == want {
			t.Fatalf("%q is not seen", other)
		}
		if l.tag != "title" && slices.Equal(read, Text(kind, render(page))) {
			t.Fatalf("%q can't be read", other)
		}
	})
}

func TestAMissingBlockAlwaysChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		page := drawPage(t)
		i := rapid.IntRange(0, len(page)-1).Draw(t, "leaf")
		if Normal(kind, render(page)) == Normal(kind, render(slices.Delete(slices.Clone(page), i, i+1))) {
			t.Fatal("not seen")
		}
	})
}

func TestAnyDateChangesNothing(t *testing.T) {
	form := rapid.SampledFrom([]string{
		"2006-01-02", "2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05", "20060102T150405Z", "Mon, 02 Jan 2006 15:04:05 GMT",
		"Monday, January 2, 2006", "2 January 2006", "Jan 2, 2006 3:04 PM", "02/01/2006", "02/01/2006 15:04", "Mon Jan _2 15:04:05 2006",
		"Mon Jan 2 15:04:05 MST 2006", "15:04:05", "2-Jan-2006 15:04:05",
	})
	rapid.Check(t, func(t *rapid.T) {
		f := form.Draw(t, "form")
		one := "<p title='" + drawTime(t).Format(f) + "'>vu le " + drawTime(t).Format(f) + ", merci"
		two := "<p title='" + drawTime(t).Format(f) + "'>vu le " + drawTime(t).Format(f) + ", merci"
		if a, b := Form(kind, []byte(one)), Form(kind, []byte(two)); !bytes.Equal(a, b) {
			t.Fatalf("%s", changes(a, b))
		}
	})
}

func FuzzForm(f *testing.F) {
	for _, s := range []string{"", "<p>", "<p class=\xff>\xe9", "<script>'a\\", "\xfe\xff\x00<", "<a href='?#;=&'>", "10:30:", "<p>mar 3 mai 2026", "&#0;<!DOCTYPE", "<svg><title>x</title></svg><pre>\na"} {
		f.Add("text/html", []byte(s))
	}
	f.Fuzz(func(t *testing.T, typ string, body []byte) {
		was := bytes.Clone(body)
		one, two := Form(typ, body), Form(typ, body)
		if !bytes.Equal(one, two) {
			t.Fatal("two forms of one page")
		}
		if len(one) > 8*len(body)+64 {
			t.Fatalf("%d bytes from %d", len(one), len(body))
		}
		size := 0
		for _, l := range Text(typ, body) {
			size += len(l)
			if l == "" || l != fold(l) {
				t.Fatalf("line %q", l)
			}
		}
		if size > 8*len(body)+64 {
			t.Fatalf("%d bytes read from %d", size, len(body))
		}
		Title(body)
		if !bytes.Equal(was, body) {
			t.Fatal("the body was written to")
		}
	})
}
