package bundle

import (
	"bytes"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"constat/store/record"
	"constat/store/seal"
)

// Each shown leaf is cited with what proves it: under the newest head, and under the
// first behind it that was stamped, with both tokens.
func TestEachShownLeafIsCitedUnderItsHeads(t *testing.T) {
	s := stamped(t, newForge(t), honest, "Horloge A", "Horloge B")
	citedOf(t, s.forge, s.write(s.everything()), s.everything(), 2)
}

// What is not shown is proven around: a part of the targets, and a log that another carries.
func TestWhatIsNotShownIsNotCited(t *testing.T) {
	f := newForge(t).story()
	c := f.contents(-1, 18, "shop", "control")
	citedOf(t, f, f.write(c), c, 0)
	key := keyFor(t, "saguenay-1/2")
	old := newForge(t).ended("rotation", key.Verifier())
	b := carried(old.after(key, "rotation", asIs), old)
	citedOf(t, old, b, old.everything(), 0)
	if _, err := Cite(bytes.NewReader(b), int64(len(b)), "levis-22/1"); err == nil {
		t.Error("a log that is not there is cited")
	}
}

func citedOf(t *testing.T, f *forge, file []byte, c Contents, stamps int) {
	t.Helper()
	x, err := Cite(bytes.NewReader(file), int64(len(file)), f.key.Name())
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(x.Key)
	if err != nil {
		t.Fatal(err)
	}
	if x.Key != f.key.Verifier() {
		t.Errorf("key %s", x.Key)
	}
	for _, leaf := range c.Leaves {
		got, err := x.Leaf(leaf.Index)
		if err != nil || !bytes.Equal(got.Bytes, leaf.Bytes) {
			t.Fatalf("leaf %d: %v", leaf.Index, err)
		}
		tokens := 0
		for _, h := range got.Heads {
			head, err := seal.Open(h.Checkpoint, verifier)
			if err != nil {
				t.Fatal(err)
			}
			var proof []seal.Hash
			for _, p := range h.Proof {
				proof = append(proof, seal.Hash(p))
			}
			if err := seal.CheckRow(proof, head.Size, head.Root, leaf.Index, leaf.Bytes); err != nil {
				t.Errorf("leaf %d under %d: %v", leaf.Index, head.Size, err)
			}
			for _, token := range h.Tokens {
				if _, err := seal.ReadToken(token, h.Checkpoint); err != nil {
					t.Errorf("leaf %d under %d: %v", leaf.Index, head.Size, err)
				}
				tokens++
			}
		}
		if want := stamps; leaf.Index < 19 && tokens != want || len(got.Heads) == 0 {
			t.Errorf("leaf %d: %d tokens in %d heads", leaf.Index, tokens, len(got.Heads))
		}
	}
	for n := range int64(len(f.leaves)) {
		shown := slices.ContainsFunc(c.Leaves, func(l Leaf) bool { return l.Index == n })
		if _, err := x.Leaf(n); (err == nil) != shown {
			t.Errorf("leaf %d: %v", n, err)
		}
	}
	if _, err := x.Answer(record.Hash{1}); err == nil {
		t.Error("an answer that is not there is given")
	}
}
