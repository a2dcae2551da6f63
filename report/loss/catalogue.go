package loss

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"constat/store/page"
	"constat/store/record"
)

// A Sort is what a page of a catalogue says in place of the site.
type Sort string

// The sorts. The first four stand where a site should be; the others say why
// it can't be shown for now, and nothing of what became of it.
const (
	DefaultPage Sort = "default"     // of the server, or an account without a site
	Suspended   Sort = "suspended"   // the account was
	Parked      Sort = "parked"      // the name is for sale, or points at nothing
	EmptySite   Sort = "empty"       // an installation or a folder without content
	Closed      Sort = "closed"      // closed for a while: maintenance, or by order
	ErrorPage   Sort = "unavailable" // the server excuses itself
)

// Sorts lists the sorts in the order above.
var Sorts = []Sort{DefaultPage, Suspended, Parked, EmptySite, Closed, ErrorPage}

// Stands reports whether a page of this sort stands in place of a site.
func (s Sort) Stands() bool { return slices.Index(Sorts, s) < slices.Index(Sorts, Closed) }

// A Known page is one of a catalogue. A page is recognised by its bytes; or by
// its words, where it has no more than Most of them, its title has one of
// Titles and its text one of Texts, as far as these are given.
type Known struct {
	ID     string        `json:"id"`
	Sort   Sort          `json:"sort"`
	Of     string        `json:"of"` // whose page it is, as a reader is told
	SHA256 []record.Hash `json:"sha256,omitempty"`
	Titles []string      `json:"titles,omitempty"`
	Texts  []string      `json:"texts,omitempty"`
	Most   int           `json:"most_words,omitempty"`

	titles, texts []string
	added         *Added // the catalogue that has it, nil for one that no log added
}

// Added reports whether a log added k: whoever holds the log can have chosen it.
func (k *Known) Added() bool { return k.added != nil }

// counts reports whether s can show k: of what was received before k was entered
// it is no evidence, and a log tells by its order what that is.
func (k *Known) counts(s Sight) bool {
	return k.added == nil || s.Start >= k.added.Since && (s.Ref.Log != k.added.Ref.Log || s.Ref.Leaf > k.added.Ref.Leaf)
}

// A Catalogue is the pages that hosts, panels and empty installations show by
// default: a file, so that it can be named before it is used.
//
//	{"name": "constat-pages", "version": 1, "pages": [{"id": …, "sort": …, …}]}
type Catalogue struct {
	Name    string      `json:"name"`
	Version int         `json:"version"`
	Pages   []Known     `json:"pages"`
	Digest  record.Hash `json:"-"` // SHA-256 of the file
	Text    string      `json:"-"` // the file, as read
}

// Added is a catalogue that counts for what was received since, and in its own
// log for what stands after it.
type Added struct {
	*Catalogue
	Since record.Instant
	Ref   Ref // the entry that names it
}

// With returns c and the pages of others after its own, by when they were added.
func (c *Catalogue) With(added []Added) *Catalogue {
	out := *c
	out.Pages = slices.Clone(c.Pages)
	for _, a := range slices.SortedStableFunc(slices.Values(added), func(x, y Added) int { return cmp.Compare(x.Since, y.Since) }) {
		for _, k := range a.Pages {
			k.added = &a
			out.Pages = append(out.Pages, k)
		}
	}
	return &out
}

// Own counts the pages of c itself.
func (c *Catalogue) Own() (n int) {
	for _, k := range c.Pages {
		if !k.Added() {
			n++
		}
	}
	return n
}

// Bounds of a catalogue: bytes of its file, and pages in it.
const (
	MaxCatalogue = 1 << 18
	maxKnown     = 1000
	maxWords     = 900 // that a page may have to be recognised by its words: beyond, it may be an article about them
)

//go:embed catalogue.json
var builtIn []byte

// Standard returns the built-in catalogue, which is read once and that nobody
// may change.
var Standard = sync.OnceValue(func() *Catalogue {
	c, err := ParseCatalogue(builtIn)
	if err != nil {
		panic("loss: internal error: " + err.Error())
	}
	return c
})

// ParseCatalogue reads a catalogue's file, and refuses what it does not know.
func ParseCatalogue(text []byte) (*Catalogue, error) {
	if len(text) > MaxCatalogue {
		return nil, fmt.Errorf("read catalogue: %d bytes, at most %d", len(text), MaxCatalogue)
	}
	c := &Catalogue{Digest: record.Sum(text), Text: string(text)}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(c); err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("read catalogue: more text after the object; leave it out")
	}
	if c.Name == "" || len(c.Name) > 64 || c.Version < 1 || len(c.Pages) > maxKnown {
		return nil, fmt.Errorf("read catalogue: it needs a name of at most 64 bytes, a version from 1 and at most %d pages", maxKnown)
	}
	ids := map[string]bool{}
	for i := range c.Pages {
		if err := c.Pages[i].ready(); err != nil {
			return nil, fmt.Errorf("read catalogue: page %q: %w", c.Pages[i].ID, err)
		}
		if ids[c.Pages[i].ID] {
			return nil, fmt.Errorf("read catalogue: page %q stands there twice", c.Pages[i].ID)
		}
		ids[c.Pages[i].ID] = true
	}
	return c, nil
}

// ready checks k and reduces its wordings as pages are.
func (k *Known) ready() error {
	k.titles, k.texts = phrases(k.Titles), phrases(k.Texts)
	switch {
	case k.ID == "" || len(k.ID) > 64 || k.Of == "" || len(k.Of) > 128:
		return fmt.Errorf("it needs an id and whose it is, of at most 64 and 128 bytes")
	case !slices.Contains(Sorts, k.Sort):
		return fmt.Errorf("sort %q; use %q", k.Sort, Sorts)
	case len(k.SHA256)+len(k.Titles)+len(k.Texts) == 0:
		return fmt.Errorf("nothing to know it by; give sha256, titles or texts")
	case slices.Contains(k.titles, "  ") || slices.Contains(k.texts, "  "):
		return fmt.Errorf("a wording without a word")
	case len(k.Titles)+len(k.Texts) > 0 && (k.Most < 1 || k.Most > maxWords):
		return fmt.Errorf("most_words is %d; use 1 to %d: a long text that quotes the wording is no such page", k.Most, maxWords)
	}
	return nil
}

func phrases(list []string) (out []string) {
	for _, s := range list {
		out = append(out, spaced(page.Words([]string{s})))
	}
	return out
}

// spaced has a blank around every word, so that a phrase is found whole.
func spaced(words []string) string { return " " + strings.Join(words, " ") + " " }

// Recognise returns the page of c that a body is, nil for none. Lines are
// those of [page.Text].
func (c *Catalogue) Recognise(body record.Hash, title string, words []string) *Known {
	head, text := spaced(page.Words([]string{title})), spaced(words)
	for i := range c.Pages {
		if k := &c.Pages[i]; k.is(body, head, text, len(words)) {
			return k
		}
	}
	return nil
}

func (k *Known) is(body record.Hash, title, text string, words int) bool {
	if slices.Contains(k.SHA256, body) {
		return true
	}
	return len(k.titles)+len(k.texts) > 0 && words <= k.Most && anyOf(k.titles, title) && anyOf(k.texts, text)
}

// anyOf reports whether one of list is in text; an empty list asks for nothing.
func anyOf(list []string, text string) bool {
	return len(list) == 0 || slices.ContainsFunc(list, func(s string) bool { return strings.Contains(text, s) })
}
