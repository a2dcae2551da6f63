package loss

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"constat/store/record"
)

// listing makes one of lines of files.
func listing(t testing.TB, n int, list ...record.Held) Listing {
	t.Helper()
	slices.SortFunc(list, func(a, b record.Held) int { return strings.Compare(record.Escape(a.Path), record.Escape(b.Path)) })
	var b bytes.Buffer
	m, err := record.NewManifestWriter(&b, [32]byte{})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range list {
		if err := m.Add(h); err != nil {
			t.Fatal(err)
		}
	}
	sum, err := m.Close()
	if err != nil {
		t.Fatal(err)
	}
	return Listing{Began: record.Instant(n * 1000), Ended: record.Instant(n*1000 + 10), File: sum.File,
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Bytes())), nil }}
}

// longAgo is when files were changed last: well before they were read.
const longAgo = -120_000

func held(path, content string) record.Held {
	return record.Held{Path: path, Size: int64(len(content)), Sum: record.Sum([]byte(content)), Modified: longAgo, Read: 1}
}

func history(t testing.TB, listings ...Listing) *History {
	t.Helper()
	h, err := Of(append(listings, listings[len(listings)-1]), Listed) // the last is confirmed
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func total(h *History, of func(Tally) Amount) (a Amount) {
	for _, t := range h.Tallies {
		a.Files += of(t).Files
		a.Bytes += of(t).Bytes
	}
	return a
}

// What the listings of a real site must give, by a script of others: see
// SOURCE.md beside them.
func TestRealSiteLosesExactlyWhatIsExpected(t *testing.T) {
	dir := filepath.Join(os.Getenv("CONSTAT_DATA"), "site-mdn-learning-area")
	if os.Getenv("CONSTAT_DATA") == "" {
		t.Skip("CONSTAT_DATA names no folder of test data")
	}
	files, err := filepath.Glob(filepath.Join(dir, "expected-*.json"))
	if err != nil || len(files) != 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		var want struct {
			OldFiles  int64    `json:"old_files"`
			NewFiles  int64    `json:"new_files"`
			Added     int64    `json:"added"`
			Removed   int64    `json:"removed"`
			Changed   int64    `json:"changed"`
			Elsewhere int64    `json:"removed_but_same_content_somewhere"`
			Lost      int64    `json:"content_lost"`
			Bytes     int64    `json:"content_lost_bytes"`
			Paths     []string `json:"content_lost_paths"`
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "expected-"), ".json")
		t.Run(name, func(t *testing.T) {
			old, now, ok := strings.Cut(name, "-to-")
			if !ok {
				old, now = name+"-before", name+"-after"
			}
			h := history(t, tsv(t, dir, old, 1), tsv(t, dir, now, 2))
			var paths []string
			for _, g := range h.Gone {
				paths = append(paths, g.Path)
			}
			slices.Sort(paths)
			gone, moved := total(h, func(t Tally) Amount { return t.Gone }), total(h, func(t Tally) Amount { return t.Moved })
			if gone != (Amount{Files: want.Lost, Bytes: want.Bytes}) || moved.Files != want.Elsewhere || gone.Files+moved.Files != want.Removed {
				t.Errorf("gone %v, moved %v, want %d of %d bytes, %d", gone, moved, want.Lost, want.Bytes, want.Elsewhere)
			}
			if len(want.Paths) > 0 && !slices.Equal(paths, want.Paths) {
				t.Errorf("gone are %q\nwant %q", paths, want.Paths)
			}
			if n := total(h, func(t Tally) Amount { return t.New }).Files; n != want.Added {
				t.Errorf("%d new, want %d", n, want.Added)
			}
			if n := total(h, func(t Tally) Amount { return t.Altered }).Files; n != want.Changed {
				t.Errorf("%d altered, want %d", n, want.Changed)
			}
			if n := total(h, func(t Tally) Amount { return t.First }).Files; n != want.OldFiles {
				t.Errorf("%d at first, want %d", n, want.OldFiles)
			}
			if n := total(h, func(t Tally) Amount { return t.Unknown }); n != (Amount{}) {
				t.Errorf("%v unknown", n)
			}
		})
	}
}

