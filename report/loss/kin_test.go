package loss

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"constat/store/record"
)

// lists makes listings of files, "path=content".
func lists(t testing.TB, all ...[]string) (out []Listing) {
	t.Helper()
	for n, names := range all {
		var files []record.Held
		for _, name := range names {
			path, content, _ := strings.Cut(name, "=")
			files = append(files, held(path, content))
		}
		out = append(out, listing(t, n, files...))
	}
	return out
}

func TestAFileCountsOnceWhereverItWent(t *testing.T) {
	type files = []string
	k := files{"k=K"} // stays
	for name, c := range map[string]struct {
		lists                       []files
		gone, back, moved, of, left int64 // of: those of the gone that the first listing had; left of these
	}{
		"gone, back elsewhere, gone":         {[]files{{"a=A", "k=K"}, k, k, {"b=A", "k=K"}, k, k}, 1, 0, 0, 1, 1},
		"and back again":                     {[]files{{"a=A", "k=K"}, k, k, {"b=A", "k=K"}, k, k, {"c=A", "k=K"}}, 1, 1, 0, 1, 0},
		"and under its first path":           {[]files{{"a=A", "k=K"}, k, k, {"b=A", "k=K"}, k, k, {"a=A", "k=K"}}, 1, 1, 0, 1, 0},
		"moved, then gone":                   {[]files{{"a=A", "k=K"}, {"b=A", "k=K"}, k, k}, 1, 0, 0, 1, 1},
		"moved twice":                        {[]files{{"a=A"}, {"b=A"}, {"c=A"}}, 0, 0, 1, 0, 0},
		"moved twice, then gone":             {[]files{{"a=A", "k=K"}, {"b=A", "k=K"}, {"c=A", "k=K"}, k, k}, 1, 0, 0, 1, 1},
		"gone, back, moved":                  {[]files{{"a=A", "k=K"}, k, k, {"a=A", "k=K"}, {"b=A", "k=K"}, {"b=A", "k=K"}}, 1, 1, 0, 1, 0},
		"two copies, both gone":              {[]files{{"a=A", "b=A", "k=K"}, k, k}, 2, 0, 0, 2, 2},
		"two copies, one left":               {[]files{{"a=A", "b=A"}, {"b=A"}, {"b=A"}}, 0, 0, 1, 0, 0},
		"two copies, one left, then none":    {[]files{{"a=A", "b=A", "k=K"}, {"b=A", "k=K"}, k, k}, 1, 0, 1, 1, 1},
		"two copies gone, back as one, gone": {[]files{{"a=A", "b=A", "k=K"}, k, k, {"c=A", "k=K"}, k, k}, 2, 1, 0, 2, 1},
		"one gone, back as two, gone":        {[]files{{"a=A", "k=K"}, k, k, {"c=A", "d=A", "k=K"}, k, k}, 2, 0, 0, 1, 1},
		"altered and moved":                  {[]files{{"a=A", "k=K"}, {"a=X", "b=A", "k=K"}, {"a=X", "b=A", "k=K"}}, 0, 0, 0, 0, 0},
		"gone, back altered, and elsewhere":  {[]files{{"a=A", "k=K"}, k, k, {"a=X", "b=A", "k=K"}}, 1, 1, 0, 1, 0},
		"restored, then lost again":          {[]files{{"a=A", "k=K"}, k, k, {"a=A", "k=K"}, k, k}, 1, 0, 0, 1, 1},
		"restored altered, then lost":        {[]files{{"a=A", "k=K"}, k, k, {"a=X", "k=K"}, k, k}, 1, 0, 0, 1, 1},
		"a later file of its own, moved":     {[]files{k, {"k=K", "n=N"}, {"k=K", "m=N"}}, 0, 0, 1, 0, 0},
		"an empty file of many":              {[]files{{"a=", "b="}, {"b="}, {"b="}}, 0, 0, 1, 0, 0},
	} {
		h := history(t, lists(t, c.lists...)...)
		got := fmt.Sprint(total(h, func(t Tally) Amount { return t.Gone }).Files, total(h, func(t Tally) Amount { return t.Restored }).Files, total(h, func(t Tally) Amount { return t.Moved }).Files,
			total(h, func(t Tally) Amount { return t.GoneFirst }).Files, total(h, func(t Tally) Amount { return t.MissingFirst }).Files)
		if want := fmt.Sprint(c.gone, c.back, c.moved, c.of, c.left); got != want {
			t.Errorf("%s: gone, restored, moved, gone and missing of the first: %s, want %s\n%+v", name, got, want, h.Gone)
		}
	}
}

