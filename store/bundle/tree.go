package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	"constat/store/record"
	"constat/store/seal"
)

// tree computes each checkpoint's root from the shown leaves and the hashes of
// the rest.
func (v *verifier) tree() bool {
	err := v.gather()
	if err == nil {
		err = v.roots()
	}
	return v.try(Integrity, "tree", err, covered(len(v.leaves), len(v.nodes)))
}

func covered(leaves, nodes int) Words {
	entries := of(leaves, "entrée montrée", "entrées montrées", "entry shown", "entries shown")
	hashes := of(nodes, "empreinte", "empreintes", "hash", "hashes")
	return say("%[1]s et %[2]s donnent la racine de chaque tête", "%[3]s and %[4]s give the root of each checkpoint",
		entries.French, hashes.French, entries.English, hashes.English)
}

func (v *verifier) gather() error {
	b, err := v.read(nameHashes)
	if err != nil {
		return err
	}
	if v.nodes, err = readHashLines(b); err != nil {
		return err
	}
	var firsts []int64
	for _, f := range v.order {
		if first, ok := numbered(f.Name, "data/entries/"); ok {
			firsts = append(firsts, first)
		}
	}
	slices.Sort(firsts)
	return v.gatherRuns(firsts)
}

// gatherRuns reads and hashes runs of leaves side by side.
func (v *verifier) gatherRuns(firsts []int64) error {
	leaves, hashes := make([][]Leaf, len(firsts)), make([][]record.Hash, len(firsts))
	err := v.crew.first(len(firsts), func(i int) error {
		b, err := v.read(entriesName(firsts[i]))
		if err != nil {
			return err
		}
		leaves[i], err = readRun(firsts[i], b)
		hashes[i] = leafHashes(leaves[i])
		return err
	})
	if err != nil {
		return err
	}
	v.leaves, v.hashes = slices.Concat(leaves...), slices.Concat(hashes...)
	return oneCut(firsts, leaves, v.leaves)
}

// oneCut refuses leaves that are cut into runs in any other way than ours.
func oneCut(firsts []int64, runs [][]Leaf, leaves []Leaf) error {
	want := slices.Collect(cut(leaves))
	if len(want) != len(firsts) {
		return fmt.Errorf("entries are cut into %d runs, want %d", len(firsts), len(want))
	}
	for _, run := range want {
		name := entriesName(run[0].Index)
		i, ok := slices.BinarySearch(firsts, run[0].Index)
		if !ok {
			return fmt.Errorf("%s is missing", name)
		}
		if !slices.EqualFunc(runs[i], run, func(a, b Leaf) bool { return bytes.Equal(a.Bytes, b.Bytes) }) {
			return fmt.Errorf("%s is not cut as it should be", name)
		}
	}
	return nil
}

// roots checks that leaves and hashes cover the tree once, without overlap: a
// hash above a shown leaf would vouch for it unseen. Then each checkpoint's
// root is that of the tree when it had so many leaves.
func (v *verifier) roots() error {
	covering, err := v.cover()
	if err != nil {
		return err
	}
	if err := v.fewest(); err != nil {
		return err
	}
	heads := v.allHeads()
	var tree seal.Frontier
	met := 0
	for _, n := range covering {
		if err := tree.Add(n.Span, seal.Hash(n.Hash)); err != nil {
			return err
		}
		c, ok := heads[tree.Size()]
		if !ok {
			continue
		}
		met++
		if root, err := tree.Root(); err != nil || root != c.Root {
			return errors.Join(err, fmt.Errorf("checkpoint %d signs root %v, the entries give %v", c.Size, c.Root, root))
		}
	}
	if met != len(heads) {
		return errors.New("a checkpoint ends within what is not shown")
	}
	return nil
}

// cover walks leaves and hashes side by side, from the first leaf to the last,
// and returns both in one list.
func (v *verifier) cover() ([]Node, error) {
	list := make([]Node, 0, len(v.leaves)+len(v.nodes))
	i, j, next := 0, 0, int64(0)
	for next < v.newest {
		switch {
		case i < len(v.leaves) && v.leaves[i].Index == next:
			list = append(list, Node{Span{Lo: next, Hi: next + 1}, v.hashes[i]})
			next++
			i++
		case j < len(v.nodes) && v.nodes[j].Lo == next && v.nodes[j].Hi > next:
			list = append(list, v.nodes[j])
			next = v.nodes[j].Hi
			j++
		default:
			return nil, fmt.Errorf("leaf %d is neither shown nor under a given hash", next)
		}
	}
	if i < len(v.leaves) || j < len(v.nodes) || next != v.newest {
		return nil, fmt.Errorf("entries or hashes lie past the last checkpoint of %d leaves, or one over the other", v.newest)
	}
	return list, nil
}

// fewest refuses hashes given in any other cut than the one.
func (v *verifier) fewest() error {
	want := Hidden(v.leaves, slices.Collect(maps.Keys(v.allHeads())))
	if len(want) != len(v.nodes) {
		return fmt.Errorf("%d hashes are given for what %d cover", len(v.nodes), len(want))
	}
	for i, s := range want {
		if v.nodes[i].Span != s {
			return fmt.Errorf("the hash of leaves %d to %d is not cut as it should be", v.nodes[i].Lo, v.nodes[i].Hi)
		}
	}
	return nil
}
