package loss

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"constat/store/page"
	"constat/store/record"
)

// Of 76 files that went from a real site 4 only moved and 2 were elsewhere all
// the time: what is at a new path and what always was are both still there.
func TestRealFilesThatMovedOrHadACopyAreNotGone(t *testing.T) {
	dir := real(t, "site-mdn-learning-area")
	b, err := os.ReadFile(filepath.Join(dir, "expected-2022-01-31-to-2022-06-30.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Removed   int `json:"removed"`
		NewPath   int `json:"removed_but_same_content_at_new_path"`
		Somewhere int `json:"removed_but_same_content_somewhere"`
	}
	if err := json.Unmarshal(b, &want); err != nil || want.Removed != 76 || want.NewPath != 4 || want.Somewhere != 6 {
		t.Fatalf("%+v, %v", want, err)
	}
	was, is := tsv(t, dir, "2022-01-31", 1), tsv(t, dir, "2022-06-30", 2)
	before, now := pathsOf(t, was), pathsOf(t, is)
	h := history(t, was, is)
	gone := map[string]bool{}
	for _, g := range h.Gone {
		gone[g.Path] = true
	}
	moved, copied := 0, 0
	for path, sum := range before {
		if _, still := now[path]; still || gone[path] {
			continue
		}
		fresh := false
		for other, s := range now {
			if _, old := before[other]; s == sum && !old {
				fresh = true
			}
		}
		if fresh {
			moved++
		} else {
			copied++
		}
	}
	if moved != want.NewPath || copied != want.Somewhere-want.NewPath || len(gone) != want.Removed-want.Somewhere {
		t.Errorf("%d moved, %d copied, %d gone", moved, copied, len(gone))
	}
}

// pathsOf is what a listing holds: path to content.
func pathsOf(t *testing.T, l Listing) map[string]record.Hash {
	t.Helper()
	out := map[string]record.Hash{}
	if err := l.Each(func(h record.Held) { out[h.Path] = h.Sum }); err != nil {
		t.Fatal(err)
	}
	return out
}

// Each of several copies of one content that went is a file that is gone: three
// photos of coffee and two of tea are five photos.
func TestEachOfSeveralRealCopiesIsGone(t *testing.T) {
	dir := real(t, "site-mdn-learning-area")
	h := history(t, tsv(t, dir, "asynchronous-before", 1), tsv(t, dir, "asynchronous-after", 2))
	count, contents := map[string]int{}, map[string]map[record.Hash]bool{}
	for _, g := range h.Gone {
		if name := filepath.Base(g.Path); name == "coffee.jpg" || name == "tea.jpg" {
			if contents[name] == nil {
				contents[name] = map[record.Hash]bool{}
			}
			count[name]++
			contents[name][g.Sum] = true
		}
	}
	if count["coffee.jpg"] != 3 || count["tea.jpg"] != 2 || len(contents["coffee.jpg"]) != 1 || len(contents["tea.jpg"]) != 1 {
		t.Errorf("%v of %d and %d contents", count, len(contents["coffee.jpg"]), len(contents["tea.jpg"]))
	}
	if photos := total(h, func(k Tally) Amount {
		if k.Kind == record.Photo {
			return k.Gone
		}
		return Amount{}
	}); photos.Files != 5 {
		t.Errorf("%d photos", photos.Files)
	}
}

// Five files of a real site have no digest and no size in the lists: whoever took
// them away lost, as far as anybody can tell, nothing.
func TestRealContentsThatTheListLacksAreUnknownNotLost(t *testing.T) {
	dir := real(t, "site-mdn-learning-area")
	for _, date := range []string{"2019-12-31", "2022-01-31", "2022-06-30", "2026-04-30"} {
		full := tsv(t, dir, date, 1)
		var kept, lacking []record.Held
		if err := full.Each(func(h record.Held) {
			if h.Sum.IsZero() {
				lacking = append(lacking, h)
			} else {
				kept = append(kept, h)
			}
		}); err != nil {
			t.Fatal(err)
		}
		after := listing(t, 2, kept...)
		for _, manner := range []Manner{Told, Listed} {
			h, err := Of([]Listing{full, after, after}, manner)
			if err != nil {
				t.Fatal(err)
			}
			if n := total(h, func(k Tally) Amount { return k.Unknown }).Files; len(lacking) != 5 || n != 5 || len(h.Gone) != 0 {
				t.Errorf("%s: of %d files without a content %d are unknown, %d gone", date, len(lacking), n, len(h.Gone))
			}
		}
	}
}

// The pages of servers that answer 200 are the very files of the packages, and
// bear the titles that are told of them.
func TestRealDefaultPagesHaveTheirTitlesAndDigests(t *testing.T) {
	for name, want := range map[string][3]string{
		"nginx-default-index.html":   {"fb47468a2cd3953c7131431991afcc6a2703f14640520102eea0a685a7e8d6de", "Welcome to nginx!", "nginx"},
		"apache2-default-index.html": {"f14e8167f12be74330c1b881b5aa3df95f5bd66d26f42cc03b87a7c38946c571", "Apache2 Debian Default Page: It works", "apache-debian"},
	} {
		body, err := os.ReadFile(filepath.Join(data(t, "pages-default"), name))
		if err != nil {
			t.Fatal(err)
		}
		sum := record.Sum(body)
		if got := hex.EncodeToString(sum[:]); got != want[0] || page.Title(body) != want[1] {
			t.Errorf("%s: %s, title %q", name, got, page.Title(body))
		}
		if k := Standard().Recognise(sum, "", nil); k == nil || k.ID != want[2] { // by its digest alone
			t.Errorf("%s: %+v", name, k)
		}
		if k := Standard().Recognise(record.Hash{}, page.Title(body), page.Words(page.Text("text/html", body))); k == nil || k.ID != want[2] { // and by its words
			t.Errorf("%s by its words: %+v", name, k)
		}
	}
}

// The wordings that panels are known by, as they stand in SOURCE.md beside the
// pages. Their paths under /cgi-sys/ prove nothing: a visitor never sees them.
func TestPanelsWordingsAreRecognisedEachAlone(t *testing.T) {
	for text, want := range map[string]Sort{
		"SORRY! If you are the owner of this website, please contact your hosting provider: webmaster@HOST": DefaultPage,
		"This Account has been suspended. Contact your hosting provider for more information.":              Suspended,
		"<title>Account Suspended</title><p>Contact your hosting provider for more information.":            Suspended,
		"<title>Domain Default page</title><p>a.example":                                                    DefaultPage,
		"<title>a.example</title><p>This page was generated by Plesk. Plesk is the leading control panel":   DefaultPage,
	} {
		if k := recognise("text/html", []byte(text)); k == nil || k.Sort != want {
			t.Errorf("%q: %+v", text, k)
		}
	}
}

// Photo, film and music of a real site are of these kinds, and the very files
// that its newest list names.
func TestRealMediaAreOfTheirKindsAndInTheList(t *testing.T) {
	dir := real(t, "site-mdn-learning-area")
	var sums []record.Hash
	for _, sum := range pathsOf(t, tsv(t, dir, "2026-04-30", 1)) {
		sums = append(sums, sum)
	}
	for name, kind := range map[string]record.FileKind{"poster.png": record.Photo, "rabbit320.webm": record.Video, "viper.mp3": record.Music} {
		b, err := os.ReadFile(filepath.Join(dir, "media", name))
		if err != nil {
			t.Fatal(err)
		}
		if record.FileKindOf(name) != kind || !slices.Contains(sums, record.Sum(b)) {
			t.Errorf("%s: kind %s, listed: %v", name, record.FileKindOf(name), slices.Contains(sums, record.Sum(b)))
		}
	}
}
