package seal

import (
	"testing"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"
)

// Proofs of growth are those of RFC 6962 as two foreign implementations know
// it, for every pair of sizes up to 70.
func TestGrowthAgreesWithForeignLibraries(t *testing.T) {
	const most = 70
	all := rows(most)
	nodes := rowNodes(all)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(ix []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range ix {
			out = append(out, stored[i])
		}
		return out, nil
	})
	var roots [][]byte
	for n := range int64(most + 1) {
		root, err := RowsRoot(all[:n])
		if err != nil {
			t.Fatal(err)
		}
		roots = append(roots, root[:])
		if n < most {
			h, err := tlog.StoredHashes(n, all[n], reader)
			if err != nil {
				t.Fatal(err)
			}
			stored = append(stored, h...)
		}
	}
	at := func(n int64) Checkpoint { return Checkpoint{Size: n, Root: Hash(roots[n])} }
	for size := range int64(most + 1) {
		for old := range size + 1 {
			p, err := ProveGrowth(old, size, nodes)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckGrowth(p, at(old), at(size)); err != nil {
				t.Errorf("%d to %d: %v", old, size, err)
			}
			raw := make([][]byte, len(p))
			for i := range p {
				raw[i] = p[i][:]
			}
			if old > 0 {
				if err := proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(old), uint64(size), raw, roots[old], roots[size]); err != nil {
					t.Errorf("%d to %d: a foreign library says %v", old, size, err)
				}
			}
			if 0 < old && old < size {
				theirs, err := tlog.ProveTree(size, old, reader)
				if err != nil || len(theirs) != len(p) {
					t.Fatalf("%d to %d: %d hashes, want %d (%v)", old, size, len(p), len(theirs), err)
				}
				refuses(t, p, at(old), at(size))
			}
		}
	}
	if _, err := ProveGrowth(3, 2, nodes); err == nil {
		t.Error("a log shrank")
	}
}

// refuses checks that no lesser proof will do.
func refuses(t *testing.T, p []Hash, old, size Checkpoint) {
	t.Helper()
	other := old
	other.Root[0] ^= 1
	for name, err := range map[string]error{
		"another old tree": CheckGrowth(p, other, size),
		"a hash too few":   CheckGrowth(p[:len(p)-1], old, size),
		"a hash too many":  CheckGrowth(append(append([]Hash{}, p...), Hash{}), old, size),
		"backwards":        CheckGrowth(p, size, old),
		"none":             CheckGrowth(nil, old, size),
	} {
		if err == nil {
			t.Errorf("%d to %d: %s: accepted", old.Size, size.Size, name)
		}
	}
}

func TestTwoTreesOfOneSizeDoNotGrow(t *testing.T) {
	a, b := Checkpoint{Size: 5, Root: Hash{1}}, Checkpoint{Size: 5, Root: Hash{2}}
	if CheckGrowth(nil, a, b) == nil || CheckGrowth([]Hash{{}}, a, a) == nil || CheckGrowth([]Hash{{}}, Checkpoint{}, a) == nil {
		t.Error("accepted")
	}
	if err := CheckGrowth(nil, a, a); err != nil {
		t.Error(err)
	}
}
