package loss

import (
	"errors"
	"io"
	"slices"

	"constat/store/record"
)

// count counts the files that are gone: one that went several times once, and
// as restored if it came back the last time.
func (h *History) count() {
	for i := range h.Tallies {
		t := &h.Tallies[i]
		t.Gone, t.Restored, t.Returned, t.Local = Amount{}, Amount{}, Amount{}, Amount{}
	}
	for i, g := range h.Gone {
		if i+1 < len(h.Gone) && h.Gone[i+1].Path == g.Path {
			continue
		}
		t := h.tally(g.Held)
		t.Gone.add(g.Held)
		if g.Restored >= 0 {
			t.Restored.add(g.Held)
		}
		if g.Restored >= 0 && g.Altered {
			t.Returned.add(g.Held)
		}
		if g.Local != "" {
			t.Local.add(g.Held)
		}
	}
}

func (h *History) tally(f record.Held) *Tally {
	kind := record.FileKindOf(f.Path)
	return &h.Tallies[slices.IndexFunc(h.Tallies, func(t Tally) bool { return t.Kind == kind })]
}

// Contest hears what other vantages listed of the same store: a file that one
// of them still saw, by its path or its content, while it was missing from the
// listings of h, is unknown and not gone.
func (h *History) Contest(listings, others []Listing) error {
	paths, contents := map[string][]int{}, map[substance][]int{}
	for i, g := range h.Gone {
		paths[g.Path] = append(paths[g.Path], i)
		if sum, ok := readAs(g.Held); ok {
			contents[sum] = append(contents[sum], i)
		}
		if word, ok := toldAs(g.Held); ok {
			contents[word] = append(contents[word], i)
		}
	}
	contested := map[string]record.Held{}
	for _, o := range others {
		if len(h.Gone) == 0 {
			return nil
		}
		err := o.each(func(f record.Held) {
			at := paths[f.Path]
			if sum, ok := readAs(f); ok {
				at = slices.Concat(at, contents[sum])
			}
			if word, ok := toldAs(f); ok {
				at = slices.Concat(at, contents[word])
			}
			for _, i := range at {
				if g := h.Gone[i]; o.Ended >= listings[g.Missing].Began && (g.Restored < 0 || o.Began <= listings[g.Restored].Ended) {
					contested[g.Path] = g.Held
				}
			}
		})
		if err != nil {
			return err
		}
	}
	h.Gone = slices.DeleteFunc(h.Gone, func(g Gone) bool { _, ok := contested[g.Path]; return ok })
	for _, f := range contested {
		h.tally(f).Unknown.add(f)
	}
	h.count()
	return nil
}

func (l Listing) each(do func(record.Held)) error {
	m, closer, err := span{open: l.Open}.read()
	if err != nil {
		return err
	}
	defer closer.Close()
	for {
		f, err := m.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		do(f)
	}
}
