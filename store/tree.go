package store

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	bolt "go.etcd.io/bbolt"

	"golang.org/x/mod/sumdb/tlog"

	"constat/store/seal"
)

// Hashes of fewer than 2^treeLevel leaves are computed when needed, from the
// leaves themselves: keeping them would cost 64 bytes a leaf.
const treeLevel = 8

func treeKey(level int, n int64) []byte {
	return binary.BigEndian.AppendUint64([]byte{byte(level)}, uint64(n))
}

// grow keeps the hashes of the subtrees that the newest leaf completed.
func (b *batch) grow() error {
	for level := treeLevel; b.next&(1<<level-1) == 0; level++ {
		n := b.next>>level - 1
		h, err := subtree(b.tx, level, n)
		if err != nil {
			return err
		}
		if err := b.tx.Bucket(treeBucket).Put(treeKey(level, n), h[:]); err != nil {
			return err
		}
		if n&1 == 0 {
			return nil
		}
	}
	return nil
}

// subtree computes the hash of the n-th run of 2^level leaves from below.
func subtree(tx *bolt.Tx, level int, n int64) (seal.Hash, error) {
	if level == treeLevel {
		return seal.Root(1<<level, func(s seal.Span) (seal.Hash, bool) { return leafHash(tx, s.Lo+n<<level, s) })
	}
	left, ok := kept(tx, level-1, 2*n)
	right, ok2 := kept(tx, level-1, 2*n+1)
	if !ok || !ok2 {
		return seal.Hash{}, fmt.Errorf("tree: hash %d of level %d is missing", 2*n, level-1)
	}
	return tlog.NodeHash(left, right), nil
}

func leafHash(tx *bolt.Tx, index int64, s seal.Span) (seal.Hash, bool) {
	if s.Hi-s.Lo != 1 {
		return seal.Hash{}, false
	}
	leaf := tx.Bucket(leavesBucket).Get(indexKey(index))
	return seal.LeafHash(leaf), leaf != nil
}

func kept(tx *bolt.Tx, level int, n int64) (h seal.Hash, ok bool) {
	v := tx.Bucket(treeBucket).Get(treeKey(level, n))
	return h, copy(h[:], v) == len(h)
}

// nodes gives the hashes of the tree as tx sees it.
func nodes(tx *bolt.Tx) seal.Nodes {
	return func(s seal.Span) (seal.Hash, bool) {
		level := bits.TrailingZeros64(uint64(s.Hi - s.Lo))
		if level >= treeLevel {
			return kept(tx, level, s.Lo>>level)
		}
		return leafHash(tx, s.Lo, s)
	}
}
