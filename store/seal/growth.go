package seal

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// MaxProof is how many hashes a consistency proof may have: as many as a tree
// of 2^63 leaves has levels.
const MaxProof = 63

// ProveGrowth returns the proof that the tree of old leaves is the beginning
// of that of size leaves: RFC 6962, section 2.1.2. From nothing, and from one
// size to itself, nothing needs proof.
func ProveGrowth(old, size int64, nodes Nodes) ([]Hash, error) {
	if old < 0 || old > size {
		return nil, fmt.Errorf("prove growth from %d leaves to %d: a log does not shrink", old, size)
	}
	if old == 0 || old == size {
		return nil, nil
	}
	return growth(old, Span{0, size}, true, nodes)
}

// growth is SUBPROOF of RFC 6962: m leaves of the span s; whole says that they
// are the old tree itself, whose hash whoever checks has.
func growth(m int64, s Span, whole bool, nodes Nodes) ([]Hash, error) {
	n := s.Hi - s.Lo
	if m == n {
		if whole {
			return nil, nil
		}
		h, err := hash(s, nodes)
		return []Hash{h}, err
	}
	k := int64(1) << (bits.Len64(uint64(n-1)) - 1)
	near, far := Span{s.Lo, s.Lo + k}, Span{s.Lo + k, s.Hi}
	if m > k {
		m, near, far, whole = m-k, far, near, false
	}
	below, err := growth(m, near, whole, nodes)
	if err != nil {
		return nil, err
	}
	h, err := hash(far, nodes)
	return append(below, h), err
}

// CheckGrowth checks such a proof, in its one form: empty where nothing needs
// proof.
func CheckGrowth(proof []Hash, old, new Checkpoint) error {
	switch {
	case old.Size < 0 || old.Size > new.Size:
		return fmt.Errorf("a log of %d leaves does not shrink to %d", old.Size, new.Size)
	case new.Size == 0 && new.Root != sha256.Sum256(nil): // RFC 6962, section 2.1
		return errors.New("a root of no leaves that is not the one")
	case (old.Size == 0 || old.Size == new.Size) && len(proof) != 0:
		return errors.New("a proof of what needs none")
	case old.Size == new.Size && old.Size != 0 && old.Root != new.Root:
		return fmt.Errorf("two trees of %d leaves", old.Size)
	case old.Size == 0 || old.Size == new.Size:
		return nil
	}
	return tlog.CheckTree(proof, new.Size, new.Root, old.Size, old.Root)
}
