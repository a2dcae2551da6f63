package bundle

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/seal"
)

// witness makes one that the reader believes.
func (f *forge) witness() *seal.WitnessKey {
	k, err := seal.NewWitnessKey("witness.example/" + string(rune('0'+len(f.witnesses))))
	if err != nil {
		f.t.Fatal(err)
	}
	f.witnesses = append(f.witnesses, k)
	return k
}

// cosign has the checkpoint of size leaves cosigned.
func (f *forge) cosign(size int64, by ...*seal.WitnessKey) {
	if f.cosigned == nil {
		f.cosigned = map[int64][]*seal.WitnessKey{}
	}
	f.cosigned[size] = by
}

func (f *forge) withCosignatures(size int64, by ...*seal.WitnessKey) []byte {
	return cosigned(f.heads[size], morning.Add(time.Duration(size)*time.Minute), by...)
}

func cosigned(signed []byte, at time.Time, by ...*seal.WitnessKey) []byte {
	text, _, _ := strings.Cut(string(signed), "\n\n")
	c := seal.Cosigned{Signed: signed}
	for _, k := range by {
		c.Cosignatures = append(c.Cosignatures, k.Cosign(text+"\n", at))
	}
	return c.Encode()
}

// statement is the vantage's own policy.
func (f *forge) statement() []byte {
	var all []*seal.WitnessKey
	for _, by := range f.cosigned {
		all = append(all, by...)
	}
	slices.SortFunc(all, func(a, b *seal.WitnessKey) int { return cmp.Compare(a.Witness.String(), b.Witness.String()) })
	var text strings.Builder
	for _, k := range slices.Compact(all) {
		text.WriteString(seal.Naming(k.Witness))
	}
	return []byte(text.String() + "log " + f.key.Verifier() + "\nquorum none\n")
}

// witnessed is the story, cosigned at its first seal and its last, by one
// witness that the reader asks for and one that it knows.
func (f *forge) witnessed() *forge {
	f.story()
	a, b := f.witness(), f.witness()
	f.cosign(9, a, b)
	f.cosign(19, a, b)
	return f
}

// cosignedFiles is a witnessed bundle of the whole whose files were changed,
// with the log's key at hand.
func cosignedFiles(edit func(f *forge, m map[string][]byte)) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		m := unzip(t, f.witnessed().write(f.whole()))
		edit(f, m)
		refresh(m)
		return rezip(t, m, f.key)
	}
}

const (
	cosigned9  = "data/cosignatures/9"
	cosigned19 = "data/cosignatures/19"
)

// lineOf is the n-th line of a file.
func lineOf(b []byte, n int) []byte { return bytes.SplitAfter(b, []byte("\n"))[n] }

// What can be told of witnesses by who holds the log's key, and is refused
// whatever the reader's policy.
var witnessLies = []lie{
	{"cosignature changed", Integrity, "cosignatures", "not by the key", cosignedFiles(func(f *forge, m map[string][]byte) {
		x, _ := seal.ParseCosignature(strings.TrimSuffix(string(lineOf(m[cosigned9], 5)), "\n"))
		x.Seconds--
		m[cosigned9] = bytes.Replace(m[cosigned9], lineOf(m[cosigned9], 5), []byte(x.String()+"\n"), 1)
	})},
	{"cosignature of another checkpoint", Integrity, "cosignatures", "not by the key", cosignedFiles(func(f *forge, m map[string][]byte) {
		m[cosigned19] = bytes.Replace(m[cosigned19], lineOf(m[cosigned19], 5), lineOf(m[cosigned9], 5), 1)
	})},
	{"cosigned checkpoints swapped", Integrity, "cosignatures", "it is for 9 leaves", cosignedFiles(func(f *forge, m map[string][]byte) {
		m[cosigned9], m[cosigned19] = m[cosigned19], m[cosigned9]
	})},
	{"cosignature twice", Integrity, "cosignatures", "two cosignatures by one key", cosignedFiles(func(f *forge, m map[string][]byte) {
		m[cosigned9] = append(m[cosigned9], lineOf(m[cosigned9], 6)...)
	})},
	{"cosignatures out of order", Integrity, "cosignatures", "not in order", cosignedFiles(func(f *forge, m map[string][]byte) {
		b := m[cosigned9]
		m[cosigned9] = slices.Concat(bytes.Join(bytes.SplitAfter(b, []byte("\n"))[:5], nil), lineOf(b, 6), lineOf(b, 5))
	})},
	{"no cosignature under a cosigned checkpoint", Integrity, "cosignatures", "5 lines", cosignedFiles(func(f *forge, m map[string][]byte) {
		m[cosigned9] = m["data/checkpoints/19"]
	})},
	{"witness that is not named", Integrity, "cosignatures", "does not name the witness", cosignedFiles(func(f *forge, m map[string][]byte) {
		m[namePolicy] = bytes.Replace(m[namePolicy], lineOf(m[namePolicy], 0), nil, 1)
	})},
	{"witness named that cosigned nothing", Integrity, "cosignatures", "cosigned nothing here", cosignedFiles(func(f *forge, m map[string][]byte) {
		m[namePolicy] = append([]byte(seal.Naming(f.witness().Witness)), m[namePolicy]...)
	})},
	{"all that a witness cosigned left out, its name not", Integrity, "cosignatures", "cosigned nothing here", cosignedFiles(func(f *forge, m map[string][]byte) {
		delete(m, cosigned9)
		delete(m, cosigned19)
	})},
	{"checkpoint of another tree, cosigned", Integrity, "tree", "signs root", func(t *testing.T, f *forge) []byte {
		f.witnessed()
		other, err := seal.Sign(seal.Checkpoint{Origin: f.key.Name(), Size: 9, Root: seal.Hash{1}}, f.key)
		if err != nil {
			t.Fatal(err)
		}
		return f.with(f.contents(-1, 18, "shop", "blog", "control"), func(c *Contents) { c.Cosigned[9] = cosigned(other, morning, f.witnesses...) })
	}},
	{"checkpoint of another log, cosigned", Integrity, "cosignatures", "no signature by the log's key", func(t *testing.T, f *forge) []byte {
		f.witnessed()
		other := newForge(t).story()
		return f.with(f.whole(), func(c *Contents) { c.Cosigned[9] = cosigned(other.heads[9], morning, f.witnesses...) })
	}},
	{"another signed head of the same size, cosigned", Integrity, "cosignatures", "it is not data/checkpoints/19", func(t *testing.T, f *forge) []byte {
		f.witnessed()
		other, err := seal.Sign(seal.Checkpoint{Origin: f.key.Name(), Size: 19, Root: seal.Hash{1}}, f.key)
		if err != nil {
			t.Fatal(err)
		}
		return f.with(f.whole(), func(c *Contents) { c.Cosigned[19] = cosigned(other, morning, f.witnesses...) })
	}},
	{"cosigned checkpoint newer than the newest", Integrity, "cosignatures", "newer than the newest", func(t *testing.T, f *forge) []byte {
		f.witnessed()
		other, err := seal.Sign(seal.Checkpoint{Origin: f.key.Name(), Size: 20, Root: seal.Hash{1}}, f.key)
		if err != nil {
			t.Fatal(err)
		}
		return f.with(f.whole(), func(c *Contents) {
			c.Cosigned[20] = cosigned(other, morning, f.witnesses...)
			c.Nodes = nil
		})
	}},
	{"cosigned checkpoint of no leaves", Integrity, "archive", "has no place in one", cosignedFiles(func(f *forge, m map[string][]byte) { m["data/cosignatures/0"] = m[cosigned9] })},
	{"hash cut otherwise than cosigned checkpoints ask", Integrity, "tree", "hash", func(t *testing.T, f *forge) []byte {
		f.witnessed()
		f.cosign(7, f.witnesses[0]) // ends within what is not shown
		f.sign7()
		c := f.contents(8, 13, "shop", "control")
		plain := c
		plain.Cosigned = nil
		f.complete(&plain)
		c.Nodes = plain.Nodes
		return f.write(c)
	}},
}

