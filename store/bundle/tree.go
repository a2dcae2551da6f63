package bundle

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

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
	for _, first := range firsts {
		b, err := v.read(entriesName(first))
		if err != nil {
			return err
		}
		leaves, err := readRun(first, b)
		if err != nil {
			return err
		}
		v.leaves = append(v.leaves, leaves...)
	}
	v.hashes = leafHashes(v.leaves)
	return v.oneForm()
}

// oneForm refuses leaves that are cut into runs in any other way than ours.
func (v *verifier) oneForm() error {
	want := runs(v.leaves)
	got := 0
	for _, f := range v.order {
		if strings.HasPrefix(f.Name, "data/entries/") {
			got++
		}
	}
	if len(want) != got {
		return fmt.Errorf("entries are cut into %d runs, want %d", got, len(want))
	}
	for _, p := range want {
		b, err := v.read(p.name)
		if err != nil {
			return err
		}
		if sha256.Sum256(b) != p.sum {
			return fmt.Errorf("%s is not cut as it should be", p.name)
		}
	}
	return nil
}

// roots checks that leaves and hashes cover the tree once, without overlap: a
// hash above a shown leaf would vouch for it unseen.
func (v *verifier) roots() error {
	known, err := v.cover()
	if err != nil {
		return err
	}
	if err := v.fewest(); err != nil {
		return err
	}
	for n, c := range v.checkpoints {
		root, err := seal.Root(n, func(s Span) (seal.Hash, bool) { h, ok := known[s]; return h, ok })
		if err != nil {
			return fmt.Errorf("checkpoint %d: %w", n, err)
		}
		if root != c.Root {
			return fmt.Errorf("checkpoint %d signs root %v, the entries give %v", n, c.Root, root)
		}
	}
	return nil
}

// cover walks leaves and hashes side by side, from the first leaf to the last.
func (v *verifier) cover() (map[Span]seal.Hash, error) {
	known := make(map[Span]seal.Hash, len(v.leaves)+len(v.nodes))
	i, j, next := 0, 0, int64(0)
	for next < v.newest {
		switch {
		case i < len(v.leaves) && v.leaves[i].Index == next:
			known[Span{Lo: next, Hi: next + 1}] = seal.Hash(v.hashes[i])
			next++
			i++
		case j < len(v.nodes) && v.nodes[j].Lo == next && v.nodes[j].Hi > next:
			known[v.nodes[j].Span] = seal.Hash(v.nodes[j].Hash)
			next = v.nodes[j].Hi
			j++
		default:
			return nil, fmt.Errorf("leaf %d is neither shown nor under a given hash", next)
		}
	}
	if i < len(v.leaves) || j < len(v.nodes) || next != v.newest {
		return nil, fmt.Errorf("entries or hashes lie past the last checkpoint of %d leaves, or one over the other", v.newest)
	}
	return known, nil
}

// fewest refuses hashes given in any other cut than the one.
func (v *verifier) fewest() error {
	want := Hidden(v.leaves, slices.Collect(maps.Keys(v.checkpoints)))
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
