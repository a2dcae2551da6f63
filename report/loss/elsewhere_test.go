package loss

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"constat/store/record"
)

// photo is a file of a content of more than a few bytes.
func photo1(path, content string) record.Held { return held(path, strings.Repeat(content, Telling)) }

// of reads "path=content" as files; a content of one letter is repeated.
func of(t testing.TB, at int, files ...string) Listing {
	var list []record.Held
	for _, f := range files {
		path, content, _ := strings.Cut(f, "=")
		list = append(list, photo1(path, content))
	}
	return listing(t, at, list...)
}

// elsewhere is what becomes of a store's files, once another was heard.
func elsewhere(t testing.TB, here []Listing, stores ...[]Listing) *History {
	t.Helper()
	h, err := Of(here, Listed)
	if err == nil {
		h, err = h.Elsewhere(here, stores)
	}
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func sums(h *History) string {
	n := func(of func(Tally) Amount) int64 { return total(h, of).Files }
	return fmt.Sprintf("gone %d moved %d away %d unknown %d kept %d", n(func(t Tally) Amount { return t.Gone }), n(func(t Tally) Amount { return t.Moved }),
		n(func(t Tally) Amount { return t.Away }), n(func(t Tally) Amount { return t.Unknown }), n(func(t Tally) Amount { return t.Kept }))
}

// A content that went from one store and came to another is not lost.
func TestWhatCameToAnotherStoreHasMoved(t *testing.T) {
	here := []Listing{of(t, 10, "a=A", "k=K"), of(t, 20, "k=K"), of(t, 30, "k=K")}
	twice := append(slices.Clone(here), of(t, 40, "a=A", "k=K"), of(t, 50, "k=K"), of(t, 60, "k=K"))
	for name, c := range map[string]struct {
		here  []Listing
		there []Listing
		want  string
	}{
		"no other list":               {here, nil, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"never there":                 {here, []Listing{of(t, 5, "b=B"), of(t, 25, "b=B")}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"there before, and no more":   {here, []Listing{of(t, 5, "x=A"), of(t, 25, "b=B")}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"came when it went":           {here, []Listing{of(t, 5, "b=B"), of(t, 15, "b=B", "x=A")}, "gone 0 moved 1 away 1 unknown 0 kept 0"},
		"came long after":             {here, []Listing{of(t, 5, "b=B"), of(t, 25, "b=B"), of(t, 90, "b=B", "x=A")}, "gone 0 moved 1 away 1 unknown 0 kept 0"},
		"watched from then on":        {here, []Listing{of(t, 25, "x=A")}, "gone 0 moved 1 away 1 unknown 0 kept 0"},
		"a copy, there still":         {here, []Listing{of(t, 5, "x=A"), of(t, 25, "x=A")}, "gone 1 moved 0 away 0 unknown 0 kept 1"},
		"a copy, by no later list":    {here, []Listing{of(t, 5, "x=A")}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"a copy, gone later":          {here, []Listing{of(t, 5, "x=A"), of(t, 25, "x=A"), of(t, 35)}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"a copy long ago, and again":  {here, []Listing{of(t, 1, "x=A"), of(t, 5), of(t, 25, "x=A")}, "gone 0 moved 1 away 1 unknown 0 kept 0"},
		"back here before it came":    {append(slices.Clone(here), of(t, 40, "a=A", "k=K")), []Listing{of(t, 5), of(t, 50, "x=A")}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"back here after it came":     {append(slices.Clone(here), of(t, 40, "a=A", "k=K")), []Listing{of(t, 5), of(t, 35, "x=A")}, "gone 0 moved 1 away 1 unknown 0 kept 0"},
		"gone, back, and then moved":  {twice, []Listing{of(t, 5), of(t, 55, "x=A")}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"another content of the size": {here, []Listing{of(t, 5), of(t, 25, "x=X")}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
	} {
		if got := sums(elsewhere(t, c.here, c.there)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Where it stands now is told: the store, the path by the last list that had it,
// and since when; and that it was in neither in between, where a list shows that.
func TestWhereAMovedFileStandsIsTold(t *testing.T) {
	here := []Listing{of(t, 10, "a=A"), of(t, 20), of(t, 30)}
	h := elsewhere(t, here, []Listing{of(t, 5), of(t, 25)}, []Listing{of(t, 5), of(t, 25), of(t, 35, "x=A"), of(t, 45, "y=A"), of(t, 55)})
	if len(h.Away) != 1 || len(h.Gone) != 0 {
		t.Fatalf("%+v", h)
	}
	if s := h.Away[0]; s.Gone.Path != "a" || s.Store != 1 || s.Path != "y" || s.Since != 2 || s.Last != 3 || s.Lacked != 1 {
		t.Errorf("%+v", s)
	}
	h = elsewhere(t, here, []Listing{of(t, 5), of(t, 15), of(t, 35, "x=A")}) // that list began before it was missing here
	if s := h.Away[0]; s.Lacked != -1 {
		t.Errorf("%+v", s)
	}
}

// What nobody can tell is unknown, and neither gone nor moved.
func TestWhatNobodyCanTellOfAnotherStoreIsUnknown(t *testing.T) {
	unread := func(path string, size int64) record.Held {
		return record.Held{Path: path, Size: size, Modified: longAgo}
	}
	long := strings.Repeat("A", Telling)
	before := func(h ...record.Held) []Listing {
		return []Listing{listing(t, 10, append(h, photo1("k", "K"))...), of(t, 20, "k=K"), of(t, 30, "k=K")}
	}
	etag := held("a.jpg", long)
	etag.Told = "etag:1"
	other := photo1("b.jpg", "B")
	other.Told = "etag:1"
	untold := record.Held{Path: "a.jpg", Size: Telling, Told: "etag:1"}
	for name, c := range map[string]struct {
		here  []Listing
		there []Listing
		want  string
	}{
		"an empty file":                          {before(held("a", "")), []Listing{listing(t, 5), listing(t, 25, held("x", ""))}, "gone 0 moved 0 away 0 unknown 1 kept 0"},
		"an empty file, as there always were":    {before(held("a", "")), []Listing{listing(t, 5, held("x", "")), listing(t, 25, held("x", ""))}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"a few bytes":                            {before(held("a", "ok")), []Listing{listing(t, 5), listing(t, 25, held("x", "ok"))}, "gone 0 moved 0 away 0 unknown 1 kept 0"},
		"a new file of its size, not read":       {before(held("a.jpg", long)), []Listing{listing(t, 5), listing(t, 25, unread("x.jpg", Telling))}, "gone 0 moved 0 away 0 unknown 1 kept 0"},
		"an old file of its size, not read":      {before(held("a.jpg", long)), []Listing{listing(t, 5, unread("x.jpg", Telling)), listing(t, 25, unread("x.jpg", Telling))}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"a new one beside the old":               {before(held("a.jpg", long)), []Listing{listing(t, 5, unread("x.jpg", Telling)), listing(t, 25, unread("x.jpg", Telling), unread("y.jpg", Telling))}, "gone 0 moved 0 away 0 unknown 1 kept 0"},
		"read later, and another":                {before(held("a.jpg", long)), []Listing{listing(t, 5), listing(t, 25, unread("x.jpg", Telling)), of(t, 35, "x.jpg=X")}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"read later, and this one":               {before(held("a.jpg", long)), []Listing{listing(t, 5), listing(t, 25, unread("x.jpg", Telling)), of(t, 35, "x.jpg=A")}, "gone 0 moved 1 away 1 unknown 0 kept 0"},
		"never read, and taken away":             {before(held("a.jpg", long)), []Listing{listing(t, 5), listing(t, 25, unread("x.jpg", Telling)), listing(t, 35)}, "gone 0 moved 0 away 0 unknown 1 kept 0"},
		"a new one of another size":              {before(held("a.jpg", long)), []Listing{listing(t, 5), listing(t, 25, unread("x.jpg", Telling+1))}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"a new one of no told size":              {before(held("a.jpg", long)), []Listing{listing(t, 5), listing(t, 25, unread("x.jpg", -1))}, "gone 0 moved 0 away 0 unknown 1 kept 0"},
		"a new one of no told size, a film":      {before(held("a.jpg", long)), []Listing{listing(t, 5), listing(t, 25, unread("x.mp4", -1))}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"an etag names nothing in another store": {before(etag), []Listing{listing(t, 5), listing(t, 25, other)}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
		"an etag alone":                          {before(untold), []Listing{listing(t, 5), listing(t, 25, other)}, "gone 0 moved 0 away 0 unknown 1 kept 0"},
		"in a list that was under way":           {before(held("a.jpg", long)), []Listing{during(of(t, 9, "x=A"), 2000)}, "gone 0 moved 0 away 0 unknown 1 kept 0"},
		"in such a list, and no more":            {before(held("a.jpg", long)), []Listing{during(of(t, 9, "x=A"), 2000), of(t, 25)}, "gone 1 moved 0 away 0 unknown 0 kept 0"},
	} {
		if got := sums(elsewhere(t, c.here, c.there)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// during is a listing that took so many milliseconds.
func during(l Listing, took record.Instant) Listing {
	l.Ended = l.Began + took
	return l
}

// A reading that may be of a content before its last change proves no copy.
func TestAReadingThatAChangeMayHaveFollowedProvesNoCopy(t *testing.T) {
	stale := photo1("x", "A")
	stale.Modified, stale.Read = 0, 1
	got := sums(elsewhere(t, []Listing{of(t, 10, "a=A"), of(t, 20), of(t, 30)}, []Listing{listing(t, 5, stale), listing(t, 25, stale)}))
	if got != "gone 0 moved 1 away 1 unknown 0 kept 0" {
		t.Error(got)
	}
}

// Whatever several stores listed, and when: another store adds no loss and makes
// of each file one thing alone; what is in another store's later list and was not
// in the one before is not gone; and what no store has any more is not said of
// every store to have moved.
func TestStoresTogetherTellNoLossTooManyAndNoneTooFew(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		contents := []string{"A", "B", "C"}
		stores := make([][]Listing, rapid.IntRange(2, 3).Draw(rt, "stores"))
		held := make([][]map[string]bool, len(stores)) // by store and listing: contents
		for s := range stores {
			at := 0
			for range rapid.IntRange(1, 5).Draw(rt, "listings") {
				at += rapid.IntRange(1, 9).Draw(rt, "gap")
				var files []string
				has := map[string]bool{}
				for _, c := range contents {
					if rapid.Bool().Draw(rt, "there") {
						files, has[c] = append(files, rapid.SampledFrom([]string{"p", "q"}).Draw(rt, "path")+c+"="+c), true
					}
				}
				stores[s] = append(stores[s], during(of(t, at, files...), record.Instant(rapid.IntRange(0, 12000).Draw(rt, "took"))))
				held[s] = append(held[s], has)
			}
			for k := range stores[s][1:] { // listings of one store do not overlap
				stores[s][k].Ended = min(stores[s][k].Ended, stores[s][k+1].Began)
			}
		}
		told := map[string]int{} // by content: stores that tell it gone, or unknown
		moved := map[string]int{}
		for s := range stores {
			alone, err := Of(stores[s], Listed)
			if err != nil {
				rt.Fatal(err)
			}
			others := slices.Concat(stores[:s], stores[s+1:])
			h, err := alone.Elsewhere(stores[s], others)
			if err != nil {
				rt.Fatal(err)
			}
			sum := func(h *History) int64 {
				return total(h, func(t Tally) Amount { return t.Gone.plus(t.Moved).plus(t.Unknown).plus(t.Once) }).Files
			}
			if len(h.Gone) > len(alone.Gone) || sum(h) != sum(alone) {
				rt.Fatalf("store %d alone: %s, with others: %s", s, sums(alone), sums(h))
			}
			for _, g := range h.Gone {
				c := g.Path[1:]
				told[c]++
				for o := range stores {
					if o == s {
						continue
					}
					before := -1
					for k, l := range stores[o] {
						if l.Ended <= stores[s][g.LastSeen].Began {
							before = k
						}
					}
					for k, l := range stores[o] {
						if held[o][k][c] && l.Began > stores[s][g.LastSeen].Began && (g.Restored < 0 || l.Began <= stores[s][g.Restored].Ended) && (before < 0 || !held[o][before][c]) {
							rt.Fatalf("%s is gone from store %d, and came to store %d", c, s, o)
						}
					}
				}
			}
			for _, a := range h.Away {
				moved[a.Gone.Path[1:]]++
				if l := stores[slices.IndexFunc(stores, func(x []Listing) bool { return &x[0] == &others[a.Store][0] })][a.Last]; l.Began <= stores[s][a.LastSeen].Began {
					rt.Fatalf("moved before it was last seen: %+v", a)
				}
			}
		}
		for _, c := range contents {
			still := slices.ContainsFunc(held, func(list []map[string]bool) bool { // one list alone that lacks it proves nothing
				return slices.ContainsFunc(list[max(0, len(list)-2):], func(has map[string]bool) bool { return has[c] })
			})
			if moved[c] == len(stores) && told[c] == 0 && !still {
				rt.Fatalf("%s moved from each store, and is in none", c)
			}
		}
	})
}

// An empty file is everybody's, also where lists tell no sizes; so is a short one,
// where one of the lists tells its size.
func TestAShortContentOfUnknownSizeIsNotFoundElsewhere(t *testing.T) {
	const some = "md5:0123456789abcdef0123456789abcdef"
	told := func(path, digest string, size int64) record.Held {
		return record.Held{Path: path, Size: size, Told: digest}
	}
	cases := map[string]struct {
		digest      string
		here, there int64
		want        string
	}{
		"of other size, unknown": {some, -1, -1, "gone 0 moved 1 away 1 unknown 0 kept 0"},
		"long there":             {some, -1, Telling, "gone 0 moved 1 away 1 unknown 0 kept 0"},
		"short there":            {some, -1, Telling - 1, "gone 0 moved 0 away 0 unknown 1 kept 0"},
		"short here":             {some, Telling - 1, -1, "gone 0 moved 0 away 0 unknown 1 kept 0"},
	}
	for digest := range nothing {
		cases["empty: "+digest[:6]] = struct {
			digest      string
			here, there int64
			want        string
		}{digest, -1, -1, "gone 0 moved 0 away 0 unknown 1 kept 0"}
	}
	for name, c := range cases {
		algorithm, hex, _ := strings.Cut(c.digest, ":")
		other := told("k", algorithm+":"+strings.Repeat("1", len(hex)), -1)
		here := []Listing{listing(t, 10, told("empty.txt", c.digest, c.here), other), listing(t, 20, other)}
		there := []Listing{listing(t, 5, other), listing(t, 25, other, told("z.txt", c.digest, c.there))}
		h, err := Of(here, Told)
		if err == nil {
			h, err = h.Elsewhere(here, [][]Listing{there})
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := sums(h); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if len(nothing) != 4 {
		t.Error("not all algorithms of lists")
	}
}
