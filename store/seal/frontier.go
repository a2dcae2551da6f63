package seal

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// A Frontier computes tree hashes as leaves come, from the first on. It holds
// one hash for each complete subtree that is not yet part of a larger one: as
// many as the number of leaves has bits set.
type Frontier struct {
	spans  []Span
	hashes []Hash
}

// Size returns how many leaves came.
func (f *Frontier) Size() int64 {
	if len(f.spans) == 0 {
		return 0
	}
	return f.spans[len(f.spans)-1].Hi
}

// Add takes the hash of a leaf (a span of one) or of a complete subtree: 2^k
// leaves that begin at a multiple of 2^k, where the last ones ended.
func (f *Frontier) Add(s Span, h Hash) error {
	n := s.Hi - s.Lo
	if s.Lo != f.Size() || n < 1 || n&(n-1) != 0 || s.Lo%n != 0 {
		return fmt.Errorf("the hash of leaves %d to %d does not follow leaf %d", s.Lo, s.Hi, f.Size()-1)
	}
	for last := len(f.spans) - 1; last >= 0 && f.spans[last].Hi-f.spans[last].Lo == s.Hi-s.Lo; last-- {
		s.Lo, h = f.spans[last].Lo, tlog.NodeHash(f.hashes[last], h)
		f.spans, f.hashes = f.spans[:last], f.hashes[:last]
	}
	f.spans, f.hashes = append(f.spans, s), append(f.hashes, h)
	return nil
}

// Root returns the RFC 6962, section 2.1, tree hash of what came.
func (f *Frontier) Root() (Hash, error) {
	last := len(f.hashes) - 1
	if last < 0 {
		return tlog.TreeHash(0, nil)
	}
	h := f.hashes[last]
	for i := last - 1; i >= 0; i-- {
		h = tlog.NodeHash(f.hashes[i], h)
	}
	return h, nil
}
