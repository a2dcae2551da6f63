package bundle

import (
	"fmt"

	"constat/store/record"
)

// assemble sorts disclosed leaves into a Log. It checks that each decodes and
// that what segments cite is there, and no other answer; whether anything is
// missing is for the verifier to say.
func assemble(crew crew, d Disclosure, leaves []Leaf, hashes []record.Hash, answers [][]byte) (*Log, error) {
	l := &Log{Disclosure: d, leaves: leaves, Leaves: int64(len(leaves))}
	if err := l.readAnswers(crew, answers); err != nil {
		return nil, err
	}
	readings := l.readLeaves(crew, leaves)
	chains := map[record.Chain]*Target{}
	first := map[record.Chain]int64{}
	for i, leaf := range leaves {
		r := readings[i]
		if r.err != nil {
			return nil, fmt.Errorf("leaf %d: %w", leaf.Index, r.err)
		}
		if !r.bound {
			l.Entries = append(l.Entries, Item{leaf.Index, r.entry})
			continue
		}
		t := chains[r.link.Chain]
		if t == nil {
			t = &Target{Chain: r.link.Chain, log: l, taken: map[int64]Observed{}, followed: map[int64]*record.Answer{}, pictures: map[int64]*record.Answer{}}
			chains[t.Chain], first[t.Chain] = t, leaf.Index
			l.Targets = append(l.Targets, t)
		}
		if err := t.add(leaf, hashes[i], r); err != nil {
			return nil, fmt.Errorf("leaf %d: %w", leaf.Index, err)
		}
	}
	sortTargets(l.Targets, first)
	for _, t := range l.Targets {
		if len(t.Definitions) == 0 {
			return nil, fmt.Errorf("chain %v: its target entry is not shown", t.Chain)
		}
	}
	return l, l.allCited()
}

func (t *Target) add(leaf Leaf, hash record.Hash, r reading) error {
	kind := record.KindSegment
	if r.entry != nil {
		kind = r.entry.Kind()
	}
	switch e := r.entry.(type) {
	case record.Target:
		t.Definitions = append(t.Definitions, Definition{e, leaf.Index, hash})
	case record.Capture:
		t.Captures = append(t.Captures, Item{leaf.Index, e})
	case record.Inventory:
		t.Inventories = append(t.Inventories, Item{leaf.Index, e})
	case record.Import:
		t.Imports = append(t.Imports, Item{leaf.Index, e})
	case record.Path:
		t.Paths = append(t.Paths, Item{leaf.Index, e})
	case record.Picture:
		t.Pictures = append(t.Pictures, Item{leaf.Index, e})
	case record.Bodies:
		t.Bodies = append(t.Bodies, Item{leaf.Index, e})
	case record.Requisites:
		t.Requisites = append(t.Requisites, Item{leaf.Index, e})
	default: // a segment
		if t.definition(r.target) == nil {
			return fmt.Errorf("segment cites target entry %d, which is not above it", r.target)
		}
		if r.missing != nil {
			return r.missing
		}
		t.segments = append(t.segments, leaf)
	}
	t.links = append(t.links, linked{leaf.Index, r.link, hash, uint64(r.rounds), kind})
	return nil
}

// A reading is what one leaf says; of a segment, what there is to know before
// its target is.
type reading struct {
	err     error // it does not decode
	entry   record.Entry
	link    record.Link
	bound   bool
	target  int64 // the target entry that a segment cites
	rounds  int   // observations in it
	missing error // an answer that it cites is not here
}

// at once reads so many leaves.
const atOnce = 64

func (l *Log) readLeaves(crew crew, leaves []Leaf) []reading {
	out := make([]reading, len(leaves))
	crew.each((len(leaves)+atOnce-1)/atOnce, func(n int) {
		var s record.Segment
		for i := n * atOnce; i < min(len(leaves), (n+1)*atOnce); i++ {
			out[i] = l.readLeaf(leaves[i].Bytes, &s)
		}
	})
	return out
}

func (l *Log) readLeaf(leaf []byte, s *record.Segment) (r reading) {
	if record.KindOf(leaf) != record.KindSegment {
		if r.entry, r.err = record.Decode(leaf); r.err == nil {
			r.link, r.bound = record.LinkOf(r.entry)
		}
		return r
	}
	if r.err = record.DecodeSegment(leaf, s); r.err != nil {
		return r
	}
	r.link, r.bound, r.target, r.rounds = s.Link, true, s.Target, len(s.Observations)
	for i := range s.Observations {
		h := s.Observations[i].Answer
		if i > 0 && h == s.Observations[i-1].Answer {
			continue
		}
		a := l.answers[h]
		if a == nil {
			r.missing = fmt.Errorf("item %d: the answer %v is not here", i, h)
			return r
		}
		if !a.used.Load() {
			a.used.Store(true)
		}
	}
	return r
}

func (l *Log) readAnswers(crew crew, answers [][]byte) error {
	list, sums := make([]cited, len(answers)), make([]record.Hash, len(answers))
	err := crew.first(len(answers), func(i int) (err error) {
		sums[i] = record.Sum(answers[i])
		if list[i].Answer, err = record.DecodeAnswer(answers[i]); err != nil {
			return fmt.Errorf("answer %d: %w", i+1, err)
		}
		return nil
	})
	l.answers = make(map[record.Hash]*cited, len(answers))
	for i := range list {
		l.answers[sums[i]] = &list[i]
	}
	return err
}

// allCited refuses answers that no shown observation cites.
func (l *Log) allCited() error {
	idle := 0
	for _, a := range l.answers {
		if !a.used.Load() {
			idle++
		}
	}
	if idle > 0 {
		return fmt.Errorf("%d answers that no observation cites", idle)
	}
	return nil
}
