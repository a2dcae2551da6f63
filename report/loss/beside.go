package loss

import "constat/store/record"

// together makes one of what lists of one span say of a path: from manifests, to spans. Where they differ
// nobody knows which content came last, so that nothing is known of it.
//
// In the newest span, what some lists have and others have not may be gone, or
// have come: nobody can tell.
func (t *tracer) together(at []int, held []record.Held) ([]int, []record.Held) {
	n := 0
	t.list = t.list[:0]
	for i := 0; i < len(at); {
		span, first := t.of[at[i]].span, i
		one, list := held[i], t.of[at[i]].list
		for i++; i < len(at) && t.of[at[i]].span == span; i++ {
			if h := held[i]; h.Link() != one.Link() || h.Size != one.Size || h.Told != one.Told || h.Sum != one.Sum {
				t.noteLink(held[i], span)
				t.noteLink(one, span)
				one = record.Held{Path: one.Path, Size: -1}
			}
		}
		if span == len(t.spans)-1 && i-first < len(t.spans[span].lists) && !one.Link() {
			t.half[one.Path] = one
		}
		at[n], held[n], t.list = span, one, append(t.list, list)
		n++
	}
	return at[:n], held[:n]
}

func (t *tracer) noteLink(h record.Held, span int) {
	if h.Link() {
		t.links[span][h.Path] = true
	}
}
