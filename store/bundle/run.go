package bundle

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"constat/store/record"
	"constat/store/seal"
)

// cut yields leaves run by run: one ends before a multiple of runLength and
// before a hole.
func cut(leaves []Leaf) iter.Seq[[]Leaf] {
	return func(yield func([]Leaf) bool) {
		for len(leaves) > 0 {
			first, n := leaves[0].Index, 1
			for n < len(leaves) && leaves[n].Index == first+int64(n) && leaves[n].Index/runLength == first/runLength {
				n++
			}
			if !yield(leaves[:n]) {
				return
			}
			leaves = leaves[n:]
		}
	}
}

// runs packs leaves as entry bundles: each leaf after its length in two bytes,
// highest first.
func runs(leaves []Leaf) []part {
	var parts []part
	for run := range cut(leaves) {
		var b []byte
		for _, leaf := range run {
			b = binary.BigEndian.AppendUint16(b, uint16(len(leaf.Bytes)))
			b = append(b, leaf.Bytes...)
		}
		parts = append(parts, data(entriesName(run[0].Index), b))
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
	var b []byte
	for _, n := range nodes {
		b = append(strconv.AppendInt(b, n.Lo, 10), ' ')
		b = append(strconv.AppendInt(b, n.Hi, 10), ' ')
		b = append(hex.AppendEncode(b, n.Hash[:]), '\n')
	}
	return string(b)
}

func readHashLines(b []byte) ([]Node, error) {
	var nodes []Node
	for line := range bytes.Lines(b) {
		n, err := readHashLine(line)
		if err != nil {
			return nil, fmt.Errorf("hashes: line %d: %w", len(nodes)+1, err)
		}
		if len(nodes) == 0 {
			nodes = make([]Node, 0, len(b)/len(line)+1)
		}
		nodes = append(nodes, n)
	}
	if hashLines(nodes) != string(b) {
		return nil, fmt.Errorf("hashes: not in their one form")
	}
	return nodes, nil
}

func readHashLine(line []byte) (n Node, err error) {
	fields := bytes.Fields(line)
	if len(fields) != 3 {
		return n, errors.New("it is not of three words")
	}
	lo, err := strconv.ParseInt(string(fields[0]), 10, 64)
	hi, err2 := strconv.ParseInt(string(fields[1]), 10, 64)
	n.Lo, n.Hi = lo, hi
	return n, errors.Join(err, err2, n.Hash.UnmarshalText(fields[2]))
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
	next, cuts := int64(0), sizes
	cover := func(to int64) {
		for next < to {
			for len(cuts) > 0 && cuts[0] <= next {
				cuts = cuts[1:]
			}
			end := to
			if len(cuts) > 0 {
				end = min(end, cuts[0])
			}
			out = append(out, seal.Cover(Span{Lo: next, Hi: end})...)
			next = end
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
