package seal

import (
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// LeafHash returns the RFC 6962, section 2.1, hash of a leaf.
func LeafHash(leaf []byte) Hash { return tlog.RecordHash(leaf) }

// A Span is the leaves from Lo up to but not including Hi.
type Span struct{ Lo, Hi int64 }

// Nodes gives the hash of a span if it is known. Root asks it for leaves (a
// span of one) and for spans of 2^k leaves that begin at a multiple of 2^k.
type Nodes func(Span) (Hash, bool)

// Root returns the RFC 6962, section 2.1, tree hash of the first size leaves.
func Root(size int64, nodes Nodes) (Hash, error) {
	if size == 0 {
		return tlog.TreeHash(0, nil)
	}
	return hash(Span{0, size}, nodes)
}

// hash splits a span as RFC 6962 does: the left part is the largest power of
// two smaller than the whole.
func hash(s Span, nodes Nodes) (Hash, error) {
	if h, ok := known(s, nodes); ok {
		return h, nil
	}
	if s.Hi-s.Lo == 1 {
		return Hash{}, fmt.Errorf("leaf %d is neither there nor under a given hash", s.Lo)
	}
	k := int64(1) << (bits.Len64(uint64(s.Hi-s.Lo-1)) - 1)
	left, err := hash(Span{s.Lo, s.Lo + k}, nodes)
	if err != nil {
		return Hash{}, err
	}
	right, err := hash(Span{s.Lo + k, s.Hi}, nodes)
	if err != nil {
		return Hash{}, err
	}
	return tlog.NodeHash(left, right), nil
}

func known(s Span, nodes Nodes) (Hash, bool) {
	if n := s.Hi - s.Lo; n&(n-1) != 0 || s.Lo%n != 0 {
		return Hash{}, false
	}
	return nodes(s)
}

// Cover returns the fewest complete subtrees that make up a span.
func Cover(s Span) []Span {
	var out []Span
	for s.Lo < s.Hi {
		n := s.Lo & -s.Lo // the largest that begins here
		if s.Lo == 0 {
			n = 1 << 62
		}
		for n > s.Hi-s.Lo {
			n >>= 1
		}
		out = append(out, Span{s.Lo, s.Lo + n})
		s.Lo += n
	}
	return out
}

// RowsRoot returns the tree hash over rows, and Prove and CheckRow the proof
// that a row is the n-th of a tree: RFC 6962, section 2.1.1.
func RowsRoot(rows [][]byte) (Hash, error) { return Root(int64(len(rows)), rowNodes(rows)) }

func rowNodes(rows [][]byte) Nodes {
	return func(s Span) (Hash, bool) {
		if s.Hi-s.Lo != 1 {
			return Hash{}, false
		}
		return LeafHash(rows[s.Lo]), true
	}
}

// ProveRow returns the audit path of row n, from the leaf up.
func ProveRow(rows [][]byte, n int64) ([]Hash, error) {
	return path(Span{0, int64(len(rows))}, n, rowNodes(rows))
}

// ProveLeaf returns the audit path of leaf n in the tree of the first size leaves,
// which [CheckRow] checks: RFC 6962, section 2.1.1.
func ProveLeaf(size, n int64, nodes Nodes) ([]Hash, error) {
	if n < 0 || n >= size {
		return nil, fmt.Errorf("prove leaf %d of %d", n, size)
	}
	return path(Span{0, size}, n, nodes)
}

func path(s Span, n int64, nodes Nodes) ([]Hash, error) {
	if s.Hi-s.Lo == 1 {
		return nil, nil
	}
	k := int64(1) << (bits.Len64(uint64(s.Hi-s.Lo-1)) - 1)
	near, far := Span{s.Lo, s.Lo + k}, Span{s.Lo + k, s.Hi}
	if n >= far.Lo {
		near, far = far, near
	}
	below, err := path(near, n, nodes)
	if err != nil {
		return nil, err
	}
	h, err := hash(far, nodes)
	return append(below, h), err
}

// CheckRow reports whether row is the n-th of the tree of size rows under root.
func CheckRow(proof []Hash, size int64, root Hash, n int64, row []byte) error {
	return tlog.CheckRecord(proof, size, root, n, LeafHash(row))
}