// tsv reads "sha256 TAB size TAB path".
func tsv(t *testing.T, dir, date string, n int) Listing {
	files, err := filepath.Glob(filepath.Join(dir, "manifests", date+"*.tsv"))
	if err != nil || len(files) != 1 {
		t.Fatal(date, files, err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var list []record.Held
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		h := record.Held{Path: f[2], Size: -1, Modified: longAgo}
		if f[0] != "-" {
			h.Size, _ = strconv.ParseInt(f[1], 10, 64)
			h.Read = 1
			if err := h.Sum.UnmarshalText([]byte(f[0])); err != nil {
				t.Fatal(err)
			}
		}
		list = append(list, h)
	}
	return listing(t, n, list...)
}

func TestHistoryTellsLostRestoredAndStillMissing(t *testing.T) {
	one := []record.Held{held("a", "A"), held("b", "B"), held("c", "C"), held("d", "D"), held("e", "E")}
	h := history(t, listing(t, 1, one...), listing(t, 2, one...), listing(t, 3, held("e", "E")), listing(t, 3, held("e", "E")),
		listing(t, 4, held("a", "A"), held("b", "other"), held("e", "E"), held("saved/c", "C")))
	want := []Gone{
		{Held: held("a", "A"), Kind: record.Other, First: Amount{Files: 1, Bytes: 1}, LastSeen: 1, Missing: 2, Restored: 4, Same: true},
		{Held: held("b", "B"), File: 1, Kind: record.Other, First: Amount{Files: 1, Bytes: 1}, LastSeen: 1, Missing: 2, Restored: 4, Altered: true},
		{Held: held("c", "C"), File: 2, Kind: record.Other, First: Amount{Files: 1, Bytes: 1}, LastSeen: 1, Missing: 2, Restored: 4, Elsewhere: true, Same: true},
		{Held: held("d", "D"), File: 3, Kind: record.Other, First: Amount{Files: 1, Bytes: 1}, LastSeen: 1, Missing: 2, Restored: -1},
	}
	if fmt.Sprint(h.Gone) != fmt.Sprint(want) {
		t.Errorf("got  %+v\nwant %+v", h.Gone, want)
	}
}

func TestMovedIsNotGone(t *testing.T) {
	for name, after := range map[string][]record.Held{
		"renamed":                {held("z/a", "A")},
		"an older copy stays":    {held("copy", "A")},
		"found by what is told":  {{Path: "z", Size: 1, Told: "md5:1"}},
		"renamed, not read yet":  {{Path: "z", Size: 1}},
		"renamed, size not told": {{Path: "z", Size: -1}},
	} {
		before := held("a", "A")
		before.Told = "md5:1"
		first := []record.Held{before}
		if name == "an older copy stays" {
			first = append(first, held("copy", "A"))
		}
		if name == "renamed, not read yet" || name == "renamed, size not told" {
			first[0].Told = ""
		}
		if h := history(t, listing(t, 1, first...), listing(t, 2, after...)); len(h.Gone) > 0 {
			t.Errorf("%s: gone %+v", name, h.Gone)
		}
	}
	h := history(t, listing(t, 1, held("a", "A"), held("b", "B")), listing(t, 2, held("b", "B"), held("z", "Z")))
	if len(h.Gone) != 1 || h.Gone[0].Path != "a" {
		t.Errorf("another content of the same size: gone %+v", h.Gone)
	}
}

func TestUnreadIsUnknownNotGone(t *testing.T) {
	tried := record.Held{Path: "a", Size: 5, Read: 7}
	for name, before := range map[string]record.Held{"tried": tried, "size not told": {Path: "a", Size: -1}} {
		h := history(t, listing(t, 1, before, held("b", "B")), listing(t, 2, held("b", "B")))
		if n := total(h, func(t Tally) Amount { return t.Unknown }).Files; len(h.Gone) != 0 || n != 1 {
			t.Errorf("%s: gone %+v, unknown %d", name, h.Gone, n)
		}
	}
	h := history(t, listing(t, 1, record.Held{Path: "a", Size: 5}, held("b", "B")), listing(t, 2, held("b", "B")))
	if len(h.Gone) != 1 {
		t.Errorf("a file that was listed, and nothing of its size is left: gone %+v", h.Gone)
	}
}

// Rule 9, for files: to find one more file again never adds a loss.
func TestOneMoreFileFoundAddsNoLoss(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(name string) (list []record.Held) {
			for i, c := range rapid.SliceOfN(rapid.IntRange(0, 4), 6, 6).Draw(rt, name) {
				if c > 0 {
					list = append(list, held(fmt.Sprint("p", i), fmt.Sprint("c", c)))
				}
			}
			return list
		}
		before, after := draw("before"), draw("after")
		one := history(t, listing(t, 1, before...), listing(t, 2, after...))
		more := append(slices.Clone(after), held("more", fmt.Sprint("c", rapid.IntRange(1, 4).Draw(rt, "more"))))
		two := history(t, listing(t, 1, before...), listing(t, 2, more...))
		if len(two.Gone) > len(one.Gone) {
			rt.Errorf("%d gone, with one more file %d", len(one.Gone), len(two.Gone))
		}
	})
}

