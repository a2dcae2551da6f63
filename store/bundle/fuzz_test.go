package bundle

import (
	"bytes"
	"testing"
)

// A changed bundle is refused, never with a panic.
func FuzzVerify(f *testing.F) {
	forged := newForge(f).story()
	policy := forged.policy()
	whole := forged.write(forged.part())
	f.Add(whole, uint32(0), []byte{})
	f.Add([]byte("PK\x05\x06"+string(make([]byte, 18))), uint32(3), []byte{1})
	f.Fuzz(func(t *testing.T, file []byte, at uint32, patch []byte) {
		// Half of the tries patch a good bundle: they come further.
		if len(patch) > 0 {
			file = bytes.Clone(whole)
			copy(file[int(at)%len(file):], patch)
		}
		b := verifyBytes(t, file, policy)
		if b.Verdict() == Proven && !bytes.Equal(file, whole) {
			t.Error("another file is proven")
		}
		sameByAll(t, "a changed file", file, policy)
	})
}

// What comes after the signature is read by code that must not trust it: the
// log's key is the claimant's.
func FuzzSignedFiles(f *testing.F) {
	forged := newForge(f).story()
	policy := forged.policy()
	whole := forged.write(forged.part())
	names := []string{nameDisclosure, nameHashes, nameAnswers, "data/entries/0", "data/entries/8", "data/checkpoints/9", namePolicy, nameCSV}
	for i := range names {
		f.Add(uint8(i), uint32(40), []byte("9"))
	}
	f.Fuzz(func(t *testing.T, which uint8, at uint32, patch []byte) {
		m := unzip(t, whole)
		name := names[int(which)%len(names)]
		b := bytes.Clone(m[name])
		if len(b) == 0 {
			return
		}
		i := int(at) % len(b)
		m[name] = append(append(b[:i:i], patch...), b[min(len(b), i+len(patch)):]...)
		same := bytes.Equal(m[name], unzip(t, whole)[name])
		refresh(m)
		file := rezip(t, m, forged.key)
		sameByAll(t, name, file, policy)
		if v := verifyBytes(t, file, policy).Verdict(); v != Broken && !same && name != namePolicy && name != nameDisclosure {
			t.Errorf("%s changed at %d to %q, and %s", name, i, patch, v)
		}
	})
}

func FuzzDisclosure(f *testing.F) {
	forged := newForge(f).story()
	f.Add(forged.part().Disclosure.encode())
	f.Add([]byte(`{"chains":null}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := decodeDisclosure(b)
		if err == nil && !bytes.Equal(d.encode(), b) {
			t.Error("two spellings of one disclosure")
		}
	})
}
