package loss

import (
	"testing"

	"constat/store/record"
)

// What came in the listing that first lacked a file may have taken its place: one
// of its name but for the ending, as many in its folder, or an archive there or above.
func TestWhatCameInTheSamePlaceMayHaveTakenIt(t *testing.T) {
	was := []string{"photos/1.jpg", "photos/2.jpg", "photos/3.jpg", "assets/chunk-1.4c1f.js", "index.html"}
	for name, c := range map[string]struct {
		is   []string
		want bool
	}{
		"nothing came":                     {[]string{"photos/2.jpg", "photos/3.jpg", "assets/chunk-1.4c1f.js", "index.html"}, false},
		"one of its name":                  {[]string{"photos/1.webp", "photos/2.jpg", "photos/3.jpg", "assets/chunk-1.4c1f.js", "index.html"}, true},
		"a bundle of the next build":       {[]string{"photos/1.jpg", "photos/2.jpg", "photos/3.jpg", "assets/chunk-1.99ab.js", "index.html"}, true},
		"as many in its folder":            {[]string{"photos/9.jpg", "photos/2.jpg", "photos/3.jpg", "assets/chunk-1.4c1f.js", "index.html"}, true},
		"one in another folder":            {[]string{"albums/9.jpg", "photos/2.jpg", "photos/3.jpg", "assets/chunk-1.4c1f.js", "index.html"}, false},
		"an archive above":                 {[]string{"photos.zip", "assets/chunk-1.4c1f.js", "index.html"}, true},
		"an archive in another folder":     {[]string{"backup/all.zip", "assets/chunk-1.4c1f.js", "index.html"}, false},
		"fewer in the folder than went":    {[]string{"photos/9.jpg", "photos/3.jpg", "assets/chunk-1.4c1f.js", "index.html"}, false},
		"the folder as a whole, and index": {[]string{"assets/chunk-1.4c1f.js"}, false},
	} {
		h := history(t, filesOf(t, 0, was), filesOf(t, 1, c.is))
		if len(h.Gone) == 0 {
			t.Errorf("%s: nothing is gone", name)
		}
		for _, g := range h.Gone {
			if g.Renewed != c.want {
				t.Errorf("%s: %s is %v", name, g.Path, g.Renewed)
			}
		}
	}
}

// filesOf lists files, those that were not there from the first with a content of their own.
func filesOf(t *testing.T, n int, names []string) Listing {
	var list []record.Held
	for _, name := range names {
		list = append(list, held(name, "content of "+name))
	}
	return listing(t, n, list...)
}

// Each listing tells what left and what came; what moved did not leave.
func TestEachListingTellsWhatLeftAndWhatCame(t *testing.T) {
	h := history(t, filesOf(t, 0, []string{"a", "b", "c"}), filesOf(t, 1, []string{"b", "c", "d", "e"}), filesOf(t, 2, []string{"b", "a", "d"}))
	if len(h.Steps) != 2 || h.Steps[0] != (Step{1, 1, 2}) || h.Steps[1] != (Step{2, 2, 0}) {
		t.Errorf("%+v", h.Steps)
	}
}
