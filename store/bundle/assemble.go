package bundle

import (
	"fmt"

	"constat/store/record"
)

// assemble sorts disclosed leaves into a Log. It checks that each decodes and
// that what segments cite is there, and no other answer; whether anything is
// missing is for the verifier to say.
func assemble(d Disclosure, leaves []Leaf, hashes []record.Hash, answers [][]byte) (*Log, error) {
	l := &Log{Disclosure: d, leaves: leaves, Leaves: int64(len(leaves)), answers: make(map[record.Hash]record.Answer, len(answers))}
	for i, b := range answers {
		a, err := record.DecodeAnswer(b)
		if err != nil {
			return nil, fmt.Errorf("answer %d: %w", i+1, err)
		}
		l.answers[record.Sum(b)] = a
	}
	used := make(map[record.Hash]bool, len(answers))
	chains := map[record.Chain]*Target{}
	first := map[record.Chain]int64{}
	for i, leaf := range leaves {
		e, err := record.Decode(leaf.Bytes)
		if err != nil {
			return nil, fmt.Errorf("leaf %d: %w", leaf.Index, err)
		}
		link, bound := record.LinkOf(e)
		if !bound {
			l.Entries = append(l.Entries, Item{leaf.Index, e})
			continue
		}
		t := chains[link.Chain]
		if t == nil {
			t = &Target{Chain: link.Chain, log: l, taken: map[int64]Observed{}}
			chains[link.Chain], first[link.Chain] = t, leaf.Index
			l.Targets = append(l.Targets, t)
		}
		if err := t.add(leaf, hashes[i], link, e, used); err != nil {
			return nil, fmt.Errorf("leaf %d: %w", leaf.Index, err)
		}
	}
	sortTargets(l.Targets, first)
	for _, t := range l.Targets {
		if len(t.Definitions) == 0 {
			return nil, fmt.Errorf("chain %v: its target entry is not shown", t.Chain)
		}
	}
	if len(used) != len(l.answers) {
		return nil, fmt.Errorf("%d answers that no observation cites", len(l.answers)-len(used))
	}
	return l, nil
}

func (t *Target) add(leaf Leaf, hash record.Hash, link record.Link, e record.Entry, used map[record.Hash]bool) error {
	l := linked{leaf: leaf.Index, link: link, hash: hash}
	switch e := e.(type) {
	case record.Target:
		t.Definitions = append(t.Definitions, Definition{e, leaf.Index, hash})
	case record.Capture:
		t.Captures = append(t.Captures, Item{leaf.Index, e})
	case record.Segment:
		if t.definition(e.Target) == nil {
			return fmt.Errorf("segment cites target entry %d, which is not above it", e.Target)
		}
		for i, o := range e.Observations {
			if _, ok := t.log.answers[o.Answer]; !ok {
				return fmt.Errorf("item %d: the answer %v is not here", i, o.Answer)
			}
			used[o.Answer] = true
		}
		t.segments = append(t.segments, leaf)
		l.rounds = uint64(len(e.Observations))
	}
	t.links = append(t.links, l)
	return nil
}