// What came back under its path with another content, and elsewhere with its own,
// is not said to be back with another alone.
func TestAContentThatCameBackElsewhereIsNotAltered(t *testing.T) {
	for _, last := range [][]string{{"a=X", "b=A", "k=K"}, {"a=X", "k=K"}} {
		h := history(t, lists(t, []string{"a=A", "k=K"}, []string{"k=K"}, []string{"k=K"}, last)...)
		if g := h.Gone[0]; g.Altered != (len(last) == 2) || g.Same != (len(last) == 3) {
			t.Errorf("%q: %+v", last, g)
		}
	}
}

// Whatever befell the files of a store, each counts once: what was listed first
// is kept, gone, moved or unknown, and what is gone is back or still missing.
func TestEachFileIsOneThingAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		paths, contents := []string{"a", "b.jpg", "c.mp4", "d", "e.txt"}, []string{"A", "B", "C", ""}
		var all []Listing
		ever, kept, first := map[string]bool{}, map[string]bool{}, 0
		apart := rapid.Bool().Draw(rt, "apart") // no two files have one content
		n := rapid.IntRange(2, 7).Draw(rt, "listings")
		for i := range n {
			var files []record.Held
			for _, p := range paths {
				there := rapid.Bool().Draw(rt, "there")
				kept[p] = there && (kept[p] || !ever[p])
				if there {
					content := rapid.SampledFrom(contents).Draw(rt, "content")
					if apart {
						content += p
					}
					h := held(p, content)
					if rapid.IntRange(0, 5).Draw(rt, "unread") == 0 {
						h.Sum, h.Read = record.Hash{}, 0
					}
					files = append(files, h)
					ever[p] = true
				}
			}
			if i == 0 {
				first = len(files)
			}
			all = append(all, listing(t, i, files...))
		}
		h, err := Of(all, rapid.SampledFrom([]Manner{Listed, Told}).Draw(rt, "manner"))
		if err != nil {
			rt.Fatal(err)
		}
		gone, back, moved, unknown, once := total(h, func(t Tally) Amount { return t.Gone }), total(h, func(t Tally) Amount { return t.Restored }),
			total(h, func(t Tally) Amount { return t.Moved }), total(h, func(t Tally) Amount { return t.Unknown }), total(h, func(t Tally) Amount { return t.Once })
		ofFirst, left := total(h, func(t Tally) Amount { return t.GoneFirst }), total(h, func(t Tally) Amount { return t.MissingFirst })
		start := total(h, func(t Tally) Amount { return t.First })
		if start.Files != int64(first) || ofFirst.Files > start.Files || left.Files > ofFirst.Files || left.Bytes > ofFirst.Bytes || ofFirst.Bytes > start.Bytes {
			rt.Fatalf("of %v at first, %v gone, %v missing", start, ofFirst, left)
		}
		for _, k := range h.Tallies {
			if k.GoneFirst.Files > k.First.Files || k.GoneFirst.Bytes > k.First.Bytes || k.Restored.Files > k.Gone.Files || k.Restored.Bytes > k.Gone.Bytes || k.Returned.Files > k.Restored.Files {
				rt.Fatalf("%+v", k)
			}
		}
		missing := int64(0)
		for i, last := range Latest(h.Gone) {
			if last && !h.Gone[i].Back() {
				missing++
			}
		}
		if back.Files+missing != gone.Files {
			rt.Fatalf("%d gone, %d back, %d missing", gone.Files, back.Files, missing)
		}
		if some := gone.Files + moved.Files + unknown.Files + once.Files; some > int64(len(ever)) {
			rt.Fatalf("%d paths, and %d files: %v gone, %v moved, %v unknown, %v once", len(ever), some, gone, moved, unknown, once)
		}
		rest := int64(len(ever))
		for _, stayed := range kept {
			if stayed {
				rest--
			}
		}
		if some := gone.Files + moved.Files + unknown.Files + once.Files; apart && some != rest {
			rt.Fatalf("%d files went, and there are %v gone, %v moved, %v unknown, %v once", rest, gone, moved, unknown, once)
		}
	})
}
