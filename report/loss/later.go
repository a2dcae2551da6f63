package loss

import (
	"slices"

	"constat/store/record"
)

// later reports whether s, which brought nothing of the page, says by itself that it
// is not for good: it names a time to ask again (RFC 9110, section 10.2.3), or, of
// an empty one, asks a browser to come again or to go elsewhere (the field Refresh of
// the HTML standard). An answer has the first among what is kept of it; the second
// stands in the head of a capture alone.
func (l *library) later(s Sight) (bool, error) {
	if s.Later || s.Size > 0 {
		return s.Later, nil
	}
	head, err := l.head(s)
	return len(head["refresh"]) > 0, err
}

// head is that of the newest capture of s's very content, s itself or one before it.
func (l *library) head(s Sight) (map[string][]string, error) {
	for _, k := range slices.Backward(l.kept[s.Body]) {
		if k.Round > s.Round || k.Head == nil {
			continue
		}
		if head, known := l.heads[k.Ref]; known {
			return head, nil
		}
		head, err := k.Head()
		l.heads[k.Ref] = head
		return head, err
	}
	return nil, nil
}

// byRound are captures by their content, in order of rounds.
func byRound(kept []Kept) map[record.Hash][]Kept {
	out := map[record.Hash][]Kept{}
	for _, k := range kept {
		out[k.Body] = append(out[k.Body], k)
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b Kept) int { return int(min(1, max(-1, int64(a.Round-b.Round)))) })
	}
	return out
}

// announced adds to the doubts of a page of the catalogue that it came with a time
// to ask again.
func (l look) announced(doubts []Doubt) []Doubt {
	if l.first.Later || l.last.Later {
		return append(doubts, Later)
	}
	return doubts
}
