package loss

import (
	"testing"

	"constat/store/record"
)

// A reading that was taken over says nothing of a file that may have been
// changed since and still be told to be as old: what was moved then is not gone.
func TestAReadingOfAFileThatWasJustChangedIsNotTakenOver(t *testing.T) {
	file := func(path, content string, modified, read record.Instant) record.Held {
		return record.Held{Path: path, Size: 1, Sum: record.Sum([]byte(content)), Modified: modified, Read: read}
	}
	for name, c := range map[string]struct {
		modified, read record.Instant
		told           string
		gone           int64
	}{
		"long before it was read":                    {-61_000, 1000, "", 1},
		"in the second it was read":                  {1000, 1000, "", 0},
		"in the two seconds of a coarse file system": {-1000, 999, "", 0},
		"in the minute that is told":                 {-60_000, -1, "", 0},
		"after it was read":                          {1500, 1000, "", 0},
		"nobody knows when":                          {0, 1000, "", 0},
		"a digest is told":                           {1000, 1000, "etag:1", 1},
		"read anew":                                  {2000, 2000, "", 1},
	} {
		before := file("a", "A", c.modified, c.read)
		before.Told = c.told
		rest, moved := file("k", "K", longAgo, 1), file("b", "X", longAgo, 3000)
		if c.told != "" {
			moved.Told = "etag:2"
		}
		after := listing(t, 3, moved, rest)
		if got := fate(t, false, listing(t, 2, before, rest), after, after); got.Gone.Files != c.gone || got.Gone.Files+got.Unknown.Files != 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