// sign7 signs the first seven leaves, as a crash between two seals might.
func (f *forge) sign7() {
	signed, err := seal.Sign(seal.Checkpoint{Origin: f.key.Name(), Size: 7, Root: f.root(Span{Lo: 0, Hi: 7})}, f.key)
	if err != nil {
		f.t.Fatal(err)
	}
	f.heads[7] = signed
}

// What proves nothing, and breaks nothing: less than was cosigned, and the word
// of somebody unknown.
var unwitnessed = []lie{
	{"all cosignatures left out", History, "witnesses", "other histories may exist", cosignedFiles(func(f *forge, m map[string][]byte) {
		delete(m, cosigned9)
		delete(m, cosigned19)
		m[namePolicy] = []byte("log " + f.key.Verifier() + "\nquorum none\n")
	})},
	{"the newest cosignatures left out", History, "witnesses", "10 entries after them", cosignedFiles(func(f *forge, m map[string][]byte) { delete(m, cosigned19) })},
	{"a witness of one's own", History, "witnesses", "2 cosignatures by others", func(t *testing.T, f *forge) []byte {
		f.witnessed()
		own, err := seal.NewWitnessKey("witness.example/0") // the name of the one that the reader asks for
		if err != nil {
			t.Fatal(err)
		}
		f.cosign(9, own)
		f.cosign(19, own)
		return f.write(f.whole())
	}},
	{"a witness that is not enough", History, "witnesses", "(1 witness that the policy names", func(t *testing.T, f *forge) []byte {
		f.witnessed()
		f.cosign(9, f.witnesses[1])
		f.cosign(19, f.witnesses[1])
		return f.write(f.whole())
	}},
}

// A bundle whose witnesses are those that the reader asks for is proven, in
// whole and in part, and what they cosigned within what is not shown counts.
func TestWitnessedStoryVerifies(t *testing.T) {
	f := newForge(t).witnessed()
	f.cosign(7, f.witnesses[0])
	f.sign7()
	for name, c := range map[string]Contents{"whole": f.whole(), "part": f.part(), "from the first": f.contents(-1, 13, "shop", "control"), "to the newest": f.contents(8, 18, "blog", "control")} {
		b := verifyBytes(t, f.write(c), f.policy())
		if b.Verdict() != Proven {
			t.Errorf("%s: %+v", name, b.Checks)
			continue
		}
		s := b.Logs[0].Single
		if s == nil || s.Since != record.At(morning.Add(7*time.Minute)) || s.SinceSize != 7 || s.Size != 19 {
			t.Errorf("%s: %+v", name, s)
		}
		if v := verifyBytes(t, f.write(c), nil); v.Verdict() != Partial || v.Logs[0].Single != nil {
			t.Errorf("%s: without a policy: %s", name, v.Verdict())
		}
	}
}
