package seal

import (
	"testing"

	"pgregory.net/rapid"
)

// However the leaves come, singly or in complete subtrees, each size has the
// root that the tree has.
func TestFrontierHasTheRoots(t *testing.T) {
	leaves := func(s Span) (Hash, bool) { return LeafHash([]byte{byte(s.Lo), byte(s.Lo >> 8)}), s.Hi-s.Lo == 1 }
	rapid.Check(t, func(t *rapid.T) {
		var f Frontier
		for range rapid.IntRange(0, 40).Draw(t, "additions") {
			n := int64(1) << rapid.IntRange(0, 6).Draw(t, "power")
			for f.Size()%n != 0 {
				n /= 2
			}
			s := Span{f.Size(), f.Size() + n}
			h, err := Root(n, func(b Span) (Hash, bool) { return leaves(Span{b.Lo + s.Lo, b.Hi + s.Lo}) })
			if err != nil {
				t.Fatal(err)
			}
			if err := f.Add(s, h); err != nil {
				t.Fatal(err)
			}
			want, err := Root(f.Size(), leaves)
			got, err2 := f.Root()
			if err != nil || err2 != nil || got != want {
				t.Fatalf("%d leaves: %v, want %v; %v %v", f.Size(), got, want, err, err2)
			}
		}
	})
}

func TestFrontierRefusesWhatDoesNotFollow(t *testing.T) {
	var f Frontier
	for _, s := range []Span{{1, 2}, {0, 3}, {0, 0}, {2, 1}, {-1, 0}} {
		if f.Add(s, Hash{}) == nil {
			t.Errorf("%v was taken", s)
		}
	}
	if err := f.Add(Span{0, 2}, Hash{}); err != nil {
		t.Fatal(err)
	}
	if f.Add(Span{2, 6}, Hash{}) == nil {
		t.Error("a subtree that does not begin at a multiple of its size was taken")
	}
}