func fate(t testing.TB, crawled bool, listings ...Listing) Tally {
	t.Helper()
	manner := Listed
	if crawled {
		manner = Crawled
	}
	h, err := Of(listings, manner)
	if err != nil {
		t.Fatal(err)
	}
	return Tally{Gone: total(h, func(t Tally) Amount { return t.Gone }), Moved: total(h, func(t Tally) Amount { return t.Moved }),
		Unknown: total(h, func(t Tally) Amount { return t.Unknown }), Once: total(h, func(t Tally) Amount { return t.Once }), Restored: total(h, func(t Tally) Amount { return t.Restored })}
}

func one() Amount { return Amount{Files: 1, Bytes: 1} }

func TestContentThatCannotBeComparedIsDoubtWhereverItLies(t *testing.T) {
	unread := func(path string) record.Held { return record.Held{Path: path, Size: 1} }
	told := func(path, word string, size int64) record.Held {
		return record.Held{Path: path, Size: size, Told: word}
	}
	for name, c := range map[string][2][]record.Held{
		"moved onto a file that was there, unread": {{held("a.jpg", "A"), held("b.jpg", "B")}, {unread("b.jpg")}},
		"an old copy that was never read":          {{held("a.jpg", "A"), unread("copy.jpg")}, {unread("copy.jpg")}},
		"another algorithm":                        {{told("a", "md5:1", 1)}, {told("b", "sha1:2", 1)}},
		"another etag":                             {{told("a", "etag:1", 1)}, {told("d/a", "etag:2", 1)}},
		"size told later":                          {{told("A.JPG", "md5:1", -1)}, {told("b.jpg", "etag:2", 10)}},
		"size told no more":                        {{held("A.JPG", "A")}, {told("b.jpg", "etag:2", -1)}},
	} {
		after := listing(t, 2, c[1]...)
		if got := fate(t, false, listing(t, 1, c[0]...), after, after); got.Gone.Files != 0 || got.Unknown.Files == 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	after := listing(t, 2, told("b", "md5:2", 1), held("c", "C"))
	if got := fate(t, false, listing(t, 1, told("a", "md5:1", 1)), after, after); got.Gone.Files != 0 {
		t.Errorf("read, but not told: %+v", got)
	}
	after = listing(t, 2, told("b", "md5:2", 1), told("c", "md5:3", 1))
	if got := fate(t, false, listing(t, 1, told("a", "md5:1", 1)), after, after); got.Gone.Files != 1 {
		t.Errorf("all told by one algorithm: %+v", got)
	}
}

func TestOneListingAloneLosesNothing(t *testing.T) {
	full, empty := listing(t, 1, held("a", "A")), listing(t, 2)
	if got := fate(t, false, full, empty); got != (Tally{Once: one()}) {
		t.Errorf("the last alone: %+v", got)
	}
	if got := fate(t, false, full, empty, full); got != (Tally{Unknown: one()}) {
		t.Errorf("one in between: %+v", got)
	}
	if got := fate(t, false, full, empty, listing(t, 3, held("z", "A"))); got.Gone.Files != 0 {
		t.Errorf("back elsewhere: %+v", got)
	}
	if got := fate(t, false, full, empty, listing(t, 3, held("b", "B"))); got != (Tally{Gone: one()}) {
		t.Errorf("two that differ: %+v", got)
	}
}

func TestAFileGoneTwiceIsCountedOnce(t *testing.T) {
	full, empty := listing(t, 1, held("a", "A")), listing(t, 2)
	if got := fate(t, false, full, empty, empty, full, empty, empty); got != (Tally{Gone: one()}) {
		t.Errorf("%+v", got)
	}
	if got := fate(t, false, full, empty, empty, full, empty, empty, full); got != (Tally{Gone: one(), Restored: one()}) {
		t.Errorf("%+v", got)
	}
}

func TestOfACrawlNothingIsGone(t *testing.T) {
	full, empty := listing(t, 1, held("a", "A")), listing(t, 2)
	if got := fate(t, true, full, empty, empty); got != (Tally{Unknown: one()}) {
		t.Errorf("%+v", got)
	}
}

func TestWhatLiesBehindALinkIsUnknown(t *testing.T) {
	after := listing(t, 2, record.Held{Path: "photos", Size: -1, Told: record.LinkTold})
	if got := fate(t, false, listing(t, 1, held("photos/2024/a", "A")), after, after); got != (Tally{Unknown: one()}) {
		t.Errorf("%+v", got)
	}
}

func TestWhatAnotherVantageStillSawIsUnknown(t *testing.T) {
	full, empty := []record.Held{held("a", "A")}, []record.Held{}
	own := []Listing{listing(t, 1, full...), listing(t, 2, empty...), listing(t, 3, empty...)}
	for name, c := range map[string]struct {
		other Listing
		gone  int64
	}{
		"before":            {listing(t, 1, full...), 1},
		"during":            {listing(t, 2, full...), 0},
		"elsewhere":         {listing(t, 3, held("z", "A")), 0},
		"another content":   {listing(t, 3, held("z", "Z")), 1},
		"missing there too": {listing(t, 3, empty...), 1},
	} {
		h, err := Of(own, Listed)
		if err == nil {
			h, err = h.Contest(own, []Witness{{Listings: []Listing{c.other}}})
		}
		if err != nil {
			t.Fatal(err)
		}
		gone, unknown := total(h, func(t Tally) Amount { return t.Gone }).Files, total(h, func(t Tally) Amount { return t.Unknown }).Files
		if gone != c.gone || gone+unknown != 1 || int64(len(h.Gone)) != gone {
			t.Errorf("%s: %d gone, %d unknown", name, gone, unknown)
		}
	}
}

func TestAFileOfUnknownSizeIsDoubtOfItsKind(t *testing.T) {
	for path, unknown := range map[string]int64{"b.jpeg": 1, "b": 1, "b.part": 1, "b.mp4": 0} {
		after := listing(t, 2, record.Held{Path: path, Size: -1})
		if got := fate(t, false, listing(t, 1, held("a.jpg", "A")), after, after); got.Unknown.Files != unknown || got.Gone.Files != 1-unknown {
			t.Errorf("%s: %+v", path, got)
		}
	}
}

func mount(path, what string) record.Held {
	return record.Held{Path: path, Size: -1, Told: record.MountTold + what}
}

func TestBelowAVanishedMountIsUnknown(t *testing.T) {
	file, other := held("disk/2024/a", "A"), held("b", "BB")
	first := listing(t, 1, mount("disk", "1"), file, other)
	for name, c := range map[string]struct {
		after []record.Held
		want  Tally
	}{
		"gone":            {[]record.Held{other}, Tally{Unknown: one()}},
		"another":         {[]record.Held{mount("disk", "2"), other}, Tally{Unknown: one()}},
		"there":           {[]record.Held{mount("disk", "1"), other}, Tally{Gone: one()}},
		"beside it":       {[]record.Held{mount("disk", "1"), file}, Tally{Gone: Amount{Files: 1, Bytes: 2}}},
		"one over it":     {[]record.Held{mount("disk", "1"), mount("disk/2024", "3"), other}, Tally{Unknown: one()}},
		"another for all": {[]record.Held{mount(".", "9"), mount("disk", "1"), other}, Tally{Unknown: one()}},
	} {
		after := listing(t, 2, c.after...)
		if got := fate(t, false, first, after, after); got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// Gone in one, and in the next the mount is: nobody can confirm it.
	if got := fate(t, false, first, listing(t, 2, mount("disk", "1"), other), listing(t, 3, other)); got.Gone.Files != 0 || got.Unknown.Files != 1 {
		t.Errorf("unconfirmed: %+v", got)
	}
}

func TestAnotherAccountLostNothing(t *testing.T) {
	under := func(account byte, l Listing) Listing { l.Account[0] = account; return l }
	full, empty := listing(t, 1, held("a", "A")), listing(t, 2)
	if got := fate(t, false, under(1, full), under(2, empty), under(2, empty)); got != (Tally{Unknown: one()}) {
		t.Errorf("another account: %+v", got)
	}
	if got := fate(t, false, under(1, full), under(1, empty), under(2, empty)); got != (Tally{Unknown: one()}) {
		t.Errorf("confirmed under another: %+v", got)
	}
	if got := fate(t, false, under(1, full), under(1, empty), under(1, empty), under(2, empty)); got != (Tally{Gone: one()}) {
		t.Errorf("another later: %+v", got)
	}
}

// Lists of others are their word: one is enough, and whatever form it has, a
// digest is a digest.
func TestListsOfOthersAreComparedAsTheyAre(t *testing.T) {
	told := func(path, word string) record.Held { return record.Held{Path: path, Size: -1, Told: word} }
	sum := record.Sum([]byte("A"))
	before := listing(t, 1, told("a", "sha256:"+sum.String()), told("b", "md5:1"), told("c", "md5:2"), told("d", "md5:2"))
	h, err := Of([]Listing{before, listing(t, 2, held("z/a", "A"), told("c", "md5:2"))}, Told)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Gone) != 0 {
		t.Errorf("with contents that nobody can compare: %+v", h.Gone)
	}
	h, err = Of([]Listing{listing(t, 1, told("a", "md5:1"), told("b", "md5:2")), listing(t, 2, told("z", "md5:1"), told("y", "md5:9")), listing(t, 3, told("z", "md5:1"), told("y", "md5:9"), told("b", "md5:2"))}, Told)
	if err != nil || len(h.Gone) != 1 || h.Gone[0].Path != "b" || h.Gone[0].Missing != 1 || h.Gone[0].Restored != 2 || !h.Gone[0].Same {
		t.Errorf("missing from one list alone: %+v, %v", h, err)
	}
}

func TestWhatAListGivesNoDigestOfIsUnknown(t *testing.T) {
	before := listing(t, 1, record.Held{Path: "a", Size: 7}, record.Held{Path: "b", Size: 8, Told: "md5:1"})
	h, err := Of([]Listing{before, listing(t, 2, record.Held{Path: "c", Size: 9, Told: "md5:2"})}, Told)
	if err != nil || len(h.Gone) != 1 || h.Gone[0].Path != "b" || total(h, func(t Tally) Amount { return t.Unknown }).Files != 1 {
		t.Errorf("%+v, %v", h, err)
	}
}

func TestOnlyTheVeryContentIsHeldLocally(t *testing.T) {
	full := listing(t, 1, held("a", "A"), held("b", "B"), held("empty", ""), record.Held{Path: "told", Size: 3, Told: "md5:1"})
	h := history(t, full, listing(t, 2, held("other", "other")))
	local := held("disk/x", "A")
	sized := record.Held{Path: "b", Size: 1, Read: 1} // could not be read
	md5 := held("disk/y", "MMM")
	md5.Told = "md5:1"
	unread := record.Held{Path: "disk/told", Size: 3, Told: "md5:1"} // a word, and no reading
	if err := h.Match([]Listing{listing(t, 3, local, sized, held("empty", ""), md5, unread)}); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, g := range h.Gone {
		got[g.Path] = g.Local
	}
	if want := (map[string]string{"a": "disk/x", "b": "", "told": "disk/y", "empty": ""}); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if n := total(h, func(t Tally) Amount { return t.Local }); n != (Amount{Files: 2, Bytes: 4}) {
		t.Errorf("%+v", n)
	}
}

func TestRestoredAlteredIsCountedApart(t *testing.T) {
	full, empty := listing(t, 1, held("a", "A"), held("b", "B")), listing(t, 2)
	h := history(t, full, empty, empty, listing(t, 4, held("a", "A"), held("b", "CC")))
	if back, other := total(h, func(t Tally) Amount { return t.Restored }), total(h, func(t Tally) Amount { return t.Returned }); back.Files != 2 || other.Files != 1 {
		t.Errorf("%+v restored, %+v of them altered", back, other)
	}
}

// A store that tells digests by more algorithms than are told apart: what goes
// beyond compares with nothing, and is doubt.
func TestAlgorithmsBeyondTheCapAreDoubt(t *testing.T) {
	var before, after []record.Held
	for i := range 2 * halfway {
		before = append(before, record.Held{Path: fmt.Sprintf("a%02d", i), Size: int64(i + 1), Told: fmt.Sprintf("alg%d:1", i)})
		after = append(after, record.Held{Path: fmt.Sprintf("b%02d", i), Size: int64(i + 1), Told: fmt.Sprintf("alg%d:2", i)})
	}
	second := listing(t, 2, after...)
	got := fate(t, false, listing(t, 1, before...), second, second)
	if got.Gone.Files != algorithms || got.Unknown.Files != 2*halfway-algorithms {
		t.Errorf("%+v, told apart are %d", got, algorithms)
	}
}

// Another vantage's list that only touches the time in which a file was missing
// counts for the file; one that ended before, or began after, does not.
func TestOverlappingListsAreHeard(t *testing.T) {
	full := []record.Held{held("a", "A")}
	at := func(l Listing, began, ended int) Listing {
		l.Began, l.Ended = record.Instant(began), record.Instant(ended)
		return l
	}
	own := []Listing{at(listing(t, 1, full...), 0, 50), at(listing(t, 2), 40, 100), at(listing(t, 3), 200, 250), at(listing(t, 4, full...), 300, 350)}
	for name, c := range map[string]struct {
		other Listing
		gone  int
	}{
		"ended before the first without it began": {at(listing(t, 5, full...), 0, 39), 1},
		"ended as that began":                     {at(listing(t, 5, full...), 0, 40), 0},
		"as long as all":                          {at(listing(t, 5, full...), 0, 1000), 0},
		"began before it was back":                {at(listing(t, 5, full...), 350, 400), 0},
		"began after":                             {at(listing(t, 5, full...), 351, 400), 1},
	} {
		h, err := Of(own, Listed)
		if err == nil {
			h, err = h.Contest(own, []Witness{{Listings: []Listing{c.other}}})
		}
		if err != nil || len(h.Gone) != c.gone {
			t.Errorf("%s: %+v, %v", name, h.Gone, err)
		}
	}
}

// Files may have been moved behind a link, or onto a disk, that was not there
// before: nobody looked there. What was there before hides nothing new.
func TestANewLinkOrMountMayHoldWhatIsMissing(t *testing.T) {
	a, b := held("photos/a", "A"), held("b", "B")
	for name, place := range map[string]record.Held{
		"link":  {Path: "old", Size: -1, Told: record.LinkTold},
		"mount": {Path: "old", Size: -1, Told: record.MountTold + "ext4"},
	} {
		for _, after := range [][]Listing{{listing(t, 2, b, place)}, {listing(t, 2, b), listing(t, 3, b, place)}} {
			h := history(t, append([]Listing{listing(t, 1, a, b)}, after...)...)
			if n := total(h, func(t Tally) Amount { return t.Unknown }).Files; len(h.Gone) != 0 || n != 1 {
				t.Errorf("a new %s: gone %+v, %d unknown", name, h.Gone, n)
			}
		}
		if h := history(t, listing(t, 1, a, b, place), listing(t, 2, b, place)); len(h.Gone) != 1 {
			t.Errorf("an old %s: gone %+v", name, h.Gone)
		}
	}
}
