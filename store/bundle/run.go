package bundle

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"constat/store/record"
	"constat/store/seal"
)

// runs packs leaves as entry bundles: each leaf after its length in two bytes,
// highest first. A run ends before a multiple of runLength and before a hole.
func runs(leaves []Leaf) []part {
	var parts []part
	for i := 0; i < len(leaves); {
		first := leaves[i].Index
		var b []byte
		for next := first; i < len(leaves) && leaves[i].Index == next && next/runLength == first/runLength; next++ {
			b = binary.BigEndian.AppendUint16(b, uint16(len(leaves[i].Bytes)))
			b = append(b, leaves[i].Bytes...)
			i++
		}
		parts = append(parts, data(entriesName(first), b))
	}
	return parts
}

// readRun takes a run apart again.
func readRun(first int64, b []byte) ([]Leaf, error) {
	var leaves []Leaf
	for len(b) > 0 {
		if len(b) < 2 || len(b)-2 < int(binary.BigEndian.Uint16(b)) {
			return nil, fmt.Errorf("entries %d: leaf %d is cut short", first, first+int64(len(leaves)))
		}
		n := int(binary.BigEndian.Uint16(b))
		leaves = append(leaves, Leaf{first + int64(len(leaves)), b[2 : 2+n]})
		b = b[2+n:]
	}
	return leaves, nil
}

// hashLines writes the hashes of what is not shown, a line each: first leaf,
// leaf after the last, hash in hexadecimal.
func hashLines(nodes []Node) string {
	var b strings.Builder
	for _, n := range nodes {
		fmt.Fprintf(&b, "%d %d %v\n", n.Lo, n.Hi, n.Hash)
	}
	return b.String()
}

func readHashLines(b []byte) ([]Node, error) {
	var nodes []Node
	for line := range strings.Lines(string(b)) {
		var n Node
		var hex string
		if _, err := fmt.Sscanf(line, "%d %d %s\n", &n.Lo, &n.Hi, &hex); err != nil {
			return nil, fmt.Errorf("hashes: line %d is malformed", len(nodes)+1)
		}
		if err := n.Hash.UnmarshalText([]byte(hex)); err != nil {
			return nil, fmt.Errorf("hashes: line %d: %w", len(nodes)+1, err)
		}
		nodes = append(nodes, n)
	}
	if hashLines(nodes) != string(b) {
		return nil, fmt.Errorf("hashes: not in their one form")
	}
	return nodes, nil
}

// Span is what a node covers.
type Span = seal.Span

// Hidden returns the spans whose hashes go with leaves: what is not shown of a
// log whose newest shown checkpoint is the largest of sizes, in the fewest
// complete subtrees, cut where a shown checkpoint ends, so that the root of
// each can be computed.
func Hidden(leaves []Leaf, sizes []int64) []Span {
	var out []Span
	sizes = slices.Sorted(slices.Values(sizes))
	next := int64(0)
	cover := func(to int64) {
		for _, cut := range append(slices.Clone(sizes), to) {
			if cut > next && cut <= to {
				out = append(out, seal.Cover(Span{Lo: next, Hi: cut})...)
				next = cut
			}
		}
	}
	for _, leaf := range leaves {
		cover(leaf.Index)
		next = leaf.Index + 1
	}
	if len(sizes) > 0 {
		cover(sizes[len(sizes)-1])
	}
	return out
}

func leafHashes(leaves []Leaf) []record.Hash {
	out := make([]record.Hash, len(leaves))
	for i, leaf := range leaves {
		out[i] = record.Hash(seal.LeafHash(leaf.Bytes))
	}
	return out
}
