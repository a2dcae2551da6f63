package bundle

import (
	"fmt"

	"constat/store/record"
)

// counted follows the log from the base to the end, and compares what is shown
// with what each seal counts: the vantage's own entries kind by kind and, where
// no target is withheld, all of them.
func (v *verifier) counted(base, end record.Seal) (own int64, err error) {
	whole := end.Targets == len(v.disclosure.Chains)
	bound := v.boundKinds()
	counts := map[record.Kind]int64{}
	for _, k := range record.Kinds {
		counts[k] = base.Count(k)
	}
	previous := v.disclosure.Base + 1
	for _, item := range v.account.Entries {
		s, isSeal := item.Entry.(record.Seal)
		if isSeal {
			if err := adds(s, item.Leaf); err != nil {
				return own, err
			}
		}
		if item.Leaf <= v.disclosure.Base || item.Leaf > v.disclosure.End {
			continue
		}
		own++
		counts[item.Entry.Kind()]++
		if !isSeal {
			continue
		}
		for len(bound) > 0 && bound[0].leaf < item.Leaf {
			counts[bound[0].kind]++
			bound = bound[1:]
		}
		if err := agrees(s, item.Leaf, counts, whole); err != nil {
			return own, err
		}
		if err := v.cites(s, item.Leaf, previous); err != nil {
			return own, err
		}
		previous = item.Leaf + 1
	}
	return own, nil
}

// agrees compares a seal with what was shown up to it.
func agrees(s record.Seal, leaf int64, counts map[record.Kind]int64, whole bool) error {
	for _, k := range record.Kinds {
		if n := s.Count(k); (whole || !k.Bound()) && n != counts[k] {
			return fmt.Errorf("entries of kind %s: %d are shown up to leaf %d, its seal counts %d", k, counts[k], leaf, n)
		}
	}
	return nil
}

func adds(s record.Seal, leaf int64) error {
	var sum int64
	for _, c := range s.Counts {
		sum += c.Count
	}
	if sum != leaf+1 {
		return fmt.Errorf("seal %d counts %d leaves", leaf, sum)
	}
	return nil
}

// cites checks that a seal names a checkpoint before it: one that ends with
// the seal before, unless that one was never signed, and whose root is the one
// computed here where it can be.
func (v *verifier) cites(s record.Seal, leaf, previous int64) error {
	p := s.Previous
	if p.Size > previous || (v.disclosure.Base >= 0 && p.Size < v.disclosure.Base+1) {
		return fmt.Errorf("seal %d cites a checkpoint of %d leaves, the seal before ends %d", leaf, p.Size, previous)
	}
	if c, ok := v.checkpoints[p.Size]; ok && record.Hash(c.Root) != p.Root {
		return fmt.Errorf("seal %d cites another checkpoint of %d leaves than the one shown", leaf, p.Size)
	}
	return nil
}

type boundKind struct {
	leaf int64
	kind record.Kind
}

// boundKinds lists the shown leaves of targets between base and end, in order.
func (v *verifier) boundKinds() []boundKind {
	kinds := map[int64]record.Kind{}
	for _, t := range v.account.Targets {
		for _, l := range t.links {
			kinds[l.leaf] = l.kind
		}
	}
	var out []boundKind
	for _, leaf := range v.leaves {
		if k, ok := kinds[leaf.Index]; ok && leaf.Index > v.disclosure.Base && leaf.Index <= v.disclosure.End {
			out = append(out, boundKind{leaf.Index, k})
		}
	}
	return out
}
